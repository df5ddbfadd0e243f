"""Repetition: the loops that a decoder falls into, and doubled words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.checks.base import Finding, Pair

WORD = re.compile(r"\w+(?:[-'’.,]\w+)*|[^\w\s]")
LONGEST = 20  # words in the unit of a loop
# Doubled in good English: “He had had enough”, “the fact that that changed”.
LEGITIMATE = frozenset({"had", "that", "is", "very", "so", "no", "yes", "ha", "bye", "you", "far"})


class Repetition:
    """A finding for each stretch of words that follows itself, more often than in the German."""

    ids = ("repetition",)

    def __call__(self, pair: Pair) -> Iterator[Finding]:
        """Findings in the order of the text."""
        allowed = max((times for _, times in _loops(WORD.findall(pair.source))), default=1)
        for loop, times in _loops(WORD.findall(pair.target)):
            if times > allowed and not _legitimate(loop):
                unit = " ".join(loop[: len(loop) // times])
                told = "stands twice" if times == 2 else f"{times} times in a row"
                yield Finding("repetition", "warning", f"“{unit}” {told}")


def _loops(words: Sequence[str]) -> Iterator[tuple[Sequence[str], int]]:
    """Stretches in which a unit follows itself, and how many times it stands, in order."""
    folded = [word.casefold() for word in words]
    at = 0
    while at < len(words):
        length, times = max(
            ((n, _times(folded, at, n)) for n in range(1, LONGEST + 1)),
            key=lambda loop: (loop[1] > 1, loop[0] * loop[1], -loop[0]),
        )
        if times > 1 and any(word.isalpha() for word in words[at : at + length]):
            yield words[at : at + length * times], times
        at += length * times if times > 1 else 1


def _times(words: Sequence[str], at: int, length: int) -> int:
    """How often the unit of `length` words at `at` stands there, one after another."""
    unit, times = words[at : at + length], 1
    while words[at + times * length : at + (times + 1) * length] == unit and len(unit) == length:
        times += 1
    return times


def _legitimate(loop: Sequence[str]) -> bool:
    """Whether the words may be doubled: “had had”, and names like “Duran Duran”."""
    if len(loop) != 2:
        return False
    return loop[0].casefold() in LEGITIMATE or all(word.istitle() for word in loop)


check = Repetition()
