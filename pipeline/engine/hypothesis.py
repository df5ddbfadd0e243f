"""What a decoder is asked, what it answers, and how the two texts hang together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Protocol

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Job:
    """One text to decode. Equal jobs have equal answers, in whatever company they are decoded.

    `prefix` are target tokens that the English must begin with.
    """

    text: str
    prefix: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One way to say it.

    `score` is the log-probability per token, end token included. `links` holds, for each target
    token, its code points in `text` and the code points of the source that it attended to most:
    CTranslate2 gives the attention of one head of one layer, often one word late
    (https://github.com/OpenNMT/CTranslate2/issues/563), so this is a hint, not an alignment.
    """

    text: str
    tokens: tuple[str, ...]
    score: float
    links: tuple[tuple[Span, Span], ...] = ()

    def attending(self, start: int, end: int) -> list[Span]:
        """Where in `text` the tokens stand that attended to source code points `start`..`end`."""
        return [here for here, there in self.links if there[0] < end and start < there[1]]


class Decoder(Protocol):
    """Whoever decodes: keyed by the job itself, so order, batches and machines do not matter."""

    def decode(self, jobs: Iterable[Job]) -> Mapping[Job, tuple[Hypothesis, ...]]:
        """The hypotheses of each distinct job, best first."""
        ...

    def tokens(self, text: str) -> tuple[str, ...]:
        """The tokens of a text, as prefixes need them."""
        ...


def token_spans(text: str, surfaces: Iterable[str]) -> list[Span]:
    """Where each token's surface stands in `text`, by code points, blanks left out of account.

    Surfaces are what is left of tokens without their marks. Where a tokenizer normalised letters
    („ to &quot;, say) the spans are carried across by the longest common runs of the two.
    """
    places = [i for i, letter in enumerate(text) if not letter.isspace()]
    ends, total = [0], 0
    surfaces = ["".join(surface.split()) for surface in surfaces]
    for surface in surfaces:
        total += len(surface)
        ends.append(total)
    squeezed = "".join(text[i] for i in places)
    carry = _carrier("".join(surfaces), squeezed)
    places.append(len(text))
    spans = []
    for start, end in pairwise(ends):
        first, last = carry(start), carry(end)
        spans.append((places[first], places[last - 1] + 1 if last > first else places[first]))
    return spans


def _carrier(written: str, text: str) -> Callable[[int], int]:
    """Maps offsets in `written` to offsets in `text`."""
    if written == text:
        return lambda offset: offset
    table = [0] * (len(written) + 1)
    for _, i1, i2, j1, j2 in SequenceMatcher(None, written, text, autojunk=False).get_opcodes():
        for i in range(i1, i2):
            table[i] = min(j1 + (i - i1), j2)
        table[i2] = j2
    return table.__getitem__
