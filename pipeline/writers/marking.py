"""Where terms and markup stand in a text that people look at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.documents.inline import Lifted


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that looks the same throughout.

    `marks` are the numbers of the spans that cover it; `opens` says that one of them begins here;
    `markup` that it is a tag or an address, not plain text.
    """

    text: str
    marks: tuple[int, ...] = ()
    opens: bool = False
    markup: bool = False


def pieces(lifted: Lifted, spans: Sequence[tuple[int, int]]) -> Iterator[Piece]:
    """The source with its markup, cut where a span (code points of the plain text) begins or ends.

    Spans may overlap, nest or be empty; what lies outside the text is left out of account.
    """
    text, elements = lifted.text, list(lifted.elements)
    cuts = {0, len(text), *(element.at for element in elements)}
    cuts |= {cut for span in spans for cut in span if 0 < cut < len(text)}
    ordered = sorted(cuts)
    for start, end in zip(ordered, [*ordered[1:], len(text)], strict=True):
        for element in (e for e in elements if e.at == start):
            before, after = element.glue
            yield from (Piece(before), Piece(element.raw, markup=True), Piece(after))
        marks = tuple(i for i, (a, b) in enumerate(spans) if a < end and start < b)
        opens = any(max(spans[i][0], 0) == start for i in marks)
        if start < end:
            yield Piece(text[start:end], marks, opens)
