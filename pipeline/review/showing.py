"""Segments as the page shows them."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from pipeline.catalog.entry import Entry
from pipeline.catalog.leaving_out import remark
from pipeline.catalog.wording import Change, changes
from pipeline.documents import Format, lift, plain
from pipeline.documents.formats import FORMATS
from pipeline.glossary.term import Outcome, Term, Verdict
from pipeline.review.library import Sheet
from pipeline.writers.marking import Piece, pieces
from pipeline.writers.summary import outcome, score

WORST: tuple[Outcome, ...] = ("forbidden", "missed", "waived", "honoured")
BANDS = ((-0.5, "sure"), (-1.0, "fair"))  # score and what people call it; below: unsure


@dataclass(frozen=True, slots=True)
class Mark:
    """A piece of text and the verdict on the term in it, the worst where there are several."""

    piece: Piece
    verdict: Verdict | None

    @property
    def outcome(self) -> str:
        """What its look tells."""
        return outcome(self.verdict) if self.verdict else ""

    @property
    def card(self) -> str:
        """The id of the glossary entry's card."""
        return card(self.verdict.occurrence.term) if self.verdict else ""


@dataclass(frozen=True, slots=True)
class Row:
    """A segment; `number` counts from 1, `rev` changes when anything that is shown does."""

    number: int
    entry: Entry
    source: tuple[Mark, ...]
    target: tuple[Mark, ...]
    rev: str

    @property
    def flags(self) -> str:
        """What the findings filter looks for: check ids and severities."""
        found = self.entry.findings
        return " ".join(sorted({f.check for f in found} | {f.severity for f in found}))

    @property
    def worst(self) -> str:
        """The gravest severity among the findings, "" for none."""
        here = {finding.severity for finding in self.entry.findings}
        return next((s for s in ("error", "warning", "look") if s in here), "")

    @property
    def state(self) -> str:
        """What the state filter looks for."""
        return "left-out" if self.entry.left_out else self.entry.state

    @property
    def score(self) -> str:
        """Log-probability per token, "" for a person's text."""
        return score(self.entry)

    @property
    def band(self) -> str:
        """The score in a word."""
        value = self.entry.score
        if value is None:
            return ""
        return next((name for least, name in BANDS if value >= least), "unsure")

    @property
    def missing(self) -> tuple[Verdict, ...]:
        """The terms whose English does not stand in the text."""
        return tuple(v for v in self.entry.verdicts if outcome(v) == "missed")

    @property
    def note(self) -> str:
        """The translator's comment, but for what it says to the program."""
        return remark(self.entry.comment)


def row(number: int, entry: Entry, format: Format) -> Row:
    """One segment."""
    verdicts = entry.verdicts
    here = [(v.occurrence.start, v.occurrence.end) for v in verdicts]
    there = [(v.start, v.end) for v in verdicts]
    return Row(
        number=number,
        entry=entry,
        source=_marks(entry.segment.source, format, verdicts, here),
        target=_marks(entry.target, format, verdicts, there),
        rev=hashlib.sha256(repr(_shown(entry)).encode()).hexdigest()[:12],
    )


def _shown(entry: Entry) -> tuple[object, ...]:
    verdicts = [(outcome(v), v.occurrence.term.entry, v.start) for v in entry.verdicts]
    return entry.target, entry.state, entry.comment, entry.findings, entry.previous, verdicts


def _marks(
    text: str, format: Format, verdicts: Sequence[Verdict], spans: Sequence[tuple[int, int]]
) -> tuple[Mark, ...]:
    return tuple(
        Mark(piece, min((verdicts[i] for i in piece.marks), key=_gravity, default=None))
        for piece in pieces(lift(text, format), spans)
    )


def _gravity(verdict: Verdict) -> int:
    return WORST.index(outcome(verdict))


def paragraphs(sheet: Sheet) -> Iterator[list[tuple[int, Entry]]]:
    """Numbered entries, those of one block (paragraph, heading, list item) and kind together."""
    document = sheet.document
    starts = [block.start for block in FORMATS[document.format].blocks(document.text)]

    def place(numbered: tuple[int, Entry]) -> tuple[int, str]:
        segment = numbered[1].segment
        return bisect_right(starts, segment.start), segment.kind

    for _, group in groupby(enumerate(sheet.entries, 1), place):
        yield list(group)


def terms(sheet: Sheet) -> dict[str, Term]:
    """The glossary entries that occur in an article, by the ids of their cards."""
    found = (v.occurrence.term for entry in sheet.entries for v in entry.verdicts)
    return {card(term): term for term in found}


def card(term: Term) -> str:
    """The id of a glossary entry's card."""
    return "t" + hashlib.sha256(f"{term.entry} {term.source}".encode()).hexdigest()[:8]


def rewording(entry: Entry, format: Format) -> tuple[tuple[Change, str], ...]:
    """What has changed in the German since an outdated text was written."""
    if not entry.previous:
        return ()
    return tuple(changes(plain(entry.previous, format), plain(entry.segment.source, format)))


def difference(mine: str, other: str) -> tuple[tuple[Change, str], ...]:
    """What another text says instead."""
    return tuple(changes(mine, other))
