"""Patterns of reported and direct speech, with Konjunktiv I and its English backshift."""

from __future__ import annotations

from dataclasses import replace

from .clauses import Clause, english_clause, final_clause, main_clause
from .english import capital
from .figures import Pair
from .german import DAT, GEN, NOM, Mood
from .phrases import Phrase
from .sentences import PAST_MODALS, Clauses, untimed
from .templates import templates

_SAYING: list[Pair] = [
    ("sagte", "said"), ("sagte", "said"), ("sagte", "said"), ("erklärte", "declared"),
    ("betonte", "stressed"), ("berichtete", "reported"),
    ("bestätigte", "confirmed"), ("behauptete", "claimed"), ("fügte hinzu", "added"),
    ("räumte ein", "admitted"), ("teilte mit", "announced"), ("kündigte an", "announced"),
]  # fmt: skip
_SAYING_AFTER = [s for s in _SAYING if " " not in s[0]]
_SPEAKING: list[Pair] = [
    *[("sagte", "said")] * 6, *[("erklärte", "declared")] * 2,
    ("betonte", "stressed"),
]  # fmt: skip
_WE = Phrase(
    ("wir", "uns", "uns", "unser"), "we", "p", english_plural=True, person=True, pronoun=True
)
_I = Phrase(("ich", "mich", "mir", "meiner"), "I", "m", person=True, pronoun=True, first=True)
_HE = Phrase(("er", "ihn", "ihm", "seiner"), "he", "m", person=True, pronoun=True)
_SHE = Phrase(("sie", "sie", "ihr", "ihrer"), "she", "f", person=True, pronoun=True)


def _words(*words: str) -> str:
    return " ".join(w for w in words if w)


def _content(c: Clauses, speaker: Phrase | None = None) -> Clause:
    """What is reported: in the present, perfect or future, or with a modal."""
    p = c.p
    tense = p.pick(("perfect", "perfect", "future", "modal", "modal", "present"))
    if speaker and speaker.person and not speaker.plural and p.chance(0.3):
        self_ = _HE if speaker.gender == "m" else _SHE
        clause = c.clause(tense, frames=c.officials, subject=self_, simple=True)
    elif p.chance(0.2):
        clause = c.passive("perfect" if tense == "present" else tense, simple=True)
    else:
        clause = c.clause(tense, frames=c.agentive, simple=True)
    if clause.modal in PAST_MODALS or (clause.negated and clause.kein):
        return _content(c, speaker)
    return clause


def _when(c: Clauses) -> Pair:
    """When and where it was said; often nothing."""
    p = c.p
    roll = p.rng.random()
    if roll < 0.4:
        return "", ""
    time = c.time("past")
    if any(word in time[0] for word in ("Jahr", "zuvor", "später")):
        return _when(c)
    if roll < 0.75:
        return time
    de, en = p.town()
    return f"{time[0]} in {de}", f"in {en} {time[1]}"


def _introduced(c: Clauses) -> tuple[Phrase, Pair]:
    """X sagte am Montag → X said on Monday that"""
    who, (de, en), (saying, said) = c.p.speaker(), _when(c), c.p.pick(_SAYING)
    verb, _, particle = saying.partition(" ")
    return who, (_words(who.forms[NOM], verb, de, particle), _words(who.english, said, en, "that"))


def _attribution(c: Clauses, verbs: list[Pair], inverted: bool) -> tuple[Phrase, Pair]:
    """sagte X am Montag, or X sagte am Montag → X said on Monday"""
    who, (de, en), (saying, said) = c.p.speaker(), _when(c), c.p.pick(verbs)
    lead = (saying, who.forms[NOM]) if inverted else (who.forms[NOM], saying)
    return who, (_words(*lead, de), _words(who.english, said, en))


def reported_k1(c: Clauses) -> Pair:
    """X sagte am Montag, das Parlament habe … zugestimmt."""
    who, (de, en) = _introduced(c)
    clause = _content(c, who)
    front = "time" if clause.time and c.p.chance(0.2) else "subject"
    said = main_clause(clause, front, mood="k1")
    return f"{de}, {said}", f"{en} {english_clause(clause, backshift=True)}"


def reported_dass(c: Clauses) -> Pair:
    """X sagte, dass das Parlament … zugestimmt habe."""
    who, (de, en) = _introduced(c)
    clause = _content(c, who)
    mood: Mood = "k1" if c.p.chance(0.75) else "ind"
    said = final_clause(clause, mood=mood)
    return f"{de}, dass {said}", f"{en} {english_clause(clause, backshift=True)}"


def attributed(c: Clauses) -> Pair:
    """Das Parlament habe … zugestimmt, sagte X am Montag."""
    _, (de, en) = _attribution(c, _SAYING_AFTER, inverted=True)
    clause = _content(c)
    said = main_clause(clause, mood="k1")
    return f"{said}, {de}", f"{english_clause(clause, backshift=True)}, {en}"


def according_to(c: Clauses) -> Pair:
    """Nach Angaben der Polizei …, Laut …, Wie … mitteilte, …"""
    p = c.p
    bodies = ("auth", "min", "force", "maker", "media", "ngo")
    who = p.np(bodies, number="sg", det="der", plain=True)
    tense = p.pick(("past", "perfect", "modal", "future"))
    clause = c.clause(tense, frames=c.agentive, simple=True)
    roll = p.rng.random()
    if roll < 0.55:
        lead = f"nach Angaben {who.forms[GEN]}" if roll < 0.35 else f"laut {who.forms[DAT]}"
        en = f"according to {who.english}"
        return main_clause(clause, opening=lead), f"{en}, {english_clause(clause)}"
    said = p.pick((("mitteilte", "announced"), ("berichtete", "reported")))
    when = _when(c)
    lead = _words("wie", who.forms[NOM], when[0], said[0])
    en = _words("as", who.english, said[1], when[1])
    return main_clause(clause, opening=f"{lead},"), f"{en}, {english_clause(clause)}"


def _quoted(c: Clauses) -> Pair:
    """Words someone says: a hand-written line, or we/I in the perfect, future or with a modal."""
    p = c.p
    roll = p.rng.random()
    if roll < 0.6:
        return p.pick(templates()["Q"]).fill(p)
    if roll > 0.9:
        clause = untimed(_content(c))
        return main_clause(clause), english_clause(clause)
    subject = _WE if p.chance(0.8) else _I
    clause = c.clause(
        p.pick(("modal", "future", "perfect")), frames=c.we, subject=subject, simple=True
    )
    if clause.modal in (*PAST_MODALS, "sollen", "dürfte"):
        clause = replace(clause, modal="müssen", tense="present")
    if clause.modal:
        clause = untimed(clause)
    return main_clause(clause), english_clause(clause)


def _quotation(c: Clauses, comma: bool = False) -> Pair:
    """The words in quotation marks of either kind; English keeps its comma inside."""
    de, en = (capital(words).rstrip(",") for words in _quoted(c))
    stop = "" if comma else "."
    if c.p.chance(0.75):
        return f"„{de}{stop}“", f"“{en}{',' if comma else stop}”"
    return f'"{de}{stop}"', f'"{en}{"," if comma else stop}"'


def quote_first(c: Clauses) -> Pair:
    """„…“, sagte X am Montag."""
    words, (_, said) = _quotation(c, comma=True), _attribution(c, _SPEAKING, inverted=True)
    return f"{words[0]}, {said[0]}", f"{words[1]} {said[1]}"


def quote_last(c: Clauses) -> Pair:
    """X sagte: „…“"""
    words, (_, said) = _quotation(c), _attribution(c, _SPEAKING, inverted=False)
    return f"{said[0]}: {words[0]}", f"{said[1]}: {words[1]}"


def quote_alone(c: Clauses) -> Pair:
    return _quotation(c)
