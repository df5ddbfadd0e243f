"""Segments that a person leaves out of the English: a page's leftovers, a headline given twice.

A line of the translator's comment says so, since that is what every PO editor keeps: `left out of
the English` speaks of the text wherever it stands in the article, `left out of the English: 2` of
its second place alone.
"""

from __future__ import annotations

import re
from collections.abc import Collection

SAID = "left out of the English"
_LINE = re.compile(rf"\s*{SAID}(?::\s*(?P<places>\d+(?:\s*,\s*\d+)*))?\s*\.?\s*", re.IGNORECASE)


def left_out(comment: str, place: int) -> bool:
    """Whether a comment leaves out the text where it stands for the `place`-th time, from 1."""
    for line in comment.split("\n"):
        found = _LINE.fullmatch(line)
        if found and (not found["places"] or place in map(int, found["places"].split(","))):
            return True
    return False


def remark(comment: str) -> str:
    """What else the comment says."""
    return "\n".join(line for line in comment.split("\n") if not _LINE.fullmatch(line))


def comment(remark: str, places: Collection[int], of: int) -> str:
    """The comment that says `remark` and leaves the text out in `places`, of so many in all."""
    which = "" if len(places) == of else ": " + ", ".join(map(str, sorted(places)))
    return "\n".join(filter(None, [remark, f"{SAID}{which}" if places else ""]))
