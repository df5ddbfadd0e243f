"""Where the terms of a glossary occur in German text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pipeline.glossary.compounds import WORD
from pipeline.glossary.index import Hit, Index, Role
from pipeline.glossary.lemma import clean
from pipeline.glossary.phrases import Span
from pipeline.glossary.term import Occurrence, Term

_ELLIPSIS = re.compile(r"\ufffc*[-‐‑]\ufffc*(?=[\s,/])")
_LIST = re.compile(r"[-‐‑\s,/.\ufffc\xad]*")
_CONNECTORS = re.compile(
    "und|oder|bis|sowie|bzw|beziehungsweise|noch|wie|als|auch|aber|der|die|das|den|dem|des",
    re.IGNORECASE,
)
_FARTHEST = 9
_OPENING = re.compile(r"(?:^|[.!?:…\n„“”\"»«‚‘’(\[•–—])[\s\xad\ufffc\"„“”»«‚‘’(\[•–—-]*$")
_LOOK_BACK = 12
_RANK: dict[Role, int] = {"word": 0, "head": 1, "part": 2}


class Matcher:
    """Finds the terms of a glossary in texts. Build it once: it remembers the words it has seen."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._index = Index(terms)

    def find(self, text: str) -> list[Occurrence]:
        """The occurrences in `text` in order, none overlapping; of nested terms the longest alone.

        `text` may hold soft hyphens, no-break spaces, newlines, and U+FFFC where markup was.
        """
        return _longest(self._search(text, nested=False))

    def every(self, text: str) -> list[Occurrence]:
        """All occurrences, those too that lie in longer ones, in no order."""
        return self._search(text, nested=True)

    def _search(self, text: str, *, nested: bool) -> list[Occurrence]:
        """All occurrences, but for those that a whole word hides unless they are `nested`."""
        tokens = [match.span() for match in WORD.finditer(text)]
        words = [text[start:end] for start, end in tokens]
        found: list[Occurrence] = []
        for number, word in enumerate(words):
            about = self._index.about(word)
            if about:
                hits = self._index.hits(word) if nested else about.hits
                found += _hits(text, tokens[number], hits)
                if about.phrases:
                    for span, term in about.phrases.at(text, tokens, words, number):
                        found.append(_occurrence(text, span, span, term))
        elliptic = list(self._elliptic(text, tokens)) if _ELLIPSIS.search(text) else []
        return found + [_alone(text, one, found + elliptic) for one in elliptic]

    def _elliptic(self, text: str, tokens: Sequence[Span]) -> Iterator[Occurrence]:
        """„Ost- und Südflanke“: the first part with every end of the word that completes it."""
        for number, (start, end) in enumerate(tokens):
            full = _completion(text, tokens, number) if _ELLIPSIS.match(text, end) else None
            if full:
                span = (start, full[1])
                for whole in _completed(clean(text[start:end]), clean(text[slice(*full)])):
                    for term in self._index.whole(whole):
                        yield _occurrence(text, span, span, term)


def _hits(text: str, token: Span, hits: Iterable[Hit]) -> Iterator[Occurrence]:
    start, end = token
    for hit in hits:
        if hit.opening is not None and _opens(text, start) != hit.opening:
            continue
        span = token
        if hit.role != "word":
            word = text[start:end]
            span = start + _raw(word, hit.start), start + _raw(word, hit.end, closing=True)
        yield _occurrence(text, span, token, hit.term, hit.role)


def _opens(text: str, start: int) -> bool:
    """Whether a sentence, a quotation or a line begins at `start`."""
    return bool(_OPENING.search(text[max(0, start - _LOOK_BACK) : start]))


def _raw(word: str, offset: int, *, closing: bool = False) -> int:
    """Where code point `offset` of the clean word is in the word as it stands."""
    size = len(clean(word))
    if size == len(word):
        return offset
    places = [at for at in range(len(word) + 1) if len(clean(word[:at])) == offset]
    return places[0] if offset == 0 or (closing and offset < size) else places[-1]


def _completion(text: str, tokens: Sequence[Span], number: int) -> Span | None:
    """The whole word that completes one with a hyphen at its end, a few words on."""
    _, before = tokens[number]
    for start, end in tokens[number + 1 : number + _FARTHEST]:
        if not _LIST.fullmatch(text, before, start):
            return None
        word = clean(text[start:end])
        if not _CONNECTORS.fullmatch(word) and not _ELLIPSIS.match(text, end):
            return start, end
        before = end
    return None


def _completed(first: str, last: str) -> Iterator[str]:
    """„Ost“ with every end of „Südflanke“."""
    for cut in range(2, len(last) - 2):
        if last[cut] != "-":
            yield first + ("-" if last[cut - 1] == "-" else "") + last[cut:]


def _alone(text: str, one: Occurrence, others: Iterable[Occurrence]) -> Occurrence:
    """An elliptic occurrence covers all of „Ost- und Südflanke“, unless another term is in that."""
    first = WORD.match(text, one.start)
    hyphen = first and _ELLIPSIS.match(text, first.end())
    end = hyphen.end() if hyphen else one.end
    if any(end <= other.start < one.end for other in others):
        return replace(one, end=end, text=text[one.start : end])
    return one


def _occurrence(text: str, span: Span, token: Span, term: Term, role: Role = "word") -> Occurrence:
    (start, end), (first, last) = span, token
    return Occurrence(start, end, first, last, text[start:end], text[first:last], term, role)


def _longest(found: Iterable[Occurrence]) -> list[Occurrence]:
    """The longest of those that overlap; of equally long ones the first, whole words first."""
    kept: list[Occurrence] = []
    for group in _groups(sorted(found, key=lambda one: one.start)):
        if len(group) == 1:
            kept += group
            continue
        free: list[Occurrence] = []
        for one in sorted(group, key=lambda o: (o.start - o.end, o.start, _RANK[o.role])):
            if all(one.end <= other.start or other.end <= one.start for other in free):
                free.append(one)
        kept += sorted(free, key=lambda one: one.start)
    return kept


def _groups(ordered: Iterable[Occurrence]) -> Iterator[list[Occurrence]]:
    """Runs of occurrences that touch each other, from occurrences sorted by start."""
    group: list[Occurrence] = []
    end = 0
    for one in ordered:
        if group and one.start >= end:
            yield group
            group = []
        group.append(one)
        end = max(end, one.end)
    if group:
        yield group


def fingerprint(occurrences: Iterable[Occurrence]) -> str:
    """Everything about the matched terms that can change a translation, as stable text.

    Where an entry stands and what it says for people only (comment, definition) is left out.
    """
    return json.dumps([_relevant(one) for one in occurrences], ensure_ascii=False)


def _relevant(one: Occurrence) -> list[object]:
    term = one.term
    entry = [term.source, term.targets, term.source_forms, term.target_forms, term.forbidden]
    return [one.start, one.end, one.role, *entry, term.mode, term.case, term.compound, term.status]
