"""HTML cut into tags, comments, character references and opaque elements, with offsets.

The standard library's html.parser gives no offsets of end tags' ends and changes between patch
releases in how it reads broken pages; this lexer gives the same spans everywhere.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

# The lookahead makes the attributes atomic, and quoted values end somewhere: what is never closed
# costs linear time. Longer values (data: URLs) are read piece by piece, as they hold no `>`.
_LEXEME = re.compile(
    r"""<!--(?:.*?-->|.*\Z)
      | <[!?][^<>]*>
      | <(?P<close>/?)(?P<name>[a-zA-Z][^\s/><]*)
        (?=(?P<attributes>(?:[^<>"'=]+|=\s*(?:"[^"]{0,2000}"|'[^']{0,2000}')|["'=])*))(?P=attributes)>
      | &(?:\#\d+|\#[xX][\da-fA-F]+|[a-zA-Z][a-zA-Z\d]*);?""",
    re.DOTALL | re.VERBOSE,
)
_NO_TRANSLATE = re.compile(
    r"""\stranslate\s*=\s*["']?no\b|\sclass\s*=\s*(?:"[^"]*|'[^']*|)\bnotranslate\b""",
    re.IGNORECASE,
)


def words(line: str) -> frozenset[str]:
    """The set of the words in a line."""
    return frozenset(line.split())


VOID = words("area base br col embed hr img input link meta param source track wbr")
RAW_TEXT = words("script style textarea iframe noembed noframes xmp")
OPAQUE_BLOCKS = RAW_TEXT | words("pre noscript template svg math object audio video canvas select")
OPAQUE_INLINE = words("code kbd samp tt")

LexemeKind = Literal["open", "close", "void", "comment", "reference", "opaque"]


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A piece of HTML that is not text; `name` in small letters, for tags and opaque elements.

    An `opaque` lexeme is a whole element whose content is not to be translated.
    """

    start: int
    end: int
    kind: LexemeKind
    name: str = ""


def lexemes(text: str) -> list[Lexeme]:
    """All lexemes of a page or of a piece of one, in order and disjoint."""
    flat, openings = [], []
    for lexeme in _scan(text):
        flat.append(lexeme)
        openings.append(lexeme.kind == "open" and _is_opaque(lexeme, text))
    ends = _closing(flat, openings)
    result, skip_to = [], 0
    for index, lexeme in enumerate(flat):
        if index < skip_to:
            continue
        if index in ends:
            skip_to = ends[index] + 1
            lexeme = Lexeme(lexeme.start, flat[ends[index]].end, "opaque", lexeme.name)
        result.append(lexeme)
    return result


def _is_opaque(tag: Lexeme, text: str) -> bool:
    named = tag.name in OPAQUE_BLOCKS or tag.name in OPAQUE_INLINE
    return named or bool(_NO_TRANSLATE.search(text, tag.start, tag.end))


def _closing(flat: list[Lexeme], openings: list[bool]) -> dict[int, int]:
    """Index of the end tag of each opaque element that has one."""
    names = {lexeme.name for lexeme, opaque in zip(flat, openings, strict=True) if opaque}
    stacks: dict[str, list[int]] = {name: [] for name in names}
    ends = {}
    for index, lexeme in enumerate(flat):
        if lexeme.name not in names:
            continue
        if lexeme.kind == "open":
            stacks[lexeme.name].append(index)
        elif lexeme.kind == "close" and stacks[lexeme.name]:
            begin = stacks[lexeme.name].pop()
            if openings[begin]:
                ends[begin] = index
    return ends


def _scan(text: str) -> Iterator[Lexeme]:
    at = 0
    while match := _LEXEME.search(text, at):
        start, at = match.span()
        name = (match["name"] or "").lower()
        if not name:
            yield Lexeme(start, at, "reference" if text[start] == "&" else "comment")
        elif match["close"]:
            yield Lexeme(start, at, "close", name)
        elif name in RAW_TEXT:
            at = _raw_text_end(text, name, at)
            yield Lexeme(start, at, "opaque", name)
        else:
            yield Lexeme(start, at, "void" if name in VOID else "open", name)


def _raw_text_end(text: str, name: str, at: int) -> int:
    closing = re.compile(rf"</{name}[^>]*>", re.IGNORECASE).search(text, at)
    return closing.end() if closing else len(text)


def character(reference: str) -> str:
    """What a reference stands for: `&auml;` → ä; "" when that is no character, or it is none."""
    resolved = html.unescape(reference)
    return "" if resolved == reference else resolved
