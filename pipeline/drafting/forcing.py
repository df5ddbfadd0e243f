"""Saying a sentence anew with a term in it: the last resort before single words are replaced.

The English up to the place of the term is given to the decoder as a target prefix, the term after
it, and the model goes on from there. Constrained search would be more exact, but CTranslate2 has
none (https://github.com/OpenNMT/CTranslate2/issues/739).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher

from pipeline.drafting import agreement
from pipeline.drafting.fitting import ARTICLE, SENTENCE_START, opened, shouted
from pipeline.engine.hypothesis import Job, Span
from pipeline.glossary import english
from pipeline.glossary.term import Occurrence
from pipeline.glossary.verifying import is_verb, places, words

PLACES = 2
# A sentence that has less in common with what the model says by itself is another sentence.
CLOSE = 0.55
STUTTER = re.compile(r"\b(\w+(?: \w+)?) \1\b", re.IGNORECASE)
# After these, a word goes on: a term cannot begin there.
JOINING = frozenset(".,:-–/'’@&")
FIGURES = re.compile(r"\d+(?:[.,]\d+)*")
Tokens = Callable[[str], tuple[str, ...]]


def jobs(
    source: str,
    text: str,
    looks: Sequence[Span],
    one: Occurrence,
    tokens: Tokens,
) -> list[Job]:
    """The decodings to try: `text` up to a likely place of the term, then the term.

    `looks` is where in `text` the model attended to the term. Where the German is inflected, both
    numbers are tried, and the likelier sentence tells.
    """
    prefixes = (
        _opening(text[:start], form)
        for start in _starts(text, looks, one, source)
        for form in _forms(one)
    )
    return [Job(source, prefix=tokens(prefix)) for prefix in dict.fromkeys(prefixes)]


def _forms(one: Occurrence) -> list[str]:
    term = one.term
    inflected = one.text.casefold() != term.source.casefold()
    if term.mode == "keep" or not inflected or is_verb(term):
        return [term.preferred.removeprefix("to ")]
    return list(dict.fromkeys((term.preferred, agreement.plural(term))))


def _opening(before: str, said: str) -> str:
    """The English up to a term and the term, its article and capital put right."""
    article = ARTICLE.search(before)
    if article and not english.is_plural(said) and article[1].islower():
        before = before[: article.start()] + english.article(said) + before[article.end(1) :]
    if shouted(before):
        return before + said.upper()
    return before + (opened(said) if SENTENCE_START.search(before) else said)


def _starts(text: str, looks: Sequence[Span], one: Occurrence, source: str) -> list[int]:
    """Where words begin that the term may belong before, likeliest first.

    Words that attended to the term come first, then those at its share of the sentence.
    """
    share = one.start / max(1, len(source)) * len(text)

    def rank(word: Span) -> tuple[int, float]:
        start, end = word
        return -sum(a < end and start < b for a, b in looks), abs(start - share)

    spans = [
        (word.start, word.end)
        for word in words(text)
        if not word.text[0].isdigit() and text[max(0, word.start - 1) : word.start] not in JOINING
    ]
    return [start for start, _ in sorted(spans, key=rank)[:PLACES]]


def similarity(one: str, other: str) -> float:
    """How much two texts have in common, word by word, from 0 to 1."""
    return SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio()


def acceptable(text: str, forced: str) -> bool:
    """Whether a sentence is still `text`: much the same, no figure lost, not cut short.

    Nor may it stutter more than that.
    """
    return (
        similarity(text, forced) >= CLOSE
        and sorted(FIGURES.findall(forced)) == sorted(FIGURES.findall(text))
        and len(STUTTER.findall(forced)) <= len(STUTTER.findall(text))
        and (text[-1:].isalnum() or not forced[-1:].isalnum())
    )


def twice(text: str, forced: str, rendering: str) -> bool:
    """Whether a sentence that was given the term now says the model's own rendering as well.

    To suppress that while decoding would do too, but CTranslate2 takes no sequence for it with a
    token that is not in the package's vocabulary.
    """
    return len(places(rendering, forced)) > len(places(rendering, text))
