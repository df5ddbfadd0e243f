"""Reading glossary files: CSV as terminologists and their spreadsheets write it."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path, PurePosixPath
from typing import Any, Literal, get_args

from pipeline.config import DEFAULT, Settings
from pipeline.errors import UsageError
from pipeline.glossary.term import Case, Compound, Mode, Status, Term

LISTS = ("source_forms", "target_forms", "forbidden")
CHOICES: dict[str, tuple[str, ...]] = {
    "mode": get_args(Mode),
    "case": get_args(Case),
    "compound": get_args(Compound),
    "status": get_args(Status),
}
SHOWN = ("pos", "gender", "domain", "definition", "example", "origin", "approved_by", "date")
COLUMNS = ("source", "target", "comment", *LISTS, *CHOICES, *SHOWN)
FORMULA = ("=", "+", "@")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffc]")
SPREADSHEET = (
    "Save it as UTF-8: in Excel choose “CSV UTF-8 (Comma delimited)”, in LibreOffice “Text CSV” "
    "with character set UTF-8."
)
QUOTES = 'A cell begins and ends with ", or has none; a " inside a quoted cell is written "".'


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to mend in a glossary that does not stop it from being used."""

    severity: Literal["error", "warning", "note"]
    message: str
    file: PurePosixPath
    line: int
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Glossary:
    """The entries that count, first come first, and what was odd about the files."""

    terms: tuple[Term, ...] = ()
    warnings: tuple[Problem, ...] = ()


def load(paths: Sequence[Path], root: Path) -> Glossary:
    """The glossary in `paths`: files, or folders of which every *.csv is read, sorted by name.

    `Term.file` is relative to `root` where it lies below it. Of two entries with the same source
    the first counts.

    Raises:
        UsageError: a path is missing or cannot be read, or a file breaks a rule; names file:line.
    """
    winners: dict[tuple[bool, str], Term] = {}
    warnings: list[Problem] = []
    for path in _files(paths):
        for term in _read(path, _shown(path, root), warnings):
            first = winners.setdefault(identity(term), term)
            if first is not term:
                warnings.append(_duplicate(term, first))
    return Glossary(tuple(winners.values()), tuple(warnings))


def load_for(settings: Settings) -> Glossary:
    """The glossary that the settings name; the default folder may be absent."""
    said = settings.origin("glossary") != DEFAULT
    paths = [settings.root / path for path in settings.glossary]
    return load([path for path in paths if said or path.exists()], settings.root)


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    """Every file once, however often it is named."""
    seen: set[Path] = set()
    for path in paths:
        if not path.exists():
            raise UsageError("no such glossary", path=path, hint="Give a CSV file or a folder.")
        for file in _inside(path) if path.is_dir() else [path]:
            if file.resolve() not in seen:
                seen.add(file.resolve())
                yield file


def _inside(folder: Path) -> list[Path]:
    return sorted(f for f in folder.iterdir() if f.suffix.lower() == ".csv" and f.is_file())


def _shown(path: Path, root: Path) -> PurePosixPath:
    absolute = path.absolute()
    below = absolute.is_relative_to(root.absolute())
    return PurePosixPath((absolute.relative_to(root.absolute()) if below else path).as_posix())


def identity(term: Term) -> tuple[bool, str]:
    """What makes two sources the same: a noun is not a verb, and exact is as written."""
    source = term.source
    return (source[:1].isupper(), source if term.case == "exact" else source.casefold())


def _duplicate(term: Term, first: Term) -> Problem:
    message = f"{term.source!r} is already at {first.entry}; that entry counts, this one does not"
    return Problem("warning", message, term.file, term.line, "Remove one of the two.")


def _read(path: Path, shown: PurePosixPath, warnings: list[Problem]) -> Iterator[Term]:
    records = read_records(decode(path, shown), shown)
    line, header = next(records, (1, []))
    columns = known_columns(header, shown, line)
    warnings += _unknown(columns, shown, line)
    for line, cells in records:
        if any(cells[len(columns) :]):
            message = f"{len(cells)} cells where the header has {len(columns)}"
            hint = "Put a cell that holds the delimiter into double quotes."
            raise UsageError(message, path=shown, line=line, hint=hint)
        row = dict(zip(columns, cells))  # noqa: B905  a short line leaves the last cells empty
        if not is_comment(cells):
            warnings += _formulas(row, shown, line)
            yield make_term(row, shown, line)


def decode(path: Path, shown: PurePosixPath | None = None) -> str:
    """The text of a CSV file, without byte order mark, newlines as they are.

    Raises:
        UsageError: it is not UTF-8 text, or holds control characters.
    """
    where = shown or path
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(f"cannot be read: {error.strerror}", path=where) from error
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise UsageError("this is a spreadsheet, not a CSV file", path=where, hint=SPREADSHEET)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UsageError("not UTF-8 text", path=where, line=line, hint=SPREADSHEET) from error
    if control := CONTROL.search(text):
        line = text.count("\n", 0, control.start()) + 1
        message = f"control character U+{ord(control.group()):04X}"
        raise UsageError(message, path=where, line=line, hint="Remove it.")
    return text


def delimiter(text: str) -> str:
    """Comma or semicolon, whichever the header has more of."""
    header = text.lstrip().split("\n", 1)[0]
    return ";" if header.count(";") > header.count(",") else ","


def read_records(text: str, shown: PurePosixPath) -> Iterator[tuple[int, list[str]]]:
    """(line on which the record starts, its cells) of a CSV text, blank lines left out.

    Raises:
        UsageError: quotes are not closed, or a cell is too long; names shown:line.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter(text), strict=True)
    start = 1
    try:
        for record in reader:
            cells = [cell.strip() for cell in record]
            if any(cells):
                yield start, cells
            start = reader.line_num + 1
    except csv.Error as error:
        raise UsageError(explain(error), path=shown, line=start, hint=QUOTES) from error


def explain(error: csv.Error) -> str:
    """What is wrong with a CSV file, in words for people; `QUOTES` says what to do."""
    message = str(error)
    if "unexpected end" in message:
        return "the quote opened here is never closed"
    if "field limit" in message:
        return f"a cell of more than {csv.field_size_limit():,} characters, or an unclosed quote"
    return "text after a closing quote" if "expected after" in message else message


def is_comment(cells: Sequence[str]) -> bool:
    """Whether a record is a remark: it begins with # and a blank, or has nothing but its #."""
    return cells[0].startswith("#") and (cells[0].startswith("# ") or not any(cells[1:]))


def known_columns(header: list[str], shown: PurePosixPath, line: int) -> list[str]:
    """The names in a header, those of `COLUMNS` in their own case.

    Raises:
        UsageError: source or target is not there, or a column is there twice.
    """
    names = [name.casefold() for name in header]
    columns = [name if name in COLUMNS else raw for name, raw in zip(names, header, strict=True)]
    for name in ("source", "target"):
        if name not in columns:
            hint = "The first line names the columns: source,target,comment (comma or semicolon)."
            raise UsageError(f"no column “{name}” in the header", path=shown, line=line, hint=hint)
    for name in columns:
        if name and columns.count(name) > 1:
            message = f"the column “{name}” is there twice"
            raise UsageError(message, path=shown, line=line, hint="Rename or remove one.")
    return columns


def _unknown(columns: list[str], shown: PurePosixPath, line: int) -> Iterator[Problem]:
    for name in columns:
        if name and name not in COLUMNS:
            hint = f"It is kept. Known columns: {', '.join(COLUMNS)}."
            yield Problem("note", f"unknown column “{name}”", shown, line, hint)


def _formulas(row: dict[str, str], shown: PurePosixPath, line: int) -> Iterator[Problem]:
    for name, cell in row.items():
        if cell.startswith(FORMULA) and len(cell) > 1:
            hint = "It is taken as plain text; a spreadsheet would compute it. Is it meant?"
            yield Problem("warning", f"{name} looks like a formula: {cell[:40]}", shown, line, hint)


def make_term(row: dict[str, str], shown: PurePosixPath, line: int) -> Term:
    """The entry that a row of cells by column says.

    Raises:
        UsageError: a cell that is needed is empty, or one says what it cannot.
    """

    def need(message: str, hint: str) -> UsageError:
        return UsageError(message, path=shown, line=line, hint=hint)

    values: dict[str, Any] = {name: _choice(row, name, need) for name in CHOICES}
    values |= {name: _list(row.get(name, "")) for name in LISTS}
    source, targets = normalised(row.get("source", "")), _list(row.get("target", ""))
    if not source:
        raise need("no source", "Every entry has a German term in the column “source”.")
    if values["mode"] == "keep":
        targets = (source,)
    if not targets:
        raise need(f"no target for {source!r}", "Give the English term, or mode keep.")
    extra = tuple((name, row[name]) for name in row if name and name not in _FIELDS)
    comment = row.get("comment", "")
    return Term(source, targets, comment, extra=extra, file=shown, line=line, **values)


_FIELDS = frozenset(field.name for field in fields(Term)) | {"target"}


def _choice(row: dict[str, str], name: str, need: Any) -> str:
    allowed = CHOICES[name]
    value = row.get(name, "").casefold()
    if not value:
        return _DEFAULTS[name]
    if value not in allowed:
        raise need(f"{name} is {row[name]!r}", f"Allowed: {', '.join(allowed)}; or empty.")
    return value


_DEFAULTS = {f.name: str(f.default) for f in fields(Term) if f.name in CHOICES}


def _list(cell: str) -> tuple[str, ...]:
    if "|" not in cell:
        return (normalised(cell),) if cell else ()
    return tuple(dict.fromkeys(text for part in cell.split("|") if (text := normalised(part))))


def normalised(cell: str) -> str:
    """One blank between words, letters composed, no soft hyphens."""
    if not cell.isascii():
        cell = unicodedata.normalize("NFC", cell.replace("\xad", ""))
    return " ".join(cell.split())
