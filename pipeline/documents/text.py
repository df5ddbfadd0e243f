"""Plain text: blank lines part paragraphs, and so do single newlines unless they wrap a line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.documents.block import Block, Token
from pipeline.segmentation import ends_sentence

SUFFIXES: tuple[str, ...] = (".txt", ".text")

_NARROWEST, _WIDEST = 40, 132  # columns of hard-wrapped text
_RUNNING = 3  # words that make a line running text
_ITEM = re.compile(r"[-–—•*·▪►]\s|\d{1,3}[.)]\s")
# Words that no line of its own ends with. (Not those that may be a verb's prefix: "stockt auf".)
_OPEN_END = re.compile(
    r"\b(?:der|die|das|de[mns]|(?:ein|kein|ihr|sein|dies)e[mnrs]?|und|oder|sowie|dass|weil|wenn"
    r"|vo[mn]|i[mn]s?|am|zu[mr]|für|beim|durch|gegen|ohne|zwischen)\Z"
)
_FIRST_WORD = re.compile(r"\S+")
_JUNCTION = re.compile(r"(?<=[^\W\d_])(?=[A-ZÄÖÜ„\"»])")

Line = tuple[int, str]  # offset of its first character that is not white space, stripped text


def blocks(text: str) -> Iterator[Block]:
    """The paragraphs of a plain text.

    Unicode's line ends all end a line (UAX #14: form feed, NEL, U+2028, U+2029 as well). A newline
    inside a hard-wrapped paragraph is one that greedy wrapping would have set too: the next
    line's first word would have exceeded the width.
    """
    groups = list(_groups(text))
    width = max((w for w in map(_own_width, groups) if w), default=0)
    spans = [span for group in groups for span in _paragraphs(group, width)]
    for number, (start, end) in enumerate(spans):
        seam = 0 if number else _seam(text, spans)
        yield Block(start, end, "paragraph", text[start:end], seam)


def _groups(text: str) -> Iterator[list[Line]]:
    """Runs of lines without a blank line between them."""
    group: list[Line] = []
    at = 0
    for raw in text.splitlines(keepends=True):
        line = raw.strip()
        if line:
            group.append((at + raw.index(line[0]), line))
        elif group:
            yield group
            group = []
        at += len(raw)
    if group:
        yield group


def _exceeds(line: str, following: str, width: int) -> bool:
    """Would the first word of the following line have made this one too long?"""
    word = _FIRST_WORD.match(following)
    return len(line) + 1 + (word.end() if word else 0) > width


def _own_width(group: Sequence[Line]) -> int:
    """The width that a run of lines is wrapped at, 0 if it does not look wrapped.

    Evidence: two newlines or more of greedy wrapping, one of them before a small letter.
    """
    width = max(len(line) for _, line in group)
    if len(group) < 3 or not _NARROWEST <= width <= _WIDEST:
        return 0
    pairs = list(pairwise(group))
    wrapped = [after for (_, before), (_, after) in pairs if _exceeds(before, after, width)]
    clear = 2 * len(wrapped) > len(pairs) and len(wrapped) >= 2
    return width if clear and any(line[0].islower() for line in wrapped) else 0


def _paragraphs(group: Sequence[Line], common: int) -> Iterator[tuple[int, int]]:
    """Spans of the paragraphs in a run of lines, in a text wrapped at `common` columns (or not)."""
    width = _own_width(group) or common
    start, before = group[0]
    end = start + len(before)
    for at, line in group[1:]:
        if not _continues(before, line, width):
            yield start, end
            start = at
        end, before = at + len(line), line
    yield start, end


def _continues(before: str, line: str, width: int) -> bool:
    if is_item(line):
        return False
    if width and len(before) <= width and _exceeds(before, line, width):
        return True
    if _OPEN_END.search(before):
        return True
    if len(before.split()) < _RUNNING:  # single words on lines of their own are a list
        return False
    return line[0].islower() and not before.endswith(":") and not ends_sentence(before)


def is_item(line: str) -> bool:
    """Does the line begin with a bullet or a number, as items of a list do?"""
    return _ITEM.match(line) is not None


def _seam(text: str, spans: Sequence[tuple[int, int]]) -> int:
    """Where a web page's export glued a kicker to its headline ("RigaNATO will mehr"); 0 if not.

    The headline gives it away when it stands once more in one of the next two paragraphs.
    """
    first, *again = [text[start:end] for start, end in spans[:3]]
    for junction in _JUNCTION.finditer(first):
        tail = first[junction.start() :]
        if junction.start() > 2 and len(tail) > 10 and any(t.endswith(tail) for t in again):
            return junction.start()
    return 0


def tokens(text: str) -> Sequence[Token]:
    """Plain text has no markup."""
    return ()


def spell(token: Token, raw: str) -> str:
    """Plain text has no spellings."""
    return raw


_WORD_BREAK = re.compile(r"(?<=[^\W\d_])-[ \t]*(?:\r\n|[\n\r\v\f\x85\u2028\u2029])\s*(?=(\w+))")
_AFTER_HANGING_HYPHEN = {"und", "oder", "bis", "sowie", "bzw", "beziehungsweise", "noch", "als"}


def canonical(text: str) -> str:
    """Words that were broken at the end of a line are whole again."""
    return _WORD_BREAK.sub(_mend, text) if "-" in text else text


def _mend(match: re.Match[str]) -> str:
    following = match[1]
    if following in _AFTER_HANGING_HYPHEN:
        return "- "
    return "" if following[0].islower() else "-"


def escapes(source: str) -> Sequence[str]:
    """Nothing needs escaping."""
    return ("",)


def escape(plain: str, characters: str) -> str:
    """Plain text is itself."""
    return plain


def guard(rendering: str) -> str:
    """No line of plain text can be misread."""
    return rendering


def finish(rendered: str) -> str:
    """Plain text says nothing about its encoding or language."""
    return rendered
