"""Cutting a segment that is longer than the package can take."""

from __future__ import annotations

import re
from collections.abc import Callable

# Where a sentence is cut with least harm, best first: each pattern ends where the next part begins.
PLACES = tuple(
    re.compile(pattern)
    for pattern in (
        r"[.!?…][\"“”»«’)]*\s+",
        r";\s+",
        r":\s+|\s[–—-]\s",
        r",\s+(?=(?:und|oder|aber|denn|sondern|sowie|doch|während|weil|dass|nachdem|obwohl)\b)",
        r",\s+",
        r"\s+(?=(?:und|oder|sowie)\b)",
        r"\s+",
    )
)
MIDDLE = 0.25


def cut(text: str, fits: Callable[[str], bool]) -> list[tuple[int, int]]:
    """Spans of `text`, each of which `fits`; together they are all of it but blanks between them.

    The best place near the middle wins (in the middle half, else anywhere); a part without any
    blank is halved.
    """
    if fits(text) or len(text) < 2:
        return [(0, len(text))]
    end, start = _place(text)
    left = cut(text[:end], fits)
    right = cut(text[start:], fits)
    return left + [(start + a, start + b) for a, b in right]


def _place(text: str) -> tuple[int, int]:
    """Where the first part ends and where the second begins."""
    low, high = len(text) * MIDDLE, len(text) * (1 - MIDDLE)
    for pattern in PLACES:
        places = [m.end() for m in pattern.finditer(text) if low <= m.end() <= high]
        if places:
            start = min(places, key=lambda place: abs(place - len(text) / 2))
            return len(text[:start].rstrip()), start
    middle = len(text) // 2
    return middle, middle
