"""Texts that came back and a catalog become one, as if the texts had been typed there.

Three-way, as in a run: what was sent, what came back, what stands in the catalog now. A text that
nobody touched outside changes nothing; one that somebody did replaces the machine's text, or the
text that was sent. A person's text that is neither stays, and both are reported.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.catalog import Catalog, Message, Past
from pipeline.catalog.standing import standing
from pipeline.interchange.base import ReturnedText
from pipeline.writers.exchange import mark
from pipeline.writers.xml import clean


@dataclass(frozen=True, slots=True)
class Conflict:
    """A text that came back, and the person's text that stands in the catalog, in `line`."""

    source: str
    returned: str
    standing: str
    line: int


@dataclass(frozen=True, slots=True)
class Brought:
    """What came of the texts of one document: the messages to change, and what was not taken.

    `taken` counts texts, `comments` those with a comment that is new; `unknown` are sources that
    the catalog does not hold.
    """

    changes: tuple[Message, ...] = ()
    taken: int = 0
    comments: int = 0
    conflicts: tuple[Conflict, ...] = ()
    unknown: tuple[str, ...] = ()


def merge(texts: Iterable[ReturnedText], catalog: Catalog, past: Past) -> Brought:
    """What the texts change in a catalog; `past` is what the memory knows of it.

    A text belongs to the message with its source, else to the one whose segment has its id.
    """
    known = {**catalog.obsolete, **catalog.active}
    by_id = {hashlib.sha256(source.encode()).hexdigest()[:12]: source for source in known}
    drafts = {s for s, state in standing(catalog, past).states.items() if state == "machine"}
    messages = dict(known)
    taken = comments = 0
    conflicts, unknown = [], []
    for text in texts:
        source = text.source if text.source in known else by_id.get(text.id[:12])
        if source is None:
            unknown += [text.source] * bool(text.target.strip())
            continue
        message = messages[source]
        verdict = _verdict(text, message, source in drafts, past)
        if verdict == "conflict":
            conflicts.append(Conflict(source, text.target, message.target, message.line))
        changed = _taken(text, message) if verdict == "take" else message
        messages[source] = commented = _commented(changed, text.comment)
        if verdict == "take":
            taken += 1
            drafts.discard(source)
        comments += commented != changed
    changes = tuple(m for source, m in messages.items() if m != known[source])
    return Brought(changes, taken, comments, tuple(conflicts), tuple(unknown))


def _verdict(
    text: ReturnedText, message: Message, draft: bool, past: Past
) -> Literal["leave", "take", "conflict"]:
    returned, there = _plain(text.target), _plain(message.target)
    if not returned or _untouched(text, message, past):
        return "leave"
    if returned == there:
        return "take" if text.approved and message.fuzzy else "leave"
    return "take" if draft or not there or _as_sent(text, message) else "conflict"


def _untouched(text: ReturnedText, message: Message, past: Past) -> bool:
    """Whether it is what was sent; that a tick is gone (a program lost it) is no change."""
    if text.sent:
        return text.sent in (mark(text.target, text.approved), mark(text.target, True))
    return not text.approved and (message.source, text.target) in past.written


def _as_sent(text: ReturnedText, message: Message) -> bool:
    """Whether the catalog still holds what was sent, and nobody has approved it since."""
    possible = (True, False) if message.fuzzy else (True,)
    return text.sent in [mark(message.target, approved) for approved in possible]


def _taken(text: ReturnedText, message: Message) -> Message:
    target = message.target
    if _plain(text.target) != _plain(target):
        target = _plain(text.target)
    previous = "" if text.approved else message.previous
    return replace(message, target=target, fuzzy=not text.approved, previous=previous)


def _commented(message: Message, comment: str) -> Message:
    """With the lines of the comment that it does not hold."""
    there = message.comment.splitlines()
    new = [line for line in _plain(comment).splitlines() if line.strip() and line not in there]
    return replace(message, comment="\n".join([*there, *new])) if new else message


def _plain(text: str) -> str:
    """The text as it goes through XML, without white space around it."""
    return clean(text).strip()
