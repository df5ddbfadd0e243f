"""Which noun phrases make sense: determiners, adjectives and what follows the noun, by class."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from . import english
from .german import DAT, GEN, join
from .lexicon import Adjective, Noun
from .phrases import Builder, Phrase, country_phrase, town_phrase

# Those who have plans and reports, and take 's in English.
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
_COUNTABLE = frozenset({"sol", "unit", "wpn", "one", "veh", "bld", "vic", "exp", "susp", "memb"})
_RATHER_INDEFINITE = frozenset({"contr", "sign", "step", "resp2", "comp", "offr", "inc", "res2"})
_PLURAL_ADJECTIVES = {"verschieden", "zahlreich"}
_DEFINITE_ADJECTIVES = {
    "letzt", "erst", "nächst", "bisherig", "aktuell", "derzeitig", "neuest", "jüngst", "früher",
}  # fmt: skip
_PLACES = ("country", "allied", "town")
# What a noun of a class may be about: relation, English preposition, classes.
_TOPICS: dict[str, tuple[str, str, str]] = {
    "lawt": ("über+a", "on", "milp opn sanc wpn"),
    "doc": ("über+a", "on", "sit prob att opn"),
    "talks": ("über+a", "on", "treaty truce comp sit plan"),
    "disc": ("über+a", "on", "plan law milp pol"),
    "att": ("auf+a", "on", "site infra area unit"),
    "thr": ("für+a", "to", "abs area"),
    "press": ("auf+a", "on", "gov ally"),
    "crit": ("an+d", "of", "plan law dec pol"),
    "crit2": ("gegen+a", "against", "off gov com"),
}


class Phrases(Builder):
    """Draws noun phrases by semantic class."""

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

        `number` is "sg", "pl" or free; `det` one of der, ein, kein, dies, num, bare or free;
        `plain` leaves out what would follow the noun; `owner` makes "seine"/"ihre" possible.
        """
        places = [cls for cls in classes if cls in _PLACES]
        if places and self.chance(len(places) / len(classes)):
            return self._place(self.pick(places))
        noun = self._numbered([cls for cls in classes if cls not in places], number)
        gender = self._gender(noun, number)
        tail = next((f for f in noun.flags if f.startswith("T=")), "")
        if tail and noun.gender != "p":
            gender = noun.gender
            return self._completed(self.build(noun, gender, "der"), tail[2:])
        det = self._possible(det or self._determiner(noun, gender, owner), noun, gender)
        often = 0.18 if noun.classes & {"off", "gov"} else 0.4
        adj = None
        if adjective or (adjective is None and self.chance(often)):
            adj = self._adjective(noun, det, gender)
        graded = bool(adj and adj.comparative) and det in ("ein", "bare") and self.chance(0.2)
        phrase = self.build(noun, gender, det, adj, owner, comparative=graded)
        if not plain and det in ("der", "bare", "num") and self.chance(0.5):
            return self._extended(phrase, noun, det)
        return phrase

    def _place(self, kind: str) -> Phrase:
        """A country, one of the allies, or a town where their troops may be."""
        if kind == "town":
            return town_phrase(self.pick(self.lexicon.garrisons))
        return self.member() if kind == "country" else country_phrase(self.ally())

    def member(self) -> Phrase:
        """A country as an actor, mostly one of the allies."""
        return country_phrase(self.ally() if self.chance(0.9) else self.country())

    def _numbered(self, classes: Sequence[str], number: str) -> Noun:
        """A noun that has the number asked for, in both languages."""
        for _ in range(60):
            noun = self.noun(classes)
            if not number or noun.gender == "adj":
                return noun
            if number == "sg" and noun.gender != "p" and "enpl" not in noun.flags:
                return noun
            if number == "pl" and (noun.countable or (noun.gender == "p" and not noun.mass)):
                return noun
        raise ValueError(f"no {number} noun of class {' '.join(classes)}")

    def _gender(self, noun: Noun, number: str) -> str:
        """The noun's gender, or "p" for the plural, by what is asked for and what is likely."""
        if noun.gender == "p":
            return "p"
        if noun.gender == "adj":
            return "p" if number == "pl" or (not number and self.chance(0.45)) else self.pick("mf")
        if number == "sg" or not noun.countable:
            return noun.gender
        if number == "pl":
            return "p"
        often = next((p for cls, p in _PLURALITY.items() if cls in noun.classes), 0.34)
        return "p" if self.chance(often * (0.3 if noun.feminine else 1)) else noun.gender

    def _possible(self, det: str, noun: Noun, gender: str) -> str:
        if gender != "p" and "u" in noun.flags and det in ("ein", "jed", "dies"):
            return "der"
        return "bare" if det == "ein" and gender == "p" else det

    def _determiner(self, noun: Noun, gender: str, owner: Phrase | None) -> str:
        if "only" in noun.flags:
            return "der"
        if "u" in noun.flags:
            often = 0.95 if "bare" in noun.flags else 0.15
            return (
                "bare" if gender != "p" and "zero" in noun.flags and self.chance(often) else "der"
            )
        roll = self.rng.random()
        if (
            owner
            and roll < 0.14
            and noun.classes & _OWNED
            and owner.classes & (_BODY | {"country"})
        ):
            return "poss"
        if gender == "p" and noun.gender != "p" and noun.classes & _COUNTABLE and roll < 0.5:
            return "num"
        if gender != "p" and ("title" in noun.flags or "min" in noun.classes):
            return "der"
        if roll < (0.2 if noun.classes & _RATHER_INDEFINITE else 0.66):
            return "der"
        if roll < 0.92:
            return "ein" if noun.gender != "p" else "der"
        return "dies" if roll < 0.97 and not noun.classes & {"off", "gov", "mil"} else "der"

    def _adjective(self, noun: Noun, det: str, gender: str) -> Adjective | None:
        """An adjective that makes sense here, if the first try finds one."""
        fitting = self.lexicon.adjectives_for(noun)
        if not fitting or ("only" in noun.flags and not noun.classes & {"sit", "prob", "val"}):
            return None
        adj = self.pick(fitting)
        definite = det in ("der", "poss")
        if (adj.stem in _DEFINITE_ADJECTIVES and not definite) or (
            adj.stem in _PLURAL_ADJECTIVES and (gender != "p" or det == "num")
        ):
            return None
        return None if adj.stem == "weiter" and definite and gender != "p" else adj

    def _extended(self, phrase: Phrase, noun: Noun, det: str) -> Phrase:
        """Add what may follow a noun of this class: a topic, a genitive, a place."""
        roll = self.rng.random()
        topic = next((t for cls, t in _TOPICS.items() if cls in noun.classes), None)
        if topic and roll < 0.35:
            relation, link, classes = topic
            return self._related(phrase, relation, link, self.np(classes.split(), plain=True))
        definite = det == "der"
        if definite and noun.classes & {"plan", "doc", "dec", "pol", "capa", "crit2"}:
            bodies = ("gov", "com", "ngo", "min")
            return _possessed(
                phrase, self.np(bodies, number="sg", det="der", plain=True, adjective=False)
            )
        bare = len(phrase.forms[0].split()) == 2
        if "nat" in noun.classes and definite and bare and not phrase.plural:
            country = self.country()
            return phrase.with_tail(country.forms[GEN], f"of {country.english}")
        if noun.classes & {"unit", "sol", "site", "bld", "infra", "wpn", "opn"}:
            country = self.ally()
            return phrase.with_tail(f"in {country.forms[DAT]}", f"in {country.english}")
        if noun.classes & {"mtg", "elec", "prot", "att", "inc", "acc"}:
            de, en = self.town()
            return phrase.with_tail(f"in {de}", f"in {en}")
        if "flank" in noun.classes and "zero" not in noun.flags:
            return _possessed(phrase, self.build(self.lexicon.noun("Bündnis"), "n", "der"))
        if noun.classes & {"abs", "sit"} and definite:
            country = self.country()
            return phrase.with_tail(f"in {country.forms[DAT]}", f"in {country.english}")
        return phrase

    def _completed(self, phrase: Phrase, tail: str) -> Phrase:
        """Add what a noun cannot do without: the deployment of troops, the importance of trust."""
        relation, _, rest = tail.partition(":")
        classes, _, link = rest.partition(":")
        classes, _, number = classes.partition("!")
        inner = self.np(classes.split("."), plain=True, number=number, adjective=self.chance(0.2))
        if not phrase.english.startswith("the "):
            phrase = replace(phrase, english=f"the {phrase.english}")
        if relation != "gen":
            return self._related(phrase, relation, link, inner)
        words = inner.forms[GEN] if _marked(inner) else f"von {inner.forms[DAT]}"
        return phrase.with_tail(words, f"{link or 'of'} {inner.english}")

    def _related(self, phrase: Phrase, relation: str, link: str, topic: Phrase) -> Phrase:
        preposition, _, case = relation.partition("+")
        form = topic.forms["nadg".index(case)]
        return phrase.with_tail(f"{preposition} {form}", f"{link} {topic.english}")


# How often a noun of a class stands in the plural.
_PLURALITY = {
    "cons": 0.9,
    "res2": 1.0,
    "off": 0.12,
    "gov": 0.12,
    "mtg": 0.12,
    "mil": 0.12,
    "wpn": 0.7,
    "ycropp": 0.95,
    "yfoodp": 0.9,
    "ysymc": 0.9,
    "ychem": 0.8,
    "yemis": 0.9,
    "yaddictc": 0.9,
    "ypost": 0.5,
    "yfam": 0.08,
    "yboss": 0.12,
    "ybd": 0.12,
    "yprop": 0.15,
    "yval": 0.2,
    "yinst": 0.05,
    "ywear": 0.15,
    "yparty2": 0.12,
    "ymeal": 0.15,
    "yexam": 0.15,
    "yedu": 0.2,
    "yspace": 0.15,
}


def _possessed(phrase: Phrase, owner: Phrase) -> Phrase:
    """die Pläne der Regierung → the government's plans."""
    if owner.classes & _BODY and phrase.english.startswith("the "):
        en = f"{english.possessive(owner.english)} {phrase.english[4:]}"
    else:
        en = f"{phrase.english} of {owner.english}"
    return replace(phrase, forms=join(phrase.forms, owner.forms[GEN]), english=en)


def _marked(phrase: Phrase) -> bool:
    """Whether its genitive shows the case, so that it can follow a noun without von."""
    return phrase.noun is None or phrase.forms[GEN].split()[0].endswith(("er", "es"))
