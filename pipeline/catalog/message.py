"""What stands in a PO file, as people and other programs left it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Message:
    """One entry of a PO file.

    `comment` is the translator's (`# `), `previous` the source that a fuzzy text was written for
    (`#| msgid`), `references` are `path:line`; `line` is the line that the entry begins on.
    """

    source: str
    target: str
    fuzzy: bool = False
    comment: str = ""
    previous: str = ""
    obsolete: bool = False
    references: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class Catalog:
    """A PO file: its header fields and comment, and one message for each source, in file order."""

    header: tuple[tuple[str, str], ...] = ()
    comment: str = ""
    messages: tuple[Message, ...] = ()

    @property
    def active(self) -> dict[str, Message]:
        """The messages that are in use, by source."""
        return {m.source: m for m in self.messages if not m.obsolete}

    @property
    def obsolete(self) -> dict[str, Message]:
        """The messages kept from segments that are gone (`#~`), by source."""
        return {m.source: m for m in self.messages if m.obsolete}
