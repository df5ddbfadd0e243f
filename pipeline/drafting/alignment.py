"""Which place in the English corresponds to a place in the German."""

from __future__ import annotations

import re
from collections.abc import Callable

from pipeline.engine.hypothesis import Hypothesis

WORD = re.compile(r"\S+")


def placer(source: str, hypothesis: Hypothesis) -> Callable[[int], int]:
    """Maps code points of `source` to code points of `hypothesis.text`, always between words.

    The place is where fewest tokens stand on the wrong side: before it though they attended to
    what comes after, or after it though they attended to what comes before. Single looks are
    often wrong (see `Hypothesis.links`), their majority seldom. Of equal places, the one whose
    share of the text before it is nearest to that of the source wins.
    """
    text = hypothesis.text
    places = [0, *(match.start() for match in WORD.finditer(text) if match.start())]

    def place(offset: int) -> int:
        if offset <= 0:
            return 0
        if offset >= len(source):
            return len(text)
        share = offset / len(source) * len(text)
        return min(places, key=lambda p: (_wrong(hypothesis, offset, p), abs(p - share)))

    return place


def _wrong(hypothesis: Hypothesis, offset: int, place: int) -> int:
    return sum((here[0] < place) != (there[0] < offset) for here, there in hypothesis.links)
