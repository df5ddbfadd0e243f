"""Getting the agreed English into a hypothesis, at no cost to the rest of the sentence.

In this order, until every occurrence is honoured: the hypothesis says it already; what the model
says for the term (its *renderings*) is found and replaced; another hypothesis of the beam has it;
the words that attended to the term are replaced. What is left is *missed*: a term is never put
where it does not belong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.engine.edits import Edit, apply
from pipeline.engine.hypothesis import Hypothesis, Span
from pipeline.glossary import fitting
from pipeline.glossary.renderings import EMPTY, Renderings
from pipeline.glossary.term import Occurrence, Step, Verdict
from pipeline.glossary.verifying import places, verify, words

Item = tuple[str, Sequence[Hypothesis], Sequence[Occurrence]]
Finder = Callable[[Occurrence, Hypothesis, Sequence[Span]], "Place | None"]


@dataclass(frozen=True, slots=True)
class Place:
    """Code points of a hypothesis where a term belongs, and the rendering that stands there."""

    start: int
    end: int
    rendering: str


@dataclass(frozen=True, slots=True)
class Enforced:
    """A sentence with its terms.

    `moved` maps code points of `hypothesis.text`, the hypothesis that was taken, to `text`.
    """

    text: str
    verdicts: tuple[Verdict, ...]
    hypothesis: Hypothesis
    moved: Callable[[int], int]

    @property
    def missing(self) -> int:
        """How many occurrences that must be honoured are not."""
        return sum(not settled(verdict) for verdict in self.verdicts)


def settled(verdict: Verdict) -> bool:
    """Whether nothing is left to do for an occurrence."""
    return verdict.outcome == "honoured" or not verdict.occurrence.term.enforced


class Enforcer:
    """Enforces terms in what one package says."""

    def __init__(self, renderings: Renderings) -> None:
        self._renderings = renderings

    def enforce(self, items: Sequence[Item]) -> list[Enforced]:
        """One result for each (source, hypotheses, occurrences).

        The renderings that are needed and not known are learnt for all items in one decoding.
        """
        plain = [as_is(hypotheses[0], occurrences) for _, hypotheses, occurrences in items]
        self._renderings.learn(
            form
            for result in plain
            for verdict in result.verdicts
            if not settled(verdict)
            for form in forms_to_ask(verdict.occurrence)
        )
        return [
            self._settle(hypotheses, occurrences, result) if result.missing else result
            for (_, hypotheses, occurrences), result in zip(items, plain, strict=True)
        ]

    def _settle(
        self, hypotheses: Sequence[Hypothesis], occurrences: Sequence[Occurrence], best: Enforced
    ) -> Enforced:
        for finder in (self._rendered, _attended):
            for rank, hypothesis in enumerate(hypotheses):
                start = best if rank == 0 else as_is(hypothesis, occurrences, "hypothesis")
                step: Step = "rendering" if finder == self._rendered else "attention"
                result = place_terms(start, finder, step)
                if result.missing < best.missing:
                    best = result
                if not best.missing:
                    return best
        return best

    def _rendered(
        self, occurrence: Occurrence, hypothesis: Hypothesis, taken: Sequence[Span]
    ) -> Place | None:
        """Where the hypothesis says what the package says for this term.

        Of several such places, the one that attends to the term; then the likelier rendering;
        then the longer one. The word left of an attending one counts too: attention is often late.
        """
        looks = _looking(hypothesis, occurrence)
        said = [*occurrence.term.forbidden]
        for form in forms_to_ask(occurrence):
            said += self._renderings.of(form)
        found = [
            (-_overlap(span, looks), rank, span[0] - span[1], span[0], rendering, span)
            for rank, rendering in enumerate(dict.fromkeys(said))
            for span in places(rendering, hypothesis.text)
            if _free(span, taken)
        ]
        if not found:
            return None
        *_, rendering, (start, end) = min(found)
        return Place(start, end, rendering)


def as_is(
    hypothesis: Hypothesis, occurrences: Sequence[Occurrence], step: Step = "model"
) -> Enforced:
    """A hypothesis as the model said it."""
    verdicts = tuple(
        replace(verdict, step=step if verdict.outcome == "honoured" else "")
        for verdict in verify(occurrences, hypothesis.text)
    )
    return Enforced(hypothesis.text, verdicts, hypothesis, lambda offset: offset)


def forms_to_ask(occurrence: Occurrence) -> list[str]:
    """The German forms whose renderings may stand for an occurrence: base form, form in the text."""
    text = " ".join(occurrence.text.replace("\xad", "").split())
    surface = text[:1].upper() + text[1:] if occurrence.term.source[:1].isupper() else text
    return list(dict.fromkeys((occurrence.term.source, surface)))


def place_terms(start: Enforced, finder: Finder, step: Step) -> Enforced:
    """`start` with the terms that it lacks where `finder` finds their places."""
    hypothesis = start.hypothesis
    taken = [(v.start, v.end) for v in start.verdicts if v.outcome == "honoured"]
    edits: list[Edit] = []
    placed: set[int] = set()
    for number, verdict in enumerate(start.verdicts):
        if settled(verdict):
            continue
        place = finder(verdict.occurrence, hypothesis, taken)
        if place:
            edits.append(fitting.fit(verdict.occurrence, place.start, place.end, place.rendering, hypothesis.text))
            taken.append((edits[-1].start, edits[-1].end))
            placed.add(number)
    text, moved = apply(hypothesis.text, edits)
    occurrences = [verdict.occurrence for verdict in start.verdicts]
    return Enforced(text, tuple(_steps(start, verify(occurrences, text), step)), hypothesis, moved)


def _steps(start: Enforced, verdicts: Iterable[Verdict], step: Step) -> Iterator[Verdict]:
    for before, now in zip(start.verdicts, verdicts, strict=True):
        yield replace(now, step=(before.step or step) if now.outcome == "honoured" else "")


def _attended(
    occurrence: Occurrence, hypothesis: Hypothesis, taken: Sequence[Span]
) -> Place | None:
    """The words that attended to the term, where they are free, few and in one piece."""
    looks = _looking(hypothesis, occurrence)
    said = words(hypothesis.text)
    found = [
        number
        for number, word in enumerate(said)
        if _overlap((word.start, word.end), looks) and word.text.casefold() not in EMPTY
    ]
    if not found or len(found) > len(occurrence.text.split()) + 2:
        return None
    start, end = said[found[0]].start, said[found[-1]].end
    if found != list(range(found[0], found[-1] + 1)) or not _free((start, end), taken):
        return None
    return Place(start, end, hypothesis.text[start:end])


def _looking(hypothesis: Hypothesis, occurrence: Occurrence) -> list[Span]:
    return hypothesis.attending(occurrence.start, occurrence.end)


def _overlap(span: Span, spans: Iterable[Span]) -> int:
    return sum(start < span[1] and span[0] < end for start, end in spans)


def _free(span: Span, taken: Iterable[Span]) -> bool:
    return not _overlap(span, taken)
