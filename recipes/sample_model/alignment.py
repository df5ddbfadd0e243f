"""Which attention head says best where an English word comes from.

CTranslate2 returns the attention of the first heads of one decoder layer. Translation memories,
markup and terms are placed by it, so the head that aligns best is put there: heads are
interchangeable, their order means nothing to the model. Attention as alignment: Bahdanau et al.
(https://arxiv.org/abs/1409.0473); that few heads align and the rest do not: Garg et al.
(https://aclanthology.org/D19-1453).
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import torch
from torch import Tensor

from .batches import Batch
from .model import Attention, DecoderLayer, Transformer


def best_head(model: Transformer, dev: list[Batch]) -> tuple[int, int, float]:
    """Decoder layer, head, and the share of copied pieces at which that head looks.

    A piece that stands once on either side (a name, a figure) is its own translation: no reference
    alignment is needed. Each batch must hold one sentence.
    """
    hits: Counter[tuple[int, int]] = Counter()
    places = 0
    for batch in dev:
        looks = attended(model, batch)
        for row, column in copies(batch):
            places += 1
            hits.update(head for head, look in looks.items() if int(look[row]) == column)
    (layer, head), count = hits.most_common(1)[0]
    return layer, head, count / places


def copies(batch: Batch) -> list[tuple[int, int]]:
    """(target place, source place) of the pieces that stand exactly once on both sides."""
    source, target = batch.source[0].tolist(), batch.answer.tolist()
    return [
        (row, source.index(piece))
        for row, piece in enumerate(target)
        if source.count(piece) == 1 == target.count(piece)
    ]


@torch.no_grad()
def attended(model: Transformer, batch: Batch) -> dict[tuple[int, int], Tensor]:
    """By decoder layer and head: the source place that each target place attends to most."""
    inputs: dict[int, tuple[Tensor, Tensor]] = {}

    def remember(layer: int) -> Any:
        return lambda module, arguments: inputs.__setitem__(layer, arguments)

    attentions = [module.attention for module in model.decoder if isinstance(module, DecoderLayer)]
    hooks = [
        attention.register_forward_pre_hook(remember(number))
        for number, attention in enumerate(attentions)
    ]
    model.eval()
    model(batch.source, batch.target)
    for hook in hooks:
        hook.remove()
    return {
        (number, head): weights.argmax(dim=-1)
        for number, attention in enumerate(attentions)
        for head, weights in enumerate(_weights(attention, *inputs[number]))
    }


def _weights(attention: Attention, states: Tensor, memory: Tensor) -> Tensor:
    """Scores (heads, target, source) of the only sentence in a batch."""
    query = attention.split(attention.inputs[0](attention.norm(states)))
    key = attention.split(attention.inputs[1](memory).chunk(2, dim=-1)[0])
    return torch.matmul(query, key.transpose(-1, -2))[0]


def put_first(weights: dict[str, Tensor], layer: int, head: int, heads: int) -> dict[str, Tensor]:
    """The same model with that head of that layer's attention to the source as the first."""
    order = [head, *(number for number in range(heads) if number != head)]
    name = f"decoder.{layer}.attention"

    def rows(values: Tensor, parts: int) -> Tensor:
        blocks = values.reshape(parts, heads, -1, *values.shape[1:])
        return blocks[:, order].reshape(values.shape)

    return weights | {
        f"{name}.inputs.0.weight": rows(weights[f"{name}.inputs.0.weight"], 1),
        f"{name}.inputs.0.bias": rows(weights[f"{name}.inputs.0.bias"], 1),
        f"{name}.inputs.1.weight": rows(weights[f"{name}.inputs.1.weight"], 2),
        f"{name}.inputs.1.bias": rows(weights[f"{name}.inputs.1.bias"], 2),
        f"{name}.output.weight": rows(weights[f"{name}.output.weight"].T, 1).T,
    }
