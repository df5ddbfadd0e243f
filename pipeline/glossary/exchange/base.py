"""What a format of exchange is, and how its cells become entries of a glossary."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePath, PurePosixPath
from typing import Protocol

from pipeline.errors import UsageError
from pipeline.glossary.loading import (
    CHOICES,
    CONTROL,
    LISTS,
    SPREADSHEET,
    Problem,
    make_term,
    normalised,
)
from pipeline.glossary.term import Term

# One entry by the names of the CSV columns; several renderings or forms may come as a list.
Row = Mapping[str, "str | Sequence[str]"]


class Format(Protocol):
    """A module that reads and writes one format.

    `name` is what --format takes; of the formats that claim a suffix the first by name is the one
    that the suffix means. `fits` looks at the beginning of the file.
    """

    name: str
    suffixes: tuple[str, ...]

    def fits(self, data: bytes, path: PurePath) -> bool:
        """Whether this is how files of the format look."""

    def read(self, data: bytes, path: PurePath, problems: list[Problem]) -> list[Term]:
        """The entries of a file; what could not be taken over is added to `problems`.

        Raises UsageError, with the line, when the file is broken.
        """

    def write(self, terms: Sequence[Term]) -> bytes:
        """A whole file, the same bytes for the same terms at any time."""


def cells(term: Term) -> dict[str, str]:
    """The columns in which an entry says something, as a CSV file holds them."""
    row = {"source": term.source, "target": "|".join(term.targets), "comment": term.comment}
    row |= {name: "|".join(getattr(term, name)) for name in LISTS}
    row |= {name: getattr(term, name) for name in CHOICES if getattr(term, name) != _default(name)}
    row |= dict(term.extra)
    return {name: cell for name, cell in row.items() if cell}


def _default(name: str) -> str:
    return str(Term.__dataclass_fields__[name].default)


def entries(rows: Iterable[tuple[int, Row]], path: PurePath, problems: list[Problem]) -> list[Term]:
    """The entries that stand in (line, row) pairs, by the rules of the glossary's own files.

    Raises UsageError for control characters and for cells that no CSV reader would take.
    """
    shown = PurePosixPath(path.as_posix())
    return list(_entries(rows, shown, problems))


def _entries(
    rows: Iterable[tuple[int, Row]], path: PurePosixPath, problems: list[Problem]
) -> Iterator[Term]:
    for line, row in rows:
        flat = {name: _joined(cell).strip() for name, cell in row.items()}
        _refuse(flat, path, line)
        if why := _unfit(row, flat):
            problems.append(Problem("warning", f"left out: {why}", path, line))
        else:
            yield make_term({name: cell for name, cell in flat.items() if cell}, path, line)


def _joined(cell: str | Sequence[str]) -> str:
    return cell if isinstance(cell, str) else "|".join(cell)


def _refuse(row: Mapping[str, str], path: PurePosixPath, line: int) -> None:
    limit = csv.field_size_limit()
    for name, cell in row.items():
        if len(cell) > limit:
            message = f"the {name} has {len(cell):,} characters; a cell takes {limit:,}"
            raise UsageError(message, path=path, line=line, hint="Is this a glossary?")
        if found := CONTROL.search(cell):
            message = f"control character U+{ord(found.group()):04X} in the {name}"
            raise UsageError(message, path=path, line=line, hint="Remove it.")


def _unfit(row: Row, flat: Mapping[str, str]) -> str:
    """Why this cannot be an entry of a glossary; "" when it can."""
    source = normalised(flat.get("source", ""))
    if not source:
        return "no German term"
    if not flat.get("target") and flat.get("mode") != "keep":
        return f"no English term for {source!r}"
    if source.startswith("# "):
        return f"{source!r} would be a remark in a CSV file"
    if any("|" in text for cell in row.values() if not isinstance(cell, str) for text in cell):
        return f"{source!r} has a “|” in a term, which separates terms in a CSV file"
    return ""


def by_source(rows: Iterable[tuple[int, Row]]) -> Iterator[tuple[int, Row]]:
    """One row for each source of formats that give one target a line.

    Its targets are in order of appearance, comments are put together. A term whose only target is
    the term itself is to be kept: these formats have no other way to say so.
    """
    merged: dict[str, tuple[int, dict[str, str | Sequence[str]]]] = {}
    for line, row in rows:
        source = normalised(str(row.get("source", "")))
        _, kept = merged.setdefault(source, (line, {**row, "source": source, "target": ()}))
        kept["target"] = distinct([*kept["target"], normalised(str(row.get("target", "")))])
        kept["comment"] = "; ".join(distinct([str(kept.get("comment", "")), _comment(row)]))
    for source, (line, row) in merged.items():
        keep = row["target"] == [source] and "mode" not in row
        yield line, {**row, "mode": "keep"} if keep else row


def _comment(row: Row) -> str:
    return str(row.get("comment", "")).strip()


def distinct(texts: Iterable[str]) -> list[str]:
    """Each text once, in order, empty ones left out."""
    return list(dict.fromkeys(filter(None, texts)))


def decoded(data: bytes, path: PurePath) -> str:
    """The text of a file in UTF-8, or in UTF-16 with its byte order mark.

    Raises UsageError, with the line, for other encodings.
    """
    utf16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return data.decode("utf-16" if utf16 else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UsageError("not UTF-8 text", path=path, line=line, hint=SPREADSHEET) from error


def head(data: bytes) -> str:
    """The first line that is no remark, for `fits`; "" when there is none or it is no text."""
    utf16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    text = data[:65536].decode("utf-16" if utf16 else "utf-8-sig", "replace")
    lines = (line for line in text.splitlines() if line.strip() and not line.startswith("#"))
    return next(lines, "")


def tabbed(
    data: bytes, path: PurePath, *, remarks: bool = False
) -> Iterator[tuple[int, list[str]]]:
    """(line, cells) of a tab-separated file without quoting; blank lines and a header left out.

    `remarks` leaves out lines that begin with # as well.
    """
    for line, text in enumerate(decoded(data, path).split("\n"), 1):
        row = [cell.strip() for cell in text.split("\t")]
        if any(row) and not (is_header(row) or (remarks and text.startswith("#"))):
            yield line, row


def pair(cells: Sequence[str]) -> Row:
    """A pair of terms in DeepL's order: source, target and, if there, the two languages."""
    source, target, first, second, *_ = [*cells, "", "", "", ""]
    if first[:2].casefold() == "en" and second[:2].casefold() == "de":
        source, target = target, source
    return {"source": source, "target": target}


def is_header(row: Sequence[str]) -> bool:
    """Whether a line names the columns source and target."""
    return {"source", "target"} <= {cell.strip(' "\r').casefold() for cell in row}
