"""OmegaT's glossary: source, target and comment, separated by tabs, in UTF-8."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePath

from pipeline.glossary.exchange.base import Row, by_source, entries, head, tabbed
from pipeline.glossary.loading import Problem
from pipeline.glossary.term import Term

name = "omegat"
suffixes = (".txt", ".utf8", ".tab")


def fits(data: bytes, path: PurePath) -> bool:
    """Whether the suffix is OmegaT's, or a .tsv file has three columns."""
    suffix = path.suffix.lower()
    return suffix in suffixes or (suffix == ".tsv" and head(data).count("\t") == 2)


def read(data: bytes, path: PurePath, problems: list[Problem]) -> list[Term]:
    """Lines of the same source are one entry; lines that begin with # are remarks."""
    return entries(by_source(_rows(data, path)), path, problems)


def _rows(data: bytes, path: PurePath) -> Iterator[tuple[int, Row]]:
    for line, (source, *rest) in tabbed(data, path, remarks=True):
        target, comment, *_ = [*rest, "", ""]
        yield line, {"source": source, "target": target, "comment": comment}


def write(terms: Sequence[Term]) -> bytes:
    """A line for each target, the first with the comment."""
    lines = [line for term in terms for line in _lines(term)]
    return "".join(f"{line}\n" for line in lines).encode()


def _lines(term: Term) -> Iterator[str]:
    # OmegaT takes a line that begins with # for a remark; a blank before it does no harm.
    source = f" {term.source}" if term.source.startswith("#") else term.source
    comments = (" ".join(term.comment.split()), *[""] * len(term.targets))
    for target, comment in zip(term.targets, comments, strict=False):
        yield "\t".join((source, target, comment)).rstrip("\t")
