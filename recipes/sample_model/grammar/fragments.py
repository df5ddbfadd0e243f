"""Patterns around the sentences of a page: headlines, captions, datelines, list items, credits."""

from __future__ import annotations

from dataclasses import replace

from .clauses import Clause, bare_infinitive, complements, english_clause, main_clause
from .english import capital
from .figures import Pair
from .lexicon import Frame
from .phrases import Phrase
from .sentences import Clauses
from .statements import statement
from .templates import templates


def from_headlines(c: Clauses) -> Pair:
    return c.p.pick(templates()["H"]).fill(c.p)


def from_credits(c: Clauses) -> Pair:
    return c.p.pick(templates()["C"]).fill(c.p)


def dateline(c: Clauses) -> Pair:
    """Berlin (dpa) - …"""
    p = c.p
    town, agency = p.town(), p.pick(("dpa", "dpa", "AFP", "Reuters", "AP", "epd"))
    clause = c.clause(p.pick(("perfect", "past", "future")))
    dash = p.pick(("-", "–"))
    de, en = statement(c, clause)
    return (
        f"{town[0]} ({agency}) {dash} {capital(de)}",
        f"{town[1]} ({agency}) {dash} {capital(en)}",
    )


def headline(c: Clauses) -> Pair:
    """No articles, present tense, no full stop."""
    p = c.p
    frame = p.pick(c.transitive)
    who = _headline_subject(c, frame)
    objects = tuple(
        _stripped(
            p.np(
                s.classes, plain=True, det="bare" if p.chance(0.5) else "", adjective=p.chance(0.3)
            )
        )
        for s in frame.slots
    )
    if any(
        o.gender != "p" and o.noun and "u" not in o.noun.flags and "only" not in o.noun.flags
        for o in objects
    ):
        objects = tuple(_bare(c, o) for o in objects)
    clause = Clause(frame, who, objects, tense="present")
    if p.chance(0.2) and frame.verb.prefix + frame.verb.infinitive:
        will = replace(clause, modal="wollen")
        return main_clause(will), english_clause(will)
    return main_clause(clause), english_clause(clause)


def _headline_subject(c: Clauses, frame: Frame) -> Phrase:
    p = c.p
    if "memb" in frame.subjects and p.chance(0.6):
        country = p.country()
        name, en = (
            country.forms[0].split(" ", 1)[-1]
            if country.forms[0][0].islower()
            else country.forms[0],
            country.english.removeprefix("the "),
        )
        return Phrase(
            (name,) * 4,
            en,
            "p" if country.plural else "n",
            english_plural=False,
            classes=frozenset({"country"}),
        )
    phrase = p.np(frame.subjects, plain=True, det="bare", adjective=False)
    return _bare(c, phrase)


def _bare(c: Clauses, phrase: Phrase) -> Phrase:
    """The phrase's noun alone, without any article."""
    if phrase.noun is None:
        return phrase
    return c.p.build(phrase.noun, phrase.gender, "bare", None)


def _stripped(phrase: Phrase) -> Phrase:
    return phrase


def caption(c: Clauses) -> Pair:
    p = c.p
    who = p.titled()
    other = p.np(("sol", "unit", "wpn"), plain=True)
    event = p.np(("mtg", "visit", "exer"), number="sg", plain=True, adjective=False)
    town = p.town()
    photographer, agency = p.name(p.chance(0.5)), p.pick(("dpa", "AFP", "Reuters", "AP", "imago"))
    side = p.pick((("links", "left"), ("rechts", "right"), ("Mitte", "centre")))
    roll = p.rng.random()
    if roll < 0.4:
        de, en = (
            f"{who.forms[0]} ({side[0]}) bei {event.forms[2]} in {town[0]}.",
            f"{who.english} ({side[1]}) at {event.english} in {town[1]}.",
        )
    elif roll < 0.7:
        de, en = (
            f"{capital(other.forms[0])} bei {p.np(('exer',), number='sg', plain=True, adjective=False, det='ein').forms[2]}",
            "",
        )
        exercise = p.np(("exer",), number="sg", plain=True, adjective=False)
        de, en = (
            f"{capital(other.forms[0])} bei {exercise.forms[2]} in {town[0]}.",
            f"{capital(other.english)} at {exercise.english} in {town[1]}.",
        )
    else:
        unit = p.np(("site", "unit"), number="sg", plain=True)
        de, en = (
            f"{who.forms[0]} besucht {unit.forms[1]} in {town[0]}.",
            f"{who.english} visits {unit.english} in {town[1]}.",
        )
    credit = f" Foto: {photographer[0]}/{agency}", f" Photo: {photographer[0]}/{agency}"
    return de + credit[0], en + credit[1]


def nominal(c: Clauses) -> Pair:
    """A noun phrase alone: a list item, a crosshead, a table cell."""
    p = c.p
    phrase = p.np(
        ("plan", "law", "unit", "wpn", "prob", "evt", "gov", "doc", "abs", "bld", "area", "fin"),
        number="",
    )
    if p.chance(0.4):
        return phrase.forms[0], phrase.english
    infinitive = replace(c.clause("past", frames=c.we, simple=True, bare=True), negated=False)
    return bare_infinitive(infinitive), f"{infinitive.frame.english} {complements(infinitive)}"
