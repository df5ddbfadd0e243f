"""A trained checkpoint as an Argos package folder: CTranslate2 int8 and its SentencePiece model."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import numpy
import torch
from ctranslate2.specs import TransformerSpec, attention_spec, common_spec
from ctranslate2.specs.transformer_spec import (
    TransformerDecoderLayerSpec,
    TransformerEncoderLayerSpec,
)
from torch import Tensor

from .alignment import best_head, put_first
from .batches import dev_batches
from .clean import Pair
from .model import Shape, Transformer
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


def write_package(
    checkpoint: Path, tokenizer: Path, folder: Path, dev: list[Pair], quantization: str = "int8"
) -> None:
    """Write `folder` (metadata.json, README.md, sentencepiece.model, model/), replacing it.

    `quantization` is CTranslate2's name of the stored type: "int8", "float32", … The head that
    aligns the `dev` pairs best is made the one whose attention CTranslate2 returns.
    """
    state = torch.load(checkpoint)
    shape, weights = Shape(**state["shape"]), state["averaged"]
    model = Transformer(shape)
    model.load_state_dict(weights)
    layer, head, share = best_head(model, dev_batches(dev, Tokenizer(tokenizer)))
    print(f"alignment: layer {layer}, head {head}, {share:.1%} of copied pieces", file=sys.stderr)
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "model").mkdir(parents=True)
    spec = specification(shape, put_first(weights, layer, head, shape.heads), layer)
    pieces = Tokenizer(tokenizer).pieces
    spec.register_source_vocabulary(pieces)
    spec.register_target_vocabulary(pieces)
    spec.validate()
    spec.optimize(quantization=quantization)
    spec.save(str(folder / "model"))
    shutil.copyfile(tokenizer, folder / "sentencepiece.model")
    shutil.copyfile(CARD, folder / "README.md")
    (folder / "metadata.json").write_text(json.dumps(METADATA, indent=2) + "\n", encoding="utf-8")


def specification(shape: Shape, weights: dict[str, Tensor], aligning: int) -> TransformerSpec:
    """CTranslate2's description of the model; its own sinusoids are the ones trained with.

    The first head of decoder layer `aligning` gives the alignment.
    """
    spec = TransformerSpec.from_config(
        (shape.encoder_layers, shape.decoder_layers),
        shape.heads,
        pre_norm=True,
        alignment_layer=aligning,
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
