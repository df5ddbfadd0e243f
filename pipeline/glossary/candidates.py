"""What in German text could be a term: nouns, compounds, and the phrases that terms are made of.

There is no part-of-speech tagger here. German writes nouns with a capital, adjectives are told by
their declension, and what stands between noun and genitive is a small closed class.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from pipeline.glossary.common import common
from pipeline.glossary.compounds import WORD, cuts, is_head
from pipeline.glossary.lemma import adjective, base, clean, is_english, known, lower_reading

Kind = Literal["noun", "compound", "phrase", "name"]
_BLANK = re.compile(r"[ \n\xa0\ufffc]+")
_GENITIVE = frozenset(("des", "der", "eines", "einer"))
# What stands before a noun, and seldom before the name of a person.
_BEFORE_NOUNS = re.compile(
    "d(?:er|ie|as|en|em|es)|k?ein(?:e[mnrs]?)?|(?:[msd]ein|ihr|unser)(?:e[mnrs]?)?"
    "|diese[mnrs]?|jede[mnrs]?|im|am|zum|zur|vom|beim|ins|ans",
    re.IGNORECASE,
)
_SHORTEST = 4
_SHORTEST_COMPOUND = 8
_INITIALS = re.compile(r"[A-ZÄÖÜ]{2,}s?")
# Nouns that are told by their ends to be masculine or neuter.
_MASCULINE = re.compile("(?:ent|ant|ist|er|or|eur|ismus|ling|är)$")
_NEUTER = re.compile("(?:chen|ment|um|ium|zept)$")


class Place(NamedTuple):
    """A possible term at code points `start`..`end`.

    `parts` are the casefolded base forms of its words; `size` counts the parts of compounds among
    them too; `base` is how a glossary would write it, as far as one place can tell. `sure` says
    that it is no name of a person: it has an article, an adjective, or the ending of a plural.
    """

    start: int
    end: int
    parts: tuple[str, ...]
    size: int
    base: str
    kind: Kind
    sure: bool = True


class _Word(NamedTuple):
    start: int
    end: int
    text: str
    glued: bool  # nothing but a blank stands between it and the word before it

    @property
    def noun(self) -> bool:
        return self.text[:1].isupper() and len(self.text) > 1


def candidates(text: str) -> Iterator[Place]:
    """All places in a sentence that could be terms, nested ones too."""
    words = _words(text)
    for number, word in enumerate(words):
        if word.noun:
            yield from _single(words, number)
            yield from _with_adjective(words, number)
            yield from _with_genitive(words, number)
            yield from _foreign(words, number)


def _words(text: str) -> list[_Word]:
    found: list[_Word] = []
    for match in WORD.finditer(text):
        glued = bool(found) and bool(_BLANK.fullmatch(text, found[-1].end, match.start()))
        found.append(_Word(match.start(), match.end(), clean(match.group()), glued))
    return found


def _single(words: Sequence[_Word], number: int) -> Iterator[Place]:
    word = words[number]
    size = parts_of(word.text)
    if len(word.text) >= _SHORTEST and not (_is_common(word) or _opens(words, number)):
        kind: Kind = "compound" if size > 1 else "noun"
        place = _place([word], size, base(word.text), kind)
        yield place._replace(sure=_determined(words, number) or _plural(word.text))


def _determined(words: Sequence[_Word], number: int) -> bool:
    before = words[number - 1].text if words[number].glued else ""
    return bool(_BEFORE_NOUNS.fullmatch(before) or adjective(before))


def _plural(word: str) -> bool:
    return word not in (base(word), base(word) + "s")


def _opens(words: Sequence[_Word], number: int) -> bool:
    """Whether the capital may be that of a sentence."""
    return number == 0 and lower_reading(words[number].text)


def _with_adjective(words: Sequence[_Word], number: int) -> Iterator[Place]:
    """„nukleare Teilhabe“, and with all its adjectives „integrierte nukleare Teilhabe“."""
    if _is_common(words[number]):
        return
    first = number
    while first and words[first].glued and adjective(words[first - 1].text):
        first -= 1
        stems = [adjective(word.text) for word in words[first:number]]
        if any(map(common, stems)):
            return
        yield _phrase(words[first : number + 1], stems)


def _phrase(words: Sequence[_Word], stems: Sequence[str]) -> Place:
    noun = words[-1]
    head = _without_case(noun.text)
    declined = [re.sub("e[mnrs]?$", _ending(head), _small(word.text)) for word in words[:-1]]
    place = _place([words[-1]], parts_of(noun.text), base(noun.text), "phrase")
    return place._replace(
        start=words[0].start,
        parts=(*stems, *place.parts),
        size=place.size + len(stems),
        base=" ".join([*declined, head]),
    )


def _ending(noun: str) -> str:
    """How an adjective ends before a noun; that of feminines and plurals where none can tell."""
    if base(noun) != noun:
        return "e"
    return "er" if _MASCULINE.search(noun) else "es" if _NEUTER.search(noun) else "e"


def _small(adjective: str) -> str:
    return adjective.lower() if adjective.isupper() else adjective


def _without_case(noun: str) -> str:
    """A noun without the ending of its genitive and the capitals of a headline; a plural stays."""
    noun = noun.capitalize() if noun.isupper() and known(noun.capitalize()) else noun
    lemma = base(noun)
    return lemma if noun in (lemma + "s", lemma + "es") else noun


def _with_genitive(words: Sequence[_Word], number: int) -> Iterator[Place]:
    """„Rat der Weisen“, „Charta der Vereinten Nationen“."""
    last = number
    while words[last].glued and last and adjective(words[last - 1].text):
        last -= 1
    first = last - 2
    if first < 0 or not all(word.glued for word in words[first + 1 : last + 1]):
        return
    head, article = words[first], words[first + 1]
    if not (head.noun and article.text in _GENITIVE and not _opens(words, first)):
        return
    if _is_common(head) or _is_common(words[number]) or adjective(head.text):
        return
    stems = [adjective(word.text) for word in words[last:number]]
    size = parts_of(head.text) + len(stems) + parts_of(words[number].text)
    inner = [word.text for word in words[last - 1 : number + 1]]
    parts = (_part(head), *stems, _part(words[number]))
    written = " ".join([base(head.text), *inner])
    yield Place(head.start, words[number].end, parts, size, written, "phrase")


def _foreign(words: Sequence[_Word], number: int) -> Iterator[Place]:
    """„Joint Task Force“: capitalised words that are all English, as names of people seldom are."""
    if number + 1 < len(words) and words[number + 1].glued and _english(words[number + 1]):
        return
    first = number
    while words[first].glued and first and _english(words[first]) and _english(words[first - 1]):
        first -= 1
    name = words[first : number + 1]
    if len(name) > 1:
        text = " ".join(word.text for word in name)
        parts = tuple(word.text.casefold() for word in name)
        yield Place(name[0].start, name[-1].end, parts, len(name), text, "name")


def _english(word: _Word) -> bool:
    return word.noun and is_english(word.text)


def _place(words: Sequence[_Word], size: int, written: str, kind: Kind) -> Place:
    parts = tuple(map(_part, words))
    return Place(words[0].start, words[-1].end, parts, size, written, kind)


def _part(word: _Word) -> str:
    return base(word.text).casefold()


def _is_common(word: _Word) -> bool:
    return common(_part(word)) or common(adjective(word.text))


@lru_cache(maxsize=1 << 16)
def parts_of(word: str) -> int:
    """How many parts a noun has: 2 for „Ostflanke“, 3 for „NATO-Ostflanke“, 1 for „Truppe“."""
    pieces = [piece for piece in base(word).split("-") if piece]
    return sum(2 if _closed(piece) else 1 for piece in pieces)


def _closed(word: str) -> bool:
    """Whether a word is put together of a first part and a noun."""
    return (
        len(word) >= _SHORTEST_COMPOUND
        and not _INITIALS.fullmatch(word)
        and any(
            known(word[cut:].capitalize()) and len(word) - cut >= _SHORTEST and is_head(word, cut)
            for cut in cuts(word)
        )
    )
