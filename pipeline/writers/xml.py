"""XML written by hand, a line at a time: inside a segment every blank counts."""

from __future__ import annotations

import re
from xml.sax import saxutils

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(value: str) -> str:
    """The text as XML 1.0 can hold it: U+FFFD for what is no character, line ends as LF."""
    return _FORBIDDEN.sub("\ufffd", value).replace("\r\n", "\n").replace("\r", "\n")


def text(value: str) -> str:
    """The text as the content of an element."""
    return saxutils.escape(clean(value))


def opening(name: str, **attributes: str) -> str:
    """A start tag. `_` in the name of an attribute is a colon; an empty attribute is left out."""
    said = (
        f" {key.rstrip('_').replace('_', ':')}={saxutils.quoteattr(clean(value))}"
        for key, value in attributes.items()
        if value
    )
    return f"<{name}{''.join(said)}>"


def element(name: str, content: str = "", **attributes: str) -> str:
    """A whole element; `content` is XML already."""
    start = opening(name, **attributes)
    return f"{start}{content}</{name}>" if content else f"{start[:-1]}/>"
