"""Variants of a sentence pair that teach a small model what never changes in translation.

Figures, names, capitals, quotation marks and sentence ends are systematic: a few thousand pairs
don't show enough of them, so each pair is varied anew every time it is drawn. Every function takes
the random generator that decides, and changes both sides alike.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from .clean import Pair
from .names import name, web_address

Variation = Callable[[Pair, Random], Pair]

_GERMAN_NUMBER = re.compile(
    r"(?<![\w.,:/-])(?:\d{1,3}(?:\.\d{3})+(?!\d)|\d+(?:,\d+)?(?![\d:/-]|\.\d))"
)
_MARKS = str.maketrans({"„": '"', "“": '"', "”": '"', "»": '"', "«": '"'})
_NAME = re.compile(r"\b[A-ZÄÖÜ][a-zäöüßéèáćčšžł]{3,}\b")

# Written alike in both languages, but no names that another name may stand for.
_NO_NAMES = (
    "Bundeswehr Bundestag Bundesrat Kreml Brexit April August September November Euro Dollar "
    "General Minister International Union Team Trainer Bank Partner Professor Park Hotel Museum "
    "Internet Computer Software Radio Budget Sport Film Restaurant Person Information Club Foto"
)


def vary(pair: Pair, random: Random) -> Pair:
    """The pair as it is about every second time, else with some of VARIATIONS applied."""
    for variation, chance in VARIATIONS:
        if random.random() < chance:
            pair = variation(pair, random)
    return pair


def other_numbers(pair: Pair, random: Random) -> Pair:
    """New figures of the same size for those that stand once on both sides (2.450,5 = 2,450.5)."""
    german, english = pair.german, pair.english
    for found in dict.fromkeys(_GERMAN_NUMBER.findall(german)):
        old = _english_number(found)
        pattern = rf"(?<![\w.,:/-]){re.escape(old)}(?![\w:/-]|[.,]\d)"
        if len(re.findall(pattern, english)) == 1 and german.count(found) == 1:
            new = _number_like(found, random)
            german = german.replace(found, new)
            english = re.sub(pattern, _english_number(new), english)
    return Pair(german, english)


def other_names(pair: Pair, random: Random) -> Pair:
    """Invented names for the capitalised words inside the sentence that both sides write alike."""
    words = set(_NAME.findall(pair.german[1:])) & set(_NAME.findall(pair.english[1:]))
    german, english = pair.german, pair.english
    for old in sorted(words.difference(_NO_NAMES.split())):
        new = name(random)
        german, english = (re.sub(rf"\b{old}(?=s?\b)", new, text) for text in (german, english))
    return Pair(german, english)


def straight_quotes(pair: Pair, random: Random) -> Pair:
    """„So“ → "So", “so” → "so"."""
    return Pair(pair.german.translate(_MARKS), pair.english.translate(_MARKS))


def curly_quotes(pair: Pair, random: Random) -> Pair:
    """ "So" → „So“, "so" → “so”; pairs with an odd number of marks are left alone."""
    if pair.german.count('"') % 2 or pair.english.count('"') % 2:
        return pair
    return Pair(_curled(pair.german, "„“"), _curled(pair.english, "“”"))


def angle_quotes(pair: Pair, random: Random) -> Pair:
    """„So“ → »So« on the German side only: English keeps its own marks."""
    return Pair(pair.german.replace("„", "»").replace("“", "«"), pair.english)


def capitals(pair: Pair, random: Random) -> Pair:
    """Both sides in capitals, as headlines sometimes are."""
    return Pair(pair.german.upper(), pair.english.upper())


def small_start(pair: Pair, random: Random) -> Pair:
    """Both sides begin small, as after a colon or in a list."""
    return Pair(*(text[0].lower() + text[1:] for text in (pair.german, pair.english)))


def no_full_stop(pair: Pair, random: Random) -> Pair:
    """Without the full stop, as in headlines and captions."""
    if not (pair.german.endswith(".") and pair.english.endswith(".")):
        return pair
    return Pair(pair.german[:-1], pair.english[:-1])


VARIATIONS: tuple[tuple[Variation, float], ...] = (
    (other_numbers, 0.4),
    (other_names, 0.25),
    (curly_quotes, 0.5),
    (angle_quotes, 0.05),
    (straight_quotes, 0.25),
    (no_full_stop, 0.04),
    (small_start, 0.01),
    (capitals, 0.01),
)


def joined(first: Pair, second: Pair) -> Pair:
    """Two sentences as one segment: a splitter that misses a boundary must not lose one of them."""
    return Pair(f"{first.german} {second.german}", f"{first.english} {second.english}")


def copy_pair(random: Random) -> Pair:
    """Something that reads the same in English: a name, an address."""
    text = web_address(random) if random.random() < 0.15 else f"{name(random)} {name(random)}"
    return Pair(text, text)


def _english_number(german: str) -> str:
    return german.translate(str.maketrans(".,", ",."))


def _number_like(old: str, random: Random) -> str:
    """Another figure as long as the old one: years stay years, days of a month stay days."""
    if re.fullmatch(r"(?:19|20)\d\d", old):
        return str(random.randint(1950, 2035))
    if old.isdigit() and int(old) <= 31:
        return old if int(old) < 2 else str(random.randint(2, 31))
    return random.choice("123456789") + "".join(
        random.choice("0123456789") if char.isdigit() else char for char in old[1:]
    )


def _curled(text: str, marks: str) -> str:
    for mark in marks * (text.count('"') // 2):
        text = text.replace('"', mark, 1)
    return text
