"""Argos' own German-English package: where it is and how to know it."""

from __future__ import annotations

from dataclasses import dataclass

PAIR = ("de", "en")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a package can be had; `size` in bytes, 0 when unknown, as is an empty `sha256`."""

    url: str
    version: str
    size: int = 0
    sha256: str = ""


OFFICIAL = Source(
    url="https://argos-net.com/v1/translate-de_en-1_3.argosmodel",
    version="1.3",
    size=150_512_831,
    sha256="becc2b0011f8249fcb89be9ecb75ba0d876b1fab93c28ee6ff0420936897d637",
)
