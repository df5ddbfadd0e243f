"""XLIFF 1.2, and 2.0 and later, as CAT tools send it back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from pipeline.errors import InputError
from pipeline.glossary.exchange.xml import Node
from pipeline.interchange.base import AGAIN, Returned, ReturnedText, data_of, root_of
from pipeline.writers.exchange import NAMESPACE, PROGRAM
from pipeline.writers.xliff12 import PREFIX

suffixes = (".xlf", ".xliff")

APPROVED = ("reviewed", "final")
APPROVED_12 = ("final", "signed-off")


def read(path: Path) -> tuple[Returned, ...]:
    """The units of each file in it; what is reviewed, final, signed off or approved is approved."""
    root = root_of(data_of(path), path, "xliff")
    units = _units_12 if root.get("version", "").startswith("1") else _units
    return tuple(
        Returned(file.get("original", ""), tuple(units(file, path)))
        for file in root.children("file")
    )


# -- version 1.2 -------------------------------------------------------------------------------


def _units_12(file: Node, path: Path) -> Iterator[ReturnedText]:
    for unit in file.below("trans-unit"):
        targets = unit.children("target")
        state = targets[0].get("state", "") if targets else ""
        notes = (note for note in unit.children("note") if note.get("from") != PROGRAM)
        context = {c.get("context-type"): c.content for c in unit.below("context")}
        yield ReturnedText(
            source="".join(text for node in unit.children("source") for text in node.itertext()),
            target="".join(text for node in targets for text in node.itertext()),
            approved=unit.get("approved") == "yes" or state in APPROVED_12,
            comment="\n".join(note.content for note in notes),
            id=unit.get("id", ""),
            sent=context.get(f"{PREFIX}sent", ""),
        )


# -- version 2 ---------------------------------------------------------------------------------


def _units(file: Node, path: Path) -> Iterator[ReturnedText]:
    for unit in file.below("unit"):
        data = {node.get("id", ""): _content(node, {}, path) for node in unit.below("data")}
        notes = (n for n in unit.below("note") if not n.get("category", "").startswith(NAMESPACE))
        metadata = {meta.get("type"): meta.content for meta in unit.below("meta")}
        segments = unit.children("segment")
        yield ReturnedText(
            source=_whole(unit, "source", data, path),
            target=_whole(unit, "target", data, path) if all(map(_translated, segments)) else "",
            approved=all(segment.get("state") in APPROVED for segment in segments),
            comment="\n".join(note.content for note in notes),
            id=unit.get("id", ""),
            sent=metadata.get("sent", ""),
        )


def _translated(segment: Node) -> bool:
    return any(target.content or len(target) for target in segment.children("target"))


def _whole(unit: Node, side: str, data: Mapping[str, str], path: Path) -> str:
    """The text of a unit, which a tool may have cut into several segments."""
    texts = []
    for part in unit.children("segment", "ignorable"):
        found = part.children(side) or part.children("source")
        texts += [_content(node, data, path) for node in found]
    return "".join(texts)


def _content(node: Node, data: Mapping[str, str], path: Path) -> str:
    """The text in an element, with the markup that its codes stand for."""
    inner = (
        _code(child, data, path) + (child.tail or "") for child in node if isinstance(child, Node)
    )
    return (node.text or "") + "".join(inner)


def _code(code: Node, data: Mapping[str, str], path: Path) -> str:
    if code.tag == "cp":
        return _character(code.get("hex", ""))
    opens, closes = code.get("dataRefStart", code.get("dataRef")), code.get("dataRefEnd")
    if code.tag not in ("mrk", "sm", "em") and (opens or closes or "") not in data:
        message = f"the markup that <{code.tag}> stands for is not among the original data"
        raise InputError(message, path=path, line=code.line, hint=AGAIN)
    return data.get(opens or "", "") + _content(code, data, path) + data.get(closes or "", "")


def _character(digits: str) -> str:
    """A character that XML cannot hold; U+FFFD for what is none."""
    number = int(digits, 16) if re.fullmatch("[0-9A-Fa-f]{1,6}", digits) else 0xFFFD
    return chr(number) if number < 0xD800 or 0xDFFF < number <= 0x10FFFF else "\ufffd"
