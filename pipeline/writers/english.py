"""txt: the English document in the source's own format."""

from __future__ import annotations

import re

from pipeline.catalog.entry import Bilingual
from pipeline.documents import finish
from pipeline.writers.base import Context

name = "txt"
suffix = ".en{source}"

GONE = "\x00"  # stands for a segment that is left out; no text holds it
_GAP = re.compile(rf"\s*(?:{GONE}\s*)+")
# What held nothing else: an element of a page, the mark of a list item or of a heading.
_EMPTY = re.compile(
    rf"<(p|li|h[1-6]|figcaption|blockquote)\b[^<>]*>(?:\s*{GONE})+\s*</\1>"
    rf"|^[ \t]*(?:[-*+>]|#+|\d+[.)])[ \t]+{GONE}(?=[ \t]*$)",
    re.MULTILINE,
)


def render(bilingual: Bilingual, context: Context) -> str:
    """The source's skeleton with the English in it; its charset and language say so.

    A segment without a translation stays German, as with gettext; what a person leaves out is
    gone. Newlines are the source's.
    """
    document = bilingual.document
    newline = "\r\n" if "\r\n" in document.text else "\n"
    texts = [
        GONE if entry.left_out else entry.target or entry.segment.text
        for entry in bilingual.entries
    ]
    lines = (text.replace("\r\n", "\n").replace("\n", newline) for text in texts)
    return finish(document, closed(document.render(list(lines))))


def closed(text: str) -> str:
    """The text without its gaps: around each, the greater of two spaces stays."""
    return _GAP.sub(_space, _EMPTY.sub(GONE, text)) if GONE in text else text


def _space(gap: re.Match[str]) -> str:
    if gap.start() == 0:
        return ""
    return max(gap[0].split(GONE), key=lambda space: (space.count("\n"), len(space)))
