"""What stands approved in an output folder when a run begins.

The memory knows it of the catalogs that are as the last run left them; the others are read, so that
what a person approves in one article reaches all others by the next run, in whatever order they are
translated, and a second run finds nothing to do.
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from pipeline import catalog
from pipeline.catalog.header import DOCUMENT
from pipeline.catalog.reusing import Approved, latest
from pipeline.errors import InputError
from pipeline.memory import Memory
from pipeline.workflow import CATALOG


def approved(output: Path, memory: Memory) -> Approved:
    """All that is approved in the articles of `output`; a damaged catalog is as it was before."""
    texts = memory.latest()
    names = {PurePosixPath(name).with_suffix(".po"): name for name, _ in memory.ledger.values()}
    for file in sorted(output.rglob("*.po")):
        path = PurePosixPath(file.relative_to(output).as_posix())
        if path in names and memory.ledger.holding(names[path], CATALOG, file):
            continue
        try:
            theirs = catalog.read(file) or catalog.Catalog()
        except InputError:
            continue
        name = names.get(path) or dict(theirs.header).get(DOCUMENT) or str(path)
        texts[name] = latest(theirs, memory.past(name))
    return Approved(texts)
