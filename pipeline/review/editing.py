"""What a person does to an article, as pure functions over its catalog and its past."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from pipeline.catalog import Catalog, Message, Past, leaving_out
from pipeline.catalog.entry import Entry
from pipeline.catalog.header import REVISED
from pipeline.catalog.merging import key, remark
from pipeline.checks.base import Finding, Pair
from pipeline.checks.term import check as terms

Known = TypeVar("Known", bound="tuple[str, ...]")
_ENDS = str.maketrans({"\r": "\n"})
_NO_TEXT = ("Cc", "Cs")  # control characters, halves of surrogate pairs


@dataclass(frozen=True, slots=True)
class Edit:
    """What is to stand for one source text.

    An empty `target` asks for the machine's text again. `comment` is the translator's, `previous`
    the source that the text was written for while it is not approved.
    """

    source: str
    target: str
    approved: bool = False
    comment: str = ""
    previous: str = ""


def clean(text: str) -> str:
    r"""Typed text as a catalog holds it: newlines as \n, no control characters, no outer blanks."""
    text = text.replace("\r\n", "\n").translate(_ENDS)
    kept = (c for c in text if c in "\n\t" or unicodedata.category(c) not in _NO_TEXT)
    return "".join(kept).strip()


def edited(catalog: Catalog, edits: Iterable[Edit], *, translator: str, date: str) -> Catalog:
    """The catalog after the edits, last touched by `translator` ("" for nobody named) on `date`."""
    wanted = {edit.source: edit for edit in edits}
    messages = [
        _changed(m, wanted.pop(m.source)) if m.source in wanted and not m.obsolete else m
        for m in catalog.messages
    ]
    messages += (_changed(Message(source, ""), edit) for source, edit in wanted.items())
    header = dict(catalog.header) | {REVISED: date}
    if translator:
        header["Last-Translator"] = translator
    return Catalog(tuple(header.items()), catalog.comment, tuple(messages))


def _changed(message: Message, edit: Edit) -> Message:
    target = clean(edit.target)
    fuzzy = bool(target) and not edit.approved
    return replace(
        message,
        target=target,
        fuzzy=fuzzy,
        comment=clean(edit.comment),
        previous=edit.previous if fuzzy else "",
    )


def conflicts(then: Catalog, now: Catalog, edits: Iterable[Edit]) -> list[str]:
    """The sources of edits that would overwrite what somebody else has changed since `then`."""
    return [
        edit.source
        for edit in edits
        if _work(then, edit.source) != (found := _work(now, edit.source))
        and found != _work(edited(now, [edit], translator="", date=""), edit.source)
    ]


def _work(catalog: Catalog, source: str) -> tuple[str, bool, str] | None:
    """What a person can change in a message."""
    message = catalog.active.get(source)
    return (message.target, message.fuzzy, message.comment) if message else None


def taken_back(now: Past, then: Past, sources: Collection[str]) -> Past:
    """`now` with all that concerns `sources` as it was `then`: an approval undone never was."""

    return replace(
        now,
        approved=_mixed(now.approved, then.approved, sources),
        latest=_mixed(now.latest, then.latest, sources),
        declined=_mixed(now.declined, then.declined, sources),
        waived=_mixed(now.waived, then.waived, sources),
    )


def _mixed(
    now: Iterable[Known], then: Iterable[Known], sources: Collection[str]
) -> frozenset[Known]:
    stays = {item for item in now if item[0] not in sources}
    return frozenset(stays.union(item for item in then if item[0] in sources))


def accepted(past: Past, entry: Entry, finding: Finding) -> Past:
    """The past in which a person has accepted a finding in the text as it stands."""
    source, target = entry.segment.source, entry.target
    keys = {remark(finding), *_entries_meant(entry, finding)}
    return replace(past, waived=past.waived | {(source, target, each) for each in keys})


def _entries_meant(entry: Entry, finding: Finding) -> Iterable[str]:
    """The keys of the glossary entries that a finding complains about."""
    for verdict in entry.verdicts:
        told = terms(Pair("", entry.target, verdicts=(verdict,)))
        if any(remark(one) == remark(finding) for one in told):
            yield key(verdict.occurrence.term)


def commented(entries: Sequence[Entry], id: str, note: str, *, out: bool) -> str:
    """The comment with this note that leaves the segment `id` out of the English, or keeps it in.

    `entries` are those of one source text, in document order; what it says of the others stays.
    """
    places = {place for place, entry in enumerate(entries, 1) if entry.left_out}
    place = next(number for number, entry in enumerate(entries, 1) if entry.id == id)
    places = places | {place} if out else places - {place}
    return leaving_out.comment(leaving_out.remark(note), places, len(entries))
