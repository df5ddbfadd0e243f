"""TMX files: our own, OmegaT's project_save.tmx, and other tools' memories."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from pipeline.glossary.exchange.xml import Node
from pipeline.interchange.base import Returned, ReturnedText, data_of, root_of
from pipeline.writers.tmx import PREFIX

suffixes = (".tmx",)

# What OmegaT took from a memory by itself (org.omegat.core.data.TMXEntry.ExternalLinked).
AUTOMATIC = ("x-ice", "x-100pc", "x-auto", "x-enforced")


def read(path: Path) -> tuple[Returned, ...]:
    """The pairs of German and English; a text that is OmegaT's own work is approved.

    A memory that names no document gives texts for any. OmegaT names the file of a translation
    that is for one place only (its "alternative translations").
    """
    root = root_of(data_of(path), path, "tmx")
    header = next(iter(root.children("header")), root)
    omegat = header.get("creationtool", "").startswith("OmegaT")
    document = _properties(header).get(f"{PREFIX}document", "")
    documents: dict[str, list[ReturnedText]] = {}
    for unit in root.below("tu"):
        properties = _properties(unit)
        documents.setdefault(properties.get("file", document), []).extend(
            _texts(unit, properties, omegat)
        )
    return tuple(Returned(name, tuple(texts)) for name, texts in documents.items())


def _texts(unit: Node, properties: Mapping[str, str], omegat: bool) -> Iterator[ReturnedText]:
    ours = properties.get(f"{PREFIX}state")
    automatic = any(key.casefold() in AUTOMATIC for key in properties)
    variants = {node.language: node for node in reversed(unit.children("tuv"))}
    if "de" in variants and "en" in variants:
        yield ReturnedText(
            source=_segment(variants["de"]),
            target=_segment(variants["en"]),
            approved=ours == "reviewed" if ours else omegat and not automatic,
            comment="\n".join(_notes(unit, variants["en"])),
            id=unit.get("tuid", ""),
            sent=properties.get(f"{PREFIX}sent", ""),
        )


def _segment(variant: Node) -> str:
    """The text with its codes, as they were written."""
    return "".join(text for segment in variant.children("seg") for text in segment.itertext())


def _notes(unit: Node, variant: Node) -> Iterator[str]:
    """OmegaT writes its notes into the variant, others into the unit."""
    yield from (note.content for node in (unit, variant) for note in node.children("note"))


def _properties(node: Node) -> dict[str, str]:
    return {prop.get("type", ""): prop.content for prop in node.children("prop")}
