"""DeepL's glossary as CSV: source and target, without a header."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import PurePath, PurePosixPath

from pipeline.glossary.exchange.base import by_source, decoded, entries, head, is_header, pair
from pipeline.glossary.loading import Problem, _records, delimiter
from pipeline.glossary.term import Term

name = "deepl-csv"
suffixes = (".csv",)


def fits(data: bytes, path: PurePath) -> bool:
    """Whether a .csv file does without a header."""
    line = head(data)
    return path.suffix.lower() == ".csv" and not is_header(line.split(delimiter(line)))


def read(data: bytes, path: PurePath, problems: list[Problem]) -> list[Term]:
    """Lines of the same source are one entry."""
    records = _records(decoded(data, path), PurePosixPath(path.as_posix()))
    rows = ((line, pair(row)) for line, row in records if not is_header(row))
    return entries(by_source(rows), path, problems)


def write(terms: Sequence[Term]) -> bytes:
    """A line for each entry, with the preferred target: DeepL takes a source only once."""
    file = io.StringIO()
    rows = [(term.source, term.preferred) for term in terms]
    csv.writer(file, lineterminator="\n").writerows(rows)
    return file.getvalue().encode()
