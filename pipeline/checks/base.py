"""What every check is: a function from a translated segment to findings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, Protocol

from pipeline.glossary.term import Verdict

Severity = Literal["error", "warning", "look"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a reviewer should see. `check` is the id of the check that says so."""

    check: str
    severity: Severity
    message: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A segment and its translation as checks see them: plain text, markup taken out.

    `markup` and `target_markup` are the elements taken out of either side, in order.
    """

    source: str
    target: str
    kind: str = "body"
    verdicts: tuple[Verdict, ...] = ()
    markup: tuple[str, ...] = ()
    target_markup: tuple[str, ...] = ()


class Check(Protocol):
    """One check: `ids` are the check ids of the findings that it may yield."""

    ids: tuple[str, ...]

    def __call__(self, pair: Pair) -> Iterable[Finding]:
        """What is to be seen in a pair. It never raises, and goes by the pair alone."""
        ...
