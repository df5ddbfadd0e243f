"""How a catalog stands, told from itself and its past alone: no article, no model, no glossary."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline.catalog.entry import State
from pipeline.catalog.locating import locate
from pipeline.catalog.merging import approved
from pipeline.catalog.message import Catalog
from pipeline.catalog.past import Past


@dataclass(frozen=True, slots=True)
class Standing:
    """The state of each text in use, by source, as the next run will see it.

    `since` are the sources whose text or state a person has changed since the last run; none
    where the past is not known.
    """

    states: dict[str, State]
    since: frozenset[str]


def standing(theirs: Catalog, past: Past) -> Standing:
    """The standing of the catalog of an article that has not changed since."""
    sources = list(theirs.active)
    found = locate(sources, theirs, replace(past, approved=approved(theirs, past))).states
    states: dict[str, State] = {source: found.get(source, "machine") for source in sources}
    seen = {source: (last.target, last.state) for source, last in past.last.items()}
    now = {s: (message.target, states[s]) for s, message in theirs.active.items()}
    changed = (s for s in sources if s in seen and seen[s] != now[s])
    return Standing(states, frozenset(changed))
