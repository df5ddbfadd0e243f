"""What enforcing terms costs and brings.   python -m benchmarks.terms [-v] [PACKAGE] [PAIRS.tsv]

Held-out pairs are translated under a glossary of synonyms that the model never says, in four ways,
in one run on one package:

    baseline      the model as it is; against the plain references this is its own level
    replacement   what the model says for the base form alone, found and replaced as it stands
    prefix        the term forced by a target prefix where the model attended to it
    product       what Glosswerk does

Counted are terms honoured (strictly, as `pipeline.glossary.verifying` does), BLEU and chrF against
references with the synonyms put in, and the time as a ratio to the baseline. Then what the glossary
that ships costs in a run over all the recipe's sentences, its renderings being known. With -v, a
few sentences of each step follow.
"""

from __future__ import annotations

import csv
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import sacrebleu

from pipeline.drafting import fitting, forcing
from pipeline.drafting.edits import Edit, apply
from pipeline.drafting.enforcing import Enforced, Enforcer
from pipeline.drafting.fitting import Place
from pipeline.drafting.renderings import Renderings
from pipeline.engine.choosing import SAMPLE
from pipeline.engine.hypothesis import Hypothesis, Job
from pipeline.engine.local import LocalDecoder
from pipeline.engine.package import open_package
from pipeline.glossary.loading import load
from pipeline.glossary.matching import Matcher
from pipeline.glossary.term import Occurrence, Term
from pipeline.glossary.verifying import places, verify

HERE = Path(__file__).parent
DATA = HERE.parent / "recipes" / "sample_model" / "data"
PAIRS = DATA / "held_out.tsv"
SHIPPED = HERE.parent / "glossary"
EXAMPLES = 5
Result = TypeVar("Result")
Answers = dict[Job, tuple[Hypothesis, ...]]


@dataclass(frozen=True)
class Sentence:
    """A source with its occurrences, and its reference as it is and with the synonyms put in."""

    source: str
    occurrences: tuple[Occurrence, ...]
    plain: str
    reference: str


class Forgetful:
    """A store that remembers nothing, so that learning is part of the time measured apart."""

    def renderings(self, package: str, forms: object) -> dict[str, list[str]]:
        return {}

    def keep_renderings(self, package: str, renderings: object) -> None:
        pass


def read_glossary() -> tuple[list[Term], dict[str, str]]:
    """The synonyms as terms, and what the references usually say for each source."""
    with (HERE / "synonyms.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    terms = [Term(row["source"], (row["synonym"],)) for row in rows]
    return terms, {row["source"]: row["usual"] for row in rows}


def read_sentences(file: Path, terms: Sequence[Term], usual: dict[str, str]) -> list[Sentence]:
    """Pairs; an occurrence counts where the reference has the usual word to put the synonym for."""
    matcher = Matcher(terms)
    found = []
    for line in file.read_text(encoding="utf-8").splitlines():
        source, plain = line.split("\t")
        edits: list[Edit] = []
        kept: list[Occurrence] = []
        for one in matcher.find(source):
            taken = [(edit.start, edit.end) for edit in edits]
            spans = places(usual[one.term.source], plain)
            free = [s for s in spans if all(s[1] <= a or b <= s[0] for a, b in taken)]
            if free:
                place = Place(*free[0], usual[one.term.source])
                edits += fitting.fit(one, place, plain, taken)
                kept.append(one)
        found.append(Sentence(source, tuple(kept), plain, apply(plain, edits)[0]))
    return found


def baseline(answers: Answers, sentences: Sequence[Sentence]) -> list[str]:
    return [answers[Job(s.source)][0].text for s in sentences]


def replacement(
    answers: Answers, sentences: Sequence[Sentence], decoder: LocalDecoder
) -> list[str]:
    """The model's best word for each base form, replaced by the term as it stands."""
    words = {one.term.source for s in sentences for one in s.occurrences}
    alone = decoder.decode([Job(word) for word in words])
    texts = []
    for sentence in sentences:
        text = answers[Job(sentence.source)][0].text
        for one in sentence.occurrences:
            said = alone[Job(one.term.source)][0].text.strip(" .").removeprefix("the ")
            text = text.replace(said, one.term.preferred, 1) if said else text
        texts.append(text)
    return texts


def prefix(answers: Answers, sentences: Sequence[Sentence], decoder: LocalDecoder) -> list[str]:
    """Each term forced in turn where the model attended to it most."""
    texts = baseline(answers, sentences)
    for round_ in range(max(len(s.occurrences) for s in sentences)):
        jobs = {}
        for number, sentence in enumerate(sentences):
            if round_ < len(sentence.occurrences):
                one, best = sentence.occurrences[round_], answers[Job(sentence.source)][0]
                looks = best.attending(one.start, one.end) if round_ == 0 else []
                tried = forcing.jobs(sentence.source, texts[number], looks, one, decoder.tokens)
                if tried:
                    jobs[number] = tried[0]
        forced = decoder.decode(jobs.values())
        for number, job in jobs.items():
            texts[number] = forced[job][0].text
    return texts


def honoured(texts: Sequence[str], sentences: Sequence[Sentence]) -> tuple[int, int]:
    verdicts = [
        verdict
        for text, sentence in zip(texts, sentences, strict=True)
        for verdict in verify(sentence.occurrences, text)
    ]
    return sum(verdict.outcome == "honoured" for verdict in verdicts), len(verdicts)


def timed(what: Callable[[], Result]) -> tuple[Result, float]:
    start = time.perf_counter()
    return what(), time.perf_counter() - start


def enforced(
    decoder: LocalDecoder, found: Sequence[tuple[str, tuple[Occurrence, ...]]]
) -> tuple[Answers, list[Enforced], float, float, float]:
    """Answers and results; seconds of decoding, of learning renderings, of enforcing with them."""
    jobs = [Job(source) for source, _ in found]
    decoder.decode(jobs[:8])  # warm
    start = time.perf_counter()
    answers: Answers = dict(decoder.decode(jobs))
    decoding = time.perf_counter() - start
    enforcer = Enforcer(decoder, Renderings(decoder, Forgetful(), "benchmark"))
    items = [(source, answers[Job(source)], occurrences) for source, occurrences in found]
    _, first = timed(lambda: enforcer.enforce(items))
    results, again = timed(lambda: enforcer.enforce(items))
    return answers, results, decoding, max(0.0, first - again), again


def counted(results: Sequence[Enforced]) -> dict[str, int]:
    """How many occurrences each step settled."""
    return dict(Counter(v.step or v.outcome for result in results for v in result.verdicts))


def show(sentences: Sequence[Sentence], answers: Answers, results: Sequence[Enforced]) -> None:
    """A few sentences of each step: source, what the model said, what came of it."""
    by_step: defaultdict[str, list[str]] = defaultdict(list)
    for sentence, result in zip(sentences, results, strict=True):
        said = answers[Job(sentence.source)][0].text
        for verdict in result.verdicts:
            term = f"{verdict.occurrence.text} = {verdict.occurrence.term.preferred}"
            lines = "\n  ".join((term, sentence.source, said, result.text))
            by_step[verdict.step or verdict.outcome].append(lines)
    for step, examples in sorted(by_step.items()):
        print(f"\n{step} ({len(examples)})")
        for example in examples[:: max(1, len(examples) // EXAMPLES)][:EXAMPLES]:
            print("-", example)


def speed(decoder: LocalDecoder) -> None:
    """What enforcing the shipped glossary costs in a run over all sentences of the recipe."""
    glossary = load([SHIPPED], HERE.parent)
    matcher = Matcher(glossary.terms)
    lines = [
        line.split("\t")[0]
        for file in sorted(DATA.glob("*.tsv"))
        for line in file.read_text(encoding="utf-8").splitlines()
    ]
    found = [(source, tuple(matcher.find(source))) for source in dict.fromkeys(lines)]
    _, results, decoding, learning, enforcing = enforced(decoder, found)
    print(
        f"\nglossary of {len(glossary.terms)} entries, {len(found)} sentences:"
        f" enforcing {enforcing / decoding:.1%} of decoding, renderings known"
        f" (learning them once: {learning / decoding:.1%}); {counted(results)}"
    )


def main(package: Path, file: Path, verbose: bool) -> None:
    terms, usual = read_glossary()
    sentences = read_sentences(file, terms, usual)
    decoder = LocalDecoder(open_package(package))
    answers, results, decoding, learning, enforcing = enforced(
        decoder, [(s.source, s.occurrences) for s in sentences]
    )
    ways: dict[str, Callable[[], list[str]]] = {
        "baseline": lambda: baseline(answers, sentences),
        "replacement": lambda: replacement(answers, sentences, decoder),
        "prefix": lambda: prefix(answers, sentences, decoder),
        "product": lambda: [result.text for result in results],
    }
    bleu, chrf = sacrebleu.BLEU(), sacrebleu.CHRF()
    terms_used = len({one.term.source for s in sentences for one in s.occurrences})
    print(f"{len(sentences)} sentences, {terms_used} synonyms, package {package.name}")
    plain = [[s.plain for s in sentences]]
    level = baseline(answers, sentences)
    own_bleu, own_chrf = (m.corpus_score(level, plain).score for m in (bleu, chrf))
    print(f"the model's own level on plain references: BLEU {own_bleu:.1f} chrF {own_chrf:.1f}")
    print("| way | terms honoured | BLEU | chrF | time |\n|---|---|---|---|---|")
    references = [[s.reference for s in sentences]]
    for name, way in ways.items():
        texts, seconds = timed(way)
        hits, all_ = honoured(texts, sentences)
        print(
            f"| {name} | {hits} of {all_} ({hits / all_:.1%})"
            f" | {bleu.corpus_score(texts, references).score:.1f}"
            f" | {chrf.corpus_score(texts, references).score:.1f}"
            f" | {1 + (enforcing if name == 'product' else seconds) / decoding:.2f} |"
        )
    print(
        f"steps: {counted(results)};"
        f" learning renderings once: {learning / decoding:.2f} of a decoding"
    )
    print(bleu.get_signature(), chrf.get_signature(), sep="\n")
    speed(decoder)
    if verbose:
        show(sentences, answers, results)


if __name__ == "__main__":
    given = [Path(argument) for argument in sys.argv[1:] if argument != "-v"]
    main(given[0] if given else SAMPLE, given[1] if len(given) > 1 else PAIRS, "-v" in sys.argv[1:])
