"""Numbers: whether the English gives the same ones, by value.

Models copy figures and get them wrong: 2.200.112 comes out as 2,200,12, 1,5 Milliarden as 1.5
million. German and English write them differently, so values are compared, never texts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.checks.base import Finding, Pair
from pipeline.checks.numberwords import words
from pipeline.checks.numerals import Numeral, Value, numerals


class Numbers:
    """At most one finding, that names the numbers that have no counterpart."""

    ids = ("number",)

    def __call__(self, pair: Pair) -> Iterator[Finding]:
        """A number in figures needs one of its value on the other side, in figures or words."""
        german, english = numerals(pair.source, "de"), numerals(pair.target, "en")
        lost = _unmatched(german, english, words(pair.target, "en"))
        new = _unmatched(english, german, words(pair.source, "de"))
        told = [f"{_listed(lost, '„', '“')} is not in the English"] * bool(lost)
        told += [f"{_listed(new, '“', '”')} is not in the German"] * bool(new)
        if told:
            yield Finding("number", "error", "; ".join(told))


def _unmatched(
    these: Iterable[Numeral], others: Iterable[Numeral], in_words: set[Value]
) -> list[Numeral]:
    vouched = in_words.union(*(other.readings for other in others))
    return [numeral for numeral in these if not numeral.readings & vouched]


def _listed(found: Iterable[Numeral], before: str, after: str) -> str:
    return ", ".join(dict.fromkeys(f"{before}{numeral.text}{after}" for numeral in found))


check = Numbers()
