"""German marks that a model leaves in its English, and a lost capital: small things put right.

Only machine text is polished; what a person wrote stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.drafting.edits import Edit

# 1.300 · 1.234.567,89 · 0,59: points between groups of three, a comma before decimals.
GERMAN_NUMBER = re.compile(r"(?<![\d.,])(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+,\d+)(?![\d]|[.,]\d)")
TO_ENGLISH = str.maketrans(".,", ",.")
# What begins inside a word with capitals (iPhone, eBay) is a name.
FIRST_LETTER = re.compile(r"\A\W*([^\W\d_])(?![a-z]?[A-Z])")
OPENING = {"„": ("“", '“”"'), "‚": ("‘", "‘’'"), "»": ("“", "«"), "«": ("“", "»")}
CLOSING = {"“": "”", "”": "”", '"': "”", "‘": "’", "’": "’", "'": "’", "«": "”", "»": "”"}


def polish(source: str, target: str) -> list[Edit]:
    """The edits that make `target` English where it still writes as `source` does."""
    return [*_capital(source, target), *_quotes(target), *_numbers(source, target)]


def _capital(source: str, target: str) -> Iterator[Edit]:
    """A sentence that begins with a capital begins with one in English too."""
    first, letter = FIRST_LETTER.match(source), FIRST_LETTER.match(target)
    if first and letter and first[1].isupper() and letter[1].islower():
        yield Edit(*letter.span(1), letter[1].upper())


def _quotes(target: str) -> Iterator[Edit]:
    """„Wir“ → “Wir”: an opening German mark, and the mark that closes it."""
    awaited: list[str] = []
    for at, mark in enumerate(target):
        if awaited and mark in awaited[-1] and not _apostrophe(target, at):
            awaited.pop()
            if CLOSING[mark] != mark:
                yield Edit(at, at + 1, CLOSING[mark])
        elif mark in OPENING:
            english, closers = OPENING[mark]
            awaited.append(closers)
            yield Edit(at, at + 1, english)


def _apostrophe(text: str, at: int) -> bool:
    return text[at] in "'’" and text[at - 1 : at].isalpha() and text[at + 1 : at + 2].isalpha()


def _numbers(source: str, target: str) -> Iterator[Edit]:
    """100.000 → 100,000, where the source writes the very same number."""
    german = {match.group() for match in GERMAN_NUMBER.finditer(source)}
    for match in GERMAN_NUMBER.finditer(target):
        if match.group() in german:
            yield Edit(match.start(), match.end(), match.group().translate(TO_ENGLISH))
