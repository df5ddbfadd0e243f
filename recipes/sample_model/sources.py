"""Which pairs the model is trained on, and how much of each."""

from __future__ import annotations

from pathlib import Path

from .clean import OPEN_SOURCES, Pair, read_dictionary, read_open_pairs, read_pairs
from .disjoint import without
from .grammar import generate
from .mixture import Domain

DATA = Path(__file__).with_name("data")
RESERVED = ("dev", "held_out")
OWN = tuple(sorted(path.stem for path in DATA.glob("*.tsv") if path.stem not in RESERVED))
SAMPLE = "corpus"  # what the sample corpus says: often enough that the first run reads well

# Shares of the English words that the model sees; see README.md.
SHARES = {
    "sample": 0.09,
    "own": 0.38,
    "grammar": 0.17,
    "tatoeba": 0.12,
    "europarl": 0.11,
    "ntrex-news": 0.08,
    "dictionary": 0.05,
}
SENTENCES_OF_GRAMMAR = 200_000


def training_domains(open_pairs: Path, seed: int) -> list[Domain]:
    """All domains, without anything that dev or held_out have; `open_pairs` is a folder."""
    pairs = {
        "sample": read_pairs(DATA / f"{SAMPLE}.tsv"),
        "own": [
            pair for name in OWN if name != SAMPLE for pair in read_pairs(DATA / f"{name}.tsv")
        ],
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
