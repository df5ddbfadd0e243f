"""What the overview and the report say of a document, small enough to keep one for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from itertools import takewhile
from pathlib import PurePosixPath
from typing import Any, get_args

from pipeline.catalog.entry import Bilingual, Entry, State
from pipeline.checks.base import Severity
from pipeline.documents.document import Document
from pipeline.documents.inline import plain
from pipeline.glossary.term import Outcome, Verdict

STATES: tuple[State, ...] = get_args(State)
OUTCOMES: tuple[Outcome, ...] = ("honoured", "missed", "forbidden", "waived")
SEVERITIES: tuple[Severity, ...] = get_args(Severity)


@dataclass(frozen=True, slots=True)
class Summary:
    """One document in numbers.

    `path` is the document's own; `title` its headline in English, `german` in German; `findings`
    counts by check id, `severities` the same findings by severity; `error` says why it could not
    be used ("" else).
    """

    path: PurePosixPath
    title: str = ""
    german: str = ""
    segments: int = 0
    states: Mapping[str, int] = field(default_factory=dict)
    terms: Mapping[str, int] = field(default_factory=dict)
    findings: Mapping[str, int] = field(default_factory=dict)
    severities: Mapping[str, int] = field(default_factory=dict)
    error: str = ""


def summarise(bilingual: Bilingual) -> Summary:
    """The numbers of a translated document."""
    entries = bilingual.entries
    title, german = headline(bilingual)
    findings = [finding for entry in entries for finding in entry.findings]
    return Summary(
        path=bilingual.document.path,
        title=title,
        german=german,
        segments=len(entries),
        states=count((entry.state for entry in entries), STATES),
        terms=count((outcome(v) for entry in entries for v in entry.verdicts), OUTCOMES),
        findings=count(finding.check for finding in findings),
        severities=count((finding.severity for finding in findings), SEVERITIES),
    )


def failure(path: PurePosixPath, error: str) -> Summary:
    """A document that could not be read or translated, and why."""
    nothing = summarise(Bilingual(Document(path, "txt", "", ()), ()))
    return replace(nothing, error=error)


def encoded(summary: Summary) -> dict[str, Any]:
    """A summary as JSON for the memory."""
    return asdict(summary) | {"path": str(summary.path)}


def decoded(value: dict[str, Any]) -> Summary:
    """The summary again."""
    return Summary(**value | {"path": PurePosixPath(value["path"])})


def total(summaries: Iterable[Summary], what: str) -> dict[str, int]:
    """The sum over all documents of `states`, `terms`, `findings` or `severities`."""
    sums: Counter[str] = Counter()
    for summary in summaries:
        sums.update(getattr(summary, what))
    return dict(sums)


def headline(bilingual: Bilingual) -> tuple[str, str]:
    """English and German of the longest opening headline, for kickers are short.

    Where there is none, the file's name stands for the English, and nothing for the German.
    """
    opening = takewhile(lambda entry: entry.segment.kind == "headline", bilingual.entries)
    entry = max(opening, key=lambda entry: len(entry.segment.source), default=None)
    if entry is None:
        return bilingual.document.path.name, ""
    texts = entry.target or entry.segment.source, entry.segment.source
    english, german = (plain(text, bilingual.document.format) for text in texts)
    return english, german


def outcome(verdict: Verdict) -> Outcome:
    """The verdict as it counts: a draft term is reported, but never missed."""
    if verdict.outcome == "honoured" or verdict.occurrence.term.enforced:
        return verdict.outcome
    return "waived"


def score(entry: Entry) -> str:
    """Log-probability per token with 3 decimals, "" for human text."""
    if entry.state != "machine" or entry.score is None:
        return ""
    return f"{round(entry.score, 3) + 0.0:.3f}"  # + 0.0: no "-0.000"


def count(items: Iterable[str], always: Iterable[str] = ()) -> dict[str, int]:
    """How often each item comes; those in `always` are there even with 0."""
    return dict.fromkeys(always, 0) | dict(sorted(Counter(items).items()))
