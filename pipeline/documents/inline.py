"""Markup inside a segment: taken out before the model sees it, put back into the translation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from pipeline.documents.block import Token
from pipeline.documents.document import Format
from pipeline.documents.formats import FORMATS

TRANSPARENT = "\ufffc"
_SOFT_HYPHEN = "\xad"
# White space that wraps lines; no-break spaces mean something and stay.
_WHITE = re.compile(r"[ \t\n\r\v\f\x1c-\x1f\x85\u2028\u2029]+")
_MASKED = re.compile(r"[\t\n\r\v\f\x1c-\x1f\x85\u2028\u2029\xad]")
_ADDRESS = re.compile(
    r"(?:https?://|ftp://|www\.(?=\w))[^\s<>\"„“”»«]*[^\s<>\"„“”»«.,;:!?…'’)\]}*_~]"
    r"|(?<![\w.+-])[\w.+-]+@(?:[\w-]+\.)+[^\W\d_]{2,}(?!\w)"
)
_BRACKETS = {"(": ")", "[": "]", "<": ">"}
_CLOSING = re.compile(r"[.,;:!?…)\]}»“”’]")

ElementRole = Literal["open", "close", "point"]


@dataclass(frozen=True, slots=True)
class Element:
    """A piece of markup or an address, `raw` as written in the source.

    `at` is its offset in the plain text; `pair` the index of the partner among the elements, -1
    for none; `glue` the white space before and after it that was taken out along with it.
    """

    raw: str
    at: int
    role: ElementRole
    pair: int = -1
    glue: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Lifted:
    """A `source` in two: the plain `text` for the model, and the elements that stood in it."""

    text: str
    elements: tuple[Element, ...]
    source: str
    format: Format


@dataclass(slots=True)
class _Mark:
    """An element on the way: its glue and offset are not yet known."""

    raw: str
    role: ElementRole
    name: str
    at: int = 0
    before: str = ""
    after: str = ""


def mask(raw: str, format: Format) -> str:
    """`raw` with its markup as U+FFFC and line ends as blanks, of the same length.

    A character reference becomes its character and fillers; soft hyphens are fillers.
    """
    return masked(raw, FORMATS[format].tokens(raw))


def masked(raw: str, tokens: Sequence[Token]) -> str:
    """As `mask`, with the tokens of `raw` known."""
    pieces, at = [], 0
    for token in tokens:
        pieces += [raw[at : token.start], token.text.ljust(token.end - token.start, TRANSPARENT)]
        at = token.end
    mask = "".join([*pieces, raw[at:]])
    return _MASKED.sub(lambda m: TRANSPARENT if m[0] == _SOFT_HYPHEN else " ", mask)


def normalise(raw: str, format: Format) -> str:
    """A slice of a document as `Segment.source`: one line, references resolved, markup kept."""
    module = FORMATS[format]
    pieces, at = [], 0
    for token in module.tokens(raw):
        spelled = raw[token.start : token.end]
        pieces.append(module.canonical(raw[at : token.start]))
        pieces.append(module.spell(token, spelled) if token.role == "char" else spelled)
        at = token.end
    pieces.append(module.canonical(raw[at:]))
    return _WHITE.sub(" ", "".join(pieces).replace(_SOFT_HYPHEN, "")).strip()


def lift(source: str, format: Format) -> Lifted:
    """Take markup and addresses out of a segment's source (or of a translation with markup).

    An address in running text goes with one of its surrounding blanks, so that what is left reads
    as a sentence; inline code and images likewise. An address alone leaves nothing.
    """
    marks: list[_Mark] = []
    text = ""
    for piece in _pieces(source, format):
        if isinstance(piece, _Mark):
            piece.at = len(text)
            marks.append(piece)
            continue
        piece = _without_double_blank(piece, text, marks)
        if piece:
            text = _without_hanging_blank(piece, text, marks) + piece
    text = _without_hanging_blank("", text, marks)
    return Lifted(text, tuple(_elements(marks)), source, format)


def plain(text: str, format: Format) -> str:
    """The text without its markup."""
    return lift(text, format).text


def escape(plain: str, format: Format) -> str:
    """Plain text as it is written in the format so that it reads back as itself."""
    module = FORMATS[format]
    sets = module.escapes("")
    for characters in sets:
        written = module.escape(plain, characters)
        if lift(written, format).text == plain:
            break
    return written


def _pieces(source: str, format: Format) -> Iterator[_Mark | str]:
    """Markup as marks, and the runs of text between in plain characters."""
    run: list[str] = []
    raws: list[str] = []
    at = 0
    for token in [*FORMATS[format].tokens(source), Token(len(source), len(source), "point")]:
        gap = source[at : token.start].replace(_SOFT_HYPHEN, "")
        run.extend(gap)
        raws.extend(gap)
        raw = source[token.start : token.end]
        if token.role == "char":
            run.extend(token.text)
            raws.extend([raw, *[""] * (len(token.text) - 1)] if token.text else [])
        else:
            yield from _addresses("".join(run), raws)
            run, raws = [], []
            if raw:
                yield _Mark(raw, token.role, token.name)
        at = token.end


def _addresses(text: str, raws: Sequence[str]) -> Iterator[_Mark | str]:
    """URLs and e-mail addresses out of a run of text; brackets around one go with it."""
    at = 0
    for match in _ADDRESS.finditer(text):
        start, end = match.span()
        if start > at and end < len(text) and _BRACKETS.get(text[start - 1]) == text[end]:
            start, end = start - 1, end + 1
        yield text[at:start]
        yield _Mark("".join(raws[start:end]), "point", "address")
        at = end
    if at < len(text):
        yield text[at:]


def _without_double_blank(piece: str, text: str, marks: Sequence[_Mark]) -> str:
    """The blank after an element goes with it where one stands before it already."""
    here = marks and marks[-1].at == len(text)
    if here and piece[:1].isspace() and (not text or text[-1].isspace()):
        marks[-1].after += piece[0]
        return _without_double_blank(piece[1:], text, marks)
    return piece


def _without_hanging_blank(piece: str, text: str, marks: Sequence[_Mark]) -> str:
    """`text` without a blank that only an element parts from punctuation or the end."""
    here = [mark for mark in marks if mark.at == len(text)]
    hangs = here and text[-1:].isspace() and (not piece or _CLOSING.match(piece))
    if not hangs or (piece and here[0].role != "point"):
        return text
    here[0].before = text[-1] + here[0].before
    for mark in here:
        mark.at -= 1
    return _without_hanging_blank(piece, text[:-1], marks)


def _elements(marks: Sequence[_Mark]) -> Iterator[Element]:
    partner = pairs(marks)
    for index, mark in enumerate(marks):
        glue = (mark.before, mark.after)
        yield Element(mark.raw, mark.at, mark.role, partner.get(index, -1), glue)


class _Named(Protocol):
    @property
    def role(self) -> str: ...
    @property
    def name(self) -> str: ...


def pairs(marks: Sequence[_Named]) -> dict[int, int]:
    """Partners' indices, both ways; what is left open or crosses another pair has none."""
    partner: dict[int, int] = {}
    open_: list[int] = []
    for index, mark in enumerate(marks):
        if mark.role == "open":
            open_.append(index)
        elif mark.role == "close":
            opening = next((i for i in reversed(open_) if marks[i].name == mark.name), None)
            if opening is not None:
                del open_[open_.index(opening) :]
                partner[opening], partner[index] = index, opening
    return partner
