"""German sentences with offsets.

One regular expression finds every place where a sentence may end; small named rules then veto
those where none does (abbreviations, ordinals, initials, brackets, lower-case continuation, …).
What the rules know about German is data: `german.toml`.
"""

from __future__ import annotations

from pipeline.segmentation.engine import ends_sentence, sentences

__all__ = ["ends_sentence", "sentences"]
