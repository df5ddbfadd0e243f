"""Base forms: the one function by which a glossary and a text are compared.

simplemma's dictionary and its greedy search do the work (libraries looked at: 37 of 39 forms from
NATO reporting). It gives one lemma a word, and not always the same one for all forms of a word, so
that words meet when they share any of a few: the lemma, the lemma's lemma, an adjective's stem.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache

# What a noun that simplemma does not know may end in: cases and plurals, umlauts aside.
ENDINGS = ("nen", "ern", "ses", "sen", "en", "es", "ns", "e", "n", "s")
ADJECTIVE = ("en", "er", "es", "em", "e")
_IGNORED = dict.fromkeys(map(ord, "\xad\u200b\u200c\u200d\u2060\ufffc"))
_UMLAUTS = str.maketrans("äöü", "aou")
_APOSTROPHE = re.compile("['’]s?$")
_HYPHENS = str.maketrans("‐‑", "--")


def clean(word: str) -> str:
    """The word without soft hyphens, joiners and markup, composed, with plain hyphens."""
    if word.isascii():
        return word
    return unicodedata.normalize("NFC", word.translate(_IGNORED)).translate(_HYPHENS)


@lru_cache(maxsize=1 << 16)
def lemmas(word: str, noun: bool) -> frozenset[str]:
    """The casefolded base forms that a clean German `word` may have, as a noun or as another word.

    Only the last part of a hyphenated word is inflected; hyphens are left out, so that
    „Nato-Gipfel“ and „Natogipfel“ meet. The word itself is always one of them.
    """
    head, _, last = _unpossessed(word).rpartition("-")
    if not last:
        return frozenset({word.casefold()})
    shaped = last.capitalize() if noun else last.lower()
    found = {shaped, *_looked_up(shaped, noun)}
    found |= {"~" + stem for stem in _stems(shaped, noun)}
    prefix = head.replace("-", "").casefold()
    return frozenset(prefix + lemma.casefold() for lemma in found)


def _unpossessed(word: str) -> str:
    if "'" in word or "’" in word:
        return _APOSTROPHE.sub("", word)
    return word


def _looked_up(word: str, noun: bool) -> set[str]:
    from simplemma import lemmatize

    first = lemmatize(word, lang="de", greedy=True)
    lemma = lemmatize(first, lang="de", greedy=True)
    found = {first, lemma}
    return {w for w in found if w[:1].isupper()} if noun else found


def _stems(word: str, noun: bool) -> Iterator[str]:
    """The adjective or participle in a declined form: verbündet in „Verbündeter“.

    A noun is one where the dictionary has it with -em, which no other noun has: „Dichter“ and
    „Dichte“ do not meet. Of a word that it does not know, the known end decides.
    """
    for stem in _without(word.lower(), ADJECTIVE):
        if not noun:
            if known(stem):
                yield stem
        elif _declined(stem) or (
            not known(word) and any(_declined(stem[at:]) for at in range(3, len(stem) - 3))
        ):
            yield stem


def _declined(stem: str) -> bool:
    return known(stem.capitalize() + "em")


def _without(word: str, endings: tuple[str, ...]) -> list[str]:
    return [word[: -len(e)] for e in endings if word.endswith(e) and len(word) >= len(e) + 3]


def same_word(word: str, form: str, noun: bool) -> bool:
    """Whether a clean `word` is a form of the base form `form`.

    They share a lemma, which is not `word` itself: „Teilen“ is a form of the term „Teile“, „Teil“
    is not. What no dictionary knows is a form of what it is without its ending.
    """
    same, wanted = _surface(word), _surface(form)
    if same == wanted:
        return True
    shared = lemmas(word, noun) & lemmas(form, noun)
    return any(lemma != same for lemma in shared) or (noun and wanted in _guesses(word))


@lru_cache(maxsize=1 << 16)
def roots(word: str) -> frozenset[str]:
    """What to look up a word by: the `crude` of the word and of its dictionary lemmas."""
    head, _, last = _unpossessed(clean(word)).rpartition("-")
    prefix = head.replace("-", "")
    small, large = _dictionary().get(last.lower()), _dictionary().get(last.capitalize())
    return frozenset(crude(prefix + form) for form in (last, small, large) if form)


def crude(word: str) -> str:
    """What all forms of a word have in common, near enough; other words may share it."""
    return _cropped(_plain(word))


def crude_ends(word: str, cuts: Iterable[int]) -> Iterator[tuple[int, str]]:
    """Each cut with the `crude` of what follows it, the word being one without hyphens."""
    plain = _plain(word)
    aligned = len(plain) == len(word)
    for cut in cuts:
        yield cut, _cropped(plain[cut:] if aligned else _plain(word[cut:]))


def _plain(word: str) -> str:
    return _surface(word).translate(_UMLAUTS)


def _cropped(plain: str) -> str:
    return plain[:3] + plain[3:].rstrip("aeioumnrs")


@lru_cache(maxsize=1 << 16)
def _surface(word: str) -> str:
    """The clean word as a base form of itself."""
    return _unpossessed(word).replace("-", "").casefold()


@lru_cache(maxsize=1 << 12)
def _guesses(word: str) -> list[str]:
    """Base forms of a noun that no dictionary knows: „Natogipfels“ without its s."""
    last = word.rpartition("-")[2]
    if known(last.capitalize()) or known(last.lower()):
        return []
    return _without(_surface(word), ENDINGS)


@lru_cache(maxsize=1 << 16)
def loose(word: str) -> frozenset[str]:
    """Base forms of a word in a term of several words, where the others vouch for it."""
    found = lemmas(word, noun=True) | lemmas(word, noun=False)
    return found.union(
        ("~" + stem for stem in _without(word.casefold(), ADJECTIVE)), _guesses(word)
    )


@cache
def _dictionary(language: str = "de") -> Mapping[str, str]:
    from simplemma.strategies import DEFAULT_DICTIONARY_FACTORY

    return DEFAULT_DICTIONARY_FACTORY.get_dictionary(language)


def known(word: str) -> bool:
    """Whether the word stands in simplemma's German dictionary, written like this."""
    return _dictionary().get(word) is not None


def lower_reading(word: str) -> bool:
    """Whether the word is also one that German writes small: „weg“, but not „ostflanke“."""
    lemma = _dictionary().get(word.lower())
    return lemma is not None and lemma[:1].islower()


@lru_cache(maxsize=1 << 16)
def base(word: str) -> str:
    """The base form of a clean German word as it is written: „Grundakte“ for „Grundakten“."""
    from simplemma import lemmatize

    lemma = lemmatize(word, lang="de", greedy=True)
    return lemma if lemma[:1].isupper() == word[:1].isupper() else word


def adjective(word: str) -> str:
    """The stem of a declined adjective: „nuklear“ for „nuklearen“; "" where it is none.

    An adjective is what the dictionary has with -em, which no verb has.
    """
    stems = _without(word.lower(), ADJECTIVE)
    return next((stem for stem in stems if known(stem + "em")), "")


def is_english(word: str) -> bool:
    """Whether simplemma's English dictionary has the word written small."""
    return _dictionary("en").get(word.lower()) is not None


@lru_cache(maxsize=1 << 16)
def english(word: str) -> str:
    """The casefolded base form of an English word."""
    from simplemma import lemmatize

    return lemmatize(word.lower(), lang="en").casefold()
