"""A trained checkpoint as an Argos package folder: CTranslate2 int8 and its SentencePiece model."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy
import torch
from ctranslate2.specs import TransformerSpec, attention_spec, common_spec
from ctranslate2.specs.transformer_spec import (
    TransformerDecoderLayerSpec,
    TransformerEncoderLayerSpec,
)
from torch import Tensor

from .model import Shape
from .tokens import Tokenizer

CARD = Path(__file__).with_name("model_card.md")
METADATA = {
    "package_version": "1.0",
    "argos_version": "1.9",
    "type": "translate",
    "code": "translate-de_en",
    "from_code": "de",
    "from_name": "German",
    "to_code": "en",
    "to_name": "English",
    "sample": True,
}


def write_package(checkpoint: Path, tokenizer: Path, folder: Path, quantization: str) -> None:
    """Write `folder` (metadata.json, README.md, sentencepiece.model, model/), replacing it.

    `quantization` is CTranslate2's name of the stored type: "int8", "float32", …
    """
    state = torch.load(checkpoint)
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "model").mkdir(parents=True)
    spec = specification(Shape(**state["shape"]), state["averaged"])
    pieces = Tokenizer(tokenizer).pieces
    spec.register_source_vocabulary(pieces)
    spec.register_target_vocabulary(pieces)
    spec.validate()
    spec.optimize(quantization=quantization)
    spec.save(str(folder / "model"))
    shutil.copyfile(tokenizer, folder / "sentencepiece.model")
    shutil.copyfile(CARD, folder / "README.md")
    (folder / "metadata.json").write_text(json.dumps(METADATA, indent=2) + "\n", encoding="utf-8")


def specification(shape: Shape, weights: dict[str, Tensor]) -> TransformerSpec:
    """CTranslate2's description of the model; its own sinusoids are the ones trained with."""
    spec = TransformerSpec.from_config(
        (shape.encoder_layers, shape.decoder_layers), shape.heads, pre_norm=True
    )
    values = {name: weight.float().numpy() for name, weight in weights.items()}
    for side in (spec.encoder.embeddings[0], spec.decoder.embeddings, spec.decoder.projection):
        side.weight = values["embedding.weight"]
    _norm(spec.encoder.layer_norm, values, "encoder_norm")
    _norm(spec.decoder.layer_norm, values, "decoder_norm")
    for number, layer in enumerate(spec.encoder.layer):
        _layer(layer, values, f"encoder.{number}")
    for number, layer in enumerate(spec.decoder.layer):
        _layer(layer, values, f"decoder.{number}")
        _attention(layer.attention, values, f"decoder.{number}.attention")
    return spec


Values = dict[str, numpy.ndarray]


def _layer(
    spec: TransformerEncoderLayerSpec | TransformerDecoderLayerSpec, values: Values, name: str
) -> None:
    _attention(spec.self_attention, values, f"{name}.self_attention")
    _norm(spec.ffn.layer_norm, values, f"{name}.feed_forward.norm")
    _linear(spec.ffn.linear_0, values, f"{name}.feed_forward.inner")
    _linear(spec.ffn.linear_1, values, f"{name}.feed_forward.outer")


def _attention(spec: attention_spec.MultiHeadAttentionSpec, values: Values, name: str) -> None:
    _norm(spec.layer_norm, values, f"{name}.norm")
    for number, linear in enumerate(spec.linear[:-1]):
        _linear(linear, values, f"{name}.inputs.{number}")
    _linear(spec.linear[-1], values, f"{name}.output")


def _linear(spec: common_spec.LinearSpec, values: Values, name: str) -> None:
    spec.weight, spec.bias = values[f"{name}.weight"], values[f"{name}.bias"]


def _norm(spec: common_spec.LayerNormSpec, values: Values, name: str) -> None:
    spec.gamma, spec.beta = values[f"{name}.weight"], values[f"{name}.bias"]
