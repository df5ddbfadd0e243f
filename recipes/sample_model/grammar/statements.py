"""Patterns of one clause and of clauses joined: statements, questions, purposes, conditions."""

from __future__ import annotations

from dataclasses import replace

from .clauses import (
    Clause,
    complements,
    english_clause,
    final_clause,
    infinitive_clause,
    main_clause,
    question,
)
from .figures import Pair
from .sentences import Clauses, untimed


def statement(c: Clauses, clause: Clause) -> Pair:
    """A main clause with what fits standing first."""
    p = c.p
    roll = p.rng.random()
    fronts = [n for n, v in (("time", clause.time), ("place", clause.place)) if v]
    if fronts and roll < 0.42:
        return _fronted(clause, p.pick(fronts))
    if roll > 0.9 and not clause.mid:
        a = p.pick(p.lexicon.adverbials["front"])
        if a.tense in ("any", clause.tense):
            return main_clause(clause, opening=a.german), f"{a.english}, {english_clause(clause)}"
    return main_clause(clause), english_clause(clause)


def _fronted(clause: Clause, front: str) -> Pair:
    lead = clause.time if front == "time" else clause.place
    assert lead is not None
    return main_clause(clause, front), f"{lead[1]}, {english_clause(clause, front=front)}"


def plain(c: Clauses) -> Pair:
    return statement(c, c.clause())


def short(c: Clauses) -> Pair:
    clause = c.clause(simple=True, bare=True)
    return main_clause(clause), english_clause(clause)


def passive(c: Clauses) -> Pair:
    return statement(c, c.passive())


def object_first(c: Clauses) -> Pair:
    """A fronted object with the passive in English, which keeps the order of ideas."""
    clause = c.clause(c.p.pick(("past", "perfect", "future")), frames=c.passivable, simple=True)
    index = clause.frame.accusative
    assert index is not None
    if (
        clause.mid
        or clause.negated
        or clause.objects[index].english.startswith(("its ", "their ", "his ", "her "))
    ):
        return plain(c)
    if (
        clause.objects[index].forms[0] == clause.objects[index].forms[1]
        and clause.subject.forms[0] == clause.subject.forms[1]
    ):
        return plain(c)
    english = replace(
        clause,
        passive=True,
        subject=replace(clause.subject, noun=clause.subject.noun or clause.objects[index].noun),
    )
    return main_clause(clause, f"object{index}"), english_clause(english)


def with_relative(c: Clauses) -> Pair:
    clause = replace(c.clause(simple=True), place=None, manner=None)
    if clause.objects and c.p.chance(0.65):
        objects = (*clause.objects[:-1], c.with_relative(clause.objects[-1], clause.frame))
        clause = replace(clause, objects=objects, swapped=False)
    else:
        clause = replace(clause, subject=c.with_relative(clause.subject, clause.frame))
    if clause.time:
        return _fronted(clause, "time")
    return main_clause(clause), english_clause(clause)


def with_participle(c: Clauses) -> Pair:
    clause = replace(c.clause(simple=True), place=None, manner=None)
    if clause.objects:
        marked = c.participle(clause.objects[-1], clause.frame)
        if marked:
            return statement(
                c, replace(clause, objects=(*clause.objects[:-1], marked), swapped=False)
            )
    marked = c.participle(clause.subject, clause.frame)
    if marked and marked.gender == clause.subject.gender:
        return statement(c, replace(clause, subject=marked))
    return statement(c, clause)


_CONJUNCTIONS: list[tuple[str, str, tuple[str, ...], tuple[str, ...]]] = [
    ("weil", "because", ("past", "perfect"), ("past", "perfect")),
    ("nachdem", "after", ("pluperfect",), ("past",)),
    ("obwohl", "although", ("past", "pluperfect"), ("past",)),
    ("während", "while", ("past",), ("past",)),
    ("bevor", "before", ("past",), ("past",)),
    ("wenn", "if", ("present",), ("future", "modal")),
    ("sobald", "as soon as", ("present",), ("future",)),
    ("damit", "so that", ("modal",), ("modal", "past")),
]


def _subordinate(c: Clauses, tense: str) -> Clause:
    clause = (
        c.passive(tense, True)
        if c.p.chance(0.25)
        else c.clause(tense, simple=True, frames=c.agentive)
    )
    if clause.subject.english.endswith(",") or clause.modal in (
        "dürfte",
        "wollte",
        "sollte",
        "musste",
    ):
        return _subordinate(c, tense)
    if tense == "present":
        clause = replace(clause, time=None)
    if tense == "modal":
        clause = replace(clause, modal="können", tense="present", time=None)
    return clause


def subordinate(c: Clauses) -> Pair:
    """Main clause and a subordinate one, in either order."""
    p = c.p
    de, en, below, above = p.pick(_CONJUNCTIONS)
    lower = _subordinate(c, p.pick(below))
    upper = c.clause(
        p.pick(above),
        simple=True,
        frames=c.reactions if de in ("weil", "nachdem", "obwohl", "wenn") else c.agentive,
    )
    if lower.time and upper.time:
        upper = untimed(upper) if upper.tense != "present" else upper
    if upper.tense == "perfect":
        upper = replace(upper, present_perfect=False)
    if lower.tense == "perfect":
        lower = replace(lower, present_perfect=False)
    if de == "damit" or p.chance(0.5) or upper.subject.english.endswith(","):
        return (
            f"{main_clause(upper)}, {de} {final_clause(lower)}",
            f"{english_clause(upper)} {en} {english_clause(lower)}",
        )
    opening = f"{de} {final_clause(lower)},"
    return main_clause(
        upper, opening=opening
    ), f"{en} {english_clause(lower)}, {english_clause(upper)}"


def purpose(c: Clauses) -> Pair:
    """…, um die Ostflanke zu stärken."""
    goal = c.clause("past", frames=c.purposes, simple=True, bare=True)
    goal = replace(goal, negated=False)
    clause = c.clause(c.p.pick(("past", "perfect", "future", "modal")), frames=c.means, simple=True)
    infinitive = f"um {infinitive_clause(goal)}"
    english = _infinitive(goal)
    if c.p.chance(0.25) and clause.time is None:
        return main_clause(clause, opening=f"{infinitive},"), f"{english}, {english_clause(clause)}"
    return f"{main_clause(clause)}, {infinitive}", f"{english_clause(clause)} {english}"


def _infinitive(clause: Clause) -> str:
    adverb = f" {clause.place[1]}" if clause.place else ""
    time = f" {clause.time[1]}" if clause.time else ""
    return f"to {clause.frame.english} {complements(clause)}{adverb}{time}".replace(
        "  ", " "
    ).strip()


_CONTROL: list[tuple[str, str, str]] = [
    # German with the finite verb first, what closes the clause, English
    ("plant", "", "is planning"), ("versucht", "", "is trying"), ("beabsichtigt", "", "intends"),
    ("hat beschlossen", "", "has decided"), ("hat angekündigt", "", "has announced plans"), ("hat zugesagt", "", "has promised"),
    ("ist bereit", "", "is ready"), ("hat vorgeschlagen", "", "has proposed"), ("weigert sich", "", "is refusing"),
    ("hofft", "", "hopes"), ("hat sich verpflichtet", "", "has committed itself"), ("droht damit", "", "is threatening"),
    ("versuchte vergeblich", "", "tried in vain"), ("lehnt es ab", "", "refuses"), ("kündigte an", "", "announced plans"),
]  # fmt: skip


def control(c: Clauses) -> Pair:
    """plant, … zu verlegen."""
    p = c.p
    who = (
        p.titled()
        if p.chance(0.2)
        else p.country_phrase()
        if p.chance(0.2)
        else p.np(("gov", "com", "all", "min"), number="sg")
    )
    goal = c.clause("past", frames=c.suiting(who), subject=who, simple=True, bare=True)
    goal = replace(goal, negated=False, time=c.time("fut") if p.chance(0.3) else None)
    de, _, en = p.pick(_CONTROL)
    if who.english_plural or who.plural:
        return plain(c)
    if who.person:
        en = en.replace("itself", "himself" if who.gender == "m" else "herself")
    verb = f"{en} {_infinitive(goal)}"
    if en.endswith("proposed"):
        return f"{who.forms[0]} {de}, {infinitive_clause(goal)}", f"{who.english} {verb}"
    return f"{who.forms[0]} {de}, {infinitive_clause(goal)}", f"{who.english} {verb}"


def yes_no(c: Clauses) -> Pair:
    """A question with the verb first."""
    p = c.p
    clause = c.clause(
        p.pick(("modal", "future", "past", "perfect")), simple=True, frames=c.agentive
    )
    clause = replace(clause, time=None, mid=None, negated=False, place=None)
    if clause.subject.english.endswith(",") or clause.modal in (
        "dürfte",
        "wollte",
        "sollen",
        "sollte",
    ):
        clause = replace(
            clause, subject=p.np(("gov", "memb"), number="sg"), modal="", tense="future"
        )
    text = english_clause(clause)
    who = clause.subject.english
    rest = text[len(who) + 1 :]
    first, _, remainder = rest.partition(" ")
    if first not in (
        "will",
        "can",
        "must",
        "could",
        "has",
        "have",
        "is",
        "are",
        "was",
        "were",
        "should",
        "would",
    ):
        do = (
            "did"
            if clause.tense in ("past", "perfect")
            else "do"
            if clause.subject.english_plural
            else "does"
        )
        bare_verb = (
            clause.frame.english
            if not clause.modal
            else {"wollen": "want", "müsste": "have", "dürfen": "be"}.get(clause.modal, "have")
        )
        first, remainder = do, f"{bare_verb} {remainder}"
    return question(clause) + "?", f"{first} {who} {remainder}?"


def coordinated(c: Clauses) -> Pair:
    """Two verbs, one subject."""
    p = c.p
    first = c.clause("past", frames=c.agentive, simple=True)
    second_frames = [f for f in c.suiting(first.subject) if f is not first.frame]
    second = c.clause("past", frames=second_frames, subject=first.subject, simple=True, bare=True)
    first, second = (
        replace(first, negated=False, place=None),
        replace(second, negated=False, time=None),
    )
    german = main_clause(second)
    english = english_clause(second)
    german = german[len(first.subject.forms[0]) + 1 :]
    english = english[len(first.subject.english) + 1 :]
    link = p.pick(
        [("und", "and"), ("und", "and"), ("und", "and"), (", aber", "but"), ("sowie", "and")]
    )
    if link[0] == "sowie":
        link = ("und", "and")
    joiner = link[0] if link[0].startswith(",") else f" {link[0]}"
    return f"{main_clause(first)}{joiner} {german}", f"{english_clause(first)} {link[1]} {english}"
