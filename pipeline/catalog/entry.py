"""The translation of one document, segment by segment, in the words of gettext."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.catalog.leaving_out import left_out
from pipeline.catalog.message import Catalog, Message
from pipeline.catalog.wording import Change
from pipeline.checks.base import Finding
from pipeline.documents.document import Document, Segment
from pipeline.glossary.term import Verdict

State = Literal["machine", "edited", "reviewed", "outdated"]


@dataclass(frozen=True, slots=True)
class Offer:
    """A text that was approved in an article, for a person to look at, never taken by itself.

    `german` is its plain source, word by word beside that of the segment (`gone` stands there
    alone, `new` here alone); `share` of it, in percent, is the same; `target` is in the format of
    the segment.
    """

    document: str
    german: tuple[tuple[Change, str], ...]
    target: str
    share: int


@dataclass(frozen=True, slots=True)
class Draft:
    """What a run has for one segment: the machine's text, or one approved elsewhere (no score).

    `score` is the log-probability per token of the plain hypothesis; `alternatives` are the
    model's other hypotheses, best first; `notes` are for people (a segment cut in parts, say);
    `offers` are what was approved for the same or a similar source.
    """

    target: str
    score: float | None = None
    verdicts: tuple[Verdict, ...] = ()
    alternatives: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    offers: tuple[Offer, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A segment with the text that wins for it: reviewed, else edited, else machine.

    `id` is the first 12 hex digits of sha256 of `segment.source`, with `-2`, `-3` … for repeats.
    `proposal` is what the machine would now say where a human text stands and differs. `previous`
    is the source that an outdated text was written for.
    """

    id: str
    segment: Segment
    target: str
    state: State
    score: float | None = None
    verdicts: tuple[Verdict, ...] = ()
    findings: tuple[Finding, ...] = ()
    alternatives: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    offers: tuple[Offer, ...] = ()
    comment: str = ""
    proposal: str = ""
    previous: str = ""

    @property
    def left_out(self) -> bool:
        """Whether a person leaves the segment out of the English."""
        return left_out(self.comment, int(self.id.partition("-")[2] or 1))


@dataclass(frozen=True, slots=True)
class Bilingual:
    """A document beside its English: one entry for each segment, in document order.

    For its PO file: the messages whose segments are gone, the file as it stands, and the date for
    entries that are new or changed.
    """

    document: Document
    entries: tuple[Entry, ...]
    obsolete: tuple[Message, ...] = ()
    before: Catalog | None = None
    date: str = ""
