"""Numbers: whether the English gives the same ones, by value.

Models copy figures and get them wrong: 2.200.112 comes out as 2,200,12, 1,5 Milliarden as 1.5
million. German and English write them differently, so values are compared, never texts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.checks.base import Finding, Pair
from pipeline.numbers.comparing import compare
from pipeline.numbers.numerals import Numeral


class Numbers:
    """At most one finding, that names the numbers that have no counterpart."""

    ids = ("number",)

    def __call__(self, pair: Pair) -> Iterator[Finding]:
        """A number in figures needs one of its value on the other side, in figures or words."""
        lost, new = compare(pair.source, pair.target)
        told = [f"{_listed(lost, '„', '“')} is not in the English"] * bool(lost)
        told += [f"{_listed(new, '“', '”')} is not in the German"] * bool(new)
        if told:
            yield Finding("number", "error", "; ".join(told))


def _listed(found: Iterable[Numeral], before: str, after: str) -> str:
    return ", ".join(dict.fromkeys(f"{before}{numeral.text}{after}" for numeral in found))


check = Numbers()
