"""The translation memory: what need not be done twice, and what the machine last wrote."""

from pipeline.memory.memory import Memory, draft_key

__all__ = ["Memory", "draft_key"]
