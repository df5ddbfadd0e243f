"""Figures that a model got wrong, put right from the source.

Small models invent figures; the source holds the right ones. Where the English lacks as many
numbers as it has made up, they are exchanged in order. All else is left to the number check.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.drafting.edits import Edit
from pipeline.numbers.comparing import compare
from pipeline.numbers.numerals import Numeral

# Figures alone: no scale word, no unit, no letter that they belong to.
FIGURES = re.compile(r"\d+(?:[.,]\d+)*\Z")
TO_ENGLISH = str.maketrans(".,", ",.")
MOST = 3


def repair(source: str, target: str) -> list[Edit]:
    """The edits that give `target` the figures of `source`; none where it is not clear which."""
    lost, made_up = compare(source, target)
    if not 0 < len(lost) == len(made_up) <= MOST:
        return []
    if not all(FIGURES.match(numeral.text) for numeral in (*lost, *made_up)):
        return []
    return _exchange(target, lost, made_up)


def _exchange(target: str, lost: Iterable[Numeral], made_up: Iterable[Numeral]) -> list[Edit]:
    edits, at = [], 0
    for right, wrong in zip(lost, made_up, strict=True):
        found = re.compile(rf"(?<![\w.,-]){re.escape(wrong.text)}(?![\w-])").search(target, at)
        if not found:
            return []
        edits.append(Edit(*found.span(), right.text.translate(TO_ENGLISH)))
        at = found.end()
    return edits
