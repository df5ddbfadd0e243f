"""New lines at the end of a CSV glossary, in the way its other lines are written."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import PurePosixPath

from pipeline.glossary.exchange.base import cells, distinct
from pipeline.glossary.loading import COLUMNS, delimiter, known_columns
from pipeline.glossary.term import Term

_MARK = "\ufeff"
_FIRST = COLUMNS[:3]


def append(text: str, terms: Sequence[Term]) -> str:
    """`text`, the whole of a CSV file, with `terms` at its end.

    Byte order mark, delimiter, line ends and the order of columns are the file's own, columns that
    it lacks come to the end of its header, and nothing else is touched. Of "" a new file is made.
    """
    if text.startswith(_MARK):
        return _MARK + append(text.removeprefix(_MARK), terms)
    rows = [cells(term) for term in terms]
    used = distinct(name for row in rows for name in row)
    if not text.strip():
        return _lines([list(_ordered(used)), *_cells(rows, _ordered(used))], ",", "\n")
    newline = "\r\n" if "\r\n" in text else "\n"
    separator = delimiter(text)
    lines = list(io.StringIO(text if text.endswith("\n") else text + newline, newline=""))
    end, header = _header(lines, separator)
    lacking = [name for name in _ordered(used) if name not in header and name in used]
    if lacking:
        names = _lines([lacking], separator, newline)
        lines[end - 1] = lines[end - 1].rstrip("\r\n") + separator + names
    added = _lines(_cells(rows, (*header, *lacking)), separator, newline)
    return "".join(lines) + added


def _ordered(used: Sequence[str]) -> tuple[str, ...]:
    """The first three columns, then the others that are used, those that we know first."""
    known = [name for name in COLUMNS if name in _FIRST or name in used]
    return (*known, *(name for name in used if name not in COLUMNS))


def _header(lines: Sequence[str], separator: str) -> tuple[int, list[str]]:
    """After how many lines the header ends, and the columns that it names."""
    reader = csv.reader(iter(lines), delimiter=separator)
    header = next(record for record in reader if any(cell.strip() for cell in record))
    names = [cell.strip() for cell in header]
    return reader.line_num, known_columns(names, PurePosixPath("glossary"), reader.line_num)


def _cells(rows: Sequence[dict[str, str]], columns: Sequence[str]) -> list[list[str]]:
    return [[row.get(name, "") for name in columns] for row in rows]


def _lines(rows: Sequence[Sequence[str]], separator: str, newline: str) -> str:
    file = io.StringIO()
    csv.writer(file, delimiter=separator, lineterminator=newline).writerows(rows)
    return file.getvalue()
