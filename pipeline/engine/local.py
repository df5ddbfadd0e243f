"""Decoding on this machine with CTranslate2, as Argos does it, but over everything at once."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.engine.hypothesis import Hypothesis, Job, token_spans
from pipeline.engine.package import Package, position_limit
from pipeline.engine.settings import BEAM, HYPOTHESES, LENGTH_PENALTY
from pipeline.engine.tokens import surfaces_for
from pipeline.errors import ModelError

# CTranslate2 stops at 256 target tokens; English seldom needs a quarter more tokens than German.
LONGEST = 200
BATCH_TOKENS = 2048
Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class _Ready:
    """A job with its source tokens."""

    job: Job
    tokens: list[str]


class LocalDecoder:
    """One package in memory; as many batches at a time as there are cores."""

    def __init__(self, package: Package, *, threads: int = 0) -> None:
        self.package = package
        self.limit = min(LONGEST, position_limit(package.model / "model.bin") or LONGEST)
        self._tokenizer = package.tokenizer()
        self._surfaces = surfaces_for(self._tokenizer)
        self._prefix = (package.target_prefix,) if package.target_prefix else ()
        self._threads = threads or os.cpu_count() or 1
        self._translator = self._load()

    def length(self, text: str) -> int:
        """How many tokens the package makes of `text`; more than `limit` are too many."""
        return len(self._tokenizer.encode(text))

    def tokens(self, text: str) -> tuple[str, ...]:
        """The tokens of `text`, for prefixes."""
        return tuple(self._tokenizer.encode(text))

    def decode(
        self, jobs: Iterable[Job], progress: Progress = lambda done: None
    ) -> Mapping[Job, tuple[Hypothesis, ...]]:
        """See `Decoder`. `progress` hears how many jobs each batch has done."""
        answers: dict[Job, tuple[Hypothesis, ...]] = {}
        batches = [(batch, self._submit(batch)) for batch in self._batches(dict.fromkeys(jobs))]
        for batch, results in batches:
            for ready, result in zip(batch, results, strict=True):
                answers[ready.job] = self._hypotheses(ready, result.result())
            progress(len(batch))
        return answers

    def _batches(self, jobs: Iterable[Job]) -> Iterator[list[_Ready]]:
        """Jobs of one length only: without padding, no sentence sees what it is decoded beside.

        With it, the same string may come out differently in another batch
        (https://github.com/OpenNMT/CTranslate2/issues/546).
        """
        alike = defaultdict(list)
        for job in jobs:
            ready = _Ready(job, self._tokenizer.encode(job.text))
            alike[len(ready.tokens), len(job.prefix)].append(ready)
        for (length, _), group in sorted(alike.items(), key=lambda item: item[0], reverse=True):
            size = max(1, BATCH_TOKENS // max(1, length))
            for at in range(0, len(group), size):
                yield group[at : at + size]

    def _submit(self, batch: list[_Ready]) -> list[Any]:
        job = batch[0].job
        options: dict[str, Any] = {}
        if self._prefix or job.prefix:
            options["target_prefix"] = [[*self._prefix, *ready.job.prefix] for ready in batch]
        results: list[Any] = self._translator.translate_batch(
            [ready.tokens for ready in batch],
            asynchronous=True,
            beam_size=BEAM,
            num_hypotheses=HYPOTHESES,
            length_penalty=LENGTH_PENALTY,
            replace_unknowns=True,
            return_scores=True,
            return_attention=True,
            **options,
        )
        return results

    def _hypotheses(self, ready: _Ready, result: Any) -> tuple[Hypothesis, ...]:
        source = token_spans(ready.job.text, self._surfaces(ready.tokens))
        return tuple(
            self._hypothesis(source, tokens, score, attention)
            for tokens, score, attention in zip(
                result.hypotheses, result.scores, result.attention, strict=True
            )
        )

    def _hypothesis(
        self, source: list[tuple[int, int]], tokens: list[str], score: float, attention: list[Any]
    ) -> Hypothesis:
        """The first token gets no link: in a batch its attention is another sentence's (4.8)."""
        text = self._text(tokens)
        skip = len(self._prefix)
        spans = token_spans(text, self._surfaces(tokens[skip:]))
        looks = [max(range(len(row)), key=row.__getitem__) for row in attention[skip:]]
        nowhere = [(0, 0)] if looks else []
        length = len(tokens) + 1  # CTranslate2 divides by this to the power of the penalty
        return Hypothesis(
            text=text,
            tokens=tuple(tokens[skip:]),
            score=score * length**LENGTH_PENALTY / length,
            links=tuple(
                zip(
                    spans,
                    nowhere + [source[min(i, len(source) - 1)] for i in looks[1:]],
                    strict=True,
                )
            ),
        )

    def _text(self, tokens: list[str]) -> str:
        """As Argos puts tokens together: its decoding, less the target prefix and one blank."""
        text: str = self._tokenizer.decode(tokens)
        if self._prefix:
            text = text.removeprefix(self._prefix[0])
        return text.removeprefix(" ")

    def _load(self) -> Any:
        import ctranslate2

        ctranslate2.set_log_level(40)
        try:
            return ctranslate2.Translator(
                str(self.package.model), inter_threads=self._threads, intra_threads=1
            )
        except (RuntimeError, ValueError) as error:
            raise ModelError(
                f"CTranslate2 cannot load the model: {error}",
                path=self.package.model,
                hint="The package may be cut short or too new; `translate model verify` checks it.",
            ) from error
