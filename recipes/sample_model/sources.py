"""Which pairs the model is trained on, and how much of each."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from .clean import OPEN_SOURCES, Pair, read_dictionary, read_open_pairs, read_pairs
from .grammar import generate
from .mixture import Domain

DATA = Path(__file__).with_name("data")
OWN = ("security", "politics", "everyday", "corpus")
RESERVED = ("dev", "held_out")
SHINGLE = 8  # words

# Shares of the English words that the model sees; measured, see README.md.
SHARES = {
    "own": 0.38,
    "grammar": 0.22,
    "tatoeba": 0.12,
    "europarl": 0.18,
    "ntrex-news": 0.08,
    "dictionary": 0.02,
}
SENTENCES_OF_GRAMMAR = 120_000


def training_domains(open_pairs: Path, seed: int) -> list[Domain]:
    """All domains, without anything that dev or held_out have; `open_pairs` is a folder."""
    pairs = {
        "own": [pair for name in OWN for pair in read_pairs(DATA / f"{name}.tsv")],
        "grammar": [Pair(*pair) for pair in generate(SENTENCES_OF_GRAMMAR, seed)],
        **{name: read_open_pairs(open_pairs, name) for name in OPEN_SOURCES},
        "dictionary": read_dictionary(open_pairs / "wiktionary.tsv"),
    }
    reserved = [pair for name in RESERVED for pair in read_pairs(DATA / f"{name}.tsv")]
    return [
        Domain(name, without(pairs[name], reserved), share)
        for name, share in SHARES.items()
        if pairs[name]
    ]


def without(pairs: Iterable[Pair], reserved: Iterable[Pair]) -> list[Pair]:
    """The pairs that share no sentence and no eight words in a row with `reserved`."""
    taken = {shingle for pair in reserved for shingle in shingles(pair)}
    return [pair for pair in pairs if taken.isdisjoint(shingles(pair))]


def shingles(pair: Pair) -> set[tuple[str, ...]]:
    """All runs of eight words on either side, or the whole side where it is shorter."""
    found = set()
    for text in (pair.german, pair.english):
        words = re.findall(r"\w+", text.casefold())
        starts = range(max(1, len(words) - SHINGLE + 1))
        found |= {tuple(words[start : start + SHINGLE]) for start in starts}
    return found
