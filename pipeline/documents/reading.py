"""A file as a skeleton with segments: decode, find the blocks, cut them into sentences."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath, PurePosixPath

from pipeline.documents.block import Block, Token
from pipeline.documents.decoding import Decoded, decode
from pipeline.documents.document import Document, Format, Kind, Segment
from pipeline.documents.formats import FORMATS, format_of
from pipeline.documents.inline import TRANSPARENT, masked, normalise, pairs
from pipeline.documents.kinds import credit, kinds
from pipeline.errors import InputError
from pipeline.segmentation import sentences

_LINE_END = re.compile(r"\r\n|\r|\n")
_ALPHANUMERIC = re.compile(r"[^\W_]")
_KEPT_INSIDE = frozenset(("code", "image", "link"))  # points that are part of a sentence

# What no segment begins or ends with: white space, and marks that take no room.
_OUTER = "".join(filter(str.isspace, map(chr, range(0x3001)))) + "\u200b\u2060\ufeff"
_UNNAMED = PurePosixPath("-")

Span = tuple[int, int]


def read(path: Path, name: PurePosixPath) -> Document:
    """Read an article; `name` is what it is called in the output and in messages.

    Raises InputError when the file can't be opened or is no text of a known type.
    """
    format = format_of(name)
    if format is None:
        raise InputError("files of this type are not read", path=name)
    decoded = _decoded(_bytes(path, name), format, name)
    return parse(decoded.text, format, path=name, encoding=decoded.encoding, bom=decoded.bom)


def read_text(path: Path | None) -> tuple[str, Format]:
    """The text of any file, as its suffix says or as plain text; of standard input for None.

    Raises InputError when the file can't be opened or is no text.
    """
    format = (format_of(path) if path else None) or "txt"
    name = PurePosixPath("-") if path is None else path
    return _decoded(_bytes(path, name), format, name).text, format


def _bytes(path: Path | None, name: PurePath) -> bytes:
    try:
        return sys.stdin.buffer.read() if path is None else path.read_bytes()
    except OSError as error:
        raise InputError(f"the file can't be read ({error.strerror})", path=name) from error


def _decoded(data: bytes, format: Format, name: PurePath) -> Decoded:
    try:
        return decode(data, html=format == "html")
    except InputError as error:
        raise InputError(error.message, path=name, hint=error.hint) from error


def parse(
    text: str,
    format: Format,
    *,
    path: PurePosixPath = _UNNAMED,
    encoding: str = "utf-8",
    bom: bytes = b"",
) -> Document:
    """A document out of its text."""
    return Document(path, format, text, tuple(segment_text(text, format)), encoding, bom)


def segment_text(text: str, format: Format) -> list[Segment]:
    """The sentences of a text, with offsets and kinds."""
    passages = list(_passages(text, format))
    plains = [(passage.block.role, passage.plain) for passage in passages]
    lines = [0, *(match.end() for match in _LINE_END.finditer(text))]
    found = []
    for passage, kind in zip(passages, kinds(plains), strict=True):
        block = passage.block
        for start, end in _cut(passage.mask, passage.tokens, kind):
            first, behind = block.start + start, block.start + end
            source = _source(block, start, end, format)
            line = bisect_right(lines, first)
            found.append(Segment(first, behind, text[first:behind], source, kind, line))
    return found


@dataclass(frozen=True, slots=True)
class _Passage:
    """A block that holds text, with its markup, masked and left out."""

    block: Block
    tokens: Sequence[Token]
    mask: str
    plain: str


def _passages(text: str, format: Format) -> Iterator[_Passage]:
    module = FORMATS[format]
    for block in module.blocks(text):
        tokens = module.tokens(block.text)
        mask = masked(block.text, tokens)
        plain = mask.replace(TRANSPARENT, "").strip(_OUTER)
        if plain:
            yield _Passage(block, tokens, mask, plain)


def _source(block: Block, start: int, end: int, format: Format) -> str:
    """What is translated: one line, and a kicker set off from its headline."""
    if start < block.seam < end:
        ends = ((start, block.seam), (block.seam, end))
        return ": ".join(normalise(block.text[a:b], format) for a, b in ends)
    return normalise(block.text[start:end], format)


def _cut(mask: str, tokens: Sequence[Token], kind: Kind) -> Iterator[Span]:
    """Spans of a block's sentences, a caption's credit in one, each without outer markup."""
    spans = sentences(mask)
    if kind == "caption":
        spans = list(_with_credit(mask, spans))
    for start, end in spans:
        start, end = _peel(mask, tokens, start, end)
        if _ALPHANUMERIC.search(mask, start, end):
            yield start, end


def _with_credit(mask: str, spans: Sequence[Span]) -> Iterator[Span]:
    """The sentences, none of which ends inside the credit."""
    at = credit(mask)
    for start, end in spans:
        if at is None or end <= at:
            yield start, end
        else:
            yield start, len(mask)
            return


def _peel(mask: str, tokens: Sequence[Token], start: int, end: int) -> Span:
    """A span without outer white space, points, pairs around all of it and halves of pairs."""
    start, end = _whole(tokens, start, end)
    inner = [token for token in tokens if start <= token.start and token.end <= end]
    partner = pairs(inner)
    first, last = 0, len(inner) - 1
    while True:
        start, end = _strip(mask, start, end)
        begins = first <= last and inner[first].start <= start
        ends = first <= last and inner[last].end == end
        if begins and ends and partner.get(first) == last:
            start, end, first, last = inner[first].end, inner[last].start, first + 1, last - 1
        elif begins and _is_outer(inner[first], first in partner):
            start, first = inner[first].end, first + 1
        elif ends and _is_outer(inner[last], last in partner):
            end, last = inner[last].start, last - 1
        else:
            return start, end


def _whole(tokens: Sequence[Token], start: int, end: int) -> Span:
    """A span that cuts no token: a character belongs to the sentence that its first place is in."""
    for token in tokens:
        start = token.end if token.start < start < token.end else start
        end = token.end if token.start < end < token.end else end
    return start, end


def _strip(mask: str, start: int, end: int) -> Span:
    slice_ = mask[start:end]
    return end - len(slice_.lstrip(_OUTER)), start + len(slice_.rstrip(_OUTER))


def _is_outer(token: Token, paired: bool) -> bool:
    if token.role == "char":
        return not token.text.strip(_OUTER)
    return not paired and token.name not in _KEPT_INSIDE
