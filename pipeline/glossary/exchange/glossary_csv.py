"""The glossary's own CSV, with all columns that the entries fill."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePath, PurePosixPath

from pipeline.glossary.exchange.appending import append
from pipeline.glossary.exchange.base import Row, decoded, entries, head, is_header
from pipeline.glossary.loading import Problem, delimiter, is_comment, known_columns, read_records
from pipeline.glossary.term import Term

name = "csv"
suffixes = (".csv",)


def fits(data: bytes, path: PurePath) -> bool:
    """Whether the header names the columns source and target."""
    line = head(data)
    return is_header(line.split(delimiter(line)))


def read(data: bytes, path: PurePath, problems: list[Problem]) -> list[Term]:
    """Every line as an entry, also a second one of the same source."""
    shown = PurePosixPath(path.as_posix())
    return entries(_rows(decoded(data, path), shown), path, problems)


def _rows(text: str, shown: PurePosixPath) -> Iterator[tuple[int, Row]]:
    records = read_records(text, shown)
    line, header = next(records, (1, []))
    columns = known_columns(header, shown, line)
    for line, cells in records:
        if not is_comment(cells):
            yield line, dict(zip(columns, cells, strict=False))


def write(terms: Sequence[Term]) -> bytes:
    """Comma, LF, no byte order mark; empty columns are left out."""
    return append("", terms).encode()
