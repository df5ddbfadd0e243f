"""What the rules know about German, read once from `german.toml`."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import chain

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Word lists by name. Abbreviations are stored without blanks and without their last stop."""

    never_final: frozenset[str]
    before_number: frozenset[str]
    may_be_final: frozenset[str]
    unclipped: frozenset[str]
    labels: frozenset[str]
    ordinal_left: frozenset[str]
    ordinal_right: frozenset[str]
    names_with_mark: frozenset[str]
    speech_verbs: frozenset[str]
    openers: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """The German word lists; the file is read on the first call."""
    text = files(__package__).joinpath("german.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    abbreviations = data.pop("abbreviations")
    return Lexicon(
        **{name: _compact(_words(groups)) for name, groups in abbreviations.items()},
        **{name: frozenset(_words(groups)) for name, groups in data.items()},
    )


def _words(groups: dict[str, list[str]]) -> Iterable[str]:
    """All lines of a table's groups, cut at blanks; a group that is a list keeps its blanks."""
    return chain.from_iterable(g.split() if isinstance(g, str) else g for g in groups.values())


def _compact(abbreviations: Iterable[str]) -> frozenset[str]:
    return frozenset("".join(a.split()).removesuffix(".") for a in abbreviations)
