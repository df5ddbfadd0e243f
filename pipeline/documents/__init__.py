"""Reading articles losslessly: .txt, .md and .html as skeletons with segments in them."""

from __future__ import annotations

from pipeline.documents.collecting import Collection, Input, collect
from pipeline.documents.decoding import encoding_note
from pipeline.documents.document import Document, Format, Kind, Segment
from pipeline.documents.formats import finish, format_of
from pipeline.documents.inline import Element, Lifted, escape, lift, mask, plain
from pipeline.documents.reading import parse, read, segment_text
from pipeline.documents.restoring import restore

__all__ = [
    "Collection",
    "Document",
    "Element",
    "Format",
    "Input",
    "Kind",
    "Lifted",
    "Segment",
    "collect",
    "encoding_note",
    "escape",
    "finish",
    "format_of",
    "lift",
    "mask",
    "parse",
    "plain",
    "read",
    "restore",
    "segment_text",
]
