"""The sentence patterns and how often each turns up."""

from __future__ import annotations

from collections.abc import Callable

from . import fragments, speech, statements
from .figures import Pair
from .sentences import Clauses
from .templates import templates

Pattern = Callable[[Clauses], Pair]


def from_templates(c: Clauses) -> Pair:
    return c.p.pick(templates()["S"]).fill(c.p)


PATTERNS: list[tuple[int, Pattern]] = [
    (46, from_templates),
    (18, statements.plain),
    (2, statements.short),
    (9, statements.passive),
    (4, statements.object_first),
    (12, statements.with_relative),
    (8, statements.with_participle),
    (2, statements.comparison),
    (13, statements.subordinate),
    (8, statements.purpose),
    (5, statements.control),
    (2, statements.yes_no),
    (4, statements.coordinated),
    (14, statements.paired),
    (10, speech.reported_k1),
    (5, speech.reported_dass),
    (7, speech.attributed),
    (5, speech.according_to),
    (6, speech.quote_first),
    (4, speech.quote_last),
    (1, speech.quote_alone),
    (3, fragments.dateline),
    (3, fragments.headline),
    (3, fragments.from_headlines),
    (2, fragments.caption),
    (1, fragments.from_credits),
    (2, fragments.nominal),
]
UNSTOPPED = {
    fragments.headline,
    fragments.from_headlines,
    fragments.caption,
    fragments.from_credits,
    fragments.nominal,
}
