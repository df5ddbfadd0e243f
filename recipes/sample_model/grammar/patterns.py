"""The sentence patterns and how often each turns up."""

from __future__ import annotations

from collections.abc import Callable

from .figures import Pair
from .fragments import caption, dateline, from_credits, from_headlines, headline, nominal
from .sentences import Clauses
from .speech import (
    according_to,
    attributed,
    quote_alone,
    quote_first,
    quote_last,
    reported_dass,
    reported_k1,
)
from .statements import (
    control,
    coordinated,
    object_first,
    passive,
    plain,
    purpose,
    short,
    subordinate,
    with_participle,
    with_relative,
    yes_no,
)
from .templates import templates

Pattern = Callable[[Clauses], Pair]


def from_templates(c: Clauses) -> Pair:
    return c.p.pick(templates()["S"]).fill(c.p)


PATTERNS: list[tuple[int, Pattern]] = [
    (20, plain), (4, short), (9, passive), (4, object_first), (8, with_relative), (5, with_participle),
    (8, reported_k1), (5, reported_dass), (7, attributed), (5, according_to), (6, quote_first), (4, quote_last),
    (1, quote_alone), (9, subordinate), (4, purpose), (5, control), (2, yes_no), (38, from_templates),
    (4, coordinated), (3, dateline), (3, headline), (3, from_headlines), (2, caption), (1, from_credits), (2, nominal),
]  # fmt: skip
UNSTOPPED = {headline, nominal, caption, from_headlines, from_credits}
