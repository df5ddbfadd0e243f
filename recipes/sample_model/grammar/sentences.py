"""Draws clauses that make sense: a frame, fitting arguments, a tense and adverbials to match."""

from __future__ import annotations

from dataclasses import replace

from . import figures
from .clauses import ALREADY, SUBJECT, Clause, relative
from .figures import Pair
from .german import ACC, DAT, DEFINITE, declined, join
from .lexicon import Country, Frame, Lexicon
from .people import People
from .phrases import Phrase, country_phrase, noun_forms

PAST_MODALS = ("konnte", "musste", "sollte", "wollte")
_PRESENT_MODALS = ("können", "müssen", "sollen", "sollen", "wollen", "wollen", "könnte", "dürfte")


class Clauses:
    """A source of random clauses over the lexicon."""

    def __init__(self, phrases: People) -> None:
        self.p = phrases
        lexicon: Lexicon = phrases.lexicon
        self.frames = [
            f for f in lexicon.frames if "skip" not in f.flags and "skip" not in f.subjects
        ]
        human = {"gov", "off", "memb", "com", "mil", "all", "auth", "exp", "ngo", "zper"}
        self.agentive = [
            f for f in self.frames if human & set(f.subjects) and not {"st", "neg"} & f.flags
        ]
        self.passivable = [f for f in self.frames if f.accusative is not None]
        self.desirable = [f for f in self.passivable if "neg" not in f.flags]
        self.local = {
            f
            for f in self.agentive
            if {"off", "gov", "ppl", "evt"} & set(f.subjects)
            and not any(s.preposition in ("wohin", "in", "aus") for s in f.slots)
        }
        self.we = [f for f in self.agentive if {"gov", "memb"} & set(f.subjects)]
        self.officials = [f for f in self.agentive if "off" in f.subjects]
        self.purposes = [
            f
            for f in self.agentive
            if f.verb.infinitive in _PURPOSES and f.slots[0].classes != ("fin",)
        ]
        self.means = [f for f in self.agentive if f.verb.full_infinitive in _MEANS]
        self.reactions = [f for f in self.agentive if f.verb.full_infinitive in _REACTIONS]
        self._suiting: dict[frozenset[str], list[Frame]] = {}
        self._relating: dict[object, list[tuple[Frame, int]]] = {}
        self.transitive = [f for f in self.agentive if f.slots]

    def time(self, tense: str) -> Pair:
        """A time adverbial that goes with this tense (past, pres or fut)."""
        p = self.p
        roll = p.rng.random()
        if tense == "past" and roll < 0.42:
            day = p.pick(figures.WEEKDAYS)
            return f"am {day[0]}", f"on {day[1]}"
        if tense == "past" and roll < 0.52:
            de, en = figures.date(p.rng)
            return f"am {de}", f"on {en}"
        if tense == "past" and roll < 0.57:
            month = p.pick(figures.MONTHS)
            return f"im {month[0]}", f"in {month[1]}"
        if tense == "past" and roll < 0.61:
            year = p.rng.randint(1990, 2025)
            return f"im Jahr {year}", f"in {year}"
        if tense == "fut" and roll < 0.25:
            day = p.pick(figures.WEEKDAYS)
            return f"am kommenden {day[0]}", f"next {day[1]}"
        if tense == "fut" and roll < 0.3:
            year = p.rng.randint(2026, 2040)
            return f"bis {year}", f"by {year}"
        options = [a for a in p.lexicon.adverbials["time"] if a.tense == tense]
        a = p.pick(options)
        return a.german, a.english

    def place(self) -> Pair:
        roll = self.p.rng.random()
        if roll < 0.7:
            de, en = self.p.town()
            return f"in {de}", f"in {en}"
        if roll < 0.8:
            de, en = _in(self.p.country())
            return f"in {de}", f"in {en}"
        a = self.p.pick(self.p.lexicon.adverbials["place"])
        return a.german, a.english

    def frame(self, frames: list[Frame] | None = None) -> Frame:
        return self.p.pick(frames or self.frames)

    def subject(self, frame: Frame) -> Phrase:
        p = self.p
        if "off" in frame.subjects and p.chance(0.3):
            return p.pick((p.titled, p.titled, p.official, p.apposition))()
        if "adv" in frame.subjects and p.chance(0.5):
            return country_phrase(p.lexicon.adversary)
        if "memb" in frame.subjects and p.chance(0.35):
            return p.member()
        return p.np(frame.subjects)

    def objects(self, frame: Frame, subject: Phrase, *, simple: bool = False) -> tuple[Phrase, ...]:
        used = {subject.noun}
        found: list[Phrase] = []
        for slot in frame.slots:
            for _ in range(6):
                plain = simple and self.p.chance(0.65)
                phrase = self.p.np(slot.classes, owner=None if simple else subject, plain=plain)
                if phrase.noun not in used and phrase.english != subject.english:
                    break
            used.add(phrase.noun)
            found.append(phrase)
        return tuple(found)

    def clause(
        self,
        tense: str = "",
        *,
        frames: list[Frame] | None = None,
        subject: Phrase | None = None,
        simple: bool = False,
        bare: bool = False,
        affirmed: bool = False,
    ) -> Clause:
        """A clause; `simple` keeps its phrases short, `bare` leaves out adverbials,
        `affirmed` rules out a negation.
        """
        p = self.p
        frame = self.frame(frames)
        who = subject or self.subject(frame)
        objects = self.objects(frame, who, simple=simple or (bool(who.heavy)))
        clause = Clause(frame, who, objects)
        if "neg" in frame.flags and tense not in ("", "past", "pluperfect"):
            tense = "perfect"
        clause = self._tensed(clause, tense or self._tense(frame), bare)
        if clause.tense == "past" and not (clause.modal or affirmed) and p.chance(0.07):
            clause = _negated(clause)
        if bare:
            return clause
        roll = p.rng.random()
        if roll < 0.24 and frame in self.local:
            clause = replace(clause, place=self.place())
        elif roll < 0.32:
            clause = self._with_mid(clause)
        elif roll < 0.36 and frame.slots and not {"st", "neg"} & frame.flags:
            clause = replace(clause, manner=("erneut", "again"))
        if frame.slots and p.chance(0.2) and clause.objects[0].definite:
            clause = replace(clause, swapped=True)
        return clause

    def _tense(self, frame: Frame) -> str:
        roll = self.p.rng.random()
        if "neg" in frame.flags:
            return "past" if roll < 0.5 else "perfect"
        if "st" in frame.flags:
            return "present" if roll < 0.7 else "past"
        if roll < 0.36:
            return "past"
        if roll < 0.6 and "noperf" not in frame.flags:
            return "perfect"
        if roll < 0.72:
            return "future"
        return "modal" if roll < 0.9 else "present"

    def _tensed(self, clause: Clause, tense: str, bare: bool) -> Clause:
        p = self.p
        timed = not bare and p.chance(0.72)
        if tense == "modal":
            past = p.chance(0.3)
            modal = p.pick(PAST_MODALS if past else _PRESENT_MODALS)
            if (
                modal in ("wollen", "wollte")
                and not clause.subject.classes & _WILLING
                and not clause.subject.person
            ):
                modal = "sollen" if modal == "wollen" else "konnte"
            if modal in ("dürfen", "wollen") and clause.frame.auxiliary == "sein":
                modal = "können"
            time = self.time("past" if past else "fut") if timed else None
            return replace(clause, tense="past" if past else "present", modal=modal, time=time)
        if tense == "present":
            if "st" in clause.frame.flags:
                return replace(clause, tense="present")
            return replace(clause, tense="present", time=self.time("fut"))
        if tense == "future":
            return replace(clause, tense="future", time=self.time("fut") if timed else None)
        if tense == "perfect":
            if timed:
                return replace(clause, tense="perfect", time=self.time("past"))
            mid = ALREADY if p.chance(0.3) and not bare else None
            return replace(clause, tense="perfect", present_perfect=True, mid=mid)
        time = self.time("past") if timed and "st" not in clause.frame.flags else None
        return replace(clause, tense=tense, time=time)

    def _with_mid(self, clause: Clause) -> Clause:
        if clause.mid or clause.negated or clause.modal or "st" in clause.frame.flags:
            return clause
        kinds = {"any", "past"} if clause.tense in ("past", "perfect") else {"any"}
        options = [a for a in self.p.lexicon.adverbials["mid"] if a.tense in kinds]
        a = self.p.pick(options)
        return replace(clause, mid=(a.german, a.english))

    def passive(self, tense: str = "", simple: bool = False) -> Clause:
        """A passive clause, its agent named now and then."""
        p = self.p
        frames = self.passivable if tense in ("", *_PAST) else self.desirable
        active = self.clause(tense, frames=frames, simple=simple)
        index = active.frame.accusative
        assert index is not None
        patient = active.objects[index]
        if active.modal in ("wollen", "wollte", "dürfen", "dürfte"):
            active = replace(
                active, modal="sollen" if active.modal != "wollte" else "sollte", tense="present"
            )
        if active.modal == "sollte":
            active = replace(active, modal="musste")
        if patient.owned:
            return self.passive(tense, simple)
        agent = p.chance(0.3) and not active.subject.heavy and not active.subject.pronoun
        return replace(active, passive=True, agent=agent, swapped=False)

    def suiting(self, subject: Phrase) -> list[Frame]:
        """The frames this subject can be the subject of."""
        key = frozenset(subject.classes)
        if key not in self._suiting:
            wanted = key | {"memb", "gov"} if "country" in key else key
            self._suiting[key] = [
                f for f in self.agentive if wanted & set(f.subjects)
            ] or self.agentive
        return self._suiting[key]

    def with_relative(self, phrase: Phrase, outer: Frame) -> Phrase:
        """The phrase with a relative clause in which it is the object, or itself."""
        p = self.p
        if phrase.noun is None or phrase.heavy:
            return phrase
        if phrase.noun not in self._relating:
            self._relating[phrase.noun] = self._relatives(phrase)
        fitting = [pair for pair in self._relating[phrase.noun] if pair[0] is not outer]
        if not fitting:
            return phrase
        frame, gap = p.pick(fitting)
        tense = p.pick(("past", "perfect", "perfect", "future", "modal"))
        if gap == SUBJECT:
            clause = self.clause(tense, frames=[frame], subject=phrase, simple=True)
        else:
            clause = self.clause(tense, frames=[frame], simple=True)
            while clause.subject.heavy or clause.negated:
                clause = self.clause(tense, frames=[frame], simple=True)
        if any(o.owned for o in clause.objects):
            return phrase
        return relative(phrase, replace(clause, swapped=False, manner=None), gap)

    def _relatives(self, phrase: Phrase) -> list[tuple[Frame, int]]:
        assert phrase.noun is not None
        classes = phrase.noun.classes
        found = [(f, SUBJECT) for f in self.frames if classes & set(f.subjects) and f.slots]
        for frame in self.agentive:
            for i, slot in enumerate(frame.slots):
                if classes & set(slot.classes) and slot.preposition != "wohin":
                    found.append((frame, i))
        return found

    def participle(self, phrase: Phrase, outer: Frame) -> Phrase | None:
        """The phrase with a participle before it: die am Montag beschlossene Verlegung."""
        p = self.p
        noun = phrase.noun
        if noun is None or noun.gender == "adj":
            return None
        fitting = [
            f
            for f in self.passivable
            if _direct(f) & noun.classes and len(f.slots) == 1 and f is not outer
        ]
        if not fitting or noun.classes & {"off"}:
            return None
        frame, time, agent = p.pick(fitting), self.time("past"), ("", "")
        if p.chance(0.4):
            body = p.np(frame.subjects, number="sg", det="der", plain=True, adjective=False)
            agent = f"von {body.forms[DAT]}", f"by {body.english}"
            time = time if p.chance(0.4) else ("", "")
        gender = "p" if noun.gender == "p" or (noun.countable and p.chance(0.3)) else noun.gender
        head = p.build(noun, gender, "der")
        before = " ".join(w for w in (time[0], agent[0]) if w)
        attribute = join(before, declined(frame.verb.participle, gender, "weak"))
        forms = join(DEFINITE[gender], attribute, noun_forms(noun, gender, "weak"))
        done = (p.lexicon.english.participle(frame.english), frame.rest.format("").strip())
        after = " ".join(w for w in (*done, agent[1], time[1]) if w)
        lead = "" if head.english.startswith("the ") else "the "
        return replace(head, forms=forms, english=f"{lead}{head.english} {after}")


_PAST = ("past", "perfect", "pluperfect")
_WILLING = frozenset(
    {"off", "gov", "com", "memb", "mil", "all", "country", "auth", "ngo", "loc", "exp", "sportc"}
)
_PURPOSES = {
    "stärken", "verbessern", "schützen", "sichern", "verhindern", "bekämpfen", "lösen",
    "bewältigen", "gewährleisten",
}  # fmt: skip
_MEANS = {
    "verlegen", "stationieren", "entsenden", "schicken", "erhöhen", "verstärken", "ausbauen",
    "modernisieren",
    "bestellen", "kaufen", "beschließen", "ankündigen", "verabschieden", "unterzeichnen",
    "liefern", "aufstocken",
    "zusammenarbeiten", "einführen", "verschärfen", "entwickeln", "finanzieren", "reformieren",
    "verlängern",
}  # fmt: skip
_REACTIONS = {
    "kritisieren", "begrüßen", "protestieren", "demonstrieren", "ankündigen", "fordern",
    "warnen", "äußern",
    "reagieren", "verschieben", "absagen", "abbrechen", "verurteilen", "beraten", "verhängen",
    "erhöhen",
    "verlangen", "drängen", "aussprechen", "informieren", "prüfen", "ablehnen", "verschärfen",
    "unterstützen",
    "diskutieren", "wenden", "verlegen", "entsenden", "einigen", "zustimmen", "verteidigen",
}  # fmt: skip


def _direct(frame: Frame) -> set[str]:
    index = frame.accusative
    return set(frame.slots[index].classes) if index is not None else set()


def _in(country: Country) -> Pair:
    return country.forms[DAT], country.english


def untimed(clause: Clause) -> Clause:
    """The clause without time and place; a Perfekt then is a present perfect."""
    return replace(clause, time=None, place=None, present_perfect=True)


def _negated(clause: Clause) -> Clause:
    """Deny the clause: kein before an indefinite direct object, nicht with definite ones."""
    if clause.mid or clause.manner:
        return clause
    indefinite = [i for i, o in enumerate(clause.objects) if not o.definite]
    if not indefinite:
        return replace(clause, negated=True)
    i = indefinite[0]
    phrase, slot = clause.objects[i], clause.frame.slots[i]
    if len(indefinite) > 1 or slot.preposition or not phrase.forms[ACC].startswith("ein"):
        return clause
    a, b, c, d = (f"k{form}" for form in phrase.forms)
    objects = tuple(replace(o, forms=(a, b, c, d)) if o is phrase else o for o in clause.objects)
    return replace(clause, objects=objects, negated=True, kein=True)
