"""A synchronous German-English grammar: endless distinct sentence pairs that read like news.

Every phrase is built in both languages at once (Aho and Ullman's syntax-directed transduction): the
same lexical entries, German inflected and ordered by its rules, English by its own. The small model
of the sample package learns declension, conjugation and word order from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from .german import contract
from .lexicon import lexicon
from .patterns import PATTERNS, UNSTOPPED
from .people import People
from .sentences import Clauses

_LOOSE_COMMA = re.compile(r",\s*(?=[.,!?:;“)]|$)")
_AN = re.compile(r"\b([Aa]) (?=(?:8\d?|11|18)-)")
_NOUN = re.compile(r"(?<!^)\b[A-ZÄÖÜ][a-zäöüß]{5,}")
MAX_WORDS = 38


def generate(n: int, seed: int) -> Iterator[tuple[str, str]]:
    """Yield `n` distinct (German, English) pairs; the same seed gives the same pairs."""
    rng = Random(seed)
    clauses = Clauses(People(lexicon(), rng))
    weights = [weight for weight, _ in PATTERNS]
    patterns = [pattern for _, pattern in PATTERNS]
    seen: set[str] = set()
    while len(seen) < n:
        pattern = rng.choices(patterns, weights)[0]
        german, english = pattern(clauses)
        stop = "" if pattern in UNSTOPPED else "."
        german, english = (
            _finished(contract(german), stop),
            _AN.sub(r"\1n ", _finished(english, stop)),
        )
        if german in seen or german.count(" ") >= MAX_WORDS or _repeats(german):
            continue
        seen.add(german)
        yield german, english


def _repeats(german: str) -> bool:
    """Whether a noun turns up twice, which an editor would not let pass."""
    nouns = _NOUN.findall(german)
    return len(nouns) != len(set(nouns))


def _finished(text: str, stop: str) -> str:
    """Capital letter, full stop, no comma left dangling before one."""
    if (stop and text[-1] not in '.?!“”"') or (
        stop and text[-1] in '“”"' and text[-2] not in ".?!"
    ):
        text += stop
    return _LOOSE_COMMA.sub("", text[0].upper() + text[1:])
