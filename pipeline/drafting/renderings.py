"""How a package itself says a term: learnt once, by asking it.

A rendering is a pure function of package and German form: nothing learnt from one text changes
another's translation.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from pipeline.engine.hypothesis import Decoder, Hypothesis, Job
from pipeline.glossary.english import EMPTY

# A noun alone is out of a translation model's depth; behind an article it is at home.
FRAMES = ("{}", "ein {}", "eine {}", "der {}", "die {}", "das {}")
SMALL_FRAMES = ("{}", "zu {}", "er {}", "sie {}", "wird {}")
LEADING = re.compile(
    r"(?:(?:the|an?|one|this|that|these|those|of|to|he|she|it|they|is|are|was|will|be)\s+)+",
    re.IGNORECASE,
)
EDGES = " \t\n.,;:!?…\"'“”‘’„()[]-–—"
LONGEST = 5


class Store(Protocol):
    """Where renderings are remembered: the translation memory."""

    def renderings(self, package: str, forms: Iterable[str]) -> dict[str, list[str]]:
        """Those known."""
        ...

    def keep_renderings(self, package: str, renderings: Mapping[str, Sequence[str]]) -> None:
        """Remember these."""
        ...


class Renderings:
    """What a package makes of German forms, best first."""

    def __init__(self, decoder: Decoder, store: Store, engine: str) -> None:
        self._decoder = decoder
        self._store = store
        self._engine = engine
        self._known: dict[str, list[str]] = {}

    def learn(self, forms: Iterable[str]) -> None:
        """Ask the package for all of `forms` that are not known yet, in one decoding."""
        wanted = [form for form in dict.fromkeys(forms) if form not in self._known]
        if not wanted:
            return
        self._known |= self._store.renderings(self._engine, wanted)
        unknown = [form for form in wanted if form not in self._known]
        if not unknown:
            return
        jobs = {form: [Job(text) for text in framed(form)] for form in unknown}
        answers = self._decoder.decode(job for some in jobs.values() for job in some)
        learnt = {form: ranked([answers[job] for job in some]) for form, some in jobs.items()}
        self._store.keep_renderings(self._engine, learnt)
        self._known |= learnt

    def of(self, form: str) -> list[str]:
        """The renderings of a form that was learnt."""
        return self._known.get(form, [])


def framed(form: str) -> list[str]:
    """What to ask: the form alone, and behind what such a word stands behind."""
    return [frame.format(form) for frame in (SMALL_FRAMES if form[:1].islower() else FRAMES)]


def ranked(answers: Iterable[Sequence[Hypothesis]]) -> list[str]:
    """The phrases in these hypotheses, articles and punctuation off, the most frequent first.

    A phrase counts 1 where it is the best hypothesis, 1/2 where it is the second, and so on.
    """
    weights: dict[str, float] = defaultdict(float)
    written: dict[str, str] = {}
    for hypotheses in answers:
        for rank, hypothesis in enumerate(hypotheses):
            phrase = bare(hypothesis.text)
            if plausible(phrase):
                weights[phrase.casefold()] += 1 / (rank + 1)
                written.setdefault(phrase.casefold(), phrase)
    order = sorted(weights, key=lambda phrase: (-weights[phrase], phrase))
    return [written[phrase] for phrase in order]


def bare(text: str) -> str:
    """A phrase without the article before it and the punctuation around it."""
    return LEADING.sub("", text.strip(EDGES), count=1).strip(EDGES) or text.strip(EDGES)


def plausible(phrase: str) -> bool:
    """Whether a phrase can be what a model calls a thing: short, its words distinct and not empty.

    Small models stutter when all they are given is a word: „soldier of the soldier“.
    """
    words = phrase.casefold().split()
    full = [word.removesuffix("'s") for word in words if word not in EMPTY]
    return (
        0 < len(words) <= LONGEST
        and 0 < len(full) == len(set(full))
        and any(letter.isalpha() for letter in phrase)
    )
