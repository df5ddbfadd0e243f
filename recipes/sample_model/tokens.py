"""One SentencePiece vocabulary for both languages, trained on the mixture that the model will see.

Unigram model (https://arxiv.org/abs/1804.10959). No normalisation: NFKC would turn … into three
full stops and ² into 2. Digits stand alone so that figures are copied, and what the vocabulary
lacks falls apart into bytes instead of becoming unknown.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

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
    """Text to piece ids.

    `splitting` is the chance that a source piece is cut in two, so that the model also learns what
    words are made of: subword regularisation (https://arxiv.org/abs/1804.10959) by chance of our
    own, since SentencePiece 0.2.3 does not heed its seed.
    """

    def __init__(self, path: Path, splitting: float = 0.0, seed: int = 1) -> None:
        self.processor = sentencepiece.SentencePieceProcessor(model_file=str(path))
        self.splitting = splitting
        self.random = Random(seed)
        self.halves = halves(self.pieces)

    @property
    def pieces(self) -> list[str]:
        """All pieces, by id."""
        count = self.processor.get_piece_size()
        return [self.processor.id_to_piece(number) for number in range(count)]

    def encode(self, pairs: list[Pair]) -> list[Encoded]:
        """The pieces of each pair; with `splitting` the source's differ from call to call."""
        sources = self.processor.encode([pair.german for pair in pairs])
        targets = self.processor.encode([pair.english for pair in pairs])
        return [
            Encoded(list(self._split(source)), target)
            for source, target in zip(sources, targets, strict=True)
        ]

    def _split(self, ids: list[int]) -> Iterator[int]:
        for number in ids:
            if self.halves[number] and self.random.random() < self.splitting:
                yield from self.random.choice(self.halves[number])
            else:
                yield number


def halves(pieces: list[str]) -> list[list[tuple[int, int]]]:
    """For each piece, all ways to write it as two others (ids)."""
    ids = {piece: number for number, piece in enumerate(pieces)}
    return [
        [
            (ids[piece[:cut]], ids[piece[cut:]])
            for cut in range(1, len(piece))
            if piece[:cut] in ids and piece[cut:] in ids
        ]
        for piece in pieces
    ]
