"""What an edit of the glossary is going to cost, said before the work starts."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.documents import Input
from pipeline.drafting.drafter import Drafter
from pipeline.glossary.changes import changes
from pipeline.glossary.term import Term
from pipeline.memory import Memory


def glossary_news(
    terms: Iterable[Term], memory: Memory, drafter: Drafter, inputs: Iterable[Input]
) -> list[str]:
    """What changed in the glossary since the last run: first the sum, then a line an entry.

    Counted are the segments of `inputs` as the last run left them. Empty where nothing changed.
    """
    before = memory.journal.about("glossary")
    found = changes(before, terms) if before is not None else []
    if not found:
        return []
    formats = {str(source.name): source.format for source in inputs}
    requests = [
        drafter.request(source, formats[name])
        for name, entries in memory.lasts()
        if name in formats
        for source in entries
    ]
    entries = "1 entry" if len(found) == 1 else f"{len(found):,} entries"
    again = len(drafter.missing(requests))
    return [
        f"Glossary: {entries} changed: {again:,} of {len(requests):,} segments to translate again",
        *(f"  {change.kind}: {change.source} {change.entry}".rstrip() for change in found),
    ]
