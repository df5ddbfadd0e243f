"""Numbers written in figures, by value, in German and English.

A numeral may have several readings: “2:30” is a time in the morning or in the afternoon. Values
are exact; a time of day is the minutes since midnight, in a class of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Language = Literal["de", "en"]
Value = Fraction | tuple[Literal["time"], int]

SCALES = {
    "de": {
        "hundert": 2, "tausend": 3, "tsd": 3, "million": 6, "millionen": 6, "mio": 6,
        "milliarde": 9, "milliarden": 9, "mrd": 9, "billion": 12, "billionen": 12, "bio": 12,
        "billiarde": 15, "billiarden": 15,
    },
    "en": {
        "hundred": 2, "thousand": 3, "k": 3, "million": 6, "millions": 6, "m": 6, "mn": 6, "mio": 6,
        "billion": 9, "billions": 9, "bn": 9, "trillion": 12, "trillions": 12, "tn": 12,
        "quadrillion": 15,
    },
}  # fmt: skip
ALSO_UNITS = ("m", "k")  # 450 m above the sea, $450m
SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
FRACTIONS = {"½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4), "⅓": Fraction(1, 3)}
CLOCK = r"(?:\s*Uhr\b|\s*[ap]\.?\ ?m\b)"
RANGE = r"(?:\s*[-–—/]\s*|\s+(?:bis|und|oder|to|and|or)\s+)"


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as it is written, and what it may stand for."""

    text: str
    readings: frozenset[Value]


def numerals(text: str, language: Language) -> list[Numeral]:
    """The numbers written in figures, in order; a date is three of them."""
    text = text.translate(SUBSCRIPTS)
    return [n for found in PATTERN[language].finditer(text) for n in _read(found, text, language)]


def _pattern(group: str, point: str, language: Language) -> re.Pattern[str]:
    yearless = "?" if language == "de" else ""  # in English “costs 1.5.” is no date
    scales = "|".join(sorted(SCALES[language], key=len, reverse=True))
    return re.compile(
        rf"""
        (?P<date>(?<![\d.,€$£])(?P<day>0?[1-9]|[12]\d|3[01])\.\ ?(?P<month>0?[1-9]|1[0-2])\.
            (?:\ ?(?P<year>\d{{4}}|\d\d)){yearless}(?![\d,]))
      | (?P<iso>(?<!\d)\d{{4}}-\d\d-\d\d(?!\d))
      | (?P<time>(?<![\d.,:])(?P<hour>[012]?\d)
            (?: [:.](?P<minute>[0-5]\d) (?:[:.][0-5]\d)? (?=(?P<clock>{CLOCK}|\s*h\b)?)
              | (?=(?P<clock2>{CLOCK})))
            (?!\d|[.,]\d))
      | (?P<number>(?P<figures>
            (?<![\d]) \d{{1,3}} (?:{group}\d{{3}})+ (?!\d) (?:{point}\d+)?
          | (?<![\d]) \d{{1,3}} (?:[\ \u00a0\u202f’']\d{{3}})+ (?!\d) (?:{point}\d+)?
          | \d+ {point} \d+
          | (?<![\w.,]) \.\d+
          | (?<![ckm]m) (?<!\ m) \d+ )
          (?P<decade>(?:er|s)\b)?
          (?:\s*-?(?P<scale>{scales})\b)?
          (?={RANGE}[$€£]?\d+(?:[.,]\d+)?\s*-?(?P<shared>{scales})\b)?)
      | (?P<fraction>[{"".join(FRACTIONS)}])
        """,
        re.X | re.I,
    )


PATTERN = {"de": _pattern(r"\.", ",", "de"), "en": _pattern(",", r"\.", "en")}


def _read(found: re.Match[str], text: str, language: Language) -> Iterator[Numeral]:
    if found["date"]:
        yield from (_plain(found[name]) for name in ("day", "month") if found[name])
        if found["year"]:
            yield _year(found["year"])
    elif found["iso"]:
        yield from map(_plain, found["iso"].split("-"))
    elif found["time"]:
        yield from _time(found, language)
    elif found["fraction"]:
        yield Numeral(found[0], frozenset({FRACTIONS[found[0]]}))
    else:
        yield _number(found, text, language)


def _plain(figures: str) -> Numeral:
    return Numeral(figures, frozenset({Fraction(int(figures))}))


def _year(figures: str) -> Numeral:
    """A year; of two figures, of this century or the last."""
    short = int(figures)
    readings = {short} if len(figures) > 2 else {short, 1900 + short, 2000 + short}
    return Numeral(figures, frozenset(map(Fraction, readings)))


def _time(found: re.Match[str], language: Language) -> Iterator[Numeral]:
    """A time of day; without a clock word, what looks like one may be two numbers or a decimal."""
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    clock = (found["clock"] or found["clock2"] or "").strip().lower()
    readings: set[Value] = set()
    if hour <= 24:
        halves = {hour % 12 + 12} if clock.startswith("p") else {hour % 12}
        both = halves if clock[:1] in ("a", "p") else {hour, hour % 12 + 12 * (hour <= 12)}
        readings |= {("time", h % 24 * 60 + minute) for h in both}
    if not found["minute"]:
        readings.add(Fraction(hour))
    elif not clock:
        readings.add(Fraction(f"{hour}.{found['minute']}"))
    yield Numeral(found[0], frozenset(readings))


def _number(found: re.Match[str], text: str, language: Language) -> Numeral:
    group, point = (".", ",") if language == "de" else (",", ".")
    figures = re.sub(rf"[{group}\s’']", "", found["figures"]).replace(point, ".")
    value = plain = Fraction(figures)
    if found["scale"]:
        value *= 10 ** SCALES[language][found["scale"].lower()]
    readings = {value, plain} if found["scale"] in ALSO_UNITS else {value}
    if found["shared"] and not found["scale"]:
        readings.add(value * 10 ** SCALES[language][found["shared"].lower()])
    if value < 100 and len(figures) == 2 and _abbreviated(found, text):
        readings |= {1900 + value, 2000 + value}
    return Numeral(found[0].strip(), frozenset(readings))


def _abbreviated(found: re.Match[str], text: str) -> bool:
    """Whether two figures may be a year: the 90s, ’68, 2011/12."""
    before = text[max(0, found.start() - 5) : found.start()]
    return bool(found["decade"] or re.search(r"['’]$|\d{4}\s?[-–/]$", before))
