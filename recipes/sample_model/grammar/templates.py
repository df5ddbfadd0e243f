"""Sentence templates with slots, for what no verb frame covers: idioms, figures, daily life.

A template is a line of `data/templates.tsv`: kind, German, English. A slot is written where it
stands in German with its contents, `{name:contents}`, and taken up in English as `{name}` or
`{name's}`:

    {x:law.plan=a sg ein}   a noun phrase of these classes, in the accusative, singular, indefinite
    {t:@town}               one of the drawers below, with its arguments: {n:@num 10 900}
    {v:=gestiegen/risen|gesunken/fallen}   one of these pairs
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from . import english, figures
from .figures import Pair
from .lexicon import rows
from .people import People

Drawer = Callable[[People], Pair]
_SLOT = re.compile(r"\{(\w+):([^}]+)\}")
_USE = re.compile(r"\{(\w+)('s)?\}")
_DETS = {"der", "ein", "num", "bare", "dies", "kein", "jed"}


@dataclass(frozen=True, slots=True)
class Template:
    """German pieces around its slots, and the English format."""

    german: tuple[str, ...]
    drawers: tuple[tuple[str, Drawer], ...]
    english: str

    def fill(self, phrases: People) -> Pair:
        """One pair with all slots filled."""
        values = {name: draw(phrases) for name, draw in self.drawers}
        german = "".join(
            piece if i % 2 == 0 else values[piece][0] for i, piece in enumerate(self.german)
        )

        def used(match: re.Match[str]) -> str:
            text = values[match[1]][1]
            return english.possessive(text) if match[2] else text

        return german, _USE.sub(used, self.english)


def compiled(german: str, english_text: str) -> Template:
    """Read a template; a slot that only one side has is an error."""
    pieces: list[str] = []
    drawers: list[tuple[str, Drawer]] = []
    end = 0
    for match in _SLOT.finditer(german):
        pieces += [german[end : match.start()], match[1]]
        drawers.append((match[1], _drawer(match[2])))
        end = match.end()
    names, used = [n for n, _ in drawers], [m[1] for m in _USE.finditer(english_text)]
    if sorted(names) != sorted(used):
        raise ValueError(f"slots differ: {german} / {english_text}")
    return Template((*pieces, german[end:]), tuple(drawers), english_text)


@cache
def templates() -> dict[str, list[Template]]:
    """All templates by kind."""
    by_kind: dict[str, list[Template]] = defaultdict(list)
    for kind, german, english_text in rows("templates"):
        by_kind[kind].append(compiled(german, english_text))
    return by_kind


def _drawer(contents: str) -> Drawer:
    if contents.startswith("="):
        options: list[Pair] = [
            (de, en) for de, _, en in (o.partition("/") for o in contents[1:].split("|"))
        ]
        return lambda p: p.pick(options)
    if contents.startswith("@"):
        return _named(contents[1:])
    head, *options_ = contents.split()
    classes, _, case = head.partition("=")
    number = next((o for o in options_ if o in ("sg", "pl")), "")
    det = next((o for o in options_ if o in _DETS), "")
    adjective = True if "adj" in options_ else False if "noadj" in options_ else None
    index = "nadg".index(case or "n")

    def draw(p: People) -> Pair:
        phrase = p.np(
            classes.split("."),
            number=number,
            det=det,
            plain="mod" not in options_,
            adjective=adjective,
        )
        de, en = phrase.forms[index], phrase.english
        return (de[0].upper() + de[1:], en[0].upper() + en[1:]) if "cap" in options_ else (de, en)

    return draw


def _named(contents: str) -> Drawer:
    head, *arguments = contents.split()
    name, _, case = head.partition("=")
    index = "nadg".index(case or "n")
    numbers = [int(a) for a in arguments if a.isdigit()]
    if name == "num":
        return lambda p: figures.number(p.rng, *numbers)
    if name == "nth":
        return lambda p: figures.nth(p.rng.randint(*numbers))
    if name == "small":
        return lambda p: figures.small(p.rng, *numbers)
    if name == "pct":
        return lambda p: figures.percent(p.rng, *numbers)
    if name == "int":
        return lambda p: (lambda n: (str(n), str(n)))(p.rng.randint(*numbers))
    if name == "dec":
        return lambda p: figures.decimal(p.rng.randint(*numbers))
    if name in ("titled", "person", "official", "apposition", "speaker"):
        return lambda p: (lambda x: (x.forms[index], x.english))(getattr(p, name)())
    if name == "family":
        return lambda p: (lambda x: (x.forms[index], x.english))(p.person(family_only=True))
    if name in ("man", "woman"):
        return lambda p: (lambda x: (x.forms[index], x.english))(p.person(name == "woman"))
    if name == "country":
        return lambda p: (lambda c: (c.forms[index], c.english))(p.country())
    if name == "ally":
        return lambda p: (lambda c: (c.forms[index], c.english))(p.ally())
    if name == "capital":
        return lambda p: p.country().capital
    return _SIMPLE[name]


def _adverbial(kind: str, tense: str) -> Drawer:
    def draw(p: People) -> Pair:
        options = [a for a in p.lexicon.adverbials[kind] if a.tense == tense]
        a = p.pick(options)
        return a.german, a.english

    return draw


_SIMPLE: dict[str, Drawer] = {
    "town": lambda p: p.town(),
    "garrison": lambda p: p.pick(p.lexicon.garrisons),
    "money": lambda p: figures.money(p.rng),
    "millions": lambda p: figures.millions(p.rng),
    "price": lambda p: figures.price(p.rng),
    "date": lambda p: figures.date(p.rng),
    "fulldate": lambda p: figures.date(p.rng, year=True),
    "day": lambda p: figures.date(p.rng, year=False),
    "clock": lambda p: figures.clock(p.rng),
    "weekday": lambda p: p.pick(figures.WEEKDAYS),
    "month": lambda p: p.pick(figures.MONTHS),
    "ord": lambda p: p.pick(figures.ORDINALS),
    "year": lambda p: (lambda n: (str(n), str(n)))(p.rng.randint(1949, 2035)),
    "past": _adverbial("time", "past"),
    "future": _adverbial("time", "fut"),
}
