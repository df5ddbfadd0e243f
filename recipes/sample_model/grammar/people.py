"""People by name, title and office, and the others whom a newspaper quotes."""

from __future__ import annotations

from dataclasses import replace

from . import german
from .figures import Pair
from .german import DEFINITE, Forms, declined, join
from .lexicon import Nation
from .noun_phrases import Phrases
from .phrases import Phrase


class People(Phrases):
    """Draws persons, too."""

    def name(self, female: bool, nation: Nation | None = None) -> Pair:
        """Given name and family name of one nation, in German and English spelling."""
        nation = nation or self.pick(self.lexicon.nations)
        given = self.pick(nation.female if female else nation.male)
        family = self.pick(nation.family_female if female else nation.family_male)
        return f"{given[0]} {family[0]}", f"{given[1]} {family[1]}"

    def person(self, female: bool | None = None, family_only: bool = False) -> Phrase:
        """A person by name."""
        woman = self.chance(0.45) if female is None else female
        de, en = self.name(woman)
        if family_only:
            de, en = de.rpartition(" ")[2], en.rpartition(" ")[2]
        return Phrase(_name_forms(de), en, "f" if woman else "m", person=True, pronoun=False)

    def titled(self, nation: Nation | None = None) -> Phrase:
        """Title and name without an article: Verteidigungsministerin Anna Vogel."""
        noun = self.noun(("off",))
        while (
            "title" not in noun.flags or "only" in noun.flags or (nation and noun.lemma in _LOCAL)
        ):
            noun = self.noun(("off",))
        de, en = self.name(noun.gender == "f", nation)
        who = Phrase(_name_forms(de), en, noun.gender, person=True)
        title = " ".join(w if w in ("of",) else w[0].upper() + w[1:] for w in noun.english.split())
        return replace(
            who,
            forms=join(noun.lemma, who.forms),
            english=f"{title} {who.english}",
            classes=noun.classes,
        )

    def official(self) -> Phrase:
        """The polnische Außenminister Adam Lis → Polish Foreign Minister Adam Lis."""
        place = self.country()
        nation = self.lexicon.nation_of.get(place.adjective)
        if nation is None:
            return self.titled()
        titled = self.titled(nation)
        adjective = declined(place.adjective, titled.gender, "weak")
        noun, name = titled.forms[0].split(" ", 1)
        entry = self.lexicon.noun(noun)
        assert entry.singular is not None
        head = join(DEFINITE[titled.gender], adjective, entry.singular, name)
        return replace(titled, forms=head, english=f"{place.english_adjective} {titled.english}")

    def apposition(self) -> Phrase:
        """Adam Lis, der Außenminister des Landes, → Adam Lis, the country's foreign minister,"""
        who = self.person()
        masculine, feminine, owner, en = self.pick(_ROLES)
        role = join(DEFINITE[who.gender], masculine if who.gender == "m" else feminine, owner)
        if who.gender == "m":
            role = join(
                DEFINITE["m"], german.singular_forms(masculine, "m", _genitive(masculine)), owner
            )
        a, b, c, d = (f"{name}, {office}," for name, office in zip(who.forms, role, strict=False))
        return replace(
            who, forms=(a, b, c, d), english=f"{who.english}, {en},", classes=frozenset({"off"})
        )

    def body(self) -> Phrase:
        """An institution that acts."""
        return self.np(("gov", "com", "all", "min"), number="sg")

    def speaker(self) -> Phrase:
        """Someone whose words a newspaper reports."""
        roll = self.rng.random()
        if roll < 0.28:
            return self.titled()
        if roll < 0.4:
            return self.official()
        if roll < 0.5:
            return self.person()
        if roll < 0.56:
            return self.apposition()
        return self.np(("off", "off", "exp", "min", "party"), number="sg", plain=roll > 0.7)


_LOCAL = ("Bürgermeister", "Bürgermeisterin")
_ROLES: list[tuple[str, str, str, str]] = [
    ("Außenminister", "Außenministerin", "des Landes", "the country's foreign minister"),
    ("Justizminister", "Justizministerin", "des Landes", "the country's justice minister"),
    ("Innenminister", "Innenministerin", "des Landes", "the country's interior minister"),
    ("Sprecher", "Sprecherin", "des Ministeriums", "the ministry's spokesperson"),
    ("Sprecher", "Sprecherin", "des Bündnisses", "the alliance's spokesperson"),
    ("Bürgermeister", "Bürgermeisterin", "der Stadt", "the city's mayor"),
    ("Chef", "Chefin", "der Partei", "the leader of the party"),
    ("Chef", "Chefin", "der Behörde", "the head of the authority"),
    ("Leiter", "Leiterin", "des Instituts", "the director of the institute"),
    ("Kommandeur", "Kommandeurin", "der Brigade", "the commander of the brigade"),
    ("Kommandeur", "Kommandeurin", "der Kampfgruppe", "the commander of the battlegroup"),
    ("Präsident", "Präsidentin", "des Verbandes", "the president of the association"),
    ("Botschafter", "Botschafterin", "des Landes", "the country's ambassador"),
]  # fmt: skip


def _genitive(noun: str) -> str:
    return "en" if noun.endswith("ent") else "s"


def _name_forms(name: str) -> Forms:
    genitive = name + ("’" if name[-1] in "sxzß" else "s")
    return (name, name, name, genitive)
