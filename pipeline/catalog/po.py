"""Reading PO files, whoever saved them: gettext, Poedit, Weblate, OmegaT or this program.

polib parses; what it would drop in silence is looked for first. Since 2025 flags may also stand in
`#=` lines (gettext manual, "PO File Format Evolution"), at which polib 1.2 raises.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import polib

from pipeline.catalog.message import Catalog, Message
from pipeline.errors import InputError

HINT = (
    "The file is left as it is and nothing is written over it. Mend that line, "
    "or move the file away to start a new one."
)
LINE = re.compile(
    r"""(?P<obsolete>\#~)?(?P<previous>\#?\|)?\s*
    (?P<keyword>msgctxt|msgid_plural|msgid|msgstr(?:\[\d\])?|)\s*
    "(?:[^"\\]|\\.)*" $""",
    re.X,
)
# polib takes these for line ends; none of them ends a line in a PO file.
LINE_ENDS = "\v\f\x1c\x1d\x1e\x85\u2028\u2029"
SAFE = {ord(end): f"\ue000{number}\ue001" for number, end in enumerate(LINE_ENDS)}
KEPT = re.compile("\ue000(\\d)\ue001")


def read(path: Path) -> Catalog | None:
    """The catalog in a file, or None where there is none.

    Raises:
        InputError: the file is damaged, or holds two translations of one text; with its line.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", path=path) from error
    return parse(data, path)


def parse(data: bytes, path: Path | str) -> Catalog:
    """The catalog in the bytes of a PO file; `path` is for complaints.

    Raises:
        InputError: as `read`.
    """
    lines = lines_of(data, path)
    _examine(lines, path)
    try:
        file = polib.pofile("\n".join(["", *lines]).translate(SAFE))
    except (OSError, ValueError, IndexError, KeyError) as error:
        at = re.search(r"line (\d+)", str(error))
        raise _damaged("it cannot be parsed", path, int(at.group(1)) - 1 if at else None) from error
    header = tuple((name, _restored(value)) for name, value in file.metadata.items())
    return Catalog(header, _restored(file.header), _unique((_message(e) for e in file), path))


def lines_of(data: bytes, path: Path | str) -> list[str]:
    """The lines of a PO file, whatever its charset and line ends; `#=` reads `#,`."""
    charset = re.search(rb"charset=([-\w]+)", data[:10_000])
    codec = charset.group(1).decode() if charset and charset.group(1) != b"CHARSET" else "utf-8"
    try:
        text = data.decode("utf-8-sig" if codec.lower() in ("utf-8", "utf8") else codec)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _damaged(f"it is not {codec}", path, line) from error
    except LookupError as error:
        raise _damaged(f"its charset {codec!r} is unknown", path, 1) from error
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return [re.sub(r"^#~\|", "#|", re.sub(r"^#=", "#,", line)) for line in lines]


def _examine(lines: Sequence[str], path: Path | str) -> None:
    """Look for what polib swallows: strings cut short, entries without a translation."""
    opened = 0
    for number, line in enumerate(lines, 1):
        text = line.strip()
        if not text or (text.startswith("#") and not text.startswith(("#~", "#|"))):
            continue
        found = LINE.match(text)
        if not found:
            raise _damaged("this line is not of a PO file, or cut short", path, number)
        if found["previous"]:
            continue
        if found["keyword"] == "msgid":
            if opened:
                raise _damaged("this entry has no msgstr", path, opened)
            opened = number
        elif found["keyword"].startswith("msgstr"):
            opened = 0
    if opened:
        raise _damaged("this entry has no msgstr: the file is cut short", path, opened)


def _message(entry: polib.POEntry) -> Message:
    target = entry.msgstr or next(iter(entry.msgstr_plural.values()), "")
    return Message(
        source=_restored(entry.msgid),
        target=_restored(target),
        fuzzy="fuzzy" in entry.flags,
        comment=_restored(entry.tcomment),
        previous=_restored(entry.previous_msgid or ""),
        obsolete=bool(entry.obsolete),
        references=tuple(f"{file}:{line}" if line else file for file, line in entry.occurrences),
        line=max((entry.linenum or 1) - 1, 1),
    )


def _unique(messages: Iterable[Message], path: Path | str) -> tuple[Message, ...]:
    """One message for each source: a reviewed text rather than a draft, a draft than none."""
    best: dict[str, Message] = {}
    for message in messages:
        other = best.setdefault(message.source, message)
        if other is message:
            continue
        if _rank(other) == _rank(message) and other.target != message.target:
            what = f"a second translation of the text in line {other.line}"
            raise _damaged(what, path, message.line)
        better, worse = sorted((other, message), key=_rank, reverse=True)
        best[message.source] = replace(better, comment=better.comment or worse.comment)
    return tuple(best.values())


def _rank(message: Message) -> tuple[bool, bool, bool]:
    return bool(message.target.strip()), not message.fuzzy, not message.obsolete


def _damaged(what: str, path: Path | str, line: int | None) -> InputError:
    return InputError(f"damaged PO file: {what}", path=path, line=line, hint=HINT)


def _restored(text: str) -> str:
    return KEPT.sub(lambda found: LINE_ENDS[int(found.group(1))], text)
