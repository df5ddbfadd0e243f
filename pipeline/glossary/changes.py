"""What became of a glossary since the last run."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from pipeline.glossary.term import Term

Kind = Literal["new", "changed", "gone"]


@dataclass(frozen=True, slots=True)
class Change:
    """An entry that is not what it was; `entry` says where it stands, "" where it is gone."""

    source: str
    kind: Kind
    entry: str = ""


def fingerprints(terms: Iterable[Term]) -> dict[str, str]:
    """By source: what an entry says that can change a translation, in 12 hex digits."""
    return {term.source: _fingerprint(term) for term in terms}


def changes(before: Mapping[str, str], terms: Iterable[Term]) -> list[Change]:
    """The entries that differ from those of `before` (as `fingerprints` gave them)."""
    entries = {term.source: term for term in terms}
    kinds: list[tuple[Term, Kind]] = [
        (term, "changed" if source in before else "new")
        for source, term in entries.items()
        if before.get(source) != _fingerprint(term)
    ]
    found = [Change(term.source, kind, term.entry) for term, kind in kinds]
    return found + [Change(source, "gone") for source in before if source not in entries]


def _fingerprint(term: Term) -> str:
    forms = term.source_forms, term.target_forms, term.forbidden
    said = (term.targets, *forms, term.mode, term.case, term.compound, term.status)
    return hashlib.sha256(repr(said).encode()).hexdigest()[:12]
