"""TBX 2, „martif“ (ISO 30042:2008): what Weblate, OmegaT, MultiTerm and memoQ exchange."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from xml.etree.ElementTree import Element

from pipeline.glossary.exchange.tbx_reading import read
from pipeline.glossary.exchange.tbx_writing import Dialect, concepts
from pipeline.glossary.exchange.xml import add, root_name, serialise
from pipeline.glossary.term import Term

__all__ = ["fits", "name", "read", "suffixes", "write"]

name = "tbx2"
suffixes = (".tbx",)
_DIALECT = Dialect("termEntry", "langSet", "tig", approval="approval")
_DOCTYPE = '<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">'


def fits(data: bytes, path: PurePath) -> bool:
    """Whether the root element is `martif`."""
    return root_name(data) == "martif"


def write(terms: Sequence[Term]) -> bytes:
    """A martif file of the default dialect, valid against TBXcoreStructV02.dtd."""
    root = Element("martif", {"type": "TBX", "xml:lang": "en"})
    header = add(root, "martifHeader")
    source = add(add(header, "fileDesc"), "sourceDesc")
    add(source, "p", "German-English glossary, exported by Glosswerk")
    add(add(header, "encodingDesc"), "p", "TBXXCSV02.xcs", {"type": "XCSURI"})
    concepts(add(add(root, "text"), "body"), terms, _DIALECT)
    return serialise(root, _DOCTYPE)
