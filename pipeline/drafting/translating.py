"""From segments to drafts: markup out, one great decoding, terms in, markup back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.catalog.entry import Draft
from pipeline.documents import Format, Lifted, lift, restore
from pipeline.drafting.alignment import placer
from pipeline.drafting.cutting import cut
from pipeline.drafting.edits import apply
from pipeline.drafting.enforcing import Enforced, Enforcer
from pipeline.drafting.polishing import polish
from pipeline.drafting.repairing import repair
from pipeline.engine.hypothesis import Hypothesis, Job
from pipeline.engine.local import LocalDecoder, Progress
from pipeline.glossary.term import Occurrence, Verdict

Place = Callable[[int], int]


@dataclass(frozen=True, slots=True)
class Request:
    """A segment to translate: its source with markup, and the terms in its plain text."""

    source: str
    format: Format
    occurrences: tuple[Occurrence, ...] = ()


@dataclass(frozen=True, slots=True)
class _Part:
    """What goes through the model in one piece: the plain source from code point `start`."""

    start: int
    text: str
    occurrences: tuple[Occurrence, ...]


@dataclass(frozen=True, slots=True)
class _Done:
    """A part in English; `place` maps offsets in its source to offsets in `text`."""

    part: _Part
    text: str
    verdicts: tuple[Verdict, ...]
    place: Place
    hypotheses: tuple[Hypothesis, ...]


class Translator:
    """A package that translates segments under a glossary."""

    def __init__(self, decoder: LocalDecoder, enforcer: Enforcer) -> None:
        self.decoder = decoder
        self.enforcer = enforcer

    def translate(
        self, requests: Sequence[Request], progress: Progress = lambda done: None
    ) -> list[Draft]:
        """One draft for each request. Equal parts are decoded once."""
        lifted = [lift(request.source, request.format) for request in requests]
        parts = [
            self._parts(whole.text, request.occurrences)
            for whole, request in zip(lifted, requests, strict=True)
        ]
        done = iter(self._decode([part for some in parts for part in some], progress))
        return [
            _draft(whole, request, [next(done) for _ in some])
            for whole, request, some in zip(lifted, requests, parts, strict=True)
        ]

    def _parts(self, text: str, occurrences: Sequence[Occurrence]) -> list[_Part]:
        """Nothing where there is no letter; else as few pieces as the package takes."""
        if not any(letter.isalpha() for letter in text):
            return []
        spans = cut(text, lambda piece: self.decoder.length(piece) <= self.decoder.limit)
        return [
            _Part(start, text[start:end], tuple(_within(occurrences, start, end)))
            for start, end in spans
        ]

    def _decode(self, parts: Sequence[_Part], progress: Progress) -> list[_Done]:
        answers = self.decoder.decode((Job(part.text) for part in parts), progress)
        enforced = self.enforcer.enforce(
            [(part.text, answers[Job(part.text)], part.occurrences) for part in parts]
        )
        return [
            _done(part, answers[Job(part.text)], result)
            for part, result in zip(parts, enforced, strict=True)
        ]


def _within(occurrences: Sequence[Occurrence], start: int, end: int) -> list[Occurrence]:
    """The occurrences inside `start`..`end`, their offsets counted from `start`."""
    return [
        replace(
            o,
            start=o.start - start,
            end=o.end - start,
            token_start=o.token_start - start,
            token_end=o.token_end - start,
        )
        for o in occurrences
        if start <= o.start and o.end <= end
    ]


def _done(part: _Part, hypotheses: tuple[Hypothesis, ...], enforced: Enforced) -> _Done:
    repaired, to_repaired = apply(enforced.text, repair(part.text, enforced.text))
    text, to_polished = apply(repaired, polish(part.text, repaired))
    aligned = placer(part.text, enforced.hypothesis)

    def moved(offset: int) -> int:
        return to_polished(to_repaired(offset))

    verdicts = tuple(
        v if v.start < 0 else replace(v, start=moved(v.start), end=moved(v.end))
        for v in enforced.verdicts
    )
    return _Done(
        part, text, verdicts, lambda offset: moved(enforced.moved(aligned(offset))), hypotheses
    )


def _draft(lifted: Lifted, request: Request, done: list[_Done]) -> Draft:
    """The parts put together again, and the markup put back."""
    if not done:
        return Draft(target=request.source)
    plain = " ".join(part.text for part in done)
    verdicts = dict(_verdicts(done))
    missing = "longer than the package takes: translated in {} parts"
    return Draft(
        target=restore(lifted, plain, _place(done)),
        score=sum(part.hypotheses[0].score for part in done) / len(done),
        verdicts=tuple(
            replace(verdicts.get(o.start, Verdict(o, "missed")), occurrence=o)
            for o in request.occurrences
        ),
        alternatives=tuple(h.text for h in done[0].hypotheses[1:]) if len(done) == 1 else (),
        notes=() if len(done) == 1 else (missing.format(len(done)),),
    )


def _verdicts(done: Sequence[_Done]) -> Iterator[tuple[int, Verdict]]:
    """The verdicts of all parts by where their occurrences start, in the whole texts' offsets."""
    at = 0
    for part in done:
        for verdict in part.verdicts:
            start = part.part.start + verdict.occurrence.start
            yield start, verdict if verdict.start < 0 else _shifted(verdict, at)
        at += len(part.text) + 1


def _shifted(verdict: Verdict, by: int) -> Verdict:
    return replace(verdict, start=verdict.start + by, end=verdict.end + by)


def _place(done: Sequence[_Done]) -> Place:
    """Maps offsets in the whole plain source to offsets in the whole plain target."""

    def place(offset: int) -> int:
        at = 0
        for part, after in zip(done, [*done[1:], None], strict=True):
            if after is None or offset < after.part.start:
                return at + part.place(min(offset - part.part.start, len(part.part.text)))
            at += len(part.text) + 1
        return at

    return place
