"""TMX files: our own, OmegaT's project_save.tmx, and other tools' memories."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipeline.glossary.exchange.xml import Node
from pipeline.interchange.base import Returned, ReturnedText, data_of, root_of
from pipeline.writers.tmx import PREFIX

suffixes = (".tmx",)


def read(path: Path) -> tuple[Returned, ...]:
    """The pairs of German and English; a text that somebody wrote in OmegaT is approved.

    A memory that names no document gives texts for any. OmegaT names the file of a translation
    that is for one place only (its "alternative translations").
    """
    root = root_of(data_of(path), path, "tmx")
    header = next(iter(root.children("header")), root)
    omegat = header.get("creationtool", "").startswith("OmegaT")
    document = _properties(header).get(f"{PREFIX}document", "")
    documents: dict[str, list[ReturnedText]] = {document: []} if document else {}
    for unit in root.below("tu"):
        texts = documents.setdefault(_properties(unit).get("file", document), [])
        texts.extend(_texts(unit, omegat))
    return tuple(Returned(name, tuple(texts)) for name, texts in documents.items())


def _texts(unit: Node, omegat: bool) -> Iterator[ReturnedText]:
    properties = _properties(unit)
    variants = {node.language: node for node in reversed(unit.children("tuv"))}
    english = variants.get("en")
    if english is None or "de" not in variants:
        return
    person = english.get("changeid") or english.get("creationid")
    if omegat and not person:
        return  # OmegaT took it by itself, from a source file or from tm/auto
    yield ReturnedText(
        source=_segment(variants["de"]),
        target=_segment(english),
        approved=omegat or properties.get(f"{PREFIX}state") == "reviewed",
        comment="\n".join(_notes(unit, english)),
        id=unit.get("tuid", ""),
        sent=properties.get(f"{PREFIX}sent", ""),
    )


def _segment(variant: Node) -> str:
    """The text with its codes, as they were written."""
    return "".join(text for segment in variant.children("seg") for text in segment.itertext())


def _notes(unit: Node, variant: Node) -> Iterator[str]:
    """Notes of the pair, and those of its English side."""
    yield from (note.content for node in (unit, variant) for note in node.children("note"))


def _properties(node: Node) -> dict[str, str]:
    return {prop.get("type", ""): prop.content for prop in node.children("prop")}
