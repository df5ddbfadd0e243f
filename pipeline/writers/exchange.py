"""What the formats of exchange have in common: whom a text is from, and what goes with it.

A file that comes back is told from the file that was sent by a `mark` beside each text. So a text
that nobody touched is never taken for a person's.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from pipeline.catalog.entry import Entry
from pipeline.writers.xml import clean

PROGRAM = "Glosswerk"
NAMESPACE = "glosswerk"


def mark(target: str, approved: bool) -> str:
    """The mark of a text that was sent: 12 hex digits, others for an approved one."""
    return hashlib.sha256(f"{int(approved)}{clean(target).strip()}".encode()).hexdigest()[:12]


def sent(entry: Entry) -> str:
    """The mark of an entry's text."""
    return mark(entry.target, entry.state == "reviewed")


def properties(entry: Entry) -> dict[str, str]:
    """What a program may want to know of an entry."""
    return {"state": entry.state, "kind": entry.segment.kind, "sent": sent(entry)}


def spans(entry: Entry) -> list[tuple[int, int]]:
    """Where the terms stand in the plain source, one for each verdict."""
    return [(v.occurrence.start, v.occurrence.end) for v in entry.verdicts]


def remarks(entry: Entry) -> Iterator[tuple[str, str]]:
    """What the machine has to say to a reviewer: category and text."""
    for verdict in entry.verdicts:
        if verdict.outcome != "honoured":
            term = verdict.occurrence.term
            yield "term", f"{term.source} = {term.preferred} ({verdict.outcome}, {term.entry})"
    for finding in entry.findings:
        yield "finding", f"{finding.check} ({finding.severity}): {finding.message}"
    yield from (("note", note) for note in entry.notes)
    if entry.previous:
        yield "previous", f"The translation was written for: {entry.previous}"
    if entry.proposal:
        yield "suggestion", entry.proposal
