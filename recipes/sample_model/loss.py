"""Label-smoothed cross-entropy whose logits never leave the cache."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

ROWS = 512  # 512 × 6,000 bfloat16 probabilities are 6 MB: they stay in the cache


class SmoothedLoss(torch.autograd.Function):
    """Sum over target tokens of the cross-entropy against a smoothed reference.

    Label smoothing as in Szegedy et al. (https://arxiv.org/abs/1512.00567). The gradient is taken
    together with the loss, a few rows at a time, so that the (tokens × vocabulary) matrix is never
    held: much faster on a CPU than `cross_entropy` and its backward pass. What smoothing adds is
    the same for every token, so it is put in once, at the end.
    """

    @staticmethod
    def forward(
        ctx: Any, states: Tensor, embedding: Tensor, target: Tensor, smoothing: float
    ) -> Tensor:
        state_gradient = torch.empty_like(states)
        embedding_gradient = torch.zeros(embedding.shape, dtype=torch.float32)
        loss = torch.zeros(())
        for start in range(0, len(states), ROWS):
            rows = slice(start, start + ROWS)
            wanted = target[rows, None]
            logits = states[rows] @ embedding.T
            gradient = logits.softmax(dim=1)
            picked, chances = logits.gather(1, wanted), gradient.gather(1, wanted)
            loss += (smoothing * picked.float() - chances.float().log()).sum()
            gradient.scatter_add_(1, wanted, torch.full_like(picked, smoothing - 1.0))
            state_gradient[rows] = gradient @ embedding
            embedding_gradient += gradient.T @ states[rows]
        mean, total = embedding.float().mean(dim=0), states.float().sum(dim=0)
        loss -= smoothing * total @ mean
        state_gradient -= (smoothing * mean).to(states.dtype)
        embedding_gradient -= smoothing / len(embedding) * total
        ctx.save_for_backward(state_gradient, embedding_gradient.to(embedding.dtype))
        return loss

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> tuple[Tensor, Tensor, None, None]:
        state_gradient, embedding_gradient = ctx.saved_tensors
        scale = gradients[0].to(state_gradient.dtype)
        return state_gradient * scale, embedding_gradient * scale, None, None


def smoothed_loss(states: Tensor, embedding: Tensor, target: Tensor, smoothing: float) -> Tensor:
    """The loss of states (tokens, width) against target ids (tokens,), in nats, summed."""
    loss: Tensor = SmoothedLoss.apply(  # type: ignore[no-untyped-call]
        states, embedding, target, smoothing
    )
    return loss
