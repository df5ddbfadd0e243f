"""What every format module gives: blocks of running text, and the markup inside a line of text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

Role = Literal["title", "heading", "paragraph", "item", "caption", "boilerplate"]
TokenRole = Literal["open", "close", "point", "char"]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item or cell: no sentence runs over its edges.

    `start` and `end` count code points of the document; `text` has the same length, with what is
    not text of the block (the `> ` of a quotation's further lines) replaced by blanks. `seam`
    counts the code points of a kicker that is glued to its headline, 0 for none.
    """

    start: int
    end: int
    role: Role
    text: str
    seam: int = 0


@dataclass(frozen=True, slots=True)
class Token:
    """Markup inside running text, `start` and `end` in code points of that text.

    `open` and `close` are paired by `name`; a `point` stands alone; a `char` is a spelling of the
    characters `text` (a character reference, a backslash escape).
    """

    start: int
    end: int
    role: TokenRole
    name: str = ""
    text: str = ""


class FormatModule(Protocol):
    """One file per format: text.py, markdown.py, html.py."""

    SUFFIXES: tuple[str, ...]

    def blocks(self, text: str) -> Iterator[Block]:
        """The blocks of a document, in order and disjoint."""

    def tokens(self, text: str) -> Sequence[Token]:
        """The markup inside a block or a segment, in order and disjoint."""

    def spell(self, token: Token, raw: str) -> str:
        """How a `char` token spelled `raw` is written in `Segment.source`."""

    def canonical(self, text: str) -> str:
        """How text without markup is written in `Segment.source`."""

    def escapes(self, source: str) -> Sequence[str]:
        """Sets of characters to escape in a translation of `source`: the first that reads back."""

    def escape(self, plain: str, characters: str) -> str:
        """Plain text as it is written in the format, with `characters` escaped."""

    def guard(self, rendering: str) -> str:
        """A rendering made safe to stand at the beginning of a line."""

    def finish(self, rendered: str) -> str:
        """An English document in UTF-8 that says so."""
