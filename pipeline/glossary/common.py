"""German words that are no terms: the background against which terms stand out."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def _words() -> frozenset[str]:
    text = (files(__package__) / "common.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(word for line in lines for word in line.split())


def common(base: str) -> bool:
    """Whether a casefolded base form, or the stem of an adjective, is a word of any text."""
    return base in _words() or base.removesuffix("s") in _words()
