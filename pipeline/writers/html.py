"""html: an article's German and English side by side, for people who judge it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from pipeline.catalog.entry import Bilingual, Entry
from pipeline.catalog.wording import Change, changes
from pipeline.checks.base import Finding
from pipeline.documents.document import Document, Format
from pipeline.documents.formats import FORMATS
from pipeline.documents.inline import Lifted, lift, plain
from pipeline.glossary.term import Outcome, Verdict
from pipeline.writers.base import Context, overview_link
from pipeline.writers.marking import Piece, pieces
from pipeline.writers.pages import page
from pipeline.writers.summary import SEVERITIES, outcome, score, summarise

name = "html"
suffix = ".bilingual.html"

_WORST_FIRST: tuple[Outcome, ...] = ("forbidden", "missed", "waived", "honoured")


@dataclass(frozen=True, slots=True)
class Mark:
    """A piece of text as the page shows it, with the verdicts that it belongs to, worst first."""

    piece: Piece
    verdicts: tuple[Verdict, ...]

    @property
    def outcome(self) -> str:
        """The outcome that its look tells: the worst."""
        return outcome(self.verdicts[0]) if self.verdicts else ""


@dataclass(frozen=True, slots=True)
class Row:
    """A segment as the page shows it; `number` counts from 1, `findings` begin with the gravest."""

    number: int
    entry: Entry
    source: tuple[Mark, ...]
    target: tuple[Mark, ...]
    findings: tuple[Finding, ...]
    missed: tuple[Verdict, ...]
    changed: tuple[tuple[Change, str], ...]
    score: str

    @property
    def flags(self) -> str:
        """What the findings filter looks for: check ids and severities."""
        findings = self.entry.findings
        words = {finding.check for finding in findings} | {f.severity for f in findings}
        return " ".join(sorted(words))

    @property
    def worst(self) -> str:
        """The gravest severity among the findings, "" for none."""
        return self.findings[0].severity if self.findings else ""


def render(bilingual: Bilingual, context: Context) -> str:
    """The page of one article."""
    document = bilingual.document
    rows = [_row(i, e, document.format) for i, e in enumerate(bilingual.entries, 1)]
    return page(
        "article.html.jinja",
        run=context,
        document=document,
        summary=summarise(bilingual),
        paragraphs=_paragraphs(document, rows),
        overview=overview_link(document.path),
        outcome_of=outcome,
    )


def _row(number: int, entry: Entry, format: Format) -> Row:
    verdicts = entry.verdicts
    here = [(v.occurrence.start, v.occurrence.end) for v in verdicts]
    there = [(v.start, v.end) for v in verdicts]
    source = entry.segment.source
    before = plain(entry.previous, format)
    return Row(
        number=number,
        entry=entry,
        source=_marks(lift(source, format), verdicts, here),
        target=_marks(lift(entry.target, format), verdicts, there),
        findings=tuple(sorted(entry.findings, key=lambda f: SEVERITIES.index(f.severity))),
        missed=tuple(v for v in verdicts if outcome(v) == "missed"),
        changed=tuple(changes(before, plain(source, format))) if before else (),
        score=score(entry),
    )


def _marks(
    lifted: Lifted, verdicts: Sequence[Verdict], spans: Sequence[tuple[int, int]]
) -> tuple[Mark, ...]:
    return tuple(
        Mark(piece, tuple(sorted((verdicts[i] for i in piece.marks), key=_gravity)))
        for piece in pieces(lifted, spans)
    )


def _gravity(verdict: Verdict) -> int:
    return _WORST_FIRST.index(outcome(verdict))


def _paragraphs(document: Document, rows: list[Row]) -> Iterator[list[Row]]:
    """Rows of the same block (paragraph, heading, list item) and kind together."""
    starts = [block.start for block in FORMATS[document.format].blocks(document.text)]
    for _, group in groupby(rows, lambda row: _place(starts, row)):
        yield list(group)


def _place(starts: list[int], row: Row) -> tuple[int, str]:
    segment = row.entry.segment
    return bisect_right(starts, segment.start), segment.kind
