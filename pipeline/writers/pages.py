"""Self-contained pages: a template with its style and script inlined, and nothing to load."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.writers.summary import OUTCOMES, SEVERITIES, STATES

if TYPE_CHECKING:
    from jinja2 import Environment

_FOLDER = Path(__file__).with_name("templates")
_STYLES = ("style.css", "segments.css", "overview.css", "media.css")


def page(template: str, **values: Any) -> str:
    """A page from a template. Whatever is not our own template is escaped."""
    return _environment().get_template(template).render(values)


def shares(states: dict[str, int]) -> list[tuple[str, float, float]]:
    """The parts of a progress bar: name, where it begins and how wide it is, in per cent."""
    whole = sum(states.values()) or 1
    parts, at = [], 0
    for name, number in states.items():
        if number:
            parts.append((name, round(100 * at / whole, 2), round(100 * number / whole, 2)))
        at += number
    return parts


@cache
def _environment() -> Environment:
    # Here and not above: listing the formats should not cost the import of jinja2.
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    style = "".join(map(_asset, _STYLES))
    script = _asset("page.js")
    environment.globals |= {
        "style": Markup(style),
        "script": Markup(script),
        "policy": _policy(style, script),
        "shares": shares,
        "STATES": STATES,
        "OUTCOMES": OUTCOMES,
        "SEVERITIES": SEVERITIES,
    }
    return environment


def _asset(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


def _policy(style: str, script: str) -> str:
    """The browser itself refuses any other style, script or address (CSP level 3, hashes)."""
    return (
        f"default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; "
        f"style-src '{_digest(style)}'; script-src '{_digest(script)}'"
    )


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
