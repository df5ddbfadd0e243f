"""German inflection: nouns, adjectives, articles and verbs, from principal parts.

Cases are indices into four-tuples: nominative, accusative, dative, genitive. Genders are "m", "f",
"n", and "p" for any plural, because the plural has one declension. The endings are those of any
school grammar (Duden, volume 4).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

NOM, ACC, DAT, GEN = range(4)
Forms = tuple[str, str, str, str]
Mood = Literal["ind", "k1"]
Style = Literal["strong", "weak", "mixed"]

DEFINITE: dict[str, Forms] = {
    "m": ("der", "den", "dem", "des"),
    "f": ("die", "die", "der", "der"),
    "n": ("das", "das", "dem", "des"),
    "p": ("die", "die", "den", "der"),
}
RELATIVE: dict[str, Forms] = {
    "m": ("der", "den", "dem", "dessen"),
    "f": ("die", "die", "der", "deren"),
    "n": ("das", "das", "dem", "dessen"),
    "p": ("die", "die", "denen", "deren"),
}
_DER_WORD: dict[str, Forms] = {
    "m": ("er", "en", "em", "es"),
    "f": ("e", "e", "er", "er"),
    "n": ("es", "es", "em", "es"),
    "p": ("e", "e", "en", "er"),
}
_EIN_WORD: dict[str, Forms] = {
    "m": ("", "en", "em", "es"),
    "f": ("e", "e", "er", "er"),
    "n": ("", "", "em", "es"),
    "p": ("e", "e", "en", "er"),
}
_ADJECTIVE: dict[Style, dict[str, Forms]] = {
    "strong": {
        "m": ("er", "en", "em", "en"),
        "f": ("e", "e", "er", "er"),
        "n": ("es", "es", "em", "en"),
        "p": ("e", "e", "en", "er"),
    },
    "weak": {
        "m": ("e", "en", "en", "en"),
        "f": ("e", "e", "en", "en"),
        "n": ("e", "e", "en", "en"),
        "p": ("en", "en", "en", "en"),
    },
    "mixed": {
        "m": ("er", "en", "en", "en"),
        "f": ("e", "e", "en", "en"),
        "n": ("es", "es", "en", "en"),
        "p": ("en", "en", "en", "en"),
    },
}
_CONTRACTIONS = {
    "in dem": "im",
    "an dem": "am",
    "bei dem": "beim",
    "von dem": "vom",
    "zu dem": "zum",
    "zu der": "zur",
    "in das": "ins",
    "an das": "ans",
}
_CONTRACTIBLE = re.compile(
    r"(?<!, )\b((?:[Ii]n|[Aa]n|[Bb]ei|[Vv]on|[Zz]u) dem|[Zz]u der|[IiAa]n das)\b(?!,)"
)
_INSEPARABLE = ("be", "ge", "er", "ver", "zer", "ent", "emp", "über", "unter", "wider", "miss")


def contract(text: str) -> str:
    """Join preposition and article (in dem → im), but not before a relative clause's pronoun."""
    return _CONTRACTIBLE.sub(_contraction, text)


def _contraction(match: re.Match[str]) -> str:
    long = match.group(1)
    short = _CONTRACTIONS[long[0].lower() + long[1:]]
    return short.capitalize() if long[0].isupper() else short


def determiner(stem: str, gender: str) -> Forms:
    """Four cases of an article word: "der", "ein", "kein", "ihr", "dies", "jed", "all" …"""
    if stem == "der":
        return DEFINITE[gender]
    pattern = _EIN_WORD if stem in ("ein", "kein", "ihr", "sein", "unser", "mein") else _DER_WORD
    a, b, c, d = pattern[gender]
    return (stem + a, stem + b, stem + c, stem + d)


def declined(stem: str, gender: str, style: Style) -> Forms:
    """Four cases of an attributive adjective or participle with this stem."""
    if stem == "Schweizer":
        return (stem, stem, stem, stem)
    a, b, c, d = _ADJECTIVE[style][gender]
    return (stem + a, stem + b, stem + c, stem + d)


def adjective_stem(word: str) -> str:
    """The stem that takes endings (hoch → hoh, teuer → teur)."""
    return {"hoch": "hoh", "teuer": "teur"}.get(word, word)


def join(*parts: Forms | str) -> Forms:
    """Put words side by side in all four cases; a plain string is the same in each."""
    four = [part if isinstance(part, tuple) else (part,) * 4 for part in parts if part]
    a, b, c, d = (" ".join(filter(None, words)) for words in zip(*four, strict=False))
    return (a, b, c, d)


def singular_forms(lemma: str, gender: str, genitive: str) -> Forms:
    """Singular of a noun; a genitive in -n of a masculine marks the weak declension."""
    if gender == "m" and genitive in ("n", "en", "ns"):
        oblique = lemma + genitive.rstrip("s")
        return (lemma, oblique, oblique, lemma + genitive)
    return (lemma, lemma, lemma, lemma + genitive.strip("-"))


def plural_forms(plural: str) -> Forms:
    """Plural of a noun, with the dative -n unless it ends in -n or -s or is an abbreviation."""
    dative = plural if plural[-1] in "ns" or plural.isupper() else plural + "n"
    return (plural, plural, dative, plural)


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb's principal parts; `prefix` is the separable one, kept out of the finite forms."""

    prefix: str
    infinitive: str
    third: str
    preterite: str
    subjunctive: str
    participle: str
    reflexive: bool = False

    @property
    def full_infinitive(self) -> str:
        return self.prefix + self.infinitive

    @property
    def zu_infinitive(self) -> str:
        return f"{self.prefix}zu{self.infinitive}" if self.prefix else f"zu {self.infinitive}"


StrongTable = dict[str, tuple[str, str, str, str]]


def verb(citation: str, strong: StrongTable) -> Verb:
    """Read "sich vor|bereiten" into principal parts, by the table or the weak rule."""
    reflexive = citation.startswith("sich ")
    prefix, _, infinitive = citation.removeprefix("sich ").rpartition("|")
    third, preterite, subjunctive, participle = _principal_parts(infinitive, strong)
    return Verb(prefix, infinitive, third, preterite, subjunctive, prefix + participle, reflexive)


def _principal_parts(infinitive: str, strong: StrongTable) -> tuple[str, str, str, str]:
    if infinitive in strong:
        return strong[infinitive]
    lead = next((p for p in _INSEPARABLE if infinitive.startswith(p)), "")
    base = infinitive[len(lead) :]
    if lead and base in strong:
        third, preterite, subjunctive, participle = strong[base]
        bare = participle.removeprefix("ge") if participle not in strong else participle
        return lead + third, lead + preterite, lead + subjunctive, lead + bare
    stem = infinitive[:-2] if infinitive.endswith("en") else infinitive[:-1]
    e = "e" if re.search(r"([td]|[^lrhmnaeiouäöü][mn]|chn)$", stem) else ""
    ge = "" if lead or stem.endswith("ier") else "ge"
    return stem + e + "t", stem + e + "te", stem + e + "te", ge + stem + e + "t"


_SEIN = {"sg": "ist", "pl": "sind", "ich": "bin"}
_MODALS = ("können", "müssen", "sollen", "wollen", "dürfen")


@cache
def finite(verb: Verb, tense: str, person: str) -> str:
    """A finite form without its separable prefix.

    `tense` is present, past, k1 or k2; `person` is "sg" or "pl" (third person, and wir) or "ich".
    """
    infinitive = verb.infinitive
    if tense in ("past", "k2"):
        form = verb.preterite if tense == "past" else verb.subjunctive
        return form if person != "pl" else form + ("n" if form.endswith("e") else "en")
    if infinitive == "sein":
        return (
            {"sg": "sei", "pl": "seien", "ich": "sei"}[person] if tense == "k1" else _SEIN[person]
        )
    if person == "pl":
        return infinitive
    stem = infinitive[:-2] if infinitive.endswith("en") else infinitive[:-1]
    if tense == "k1":
        return stem + "e"
    if person == "ich":
        return verb.third if infinitive in _MODALS else stem + "e"
    return verb.third
