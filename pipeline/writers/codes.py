"""Markup inside a segment as the inline codes of the formats of exchange.

A CAT tool protects codes: whoever translates there can move them, but not spoil them. The parts of
a text, put together, are the text itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count, pairwise
from typing import Literal

from pipeline.documents.document import Format
from pipeline.documents.formats import FORMATS
from pipeline.documents.inline import Lifted, lift, pairs

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Code:
    """A piece of markup, `raw` as written.

    The two of a pair share their `number`; they nest with other pairs. A target's codes have the
    numbers that they have in the source, and new ones where they are not there. From 1.
    """

    raw: str
    role: Literal["open", "close", "point"]
    number: int


@dataclass(frozen=True, slots=True)
class Edge:
    """Where a marked span begins (`opens`) or ends; `number` counts the spans from 0."""

    number: int
    opens: bool


Part = str | Code


def coded(source: str, target: str, format: Format) -> tuple[list[Part], list[Part]]:
    """The parts of a text and of its translation."""
    theirs = _parts(source, format)
    return theirs, _aligned(_parts(target, format), theirs)


def marked(
    parts: Sequence[Part], text: str, format: Format, spans: Sequence[Span]
) -> list[Part | Edge]:
    """The parts of `text` with the edges of spans (code points of the plain text) among them.

    A span that crosses the markup of a pair, overlaps one before it or lies nowhere has none.
    """
    whole = dict(_uncrossed(parts, _in_source(lift(text, format), spans)))
    return list(_with_edges(parts, whole))


def _parts(text: str, format: Format) -> list[Part]:
    tokens = [t for t in FORMATS[format].tokens(text) if t.role != "char" and t.start < t.end]
    partner = pairs(tokens)
    numbers: dict[int, int] = {}
    fresh = count(1)
    parts: list[Part] = []
    at = 0
    for index, token in enumerate(tokens):
        parts.append(text[at : token.start])
        number = numbers[index] = numbers.get(partner.get(index, -1)) or next(fresh)
        role = token.role if index in partner and token.role != "char" else "point"
        parts.append(Code(text[token.start : token.end], role, number))
        at = token.end
    return [part for part in [*parts, text[at:]] if part]


def _aligned(parts: Sequence[Part], source: Sequence[Part]) -> list[Part]:
    """The parts with the numbers of the source's codes that are written alike."""
    free = [part for part in source if isinstance(part, Code) and part.role != "close"]
    fresh = count(1 + max((code.number for code in free), default=0))
    numbers: dict[int, int] = {}
    for part in parts:
        if isinstance(part, Code) and part.role != "close":
            same = next((c for c in free if (c.raw, c.role) == (part.raw, part.role)), None)
            if same:
                free.remove(same)
            numbers[part.number] = same.number if same else next(fresh)
    return [replace(p, number=numbers[p.number]) if isinstance(p, Code) else p for p in parts]


def _in_source(lifted: Lifted, spans: Sequence[Span]) -> list[Span]:
    """Spans of the plain text as spans of the source; (0, 0) for those that lie nowhere."""
    places = list(_places(lifted))
    return [
        (places[start][0], places[end - 1][1]) if 0 <= start < end <= len(places) else (0, 0)
        for start, end in spans
    ]


def _places(lifted: Lifted) -> Iterator[Span]:
    """For each character of the plain text, where it stands in the source."""
    tokens = FORMATS[lifted.format].tokens(lifted.source)
    spelled = {token.start: token for token in tokens if token.role == "char"}
    elements = list(lifted.elements)
    at = offset = 0

    def written(length: int) -> Iterator[Span]:
        """The spans of the next characters, `length` in all, some spelled as references."""
        nonlocal at
        while length > 0:
            token = spelled.get(at)
            span = at, token.end if token else at + 1
            at, count = span[1], len(token.text) if token else 1
            length -= count
            yield from [span] * count

    while offset < len(lifted.text):
        while elements and elements[0].at == offset:
            element = elements.pop(0)
            list(written(len(element.glue[0])))
            at += len(element.raw)
            list(written(len(element.glue[1])))
        characters = list(written(1))
        offset += len(characters)
        yield from characters


def _uncrossed(parts: Sequence[Part], spans: Sequence[Span]) -> Iterator[tuple[int, Span]]:
    """The spans, by number, that hold pairs whole; of two that overlap, the first."""
    depths = list(_depths(parts))
    free = 0
    for number, (start, end) in sorted(enumerate(spans), key=lambda item: item[1]):
        inside = depths[start:end]
        if inside and start >= free and min(inside) == inside[0] == inside[-1]:
            yield number, (start, end)
            free = end


def _depths(parts: Sequence[Part]) -> Iterator[int]:
    """For each character the number of pairs around it; a pair's own codes are outside of it."""
    depth = 0
    for part in parts:
        if not isinstance(part, Code):
            yield from [depth] * len(part)
            continue
        after = depth + {"open": 1, "close": -1, "point": 0}[part.role]
        yield from [min(depth, after)] * len(part.raw)
        depth = after


def _with_edges(parts: Sequence[Part], spans: Mapping[int, Span]) -> Iterator[Part | Edge]:
    opens = {start: Edge(number, opens=True) for number, (start, _) in spans.items()}
    closes = {end: Edge(number, opens=False) for number, (_, end) in spans.items()}
    at = 0
    for part in parts:
        end = at + len(part if isinstance(part, str) else part.raw)
        if isinstance(part, str):
            cuts = sorted({at, end, *(c for c in (*opens, *closes) if at < c < end)})
            for here, there in pairwise(cuts):
                yield from (opens[cut] for cut in (here,) if cut in opens)
                yield part[here - at : there - at]
                yield from (closes[cut] for cut in (there,) if cut in closes)
        else:
            yield part
        at = end
