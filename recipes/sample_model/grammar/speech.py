"""Patterns of reported and direct speech, with Konjunktiv I and its English backshift."""

from __future__ import annotations

from dataclasses import replace

from .clauses import Clause, english_clause, final_clause, main_clause
from .english import capital
from .figures import Pair
from .phrases import Phrase
from .sentences import Clauses, untimed
from .templates import templates

SAYING: list[Pair] = [
    ("sagte", "said"), ("sagte", "said"), ("sagte", "said"), ("erklärte", "declared"), ("betonte", "stressed"),
    ("berichtete", "reported"), ("warnte", "warned"), ("bestätigte", "confirmed"),
    ("fügte hinzu", "added"), ("räumte ein", "admitted"), ("teilte mit", "announced"), ("kündigte an", "announced"),
    ("behauptete", "claimed"),
]  # fmt: skip
_SAYING_PLAIN = [s for s in SAYING if " " not in s[0]]
_SPEAKING: list[Pair] = (
    [("sagte", "said")] * 6
    + [("erklärte", "declared")] * 2
    + [("betonte", "stressed"), ("warnte", "warned")]
)


def _content(c: Clauses, speaker: Phrase | None = None, simple: bool = True) -> Clause:
    """What is reported: present, perfect, future or modal."""
    p = c.p
    tense = p.pick(("perfect", "perfect", "future", "modal", "modal", "present"))
    subject = None
    frames = c.agentive
    if speaker is not None and speaker.gender in "mf" and speaker.person and p.chance(0.3):
        er = speaker.gender == "m"
        word = "er" if er else "sie"
        subject = Phrase(
            (word,) * 4, "he" if er else "she", speaker.gender, person=True, pronoun=True
        )
        frames = [f for f in c.agentive if "off" in f.subjects]
    make = c.passive if subject is None and p.chance(0.2) else None
    if make:
        clause = make(tense if tense != "present" else "perfect", True)
    else:
        clause = c.clause(tense, frames=frames, subject=subject, simple=simple)
    while clause.modal in ("konnte", "musste", "sollte", "wollte"):
        return _content(c, speaker, simple)
    return replace(clause, negated=False)


def _who(c: Clauses) -> Phrase:
    return c.p.speaker()


def _when(c: Clauses) -> Pair:
    """An adverbial after the reporting verb, empty half of the time."""
    p = c.p
    roll = p.rng.random()
    if roll < 0.4:
        return "", ""
    time = c.time("past")
    while time[0][0].isdigit() or "Jahr" in time[0] or "zuvor" in time[0] or "später" in time[0]:
        time = c.time("past")
    if roll < 0.75:
        return time
    de, en = p.town()
    return f"{time[0]} in {de}", f"in {en} {time[1]}"


def reported_k1(c: Clauses) -> Pair:
    """X sagte am Montag, das Parlament habe … zugestimmt."""
    who, (de, en) = _who(c), _when(c)
    verb = c.p.pick(SAYING)
    clause = _content(c, who)
    front = "time" if clause.time and c.p.chance(0.2) else "subject"
    first, _, particle = verb[0].partition(" ")
    head = " ".join(w for w in (who.forms[0], first, de, particle) if w)
    said = " ".join(w for w in (who.english, verb[1], en, "that") if w)
    return (
        f"{head}, {main_clause(clause, front, mood='k1')}",
        f"{said} {english_clause(clause, backshift=True)}",
    )


def reported_dass(c: Clauses) -> Pair:
    who, (de, en) = _who(c), _when(c)
    verb = c.p.pick(SAYING)
    clause = _content(c, who)
    first, _, particle = verb[0].partition(" ")
    head = " ".join(w for w in (who.forms[0], first, de, particle) if w)
    said = " ".join(w for w in (who.english, verb[1], en, "that") if w)
    mood = "k1" if c.p.chance(0.75) else "ind"
    return (
        f"{head}, dass {final_clause(clause, mood=mood)}",
        f"{said} {english_clause(clause, backshift=True)}",
    )  # type: ignore[arg-type]


def attributed(c: Clauses) -> Pair:
    """The report first: Das Parlament habe … zugestimmt, sagte X am Montag."""
    who, (de, en) = _who(c), _when(c)
    verb = c.p.pick(_SAYING_PLAIN)
    clause = _content(c, who)
    if clause.subject.pronoun:
        clause = _content(c)
    german = " ".join(w for w in (verb[0], who.forms[0], de) if w)
    said = " ".join(w for w in (who.english, verb[1], en) if w)
    return (
        f"{main_clause(clause, mood='k1')}, {german}",
        f"{english_clause(clause, backshift=True)}, {said}",
    )


def according_to(c: Clauses) -> Pair:
    """Nach Angaben von X …, Wie X mitteilte, …"""
    p = c.p
    who = p.np(("auth", "min", "mil", "com", "media", "ngo"), number="sg", det="der", plain=True)
    clause = c.clause(
        p.pick(("past", "perfect", "modal", "future")), frames=c.agentive, simple=True
    )
    roll = p.rng.random()
    if roll < 0.35:
        return main_clause(
            clause, opening=f"nach Angaben {who.forms[3]}"
        ), f"according to {who.english}, {english_clause(clause)}"
    if roll < 0.55:
        return main_clause(
            clause, opening=f"laut {who.forms[2]}"
        ), f"according to {who.english}, {english_clause(clause)}"
    verb = p.pick(
        [("mitteilte", "announced"), ("berichtete", "reported"), ("bestätigte", "confirmed")]
    )
    de, en = _when(c)
    lead = " ".join(w for w in ("wie", who.forms[0], de, verb[0]) if w)
    said = " ".join(w for w in ("as", who.english, verb[1], en) if w)
    return main_clause(clause, opening=f"{lead},"), f"{said}, {english_clause(clause)}"


_WE = Phrase(
    ("wir", "uns", "uns", "unser"), "we", "p", english_plural=True, person=True, pronoun=True
)
_I = Phrase(("ich", "mich", "mir", "meiner"), "I", "m", person=True, pronoun=True, first=True)


def _quoted(c: Clauses) -> Pair:
    """Words someone says: a hand-written line, or we/I in the present, future or a modal."""
    p = c.p
    roll = p.rng.random()
    lines = templates().get("Q")
    if lines and roll < 0.55:
        return p.pick(lines).fill(p)
    if roll < 0.85:
        subject = _WE if p.chance(0.8) else _I
        frames = c.we
        tense = p.pick(("modal", "modal", "future", "perfect"))
        clause = c.clause(tense, frames=frames, subject=subject, simple=True)
        if clause.modal in ("konnte", "musste", "sollte", "wollte", "sollen", "dürfte", "dürfen"):
            clause = untimed(replace(clause, modal="müssen", tense="present"))
        if clause.objects and clause.objects[0].english.startswith(
            ("its ", "their ", "his ", "her ")
        ):
            return _quoted(c)
        return main_clause(clause), english_clause(clause)
    clause = untimed(_content(c))
    return main_clause(clause), english_clause(clause)


def _quotes(c: Clauses) -> tuple[Pair, Pair]:
    if c.p.chance(0.75):
        return ("„", "“"), ("“", "”")
    return ('"', '"'), ('"', '"')


def quote_first(c: Clauses) -> Pair:
    """„…“, sagte X am Montag."""
    (o, e), (oe, ee) = _quotes(c)
    words, who, (de, en), verb = _quoted(c), _who(c), _when(c), c.p.pick(_SPEAKING)
    german = " ".join(w for w in (verb[0], who.forms[0], de) if w)
    said = " ".join(w for w in (who.english, verb[1], en) if w)
    return (
        f"{o}{capital(words[0]).rstrip(',')}{e}, {german}",
        f"{oe}{capital(words[1]).rstrip(',')},{ee} {said}",
    )


def quote_last(c: Clauses) -> Pair:
    """X sagte: „…“"""
    (o, e), (oe, ee) = _quotes(c)
    words, who, (de, en), verb = _quoted(c), _who(c), _when(c), c.p.pick(_SPEAKING)
    german = " ".join(w for w in (who.forms[0], verb[0], de) if w)
    said = " ".join(w for w in (who.english, verb[1], en) if w)
    return f"{german}: {o}{capital(words[0])}.{e}", f"{said}: {oe}{capital(words[1])}.{ee}"


def quote_alone(c: Clauses) -> Pair:
    (o, e), (oe, ee) = _quotes(c)
    words = _quoted(c)
    return f"{o}{capital(words[0])}.{e}", f"{oe}{capital(words[1])}.{ee}"
