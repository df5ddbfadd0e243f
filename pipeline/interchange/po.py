"""PO files that were sent and come back, from Poedit, Weblate or OmegaT's target folder."""

from __future__ import annotations

from pathlib import Path

from pipeline.catalog.header import DOCUMENT
from pipeline.catalog.po import parse
from pipeline.errors import InputError
from pipeline.interchange.base import Returned, ReturnedText, data_of

suffixes = (".po",)


def read(path: Path) -> tuple[Returned, ...]:
    """The entries in use; those that are not fuzzy are approved."""
    catalog = parse(data_of(path), path)
    document = dict(catalog.header).get(DOCUMENT, "")
    if not document:
        hint = f"Its header has no {DOCUMENT}: set it to the article's name, as in the output's."
        raise InputError("the file does not say which article it is of", path=path, hint=hint)
    texts = (
        ReturnedText(m.source, m.target, approved=not m.fuzzy, comment=m.comment)
        for m in catalog.active.values()
    )
    return (Returned(document, tuple(texts)),)
