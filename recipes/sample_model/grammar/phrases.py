"""Noun phrases in both languages at once: the German in four cases, the English beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import TypeVar

from . import english, figures, german
from .figures import Pair
from .german import DEFINITE, Forms, adjective_stem, declined, determiner, join
from .lexicon import Adjective, Country, Lexicon, Noun

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase and what agreement needs to know of it.

    `gender` is "p" for a plural; `classes` are those of its head, and `noun` is the head itself,
    None for names and pronouns. A phrase that ends in a comma (an apposition, a relative clause)
    keeps it; where a stop follows, the finished sentence drops it.
    """

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

    @property
    def heavy(self) -> bool:
        """Whether it ends in an apposition or a clause between commas."""
        return self.english.endswith(",") or self.forms[0].endswith(",")

    @property
    def owned(self) -> bool:
        return self.english.startswith(("its ", "their ", "his ", "her "))

    def with_tail(self, tail: str, english_tail: str) -> Phrase:
        """The phrase with the same words after it in every case."""
        return replace(self, forms=join(self.forms, tail), english=f"{self.english} {english_tail}")


_PERSONS = frozenset(
    {
        "off", "ppl", "sol", "one", "exp", "work", "susp", "vic", "ally", "zper",
        "ybaby", "ybiz", "yboss", "yclergy", "yjail", "ypar", "yrelig",
    }
)  # fmt: skip
_THEIR = {"m": ("sein", "its"), "n": ("sein", "its"), "f": ("ihr", "its"), "p": ("ihr", "their")}
_AROUND: list[Pair] = [
    ("rund", "around"), ("etwa", "about"), ("mehr als", "more than"), ("mindestens", "at least"),
    ("fast", "almost"), ("knapp", "just under"), ("bis zu", "up to"),
]  # fmt: skip


class Builder:
    """Draws words from the lexicon and joins determiner, adjective and noun."""

    def __init__(self, lexicon: Lexicon, rng: Random) -> None:
        self.lexicon = lexicon
        self.rng = rng

    def pick(self, options: Sequence[T]) -> T:
        """Any of the options, each as likely as the next."""
        return options[int(self.rng.random() * len(options))]

    def chance(self, p: float) -> bool:
        return self.rng.random() < p

    def country(self) -> Country:
        return self.pick(self.lexicon.countries)

    def ally(self) -> Country:
        """A country that takes part in what the alliance does."""
        return self.pick(self.lexicon.allies)

    def town(self) -> Pair:
        return self.pick(self.lexicon.towns)

    def noun(self, classes: Sequence[str]) -> Noun:
        """A noun of one of these classes; the feminines of persons a little less often."""
        for _ in range(50):
            pool = self.lexicon.by_class.get(self.pick(classes))
            if pool:
                noun = self.pick(pool)
                if not noun.feminine or self.chance(0.55):
                    return noun
        raise ValueError(f"no noun of class {' '.join(classes)}")

    def build(
        self,
        noun: Noun,
        gender: str,
        det: str,
        adjective: Adjective | None = None,
        owner: Phrase | None = None,
        *,
        comparative: bool = False,
    ) -> Phrase:
        """Inflect determiner ("der", "ein", "poss", "num", "bare" …), adjective and noun."""
        article, style, en_article = _article(det, gender, noun, owner)
        stem, en_adjective = _grade(adjective, comparative)
        en_noun, en_plural = english_noun(noun, gender)
        figure = self._figure(noun) if det == "num" else ("", "")
        en = " ".join(filter(None, (figure[1], en_adjective, en_noun)))
        if en_article == "a":
            en_article = english.article(en)
        return Phrase(
            join(
                article,
                figure[0],
                declined(stem, gender, style) if stem else "",
                noun_forms(noun, gender, style),
            ),
            f"{en_article} {en}" if en_article else en,
            gender,
            english_plural=en_plural,
            person=bool(noun.classes & _PERSONS),
            definite=det in ("der", "dies", "poss"),
            classes=noun.classes,
            noun=noun,
        )

    def _figure(self, noun: Noun) -> Pair:
        low, high = (3, 5000) if "sol" in noun.classes else (2, 90)
        figure = figures.small(self.rng)
        if self.chance(0.7):
            figure = figures.number(self.rng, low, high)
        if figure[0][0].isdigit() and self.chance(0.3):
            lead = self.pick(_AROUND)
            return f"{lead[0]} {figure[0]}", f"{lead[1]} {figure[1]}"
        return figure


def country_phrase(country: Country) -> Phrase:
    """A country as a noun phrase: singular in English even where the German is plural."""
    first = country.forms[0].split()[0]
    gender = "p" if country.plural else {"die": "f", "der": "m"}.get(first, "n")
    return Phrase(country.forms, country.english, gender, classes=frozenset({"country"}))


def town_phrase(town: Pair) -> Phrase:
    """A town as a noun phrase."""
    de, en = town
    return Phrase((de, de, de, de + "s"), en, "n", classes=frozenset({"town"}))


def _grade(adjective: Adjective | None, comparative: bool) -> Pair:
    if adjective is None:
        return "", ""
    if comparative:
        return adjective_stem(adjective.comparative), adjective.english_comparative
    return adjective.stem, adjective.english


def _article(
    det: str, gender: str, noun: Noun, owner: Phrase | None
) -> tuple[Forms | str, german.Style, str]:
    """The German article word, the declension it asks for, and the English article."""
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
        en = "these" if english_noun(noun, gender)[1] else "this"
        return determiner("dies", gender), "weak", en
    if det == "kein":
        return determiner("kein", gender), "mixed", "no"
    if det == "ein":
        return determiner("ein", gender), "mixed", "" if "u" in noun.flags else "a"
    return "", "strong", ""


def noun_forms(noun: Noun, gender: str, style: german.Style) -> Forms:
    """Four cases of the noun; one that is a declined adjective follows the article before it."""
    if noun.gender == "adj":
        return declined(noun.lemma, gender, style)
    forms = noun.plural if gender == "p" else noun.singular
    assert forms is not None, f"{noun.lemma} lacks a number"
    return forms


def english_noun(noun: Noun, gender: str) -> tuple[str, bool]:
    """The English noun in this number, and whether a verb after it is plural."""
    if gender == "p" and "ensg" not in noun.flags:
        return noun.english_plural, True
    return noun.english, "enpl" in noun.flags
