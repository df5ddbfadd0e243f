"""What became of the entries of a catalog from one run to another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.catalog.entry import State
from pipeline.catalog.past import Last
from pipeline.catalog.similarity import changed


@dataclass(frozen=True, slots=True)
class Side:
    """An entry as it was, or is."""

    source: str
    target: str
    state: State


@dataclass(frozen=True, slots=True)
class Change:
    """An entry before and after: new where there is no `before`, gone where there is no `after`."""

    before: Side | None
    after: Side | None


def compare(before: Mapping[str, Last], after: Mapping[str, Last]) -> list[Change]:
    """The entries that differ in source, target or state; in document order, then those gone.

    An entry of another source is the same one when its text was carried over, or when the sources
    are similar and stand in the same place.
    """
    gone = {source for source in before if source not in after}
    fresh = {source for source in after if source not in before}
    origins = {s: s for s in after if s in before} | changed([*before], [*after], gone, fresh)
    origins |= {s: last.previous for s, last in after.items() if last.previous in gone}
    changes = [Change(_side(origins.get(s, ""), before), _side(s, after)) for s in after]
    followed = set(origins.values())
    changes += [Change(_side(s, before), None) for s in before if s not in followed]
    return [change for change in changes if change.before != change.after]


def _side(source: str, entries: Mapping[str, Last]) -> Side | None:
    last = entries.get(source)
    return Side(source, last.target, last.state) if last else None
