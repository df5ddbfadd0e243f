"""Getting the agreed English into a hypothesis, at no cost to the rest of the sentence.

In this order, until every occurrence is honoured: the hypothesis says it already; what the model
says for the term (its *renderings*) is found and replaced; another hypothesis of the beam has it;
the sentence is said anew with the term as a prefix; the words that attended to the term are
replaced. What is left is *missed*: a term is never put where it does not belong.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.drafting import fitting, forcing
from pipeline.drafting.edits import Edit, apply
from pipeline.drafting.placing import ELLIPSIS, TRUSTED, Choice, assign, attended, closed, rendered
from pipeline.drafting.renderings import Renderings
from pipeline.engine.hypothesis import Decoder, Hypothesis, Job
from pipeline.glossary.lemma import clean
from pipeline.glossary.term import Occurrence, Step, Verdict
from pipeline.glossary.verifying import places, verify

Item = tuple[str, Sequence[Hypothesis], Sequence[Occurrence]]
Finder = Callable[[Occurrence, Hypothesis], "list[Choice]"]
# A sentence is said anew so many times at most, with one term more each time.
ROUNDS = 3


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

    @property
    def outside(self) -> str:
        """The text without the terms in it."""
        edits = [Edit(v.start, v.end, "") for v in self.verdicts if v.outcome == "honoured"]
        return apply(self.text, edits)[0].strip()

    @property
    def occurrences(self) -> list[Occurrence]:
        """What was looked for."""
        return [verdict.occurrence for verdict in self.verdicts]

    def steps(self, otherwise: Step) -> list[Step]:
        """What each occurrence owes its term to, if it comes to be honoured only now too."""
        return [verdict.step or otherwise for verdict in self.verdicts]


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
            results[number] = self._replaced(items[number][1], results[number])
        todo = _unsettled(results)
        for _ in range(ROUNDS):
            todo = self._force(todo, items, results)
        for number in _unsettled(results):
            results[number] = self._looked_at(items[number][1], results[number])
        return results

    def _learn(self, results: Sequence[Enforced]) -> None:
        """Learn what the package says for the terms of sentences that lack one.

        For all their terms, so that no sentence profits from what only another one asked.
        """
        self._renderings.learn(
            form
            for result in results
            if result.missing
            for occurrence in result.occurrences
            if occurrence.term.enforced
            for form in (*forms_to_ask(occurrence), *_compounds(occurrence))
        )

    def _replaced(self, hypotheses: Sequence[Hypothesis], best: Enforced) -> Enforced:
        """Renderings replaced in the best hypothesis, or in the next that leaves fewer missing."""
        first = best
        replaced = place_terms(first, self._rendered, "rendering")
        for result in itertools.chain([replaced], self._others(hypotheses[1:], first)):
            if result.missing < best.missing:
                best = result
            if not best.missing:
                break
        return best

    def _looked_at(self, hypotheses: Sequence[Hypothesis], best: Enforced) -> Enforced:
        """Attended words replaced in what there is, or in the next hypothesis that has some."""
        first = best
        for start in (first, *self._others(hypotheses[1:], first)):
            result = place_terms(start, self._attended, "attention")
            if result.missing < best.missing:
                best = result
            if not best.missing:
                break
        return best

    def _others(self, hypotheses: Iterable[Hypothesis], first: Enforced) -> Iterator[Enforced]:
        """Other hypotheses that are much the same sentence, renderings replaced."""
        for hypothesis in hypotheses:
            start = _instead(hypothesis, first, "hypothesis")
            if forcing.acceptable(first.outside, start.outside):
                yield place_terms(start, self._rendered, "rendering")

    def _force(
        self, todo: Sequence[int], items: Sequence[Item], results: list[Enforced]
    ) -> list[int]:
        """Decode again with a term as a prefix; which of `todo` got on and still lack a term."""
        tried = {number: self._jobs(items[number][0], results[number]) for number in todo}
        answers = self._decoder.decode(job for jobs in tried.values() for job in jobs)
        left = []
        for number, jobs in tried.items():
            before = results[number]
            said = (hypothesis for job in jobs for hypothesis in answers[job])
            results[number] = self._best_of(said, before)
            if 0 < results[number].missing < before.missing:
                left.append(number)
        return left

    def _jobs(self, source: str, result: Enforced) -> list[Job]:
        jobs = []
        for one in (v.occurrence for v in result.verdicts if not settled(v)):
            if not self._belongs(one):
                continue
            attending = result.hypothesis.attending(one.start, one.end)
            looks = [(result.moved(start), result.moved(end)) for start, end in attending]
            jobs += forcing.jobs(source, result.text, looks, one, self._decoder.tokens)
        return jobs

    def _best_of(self, hypotheses: Iterable[Hypothesis], before: Enforced) -> Enforced:
        """The likeliest that lacks fewest terms and is still the same sentence, else `before`."""
        best, least = before, (before.missing, 0.0)
        own = [word for v in before.verdicts if not settled(v) for word in self._own(v.occurrence)]
        for hypothesis in hypotheses:
            start = _instead(hypothesis, before, "prefix")
            if not forcing.acceptable(before.outside, start.outside):
                continue
            if any(forcing.twice(before.text, hypothesis.text, word) for word in own):
                continue
            result = place_terms(start, self._rendered, "rendering")
            closeness = forcing.similarity(before.outside, result.outside)
            cost = result.missing, -closeness - hypothesis.score
            if result.missing < before.missing and cost < least:
                best, least = result, cost
        return best

    def _rendered(self, occurrence: Occurrence, hypothesis: Hypothesis) -> list[Choice]:
        trusted = TRUSTED + len(occurrence.term.forbidden) if self._belongs(occurrence) else 1
        return rendered(occurrence, hypothesis, self._said(occurrence), trusted)

    def _attended(self, occurrence: Occurrence, hypothesis: Hypothesis) -> list[Choice]:
        return attended(occurrence, hypothesis) if self._belongs(occurrence) else []

    def _belongs(self, occurrence: Occurrence) -> bool:
        """Whether English has a word for the term here, though it has not been found.

        It need not in a closed compound: „Hafen“ is a port, but „Flughafen“ an airport. It has
        where the package, asked for the compound, says a rendering of the term among its words.
        """
        compounds = _compounds(occurrence)
        wanted = (*occurrence.term.targets, *self._said(occurrence))
        return not compounds or any(
            places(rendering, whole)
            for compound in compounds
            for whole in self._renderings.of(compound)
            for rendering in wanted
        )

    def _own(self, occurrence: Occurrence) -> list[str]:
        """What the package would say first of all for a term."""
        return self._renderings.of(occurrence.term.source)[:1]

    def _said(self, occurrence: Occurrence) -> list[str]:
        """What may stand for a term: what is forbidden, what the package says, and the German."""
        forms = forms_to_ask(occurrence)
        learnt = [self._renderings.of(form) for form in forms]
        said = [form for some in itertools.zip_longest(*learnt) for form in some if form]
        term = occurrence.term
        written = term.targets if term.case == "exact" or ELLIPSIS.search(occurrence.text) else ()
        return list(dict.fromkeys((*term.forbidden, *written, *said, *forms)))


def _unsettled(results: Sequence[Enforced]) -> list[int]:
    """The numbers of the results that still lack a term."""
    return [number for number, result in enumerate(results) if result.missing]


def as_is(hypothesis: Hypothesis, occurrences: Sequence[Occurrence]) -> Enforced:
    """A hypothesis as the model said it."""
    return _enforced(hypothesis, (), occurrences, itertools.repeat("model"))


def _instead(hypothesis: Hypothesis, before: Enforced, step: Step) -> Enforced:
    """Another hypothesis; what it honours that was not before is owed to `step`."""
    return _enforced(hypothesis, (), before.occurrences, before.steps(step))


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
    """The German forms whose renderings may stand for an occurrence: base and inflected.

    „Ost- und Südflanke“ is not asked for: its rendering holds more than the term.
    """
    source = occurrence.term.source
    text = " ".join(occurrence.text.replace("\xad", "").split())
    if ELLIPSIS.search(text):
        return [source]
    if text.isupper() and not source.isupper():
        text = " ".join(word.capitalize() for word in text.split())
    surface = text[:1].upper() + text[1:] if source[:1].isupper() else text[:1].lower() + text[1:]
    return list(dict.fromkeys((source, surface)))


def _compounds(occurrence: Occurrence) -> list[str]:
    """The closed compound that the term is a part of, if it is: „Flughafen“."""
    return [clean(occurrence.token)] if closed(occurrence) else []


def place_terms(start: Enforced, finder: Finder, step: Step) -> Enforced:
    """`start` with the terms that it lacks where `finder` finds their places."""
    lacking = [v.occurrence for v in start.verdicts if not settled(v)]
    if not lacking:
        return start
    hypothesis = start.hypothesis
    said = verify(start.occurrences, hypothesis.text) if start.edits else start.verdicts
    taken = [(v.start, v.end) for v in said if v.outcome == "honoured"]
    taken += [(edit.start, edit.end) for edit in start.edits]
    given = assign([finder(occurrence, hypothesis) for occurrence in lacking], taken)
    if not given:
        return start
    edits = list(start.edits)
    taken += [(place.start, place.end) for place in given.values()]
    for number, place in given.items():
        taken.remove((place.start, place.end))
        fitted = fitting.fit(lacking[number], place, hypothesis.text, taken)
        taken += [(edit.start, edit.end) for edit in fitted]
        edits += fitted
    return _enforced(hypothesis, tuple(edits), start.occurrences, start.steps(step))
