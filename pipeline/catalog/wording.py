"""What became of a text, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from typing import Literal

_WORD = re.compile(r"\w+|\s+|[^\w\s]")
_MARKS = {"same": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}
Change = Literal["same", "gone", "new"]


def changes(before: str, after: str) -> Iterator[tuple[Change, str]]:
    """What became of `before`, word by word: runs that stayed, are gone, or are new."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            yield "same", "".join(old[i1:i2])
            continue
        if i1 < i2:
            yield "gone", "".join(old[i1:i2])
        if j1 < j2:
            yield "new", "".join(new[j1:j2])


def marked(change: Change, text: str) -> str:
    """A run in plain text: `[-gone-]` and `{+new+}` as in git's word diff."""
    return _MARKS[change].format(text)


def told(changes: Iterable[tuple[Change, str]]) -> str:
    """All runs in plain text."""
    return "".join(marked(change, text) for change, text in changes)
