"""What a glossary has to say about one German word, looked up by its base forms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from pipeline.glossary import compounds
from pipeline.glossary.lemma import clean, guesses, lemmas, loose, lower_reading
from pipeline.glossary.term import Term

_CACHED = 200_000
_PLAIN = str.maketrans("äöü", "aou")
Role = Literal["word", "head", "part"]
Entries = dict[str, list[Term]]


class Hit(NamedTuple):
    """A term in a clean word, by its code points there.

    `opening`: a word that German writes small, so the capital must be that of a sentence's start.
    """

    start: int
    end: int
    term: Term
    role: Role
    opening: bool = False


class Phrase(NamedTuple):
    """A term of several words, in one of its listed forms."""

    form: str
    term: Term


class Found(NamedTuple):
    """The terms in a word, and the terms of several words that it may begin."""

    hits: tuple[Hit, ...]
    phrases: tuple[Phrase, ...]


class Index:
    """The terms by base form. Nouns and other words apart: German tells them by their capital."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._nouns: Entries = {}
        self._others: Entries = {}
        self._exact: Entries = {}
        self._fronts: Entries = {}
        self._tails: set[str] = set()
        self._phrases: dict[str, list[Phrase]] = {}
        self._seen: dict[str, Found | None] = {}
        for term in terms:
            for form in (term.source, *term.source_forms):
                self._add(clean(form), term)

    def about(self, raw: str) -> Found | None:
        """What there is about a word as it stands in a text; remembered, since words come again."""
        try:
            return self._seen[raw]
        except KeyError:
            if len(self._seen) >= _CACHED:
                self._seen.clear()
            found = self._seen[raw] = self._look(clean(raw))
            return found

    def whole(self, word: str) -> Iterator[Term]:
        """The terms that a clean word is a form of."""
        yield from self._exact.get(word, ())
        if word[:1].isupper() or (self._nouns and not lower_reading(word)):
            yield from self._nominal(word)
        if not word[:1].isupper() or word.isupper():
            yield from _at(self._others, lemmas(word, noun=False))

    def _add(self, form: str, term: Term) -> None:
        first, *more = compounds.WORD.findall(form) or [""]
        noun = form[:1].isupper()
        if more or first != form:
            for key in loose(first):
                self._phrases.setdefault(key, []).append(Phrase(form, term))
        elif term.case == "exact":
            _enter(self._exact, form, term)
        else:
            for key in lemmas(form, noun):
                _enter(self._nouns if noun else self._others, key, term)
            if noun and term.compound != "off":
                self._tails.add(_crude(_plain(form)))
            if noun and term.compound == "any":
                for front in compounds.fronts(form):
                    _enter(self._fronts, front, term)

    def _look(self, word: str) -> Found | None:
        hits = tuple(dict.fromkeys(self._hits(word)))
        keys = loose(word) if self._phrases else ()
        phrases = tuple(dict.fromkeys(p for key in keys for p in self._phrases.get(key, ())))
        return Found(hits, phrases) if hits or phrases else None

    def _hits(self, word: str) -> Iterator[Hit]:
        size = len(word)
        yield from (Hit(0, size, term, "word") for term in self.whole(word))
        if word[:1].isupper() and not word.isupper() and self._others:
            for term in _at(self._others, lemmas(word, noun=False)):
                yield Hit(0, size, term, "word", opening=True)
        if "-" in word:
            yield from self._hyphenated(word)
        start = word.rfind("-") + 1
        if word[start : start + 1].isupper():
            yield from self._closed(word[start:], start)

    def _nominal(self, word: str) -> Iterator[Term]:
        found = False
        for term in _at(self._nouns, lemmas(word, noun=True)):
            found = True
            yield term
        if not found:
            yield from _at(self._nouns, guesses(word))

    def _hyphenated(self, word: str) -> Iterator[Hit]:
        """Terms that are the last parts of a hyphenated word, or under `any` other parts."""
        starts = [0, *(at + 1 for at, letter in enumerate(word) if letter == "-")]
        ends = [*(start - 1 for start in starts[1:]), len(word)]
        for number, start in enumerate(starts):
            for end in ends[number:]:
                head = end == len(word)
                for term in self.whole(word[start:end]) if end - start < len(word) else ():
                    if term.compound == "any" or (head and term.compound == "head"):
                        yield Hit(start, end, term, "head" if head else "part")

    def _closed(self, word: str, offset: int) -> Iterator[Hit]:
        """Terms inside a word without hyphens: as its head, under `any` also elsewhere."""
        plain = _plain(word)
        if len(plain) != len(word):
            return
        for cut in compounds.cuts(word):
            if _crude(plain[cut:]) in self._tails:
                for term in self._nominal(word[cut:].capitalize()):
                    if term.compound != "off" and compounds.plausible(word[:cut], len(term.source)):
                        yield Hit(offset + cut, offset + len(word), term, "head")
        if self._fronts:
            yield from self._inner(word.casefold(), offset)

    def _inner(self, word: str, offset: int) -> Iterator[Hit]:
        for start in (0, *compounds.cuts(word)):
            if start and not compounds.plausible(word[:start], len(word) - start):
                continue
            for end in range(start + compounds.SHORTEST, len(word) - compounds.SHORTEST + 1):
                for term in self._fronts.get(word[start:end], ()):
                    if compounds.continues(word[end:], end - start):
                        yield Hit(offset + start, offset + end, term, "part")


def _enter(entries: Entries, key: str, term: Term) -> None:
    terms = entries.setdefault(key, [])
    if not terms or terms[-1] is not term:
        terms.append(term)


def _at(entries: Entries, keys: Iterable[str]) -> Iterator[Term]:
    for key in keys:
        yield from entries.get(key, ())


def _plain(word: str) -> str:
    return word.lower().translate(_PLAIN)


def _crude(plain: str) -> str:
    """What all forms of a noun have in common: a cheap test before the dictionary is asked."""
    return plain[:3] + plain[3:].rstrip("aeioumnrs")
