"""Whether the terms of a sentence stand in its English: strict counting on whole words.

n occurrences need n disjoint renditions. Longer ones are counted first, so that „force“ is not
found in another term's „response force“. Which rendition goes to which occurrence is settled in
text order by augmenting paths (Kuhn 1955), so that none is called missed while one is free.
"""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache, partial
from typing import NamedTuple

from pipeline.glossary import english
from pipeline.glossary.lemma import clean
from pipeline.glossary.lemma import english as lemma
from pipeline.glossary.term import Occurrence, Term, Verdict

_ENDING = r"['’](?:s|ll|d|re|ve)\b"  # a possessive or a verb drawn to the word before it
_WORD = re.compile(rf"([^\W_]+(?:(?!{_ENDING})['’][^\W_]+)*)(?:{_ENDING})?")
_BETWEEN = re.compile(r"[\s‐‑-]+")
Span = tuple[int, int]


class Word(NamedTuple):
    """A word, its possessive ending aside, and what stands between it and the next."""

    start: int
    end: int
    text: str
    gap: str


class _Form(NamedTuple):
    """A rendition to look for. `lemma`: any form of its first word, a verb, will do."""

    words: tuple[str, ...]
    gaps: tuple[str, ...]
    exact: bool = False
    lemma: bool = False


def verify(occurrences: Sequence[Occurrence], target: str) -> list[Verdict]:
    """One verdict for each occurrence, in their order.

    A term is honoured by any of its targets, their inflected forms or its `target_forms`; with
    mode keep by the German base form or the form in the text; with case exact only as written.
    Else it is `forbidden` where a forbidden rendering stands that no rendition covers, else
    `missed`. Drafts are judged alike: see `Term.enforced`.
    """
    find = cache(partial(_find, target=target))
    good = [find(_approved(one)) for one in occurrences]
    spans = _disjoint(span for found in set(good) for span in found)
    given = _assign([[span for span in spans if span in found] for found in good])
    bad = [
        frozenset() if number in given else find(_forbidden(one.term))
        for number, one in enumerate(occurrences)
    ]
    wrong = _assign([_disjoint(_outside(found, spans)) for found in bad])
    return [
        _verdict(one, target, given.get(number), wrong.get(number))
        for number, one in enumerate(occurrences)
    ]


def _verdict(one: Occurrence, target: str, good: Span | None, bad: Span | None) -> Verdict:
    span = good or bad
    if span is None:
        return Verdict(one, "missed")
    return Verdict(one, "honoured" if good else "forbidden", target[slice(*span)], *span)


def places(rendering: str, target: str, *, verb: bool = False) -> list[Span]:
    """Where any form of a rendering stands in a text, in order, overlaps included."""
    return sorted(_find(_forms((rendering,), verb, False), target))


@lru_cache(maxsize=1 << 10)
def words(text: str) -> tuple[Word, ...]:
    """The words of an English text, in order."""
    found = [match.span(1) for match in _WORD.finditer(text)]
    ends = [start for start, _ in found[1:]] + [len(text)]
    return tuple(
        Word(start, end, text[start:end], _between(text[end:after]))
        for (start, end), after in zip(found, ends, strict=False)
    )


def _between(gap: str) -> str:
    """A blank and a hyphen are the same: „air-defence system“."""
    return gap if gap == " " else _BETWEEN.sub(" ", gap.replace("’", "'"))


@lru_cache(maxsize=1 << 10)
def _numbers(text: str) -> Mapping[str, list[int]]:
    """Which words of a text are written like this, capitals aside."""
    found = defaultdict(list)
    for number, word in enumerate(words(text)):
        found[word.text.casefold()].append(number)
    return found


def _approved(one: Occurrence) -> tuple[_Form, ...]:
    term = one.term
    exact = term.case == "exact"
    if term.mode == "keep":
        surface = " ".join(clean(one.text).split())
        return tuple(_form(text, exact) for text in dict.fromkeys((term.source, surface)))
    return _forms((*term.target_forms, *term.targets), is_verb(term), exact)


def _forbidden(term: Term) -> tuple[_Form, ...]:
    return _forms(term.forbidden, is_verb(term), False)


def is_verb(term: Term) -> bool:
    """German writes nouns with a capital; what is small and ends in -n is an infinitive."""
    return term.source[:1].islower() and term.source.endswith("n") and " " not in term.source


@lru_cache(maxsize=1 << 12)
def _forms(renderings: tuple[str, ...], verb: bool, exact: bool) -> tuple[_Form, ...]:
    texts = [form for text in renderings for form in english.inflections(text, verb=verb)]
    found = [_form(text, exact) for text in dict.fromkeys(texts)]
    if verb:
        found += [_form(text.removeprefix("to "), exact, lemma=True) for text in renderings]
    return tuple(found)


def _form(text: str, exact: bool, lemma: bool = False) -> _Form:
    parts = words(text if exact else text.casefold())
    return _Form(
        tuple(word.text for word in parts), tuple(word.gap for word in parts[:-1]), exact, lemma
    )


def _find(forms: Iterable[_Form], target: str) -> frozenset[Span]:
    return frozenset(span for form in forms if form.words for span in _places(form, target))


def _places(form: _Form, target: str) -> Iterator[Span]:
    said, size = words(target), len(form.words)
    likely = range(len(said)) if form.lemma else _numbers(target).get(form.words[0].casefold(), ())
    for at in likely:
        here = said[at : at + size]
        if len(here) == size and _first(form, here[0].text) and _rest(form, here):
            yield here[0].start, here[-1].end


def _first(form: _Form, word: str) -> bool:
    if form.lemma:
        return lemma(word) == lemma(form.words[0])
    return (word if form.exact else word.casefold()) == form.words[0]


def _rest(form: _Form, here: Sequence[Word]) -> bool:
    texts = (word.text if form.exact else word.text.casefold() for word in here[1:])
    return tuple(texts) == form.words[1:] and tuple(w.gap for w in here[:-1]) == form.gaps


def _disjoint(spans: Iterable[Span]) -> list[Span]:
    """The longest of overlapping spans, in text order."""
    kept: list[Span] = []
    for span in sorted(set(spans), key=lambda span: (span[0] - span[1], span[0])):
        kept += _outside([span], kept)
    return sorted(kept)


def _outside(spans: Iterable[Span], others: Sequence[Span]) -> list[Span]:
    """The spans that touch none of the others."""
    return [(a, b) for a, b in spans if all(b <= start or end <= a for start, end in others)]


def _assign(choices: Sequence[Sequence[Span]]) -> dict[int, Span]:
    """A span for as many occurrences as can have one, the first free one where there is one."""
    holder: dict[Span, int] = {}
    for number in range(len(choices)):
        _settle(number, choices, holder)
    return {number: span for span, number in holder.items()}


def _settle(number: int, choices: Sequence[Sequence[Span]], holder: dict[Span, int]) -> None:
    """Give occurrence `number` a span, others moving over to spans that are free if need be."""
    free = next((span for span in choices[number] if span not in holder), None)
    if free is not None:
        holder[free] = number
        return
    came_from: dict[Span, Span | None] = dict.fromkeys(choices[number])
    queue = deque(choices[number])
    while queue:
        span = queue.popleft()
        if span in holder:
            for other in choices[holder[span]]:
                if other not in came_from:
                    came_from[other] = span
                    queue.append(other)
            continue
        at: Span | None = span
        while at is not None:
            before = came_from[at]
            holder[at] = number if before is None else holder[before]
            at = before
        return
