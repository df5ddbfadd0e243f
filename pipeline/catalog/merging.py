"""The merge of human and machine work: a pure function of five things.

    the drafts of this run  ─┐
    the catalog on disk     ─┤
    the past of the catalog ─┼─► merge ─► entries, obsolete messages, what to remember
    the glossary's verdicts ─┤
    what others approved    ─┘

Human text is never changed. It is *reviewed* where the catalog says so (not fuzzy), *edited* where
it differs from all that the machine wrote, and *outdated* where it was approved, or written for
another form of the source, and now has to be looked at again. Everything else is the machine's,
a text that was approved in another article and is reused here (see `reusing`) included.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.catalog.entry import Draft, Entry, State
from pipeline.catalog.locating import Located, locate
from pipeline.catalog.message import Catalog, Message
from pipeline.catalog.past import Last, Past, Waiver
from pipeline.catalog.reusing import NONE, Approved, declined, latest, reused
from pipeline.checks.base import Finding
from pipeline.documents.document import Document
from pipeline.glossary.term import Term, Verdict

Judge = Callable[[int, str], Sequence[Verdict]]
Examine = Callable[[int, str, tuple[Verdict, ...]], Sequence[Finding]]


@dataclass(frozen=True, slots=True)
class Merged:
    """One entry for each segment, what becomes of the rest, and the past for the next run."""

    entries: tuple[Entry, ...]
    obsolete: tuple[Message, ...]
    past: Past


@dataclass(frozen=True, slots=True)
class _Text:
    """The text that wins for a source, and what goes with it."""

    target: str
    state: State
    verdicts: tuple[Verdict, ...]
    comment: str = ""
    previous: str = ""
    waived: frozenset[Waiver] = frozenset()

    @property
    def human(self) -> bool:
        return self.state != "machine"


def merge(
    document: Document,
    drafts: Sequence[Draft],
    theirs: Catalog | None,
    past: Past,
    *,
    judge: Judge,
    examine: Examine,
    elsewhere: Approved = NONE,
) -> Merged:
    """The entries of a document: reviewed text, else edited text, else the draft.

    `drafts` holds one for each segment. `judge(i, target)` says what became of the terms of
    segment `i` in a human text (a draft brings its own verdicts); `examine(i, target, verdicts)`
    what is to be seen in any text. Without a past every fuzzy text counts as edited. `elsewhere`
    is what was approved in any article of the output folder before the run.
    """
    theirs = theirs or Catalog()
    sources = {s.source: i for i, s in reversed(list(enumerate(document.segments)))}
    order = sorted(sources, key=sources.__getitem__)
    past = replace(
        past,
        approved=approved(theirs, past),
        latest=latest(theirs, past),
        declined=past.declined | declined(theirs, past, document, elsewhere),
    )
    located = locate(order, theirs, past)
    drafts = list(_drafts(document, drafts, located, past, elsewhere, judge))
    texts = {s: _text(s, sources[s], drafts, located, past, judge) for s in order}
    offers = _offers(texts, located)
    entries = [_heeded(entry) for entry in _entries(document, drafts, texts, offers)]
    found = [() if e.left_out else examine(i, e.target, e.verdicts) for i, e in enumerate(entries)]
    accepted = {_accepted(e, f) for e, some in zip(entries, found, strict=True) for f in some}
    accepted &= past.waived
    told = tuple(
        replace(e, findings=tuple(f for f in some if _accepted(e, f) not in accepted))
        for e, some in zip(entries, found, strict=True)
    )
    return Merged(told, located.obsolete, _next(past, texts, offers, accepted))


def key(term: Term) -> str:
    """What a glossary entry demands, in 12 hex digits: a waiver ends when it changes."""
    demands = (term.source, term.targets, term.target_forms, term.forbidden, term.mode, term.case)
    return hashlib.sha256(repr((*demands, term.status)).encode()).hexdigest()[:12]


def remark(finding: Finding) -> str:
    """What stands in a waiver for a finding that is not about a glossary entry alone."""
    return f"{finding.check}: {finding.message}"


def _accepted(entry: Entry, finding: Finding) -> Waiver:
    return entry.segment.source, entry.target, remark(finding)


def _heeded(entry: Entry) -> Entry:
    """What is left out of the English owes the glossary nothing."""
    return replace(entry, verdicts=()) if entry.left_out else entry


def approved(theirs: Catalog, past: Past) -> frozenset[tuple[str, str]]:
    """All that a person has approved up to now; a cleared text takes its source's back."""
    cleared = {source for source, m in theirs.active.items() if not m.target.strip()}
    found = {(m.source, m.target) for m in theirs.messages if m.target.strip() and not m.fuzzy}
    return frozenset(text for text in past.approved | found if text[0] not in cleared)


def _drafts(
    document: Document,
    drafts: Sequence[Draft],
    located: Located,
    past: Past,
    elsewhere: Approved,
    judge: Judge,
) -> Iterator[Draft]:
    """The drafts, with what was approved elsewhere for sources whose text nobody has touched.

    A text that breaks the glossary, or was cleared here, is offered and not taken.
    """
    for index, (segment, draft) in enumerate(zip(document.segments, drafts, strict=True)):
        source = segment.source
        if located.states.get(source, "machine") != "machine":
            yield draft
            continue
        same, similar = elsewhere.same(source, document), elsewhere.similar(source, document.format)
        if len(same) == 1 and (source, same[0].target) not in past.declined:
            verdicts = judge(index, same[0].target)
            if not any(map(_breaks, verdicts)):
                yield reused(replace(draft, offers=similar), same[0], verdicts)
                continue
        yield replace(draft, offers=(*same, *similar))


def _text(
    source: str, index: int, drafts: Sequence[Draft], located: Located, past: Past, judge: Judge
) -> _Text:
    message = located.messages.get(source)
    state = located.states.get(source, "machine")
    if message is None or state == "machine":
        draft = drafts[index]
        keys = {key(v.occurrence.term) for v in draft.verdicts if _breaks(v)}
        waived = {k for k in keys if (source, draft.target, k) in past.waived}
        return _Text(
            target=draft.target,
            state="machine",
            verdicts=tuple(_waive(v, waived) for v in draft.verdicts),
            comment=message.comment if message else "",
            waived=frozenset((source, draft.target, k) for k in waived),
        )
    verdicts = tuple(judge(index, message.target))
    last = past.last.get(source)
    broken = {key(v.occurrence.term) for v in verdicts if _breaks(v)}
    waived = _waived(source, message.target, state, broken, past)
    if state == "reviewed" and last and broken - waived - set(last.terms):
        state = "outdated"
    return _Text(
        target=message.target,
        state=state,
        verdicts=tuple(_waive(v, waived) for v in verdicts),
        comment=message.comment,
        previous=message.previous if state == "outdated" else "",
        waived=frozenset((source, message.target, k) for k in waived),
    )


def _breaks(verdict: Verdict) -> bool:
    return verdict.outcome in ("missed", "forbidden") and verdict.occurrence.term.enforced


def _waived(source: str, target: str, state: State, broken: set[str], past: Past) -> set[str]:
    """The keys that a person has accepted: before, or by approving again what had been doubted."""
    last = past.last.get(source)
    again = state == "reviewed" and last and (last.state, last.target) == ("outdated", target)
    doubted = set(last.terms) if last and again else set()
    return {k for k in broken if k in doubted or (source, target, k) in past.waived}


def _waive(verdict: Verdict, waived: set[str]) -> Verdict:
    if _breaks(verdict) and key(verdict.occurrence.term) in waived:
        return replace(verdict, outcome="waived")
    return verdict


def _offers(texts: dict[str, _Text], located: Located) -> dict[str, Message]:
    """The human text that stood where a new draft stands, for the reviewer to draw on."""
    return {s: m for s, m in located.offers.items() if not texts[s].human}


def _entries(
    document: Document,
    drafts: Sequence[Draft],
    texts: dict[str, _Text],
    offers: dict[str, Message],
) -> Iterable[Entry]:
    seen: dict[str, int] = {}
    for segment, draft in zip(document.segments, drafts, strict=True):
        text, offer = texts[segment.source], offers.get(segment.source)
        seen[segment.source] = number = seen.get(segment.source, 0) + 1
        digest = hashlib.sha256(segment.source.encode()).hexdigest()[:12]
        offered = (f"in this place before: {offer.source} = {offer.target}",) if offer else ()
        yield Entry(
            id=digest if number == 1 else f"{digest}-{number}",
            segment=segment,
            target=text.target,
            state=text.state,
            score=None if text.human else draft.score,
            verdicts=text.verdicts,
            alternatives=draft.alternatives,
            notes=() if text.human else (*draft.notes, *offered),
            offers=draft.offers,
            comment=text.comment,
            proposal=draft.target if text.human and draft.target != text.target else "",
            previous=text.previous,
        )


def _next(
    past: Past, texts: dict[str, _Text], offers: dict[str, Message], accepted: set[Waiver]
) -> Past:
    last = {}
    for source, text in texts.items():
        keys = {key(v.occurrence.term) for v in text.verdicts if v.occurrence.term.enforced}
        offer = offers[source].source if source in offers else ""
        last[source] = Last(text.target, text.state, text.previous, tuple(sorted(keys)), offer)
    drafts = {(source, text.target) for source, text in texts.items() if not text.human}
    return Past(
        last=last,
        written=past.written | drafts,
        approved=past.approved,
        latest=past.latest,
        declined=past.declined,
        waived=frozenset(accepted).union(*(text.waived for text in texts.values())),
    )
