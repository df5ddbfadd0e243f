"""What was approved in one article, for the segments of others that nobody has touched.

A text approved for the same source is taken, and stays the machine's: it was not written for this
place and nobody has confirmed it here. What was approved for a similar source is shown with the
difference and never taken, since a match of 97 % can hide a "nicht"; so are the texts of a source
for which two articles have approved different ones.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import PurePosixPath

from pipeline.catalog.entry import Draft, Offer
from pipeline.catalog.message import Catalog
from pipeline.catalog.nearest import Nearest
from pipeline.catalog.past import Last, Past, Text
from pipeline.catalog.wording import changes
from pipeline.documents.document import Document, Format
from pipeline.documents.formats import format_of
from pipeline.documents.inline import escape, plain
from pipeline.glossary.term import Verdict

SIMILAR = 85  # percent of the characters of both texts (rapidfuzz.fuzz.ratio)
OFFERED = 2


@dataclass(frozen=True, slots=True)
class _Text:
    """A text approved in a document."""

    document: str
    format: Format
    source: str
    target: str

    def written_in(self, format: Format) -> str:
        """The target as it is written in another format, without its markup."""
        same = format == self.format
        return self.target if same else escape(plain(self.target, self.format), format)


class Approved:
    """What is approved in the articles of an output folder, the last text for each source."""

    def __init__(self, texts: Mapping[str, Iterable[Text]] | None = None) -> None:
        self._texts = [
            _Text(document, format_of(PurePosixPath(document)) or "txt", *text)
            for document, some in sorted((texts or {}).items())
            for text in sorted(some)
        ]
        self._similar: dict[tuple[str, Format], tuple[Offer, ...]] = {}

    @cached_property
    def fingerprint(self) -> str:
        """Another one where anything else is approved."""
        texts = repr([(text.document, text.source, text.target) for text in self._texts])
        return hashlib.sha256(texts.encode()).hexdigest()

    def same(self, source: str, document: Document) -> tuple[Offer, ...]:
        """The texts approved for this very source elsewhere, each with the first article of it."""
        german = tuple(changes(plain(source, document.format), plain(source, document.format)))
        found: dict[str, Offer] = {}
        for text in self._by_source.get((source, document.format), ()):
            if text.document != str(document.path):
                offer = Offer(text.document, german, text.target, 100)
                found.setdefault(text.target, offer)
        return tuple(found.values())

    def similar(self, source: str, format: Format) -> tuple[Offer, ...]:
        """The texts approved for the most similar sources, by the ratio of `rapidfuzz`."""
        key = source, format
        if key not in self._similar:
            self._similar[key] = tuple(self._found(source, format))[:OFFERED]
        return self._similar[key]

    def concerning(self, document: str, last: Mapping[str, Last]) -> str:
        """A fingerprint of what is approved for the untouched entries of a document."""
        path = PurePosixPath(document)
        empty = Document(path, format_of(path) or "txt", "", ())
        sources = [source for source, entry in last.items() if entry.state == "machine"]
        found = [(s, self.same(s, empty), self.similar(s, empty.format)) for s in sources]
        return hashlib.sha256(repr([f for f in found if any(f[1:])]).encode()).hexdigest()

    def _found(self, source: str, format: Format) -> Iterable[Offer]:
        german = plain(source, format)
        # One of them may be this very source.
        for other, share in self._nearest.find(german, OFFERED + 1):
            seen = set()
            for text in self._by_plain[other]:
                target = text.written_in(format)
                if (text.source, text.format) != (source, format) and target not in seen:
                    seen.add(target)
                    words = tuple(changes(other, german))
                    yield Offer(text.document, words, target, int(share))

    @cached_property
    def _by_source(self) -> dict[tuple[str, Format], list[_Text]]:
        found: dict[tuple[str, Format], list[_Text]] = {}
        for text in self._texts:
            found.setdefault((text.source, text.format), []).append(text)
        return found

    @cached_property
    def _by_plain(self) -> dict[str, list[_Text]]:
        found: dict[str, list[_Text]] = {}
        for text in self._texts:
            found.setdefault(plain(text.source, text.format), []).append(text)
        return found

    @cached_property
    def _nearest(self) -> Nearest:
        return Nearest(self._by_plain, SIMILAR)


NONE = Approved()


def latest(theirs: Catalog, past: Past) -> frozenset[Text]:
    """What stands approved in a catalog: the last text for each source, unless overwritten since.

    No run changes that: a text that a run doubts is still the one that a person approved.
    """
    here = theirs.active
    texts = {s: t for s, t in past.latest if s not in here or here[s].target == t}
    for messages in (theirs.obsolete, here):
        texts.update((s, m.target) for s, m in messages.items() if m.target.strip() and not m.fuzzy)
    return frozenset(texts.items())


def declined(theirs: Catalog, past: Past, document: Document, approved: Approved) -> set[Text]:
    """The texts approved elsewhere for sources that a person has cleared here: not these again."""
    blank = {s for s, m in theirs.active.items() if not m.target.strip()}
    cleared = {s for s in blank if s in past.last and past.last[s].target.strip()}
    return {(s, offer.target) for s in cleared for offer in approved.same(s, document)}


def reused(draft: Draft, offer: Offer, verdicts: Sequence[Verdict]) -> Draft:
    """A text approved elsewhere in the place of a draft, which becomes an alternative to it."""
    others = (draft.target, *draft.alternatives)
    return replace(
        draft,
        target=offer.target,
        score=None,
        verdicts=tuple(verdicts),
        alternatives=tuple(text for text in others if text != offer.target),
        notes=(f"approved in {offer.document}",),
    )
