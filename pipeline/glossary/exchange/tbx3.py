"""TBX 3, dialect TBX-Basic in the style "data category as attribute" (ISO 30042:2019)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from xml.etree.ElementTree import Element

from pipeline.glossary.exchange.tbx_reading import read
from pipeline.glossary.exchange.tbx_writing import Dialect, concepts
from pipeline.glossary.exchange.xml import add, root_name, serialise
from pipeline.glossary.term import Term

__all__ = ["fits", "name", "read", "suffixes", "write"]

name = "tbx3"
suffixes = (".tbx",)
_DIALECT = Dialect(
    "conceptEntry",
    "langSec",
    "termSec",
    approval="modification",  # TBX-Basic knows origination and modification only
    pos=frozenset(("noun", "verb", "adjective", "adverb", "other")),
    marks=False,
)
_NAMESPACE = "urn:iso:std:iso:30042:ed-2"


def fits(data: bytes, path: PurePath) -> bool:
    """Whether the root element is `tbx`."""
    return root_name(data) == "tbx"


def write(terms: Sequence[Term]) -> bytes:
    """A TBX-Basic file, valid against TBXcoreStructV03.rng and the rules of the dialect."""
    kind = {"type": "TBX-Basic", "style": "dca"}
    root = Element("tbx", {"xmlns": _NAMESPACE, **kind, "xml:lang": "en"})
    source = add(add(add(root, "tbxHeader"), "fileDesc"), "sourceDesc")
    add(source, "p", "German-English glossary, exported by Glosswerk")
    concepts(add(add(root, "text"), "body"), terms, _DIALECT)
    return serialise(root)
