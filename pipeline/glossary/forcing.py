"""Saying a sentence anew with a term in it: the last resort before single words are replaced.

The English up to the place of the term is given to the decoder as a target prefix, the term after
it, and the model goes on from there. Constrained search would be more exact, but CTranslate2 has
none (https://github.com/OpenNMT/CTranslate2/issues/739).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from pipeline.engine.hypothesis import Hypothesis, Job
from pipeline.glossary.fitting import SENTENCE_START
from pipeline.glossary.term import Occurrence
from pipeline.glossary.verifying import verify, words

PLACES = 3
# A sentence that has less in common with what the model says by itself is another sentence.
CLOSE = 0.55
Tokens = Callable[[str], tuple[str, ...]]


def jobs(
    source: str, text: str, hypothesis: Hypothesis, one: Occurrence, tokens: Tokens
) -> list[Job]:
    """The decodings to try: `text` up to a likely place of the term, then the term."""
    term = one.term
    said = term.source if term.mode == "keep" else term.preferred
    prefixes = (
        text[:start]
        + (said[:1].upper() + said[1:] if SENTENCE_START.search(text[:start]) else said)
        for start in _starts(text, hypothesis, one, source)
    )
    return [Job(source, prefix=tokens(prefix)) for prefix in dict.fromkeys(prefixes)]


def _starts(text: str, hypothesis: Hypothesis, one: Occurrence, source: str) -> list[int]:
    """Where words begin that the term may belong before, likeliest first.

    Words that attended to the term come first, then those at its share of the sentence.
    """
    looks = hypothesis.attending(one.start, one.end) if text == hypothesis.text else []
    share = one.start / max(1, len(source)) * len(text)

    def rank(word: tuple[int, int]) -> tuple[int, float]:
        start, end = word
        return -sum(a < end and start < b for a, b in looks), abs(start - share)

    spans = [(word.start, word.end) for word in words(text)]
    return [start for start, _ in sorted(spans, key=rank)[:PLACES]]


def best(
    text: str,
    occurrences: Sequence[Occurrence],
    tried: Sequence[Job],
    answers: Mapping[Job, Sequence[Hypothesis]],
) -> Hypothesis | None:
    """The likeliest answer that honours most terms and is still the same sentence, if any."""
    found = [
        (missing, -closeness - hypothesis.score, number, hypothesis)
        for number, hypothesis in enumerate(_answers(tried, answers))
        if (closeness := similarity(text, hypothesis.text)) >= CLOSE
        for missing in [_missing(occurrences, hypothesis.text)]
    ]
    return min(found)[-1] if found else None


def similarity(one: str, other: str) -> float:
    """How much two texts have in common, word by word, from 0 to 1."""
    return SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio()


def _answers(
    tried: Sequence[Job], answers: Mapping[Job, Sequence[Hypothesis]]
) -> Iterator[Hypothesis]:
    for job in tried:
        yield from answers[job]


def _missing(occurrences: Sequence[Occurrence], text: str) -> int:
    return sum(
        verdict.outcome != "honoured" and verdict.occurrence.term.enforced
        for verdict in verify(occurrences, text)
    )
