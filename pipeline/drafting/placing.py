"""Where in a hypothesis a term belongs, and which of several terms goes to which place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from pipeline.drafting.fitting import Place
from pipeline.engine.hypothesis import Hypothesis, Span
from pipeline.glossary import english
from pipeline.glossary.term import Occurrence
from pipeline.glossary.verifying import Word, is_verb, places, words

# So many of the best renderings are believed even where the attention is elsewhere.
TRUSTED = 4
HERE, NEXT, ELSEWHERE = 0, 1, 2
ELLIPSIS = re.compile(r"[-‐‑](?:\s|$)")
INSIDE, GOES_ON = re.compile(r"\w[.&@/_]\Z"), re.compile(r"[.&@/_]\w")
HYPHENS, SOFT = "-‐‑", "\xad\ufffc"
Cost = tuple[float, ...]


@dataclass(frozen=True, slots=True, order=True)
class Choice:
    """A place for a term; the lower the cost the better."""

    cost: Cost
    place: Place = field(compare=False)

    @property
    def span(self) -> Span:
        """Its code points."""
        return self.place.start, self.place.end


def rendered(
    occurrence: Occurrence, hypothesis: Hypothesis, said: Sequence[str], trusted: int = TRUSTED
) -> list[Choice]:
    """Where the hypothesis says one of `said`, what the package says for the term, best first.

    First come places that attend to the term, then those whose next word does (attention is often
    one word late), and elsewhere only the `trusted` first of them; then whole words before parts of
    hyphenated ones, likelier renderings, longer ones, and those at the term's share of the text.
    """
    text = hypothesis.text
    looks = hypothesis.attending(occurrence.start, occurrence.end)
    verb, elliptic = is_verb(occurrence.term), bool(ELLIPSIS.search(occurrence.text))
    found: dict[Span, Choice] = {}
    singulars = {one: single for one in said if (single := english.singularise(one)) in said}
    for rank, rendering in enumerate(said):
        spans = places(rendering, text, verb=verb)
        spans += _sharing(rendering, text) if elliptic else []
        for start, end in spans:
            if _inside(start, end, text):
                continue
            attention = _attention((start, end), text, looks) if hypothesis.links else NEXT
            if attention < ELSEWHERE or rank < trusted:
                away = abs(_share(start, text) - _source_share(occurrence, hypothesis))
                sure = (attention + rank, attention)
                cost = (*sure, _hyphenated(start, end, text), start - end, away, start)
                choice = Choice(cost, Place(start, end, singulars.get(rendering, rendering)))
                found[start, end] = min(choice, found.get((start, end), choice))
    return sorted(found.values())


def attended(occurrence: Occurrence, hypothesis: Hypothesis) -> list[Choice]:
    """The words that attended to the term, where they are few, full, and in one piece."""
    text = hypothesis.text
    looks = hypothesis.attending(occurrence.start, occurrence.end)
    said = words(text)
    found = [number for number, word in enumerate(said) if _mostly(word, looks)]
    if not found or len(found) > len(occurrence.text.split()) + 1:
        return []
    if found != list(range(found[0], found[-1] + 1)):
        return []
    run = said[found[0] : found[-1] + 1]
    if any(not word.text.isalpha() for word in run) or any(word.gap != " " for word in run[:-1]):
        return []
    start, end = run[0].start, run[-1].end
    return [Choice((), Place(start, end, text[start:end]))]


def assign(choices: Sequence[Sequence[Choice]], taken: Sequence[Span]) -> dict[int, Place]:
    """A place for as many terms as can have one, none overlapping and none on `taken`.

    The surest terms choose first. One whose places are all gone has another move over, if that has
    a place to go to (augmenting paths, Kuhn 1955).
    """
    free = [[c for c in some if not overlaps(c.span, taken)] for some in choices]
    placed: dict[int, Choice] = {}
    for number in sorted((n for n, some in enumerate(free) if some), key=lambda n: free[n][0].cost):
        _settle(number, free, placed, set())
    return {number: choice.place for number, choice in placed.items()}


def closed(occurrence: Occurrence) -> bool:
    """Whether the term is part of a word written in one: „Flughafen“, but not „NATO-Ostflanke“."""
    first = occurrence.token_start
    before = occurrence.token[: occurrence.start - first].rstrip(SOFT)
    after = occurrence.token[occurrence.end - first :].lstrip(SOFT)
    return bool(before and before[-1] not in HYPHENS) or bool(after and after[0] not in HYPHENS)


def overlaps(span: Span, others: Iterable[Span]) -> bool:
    """Whether a span shares a code point with any of the others."""
    return any(start < span[1] and span[0] < end for start, end in others)


def _settle(
    number: int, choices: Sequence[Sequence[Choice]], placed: dict[int, Choice], seen: set[Span]
) -> bool:
    """Place one term, another moving over if need be."""
    for choice in choices[number]:
        if not _rivals(choice, placed):
            placed[number] = choice
            return True
    for choice in choices[number]:
        rivals = _rivals(choice, placed)
        if len(rivals) == 1 and choice.span not in seen:
            seen.add(choice.span)
            before = placed.pop(rivals[0])
            placed[number] = choice
            if _settle(rivals[0], choices, placed, seen):
                return True
            del placed[number]
            placed[rivals[0]] = before
    return False


def _rivals(choice: Choice, placed: dict[int, Choice]) -> list[int]:
    return [number for number, other in placed.items() if overlaps(choice.span, [other.span])]


def _attention(span: Span, text: str, looks: Sequence[Span]) -> int:
    if overlaps(span, looks):
        return HERE
    after = next((word for word in words(text) if word.start >= span[1]), None)
    return NEXT if after and overlaps((after.start, after.end), looks) else ELSEWHERE


def _mostly(word: Word, looks: Sequence[Span]) -> bool:
    """Whether most of a full word attended to the term."""
    if word.text.casefold() in english.EMPTY:
        return False
    return 2 * sum(
        max(0, min(end, word.end) - max(start, word.start)) for start, end in looks
    ) > len(word.text)


def _inside(start: int, end: int, text: str) -> bool:
    """Whether a word goes on beyond the span: „p.m.“, „R&D“."""
    return bool(INSIDE.search(text[max(0, start - 2) : start]) or GOES_ON.match(text, end))


def _hyphenated(start: int, end: int, text: str) -> bool:
    return text[max(0, start - 1) : start] == "-" or text[end : end + 1] == "-"


def _share(offset: int, text: str) -> float:
    return offset / max(1, len(text))


def _source_share(occurrence: Occurrence, hypothesis: Hypothesis) -> float:
    """How far on in the source the term stands, as far as the links tell how long that is."""
    length = max((there[1] for _, there in hypothesis.links), default=occurrence.end)
    return occurrence.start / max(1, length)


def _sharing(rendering: str, text: str) -> list[Span]:
    """The first words of a rendering whose last one they share: „eastern and southern flank“."""
    pattern = _shared(rendering)
    return [match.span(1) for match in pattern.finditer(text)] if pattern else []


@lru_cache(maxsize=1 << 10)
def _shared(rendering: str) -> re.Pattern[str] | None:
    own, _, head = rendering.rpartition(" ")
    if not own:
        return None
    heads = "|".join(map(re.escape, english.inflections(head)))
    between = r"(?:,\s(?:[\w-]+\s){1,2}?)*,?\s(?:and|or|as well as)\s(?:the\s)?(?:[\w-]+\s){1,2}?"
    return re.compile(rf"\b({re.escape(own)}){between}(?:{heads})\b", re.IGNORECASE)
