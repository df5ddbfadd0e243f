"""Compounds, driven by the term: is this word the term with something plausible before it?

There is no free splitter here (those split verein·Bart): a place to cut is only looked at where the
rest of the word is a term, and only believed where the other part is a German word.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.glossary.lemma import known

# A word with its inner hyphens and apostrophes; soft hyphens, joiners and markup (U+FFFC) may stand
# inside it, markup only where the word goes on small or behind a hyphen.
WORD = re.compile(
    r"[^\W_](?:[^\W_]|[\u0300-\u036f\xad\u200b-\u200d\u2060]"
    r"|\ufffc*[-‐‑’']\ufffc*(?=[^\W_])|\ufffc+(?=[a-zäöüß]))*"
)
SHORTEST = 3
_VOWEL = re.compile("[aeiouyäöü]")
LINKS = ("s", "n", "en", "es", "e", "er", "ns", "ens")
# Before a noun these make a new word of their own: Verrat is no Rat, Ausrüstung no Rüstung.
PREFIXES = frozenset(
    """ab an auf aus be bei da dar durch ein emp ent er fehl fort frei ge gegen heim her hin hinter
    in los miss mit nach nieder non ob rück über um un unter ur ver voll vor weg wider wieder zer
    zu zurück zusammen bis als auch den der die das des dem und von für
    tran pro imp kon kom""".split()  # noqa: SIM905
)
# Endings that look like nouns: Kollision has no Ion in it.
SUFFIXES = frozenset(
    "schaft ion tion ismus mus ist ent ant ich ung dung ling heit keit loge lei lein tum".split()  # noqa: SIM905
)


def cuts(word: str) -> range:
    """Where a closed compound may be cut: both sides have three letters or more."""
    return range(SHORTEST, len(word) - SHORTEST + 1)


def fronts(term: str) -> list[str]:
    """How a term may stand before another part, its link aside: „grenz“ and „grenze“."""
    whole = term.casefold()
    return [whole, whole[:-1]] if whole.endswith("e") and len(whole) > SHORTEST else [whole]


def is_head(word: str, cut: int) -> bool:
    """Whether a compound can be cut at `cut` into a first part and its head, the term.

    Not where a longer end is a noun that is no compound itself: „Bombenanschlag“ is cut before
    Anschlag, and holds no Schlag. A head of three letters is believed in words that the dictionary
    has, and after a long first part with its link.
    """
    first, head = word[:cut].casefold(), word[cut:].casefold()
    if head in SUFFIXES or not plausible(first):
        return False
    linked = len(first) > 2 * SHORTEST and first.endswith(("s", "n"))
    if len(head) == SHORTEST and not (linked or known(word.capitalize())):
        return False
    return not any(
        plausible(first[:at])
        and not plausible(first[at:])
        and known((first[at:] + head).capitalize())
        for at in range(SHORTEST, cut)
    )


@lru_cache(maxsize=1 << 16)
def plausible(part: str) -> bool:
    """Whether a casefolded `part` can stand before or behind another in a compound."""
    if part in PREFIXES or len(part) < SHORTEST:
        return False
    return _word(part) or any(
        _word(part[:cut]) and part[:cut] not in PREFIXES and _word(part[cut:])
        for cut in range(SHORTEST + 1, len(part) - SHORTEST)
    )


@lru_cache(maxsize=1 << 16)
def _word(part: str) -> bool:
    """Whether `part` is a word as it stands at the front of a compound."""
    if not _VOWEL.search(part):
        return False
    if _noun(part) or (len(part) > SHORTEST and known(part)):
        return True
    stems = (part[: -len(link)] for link in LINKS if part.endswith(link))
    if any(len(stem) >= SHORTEST and _noun(stem) for stem in stems):
        return True
    return len(part) > SHORTEST and (_noun(part + "e") or known(part + "en"))


def _noun(part: str) -> bool:
    return known(part.capitalize()) or known(part.upper())


def is_part(word: str, start: int, end: int) -> bool:
    """Whether a casefolded compound holds a part at `start`..`end`: a plausible one before it, if
    any, and behind it a link and another: „nstaaten“ after Ostflanke."""
    rest = word[end:]
    if start and not plausible(word[:start]):
        return False
    return any(rest.startswith(link) and plausible(rest[len(link) :]) for link in ("", *LINKS))
