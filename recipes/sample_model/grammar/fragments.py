"""Patterns around the sentences of a page: headlines, captions, datelines, list items, credits."""

from __future__ import annotations

from dataclasses import replace

from .clauses import Clause, bare_infinitive, english_clause, english_infinitive, main_clause
from .english import capital
from .figures import Pair
from .german import ACC, DAT, NOM
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
    dash = p.pick("-–")
    de, en = statement(c, c.clause(p.pick(("perfect", "past", "future"))))
    lead = f"{town[0]} ({agency}) {dash}", f"{town[1]} ({agency}) {dash}"
    return f"{lead[0]} {capital(de)}", f"{lead[1]} {capital(en)}"


def headline(c: Clauses) -> Pair:
    """No articles, present tense, no full stop."""
    p = c.p
    frame = p.pick(c.transitive)
    objects = tuple(_bare(c, p.np(slot.classes, plain=True)) for slot in frame.slots)
    clause = Clause(frame, _headline_subject(c, frame), objects, tense="present")
    if p.chance(0.2):
        clause = replace(clause, modal="wollen")
    return main_clause(clause), english_clause(clause)


def _headline_subject(c: Clauses, frame: Frame) -> Phrase:
    if "memb" in frame.subjects and c.p.chance(0.6):
        return _bare(c, c.p.member())
    return _bare(c, c.p.np(frame.subjects, plain=True))


def _bare(c: Clauses, phrase: Phrase) -> Phrase:
    """The phrase's noun alone, without any article."""
    if phrase.noun is not None:
        return c.p.build(phrase.noun, phrase.gender, "bare")
    a, b, d, g = (form.removeprefix(form.split()[0] + " ") for form in phrase.forms)
    return replace(phrase, forms=(a, b, d, g), english=phrase.english.removeprefix("the "))


def caption(c: Clauses) -> Pair:
    """What a picture shows, and who took it."""
    de, en = c.p.pick((_at_event, _in_exercise, _visiting))(c)
    taker, agency = c.p.name(c.p.chance(0.5)), c.p.pick(("dpa", "AFP", "Reuters", "AP", "imago"))
    town = c.p.town()
    return (
        f"{capital(de)} in {town[0]}. Foto: {taker[0]}/{agency}",
        f"{capital(en)} in {town[1]}. Photo: {taker[1]}/{agency}",
    )


def _at_event(c: Clauses) -> Pair:
    who = c.p.titled()
    event = c.p.np(("mtg", "fest"), number="sg", plain=True, adjective=False)
    side = c.p.pick((("links", "left"), ("rechts", "right"), ("Mitte", "centre")))
    return (
        f"{who.forms[NOM]} ({side[0]}) bei {event.forms[DAT]}",
        f"{who.english} ({side[1]}) at {event.english}",
    )


def _in_exercise(c: Clauses) -> Pair:
    who = c.p.np(("sol", "unit", "wpn"), plain=True)
    event = c.p.np(("exer",), number="sg", plain=True)
    return f"{who.forms[NOM]} bei {event.forms[DAT]}", f"{who.english} during {event.english}"


def _visiting(c: Clauses) -> Pair:
    who, what = c.p.titled(), c.p.np(("site", "unit"), number="sg", plain=True)
    return f"{who.forms[NOM]} besucht {what.forms[ACC]}", f"{who.english} visits {what.english}"


_TITLES = ("plan", "law", "unit", "wpn", "prob", "evt", "gov", "doc", "abs", "bld", "area", "fin")


def nominal(c: Clauses) -> Pair:
    """A noun phrase or an infinitive alone: a list item, a crosshead, a table cell."""
    if c.p.chance(0.4):
        phrase = c.p.np(_TITLES)
        return phrase.forms[NOM], phrase.english
    clause = c.clause("past", frames=c.we, simple=True, bare=True, affirmed=True)
    return bare_infinitive(clause), english_infinitive(clause).removeprefix("to ")
