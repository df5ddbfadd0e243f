"""Bytes to text and back, byte for byte."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from pipeline.errors import InputError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NAMES = {"cp1252": "Windows-1252", "latin-1": "ISO 8859-1"}
_HEAD = 2048
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*
    (iso-?8859-?\d+|latin-?\d+|windows-?125\d|cp125\d|macintosh|koi8-[ru]|us-ascii)\b""",
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """`bom + text.encode(encoding)` are the bytes."""

    text: str
    encoding: str
    bom: bytes = b""

    @property
    def note(self) -> str:
        """In words for people, how a file was read that is not UTF-8; "" for UTF-8."""
        return encoding_note(self.encoding)


def decode(data: bytes, *, html: bool = False) -> Decoded:
    """Decode a file: byte order mark, UTF-8, UTF-16, declared charset (`html`), Windows-1252.

    UTF-8 goes before a declared charset: text that is not ASCII is hardly ever valid UTF-8 by
    chance, and pages that were converted often keep the old declaration.

    Raises InputError for bytes that are no text.
    """
    bom, marked = next((pair for pair in _BOMS if data.startswith(pair[0])), (b"", ""))
    body = data[len(bom) :]
    if marked.startswith(("utf-16", "utf-32")):
        candidates = [marked]
    elif b"\0" in body:
        candidates = _unmarked_utf16(body)
    else:
        candidates = ["utf-8", *(_declared(body) if html else ()), "cp1252", "latin-1"]
    for encoding in candidates:
        text = _round_trip(body, encoding)
        if text is not None:
            return Decoded(text, encoding, bom)
    raise InputError(
        "this is not text that can be read",
        hint="It holds bytes of a binary file. Save it as plain text in UTF-8.",
    )


def _round_trip(body: bytes, encoding: str) -> str | None:
    try:
        text = body.decode(encoding)
        return text if text.encode(encoding) == body else None
    except (UnicodeError, LookupError):
        return None


def _unmarked_utf16(body: bytes) -> list[str]:
    """UTF-16 of a Western text has NUL in nearly all high bytes and in no low byte."""
    if len(body) % 2:
        return []
    even, odd = body[::2], body[1::2]
    for encoding, low, high in (("utf-16-le", even, odd), ("utf-16-be", odd, even)):
        if b"\0" not in low and high.count(b"\0") * 10 >= len(high) * 7:
            return [encoding]
    return []


def _declared(body: bytes) -> list[str]:
    match = _DECLARED.search(body, 0, _HEAD)
    if match is None:
        return []
    label = match[1].decode("ascii").lower()
    # Browsers read these labels as Windows-1252 (WHATWG Encoding Standard, 4.2).
    return [] if re.fullmatch(r"iso-?8859-?1|latin-?1|us-ascii", label) else [label]


def encoding_note(encoding: str) -> str:
    """In words for people, how a file was read that is not UTF-8; "" for UTF-8."""
    if encoding == "utf-8":
        return ""
    return f"read as {_NAMES.get(encoding) or encoding.upper()}"
