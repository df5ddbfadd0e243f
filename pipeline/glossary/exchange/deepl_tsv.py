"""DeepL's glossary, separated by tabs: source and target, without header or quoting."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from pipeline.glossary.exchange.base import by_source, entries, head, pair, tabbed
from pipeline.glossary.loading import Problem
from pipeline.glossary.term import Term

name = "deepl-tsv"
suffixes = (".tsv",)


def fits(data: bytes, path: PurePath) -> bool:
    """Whether a .tsv file has columns like DeepL's: two, or four with the languages."""
    return path.suffix.lower() == ".tsv" and head(data).count("\t") != 2


def read(data: bytes, path: PurePath, problems: list[Problem]) -> list[Term]:
    """Lines of the same source are one entry."""
    rows = ((line, pair(row)) for line, row in tabbed(data, path))
    return entries(by_source(rows), path, problems)


def write(terms: Sequence[Term]) -> bytes:
    """A line for each entry, with the preferred target: DeepL takes a source only once."""
    return "".join(f"{term.source}\t{term.preferred}\n" for term in terms).encode()
