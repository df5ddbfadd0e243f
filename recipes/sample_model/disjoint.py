"""What is measured is never trained on, not even in part."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .clean import Pair

SHINGLE = 8  # words


def without(pairs: Iterable[Pair], reserved: Iterable[Pair]) -> list[Pair]:
    """The pairs that share no sentence and no eight words in a row with `reserved`."""
    taken = {shingle for pair in reserved for shingle in shingles(pair)}
    return [pair for pair in pairs if taken.isdisjoint(shingles(pair))]


def shingles(pair: Pair) -> set[tuple[str, ...]]:
    """All runs of eight words on either side, or the whole side where it is shorter."""
    found = set()
    for text in (pair.german, pair.english):
        words = re.findall(r"\w+", text.casefold())
        starts = range(max(1, len(words) - SHINGLE + 1))
        found |= {tuple(words[start : start + SHINGLE]) for start in starts}
    return found
