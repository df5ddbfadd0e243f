"""The training loop: from a stream of pairs to a checkpoint with averaged weights."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch

from .batches import Batch
from .loss import smoothed_loss
from .model import Shape, Transformer
from .weights import Weights

SMOOTHING = 0.1


@dataclass(frozen=True, slots=True)
class Budget:
    """How long to train: so many minutes, or (to repeat a run exactly) so many updates."""

    minutes: float = 97.0
    updates: int = 0

    def progress(self, update: int, seconds: float) -> float:
        """The share of the budget that is spent, at most 1."""
        spent = update / self.updates if self.updates else seconds / (60 * self.minutes)
        return min(1.0, spent)


@dataclass(frozen=True, slots=True)
class Schedule:
    """Linear warm-up, then straight to zero (https://arxiv.org/abs/2502.15938)."""

    peak: float = 1.5e-3
    warm_up: int = 250

    def rate(self, update: int, progress: float) -> float:
        """The learning rate of an update when so much of the budget is spent."""
        return self.peak * min(1.0, (update + 1) / self.warm_up) * (1.0 - progress)


class Trainer:
    """A model in training, its weights and its place in the run."""

    def __init__(self, shape: Shape, folder: Path, seed: int) -> None:
        torch.manual_seed(seed)
        self.model = Transformer(shape)
        self.weights = Weights(self.model)
        self.model.to(torch.bfloat16)
        self.folder = folder
        self.seconds = 0.0
        self.best = float("inf")

    @property
    def update(self) -> int:
        """Updates done."""
        return self.weights.updates

    def run(
        self,
        stream: Iterator[Batch],
        dev: list[Batch],
        budget: Budget,
        schedule: Schedule,
        tokens: int,
        every: float = 600.0,
    ) -> None:
        """Train until the budget is spent; every so many seconds measure and save a checkpoint.

        Ctrl+C saves one more before it ends the run.
        """
        log = Log(self, budget)
        saved = self.seconds
        try:
            while (progress := budget.progress(self.update, self.seconds)) < 1.0:
                start = time.monotonic()
                batch = next(stream)
                loss = self.learn(batch, tokens, schedule.rate(self.update, progress))
                self.seconds += time.monotonic() - start
                log.add(loss, batch.tokens, progress)
                if self.seconds - saved > every:
                    self.checkpoint(dev)
                    saved = self.seconds
        except KeyboardInterrupt:
            self.checkpoint(dev)
            sys.exit("Stopped. With --resume the training goes on from here.")
        self.checkpoint(dev)

    def learn(self, batch: Batch, tokens: int, rate: float) -> float:
        """One update; returns the loss per target token, in nats.

        The gradient is per `tokens`, a full batch, so that every token weighs the same.
        """
        self.model.train()
        loss = self._loss(batch, SMOOTHING)
        torch.autograd.backward(loss / tokens)
        self.weights.step(rate)
        return loss.item() / batch.tokens

    def measure(self, dev: list[Batch]) -> float:
        """Cross-entropy of the averaged weights on `dev`, in nats per target token."""
        self.model.eval()
        self.weights.use_average(True)
        with torch.no_grad():
            total = sum(self._loss(batch, 0.0).item() for batch in dev)
        self.weights.use_average(False)
        return total / sum(batch.tokens for batch in dev)

    def checkpoint(self, dev: list[Batch]) -> None:
        """Save last.pt, and best.pt when the loss on `dev` is the lowest so far."""
        loss = self.measure(dev)
        state = {
            "shape": asdict(self.model.shape),
            "weights": self.weights.state(),
            "averaged": self.weights.averaged(),
            "seconds": self.seconds,
            "best": min(loss, self.best),
        }
        for name in ["last.pt"] + ["best.pt"] * (loss <= self.best):
            partial = self.folder / f"{name}.part"
            torch.save(state, partial)
            partial.replace(self.folder / name)
        self.best = min(loss, self.best)
        print(f"update {self.update}: dev loss {loss:.4f}, best {self.best:.4f}", file=sys.stderr)

    def resume(self) -> None:
        """Go on from last.pt; the pairs drawn from here on differ from an unbroken run's."""
        state: dict[str, Any] = torch.load(self.folder / "last.pt")
        self.weights.load(state["weights"])
        self.seconds, self.best = state["seconds"], state["best"]

    def _loss(self, batch: Batch, smoothing: float) -> torch.Tensor:
        states = self.model(batch.source, batch.target).flatten(0, 1)[batch.wanted]
        answer = batch.answer[batch.wanted]
        return smoothed_loss(states, self.model.embedding.weight, answer, smoothing)


class Log:
    """Progress on standard error, a line every hundred updates."""

    def __init__(self, trainer: Trainer, budget: Budget) -> None:
        self.trainer, self.budget = trainer, budget
        self.loss, self.tokens, self.since = 0.0, 0, trainer.seconds

    def add(self, loss: float, tokens: int, progress: float) -> None:
        """Count a batch."""
        self.loss += loss * tokens
        self.tokens += tokens
        if self.trainer.update % 100 == 0:
            speed = self.tokens / (self.trainer.seconds - self.since)
            left = self.trainer.seconds * (1.0 / max(progress, 1e-9) - 1.0) / 60
            print(
                f"update {self.trainer.update}: loss {self.loss / self.tokens:.3f}, "
                f"{speed:.0f} tokens/s, {left:.0f} min left",
                file=sys.stderr,
                flush=True,
            )
            self.loss, self.tokens, self.since = 0.0, 0, self.trainer.seconds
