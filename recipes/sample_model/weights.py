"""Float32 master weights, their optimiser and their moving average, beside a bfloat16 model.

Matrices step by Muon (https://kellerjordan.github.io/posts/muon/), all else by AdamW: see README.md
for what that gains. Mixed precision as in https://arxiv.org/abs/1710.03740: bfloat16 products run
2.5 times as fast as float32 ones on a CPU with avx512_bf16, but small steps would be rounded away.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn

AVERAGING = 0.96
AVERAGED_EVERY = 8  # updates; a pass over all weights costs a tenth of an update
CLIP = 1.0
MUON_RATE = 2.0  # times AdamW's, whose step size it is scaled to


class Weights:
    """Steps `model` along its gradients; `average` is what gets exported."""

    def __init__(self, model: nn.Module) -> None:
        self.updates = 0
        self.named = dict(model.named_parameters())
        self.working = list(self.named.values())
        self.master = [weight.detach().float().clone() for weight in self.working]
        self.average = [weight.clone() for weight in self.master]
        matrices = [
            weight
            for name, weight in zip(self.named, self.master, strict=True)
            if weight.dim() == 2 and name != "embedding.weight"
        ]
        others = [weight for weight in self.master if not any(weight is one for one in matrices)]
        self.adam = torch.optim.AdamW(
            others, lr=0.0, betas=(0.9, 0.98), eps=1e-9, weight_decay=0.01, fused=True
        )
        self.muon = torch.optim.Muon(
            matrices, lr=0.0, weight_decay=0.01, adjust_lr_fn="match_rms_adamw"
        )

    def step(self, learning_rate: float) -> None:
        """One update with the gradients that the model holds, which are then dropped."""
        for master, working in zip(self.master, self.working, strict=True):
            assert working.grad is not None
            master.grad = working.grad.float()
            working.grad = None
        torch.nn.utils.clip_grad_norm_(self.master, CLIP)
        for optimiser, factor in (self.adam, 1.0), (self.muon, MUON_RATE):
            for group in optimiser.param_groups:
                group["lr"] = factor * learning_rate
            optimiser.step()
        self.updates += 1
        if self.updates % AVERAGED_EVERY == 0:
            torch._foreach_lerp_(self.average, self.master, 1.0 - AVERAGING)
        self._copy(self.master)

    def averaged(self) -> dict[str, Tensor]:
        """The moving average by parameter name."""
        return dict(zip(self.named, self.average, strict=True))

    def use_average(self, use: bool) -> None:
        """Put the moving average into the model, for measuring, or the master weights back."""
        self._copy(self.average if use else self.master)

    def state(self) -> dict[str, Any]:
        """All that `load` needs to go on."""
        return {
            "master": self.master,
            "average": self.average,
            "adam": self.adam.state_dict(),
            "muon": self.muon.state_dict(),
            "updates": self.updates,
        }

    def load(self, state: dict[str, Any]) -> None:
        """Go on from what `state` returned."""
        for name in ("master", "average"):
            for mine, saved in zip(getattr(self, name), state[name], strict=True):
                mine.copy_(saved)
        self.adam.load_state_dict(state["adam"])
        self.muon.load_state_dict(state["muon"])
        self.updates = state["updates"]
        self._copy(self.master)

    @torch.no_grad()
    def _copy(self, weights: list[Tensor]) -> None:
        for working, weight in zip(self.working, weights, strict=True):
            working.copy_(weight)
