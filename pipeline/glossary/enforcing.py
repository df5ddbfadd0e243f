"""Getting the agreed English into a hypothesis, at no cost to the rest of the sentence.

In this order, until every occurrence is honoured: the hypothesis says it already; what the model
says for the term (its *renderings*) is found and replaced; another hypothesis of the beam has it;
the sentence is said anew with the term as a prefix; the words that attended to the term are
replaced. What is left is *missed*: a term is never put where it does not belong.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from pipeline.engine.edits import Edit, apply
from pipeline.engine.hypothesis import Decoder, Hypothesis, Span
from pipeline.glossary import fitting, forcing
from pipeline.glossary.fitting import Place
from pipeline.glossary.renderings import EMPTY, Renderings
from pipeline.glossary.term import Occurrence, Step, Verdict
from pipeline.glossary.verifying import places, verify, words

Item = tuple[str, Sequence[Hypothesis], Sequence[Occurrence]]
Finder = Callable[[Occurrence, Hypothesis, Sequence[Span]], "Place | None"]


@dataclass(frozen=True, slots=True)
class Enforced:
    """A sentence with its terms.

    `text` is the hypothesis that was taken, with `edits` (in its code points) made; `moved` maps
    code points of the hypothesis to `text`.
    """

    hypothesis: Hypothesis
    edits: tuple[Edit, ...]
    text: str
    moved: Callable[[int], int]
    verdicts: tuple[Verdict, ...]

    @property
    def missing(self) -> int:
        """How many occurrences that must be honoured are not."""
        return sum(not settled(verdict) for verdict in self.verdicts)


def settled(verdict: Verdict) -> bool:
    """Whether nothing is left to do for an occurrence."""
    return verdict.outcome == "honoured" or not verdict.occurrence.term.enforced


class Enforcer:
    """Enforces terms in what one package says."""

    def __init__(self, decoder: Decoder, renderings: Renderings) -> None:
        self._decoder = decoder
        self._renderings = renderings

    def enforce(self, items: Sequence[Item]) -> list[Enforced]:
        """One result for each (source, hypotheses, occurrences).

        What has to be decoded again, for all items together, is decoded at once.
        """
        results = [as_is(hypotheses[0], occurrences) for _, hypotheses, occurrences in items]
        self._learn(results)
        for number in _unsettled(results):
            _, hypotheses, occurrences = items[number]
            results[number] = self._replaced(hypotheses, occurrences, results[number])
        self._force(items, results)
        for number in _unsettled(results):
            results[number] = place_terms(results[number], _attended, "attention")
        return results

    def _learn(self, results: Sequence[Enforced]) -> None:
        """Learn what the package says for the terms that it did not say as agreed."""
        self._renderings.learn(
            form
            for result in results
            for verdict in result.verdicts
            if not settled(verdict)
            for form in forms_to_ask(verdict.occurrence)
        )

    def _replaced(
        self, hypotheses: Sequence[Hypothesis], occurrences: Sequence[Occurrence], best: Enforced
    ) -> Enforced:
        """Renderings replaced in the best hypothesis, or in the next that leaves fewer missing."""
        for rank, hypothesis in enumerate(hypotheses):
            start = best if rank == 0 else as_is(hypothesis, occurrences, "hypothesis")
            result = place_terms(start, self._rendered, "rendering")
            if result.missing < best.missing:
                best = result
            if not best.missing:
                break
        return best

    def _force(self, items: Sequence[Item], results: list[Enforced]) -> None:
        """Decode again with the term as a prefix, in place; one term of each sentence at a time."""
        tried = {
            number: forcing.jobs(
                items[number][0],
                results[number].text,
                results[number].hypothesis,
                next(v.occurrence for v in results[number].verdicts if not settled(v)),
                self._decoder.tokens,
            )
            for number in _unsettled(results)
        }
        answers = self._decoder.decode(job for jobs in tried.values() for job in jobs)
        for number, jobs in tried.items():
            best, occurrences = results[number], items[number][2]
            hypothesis = forcing.best(best.text, occurrences, jobs, answers)
            if hypothesis:
                forced = as_is(hypothesis, occurrences, "prefix")
                if forced.missing < best.missing:
                    results[number] = forced

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


def _unsettled(results: Sequence[Enforced]) -> list[int]:
    """The numbers of the results that still lack a term."""
    return [number for number, result in enumerate(results) if result.missing]


def as_is(
    hypothesis: Hypothesis, occurrences: Sequence[Occurrence], step: Step = "model"
) -> Enforced:
    """A hypothesis as the model said it."""
    return _enforced(hypothesis, (), occurrences, itertools.repeat(step))


def _enforced(
    hypothesis: Hypothesis,
    edits: tuple[Edit, ...],
    occurrences: Sequence[Occurrence],
    steps: Iterable[Step],
) -> Enforced:
    """The hypothesis with edits; `steps` are what occurrences owe their terms to, if honoured."""
    text, moved = apply(hypothesis.text, edits)
    verdicts = tuple(
        replace(verdict, step=step if verdict.outcome == "honoured" else "")
        for verdict, step in zip(verify(occurrences, text), steps, strict=False)
    )
    return Enforced(hypothesis, edits, text, moved, verdicts)


def forms_to_ask(occurrence: Occurrence) -> list[str]:
    """The German forms whose renderings may stand for an occurrence: base and inflected."""
    text = " ".join(occurrence.text.replace("\xad", "").split())
    surface = text[:1].upper() + text[1:] if occurrence.term.source[:1].isupper() else text
    return list(dict.fromkeys((occurrence.term.source, surface)))


def place_terms(start: Enforced, finder: Finder, step: Step) -> Enforced:
    """`start` with the terms that it lacks where `finder` finds their places."""
    hypothesis = start.hypothesis
    occurrences = [verdict.occurrence for verdict in start.verdicts]
    said = verify(occurrences, hypothesis.text)
    taken = [(v.start, v.end) for v in said if v.outcome == "honoured"]
    taken += [(edit.start, edit.end) for edit in start.edits]
    edits = list(start.edits)
    for verdict in start.verdicts:
        place = None if settled(verdict) else finder(verdict.occurrence, hypothesis, taken)
        if place:
            edits.append(fitting.fit(verdict.occurrence, place, hypothesis.text))
            taken.append((edits[-1].start, edits[-1].end))
    steps: list[Step] = [verdict.step or step for verdict in start.verdicts]
    return _enforced(hypothesis, tuple(edits), occurrences, steps)


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
