"""A glossary entry, where it occurs, and whether it was honoured."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Literal

Mode = Literal["translate", "keep"]
Case = Literal["auto", "exact"]
Compound = Literal["head", "any", "off"]
Status = Literal["approved", "draft", "deprecated"]
Outcome = Literal["honoured", "missed", "forbidden", "waived"]
Step = Literal["model", "rendering", "hypothesis", "prefix", "attention", "human", ""]


@dataclass(frozen=True, slots=True)
class Term:
    """One line of a glossary: a German term and the English agreed for it.

    `targets` holds the preferred rendering first (mode keep: the source itself). `file` and `line`
    say where it stands; `extra` holds the other columns in file order.
    """

    source: str
    targets: tuple[str, ...]
    comment: str = ""
    source_forms: tuple[str, ...] = ()
    target_forms: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    mode: Mode = "translate"
    case: Case = "auto"
    compound: Compound = "head"
    status: Status = "approved"
    extra: tuple[tuple[str, str], ...] = ()
    file: PurePosixPath = field(default=PurePosixPath("glossary"), compare=False)
    line: int = field(default=0, compare=False)

    @property
    def preferred(self) -> str:
        """The rendering to use."""
        return self.targets[0]

    @property
    def entry(self) -> str:
        """Where the entry stands, as `glossary/nato.csv:12`."""
        return f"{self.file}:{self.line}"

    @property
    def enforced(self) -> bool:
        """Whether the term must stand in the English; drafts are only reported."""
        return self.status != "draft"


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A term found in German text.

    `start`/`end` (code points of the text searched) cover what stands for the term itself,
    `token_start`/`token_end` the whole word or words: „Ostflanke“ in „NATO-Ostflanke“.
    `role` says which part of that word the term is.
    """

    start: int
    end: int
    token_start: int
    token_end: int
    text: str
    token: str
    term: Term
    role: Literal["word", "head", "part"] = "word"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one occurrence in the English.

    `rendering` is the English that stands for it ("" when missed); `start`/`end` are its code
    points in the plain target (-1 when missed); `step` says which step of enforcement put it there.
    """

    occurrence: Occurrence
    outcome: Outcome
    rendering: str = ""
    start: int = -1
    end: int = -1
    step: Step = ""
