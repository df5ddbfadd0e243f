"""Small Argos packages of both tokenizer kinds, made on the spot.

Their weights are random, so what they say means nothing, but they say it through the real
tokenizers and the real CTranslate2: enough to test everything between a package and its words.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Literal

import ctranslate2
import numpy as np
import sentencepiece as spm

Kind = Literal["sentencepiece", "bpe"]
TEXT = [
    "Die Minister beraten heute über die Lage an der Grenze.",
    "The ministers discuss the situation at the border today.",
    "Der General besucht den Stützpunkt und spricht mit den Soldaten.",
    "The general visits the base and speaks with the soldiers.",
    "„Wir sind bereit“, sagte die Sprecherin am Montag in Riga.",
    "“We are ready,” the spokeswoman said in Riga on Monday.",
    "Mehr als 1.300 Soldaten üben bis Freitag im Osten des Landes.",
    "More than 1,300 soldiers are exercising in the east until Friday.",
]
DEPTH, HEADS, WIDTH, INNER = 1, 2, 16, 32


def build_package(folder: Path, kind: Kind = "sentencepiece", *, positions: int = 300) -> Path:
    """Write a package below `folder` and return its own folder."""
    root = folder / f"translate-de_en-{kind}"
    (root / "model").mkdir(parents=True)
    vocabulary = _sentencepiece(root) if kind == "sentencepiece" else _bpe(root)
    _model(root / "model", vocabulary, positions)
    metadata = {"package_version": "0.1", "argos_version": "1.9", "from_code": "de"}
    metadata |= {"from_name": "German", "to_code": "en", "to_name": "English"}
    (root / "metadata.json").write_text(json.dumps(metadata), encoding="utf-8")
    return root


def _sentencepiece(root: Path) -> list[str]:
    text = root / "text.txt"
    text.write_text("\n".join(TEXT * 4), encoding="utf-8")
    spm.SentencePieceTrainer.train(
        input=str(text),
        model_prefix=str(root / "sentencepiece"),
        vocab_size=420,
        byte_fallback=True,
        hard_vocab_limit=False,
        minloglevel=2,
    )
    text.unlink()
    (root / "sentencepiece.vocab").unlink()
    pieces = spm.SentencePieceProcessor(model_file=str(root / "sentencepiece.model"))
    return [pieces.id_to_piece(i) for i in range(3, pieces.get_piece_size())]


def _bpe(root: Path) -> list[str]:
    """Merge codes as subword-nmt writes them: the word's last letter carries `</w>`."""
    letters = Counter(letter for line in TEXT for letter in line if not letter.isspace())
    codes = ["d i", "di e</w>", "t h", "th e</w>", "e r</w>", "e n</w>", "i n</w>"]
    (root / "bpe.model").write_text("#version: 0.2\n" + "\n".join(codes) + "\n", encoding="utf-8")
    merged = [code.replace(" ", "") for code in codes]
    pieces = [*letters, *(code for code in merged), "&quot;", "&apos;"]
    bare = [piece.removesuffix("</w>") for piece in pieces]
    return list(dict.fromkeys([*bare, *(f"{piece}@@" for piece in bare)]))


def _model(folder: Path, pieces: list[str], positions: int) -> None:
    random = np.random.default_rng(7)
    vocabulary = ["<unk>", "<s>", "</s>", *pieces]
    spec = ctranslate2.specs.TransformerSpec.from_config(DEPTH, HEADS)
    embeddings = _matrix(random, len(vocabulary), WIDTH)
    for side in (spec.encoder, spec.decoder):
        side.position_encodings.encodings = _matrix(random, positions, WIDTH)
        _norm(side.layer_norm)
        for layer in side.layer:
            _attention(random, layer.self_attention, fused=3)
            _norm(layer.ffn.layer_norm)
            _linear(random, layer.ffn.linear_0, INNER, WIDTH)
            _linear(random, layer.ffn.linear_1, WIDTH, INNER)
    for layer in spec.decoder.layer:
        _attention(random, layer.attention, fused=1)
    spec.encoder.embeddings[0].weight = embeddings
    spec.decoder.embeddings.weight = embeddings
    _linear(random, spec.decoder.projection, len(vocabulary), WIDTH)
    spec.register_source_vocabulary(vocabulary)
    spec.register_target_vocabulary(vocabulary)
    spec.validate()
    spec.optimize(quantization="int8")
    spec.save(str(folder))


def _attention(random: np.random.Generator, spec: object, *, fused: int) -> None:
    _norm(spec.layer_norm)
    _linear(random, spec.linear[0], fused * WIDTH, WIDTH)
    if fused == 1:
        _linear(random, spec.linear[1], 2 * WIDTH, WIDTH)
    _linear(random, spec.linear[-1], WIDTH, WIDTH)


def _linear(random: np.random.Generator, spec: object, rows: int, columns: int) -> None:
    spec.weight = _matrix(random, rows, columns)
    spec.bias = np.zeros(rows, dtype=np.float32)


def _norm(spec: object) -> None:
    spec.gamma = np.ones(WIDTH, dtype=np.float32)
    spec.beta = np.zeros(WIDTH, dtype=np.float32)


def _matrix(random: np.random.Generator, rows: int, columns: int) -> np.ndarray:
    return random.normal(0, 0.5, (rows, columns)).astype(np.float32)
