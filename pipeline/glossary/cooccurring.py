"""Which English stands for a German word, told from sentence pairs alone.

Two words belong together when they are found in the same pairs far more often than apart: the Dice
coefficient (Dice 1945; for translations: Smadja et al. 1996). In each pair an English word goes to
the one German word that it belongs to most, so that what always comes along with a term is not
taken for its rendering (competitive linking, Melamed 2000). Forms of a word are folded to their
base. What is too seldom to tell is left out: log-likelihood ratio (Dunning 1993) below 10.83,
which chance exceeds once in a thousand.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from pipeline.glossary.lemma import english
from pipeline.glossary.renderings import EMPTY
from pipeline.glossary.verifying import words

SIGNIFICANT = 10.83
_BETWEEN = frozenset(("of", "the", "a", "an", "and", "for", "to", "in"))


class Rendering(NamedTuple):
    """English that stands for a German word in one pair; `folded` is the same for all its forms."""

    text: str
    folded: str


class Cooccurrence:
    """The words of sentence pairs: `sources` are base forms, `targets` English sentences."""

    def __init__(self, sources: Sequence[Collection[str]], targets: Sequence[str]) -> None:
        self._sources = [frozenset(source) for source in sources]
        self._targets = targets
        self._folded = [[english(word.text) for word in words(text)] for text in targets]
        self._german = Counter(word for source in self._sources for word in source)
        self._english = Counter(word for folded in self._folded for word in set(folded) - EMPTY)
        self._both = Counter(
            (german, word)
            for source, folded in zip(self._sources, self._folded, strict=True)
            for word in set(folded) - EMPTY
            for german in source
        )

    def dice(self, german: str, word: str) -> float:
        """From 0, never together, to 1, always together; 0 where it may be chance."""
        both = self._both[german, word]
        one, other = self._german[german], self._english[word]
        if both < 2 or likelihood(both, one, other, len(self._sources)) < SIGNIFICANT:
            return 0.0
        return 2 * both / (one + other)

    def rendering(self, number: int, parts: Iterable[str]) -> Rendering | None:
        """What stands for a term of these words in pair `number`: the strongest run of its words."""
        tokens, wanted = words(self._targets[number]), frozenset(parts)
        runs: list[tuple[float, int, int]] = []
        for at, word in enumerate(self._folded[number]):
            strength = self._strength(number, word, wanted)
            if strength:
                if runs and self._adjacent(number, runs[-1][2], at):
                    before, first, _ = runs.pop()
                    runs.append((before + strength, first, at))
                else:
                    runs.append((strength, at, at))
        if not runs:
            return None
        _, first, last = max(runs, key=lambda run: run[0])
        text = self._targets[number][tokens[first].start : tokens[last].end]
        return Rendering(text, " ".join(self._folded[number][first : last + 1]))

    def _strength(self, number: int, word: str, wanted: frozenset[str]) -> float:
        """How much an English word belongs to one of `wanted`; 0 where another has it."""
        if word in EMPTY or word not in self._english:
            return 0.0
        strength = {german: self.dice(german, word) for german in self._sources[number]}
        best = max(strength.values(), default=0.0)
        return max((s for german, s in strength.items() if german in wanted and s == best), default=0)

    def _adjacent(self, number: int, last: int, at: int) -> bool:
        return all(word in _BETWEEN for word in self._folded[number][last + 1 : at])


def likelihood(both: int, one: int, other: int, total: int) -> float:
    """Dunning's log-likelihood ratio (G²) of two things that were found together `both` times."""
    table = ((both, one - both), (other - both, total - one - other + both))
    rows, columns = [sum(row) for row in table], [sum(column) for column in zip(*table, strict=True)]
    return 2 * sum(
        cell * math.log(cell * total / (rows[i] * columns[j]))
        for i, row in enumerate(table)
        for j, cell in enumerate(row)
        if cell > 0
    )
