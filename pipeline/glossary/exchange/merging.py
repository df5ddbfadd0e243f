"""Entries from elsewhere beside those that are there: which are new, and which contradict."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.glossary.exchange.base import cells
from pipeline.glossary.loading import LISTS, identity
from pipeline.glossary.term import Term


@dataclass(frozen=True, slots=True)
class Merge:
    """`conflicts` are pairs of a new entry and the one that it contradicts."""

    new: tuple[Term, ...]
    same: int
    conflicts: tuple[tuple[Term, Term], ...]


def merge(terms: Iterable[Term], glossary: Iterable[Term]) -> Merge:
    """Sort `terms` by what `glossary`, and those before them, already say.

    An entry is the same when all that it says is said already: a list of pairs does not contradict
    a glossary that knows more.
    """
    known = {identity(term): term for term in glossary}
    new: list[Term] = []
    conflicts: list[tuple[Term, Term]] = []
    same = 0
    for term in terms:
        first = known.get(identity(term))
        if first is None:
            new.append(known.setdefault(identity(term), term))
        elif differences(term, first):
            conflicts.append((term, first))
        else:
            same += 1
    return Merge(tuple(new), same, tuple(conflicts))


def differences(term: Term, first: Term) -> list[str]:
    """The columns in which `term` says something that `first` does not."""
    there = cells(first)
    return [name for name, cell in cells(term).items() if not _covers(name, there, cell)]


def _covers(name: str, there: dict[str, str], cell: str) -> bool:
    known = there.get(name, "")
    if name not in ("target", *LISTS):
        return cell == known
    said, listed = cell.split("|"), known.split("|")
    return set(said) <= set(listed) and (name != "target" or said[0] == listed[0])
