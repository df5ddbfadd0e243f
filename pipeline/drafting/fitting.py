"""Putting a rendering in another's place so that it reads as if it had always stood there.

Number, possessive and capitals are the model's own; a/an before it is put right; a neighbour that
would stand doubled is taken along. All else stays as it was.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.drafting import agreement
from pipeline.drafting.edits import Edit
from pipeline.engine.hypothesis import Span
from pipeline.glossary import english
from pipeline.glossary.term import Occurrence
from pipeline.glossary.verifying import Word, words

QUOTES = "\"'“‘„«‹([*_"
ARTICLE = re.compile(rf"\b(an?)(\s+)(?=[{QUOTES}]*\Z)", re.IGNORECASE)
SENTENCE_START = re.compile(r"(?:\A|[.!?:…]\s|[\"“„«‹‘])\W*\Z")
POSSESSIVE = re.compile(r"['’](?:s\b|(?=\s+\w))")
SMALL = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "but",
        "by",
        "for",
        "from",
        "in",
        "of",
        "on",
        "or",
        "the",
        "to",
        "under",
        "with",
    ]
)
LONG = 4  # letters: what is as short may be small in a title


@dataclass(frozen=True, slots=True)
class Place:
    """Code points of a text where a term belongs; a form of `rendering` stands there."""

    start: int
    end: int
    rendering: str


def fit(
    occurrence: Occurrence, place: Place, text: str, taken: Sequence[Span] = ()
) -> tuple[Edit, ...]:
    """The edits that put the occurrence's term in a place of the text: the term, then its article.

    They leave alone what stands at `taken`, which is other terms' own.
    """
    found = text[place.start : place.end]
    said = agreement.inflected(occurrence, found, place.rendering, text, (place.start, place.end))
    start, end, said = _undoubled(said, place.start, place.end, text, taken)
    article = _article(text, start, taken)
    drops = bool(article) and english.is_plural(said) and not english.is_plural(found)
    opens = article.start() if article and drops else start
    first = text[opens:].lstrip(QUOTES)[:1]
    said = _in_case(occurrence, said, found, text[:opens], first, text[end:])
    end, said = _possessive(said, end, text)
    edits = (Edit(start, end, said),)
    if not article:
        return edits
    if drops:
        return (*edits, Edit(*article.span(), ""))
    right = english.article(said)
    if english.is_plural(said) or article[1].casefold() == right:
        return edits
    return (*edits, Edit(*article.span(1), _like(article[1], right, text)))


def _article(text: str, start: int, taken: Sequence[Span]) -> re.Match[str] | None:
    """The a or an that belongs to the word at `start`; the A of „vitamin A“ is none."""
    article = ARTICLE.search(text, 0, start)
    if not article or any(a < article.end(1) and article.start() < b for a, b in taken):
        return None
    capital = article[1][0] == "A"
    opens = SENTENCE_START.search(text[: article.start()])
    return article if not capital or opens or text[start : start + 2].isupper() else None


def _like(written: str, right: str, text: str) -> str:
    """The article with the capitals of the one that stood there."""
    if written[0].islower():
        return right
    return right.upper() if written == "AN" or shouted(text) else right.capitalize()


def _undoubled(
    said: str, start: int, end: int, text: str, taken: Sequence[Span]
) -> tuple[int, int, str]:
    """Take along the neighbours that are the first or the last words of what is put in.

    A plural at its end („spearhead“ before „forces“ made „spearhead force“) is carried over.
    """
    own, around = words(said), words(text)
    before = [word for word in around if word.end <= start and not _within(word, taken)]
    after = [word for word in around if word.start >= end and not _within(word, taken)]
    left = _shared([*before[-len(own) :]], own, text, start) if own else 0
    right = _shared_after([*after[: len(own)]], own, text, end) if own else 0
    if left:
        start = before[-left].start
    if right:
        end = after[right - 1].end
        if english.is_plural(text[after[right - 1].start : end]):
            said = english.pluralise(said)
    return start, end, said


def _within(word: Word, taken: Sequence[Span]) -> bool:
    return any(word.start < end and start < word.end for start, end in taken)


def _shared(before: Sequence[Word], own: Sequence[Word], text: str, at: int) -> int:
    """How many words right before `at` are the first words of what is put in there."""
    for size in range(min(len(before), len(own)), 0, -1):
        here = before[-size:]
        if _adjoining(here, text, here[0].start, at) and all(
            _same(a, b) for a, b in zip(here, own, strict=False)
        ):
            return size
    return 0


def _shared_after(after: Sequence[Word], own: Sequence[Word], text: str, at: int) -> int:
    """How many words right after `at` are the last words of what is put in there."""
    for size in range(min(len(after), len(own)), 0, -1):
        here = after[:size]
        if _adjoining(here, text, at, here[-1].end) and all(
            _same(a, b) for a, b in zip(here, own[-size:], strict=True)
        ):
            return size
    return 0


def _adjoining(here: Sequence[Word], text: str, start: int, end: int) -> bool:
    """Whether nothing but these words, blanks and hyphens stands in text[start:end]."""
    rest = text[start:end]
    for word in here:
        rest = rest.replace(word.text, "", 1)
    return not rest.strip(" \xa0-‐‑")


def _same(one: Word, other: Word) -> bool:
    """One word in any form: „force“ and „forces“, „east“ and „eastern“."""
    a, b = (english.singularise(word.text.casefold()) for word in (one, other))
    short, long = sorted((a, b), key=len)
    return a == b or long == f"{short}ern"


def _possessive(said: str, end: int, text: str) -> tuple[int, str]:
    """The mark after it, where another is right now: „women's“, but „ladies'“."""
    mark = POSSESSIVE.match(text, end)
    if not mark or (len(mark[0]) == 1 and text[end - 1 : end].casefold() != "s"):
        return end, said
    if len(mark[0]) == 1 and text.count(mark[0], 0, end) % 2:  # it closes a quotation
        return end, said
    return mark.end(), english.possessive(said, mark[0][0])


def _in_case(
    occurrence: Occurrence, said: str, found: str, before: str, first: str, after: str
) -> str:
    """Sentence case and capitals as the model wrote them; else as the glossary has it."""
    term = occurrence.term
    if term.case == "exact" or term.mode == "keep":
        return said
    around = before + after
    if found.isupper() and (shouted(around) or _shouts(occurrence, found)):
        return said.upper()
    if found[:1].isupper() and _titled(around):
        return " ".join(w if w in SMALL and n else opened(w) for n, w in enumerate(said.split()))
    if first.isupper() and SENTENCE_START.search(before):
        return opened(said)
    return said


def opened(said: str) -> str:
    """With a capital, unless it begins like „eBay“."""
    return said if said[1:2].isupper() else said[:1].upper() + said[1:]


def shouted(text: str) -> bool:
    """Whether a text is in capitals."""
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) >= LONG and sum(map(str.isupper, letters)) > 0.9 * len(letters)


def _shouts(occurrence: Occurrence, found: str) -> bool:
    """Whether a term in capitals owes them to the German („SOLDATEN“), and not to being „UN“."""
    source, german = occurrence.term.source, occurrence.text
    return len(found) > 1 and german.isupper() and not source.isupper()


def _titled(text: str) -> bool:
    """Whether the longer words of a text, three at least, all have capitals, as in headings."""
    long = [word.text for word in words(text) if len(word.text) >= LONG]
    return len(long) > 2 and all(word[0].isupper() for word in long)
