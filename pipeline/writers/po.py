"""po: the catalog, in which people's work and the machine's are merged."""

from __future__ import annotations

from pipeline import catalog
from pipeline.catalog.entry import Bilingual
from pipeline.writers.base import Context

name = "po"
suffix = ".po"


def render(bilingual: Bilingual, context: Context) -> str:
    """The PO file, with what stood in it before."""
    return catalog.render(
        bilingual,
        bilingual.obsolete,
        bilingual.before,
        date=bilingual.date,
        translator=context.translator,
        notice=context.notice,
    )
