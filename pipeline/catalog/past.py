"""What the memory knows of a document's catalog: the base of the three-way merge."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.catalog.entry import State

Text = tuple[str, str]  # source, target
Waiver = tuple[str, str, str]  # source, target, key of the glossary entry


@dataclass(frozen=True, slots=True)
class Last:
    """An entry as the last run left it.

    `previous` is the source that an outdated text was written for, `terms` are the keys of the
    glossary entries that occur in the source, `offer` is the source of the obsolete entry whose
    place this one has taken.
    """

    target: str
    state: State
    previous: str = ""
    terms: tuple[str, ...] = ()
    offer: str = ""


@dataclass(frozen=True, slots=True)
class Past:
    """What is known of one document; empty for a new one, or where the memory was lost.

    `last` holds the entries of the last run by source, in document order. `written` are all texts
    that the machine ever wrote into the catalog, so that a catalog saved from an old copy is
    still read aright; `approved` all that a person approved, but for sources whose text was
    cleared since; `latest` the last of them for each source, unless a person has overwritten it;
    `declined` the texts of other articles that were cleared here. `waived` are the deviations from
    the glossary that a person has accepted.
    """

    last: Mapping[str, Last] = field(default_factory=dict)
    written: frozenset[Text] = frozenset()
    approved: frozenset[Text] = frozenset()
    latest: frozenset[Text] = frozenset()
    declined: frozenset[Text] = frozenset()
    waived: frozenset[Waiver] = frozenset()
