"""The engine: Argos packages through SentencePiece and CTranslate2."""
