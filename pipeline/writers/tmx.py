"""tmx: the pairs of a document as a translation memory (TMX 1.4b, level 2)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.catalog.entry import Bilingual, Entry
from pipeline.documents.document import Format
from pipeline.writers.base import Context
from pipeline.writers.codes import Code, Part, coded
from pipeline.writers.exchange import NAMESPACE, PROGRAM, properties
from pipeline.writers.xml import DECLARATION, element, opening, text

name = "tmx"
suffix = ".tmx"

# Properties of a tool's own begin with "x-" (TMX 1.4b, prop).
PREFIX = f"x-{NAMESPACE}-"


@dataclass(frozen=True, slots=True)
class Unit:
    """A text and its translation, the markup of `format` in both; `properties` by name."""

    source: str
    target: str
    format: Format = "txt"
    id: str = ""
    comment: str = ""
    properties: Mapping[str, str] = field(default_factory=dict)


def render(bilingual: Bilingual, context: Context) -> str:
    """A unit for each segment that has a translation; its state and kind are properties."""
    document = bilingual.document
    units = (_unit(entry, document.format) for entry in bilingual.entries if entry.target)
    return memory(units, {"document": str(document.path)}, context, document.format)


def memory(
    units: Iterable[Unit],
    properties: Mapping[str, str],
    context: Context,
    format: Format = "txt",
) -> str:
    """A TMX file of these units, with properties in its header."""
    head = "".join([element("note", text(context.notice))] * bool(context.notice))
    datatype = "html" if format == "html" else "plaintext"
    lines = [
        DECLARATION,
        '<!DOCTYPE tmx SYSTEM "tmx14.dtd">',
        '<tmx version="1.4">',
        element(
            "header",
            head + "".join(_properties(properties)),
            creationtool=PROGRAM,
            creationtoolversion=context.version or "0",
            segtype="sentence",
            adminlang="en",
            srclang="de",
            datatype=datatype,
            **{"o-tmf": PROGRAM},
        ),
        "<body>",
    ]
    for unit in units:
        lines += _lines(unit)
    return "\n".join([*lines, "</body>", "</tmx>", ""])


def _unit(entry: Entry, format: Format) -> Unit:
    source, comment = entry.segment.source, entry.comment
    return Unit(source, entry.target, format, entry.id, comment, properties(entry))


def _lines(unit: Unit) -> Iterator[str]:
    yield opening("tu", tuid=unit.id)
    if unit.comment:
        yield f"  {element('note', text(unit.comment))}"
    yield from (f"  {line}" for line in _properties(unit.properties))
    texts = coded(unit.source, unit.target, unit.format)
    for language, parts in zip(("de", "en"), texts, strict=True):
        yield f"  {element('tuv', element('seg', _segment(parts)), xml_lang=language)}"
    yield "</tu>"


def _properties(properties: Mapping[str, str]) -> Iterator[str]:
    for key, value in properties.items():
        yield element("prop", text(value), type=PREFIX + key)


def _segment(parts: Sequence[Part]) -> str:
    return "".join(_code(part) if isinstance(part, Code) else text(part) for part in parts)


def _code(code: Code) -> str:
    number = str(code.number)
    if code.role == "open":
        return element("bpt", text(code.raw), i=number, x=number)
    if code.role == "close":
        return element("ept", text(code.raw), i=number)
    return element("ph", text(code.raw), x=number)
