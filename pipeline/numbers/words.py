"""Numbers written in words, by value, in German and English.

What is found here vouches for a figure on the other side; nothing is demanded of it. So it errs on
the side of finding much.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from pipeline.numbers.numerals import Language, Value

HALF = Fraction(1, 2)
UNITS = {
    "de": "null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn "
    "fünfzehn sechzehn siebzehn achtzehn neunzehn",
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen",
}
TENS = {
    "de": "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig",
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
}
ATOMS: dict[str, dict[str, int]] = {
    language: {word: n for n, word in enumerate(UNITS[language].split())}
    | {word: 10 * n for n, word in enumerate(TENS[language].split(), 2)}
    for language in ("de", "en")
}
ATOMS["de"] |= {"eins": 1, "zwo": 2, "dreissig": 30, "erst": 1, "dritt": 3, "sieb": 7}
ATOMS["en"] |= {
    "first": 1, "second": 2, "third": 3, "fif": 5, "eigh": 8, "nin": 9, "twelf": 12,
    "twentie": 20, "thirtie": 30, "fortie": 40, "fiftie": 50, "sixtie": 60, "seventie": 70,
    "eightie": 80, "ninetie": 90,
}  # fmt: skip
POWERS = {
    "de": {"hundert": 2, "tausend": 3, "million": 6, "milliarde": 9, "billion": 12},
    "en": {"hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12},
}
LOOSE: dict[str, dict[str, tuple[Fraction | int, ...]]] = {
    "de": {
        "halb": (HALF, 2, 30, 50), "hälfte": (HALF, 2, 50), "anderthalb": (3 * HALF,),
        "viertel": (4, Fraction(1, 4), 15, 25), "dreiviertel": (Fraction(3, 4), 45, 75),
        "drittel": (3,), "dutzend": (12,), "beide": (2,), "doppel": (2,), "zweit": (2,),
        "paar": (2,),        "zwilling": (2,), "einmal": (1,), "einzig": (1,), "jahrzehnt": (10,),
        "jahrhundert": (100,), "mittag": (12,), "mitternacht": (0, 12, 24), "woche": (7,),
    },
    "en": {
        "half": (HALF, 2, 30, 50), "halv": (HALF, 2, 50), "quarter": (4, Fraction(1, 4), 15, 25),
        "dozen": (12,), "both": (2,), "double": (2,), "pair": (2,), "couple": (2,), "twin": (2,),
        "twice": (2,), "once": (1,), "single": (1,), "a": (1,), "an": (1,), "decade": (10,),
        "centur": (100,), "noon": (12,), "midday": (12,), "midnight": (0, 12, 24), "triple": (3,),
        "week": (7,), "fortnight": (14, 2),
    },
}  # fmt: skip
MONTHS = {
    "de": "januar februar märz april mai juni juli august september oktober november dezember",
    "en": "january february march april may june july august september october november december",
}
CLOCK = {"mittag": 720, "noon": 720, "midday": 720, "mitternacht": 0, "midnight": 0}
WORD = re.compile(r"[^\W\d_]+")
ORDINAL = r"(?:s|th|ths|fold|d|ds|st|rd|rds)?"


def words(text: str, language: Language) -> set[Value]:
    """The values of all number words, and of words that stand for numbers (“dozen”, “half”)."""
    found = [word.lower() for word in WORD.findall(text)]
    runs = _german(found) if language == "de" else _english(found)
    values: set[Value] = {Fraction(value) for run in runs for value in _values(run, language)}
    for word in found:
        values.update(_loose(word, language))
    return values


def _loose(word: str, language: Language) -> Iterator[Value]:
    for stem, values in LOOSE[language].items():
        if word == stem or (len(stem) > 3 and stem in word):
            yield from map(Fraction, values)
    for number, month in enumerate(MONTHS[language].split(), 1):
        if word.startswith(month) or (len(word) > 2 and month.startswith(word)):
            yield Fraction(number)
    for noon, minutes in CLOCK.items():
        if word.startswith(noon):
            yield "time", minutes


def _atoms(language: Language) -> str:
    atoms = [*ATOMS[language], *POWERS[language], *(["einhalb", "und"] * (language == "de"))]
    return "|".join(sorted(atoms, key=len, reverse=True))


GERMAN = re.compile(rf"(?:{_atoms('de')})")
ENGLISH = re.compile(rf"({_atoms('en')}){ORDINAL}")


def _german(found: Sequence[str]) -> Iterator[list[str]]:
    """The parts of each word that begins like a number: zwei-und-zwanzig(jährige)."""
    for word in found:
        atoms, at = [], 0
        while atom := GERMAN.match(word, at):
            atoms.append(atom[0])
            at = atom.end()
        if atoms and atoms[0] != "und":
            yield atoms


def _english(found: Sequence[str]) -> Iterator[list[str]]:
    """Stretches of number words: two-hundred-and-fifty; two-and-a-half."""
    run: list[str] = []
    for word in [*found, ""]:
        atom = ENGLISH.fullmatch(word)
        if atom:
            run.append(atom[1])
        elif run and word == "and":
            run.append("and")
        elif run and word == "half" and run[-1] == "and":
            run.append("einhalb")
        elif not (run and word == "a" and run[-1] == "and"):
            if run:
                yield run
            run = []


def _values(run: Sequence[str], language: Language) -> Iterator[Fraction]:
    """The value of the whole, and of what “and” joins: three and four are not seven."""
    yield (value := _value(run, language))
    if value in range(20, 100, 10):
        yield 1900 + value  # the thirties
    part: list[str] = []
    for atom in [*run, "and"]:
        if atom != "and":
            part.append(atom)
        elif part:
            yield _value(part, language)
            part = []


def _value(run: Sequence[str], language: Language) -> Fraction:
    total = current = Fraction(0)
    for atom in run:
        power = POWERS[language].get(atom, 0)
        if atom == "einhalb":
            current += HALF
        elif power > 2:
            total += (current or 1) * 10**power
            current = Fraction(0)
        elif power:
            current = (current or Fraction(1)) * 10**power
        else:
            current += ATOMS[language].get(atom, 0)
    return total + current
