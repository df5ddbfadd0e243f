"""The endless stream of training pairs: domains in given shares, varied anew at every draw."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from .augment import copy_pair, joined, vary
from .clean import Pair

JOINED = 0.06
LONGEST_JOINED = 60  # words


@dataclass(frozen=True, slots=True)
class Domain:
    """Pairs of one kind and the share of all English words that they shall supply."""

    name: str
    pairs: Sequence[Pair]
    share: float

    @property
    def words_per_pair(self) -> float:
        return sum(len(pair.english.split()) for pair in self.pairs) / len(self.pairs)


def stream(domains: Sequence[Domain], seed: int, copies: float = 0.01) -> Iterator[Pair]:
    """Pairs without end: each domain runs through all its pairs before one comes back."""
    random = Random(seed)
    cycles = [_cycle(domain.pairs, random) for domain in domains]
    chances = [domain.share / domain.words_per_pair for domain in domains]
    while True:
        if random.random() < copies:
            yield copy_pair(random)
            continue
        cycle = random.choices(cycles, chances)[0]
        pair = vary(next(cycle), random)
        if random.random() < JOINED:
            pair = _longer(pair, vary(next(cycle), random))
        yield pair


def epochs(domains: Sequence[Domain], words: int) -> Mapping[str, float]:
    """How often each domain is seen in a run over so many English words."""
    total = sum(domain.share for domain in domains)
    return {
        domain.name: words * domain.share / total / (domain.words_per_pair * len(domain.pairs))
        for domain in domains
    }


def _cycle(pairs: Sequence[Pair], random: Random) -> Iterator[Pair]:
    order = list(range(len(pairs)))
    while True:
        random.shuffle(order)
        for place in order:
            yield pairs[place]


def _longer(first: Pair, second: Pair) -> Pair:
    pair = joined(first, second)
    return pair if len(pair.english.split()) <= LONGEST_JOINED else first
