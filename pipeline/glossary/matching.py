"""Where the terms of a glossary occur in German text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from pipeline.glossary.compounds import WORD
from pipeline.glossary.index import Found, Hit, Index, Phrase, Role
from pipeline.glossary.lemma import clean, loose, lower_reading
from pipeline.glossary.term import Occurrence, Term

_GAP = re.compile(r"[\s\xad\ufffc]+")
_ELLIPSIS = re.compile(r"\ufffc*[-‐‑]\ufffc*(?=[\s,/])")
_LIST = re.compile(r"[-‐‑\s,/.\ufffc\xad]*")
_CONNECTORS = re.compile(
    "und|oder|bis|sowie|bzw|beziehungsweise|noch|wie|als|auch|aber|der|die|das|den|dem|des",
    re.IGNORECASE,
)
_OPENING = re.compile(r"(?:^|[.!?:…\n„“”\"»«‚‘’(\[•–—])[\s\xad\ufffc\"„“”»«‚‘’(\[•–—-]*$")
_LOOK_BACK = 12
# At the start of a sentence these are prepositions and adverbs, not the noun spelt alike.
_NOT_NOUNS = re.compile(
    "angesichts|anfangs|dank|ende|heute|kraft|laut|mangels|mittels|morgen|namens|recht|seitens"
    "|statt|teils|trotz|weg|während|zeit",
    re.IGNORECASE,
)
_RANK: dict[Role, int] = {"word": 0, "head": 1, "part": 2}


class Token(NamedTuple):
    """A word of the text, by its code points."""

    start: int
    end: int


class Matcher:
    """Finds the terms of a glossary in texts. Build it once: it remembers the words it has seen."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._index = Index(terms)

    def find(self, text: str) -> list[Occurrence]:
        """The occurrences in `text` in order, none overlapping; of nested terms the longest alone.

        `text` may hold soft hyphens, no-break spaces, newlines, and U+FFFC where markup was.
        """
        tokens = [Token(*match.span()) for match in WORD.finditer(text)]
        found: list[Occurrence] = []
        elliptic: list[Occurrence] = []
        for number, token in enumerate(tokens):
            about: Found | None = self._index.about(text[token.start : token.end])
            if about:
                found += _words(text, token, about.hits)
                found += _phrases(text, tokens, number, about.phrases)
            if text[token.end : token.end + 1] in "-‐‑\ufffc" and _ELLIPSIS.match(text, token.end):
                elliptic += self._elliptic(text, tokens, number)
        if elliptic:
            found += [_alone(text, one, found + elliptic) for one in elliptic]
        return _longest(found)

    def _elliptic(self, text: str, tokens: Sequence[Token], number: int) -> Iterator[Occurrence]:
        """„Ost- und Südflanke“: the first part with every end of the word that completes it."""
        full = _completion(text, tokens, number)
        if full is None:
            return
        start, end = tokens[number]
        first, last = clean(text[start:end]), clean(text[full.start : full.end])
        for cut in range(2, len(last) - 2):
            joined = "-" if last[cut - 1] == "-" else ""
            for term in self._index.whole(first + joined + last[cut:]):
                if last[cut] != "-":
                    yield _occurrence(text, start, full.end, Token(start, full.end), term)


def _words(text: str, token: Token, hits: Iterable[Hit]) -> Iterator[Occurrence]:
    raw = text[token.start : token.end]
    doubtful = _NOT_NOUNS.fullmatch(raw)
    for hit in hits:
        if (hit.opening or doubtful) and _opens(text, token.start) != hit.opening:
            continue
        start = token.start + _raw(raw, hit.start, opening=True)
        end = token.start + _raw(raw, hit.end, opening=False)
        yield _occurrence(text, start, end, token, hit.term, hit.role)


def _opens(text: str, start: int) -> bool:
    """Whether a sentence, a quotation or a line begins at `start`."""
    return bool(_OPENING.search(text[max(0, start - _LOOK_BACK) : start]))


def _raw(raw: str, offset: int, *, opening: bool) -> int:
    """Where code point `offset` of the clean word is in the word as it stands."""
    if len(clean(raw)) == len(raw):
        return offset
    if not offset and opening:
        return 0
    places = [at for at in range(len(raw) + 1) if len(clean(raw[:at])) == offset]
    return places[-1] if opening or offset == len(clean(raw)) else places[0]


def _phrases(
    text: str, tokens: Sequence[Token], number: int, phrases: Iterable[Phrase]
) -> Iterator[Occurrence]:
    for phrase in phrases:
        first = number - phrase.anchor
        span = tokens[max(first, 0) : first + len(phrase.words)]
        if len(span) == len(phrase.words) and _same(text, span, phrase):
            end = span[-1].end + len(phrase.form) - phrase.spans[-1][1]
            yield _occurrence(text, span[0].start, end, Token(span[0].start, end), phrase.term)


def _same(text: str, span: Sequence[Token], phrase: Phrase) -> bool:
    """Whether the words of `text` are the phrase, inflection apart, with the same between them."""
    form = phrase.form
    if not text.startswith(form[phrase.spans[-1][1] :], span[-1].end):
        return False
    if _gaps(text, span) != _gaps(form, phrase.spans):
        return False
    here = [clean(text[start:end]) for start, end in span]
    if phrase.term.case == "exact":
        return here == phrase.words
    return all(_agree(word, other) for word, other in zip(here, phrase.words, strict=True))


def _gaps(text: str, spans: Sequence[tuple[int, int]]) -> list[str]:
    between = (text[end:start] for (_, end), (start, _) in pairwise(spans))
    return [_GAP.sub(" ", gap).strip("\xad\ufffc") for gap in between]


def _agree(word: str, wanted: str) -> bool:
    small = word[:1].islower() and wanted[:1].isupper()
    return not (small and lower_reading(word)) and not loose(word).isdisjoint(loose(wanted))


def _completion(text: str, tokens: Sequence[Token], number: int) -> Token | None:
    """The whole word that completes one with a hyphen at its end, a few words on."""
    for before, token in zip(tokens[number:], tokens[number + 1 : number + 9], strict=False):
        if not _LIST.fullmatch(text, before.end, token.start):
            return None
        word = text[token.start : token.end]
        if not _CONNECTORS.fullmatch(word) and not _ELLIPSIS.match(text, token.end):
            return token
    return None


def _alone(text: str, one: Occurrence, others: Iterable[Occurrence]) -> Occurrence:
    """An elliptic occurrence covers all of „Ost- und Südflanke“, unless another term is in that."""
    first = WORD.match(text, one.start)
    hyphen = first and _ELLIPSIS.match(text, first.end())
    end = hyphen.end() if hyphen else one.end
    if any(end <= other.start < one.end for other in others):
        return replace(one, end=end, text=text[one.start : end])
    return one


def _occurrence(
    text: str, start: int, end: int, token: Token, term: Term, role: Role = "word"
) -> Occurrence:
    whole = text[token.start : token.end]
    return Occurrence(start, end, token.start, token.end, text[start:end], whole, term, role)


def _longest(found: Iterable[Occurrence]) -> list[Occurrence]:
    """The longest of those that overlap; of equally long ones the first, whole words first."""
    kept: list[Occurrence] = []
    for group in _groups(sorted(found, key=lambda one: one.start)):
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
