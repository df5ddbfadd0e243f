"""Which English stands for a German word, told from sentence pairs alone.

Two words belong together when they are found in the same pairs far more often than apart: the Dice
coefficient (Dice 1945; for translations: Smadja et al. 1996). In each pair an English word goes to
the one German word that it belongs to most, so that what always comes along with a term is not
taken for its rendering (competitive linking, Melamed 2000). Forms of a word are folded to their
base. What is too seldom to tell is left out: log-likelihood ratio (Dunning 1993) below 6.63,
which chance exceeds once in a hundred.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from pipeline.glossary.english import EMPTY
from pipeline.glossary.lemma import english
from pipeline.glossary.verifying import words

SIGNIFICANT = 6.63
_BETWEEN = frozenset(("of", "the", "a", "an", "and", "for", "to", "in"))
_MARKS = re.compile(r"[.,;:!?()“”\"]")
_STEM = 6


class Rendering(NamedTuple):
    """English that stands for a German word in one pair; `folded` are its words' base forms."""

    text: str
    folded: tuple[str, ...]


class Link(NamedTuple):
    """An English word, by its code points, and the German words that it belongs to most."""

    start: int
    end: int
    folded: str
    strength: float
    germans: frozenset[str]


class Cooccurrence:
    """The words of sentence pairs: `sources` are base forms, `targets` English sentences."""

    def __init__(self, sources: Sequence[Collection[str]], targets: Sequence[str]) -> None:
        self._sources = [frozenset(source) for source in sources]
        self._targets = targets
        folded = [{english(word.text) for word in words(text)} - EMPTY for text in targets]
        folded = [{word for word in some if len(word) > 1 and word.isalpha()} for some in folded]
        self._german = Counter(german for source in self._sources for german in source)
        self._english = Counter(word for some in folded for word in some)
        self._both = Counter(
            (german, word)
            for source, some in zip(self._sources, folded, strict=True)
            for word in some
            for german in source
        )
        self._beside = Counter(
            pair
            for text in targets
            for pair in pairwise(english(word.text) for word in words(text))
        )
        self.dice = lru_cache(maxsize=1 << 20)(self._dice)
        self._links = lru_cache(maxsize=1 << 14)(self._linked)

    def _dice(self, german: str, word: str) -> float:
        """From 0, never together, to 1, always together; 0 where it may be chance."""
        both = self._both[german, word]
        one, other = self._german[german], self._english[word]
        if both < 2 or likelihood(both, one, other, len(self._sources)) < SIGNIFICANT:
            return 0.0
        return 2 * both / (one + other)

    def _linked(self, number: int) -> list[Link]:
        """The words of an English sentence, in order."""
        found = []
        for word in words(self._targets[number]):
            folded = english(word.text)
            dice = {german: self.dice(german, folded) for german in self._sources[number]}
            best = max(dice.values(), default=0.0)
            germans = frozenset(german for german in dice if best and dice[german] == best)
            found.append(Link(word.start, word.end, folded, best, germans))
        return found

    def rendering(self, number: int, parts: Iterable[str]) -> Rendering | None:
        """What stands for a term of these words in pair `number`: its strongest run of words."""
        links, wanted = self._links(number), frozenset(parts)
        runs: list[list[int]] = []
        for at, link in enumerate(links):
            if not link.germans.isdisjoint(wanted):
                if runs and self._adjacent(number, links[runs[-1][-1] : at + 1]):
                    runs[-1].append(at)
                else:
                    runs.append([at])
        if not runs:
            return None
        run = max(runs, key=lambda run: sum(links[at].strength for at in run))
        first, last = run[0], run[-1]
        first -= self._belongs(number, links[first - 1 : first + 1], links[first])
        last += self._belongs(number, links[last : last + 2], links[last])
        there = links[first : last + 1]
        text = self._targets[number][there[0].start : there[-1].end]
        return Rendering(text, tuple(link.folded for link in there))

    def _belongs(self, number: int, two: Sequence[Link], one: Link) -> bool:
        """Whether of two words the one that belongs to no German word mostly comes with `one`."""
        if len(two) < 2 or not self._adjacent(number, two):
            return False
        other = two[0] if two[1] is one else two[1]
        together = self._beside[two[0].folded, two[1].folded]
        return (
            not (other.germans or other.folded in EMPTY)
            and together > 1
            and together * 2 > self._english[one.folded]
        )

    def _adjacent(self, number: int, links: Sequence[Link]) -> bool:
        """Whether between the first and the last there are but small words and no punctuation."""
        text = self._targets[number][links[0].end : links[-1].start]
        return all(link.folded in _BETWEEN for link in links[1:-1]) and not _MARKS.search(text)


def likelihood(both: int, one: int, other: int, total: int) -> float:
    """Dunning's log-likelihood ratio (G²) of two things that were found together `both` times."""
    table = ((both, one - both), (other - both, total - one - other + both))
    rows, columns = (
        [sum(row) for row in table],
        [sum(column) for column in zip(*table, strict=True)],
    )
    return 2 * sum(
        cell * math.log(cell * total / (rows[i] * columns[j]))
        for i, row in enumerate(table)
        for j, cell in enumerate(row)
        if cell > 0
    )


def same(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two folded renderings are one: the shorter lies in the longer, endings aside."""
    shorter, longer = sorted((one, other), key=len)
    places = range(len(longer) - len(shorter) + 1)
    return any(all(map(_alike, shorter, longer[at:])) for at in places)


def _alike(one: str, other: str) -> bool:
    shorter = min(len(one), len(other), _STEM)
    return one == other or (shorter > 3 and one[:shorter] == other[:shorter])
