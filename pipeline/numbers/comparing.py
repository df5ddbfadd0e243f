"""Which numbers of a German text its English lacks, and which it has made up."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.numbers.numerals import Numeral, Value, numerals
from pipeline.numbers.words import words


def compare(source: str, target: str) -> tuple[list[Numeral], list[Numeral]]:
    """The numerals lost and those made up: without one of their value on the other side.

    A number in words on the other side vouches for a figure.
    """
    german, english = numerals(source, "de"), numerals(target, "en")
    return (
        _unmatched(german, english, words(target, "en")),
        _unmatched(english, german, words(source, "de")),
    )


def _unmatched(
    these: Iterable[Numeral], others: Iterable[Numeral], in_words: set[Value]
) -> list[Numeral]:
    vouched = in_words.union(*(other.readings for other in others))
    return [numeral for numeral in these if not numeral.readings & vouched]
