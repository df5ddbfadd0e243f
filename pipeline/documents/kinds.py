"""What kind of text a block is: headline, heading, caption, boilerplate, or body."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.documents.block import Role
from pipeline.documents.document import Kind
from pipeline.documents.text import is_item
from pipeline.segmentation import ends_sentence

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

_LONGEST_HEADLINE = 160
_LONGEST_HEADING = 110
_LONGEST_CAPTION = 400
_LONGEST_CREDIT = 100
_MOST_HEADLINES = 4  # a kicker, the headline given twice, a subheading
_AGENCY = re.compile(r"\(.*\)")
_UNFINISHED = (",", ";", ":")
_LETTERS = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class _Rules:
    longest_boilerplate: int
    boilerplate: re.Pattern[str]
    credit: re.Pattern[str]
    small: frozenset[str]


@cache
def _rules() -> _Rules:
    with Path(__file__).with_name("kinds.toml").open("rb") as file:
        data: dict[str, Any] = tomllib.load(file)
    boilerplate, caption = data["boilerplate"], data["caption"]
    patterns = "|".join(f"(?:{pattern})" for pattern in boilerplate["patterns"])
    marker = rf"(?:\A|(?<=[\s(/|]))(?:(©|\(c\))\s*|(?:{caption['markers']})\s*:\s*)"
    return _Rules(
        boilerplate["longest"],
        re.compile(patterns, re.IGNORECASE),
        re.compile(rf"{marker}(?P<names>\S.*)\Z", re.IGNORECASE | re.DOTALL),
        frozenset(caption["small"]),
    )


def kinds(blocks: Sequence[tuple[Role, str]]) -> Iterator[Kind]:
    """The kind of each block of a document, given as its role and its plain text.

    Headlines are the title or, in a document without one, short blocks before the first body
    text that do not end a sentence; later ones are headings when something follows them.
    """
    headlines, opening = 0, all(role != "title" for role, _ in blocks)
    for index, (role, text) in enumerate(blocks):
        text = " ".join(text.split())
        last = index == len(blocks) - 1
        kind = _BY_ROLE.get(role) or _by_words(role, text)
        if kind is None and opening and headlines < _MOST_HEADLINES:
            kind = "headline" if _is_headline(text) else None
        if kind is None and not last:
            kind = "heading" if _is_heading(text) else None
        kind = kind or "body"
        headlines += kind == "headline"
        opening = opening and kind not in ("body", "heading")
        yield kind


_BY_ROLE: dict[Role, Kind] = {
    "title": "headline",
    "boilerplate": "boilerplate",
    "caption": "caption",
}


def _by_words(role: Role, text: str) -> Kind | None:
    rules = _rules()
    if len(text) <= rules.longest_boilerplate and rules.boilerplate.search(text):
        return "boilerplate"
    if role == "heading":
        return "heading"
    if len(text) <= _LONGEST_CAPTION and credit(text) is not None:
        return "caption"
    return "body" if role == "item" else None


def _is_line(text: str, longest: int) -> bool:
    """A line of words that neither ends a sentence nor announces one."""
    other = not _LETTERS.search(text) or _AGENCY.fullmatch(text) or is_item(text)
    return not other and len(text) <= longest and not text.endswith(_UNFINISHED)


def _is_headline(text: str) -> bool:
    return _is_line(text, _LONGEST_HEADLINE) and not ends_sentence(text)


def _is_heading(text: str) -> bool:
    if not _is_line(text, _LONGEST_HEADING):
        return False
    return text.isupper() or not (ends_sentence(text) or text[0].islower())


def credit(text: str) -> int | None:
    """Where the credit at the end of a caption begins ("© Quelle: …", "Foto: dpa/…"), or None.

    Behind the marker stand names and agencies, no sentence: "Foto: dpa/Nils Albers" is a credit,
    "ein Bild: Die Lage ist ernst." is none.
    """
    for match in _rules().credit.finditer(text):
        tail = match["names"].rstrip()
        if len(tail) <= _LONGEST_CREDIT and (match[1] or _is_names(tail)):
            return match.start()
    return None


def _is_names(tail: str) -> bool:
    return not tail.endswith((".", "!", "?")) and all(
        "/" in word or not word[0].islower() or word.strip("(),;") in _rules().small
        for word in tail.split()
    )
