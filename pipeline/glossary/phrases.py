"""Terms of several words: „schnelle Eingreiftruppe“ in „der schnellen Eingreiftruppe“."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import chain, pairwise

from pipeline.glossary.compounds import WORD
from pipeline.glossary.lemma import clean, loose, lower_reading, roots
from pipeline.glossary.term import Term

_BLANK = re.compile(r"[\s\xad\ufffc]+")
Span = tuple[int, int]


class Phrase:
    """A term of several words, in one of its listed forms."""

    def __init__(self, form: str, term: Term) -> None:
        self.form = form
        self.term = term

    @cached_property
    def words(self) -> list[str]:
        """Its words."""
        return WORD.findall(self.form)

    @cached_property
    def gaps(self) -> list[str]:
        """What stands between its words."""
        return _gaps(self.form, [match.span() for match in WORD.finditer(self.form)])

    @cached_property
    def tail(self) -> str:
        """What follows its last word: the point of „Abs.“."""
        return self.form[[match.end() for match in WORD.finditer(self.form)][-1] :]

    @cached_property
    def anchor(self) -> int:
        """Which of its words it is looked up by: the longest, as that is the rarest."""
        return max(range(len(self.words)), key=lambda number: len(self.words[number]))

    @property
    def beside(self) -> int:
        """Which way the word is that is looked up beside the anchor: 1 on, -1 back, 0 none."""
        return 1 if self.anchor + 1 < len(self.words) else -min(self.anchor, 1)

    def at(
        self, text: str, tokens: Sequence[Span], words: Sequence[str], number: int
    ) -> Span | None:
        """Its code points in `text`, if word `number` is its anchor and the others fit, inflected.

        `tokens` are the code points of the words.
        """
        first = number - self.anchor
        last = first + len(self.words)
        if first < 0 or not self._fits(words[first:last]):
            return None
        start, end = tokens[first][0], tokens[last - 1][1]
        if _gaps(text, tokens[first:last]) != self.gaps or not text.startswith(self.tail, end):
            return None
        return start, end + len(self.tail)

    def _fits(self, words: Sequence[str]) -> bool:
        if len(words) != len(self.words):
            return False
        if self.term.case == "exact":
            return [clean(word) for word in words] == self.words
        return all(map(agree, words, self.words))


class Anchored:
    """The phrases that a word may be the anchor of, on shelves by the word that is next to it."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._shelves: dict[int, dict[str, list[Phrase]]] = {}
        for phrase in phrases:
            shelf = self._shelves.setdefault(phrase.beside, defaultdict(list))
            for root in roots(phrase.words[phrase.anchor + phrase.beside]):
                shelf[root].append(phrase)

    def at(
        self, text: str, tokens: Sequence[Span], words: Sequence[str], number: int
    ) -> Iterator[tuple[Span, Term]]:
        """Where those stand in `text` whose anchor is word `number`; see `Phrase.at`."""
        for beside, shelf in self._shelves.items():
            near = roots(words[number + beside]) if 0 <= number + beside < len(words) else ()
            if not shelf.keys().isdisjoint(near):
                there = (shelf[root] for root in sorted(near) if root in shelf)
                for phrase in dict.fromkeys(chain.from_iterable(there)):
                    if span := phrase.at(text, tokens, words, number):
                        yield span, phrase.term


@lru_cache(maxsize=1 << 16)
def agree(word: str, wanted: str) -> bool:
    """Whether a word as it stands may be a form of one in a phrase, whose other words vouch."""
    word = clean(word)
    small = word[:1].islower() and wanted[:1].isupper()
    return not (small and lower_reading(word)) and not loose(word).isdisjoint(loose(wanted))


def _gaps(text: str, tokens: Sequence[Span]) -> list[str]:
    between = (text[end:start] for (_, end), (start, _) in pairwise(tokens))
    return [_BLANK.sub(" ", gap).strip("\xad\ufffc") for gap in between]
