"""The two tokenizers of Argos packages: what their tokens look like once their marks are gone.

SentencePiece writes a blank as `▁` and unknown letters as bytes (`<0xC3>`); Moses with BPE marks
a token that goes on with `@@` and writes some signs as entities (`&quot;`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html import unescape

BYTE = re.compile(r"<0x([0-9A-F]{2})>\Z")
Surfaces = Callable[[Sequence[str]], list[str]]


def surfaces_for(tokenizer: object) -> Surfaces:
    """The function that strips the marks off the tokens of one of Argos' tokenizers."""
    return bpe_surfaces if type(tokenizer).__name__ == "BPETokenizer" else sentencepiece_surfaces


def bpe_surfaces(tokens: Sequence[str]) -> list[str]:
    """`['ge@@', 'ht', '&quot;']` → `['ge', 'ht', '"']`."""
    return [unescape(token.removesuffix("@@")) for token in tokens]


def sentencepiece_surfaces(tokens: Sequence[str]) -> list[str]:
    """`['▁Stra', '<0xC3>', '<0x9F>', 'e']` → `[' Stra', 'ß', '', 'e']`."""
    surfaces: list[str] = []
    at = 0
    while at < len(tokens):
        end = at
        while end < len(tokens) and BYTE.match(tokens[end]):
            end += 1
        surfaces += _letters(tokens[at:end]) if end > at else [tokens[at].replace("▁", " ")]
        at = max(end, at + 1)
    return surfaces


def _letters(tokens: Sequence[str]) -> list[str]:
    """One surface a byte: the letter at the byte that begins it, nothing at those that go on."""
    values = [int(token[3:5], 16) for token in tokens]
    starts = [i for i, value in enumerate(values) if i == 0 or value & 0xC0 != 0x80]
    surfaces = [""] * len(tokens)
    for start, end in zip(starts, [*starts[1:], len(values)], strict=True):
        surfaces[start] = bytes(values[start:end]).decode("utf-8", errors="replace")
    return surfaces
