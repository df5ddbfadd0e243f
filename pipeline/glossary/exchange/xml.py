"""XML files of strangers, read without obeying them, and XML of our own.

No entity is declared, expanded or fetched, so that a file can neither grow without bound nor reach
for other files (OWASP, "XML External Entity Prevention"); a DOCTYPE alone is harmless and common.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath
from typing import Any, NoReturn, cast
from xml.etree import ElementTree
from xml.parsers import expat

from pipeline.errors import UsageError

_DEEPEST = 100
_HEAD = 65536
_BROKEN = "Is the file complete? Open it in the program that wrote it and export it again."
_ENTITY = "Replace entities by what they stand for. Those of XML itself, as &amp;, are fine."


class Node(ElementTree.Element):
    """An element that knows the `line` on which it begins. Names are without their namespace."""

    line: int = 0

    def children(self, *tags: str) -> list[Node]:
        """The elements directly below that have one of these names; all without names."""
        return [cast("Node", child) for child in self if not tags or child.tag in tags]

    def below(self, *tags: str) -> list[Node]:
        """This element and those at any depth below that have one of these names, in order."""
        return [cast("Node", node) for node in self.iter() if not tags or node.tag in tags]

    @property
    def content(self) -> str:
        """All text inside, without white space around it."""
        return "".join(self.itertext()).strip()

    @property
    def language(self) -> str:
        """The main part of xml:lang, as `de` for `de-AT`; `lang`, of old files, is taken too."""
        code = self.get("lang", "").replace("_", "-").split("-")[0].casefold()
        return {"deu": "de", "ger": "de", "eng": "en"}.get(code, code)


def parse(data: bytes, path: PurePath) -> Node:
    """The root element of a file in the encoding that it declares.

    Raises:
        UsageError: it is not well-formed XML, is nested without bound, or has entities.
    """
    builder = ElementTree.TreeBuilder(element_factory=Node)
    parser = expat.ParserCreate(namespace_separator="}")
    depth = 0

    def refuse(message: str, hint: str) -> UsageError:
        return UsageError(message, path=path, line=parser.CurrentLineNumber, hint=hint)

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise refuse(f"elements are nested more than {_DEEPEST} deep", _BROKEN)
        node = builder.start(_local(tag), {_local(k): v for k, v in attributes.items()})
        cast("Node", node).line = parser.CurrentLineNumber

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(_local(tag))

    def entity(name: str, *_: Any) -> None:
        raise refuse(f"the file declares an entity, “{name}”; entities are not read", _ENTITY)

    def skipped(name: str, *_: Any) -> None:
        raise refuse(f"“&{name};” is an entity that only the file's DTD explains", _ENTITY)

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    parser.EntityDeclHandler = entity
    parser.SkippedEntityHandler = skipped
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise refuse(f"broken XML: {_reason(error)}", _BROKEN) from error
    return cast("Node", builder.close())


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _reason(error: Exception) -> str:
    return expat.ErrorString(error.code) if isinstance(error, expat.ExpatError) else str(error)


class _Found(Exception):
    """The root element begins; nothing after it is read."""


def root_name(data: bytes) -> str:
    """The name of the root element; "" for what is not XML."""

    def found(tag: str, _: Any) -> NoReturn:
        raise _Found(_local(tag))

    parser = expat.ParserCreate(namespace_separator="}")
    parser.StartElementHandler = found
    try:
        parser.Parse(data[:_HEAD], False)
    except _Found as root:
        return str(root)
    except (expat.ExpatError, ValueError, LookupError):
        return ""
    return ""


def add(
    parent: ElementTree.Element, tag: str, text: str = "", attributes: Mapping[str, str] = {}
) -> ElementTree.Element:
    """A new last child of `parent`; line ends become LF, as every XML reader makes them."""
    child = ElementTree.SubElement(parent, tag, dict(attributes))
    child.text = text.replace("\r\n", "\n").replace("\r", "\n") or None
    return child


def serialise(root: ElementTree.Element, doctype: str = "") -> bytes:
    """A whole file in UTF-8, indented by two blanks."""
    ElementTree.indent(root)
    declared = '<?xml version="1.0" encoding="UTF-8"?>\n' + (f"{doctype}\n" if doctype else "")
    return f"{declared}{ElementTree.tostring(root, encoding='unicode')}\n".encode()
