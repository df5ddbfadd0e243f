"""txt: the English document in the source's own format."""

from __future__ import annotations

from pipeline.catalog.entry import Bilingual
from pipeline.documents import finish
from pipeline.writers.base import Context

name = "txt"
suffix = ".en{source}"


def render(bilingual: Bilingual, context: Context) -> str:
    """The source's skeleton with the English in it; its charset and language say so.

    A segment without a translation stays German, as with gettext. Newlines are the source's.
    """
    document = bilingual.document
    newline = "\r\n" if "\r\n" in document.text else "\n"
    texts = [entry.target or entry.segment.text for entry in bilingual.entries]
    lines = (text.replace("\r\n", "\n").replace("\n", newline) for text in texts)
    return finish(document, document.render(list(lines)))
