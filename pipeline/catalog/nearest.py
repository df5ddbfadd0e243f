"""The most similar of many texts, fast: most are ruled out by what they have in common.

The ratio is that of `rapidfuzz`: twice the longest common subsequence, over both lengths. A text
that leaves k characters of another out leaves out at most 2k of its pairs of characters (the q-gram
filter of Ukkonen, 1992), so what shares too few pairs need not be compared. Pairs are the bits of
a number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from math import ceil, floor

from rapidfuzz import fuzz, process

BITS = 512


class Nearest:
    """Texts to be searched for those with a ratio of at least `least` percent."""

    def __init__(self, texts: Iterable[str], least: int) -> None:
        self._least = least
        self._by_length: dict[int, list[tuple[int, int, str]]] = {}
        for text in sorted(texts):
            pairs = _pairs(text)
            row = pairs, pairs.bit_count(), text
            self._by_length.setdefault(len(text), []).append(row)

    def find(self, text: str, number: int) -> list[tuple[str, float]]:
        """The `number` most similar texts with their ratios, the best first."""
        found = process.extract(
            text,
            list(self._candidates(text)),
            scorer=fuzz.ratio,
            score_cutoff=self._least,
            limit=number,
        )
        return [(other, ratio) for other, ratio, _ in found]

    def _candidates(self, text: str) -> Iterator[str]:
        pairs, length = _pairs(text), len(text)
        count = pairs.bit_count()
        share = self._least / 200
        for other in range(ceil(length * share / (1 - share)), floor(length / share) - length + 1):
            if other in self._by_length:
                common = ceil((length + other) * share)
                here, there = count - 2 * (length - common), 2 * (other - common)
                for theirs, all_theirs, candidate in self._by_length[other]:
                    shared = (pairs & theirs).bit_count()
                    if shared >= here and shared >= all_theirs - there:
                        yield candidate


def _pairs(text: str) -> int:
    """The pairs of neighbouring characters in a text, each a bit."""
    bits = 0
    for pair in set(pairwise(text)):
        bits |= 1 << (31 * ord(pair[0]) + ord(pair[1])) % BITS
    return bits
