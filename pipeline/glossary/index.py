"""What a glossary has to say about one German word, looked up by its base forms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

from pipeline.glossary import compounds
from pipeline.glossary.lemma import clean, crude, crude_ends, lower_reading, roots, same_word
from pipeline.glossary.phrases import Anchored, Phrase, agree
from pipeline.glossary.term import Term

_CACHED = 200_000
# At the start of a sentence these are prepositions and adverbs, not the noun spelt alike.
_NOT_NOUNS = re.compile(
    "angesichts|anfangs|dank|ende|heute|kraft|laut|mangels|mittels|morgen|namens|recht|seitens"
    "|statt|teils|trotz|weg|während|zeit",
    re.IGNORECASE,
)
Role = Literal["word", "head", "part"]


class Hit(NamedTuple):
    """A term in a clean word, by its code points there.

    `opening`: whether the word must be at the start of a sentence (it is one that German writes
    small, so that the capital is the sentence's), must not be, or None.
    """

    start: int
    end: int
    term: Term
    role: Role
    opening: bool | None = None


class Found(NamedTuple):
    """The terms in a word, and the terms of several words whose anchor it may be.

    Where a term is the whole word, wherever that stands, it is the only hit: it hides all others.
    """

    hits: tuple[Hit, ...]
    phrases: Anchored | None


class Entry(NamedTuple):
    """A form of a term of one word; `number` is the term's place in the glossary."""

    form: str
    number: int


Shelf = dict[str, list[Entry]]


class Index:
    """The terms, on shelves by what all their forms begin with; lemmas are compared when asked for.

    Nouns and other words stand apart: German tells them by their capital.
    """

    def __init__(self, terms: Iterable[Term]) -> None:
        self._terms = list(terms)
        self._nouns: Shelf = {}
        self._others: Shelf = {}
        self._exact: Shelf = {}
        self._fronts: Shelf = {}
        self._phrases: dict[str, list[Phrase]] = {}
        self._seen: dict[str, Found | None] = {}
        for number, term in enumerate(self._terms):
            for form in (term.source, *term.source_forms):
                self._add(Entry(clean(form), number), term)

    def about(self, raw: str) -> Found | None:
        """What there is about a word as it stands in a text; remembered, since words come again."""
        if raw not in self._seen:
            if len(self._seen) >= _CACHED:
                self._seen.clear()
            self._seen[raw] = self._look(clean(raw))
        return self._seen[raw]

    def hits(self, raw: str) -> list[Hit]:
        """All terms in a word as it stands in a text, those too that a longer one hides."""
        word = clean(raw)
        return list(dict.fromkeys((*self._wholes(word), *self._parts(word))))

    def whole(self, word: str) -> list[Term]:
        """The terms that a clean word is a form of, the one written alike first."""
        found = {entry.number for entry in self._exact.get(word, ())}
        if word[:1].isupper() or (self._nouns and not lower_reading(word)):
            found |= _forms(self._nouns, word, noun=True)
        if not word[:1].isupper() or word.isupper():
            found |= _forms(self._others, word, noun=False)
        terms = [self._terms[number] for number in sorted(found)]
        return sorted(terms, key=lambda term: term.source.casefold() != word.casefold())

    def _add(self, entry: Entry, term: Term) -> None:
        form = entry.form
        if not compounds.WORD.fullmatch(form):
            phrase = Phrase(form, term)
            if phrase.words:
                key = crude(phrase.words[phrase.anchor])
                self._phrases.setdefault(key, []).append(phrase)
        elif term.case == "exact":
            self._exact.setdefault(form, []).append(entry)
        else:
            shelf = self._nouns if form[:1].isupper() else self._others
            shelf.setdefault(crude(form), []).append(entry)
            if term.compound == "any" and form[:1].isupper():
                for front in compounds.fronts(form):
                    self._fronts.setdefault(front, []).append(entry)

    def _look(self, word: str) -> Found | None:
        wholes = list(self._wholes(word))
        hiding = [hit for hit in wholes if hit.opening is None][:1]
        hits = hiding or list(dict.fromkeys((*wholes, *self._parts(word))))
        phrases = list(self._anchored(word)) if self._phrases else []
        anchored = Anchored(phrases) if phrases else None
        return Found(tuple(hits), anchored) if hits or anchored else None

    def _anchored(self, word: str) -> Iterator[Phrase]:
        for root in sorted(roots(word)):
            for phrase in self._phrases.get(root, ()):
                if agree(word, phrase.words[phrase.anchor]):
                    yield phrase

    def _wholes(self, word: str) -> Iterator[Hit]:
        size = len(word)
        opening = False if _NOT_NOUNS.fullmatch(word) else None
        yield from (Hit(0, size, term, "word", opening) for term in self.whole(word))
        if word[:1].isupper() and not word.isupper():
            for number in sorted(_forms(self._others, word, noun=False)):
                yield Hit(0, size, self._terms[number], "word", opening=True)

    def _parts(self, word: str) -> Iterator[Hit]:
        if "-" in word:
            yield from self._hyphenated(word)
        start = word.rfind("-") + 1
        if word[start : start + 1].isupper():
            yield from self._closed(word[start:], start)

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
        ends = crude_ends(word, compounds.cuts(word))
        heads = [cut for cut, end in ends if end in self._nouns]
        if not (heads or self._fronts) or lower_reading(word):
            return
        for cut in heads:
            for term in self.whole(word[cut:].capitalize()):
                if term.compound != "off" and compounds.is_head(word, cut):
                    yield Hit(offset + cut, offset + len(word), term, "head")
        if self._fronts:
            yield from self._inner(word.lower(), offset)

    def _inner(self, word: str, offset: int) -> Iterator[Hit]:
        for start in (0, *compounds.cuts(word)):
            for end in range(start + compounds.SHORTEST, len(word) - compounds.SHORTEST + 1):
                for entry in self._fronts.get(word[start:end], ()):
                    if compounds.is_part(word, start, end):
                        yield Hit(offset + start, offset + end, self._terms[entry.number], "part")


def _forms(shelf: Mapping[str, list[Entry]], word: str, *, noun: bool) -> set[int]:
    return {
        entry.number
        for root in (roots(word) if shelf else ())
        for entry in shelf.get(root, ())
        if same_word(word, entry.form, noun)
    }
