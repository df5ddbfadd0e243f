"""Patterns of one clause and of clauses joined: statements, questions, purposes, conditions."""

from __future__ import annotations

from dataclasses import replace

from .clauses import (
    Clause,
    english_clause,
    english_infinitive,
    english_question,
    final_clause,
    infinitive_clause,
    main_clause,
    question,
)
from .figures import Pair
from .german import ACC, NOM
from .sentences import PAST_MODALS, Clauses, untimed


def statement(c: Clauses, clause: Clause) -> Pair:
    """A main clause with what fits standing first."""
    p = c.p
    roll = p.rng.random()
    fronts = [n for n, v in (("time", clause.time), ("place", clause.place)) if v]
    if fronts and roll < 0.42:
        return fronted(clause, p.pick(fronts))
    if roll > 0.9 and not clause.mid:
        a = p.pick(p.lexicon.adverbials["front"])
        if a.tense in ("any", clause.tense):
            return main_clause(clause, opening=a.german), f"{a.english}, {english_clause(clause)}"
    return main_clause(clause), english_clause(clause)


def fronted(clause: Clause, front: str) -> Pair:
    """The clause with its time or place first in both languages."""
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
    what, who = clause.objects[index].forms, clause.subject.forms
    ambiguous = what[NOM] == what[ACC] and who[NOM] == who[ACC]
    if ambiguous or clause.mid or clause.negated or clause.objects[index].owned:
        return statement(c, clause)
    turned = replace(clause, passive=True, agent=True)
    return main_clause(clause, f"object{index}"), english_clause(turned)


def with_relative(c: Clauses) -> Pair:
    """A relative clause at the last object or the subject; a time adverbial then stands first."""
    clause = replace(c.clause(simple=True), place=None, manner=None, swapped=False)
    if clause.objects and c.p.chance(0.65):
        last = c.with_relative(clause.objects[-1], clause.frame)
        clause = replace(clause, objects=(*clause.objects[:-1], last))
    else:
        clause = replace(clause, subject=c.with_relative(clause.subject, clause.frame))
    return fronted(clause, "time") if clause.time else statement(c, clause)


def with_participle(c: Clauses) -> Pair:
    """die am Montag beschlossene Maßnahme → the measure adopted on Monday"""
    clause = replace(c.clause(simple=True), place=None, manner=None, swapped=False)
    if clause.objects and (marked := c.participle(clause.objects[-1], clause.frame)):
        clause = replace(clause, objects=(*clause.objects[:-1], marked))
    elif marked := c.participle(clause.subject, clause.frame):
        clause = replace(clause, subject=marked)
    return fronted(clause, "time") if clause.time else statement(c, clause)


def comparison(c: Clauses) -> Pair:
    """Die Drohnen sind günstiger als die Kampfflugzeuge."""
    p = c.p
    kind = p.pick(("wpn", "wpn", "bld", "infra", "plan", "law", "sit", "veh", "area", "mil"))
    one = p.np((kind,), plain=True, det="der", adjective=False)
    other = p.np((kind,), plain=True, det="der", adjective=False)
    assert one.noun is not None
    graded = [a for a in p.lexicon.adjectives_for(one.noun) if a.comparative]
    if not graded or one.noun is other.noun:
        return comparison(c)
    adjective = p.pick(graded)
    tense = p.pick(("present", "present", "past"))
    de = main_clause(Clause(p.lexicon.being, one, tense=tense))
    en = english_clause(Clause(p.lexicon.being, one, tense=tense))
    return (
        f"{de} {adjective.comparative} als {other.forms[NOM]}",
        f"{en} {adjective.english_comparative} than {other.english}",
    )


# Conjunction, and the tenses of the clause it opens and of the main clause.
_CONJUNCTIONS: list[tuple[str, str, tuple[str, ...], tuple[str, ...]]] = [
    ("weil", "because", ("past", "perfect"), ("past", "perfect")),
    ("nachdem", "after", ("pluperfect",), ("past",)),
    ("obwohl", "although", ("past", "pluperfect"), ("past",)),
    ("während", "while", ("past",), ("past",)),
    ("bevor", "before", ("past",), ("past",)),
    ("wenn", "if", ("present",), ("future", "modal")),
    ("sobald", "as soon as", ("present",), ("future",)),
    ("damit", "so that", ("modal",), ("modal", "future")),
]
_CAUSAL = {"weil", "nachdem", "obwohl", "wenn"}


def _subordinate(c: Clauses, tense: str) -> Clause:
    if tense == "modal":
        clause = c.clause("present", frames=c.agentive, simple=True)
        clause = replace(untimed(clause), modal="können", mid=None)
    elif c.p.chance(0.25):
        clause = c.passive(tense, simple=True)
    else:
        clause = c.clause(tense, frames=c.agentive, simple=True, affirmed=True)
    if clause.subject.heavy:
        return _subordinate(c, tense)
    clause = replace(clause, present_perfect=False)
    return replace(clause, time=None) if tense == "present" else clause


def subordinate(c: Clauses) -> Pair:
    """Main clause and a subordinate one, in either order."""
    p = c.p
    de, en, below, above = p.pick(_CONJUNCTIONS)
    lower = _subordinate(c, p.pick(below))
    frames = c.reactions if de in _CAUSAL else c.agentive
    upper = replace(c.clause(p.pick(above), frames=frames, simple=True), present_perfect=False)
    if lower.time:
        upper = replace(upper, time=None)
    if de == "damit" or upper.subject.heavy or p.chance(0.5):
        return (
            f"{main_clause(upper)}, {de} {final_clause(lower)}",
            f"{english_clause(upper)} {en} {english_clause(lower)}",
        )
    return (
        main_clause(upper, opening=f"{de} {final_clause(lower)},"),
        f"{en} {english_clause(lower)}, {english_clause(upper)}",
    )


def purpose(c: Clauses) -> Pair:
    """…, um die Ostflanke zu stärken."""
    tense = c.p.pick(("past", "perfect", "future", "modal"))
    clause = c.clause(tense, frames=c.means, simple=True)
    doers = set(clause.frame.subjects)
    fitting = [f for f in c.purposes if doers & set(f.subjects)]
    goal = c.clause("past", frames=fitting, simple=True, bare=True, affirmed=True)
    de, en = f"um {infinitive_clause(goal)}", english_infinitive(goal)
    if c.p.chance(0.25) and not clause.time:
        return main_clause(clause, opening=f"{de},"), f"{en}, {english_clause(clause)}"
    return f"{main_clause(clause)}, {de}", f"{english_clause(clause)} {en}"


_CONTROL: list[Pair] = [
    ("plant", "is planning"), ("versucht", "is trying"), ("beabsichtigt", "intends"),
    ("hat beschlossen", "has decided"), ("hat angekündigt", "has announced plans"),
    ("hat zugesagt", "has promised"), ("ist bereit", "is ready"), ("hofft", "hopes"),
    ("weigert sich", "is refusing"), ("hat sich verpflichtet", "has committed itself"),
    ("droht damit", "is threatening"), ("versuchte vergeblich", "tried in vain"),
    ("lehnt es ab", "refuses"), ("kündigte an", "announced plans"),
    ("scheint bereit", "seems ready"),
]  # fmt: skip


def control(c: Clauses) -> Pair:
    """Das Bündnis plant, … zu verlegen."""
    p = c.p
    who = p.pick((p.titled, p.member, p.body, p.body, p.body))()
    if who.plural or who.english_plural:
        return control(c)
    frames = c.suiting(who)
    goal = c.clause("past", frames=frames, subject=who, simple=True, bare=True, affirmed=True)
    if p.chance(0.3):
        goal = replace(goal, time=c.time("fut"))
    de, en = p.pick(_CONTROL)
    if who.person:
        en = en.replace("itself", "himself" if who.gender == "m" else "herself")
    return (
        f"{who.forms[NOM]} {de}, {infinitive_clause(goal)}",
        f"{who.english} {en} {english_infinitive(goal)}",
    )


def yes_no(c: Clauses) -> Pair:
    """A question with the verb first."""
    p = c.p
    tense = p.pick(("modal", "future", "past", "perfect"))
    clause = c.clause(tense, frames=c.we, simple=True, affirmed=True)
    if clause.subject.heavy or clause.modal in (*PAST_MODALS, "dürfte", "sollen"):
        return yes_no(c)
    clause = replace(untimed(clause), mid=None, manner=None)
    return question(clause) + "?", english_question(clause) + "?"


def paired(c: Clauses) -> Pair:
    """Two main clauses side by side, each with its own subject."""
    p = c.p
    first = c.clause(p.pick(("past", "perfect")), frames=c.agentive, simple=True)
    second = c.clause(first.tense, frames=c.reactions, simple=True, bare=True)
    if first.subject.heavy or second.subject.english == first.subject.english:
        return paired(c)
    link, en_link = p.pick(_LINKS)
    de, en = statement(c, replace(first, present_perfect=False))
    then = replace(second, present_perfect=False)
    return f"{de}{link} {main_clause(then)}", f"{en}{en_link} {english_clause(then)}"


_LINKS: list[Pair] = [
    (", und", ", and"), (", doch", ", but"), (", aber", ", but"), (";", ";"), (" –", " –"),
    (", denn", ", because"),
]  # fmt: skip


def coordinated(c: Clauses) -> Pair:
    """Two verbs, one subject."""
    p = c.p
    first = replace(c.clause("past", frames=c.agentive, simple=True, affirmed=True), place=None)
    frames = [f for f in c.suiting(first.subject) if f is not first.frame]
    second = c.clause("past", frames=frames, subject=first.subject, simple=True, bare=True)
    german = main_clause(second).removeprefix(first.subject.forms[NOM] + " ")
    english = english_clause(second).removeprefix(first.subject.english + " ")
    de, en = p.pick(((" und", "and"), (" und", "and"), (" und", "and"), (", aber", "but")))
    return f"{main_clause(first)}{de} {german}", f"{english_clause(first)} {en} {english}"
