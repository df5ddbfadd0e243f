"""Noun phrases in both languages at once: the German in four cases, the English beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import TypeVar

from . import english, figures, german
from .figures import Pair
from .german import DEFINITE, GEN, Forms, declined, determiner, join
from .lexicon import Adjective, Country, Lexicon, Noun

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase; `english_possessive` says that it may take 's."""

    forms: Forms
    english: str
    gender: str
    english_plural: bool = False
    person: bool = False
    pronoun: bool = False
    definite: bool = True
    classes: frozenset[str] = frozenset()
    noun: Noun | None = None
    first: bool = False

    @property
    def plural(self) -> bool:
        return self.gender == "p"

    @property
    def number(self) -> str:
        """The person and number that a German verb agrees with."""
        return "ich" if self.first else "pl" if self.plural else "sg"

    def with_tail(self, tail: str, english_tail: str) -> Phrase:
        """The phrase with the same words after it in every case."""
        return replace(self, forms=join(self.forms, tail), english=f"{self.english} {english_tail}")


_BODY = frozenset(
    {
        "gov",
        "com",
        "auth",
        "off",
        "ngo",
        "all",
        "exp",
        "memb",
        "mil",
        "court",
        "party",
        "media",
        "sol",
    }
)
_COUNTABLE = frozenset({"sol", "unit", "wpn", "one", "veh", "bld", "vic", "exp", "susp", "memb"})
_NATIONAL = frozenset({"gov", "off", "mil", "unit", "sol", "com", "auth", "wpn"})
_OWNED = frozenset(
    {
        "plan",
        "doc",
        "fin",
        "help",
        "contr",
        "pol",
        "pres",
        "capa",
        "goal",
        "intr",
        "ord",
        "jobs",
        "money",
    }
)
_RATHER_INDEFINITE = frozenset({"contr", "sign", "step", "resp2", "comp", "offr", "inc"})
_THEIR = {"m": ("sein", "its"), "n": ("sein", "its"), "f": ("ihr", "its"), "p": ("ihr", "their")}
_TOPIC_TAILS: dict[str, tuple[str, ...]] = {
    "lawt": ("über+a", "milp opn sanc wpn"),
    "plan": ("", ""),
    "doc": ("über+a", "sit prob att opn"),
    "doctalk": ("zu+d", "sit prob plan"),
    "talks": ("über+a", "law truce comp sit plan"),
    "disc": ("über+a", "plan law milp pol"),
    "att": ("auf+a", "site infra area unit"),
    "thr": ("für+a", "abs area"),
    "press": ("auf+a", "gov ally"),
    "crit": ("an+d", "plan law dec pol"),
    "crit2": ("gegen+a", "off gov com"),
    "top": ("", ""),
}
_TAIL_ENGLISH = {
    "über+a": "on",
    "zu+d": "on",
    "auf+a": "on",
    "für+a": "to",
    "an+d": "of",
    "gegen+a": "against",
}
_PLURAL_ADJECTIVES = {"verschieden", "zahlreich"}
_LEAD_ADJECTIVES = {
    "letzt",
    "erst",
    "nächst",
    "bisherig",
    "aktuell",
    "derzeitig",
    "neuest",
    "jüngst",
    "früher",
}


class Phrases:
    """Draws noun phrases that make sense from the lexicon."""

    def __init__(self, lexicon: Lexicon, rng: Random) -> None:
        self.lexicon = lexicon
        self.rng = rng

    def pick(self, options: Sequence[T]) -> T:
        return options[int(self.rng.random() * len(options))]

    def chance(self, p: float) -> bool:
        return self.rng.random() < p

    def noun(self, classes: Sequence[str]) -> Noun:
        """A noun of one of these classes that can stand in a free noun phrase."""
        for _ in range(50):
            pool = self.lexicon.by_class.get(self.pick(classes))
            if pool:
                noun = self.pick(pool)
                if not noun.feminine or self.chance(0.55):
                    return noun
        raise ValueError(f"no noun of class {' '.join(classes)}")

    def country(self) -> Country:
        return self.pick(self.lexicon.countries)

    def town(self) -> Pair:
        return self.pick(self.lexicon.towns)

    def np(
        self,
        classes: Sequence[str],
        *,
        number: str = "",
        det: str = "",
        plain: bool = False,
        owner: Phrase | None = None,
        adjective: bool | None = None,
    ) -> Phrase:
        """A noun phrase headed by a noun of one of these classes.

        `number` is "sg", "pl" or free; `det` one of der, ein, kein, dies, num, bare or free; `plain` leaves
        out what would follow the noun; `owner` makes "seine"/"ihre" possible.
        """
        if "country" in classes and (len(classes) == 1 or self.chance(0.5)):
            return self.country_phrase()
        noun = self._numbered(classes, number)
        gender = self._gender(noun, number)
        tail = next((f for f in noun.flags if f.startswith("T=")), "")
        if tail:
            phrase = self.build(noun, gender, det if det == "kein" else "der", None)
            return self._completed(phrase, tail[2:])
        if not det:
            det = self._determiner(noun, gender, owner)
        if det in ("ein", "jed", "dies") and "u" in noun.flags and gender != "p":
            det = "der"
        if det == "ein" and gender == "p":
            det = "bare"
        often = 0.18 if noun.classes & {"off", "gov"} else 0.33
        wants = self.chance(often) if adjective is None else adjective
        adj = self._adjective(noun, det, gender) if wants else None
        phrase = self.build(noun, gender, det, adj, owner)
        if not plain and det in ("der", "bare", "num") and self.chance(0.38):
            return self._extended(phrase, noun, det)
        return phrase

    def _numbered(self, classes: Sequence[str], number: str) -> Noun:
        """A noun that has the number asked for; singular in English, too, where it is the singular."""
        for _ in range(60):
            noun = self.noun(classes)
            if not number or noun.gender == "adj":
                return noun
            if number == "sg" and noun.gender != "p" and "enpl" not in noun.flags:
                return noun
            if number == "pl" and (
                (noun.gender == "p"
                and "ensg" not in noun.flags)
                or (noun.plural
                and not noun.flags & {"u", "only"})
            ):
                return noun
        raise ValueError(f"no {number} noun of class {' '.join(classes)}")

    def _gender(self, noun: Noun, number: str) -> str:
        if noun.gender == "p":
            return "p"
        if noun.gender == "adj":
            return "p" if number == "pl" or (not number and self.chance(0.45)) else self.pick("mf")
        if noun.plural is None or "u" in noun.flags or number == "sg":
            return noun.gender
        if number == "pl":
            return "p"
        if noun.feminine and not self.chance(0.3):
            return noun.gender
        often = (
            0.9
            if "cons" in noun.classes
            else 0.12
            if noun.classes & {"off", "gov", "mtg", "mil"}
            else 0.7
            if noun.classes & {"wpn"}
            else 0.34
        )
        return "p" if self.chance(often) and "only" not in noun.flags else noun.gender

    def _determiner(self, noun: Noun, gender: str, owner: Phrase | None) -> str:
        if "only" in noun.flags:
            return "der"
        if "u" in noun.flags:
            return "bare" if gender != "p" and "zero" in noun.flags and self.chance(0.15) else "der"
        roll = self.rng.random()
        if (
            owner is not None
            and roll < 0.14
            and noun.classes & _OWNED
            and owner.classes & _BODY | {"country"}
        ):
            return "poss"
        if gender == "p" and noun.gender != "p" and noun.classes & _COUNTABLE and roll < 0.5:
            return "num"
        if ("title" in noun.flags or "min" in noun.classes) and gender != "p":
            return "der"
        if roll < 0.66 and not (noun.classes & _RATHER_INDEFINITE and roll > 0.2):
            return "der"
        if roll < 0.92:
            return "ein" if noun.gender != "p" else "der"
        return "dies" if roll < 0.97 and not noun.classes & {"off", "gov", "mil"} else "der"

    def _adjective(self, noun: Noun, det: str, gender: str) -> Adjective | None:
        fitting = self.lexicon.adjectives_for(noun)
        if not fitting or ("only" in noun.flags and "zero" in noun.flags):
            return None
        adj = self.pick(fitting)
        if "only" in noun.flags and not noun.classes & {"num", "sit", "prob", "val"}:
            return None
        if adj.stem in _LEAD_ADJECTIVES and det not in ("der", "poss"):
            return None
        if adj.stem in _PLURAL_ADJECTIVES and gender != "p":
            return None
        if adj.stem == "weiter" and det == "der" and gender != "p":
            return None
        return adj

    def build(
        self, noun: Noun, gender: str, det: str, adj: Adjective | None, owner: Phrase | None = None
    ) -> Phrase:
        """Inflect and join determiner, adjective and noun."""
        figure: Pair | None = None
        if det == "num":
            figure = self._figure(noun)
        words, style, en_det = self._article(det, gender, noun, adj, owner)
        body: list[Forms | str] = [words] if words else []
        if figure:
            body.append(figure[0])
        if adj:
            body.append(declined(adj.stem, gender, style))
        body.append(_noun_forms(noun, gender, style))
        en_noun, en_plural = _english_noun(noun, gender)
        en = f"{adj.english} {en_noun}" if adj else en_noun
        if figure:
            en = f"{figure[1]} {en}"
        if en_det == "a":
            en_det = english.article(en)
        en = f"{en_det} {en}" if en_det else en
        return Phrase(
            join(*body),
            en,
            gender,
            english_plural=en_plural,
            person=bool(
                noun.classes & {"off", "ppl", "sol", "one", "exp", "work", "susp", "vic", "ally"}
            ),
            definite=det in ("der", "dies", "poss"),
            classes=noun.classes,
            noun=noun,
        )

    def _article(
        self, det: str, gender: str, noun: Noun, adj: Adjective | None, owner: Phrase | None
    ) -> tuple[Forms | None, german.Style, str]:
        if det == "poss" and owner is not None:
            stem, en = _THEIR[owner.gender]
            if owner.person and owner.gender in "mf":
                en = "his" if owner.gender == "m" else "her"
            elif owner.english_plural:
                en = "their"
            return determiner(stem, gender), "mixed", en
        if det == "der":
            return DEFINITE[gender], "weak", "" if "zero" in noun.flags else "the"
        if det == "dies":
            return (
                determiner("dies", gender),
                "weak",
                "these" if _english_noun(noun, gender)[1] else "this",
            )
        if det == "kein":
            return determiner("kein", gender), "mixed", "no"
        if det == "ein":
            return determiner("ein", gender), "mixed", "" if "u" in noun.flags else "a"
        return None, "strong", ""

    def _figure(self, noun: Noun) -> Pair:
        low, high = (3, 5000) if noun.classes & {"sol"} else (2, 90)
        de, en = (
            figures.number(self.rng, low, high) if self.chance(0.7) else figures.small(self.rng)
        )
        if de[0].isdigit() and self.chance(0.3):
            lead = self.pick(_AROUND)
            return f"{lead[0]} {de}", f"{lead[1]} {en}"
        return de, en

    def _extended(self, phrase: Phrase, noun: Noun, det: str) -> Phrase:
        """Add what follows a noun: a genitive, a place, a topic."""
        roll = self.rng.random()
        for cls, (relation, topics) in _TOPIC_TAILS.items():
            if cls in noun.classes and relation and roll < 0.35:
                return self._topic(phrase, relation, topics.split())
        if (
            noun.classes & {"plan", "doc", "dec", "pol", "capa", "crit2"}
            and det == "der"
            and roll < 0.75
        ):
            return self._genitive(
                phrase,
                self.np(
                    ("gov", "com", "ngo", "min"),
                    number="sg",
                    det="der",
                    plain=True,
                    adjective=False,
                ),
            )
        if "nat" in noun.classes and det == "der" and phrase.gender != "p":
            return self._of_country(phrase)
        if noun.classes & {"unit", "sol", "site", "bld", "infra", "wpn", "opn"}:
            ally = self.pick(self.lexicon.allies)
            de, en = ally.forms[2], ally.english
            return phrase.with_tail(f"in {de}", f"in {en}")
        if noun.classes & {"mtg", "elec", "prot", "att", "inc", "acc"}:
            de, en = self.town()
            return phrase.with_tail(f"in {de}", f"in {en}")
        if "flank" in noun.classes and "zero" not in noun.flags:
            return self._genitive(
                phrase, self.build(self.lexicon.noun("Bündnis"), "n", "der", None)
            )
        if noun.classes & {"abs", "sit"} and det == "der":
            country = self.country()
            return phrase.with_tail(f"in {country.forms[2]}", f"in {country.english}")
        return phrase

    def ally(self) -> Country:
        """A NATO country or Ukraine's other friends: one that takes part in what the alliance does."""
        return self.pick(self.lexicon.allies)

    def country_phrase(self) -> Phrase:
        """A country as a noun phrase."""
        c = self.ally() if self.chance(0.92) else self.country()
        first = c.forms[0].split()[0]
        gender = "p" if c.plural else {"die": "f", "der": "m"}.get(first, "n")
        return Phrase(c.forms, c.english, gender, classes=frozenset({"country"}))

    def _completed(self, phrase: Phrase, tail: str) -> Phrase:
        """Add what a noun cannot do without: the deployment of troops, the importance of deterrence."""
        relation, _, rest = tail.partition(":")
        classes, _, link = rest.partition(":")
        classes, _, plural = classes.partition("!")
        inner = self.np(classes.split("."), plain=True, number=plural, adjective=self.chance(0.2))
        en = phrase.english if phrase.english.startswith("the ") else "the " + phrase.english
        if relation != "gen":
            preposition, _, case = relation.partition("+")
            words = f"{preposition} {inner.forms['nadg'.index(case)]}"
        else:
            words = inner.forms[GEN] if _marked(inner) else f"von {inner.forms[2]}"
        return replace(
            phrase, forms=join(phrase.forms, words), english=f"{en} {link or 'of'} {inner.english}"
        )

    def country_in(self) -> Pair:
        """A country after "in"."""
        country = self.country()
        return country.forms[2], country.english

    def _topic(self, phrase: Phrase, relation: str, classes: list[str]) -> Phrase:
        preposition, _, case = relation.partition("+")
        topic = self.np(classes, plain=True)
        return phrase.with_tail(
            f"{preposition} {topic.forms['nadg'.index(case)]}",
            f"{_TAIL_ENGLISH[relation]} {topic.english}",
        )

    def _of_country(self, phrase: Phrase) -> Phrase:
        country = self.country()
        return phrase.with_tail(country.forms[GEN], f"of {country.english}")

    def _genitive(self, phrase: Phrase, owner: Phrase) -> Phrase:
        if owner.classes & _BODY and phrase.english.startswith("the "):
            en = f"{english.possessive(owner.english)} {phrase.english[4:]}"
        else:
            lead = "" if phrase.english.startswith("the ") else "the "
            en = f"{lead}{phrase.english} of {owner.english}"
        return replace(phrase, forms=join(phrase.forms, owner.forms[GEN]), english=en)


_AROUND: list[Pair] = [
    ("rund", "around"), ("etwa", "about"), ("mehr als", "more than"), ("mindestens", "at least"),
    ("fast", "almost"), ("knapp", "just under"), ("bis zu", "up to"),
]  # fmt: skip


def _marked(phrase: Phrase) -> bool:
    """Whether its genitive shows the case, so that it can follow a noun without von."""
    if phrase.noun is None:
        return True
    first = phrase.forms[GEN].split()[0]
    return first.endswith(("er", "es")) or (first[0].islower() and first.endswith(("er", "es")))


def _noun_forms(noun: Noun, gender: str, style: german.Style) -> Forms:
    if noun.gender == "adj":
        return declined(noun.lemma, gender, style)
    forms = noun.plural if gender == "p" else noun.singular
    assert forms is not None, f"{noun.lemma} lacks a number"
    return forms


def _english_noun(noun: Noun, gender: str) -> tuple[str, bool]:
    if gender == "p" and "ensg" not in noun.flags:
        return noun.english_plural, True
    return noun.english, "enpl" in noun.flags
