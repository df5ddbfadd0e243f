"""Read sentence pairs: our own as they stand, the open ones cleaned.

Sources under `parallel/train`: Europarl (https://www.statmt.org/europarl/), Tatoeba
(https://tatoeba.org, CC BY 2.0 FR), NTREX-128 (https://github.com/MicrosoftTranslator/NTREX,
CC BY-SA 4.0) and a dictionary drawn from Wiktionary (CC BY-SA 3.0). The files are read where they
lie; the evaluation sets beside them are never opened here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from .spelling import british_english, modern_german


@dataclass(frozen=True, slots=True)
class Pair:
    """A German sentence and its English."""

    german: str
    english: str


@dataclass(frozen=True, slots=True)
class Limits:
    """What a pair must meet; lengths in words, `ratio` of the longer side to the shorter."""

    longest: int = 60
    ratio: float = 2.0
    repeats: int = 2


OPEN_SOURCES = {
    "europarl": Limits(longest=45, ratio=1.7),
    "tatoeba": Limits(longest=40, ratio=2.5),
    "ntrex-news": Limits(longest=60, ratio=2.0),
}

_PLAIN = re.compile(r"[\w\s.,;:!?%&$€£°§/()'\"„“”‚‘’–—…+*@=#-]*")
_ENGLISH_WORDS = re.compile(r"\b(?:the|and|of|which|with|that|would)\b")
_GERMAN_WORDS = re.compile(r"\b(?:und|der|das|nicht|ist|ein|eine|mit|dass|den)\b")
_CHATTER = re.compile(
    r"^\W*$|^\(|\b(?:Herrn? Präsident|Frau Präsidentin|Mr President|Madam President)\b"
)


def read_pairs(path: Path) -> list[Pair]:
    """The first two columns of a TSV file; lines without two filled columns are left out."""
    with path.open(encoding="utf-8", newline="\n") as lines:
        rows = (line.rstrip("\r\n").split("\t") for line in lines)
        cells = ([cell.strip() for cell in row[:2]] for row in rows)
        return [Pair(*row) for row in cells if len(row) == 2 and all(row)]


def read_open_pairs(folder: Path, name: str) -> list[Pair]:
    """One of OPEN_SOURCES, normalised and filtered."""
    pairs = map(normalised, read_pairs(folder / f"{name}.tsv"))
    return list(kept(pairs, OPEN_SOURCES[name]))


def read_dictionary(path: Path, renderings: int = 1) -> list[Pair]:
    """Word pairs of wiktionary.tsv: each entry with the first of its English glosses."""
    entries = read_pairs(path)
    return [
        Pair(entry.german, gloss)
        for entry in entries
        for gloss in islice(entry.english.split("|"), renderings)
        if _PLAIN.fullmatch(entry.german + gloss) and len(gloss.split()) <= 4
    ]


def normalised(pair: Pair) -> Pair:
    """Today's spelling, one blank between words, apostrophes closed up ("House' s" → "House's")."""
    german = " ".join(modern_german(pair.german.replace("\u00ad", "")).split())
    english = " ".join(british_english(pair.english.replace("\u00ad", "")).split())
    english = re.sub(r"(?<=\w)[’'] ?s\b", "'s", english).replace("’", "'")
    return Pair(_tight_quotes(german), _tight_quotes(english))


def kept(pairs: Iterable[Pair], limits: Limits) -> Iterator[Pair]:
    """The pairs that teach: right language, matching lengths and figures, no more than so often."""
    seen: dict[str, int] = {}
    for pair in pairs:
        key = pair.german.casefold()
        if is_sound(pair, limits) and seen.get(key, 0) < limits.repeats:
            seen[key] = seen.get(key, 0) + 1
            yield pair


def is_sound(pair: Pair, limits: Limits) -> bool:
    """Whether both sides look like a sentence and its translation."""
    german, english = pair.german.split(), pair.english.split()
    shorter, longer = sorted((len(german), len(english)))
    return (
        shorter > 0
        and longer <= limits.longest
        and longer <= limits.ratio * shorter + 3
        and _PLAIN.fullmatch(pair.german + pair.english) is not None
        and not any(map(_CHATTER.search, (pair.german, pair.english)))
        and len(_ENGLISH_WORDS.findall(pair.german)) < 2
        and len(_GERMAN_WORDS.findall(pair.english)) < 2
        and pair.german != pair.english
        and _figures(pair.german) == _figures(pair.english)
    )


def _figures(text: str) -> list[str]:
    """The digit groups of a text, sorted, so that 1.500 and 1,500 or 3,5 and 3.5 agree."""
    return sorted(re.findall(r"\d+", text))


def _tight_quotes(text: str) -> str:
    """No blank inside straight quotation marks: '"bug "' → '"bug"'."""
    return re.sub(r'"\s*([^"]*?)\s*"', r'"\1"', text) if text.count('"') % 2 == 0 else text
