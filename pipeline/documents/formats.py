"""Which module reads which format. A new format is one file and one line here."""

from __future__ import annotations

from pathlib import PurePath

from pipeline.documents import html, markdown, text
from pipeline.documents.block import FormatModule
from pipeline.documents.document import Document, Format

FORMATS: dict[Format, FormatModule] = {"txt": text, "md": markdown, "html": html}
SUFFIXES: dict[str, Format] = {
    suffix: name for name, module in FORMATS.items() for suffix in module.SUFFIXES
}


def format_of(path: PurePath) -> Format | None:
    """The format that a file name's suffix tells, None for a type that is not read."""
    return SUFFIXES.get(path.suffix.lower())


def finish(document: Document, rendered: str) -> str:
    """The English document, to be written in UTF-8, saying so where the format has words for it.

    `rendered` is `document.render(...)` with English targets.
    """
    return FORMATS[document.format].finish(rendered)
