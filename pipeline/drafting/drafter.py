"""Drafts for whole documents: what the memory knows is taken, the rest is translated at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.catalog.entry import Draft
from pipeline.documents import Document, Format, plain
from pipeline.drafting.translating import Request, Translator
from pipeline.glossary.matching import Matcher, fingerprint
from pipeline.glossary.term import Occurrence, Verdict
from pipeline.memory import Memory, draft_key

Progress = Callable[[int], None]
KEPT = 500  # segments that are translated, then remembered, together


@dataclass(frozen=True, slots=True)
class Drafted:
    """A document with a draft for each segment; `occurrences` are those of its plain sources."""

    document: Document
    drafts: tuple[Draft, ...]
    occurrences: tuple[tuple[Occurrence, ...], ...]


class Drafter:
    """Translates documents with one package and one glossary.

    `engine` names all of the package and its settings that can change a translation; `load` gives
    the translator when there is something to translate, and not before.
    """

    def __init__(
        self, matcher: Matcher, memory: Memory, engine: str, load: Callable[[], Translator]
    ) -> None:
        self._matcher = matcher
        self._memory = memory
        self._engine = engine
        self._load = load
        self.translated = 0
        self.reused = 0

    def requests(self, document: Document) -> list[Request]:
        """The segments of a document with the terms in them."""
        return [self.request(segment.source, document.format) for segment in document.segments]

    def request(self, source: str, format: Format) -> Request:
        """A text with the terms in it."""
        return Request(source, format, tuple(self._matcher.find(plain(source, format))))

    def key(self, request: Request) -> bytes:
        """What the memory knows a draft by."""
        source = f"{request.format}\0{request.source}"
        return draft_key(source, self._engine, fingerprint(request.occurrences))

    def missing(self, requests: Iterable[Request]) -> dict[bytes, Request]:
        """The requests that the memory has no draft for, each once."""
        wanted = {self.key(request): request for request in requests}
        known = self._memory.drafts(wanted)
        return {key: request for key, request in wanted.items() if key not in known}

    def known(self, requests: Iterable[Request]) -> list[Draft]:
        """The drafts that the memory has for these requests, in their order."""
        keys = [(self.key(request), request) for request in requests]
        found = self._memory.drafts({key for key, _ in keys})
        return [decoded(found[key], r.occurrences) for key, r in keys if key in found]

    def draft(self, documents: Sequence[Document], progress: Progress) -> list[Drafted]:
        """Drafts for several documents, in one decoding; `progress` hears of segments done."""
        requests = [self.requests(document) for document in documents]
        everything = [request for some in requests for request in some]
        missing = self.missing(everything)
        self.translated += len(missing)
        self.reused += len(everything) - len(missing)
        progress(len(everything) - len(missing))
        if missing:
            self._translate(missing, progress)
        known = self._memory.drafts({self.key(request) for request in everything})
        return [
            Drafted(
                document,
                tuple(decoded(known[self.key(r)], r.occurrences) for r in some),
                tuple(request.occurrences for request in some),
            )
            for document, some in zip(documents, requests, strict=True)
        ]

    def _translate(self, missing: dict[bytes, Request], progress: Progress) -> None:
        """Translate and remember, so many at a time that a kill loses little.

        Texts of like length go together, which fills batches; what a text becomes does not depend
        on it.
        """
        translator = self._load()
        ordered = sorted(missing.items(), key=lambda item: len(item[1].source))
        for at in range(0, len(ordered), KEPT):
            keys, requests = zip(*ordered[at : at + KEPT], strict=True)
            drafts = translator.translate(requests, progress)
            self._memory.keep_drafts(dict(zip(keys, map(encoded, drafts), strict=True)))


def encoded(draft: Draft) -> dict[str, Any]:
    """A draft as JSON for the memory; the terms of its verdicts are known from the glossary."""
    return {
        "target": draft.target,
        "score": draft.score,
        "verdicts": [[v.outcome, v.rendering, v.start, v.end, v.step] for v in draft.verdicts],
        "alternatives": draft.alternatives,
        "notes": draft.notes,
    }


def decoded(value: dict[str, Any], occurrences: Sequence[Occurrence]) -> Draft:
    """The draft again; `occurrences` are those that it was made with."""
    return Draft(
        target=value["target"],
        score=value["score"],
        verdicts=tuple(
            Verdict(occurrence, *verdict)
            for occurrence, verdict in zip(occurrences, value["verdicts"], strict=True)
        ),
        alternatives=tuple(value["alternatives"]),
        notes=tuple(value["notes"]),
    )
