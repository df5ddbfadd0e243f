"""DeepL's glossary as CSV: source and target, without a header."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from pipeline.errors import UsageError
from pipeline.glossary.exchange.base import by_source, decoded, entries, head, is_header, pair
from pipeline.glossary.loading import QUOTES, Problem, explain
from pipeline.glossary.term import Term

name = "deepl-csv"
suffixes = (".csv",)


def fits(data: bytes, path: PurePath) -> bool:
    """Whether a .csv file does without a header."""
    line = head(data)
    return path.suffix.lower() == ".csv" and not is_header(line.split(_delimiter(line)))


def _delimiter(text: str) -> str:
    """DeepL's comma, or the semicolon of a spreadsheet where the first line has no comma."""
    return "," if "," in text.lstrip().split("\n", 1)[0] else ";"


def read(data: bytes, path: PurePath, problems: list[Problem]) -> list[Term]:
    """Lines of the same source are one entry."""
    records = _records(decoded(data, path), path)
    rows = ((line, pair(row)) for line, row in records if any(row) and not is_header(row))
    return entries(by_source(rows), path, problems)


def _records(text: str, path: PurePath) -> Iterator[tuple[int, list[str]]]:
    file = io.StringIO(text, newline="")
    reader = csv.reader(file, delimiter=_delimiter(text), strict=True)
    line = 1
    try:
        for record in reader:
            yield line, [cell.strip() for cell in record]
            line = reader.line_num + 1
    except csv.Error as error:
        raise UsageError(explain(error), path=path, line=line, hint=QUOTES) from error


def write(terms: Sequence[Term]) -> bytes:
    """A line for each entry, with the preferred target: DeepL takes a source only once."""
    file = io.StringIO()
    rows = [(term.source, term.preferred) for term in terms]
    csv.writer(file, lineterminator="\n").writerows(rows)
    return file.getvalue().encode()
