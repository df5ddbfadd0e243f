"""Base forms: the one function by which a glossary and a text are compared.

simplemma's dictionary and its greedy search do the work (libraries looked at: 37 of 39 forms from
NATO reporting). It gives one lemma a word, and not always the same one for all forms of a word, so
that words meet when they share any of a few: the lemma, the lemma's lemma, an adjective's stem.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simplemma.strategies import DictionaryLookupStrategy

# What a noun that simplemma does not know may end in: cases and plurals, umlauts aside.
ENDINGS = ("nen", "ern", "ses", "sen", "en", "es", "ns", "e", "n", "s")
ADJECTIVE = ("en", "er", "es", "em", "e")
_IGNORED = dict.fromkeys(map(ord, "\xad\u200b\u200c\u200d\u2060\ufffc"))
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
    for ending in ("'s", "’s", "'", "’"):
        if word.endswith(ending):
            return word[: -len(ending)]
    return word


def _looked_up(word: str, noun: bool) -> set[str]:
    from simplemma import lemmatize

    first = lemmatize(word, lang="de", greedy=True)
    lemma = lemmatize(first, lang="de", greedy=True)
    found = {first, lemma}
    return {w for w in found if w[:1].isupper()} if noun else found


def _stems(word: str, noun: bool) -> set[str]:
    """The adjective or participle in a declined form: verbündet in „Verbündeter“."""
    found = set()
    for stem in _without(word.lower(), ADJECTIVE):
        if len(stem) > 3 and known(stem) and not (noun and known(stem.capitalize())):
            found.add(stem)
    return found


def _without(word: str, endings: tuple[str, ...]) -> list[str]:
    stems = (word[: -len(ending)] for ending in endings if word.endswith(ending))
    return [stem for stem in stems if len(stem) >= 3]


def guesses(word: str) -> list[str]:
    """Casefolded base forms of a noun that no dictionary knows: „Natogipfels“ without its s."""
    last = word.rpartition("-")[2]
    if known(last.capitalize()) or known(last.lower()):
        return []
    return _without(word.replace("-", "").casefold(), ENDINGS)


@lru_cache(maxsize=1 << 16)
def loose(word: str) -> frozenset[str]:
    """Base forms of a word in a term of several words, where the others vouch for it."""
    found = lemmas(word, noun=True) | lemmas(word, noun=False)
    return found.union(("~" + stem for stem in _without(word.casefold(), ADJECTIVE)), guesses(word))


@cache
def _dictionary() -> DictionaryLookupStrategy:
    from simplemma.strategies import DictionaryLookupStrategy

    return DictionaryLookupStrategy()


def known(word: str) -> bool:
    """Whether the word stands in simplemma's German dictionary, written like this."""
    return _dictionary().is_dictionary_member(word, "de")


def lower_reading(word: str) -> bool:
    """Whether the word is also one that German writes small: „weg“, but not „ostflanke“."""
    lemma = _dictionary().exact_lemma(word.lower(), "de")
    return lemma is not None and lemma[:1].islower()


@lru_cache(maxsize=1 << 16)
def english(word: str) -> str:
    """The casefolded base form of an English word."""
    from simplemma import lemmatize

    return lemmatize(word.lower(), lang="en").casefold()
