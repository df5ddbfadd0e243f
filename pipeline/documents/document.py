"""A document as a skeleton with segments in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

Kind = Literal["headline", "heading", "body", "caption", "boilerplate"]
Format = Literal["txt", "md", "html"]


@dataclass(frozen=True, slots=True)
class Segment:
    """One sentence of a document.

    `start` and `end` count code points of `Document.text`, outer white space excluded; `text` is
    that slice as it stands. `source` is what is translated and shown to people: line wraps joined
    to one blank, soft hyphens removed, character references resolved (in HTML, &lt; &gt; &amp;
    stay, since tags stay too). `line` is the line that it begins on, from 1.
    """

    start: int
    end: int
    text: str
    source: str
    kind: Kind
    line: int


@dataclass(frozen=True, slots=True)
class Document:
    """A decoded article: all text, and the segments in it, in order and disjoint.

    `path` is the name relative to the folder that was given, with POSIX separators; `text` holds
    everything but a byte order mark, newlines as they are; `encoding` is a codec that gives the
    bytes back (`bom` in front of them).
    """

    path: PurePosixPath
    format: Format
    text: str
    segments: tuple[Segment, ...]
    encoding: str = "utf-8"
    bom: bytes = b""

    def render(self, targets: Sequence[str]) -> str:
        """The skeleton with `targets`, as the file is to hold them, in place of the segments."""
        pieces, at = [], 0
        for segment, target in zip(self.segments, targets, strict=True):
            pieces += [self.text[at : segment.start], target]
            at = segment.end
        return "".join([*pieces, self.text[at:]])

    def source_bytes(self) -> bytes:
        """The file as it was read, byte for byte."""
        return self.bom + self.render([s.text for s in self.segments]).encode(self.encoding)
