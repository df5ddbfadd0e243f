"""Clauses: one verb frame with its arguments, put into words in both languages.

German word order follows the field model (Vorfeld, left bracket, middle field, right bracket);
the English side is subject, verb group, complements, place, time.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from . import german
from .figures import Pair
from .german import ACC, DAT, Mood, finite
from .lexicon import Frame, Slot, lexicon
from .phrases import Phrase

MODALS: dict[str, tuple[str, str, str, str]] = {
    # name: German verb, its form, English in a main clause, English after a past reporting verb
    "können": ("können", "present", "can", "could"),
    "müssen": ("müssen", "present", "must", "had to"),
    "sollen": ("sollen", "present", "be to", "be to"),
    "wollen": ("wollen", "present", "want to", "want to"),
    "dürfen": ("dürfen", "present", "be allowed to", "be allowed to"),
    "konnte": ("können", "past", "be able to", "be able to"),
    "musste": ("müssen", "past", "have to", "have to"),
    "sollte": ("sollen", "past", "be supposed to", "be supposed to"),
    "wollte": ("wollen", "past", "want to", "want to"),
    "könnte": ("können", "k2", "could", "could"),
    "sollten": ("sollen", "k2", "should", "should"),
    "müsste": ("müssen", "k2", "would have to", "would have to"),
    "dürfte": ("dürfen", "k2", "be likely to", "be likely to"),
}
SUBJECT = -2
ALREADY = ("bereits", "already")
_BACKSHIFT = {"present": "past", "past": "pluperfect", "perfect": "pluperfect", "future": "would"}


@dataclass(frozen=True, slots=True)
class Clause:
    """What is said: frame, who, to what, when and where; not yet in which order.

    `tense` is present, past, perfect, pluperfect or future; `modal` a key of MODALS; `agent` names
    the doer in a passive; `present_perfect` keeps a Perfekt one in English, where no past time is
    named; `swapped` puts the direct object before the adverbials; `kein` says that the negation is
    in the object.
    """

    frame: Frame
    subject: Phrase
    objects: tuple[Phrase, ...] = ()
    tense: str = "past"
    modal: str = ""
    passive: bool = False
    negated: bool = False
    time: Pair | None = None
    place: Pair | None = None
    mid: Pair | None = None
    manner: Pair | None = None
    present_perfect: bool = False
    swapped: bool = False
    kein: bool = False
    agent: bool = False

    @property
    def grammatical_subject(self) -> Phrase:
        index = self.frame.accusative
        return self.objects[index] if self.passive and index is not None else self.subject


def brackets(clause: Clause, mood: Mood) -> tuple[str, str, str]:
    """Finite verb, right bracket of a main clause, whole verb complex of a verb-final clause."""
    verb, number = clause.frame.verb, clause.grammatical_subject.number
    passive = clause.passive
    infinitive = f"{verb.participle} werden" if passive else verb.full_infinitive
    if clause.modal:
        name, form, _, _ = MODALS[clause.modal]
        head = _finite(name, "k1" if mood == "k1" and form == "present" else form, number)
        return head, infinitive, f"{infinitive} {head}"
    if clause.tense == "future" or (
        mood == "k1" and clause.tense == "present" and number == "pl" and not passive
    ):
        would = clause.tense != "future"
        head = _finite("werden", "k2" if would else "k1" if mood == "k1" else "present", number)
        return head, infinitive, f"{infinitive} {head}"
    if clause.tense in ("perfect", "pluperfect"):
        participle = f"{verb.participle} worden" if passive else verb.participle
        auxiliary = "sein" if passive else clause.frame.auxiliary
        form = "past" if clause.tense == "pluperfect" else "k1" if mood == "k1" else "present"
        head = _finite(auxiliary, form, number)
        return head, participle, f"{participle} {head}"
    form = "k1" if mood == "k1" else clause.tense
    if passive:
        head = _finite("werden", form, number)
        return head, verb.participle, f"{verb.participle} {head}"
    head = finite(verb, form, number)
    return head, verb.prefix, verb.prefix + head


@cache
def _finite(citation: str, form: str, number: str) -> str:
    """A form of an auxiliary; where Konjunktiv I looks like the indicative, Konjunktiv II."""
    if form == "k1" and number == "pl" and citation != "sein":
        form = "k2"
    return finite(lexicon().verb(citation), form, number)


def argument(slot: Slot, phrase: Phrase) -> str:
    """The phrase in its case, after its preposition; "wohin" is nach, in or an."""
    if slot.preposition == "wohin":
        if phrase.forms[DAT].startswith(("der ", "den ", "dem ")):
            return f"{'an' if phrase.noun else 'in'} {phrase.forms[ACC]}"
        return f"nach {phrase.forms[DAT]}"
    form = phrase.forms[slot.case]
    return f"{slot.preposition} {form}" if slot.preposition else form


def _middle(clause: Clause, front: str, skip: int = -1) -> list[str]:
    """The middle field: time, dative, adverb, place, accusative, nicht, prepositional objects."""
    frame = clause.frame
    direct, datives, prepositional = "", "", []
    for i, slot in enumerate(frame.slots):
        if i == skip or (clause.passive and i == frame.accusative) or front == f"object{i}":
            continue
        text = argument(slot, clause.objects[i])
        if slot.preposition:
            prepositional.append(text)
        elif slot.case == DAT:
            datives = text
        else:
            direct = text
    time = clause.time[0] if clause.time and front != "time" else ""
    place = clause.place[0] if clause.place and front != "place" else ""
    mid = clause.mid[0] if clause.mid else ""
    manner = clause.manner[0] if clause.manner else ""
    agent = f"von {clause.subject.forms[DAT]}" if clause.passive and clause.agent else ""
    nicht = "nicht" if clause.negated and not clause.kein else ""
    if clause.swapped and direct:
        return [direct, time, datives, mid, manner, place, nicht, *prepositional]
    return [time, datives, mid, agent, manner, place, direct, nicht, *prepositional]


def _words(parts: list[str]) -> str:
    return " ".join(p for p in parts if p)


def main_clause(
    clause: Clause, front: str = "subject", opening: str = "", mood: Mood = "ind"
) -> str:
    """Verb-second order; `front` names what stands first, `opening` is words that do so instead."""
    head, bracket, _ = brackets(clause, mood)
    subject = clause.grammatical_subject.forms[0]
    sich = _reflexive(clause)
    first = {"time": clause.time, "place": clause.place}.get(front)
    if front == "subject" and not opening:
        start = [subject, head, sich]
    else:
        if front.startswith("object"):
            i = int(front[6:])
            lead = argument(clause.frame.slots[i], clause.objects[i])
        else:
            lead = opening or (first[0] if first else "")
        both = [subject, sich] if clause.grammatical_subject.pronoun else [sich, subject]
        start = [lead, head, *both]
    return _words([*start, *_middle(clause, front), bracket])


def question(clause: Clause) -> str:
    """Verb-first order, without the question mark."""
    head, bracket, _ = brackets(clause, "ind")
    subject = clause.grammatical_subject
    both = [subject.forms[0], _reflexive(clause)]
    return _words([head, *(both if subject.pronoun else both[::-1]), *_middle(clause, ""), bracket])


def final_clause(clause: Clause, mood: Mood = "ind", lead: str = "", gap: int = -1) -> str:
    """Verb-final order after a subordinator or relative pronoun, which is not included."""
    _, _, complex_ = brackets(clause, mood)
    subject = "" if gap == SUBJECT else clause.grammatical_subject.forms[0]
    both = (
        [subject, _reflexive(clause)]
        if clause.grammatical_subject.pronoun or gap == SUBJECT
        else [_reflexive(clause), subject]
    )
    return _words([lead, *both, *_middle(clause, "", gap), complex_])


def infinitive_clause(clause: Clause) -> str:
    """The clause as an infinitive with zu, without its subject."""
    verb = clause.frame.verb
    return _words([_reflexive(clause), *_middle(clause, ""), verb.zu_infinitive])


def bare_infinitive(clause: Clause) -> str:
    """The clause as a plain infinitive with its complements, as in headlines and lists."""
    return _words([*_middle(clause, ""), clause.frame.verb.full_infinitive])


def _reflexive(clause: Clause) -> str:
    if not clause.frame.verb.reflexive:
        return ""
    return {"wir": "uns", "ich": "mich"}.get(clause.subject.forms[0], "sich")


def complements(clause: Clause, skip: int = -1) -> str:
    """The English complements after the verb."""
    frame = clause.frame
    drop = frame.accusative if clause.passive else skip
    words = [("" if i == drop else p.english) for i, p in enumerate(clause.objects)]
    text = frame.rest.format(*words) if words else frame.rest
    return " ".join(text.split())


def english_clause(
    clause: Clause,
    *,
    front: str = "",
    backshift: bool = False,
    subject: str | None = None,
    gap: int = -1,
) -> str:
    """Statement order; what is fronted is left to the caller, who names it in `front`."""
    group = english_group(clause, backshift)
    who = clause.grammatical_subject.english if subject is None else subject
    agent = f"by {clause.subject.english}" if clause.passive and clause.agent else ""
    rest = [
        complements(clause, gap),
        agent,
        clause.manner[1] if clause.manner else "",
        clause.place[1] if clause.place and front != "place" else "",
        clause.time[1] if clause.time and front != "time" else "",
    ]
    return _words([who, group, *rest])


def english_infinitive(clause: Clause) -> str:
    """to strengthen the eastern flank"""
    when = clause.time[1] if clause.time else ""
    return _words(["to", clause.frame.english, complements(clause), when])


def english_question(clause: Clause) -> str:
    """The statement with its auxiliary first, or with do."""
    who = clause.grammatical_subject.english
    group = english_group(clause).split()
    if group[0] not in _AUXILIARIES:
        third = clause.grammatical_subject.english_plural
        do = "did" if clause.tense == "past" else "do" if third else "does"
        base = MODALS[clause.modal][2].split() if clause.modal else [clause.frame.english]
        group = [do, *base, *group[len(base) :]]
    agent = f"by {clause.subject.english}" if clause.passive and clause.agent else ""
    return _words([group[0], who, *group[1:], complements(clause), agent])


_AUXILIARIES = {"will", "can", "must", "could", "has", "have", "is", "are", "was", "were", "would"}


def english_group(clause: Clause, backshift: bool = False) -> str:
    """The verb group of the English clause."""
    tense, modal = clause.tense, ""
    if clause.modal:
        _, form, modal, shifted = MODALS[clause.modal]
        if clause.passive and clause.modal == "konnte":
            modal = "could"
        tense = "past" if form == "past" else "present"
        if backshift:
            modal, tense = shifted, "past"
            if shifted == "had to":
                modal = "have to"
    elif backshift:
        if tense == "present" and _future(clause):
            tense = "future"
        tense = _BACKSHIFT.get(tense, tense)
    elif tense == "perfect" and not clause.present_perfect and clause.mid != ALREADY:
        tense = "past"
    elif tense == "present" and _future(clause):
        tense = "future"
    subject = clause.grammatical_subject
    return lexicon().english.group(
        clause.frame.english,
        tense,
        plural_subject=subject.english_plural,
        first=subject.first,
        passive=clause.passive,
        modal=modal,
        negated=clause.negated,
        adverb=clause.mid[1] if clause.mid else "",
    )


_FUTURE_MARKS = ("next ", "tomorrow", "in the coming", "in the next", "by ", "soon", "in future")


def _future(clause: Clause) -> bool:
    return clause.time is not None and clause.time[1].startswith(_FUTURE_MARKS)


def relative(head: Phrase, clause: Clause, gap: int) -> Phrase:
    """`head` with a relative clause: gap SUBJECT is its subject, otherwise the argument left out.

    The German clause stands between commas; the caller drops the last one before a full stop.
    """
    unique = head.noun is not None and "only" in head.noun.flags
    link = "who" if head.person and gap == SUBJECT else "which" if unique else "that"
    if gap == SUBJECT:
        pronoun = german.RELATIVE[head.gender][0]
        en = english_clause(clause, subject=link)
    else:
        slot = clause.frame.slots[gap]
        pronoun = german.RELATIVE[head.gender][slot.case]
        pronoun = f"{slot.preposition} {pronoun}" if slot.preposition else pronoun
        en = f"{link} " + english_clause(clause, gap=gap)
    de = final_clause(clause, lead=pronoun, gap=gap)
    a, b, c, d = (f"{form}, {de}," for form in head.forms)
    aside = f", {en}," if unique else f" {en}"
    return replace(head, forms=(a, b, c, d), english=head.english + aside)
