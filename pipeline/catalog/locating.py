"""Finding, for each text of an article, the message of its catalog that belongs to it.

By content: an article's paragraphs may have been moved, split or reworded since, and its catalog
saved in another order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.catalog.entry import State
from pipeline.catalog.message import Catalog, Message
from pipeline.catalog.past import Past
from pipeline.catalog.similarity import changed, replaced


@dataclass(frozen=True, slots=True)
class Located:
    """By source: the message that belongs to it, its state, and what was there before.

    `messages` carry the text on: `previous` is the source that it was written for. `offers` are
    obsolete messages in whose place a source stands; `obsolete` all messages without a segment.
    """

    messages: Mapping[str, Message]
    states: Mapping[str, State]
    offers: Mapping[str, Message]
    obsolete: tuple[Message, ...]


def locate(sources: Sequence[str], theirs: Catalog, past: Past) -> Located:
    """Locate `sources`, the texts of a document in order and without repeats."""
    here = {**theirs.obsolete, **theirs.active}
    messages = {source: here[source] for source in sources if source in here}
    messages.update(_returned(sources, theirs, past, messages))
    messages.update(_remembered(set(sources) - set(messages), past))
    fresh = set(sources) - set(messages)
    gone = {s: m for s, m in theirs.active.items() if s not in sources and m.target.strip()}
    used = {message.source for message in messages.values()}
    candidates = gone.keys() - used
    matches = changed(_order(gone, theirs, past), sources, candidates, fresh)
    messages.update((new, here[old]) for new, old in matches.items())
    used = {message.source for message in messages.values()}
    obsolete = [replace(m, obsolete=True) for m in here.values() if m.source not in used]
    obsolete = [m for m in obsolete if m.target.strip()]
    states = {source: _state(source, message, past) for source, message in messages.items()}
    return Located(
        messages={s: _carried(s, m, past) for s, m in messages.items()},
        states=states,
        offers=_offers(sources, obsolete, past),
        obsolete=tuple(obsolete),
    )


def _returned(
    sources: Sequence[str], theirs: Catalog, past: Past, messages: Mapping[str, Message]
) -> dict[str, Message]:
    """Approved texts that were carried to another source, and whose own is back."""
    by_previous = {_previous(m, past): m for m in theirs.messages}
    candidates = ((s, by_previous.get(s)) for s in sources if s not in messages)
    return {s: m for s, m in candidates if m and (s, m.target) in past.approved}


def _remembered(sources: set[str], past: Past) -> dict[str, Message]:
    """Approved texts whose message is lost: the last, or a fuzzy one where that is not known."""
    texts = {s: Message(s, t, fuzzy=True) for s, t in sorted(past.approved) if s in sources}
    return texts | {s: Message(s, t) for s, t in past.latest if s in sources}


def _order(gone: Mapping[str, Message], theirs: Catalog, past: Past) -> list[str]:
    """The texts of the article as it was: as remembered, else as they stand in the catalog."""
    return list(past.last if gone.keys() <= past.last.keys() else theirs.active)


def _previous(message: Message, past: Past) -> str:
    """The source that the text was written for, if another one (a program may have dropped it)."""
    last = past.last.get(message.source)
    return message.previous or (last.previous if last and last.target == message.target else "")


def _state(source: str, message: Message, past: Past) -> State:
    """Whose the text is, and whether it can stand as it is."""
    origins = {source, message.source, _previous(message, past)}
    if not message.target.strip():
        return "machine"
    if (source, message.target) in past.approved and source != message.source:
        return "reviewed"
    if not message.fuzzy:
        return "reviewed" if source == message.source else "outdated"
    if any((origin, message.target) in past.approved for origin in origins):
        return "outdated"
    if any((origin, message.target) in past.written for origin in origins):
        return "machine"
    last = past.last.get(source)
    if source != message.source or message.previous or (last and last.state == "outdated"):
        return "outdated"
    return "edited"


def _carried(source: str, message: Message, past: Past) -> Message:
    """The message with `source`, and with the source that its text was written for."""
    previous = _previous(message, past) or message.source
    return replace(message, source=source, previous=previous if previous != source else "")


def _offers(sources: Sequence[str], obsolete: Sequence[Message], past: Past) -> dict[str, Message]:
    """Human texts that stood where new sources stand; of earlier runs, too, while they last."""
    human = {m.source: m for m in obsolete if _state(m.source, m, past) != "machine"}
    fresh = set(sources) - past.last.keys()
    found = replaced(list(past.last), sources, human, fresh) if past.last else {}
    found.update((s, past.last[s].offer) for s in sources if s in past.last)
    return {source: human[old] for source, old in found.items() if old in human}
