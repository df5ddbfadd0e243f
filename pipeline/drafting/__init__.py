"""Drafting: the engine's hypotheses with the glossary's terms in them, mended and laid out."""
