"""Which entries a corpus needs: how often each occurs, and how often the model is right itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from pipeline.glossary.term import Occurrence, Term, Verdict


class Judged(Protocol):
    """A draft, with a verdict for each occurrence of a term in it."""

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """One for each occurrence."""
        ...


@dataclass(frozen=True, slots=True)
class Use:
    """Counts by entry (`file:line`), in a corpus of `segments`.

    `judged` are the occurrences in segments that have been translated; `unaided` those among them
    that the model rendered as agreed by itself: the verdict's step is “model”.
    """

    segments: int
    occurrences: Mapping[str, int]
    judged: Mapping[str, int]
    unaided: Mapping[str, int]

    def right(self, term: Term) -> bool:
        """Whether the model was right each time, twice or more."""
        return 1 < self.judged.get(term.entry, 0) == self.unaided.get(term.entry, 0)


def count(segments: Iterable[Iterable[Occurrence]], drafts: Iterable[Judged]) -> Use:
    """The use of all entries, from the terms in each segment and the drafts that there are."""
    found = [[one.term.entry for one in occurrences] for occurrences in segments]
    verdicts = [verdict for draft in drafts for verdict in draft.verdicts]
    unaided = (v for v in verdicts if v.outcome == "honoured" and v.step == "model")
    return Use(
        len(found),
        dict(Counter(entry for entries in found for entry in entries)),
        dict(Counter(verdict.occurrence.term.entry for verdict in verdicts)),
        dict(Counter(verdict.occurrence.term.entry for verdict in unaided)),
    )
