"""What a glossary should hold: candidates from a corpus, the most urgent first.

Termhood is the C-value (Frantzi, Ananiadou and Mima 2000): frequency, less the share that a longer
candidate has in it, times log2 of the length, to which 1 is added as in Barrón-Cedeño et al. (2009)
lest single words count nothing; the parts of compounds count as words. It is multiplied by the
share of words that are not common, a coarse weirdness ratio (Ahmad et al. 1999). What the model
rendered in n ways counts n times as much, what it left German twice as much, and what holds a term
of the glossary already half as much.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.glossary.candidates import Kind, Place, candidates
from pipeline.glossary.common import common
from pipeline.glossary.compounds import WORD
from pipeline.glossary.cooccurring import Cooccurrence, Rendering, same
from pipeline.glossary.lemma import base, clean, is_english, known
from pipeline.glossary.matching import Matcher

Folded = tuple[str, ...]
FAIR_SHARE = 0.2
CERTAIN = 3
LONGEST_EXAMPLE = 240


@dataclass(frozen=True, slots=True)
class Sentence:
    """A plain German sentence, and the English that the output has for it, if any."""

    source: str
    target: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A term that the glossary has not.

    `renderings` are those found twice or more, with how often, the most frequent first; `ways`
    counts those of a fair share. `left` counts the sentences whose English has the German word.
    """

    source: str
    kind: Kind
    count: int
    score: float
    example: str
    renderings: tuple[tuple[str, int], ...] = ()
    ways: int = 0
    left: int = 0

    @property
    def target(self) -> str:
        """The most frequent rendering; "" where none is known well enough to go by it."""
        text, count = self.renderings[0] if self.renderings else ("", 0)
        return text if count >= CERTAIN else ""

    @property
    def comment(self) -> str:
        """Counts and an example, for the people who decide."""
        said = ", ".join(f"{text} {count}" for text, count in self.renderings)
        facts = [f"{self.count}×", said and f"rendered: {said}"]
        facts += [f"left German {self.left}×"] if self.left else []
        return f"{'; '.join(filter(None, facts))}. Example: {self.example}"


@dataclass(slots=True)
class _Seen:
    """All places of one candidate."""

    kind: Kind
    size: int
    written: Counter[str] = field(default_factory=Counter)
    where: list[int] = field(default_factory=list)
    sure: int = 0  # how often it is surely no name
    known: bool = False  # part of it is a term already

    @property
    def count(self) -> int:
        return len(self.where)

    @property
    def word(self) -> bool:
        """Whether it is no name, which has no plural, and seldom an article."""
        return self.sure * 2 >= self.count if self.kind == "noun" else self.sure > 0


def suggest(sentences: Sequence[Sentence], matcher: Matcher, least: int = 2) -> list[Candidate]:
    """The candidates that occur `least` times or more and are no terms of `matcher`, best first."""
    seen = _collect(sentences, matcher)
    frequent = {parts: one for parts, one in seen.items() if one.count >= least and one.word}
    english = _Translations(sentences)
    longer = _nested(frequent)
    found = []
    for parts, one in frequent.items():
        renderings = tuple(english.renderings(parts, one.where))
        ways = sum(n >= max(2, FAIR_SHARE * one.count) for _, n in renderings)
        left = english.left(one.where, one.written)
        score = termhood(parts, one.size, one.count, longer.get(parts, ()))
        score *= max(1, ways) * (2 if left else 1) * (0.5 if one.known else 1)
        if score > 0 and (one.kind != "noun" or ways > 1 or left):
            written = one.written.most_common(1)[0][0]
            example = _example(sentences[number].source for number in one.where)
            said = one.kind, one.count, round(score, 2), example
            found.append(Candidate(written, *said, renderings, ways, left))
    return sorted(found, key=lambda one: (-one.score, one.source))


def termhood(parts: Sequence[str], size: int, count: int, longer: Collection[int] = ()) -> float:
    """The C-value times the share of uncommon words; `longer` are counts of what it is part of."""
    nested = sum(longer) / len(longer) if longer else 0.0
    pieces = [piece for part in parts for piece in part.split("-")]
    weirdness = sum(not common(piece) for piece in pieces) / len(pieces)
    return math.log2(1 + size) * (count - nested) * weirdness


def _collect(sentences: Sequence[Sentence], matcher: Matcher) -> dict[tuple[str, ...], _Seen]:
    seen: dict[tuple[str, ...], _Seen] = {}
    for number, sentence in enumerate(sentences):
        terms = [(one.start, one.end) for one in matcher.find(sentence.source)]
        for place in candidates(sentence.source):
            rest = _without(sentence.source, place, terms)
            if not all(common(base(word).casefold()) for word in WORD.findall(rest)):
                one = seen.setdefault(place.parts, _Seen(place.kind, place.size))
                one.written[place.base] += 1
                one.where.append(number)
                one.sure += place.sure
                one.known |= rest != sentence.source[place.start : place.end]
    return seen


def _without(text: str, place: Place, spans: Iterable[tuple[int, int]]) -> str:
    """What is left of a place when these spans are taken out, hyphens as blanks."""
    kept = (
        "-" if any(start <= at < end for start, end in spans) else text[at]
        for at in range(place.start, place.end)
    )
    return "".join(kept)


def _nested(seen: Mapping[tuple[str, ...], _Seen]) -> dict[tuple[str, ...], list[int]]:
    """For each candidate the counts of the longer ones that it is part of."""
    found: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for parts, one in seen.items():
        for inner in set(_inner(parts)):
            if inner in seen:
                found[inner].append(one.count)
    return found


def _inner(parts: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for start in range(len(parts)):
        for end in range(start + 1, len(parts) + 1):
            if end - start < len(parts):
                yield parts[start:end]


class _Translations:
    """What the pairs among the sentences tell about renderings."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self._sentences = sentences
        pairs = [number for number, sentence in enumerate(sentences) if sentence.target]
        self._place = {number: at for at, number in enumerate(pairs)}
        self._evidence = Cooccurrence(
            [_bases(sentences[number].source) for number in pairs],
            [sentences[number].target for number in pairs],
        )

    def renderings(self, parts: Sequence[str], where: Iterable[int]) -> list[tuple[str, int]]:
        """The renderings in these sentences that were found twice or more, with how often."""
        counts: Counter[Folded] = Counter()
        written: dict[Folded, Counter[str]] = defaultdict(Counter)
        for number in where:
            found = self._rendering(number, parts)
            if found:
                counts[found.folded] += 1
                written[found.folded][found.text] += 1
        ordered = sorted(_merged(counts).items(), key=lambda item: (-item[1], item[0]))
        return [(_usual(written[folded]), count) for folded, count in ordered if count > 1]

    def _rendering(self, number: int, parts: Sequence[str]) -> Rendering | None:
        at = self._place.get(number)
        return None if at is None else self._evidence.rendering(at, parts)

    def left(self, where: Iterable[int], written: Iterable[str]) -> int:
        """In how many of these sentences the English has the German word, which is no English."""
        forms = [form for form in written if known(form) and not is_english(form)]
        return sum(
            any(form in WORD.findall(self._sentences[number].target) for form in forms)
            for number in set(where)
        )


def _bases(text: str) -> set[str]:
    return {base(clean(word)).casefold() for word in WORD.findall(text)}


def _merged(counts: Counter[Folded]) -> Counter[Folded]:
    """The counts with those of one rendering put together under its most frequent wording."""
    merged: Counter[Folded] = Counter()
    for folded, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        merged[next((kept for kept in merged if same(kept, folded)), folded)] += count
    return merged


def _usual(written: Counter[str]) -> str:
    """The most frequent way to write it, of equally frequent ones the one with fewest capitals."""
    return min(written, key=lambda text: (-written[text], sum(map(str.isupper, text)), text))


def _example(sources: Iterable[str]) -> str:
    """The shortest sentence that says enough."""
    texts = [" ".join(source.split()) for source in sources]
    long = [text for text in texts if len(text.split()) > 4] or texts
    best = min(long, key=lambda text: (len(text), text))
    return best if len(best) <= LONGEST_EXAMPLE else best[: LONGEST_EXAMPLE - 1].rstrip() + "…"
