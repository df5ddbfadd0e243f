"""TMX 1.4b: pairs as every CAT tool reads them, with our own columns as properties."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePath
from xml.etree.ElementTree import Element

from pipeline import __version__
from pipeline.glossary.exchange.base import Row, by_source, cells, entries
from pipeline.glossary.exchange.xml import Node, add, parse, root_name, serialise
from pipeline.glossary.loading import Problem
from pipeline.glossary.term import Term

name = "tmx"
suffixes = (".tmx",)
_DOCTYPE = '<!DOCTYPE tmx SYSTEM "tmx14.dtd">'
_HEADER = {
    "creationtool": "Glosswerk",
    "creationtoolversion": __version__,
    "segtype": "phrase",
    "o-tmf": "Glosswerk glossary",
    "adminlang": "en",
    "srclang": "de",
    "datatype": "plaintext",
}
# Properties of a tool's own begin with "x-" (TMX 1.4b, prop).
_OURS = "x-glosswerk-"
_CODE = ("bpt", "ept", "ph", "it", "ut")


def fits(data: bytes, path: PurePath) -> bool:
    """Whether the root element is `tmx`."""
    return root_name(data) == "tmx"


def read(data: bytes, path: PurePath, problems: list[Problem]) -> list[Term]:
    """One entry for each German segment; its English segments are the targets, in order."""
    units = parse(data, path).below("tu")
    return entries(by_source(row for unit in units for row in _rows(unit)), path, problems)


def _rows(unit: Node) -> Iterator[tuple[int, Row]]:
    properties = {prop.get("type", ""): prop.content for prop in unit.children("prop")}
    ours = {n.removeprefix(_OURS): text for n, text in properties.items() if n.startswith(_OURS)}
    row = {**ours, "comment": "; ".join(note.content for note in unit.children("note"))}
    for source in _segments(unit, "de"):
        for target in _segments(unit, "en"):
            yield unit.line, {**row, "source": source, "target": target}


def _segments(unit: Node, language: str) -> list[str]:
    variants = (node for node in unit.children("tuv") if node.language == language)
    return [_text(segment) for variant in variants for segment in variant.children("seg")] or [""]


def _text(node: Node) -> str:
    """The text of a segment without the codes of its native format."""
    inner = (
        (_text(child) if child.tag not in _CODE else "") + (child.tail or "")
        for child in node.children()
    )
    return (node.text or "") + "".join(inner)


def write(terms: Sequence[Term]) -> bytes:
    """A TMX file, valid against tmx14.dtd: a unit for each target, the first with all columns."""
    root = Element("tmx", {"version": "1.4"})
    add(root, "header", attributes=_HEADER)
    body = add(root, "body")
    for term in terms:
        first, *others = term.targets
        _unit(body, term.source, first, term)
        for target in others:
            _unit(body, term.source, target)
    return serialise(root, _DOCTYPE)


def _unit(body: Element, source: str, target: str, term: Term | None = None) -> None:
    unit = add(body, "tu")
    if term and term.comment:
        add(unit, "note", term.comment)
    for column, cell in _columns(term).items() if term else ():
        add(unit, "prop", cell, {"type": f"{_OURS}{column}"})
    for language, text in (("de", source), ("en", target)):
        add(add(unit, "tuv", attributes={"xml:lang": language}), "seg", text)


def _columns(term: Term) -> dict[str, str]:
    row = {name: cell for name, cell in cells(term).items() if name not in _IN_UNIT}
    # Without a word on it, a term that stays as it is is read as one to keep.
    return row | ({"mode": term.mode} if term.targets == (term.source,) else {})


_IN_UNIT = ("source", "target", "comment")
