"""One SentencePiece vocabulary for both languages, trained on the mixture that the model will see.

Unigram model (https://arxiv.org/abs/1804.10959), with sampling in training. No normalisation: NFKC
would turn … into three full stops and ² into 2. Digits stand alone so that figures are copied, and
what the vocabulary lacks falls apart into bytes instead of becoming unknown.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import sentencepiece

from .clean import Pair

UNKNOWN, BEGIN, END = 0, 1, 2


def train_tokenizer(pairs: Iterable[Pair], size: int, path: Path, threads: int) -> None:
    """Write a SentencePiece model of `size` pieces, learnt from both sides, to `path`."""
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=(text for pair in pairs for text in (pair.german, pair.english)),
        model_writer=model,
        model_type="unigram",
        vocab_size=size,
        character_coverage=1.0,
        normalization_rule_name="identity",
        byte_fallback=True,
        split_digits=True,
        num_threads=threads,
        minloglevel=1,
    )
    path.write_bytes(model.getvalue())


@dataclass(frozen=True, slots=True)
class Encoded:
    """Piece ids of a pair, without begin and end marks."""

    source: list[int]
    target: list[int]


class Tokenizer:
    """Text to piece ids and back.

    `sampling` is the smoothing of subword regularisation, on the source side only: lower is wilder
    (0.1 doubles the length, 0.5 adds a twentieth), 0 means the best segmentation always.
    """

    def __init__(self, path: Path, sampling: float = 0.0, seed: int = 1) -> None:
        self.processor = sentencepiece.SentencePieceProcessor(model_file=str(path))
        self.sampling = sampling
        sentencepiece.set_random_generator_seed(seed)

    def __len__(self) -> int:
        return int(self.processor.get_piece_size())

    @property
    def pieces(self) -> list[str]:
        """All pieces, by id."""
        return [self.processor.id_to_piece(number) for number in range(len(self))]

    def encode(self, pairs: list[Pair]) -> list[Encoded]:
        """The pieces of each pair; with `sampling` the source's differ from call to call."""
        sources = self.processor.encode(
            [pair.german for pair in pairs],
            enable_sampling=self.sampling > 0,
            alpha=self.sampling,
            nbest_size=-1,
            num_threads=1,
        )
        targets = self.processor.encode([pair.english for pair in pairs], num_threads=1)
        return [Encoded(*sides) for sides in zip(sources, targets, strict=True)]
