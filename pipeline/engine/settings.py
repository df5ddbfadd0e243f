"""How we decode: with what argostranslate.translate.apply_packaged_translation (1.11) uses."""

BEAM = 4
HYPOTHESES = 4
LENGTH_PENALTY = 0.2
DECODING = f"beam:{BEAM}|hypotheses:{HYPOTHESES}|length_penalty:{LENGTH_PENALTY}|unknowns:replaced"
