"""Changes to a text that keep track of where everything went."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple


class Edit(NamedTuple):
    """Replace code points `start`..`end` by `text`."""

    start: int
    end: int
    text: str


def apply(text: str, edits: Iterable[Edit]) -> tuple[str, Callable[[int], int]]:
    """The edited text, and a map from offsets in the old text to offsets in the new one.

    Edits must not overlap. An offset inside a replaced stretch goes to the start of its
    replacement; its end goes to the end.
    """
    ordered = sorted(edits)
    pieces, at = [], 0
    for edit in ordered:
        pieces += [text[at : edit.start], edit.text]
        at = edit.end
    pieces.append(text[at:])

    def moved(offset: int) -> int:
        shift = 0
        for edit in ordered:
            if offset >= edit.end:
                shift += len(edit.text) - (edit.end - edit.start)
            elif offset > edit.start:
                return edit.start + shift
        return offset + shift

    return "".join(pieces), moved
