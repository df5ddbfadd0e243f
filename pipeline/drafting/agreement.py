"""Which form of a term stands where a model's own rendering stood: its number, its tense."""

from __future__ import annotations

import re

from pipeline.engine.hypothesis import Span
from pipeline.glossary import english
from pipeline.glossary.lemma import english as lemma
from pipeline.glossary.term import Occurrence, Term
from pipeline.glossary.verifying import is_verb

ONE = frozenset(["a", "an", "this", "that", "each", "every", "another", "one"])
MANY = frozenset(
    """these those many several few both various numerous two three four five six seven eight nine
    ten eleven twelve twenty thirty forty fifty hundred hundreds thousand thousands dozen dozens
    million millions""".split()  # noqa: SIM905
)
SINGULAR_VERBS = frozenset(["is", "was", "has", "does"])
AUXILIARIES = frozenset(
    "have has had having be is are was were been being get gets got".split()  # noqa: SIM905
)
# Base, past and participle of verbs that texts of the field use; others go in `target_forms`.
VERBS = """
become became become, begin began begun, bind bound bound, break broke broken, build built built,
bring brought brought, buy bought bought, catch caught caught, choose chose chosen, come came come,
deal dealt dealt, do did done, draw drew drawn, drive drove driven, fall fell fallen, feed fed fed,
fight fought fought, find found found, flee fled fled, fly flew flown, forbid forbade forbidden,
get got got, give gave given, go went gone, grow grew grown, hold held held, keep kept kept,
know knew known, lay laid laid, lead led led, leave left left, lend lent lent, lose lost lost,
make made made, mean meant meant, meet met met, oversee oversaw overseen, pay paid paid,
overthrow overthrew overthrown, put put put, ride rode ridden, rise rose risen, run ran run,
say said said, see saw seen, seek sought sought, sell sold sold, send sent sent, set set set,
shoot shot shot, show showed shown, shrink shrank shrunk, sink sank sunk, speak spoke spoken,
spend spent spent, split split split, spread spread spread, stand stood stood, steal stole stolen,
strike struck struck, swear swore sworn, take took taken, teach taught taught, tell told told,
think thought thought, throw threw thrown, undergo underwent undergone, uphold upheld upheld,
undertake undertook undertaken, win won won, withdraw withdrew withdrawn, write wrote written,
withhold withheld withheld, withstand withstood withstood
"""
IRREGULAR = {base: forms for base, *forms in map(str.split, VERBS.split(","))}
PASTS = frozenset(form for base, forms in IRREGULAR.items() for form in forms if form != base)
LEFT = 3  # words that a determiner may stand before its noun
WORD = re.compile(r"[\w'’]+")
# A German genitive or a loan word's plural: says little. All other endings say plural.
GENITIVE = ("s", "es")
# German nouns whose plural may look like their singular: „Minister“, „Mittel“, „Gebäude“.
ZERO_PLURAL = re.compile(r"(?:er|el|en|lein|\bGe\w+e)\Z")


def inflected(occurrence: Occurrence, found: str, rendering: str, text: str, span: Span) -> str:
    """The term's preferred target in the number or tense of `found`, which stands at `span`."""
    term = occurrence.term
    if term.mode == "keep":
        return term.source
    if is_verb(term):
        return _verb(term, found, text[: span[0]])
    if english.is_plural(term.preferred):
        return term.preferred
    return plural(term) if _is_plural(occurrence, found, rendering, text, span) else term.preferred


def plural(term: Term) -> str:
    """The plural of the preferred target: the listed one, else the derived one."""
    listed = (form for form in term.target_forms if english.is_plural(form))
    return next(listed, english.pluralise(term.preferred))


def _is_plural(occurrence: Occurrence, found: str, rendering: str, text: str, span: Span) -> bool:
    """As the model has it; where its word does not tell, as the words around it and the German do.

    „aircraft“ does not tell, nor does what the model says in the plural only („troops“, „talks“) or
    has left in German.
    """
    looks_plural = english.is_plural(found)
    same = not looks_plural and english.pluralise(found).casefold() == found.casefold()
    german = occurrence.text.casefold(), occurrence.term.source.casefold()
    left = found.casefold() == german[0]
    habit = looks_plural and found.casefold() == rendering.casefold() and german[0] == german[1]
    if not same and not left and (not habit or ZERO_PLURAL.search(occurrence.term.source)):
        return looks_plural
    determined = _determined(text[: span[0]])
    if determined is not None or german[0] == german[1]:
        return bool(determined)
    verb = WORD.match(text[span[1] :].lstrip())
    if verb and verb.group().casefold() in SINGULAR_VERBS:
        return False
    return not (german[0].startswith(german[1]) and german[0][len(german[1]) :] in GENITIVE)


def _determined(before: str) -> bool | None:
    """Whether the determiner before a noun is a plural one; None where there is none that tells."""
    for word in reversed(_left(before)):
        if word in ONE:
            return False
        if word in MANY or (word.isdigit() and word != "1"):
            return True
    return None


def _left(before: str) -> list[str]:
    clause = re.split(r"[^\w\s'’-]", before)[-1]
    return [word.casefold() for word in WORD.findall(clause)[-LEFT:]]


def _verb(term: Term, found: str, before: str) -> str:
    """The target in the form that the model's own verb has; phrasal verbs bend their first word."""
    first, blank, rest = term.preferred.removeprefix("to ").partition(" ")
    word = found.split()[0].casefold()
    base = lemma(word)
    listed = [form.removeprefix("to ") for form in term.target_forms]
    if word == base and word not in PASTS and not _after_auxiliary(before):
        return first + blank + rest
    if word.endswith("ing"):
        return _pick(listed, "ing") or _form(first, "ing") + blank + rest
    if word in (base + "s", base + "es", base[:-1] + "ies"):
        return _pick(listed, "s") or _form(first, "s") + blank + rest
    past = [form for form in listed if not form.split()[0].endswith(("ing", "s"))]
    if past:
        return past[-1 if _after_auxiliary(before) else 0]
    return _form(first, "en" if _after_auxiliary(before) else "ed") + blank + rest


def _after_auxiliary(before: str) -> bool:
    return any(word in AUXILIARIES for word in _left(before)[-2:])


def _pick(listed: list[str], ending: str) -> str | None:
    return next((form for form in listed if form.split()[0].endswith(ending)), None)


def _form(verb: str, ending: str) -> str:
    """A form of an English verb, regular unless `IRREGULAR` has it."""
    if ending in ("ed", "en") and verb in IRREGULAR:
        return IRREGULAR[verb][ending == "en"]
    wanted = "ed" if ending == "en" else ending
    return next(f for f in english.inflections(verb, verb=True) if f.endswith(wanted))
