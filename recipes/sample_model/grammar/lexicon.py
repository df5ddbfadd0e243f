"""The lexicon: words of both languages with what the grammar needs to know about them.

The words lie in `data/*.tsv`, one a line; each file's first line names its columns.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from . import english, german
from .german import Forms, Verb

DATA = Path(__file__).parent / "data"


def rows(name: str) -> Iterator[list[str]]:
    """The cells of each line of a data file, comments and blank lines left out."""
    for line in (DATA / f"{name}.tsv").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.split("\t")


@dataclass(frozen=True, slots=True, eq=False)
class Noun:
    """A noun: gender, four cases in either number (None: it has none), and English."""

    lemma: str
    gender: str
    singular: Forms | None
    plural: Forms | None
    english: str
    english_plural: str
    classes: frozenset[str]
    flags: frozenset[str]

    @property
    def mass(self) -> bool:
        """Plural in German, singular in English: die Ausgaben, spending."""
        return "ensg" in self.flags

    @property
    def countable(self) -> bool:
        return self.plural is not None and self.gender != "p" and not self.flags & {"u", "only"}

    @property
    def feminine(self) -> bool:
        """The -in form of a noun for persons."""
        return (
            self.gender == "f"
            and self.lemma.endswith("in")
            and any(f.startswith("in") for f in self.flags)
        )


@dataclass(frozen=True, slots=True, eq=False)
class Adjective:
    stem: str
    english: str
    classes: frozenset[str]
    comparative: str
    english_comparative: str


@dataclass(frozen=True, slots=True, eq=False)
class Slot:
    """One argument of a verb: preposition (or ""), case, and the classes that make sense there."""

    preposition: str
    case: int
    classes: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """A verb in one sense: who does it, to what, and its English with {0}, {1} for the two."""

    verb: Verb
    subjects: tuple[str, ...]
    slots: tuple[Slot, ...]
    english: str
    rest: str
    flags: frozenset[str]

    @property
    def auxiliary(self) -> str:
        return "sein" if "sein" in self.flags else "haben"

    @property
    def accusative(self) -> int | None:
        """Which argument becomes the subject of the passive, if any does."""
        if self.verb.reflexive or "nopass" in self.flags or "st" in self.flags:
            return None
        direct = (i for i, s in enumerate(self.slots) if s.case == german.ACC and not s.preposition)
        return next(direct, None)


@dataclass(frozen=True, slots=True, eq=False)
class Country:
    """A country's name in four cases, its adjective and people, in both languages."""

    forms: Forms
    plural: bool
    adjective: str
    english: str
    english_adjective: str
    capital: tuple[str, str]


@dataclass(frozen=True, slots=True, eq=False)
class Adverbial:
    german: str
    english: str
    tense: str


@dataclass(frozen=True, slots=True, eq=False)
class Nation:
    """The names people of one nation bear, in (German, English) spelling."""

    male: tuple[tuple[str, str], ...]
    female: tuple[tuple[str, str], ...]
    family_male: tuple[tuple[str, str], ...]
    family_female: tuple[tuple[str, str], ...]


_ALLIES = {
    "Germany", "France", "Britain", "Poland", "Lithuania", "Latvia", "Estonia", "Finland",
    "Sweden", "Norway",
    "Denmark", "Iceland", "Italy", "Spain", "Portugal", "Greece", "Romania", "Bulgaria",
    "Hungary", "Croatia",
    "the Czech Republic", "Belgium", "Canada", "Slovenia", "Albania", "Luxembourg", "Turkey",
    "Slovakia", "Montenegro", "North Macedonia",
    "the USA", "the United States", "the Netherlands",
}  # fmt: skip


class Lexicon:
    """All words, with indices by semantic class."""

    def __init__(self) -> None:
        strong = {r[0]: (r[1], r[2], r[3], r[4]) for r in rows("strong_verbs")}
        self.verb = lru_cache(maxsize=None)(lambda citation: german.verb(citation, strong))
        self.english = english.Verbs({r[0]: (r[1], r[2]) for r in rows("english_irregular")})
        self.being = Frame(self.verb("sein"), (), (), "be", "", frozenset({"sein"}))
        self.nouns = [noun for row in rows("nouns") for noun in _nouns(row)]
        self.adjectives = [_adjective(row) for row in rows("adjectives")]
        self.frames = [_frame(row, self.verb(row[0])) for row in rows("frames")]
        self.countries = [c for row in rows("countries") for c in [_country(row)] * int(row[9])]
        self.allies = [c for c in self.countries if c.english in _ALLIES]
        self.adversary = next(c for c in self.countries if c.english == "Russia")
        self.towns = [(r[0], r[1]) for r in rows("towns") for _ in range(int(r[2]))]
        self.garrisons = [
            (r[0], r[1]) for r in rows("towns") if not r[3:] for _ in range(int(r[2]))
        ]
        self.nation_of = {row[0]: _nation(row) for row in rows("names")}
        self.nations = list(self.nation_of.values())
        self.adverbials: dict[str, list[Adverbial]] = defaultdict(list)
        for row in rows("adverbials"):
            self.adverbials[row[2]].append(Adverbial(row[0], row[1], row[3]))
        self.by_class: dict[str, list[Noun]] = defaultdict(list)
        for noun in self.nouns:
            for cls in noun.classes:
                self.by_class[cls].append(noun)
        self._fitting: dict[Noun, list[Adjective]] = {}

    def noun(self, german_lemma: str) -> Noun:
        return next(n for n in self.nouns if n.lemma == german_lemma)

    def adjectives_for(self, noun: Noun) -> list[Adjective]:
        """The adjectives that make sense with this noun."""
        if noun not in self._fitting:
            narrow = noun.classes & {"memb", "all"} or noun.classes
            self._fitting[noun] = [a for a in self.adjectives if a.classes & narrow]
        return self._fitting[noun]


def _nouns(row: list[str]) -> Iterator[Noun]:
    lemma, inflection, en, classes, flags = row
    if "skip" in (inflection, classes):
        return
    flag_words = flags.split()
    noun = _noun(lemma, inflection, en, classes, flag_words)
    yield noun
    for flag in flag_words:
        if flag == "in" or flag.startswith("in="):
            feminine = flag[3:] or (lemma.removesuffix("e") + "in")
            yield _noun(feminine, "f - nen", en, classes, flag_words)


def _noun(lemma: str, inflection: str, en: str, classes: str, flags: list[str]) -> Noun:
    gender, genitive, plural = (*inflection.split(), "", "")[:3]
    singular_en, _, plural_en = en.partition("|")
    words = (singular_en, plural_en or english.plural(singular_en))
    if gender == "p" or gender == "adj":
        forms: tuple[Forms | None, Forms | None] = (None, None)
        if gender == "p":
            forms, words = (None, german.plural_forms(lemma)), (singular_en, singular_en)
    else:
        full = {"=": lemma, "0": ""}.get(plural, plural if plural[0].isupper() else lemma + plural)
        forms = (
            german.singular_forms(lemma, gender, genitive),
            german.plural_forms(full) if full else None,
        )
    return Noun(lemma, gender, *forms, *words, frozenset(classes.split()), frozenset(flags))


def _adjective(row: list[str]) -> Adjective:
    stem, en, classes, comparison = row
    comparative, _, english_comparative = comparison.strip("-").partition(">")
    return Adjective(stem, en, frozenset(classes.split()), comparative, english_comparative)


def _frame(row: list[str], verb: Verb) -> Frame:
    _, subjects, arguments, en, flags = row
    head, _, rest = en.partition(" ")
    slots = tuple(_slot(text) for text in arguments.split(",") if text != "-")
    return Frame(verb, tuple(subjects.split()), slots, head, rest, frozenset(flags.split()))


def _slot(text: str) -> Slot:
    relation, _, classes = text.partition("=")
    preposition, _, case = relation.rpartition("+")
    return Slot(preposition, "nadg".index(case), tuple(classes.split(".")))


def _country(row: list[str]) -> Country:
    name, article, adjective, _, en, en_adjective, _, capital, en_capital, _ = row
    if article == "-":
        forms: Forms = (name, name, name, name if name.endswith("s") else name + "s")
    elif article == "P":
        stem, noun = name.split()
        forms = german.join(
            german.DEFINITE["p"], german.declined(stem[:-1], "p", "weak"), german.plural_forms(noun)
        )
    else:
        tail = {"f": (name,) * 4, "p": german.plural_forms(name), "m": (name, name, name, name)}[
            article
        ]
        forms = german.join(german.DEFINITE[article], tail)
    return Country(forms, article in "pP", adjective, en, en_adjective, (capital, en_capital))


def _nation(row: list[str]) -> Nation:
    male, female = (tuple(_spelling(n) for n in cell.split()) for cell in row[1:3])
    families = [name.partition(":") for name in row[3].split()]
    his = tuple(_spelling(name) for name, _, _ in families)
    hers = tuple(_spelling(feminine or name) for name, _, feminine in families)
    return Nation(male, female, his, hers)


def _spelling(name: str) -> tuple[str, str]:
    de, _, en = name.replace("_", " ").partition("=")
    return de, en or de


@cache
def lexicon() -> Lexicon:
    """The lexicon, read once."""
    return Lexicon()
