"""Batches of token ids without source padding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, islice
from random import Random

import torch
from torch import Tensor

from .clean import Pair
from .tokens import BEGIN, END, Encoded, Tokenizer

LONGEST = 100  # pieces
PADDING = END  # its loss is masked by `wanted`


@dataclass(frozen=True, slots=True)
class Batch:
    """Ids (sentences, length): `target` begins with <s>; `wanted` are flat places that count."""

    source: Tensor
    target: Tensor
    answer: Tensor
    wanted: Tensor

    @property
    def tokens(self) -> int:
        """Target tokens, the end mark included."""
        return len(self.wanted)


def batches(
    pairs: Iterator[Pair], tokenizer: Tokenizer, tokens: int, seed: int, shard: int = 100_000
) -> Iterator[Batch]:
    """Batches of about `tokens` target tokens, in random order within each shard of pairs."""
    random = Random(seed)
    while drawn := list(islice(pairs, shard)):
        made = list(_by_length(tokenizer.encode(drawn), tokens))
        random.shuffle(made)
        for group in made:
            yield as_batch(group)


def _by_length(encoded: Iterable[Encoded], tokens: int) -> Iterator[list[Encoded]]:
    """Groups of pairs whose sources have one length and whose targets have nearly one."""
    usable = (pair for pair in encoded if min(_lengths(pair)) and max(_lengths(pair)) <= LONGEST)
    ordered = sorted(usable, key=_lengths)
    for _, same in groupby(ordered, key=lambda pair: len(pair.source)):
        group: list[Encoded] = []
        for pair in same:
            if group and (len(group) + 1) * (len(pair.target) + 1) > tokens:
                yield group
                group = []
            group.append(pair)
        yield group


def _lengths(pair: Encoded) -> tuple[int, int]:
    return len(pair.source), len(pair.target)


def as_batch(group: list[Encoded]) -> Batch:
    """Tensors of pairs whose sources have the same length."""
    longest = max(len(pair.target) for pair in group) + 1
    answers = [[*pair.target, END] for pair in group]
    answer = torch.tensor([ids + [PADDING] * (longest - len(ids)) for ids in answers])
    target = torch.cat([torch.full((len(group), 1), BEGIN), answer[:, :-1]], dim=1)
    lengths = torch.tensor([len(ids) for ids in answers])
    wanted = (torch.arange(longest)[None, :] < lengths[:, None]).flatten().nonzero()[:, 0]
    return Batch(torch.tensor([pair.source for pair in group]), target, answer.flatten(), wanted)


def dev_batches(pairs: list[Pair], tokenizer: Tokenizer) -> list[Batch]:
    """One batch a pair: exact, and quick enough for a few hundred."""
    return [as_batch([encoded]) for encoded in tokenizer.encode(pairs)]
