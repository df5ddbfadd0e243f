"""English inflection: plurals, a/an, verb forms and verb groups."""

from __future__ import annotations

import re
from functools import lru_cache

_VOWEL = re.compile(r"(?i)^(?:[aeiou]|hour|honest|honou?r|heir)")
_CONSONANT_GLIDE = re.compile(r"(?i)^(?:uni(?!n|m)|eu(?!\b)|ukr|one\b|once|us[eai]|ut[ei]|u-)")
_DOUBLING = {
    "plan", "cut", "put", "set", "stop", "commit", "submit", "admit", "drop", "ban", "win", "run",
    "begin", "permit", "hit", "shut", "step", "refer", "occur", "control", "cancel", "travel",
    "patrol", "equip", "repel", "compel", "rebel", "stir", "jam",
}  # fmt: skip
_INITIALISM = re.compile(r"^(?:UN|US|UK)\b")
Irregular = dict[str, tuple[str, str]]


def capital(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def plural(noun: str) -> str:
    """Regular plural of the last word."""
    if re.search(r"(?:s|x|z|ch|sh)$", noun):
        return noun + "es"
    if re.search(r"[^aeiou]y$", noun):
        return noun[:-1] + "ies"
    return noun + "s"


def article(phrase: str) -> str:
    """The indefinite article that this phrase takes by its sound ("a", "an")."""
    if _INITIALISM.match(phrase) or _CONSONANT_GLIDE.match(phrase):
        return "a"
    return "an" if _VOWEL.match(phrase) or re.match(r"8|11\b|18\b", phrase) else "a"


def possessive(phrase: str) -> str:
    """The s-genitive: "the minister's", "the allies'"."""
    return phrase + ("'" if phrase.endswith("s") else "'s")


def third_person(verb: str) -> str:
    if verb in ("be", "have"):
        return {"be": "is", "have": "has"}[verb]
    return plural(verb) if not verb.endswith("o") else verb + "es"


class Verbs:
    """English verb forms; `irregular` maps a verb to past and participle."""

    def __init__(self, irregular: Irregular) -> None:
        self._irregular = irregular
        self._past = lru_cache(maxsize=None)(self._regular)

    def past(self, verb: str) -> str:
        return self._irregular[verb][0] if verb in self._irregular else self._past(verb)

    def participle(self, verb: str) -> str:
        return self._irregular[verb][1] if verb in self._irregular else self._past(verb)

    def _regular(self, verb: str) -> str:
        if verb.endswith("e"):
            return verb + "d"
        if re.search(r"[^aeiou]y$", verb):
            return verb[:-1] + "ied"
        if verb in _DOUBLING:
            return verb + verb[-1] + "ed"
        return verb + "ed"

    def finite(self, verb: str, tense: str, plural_subject: bool, first: bool = False) -> str:
        """Present or past form of any verb, be included."""
        if verb == "be":
            if tense == "past":
                return "were" if plural_subject else "was"
            return "are" if plural_subject else "am" if first else "is"
        if tense == "past":
            return self.past(verb)
        return verb if plural_subject or first else third_person(verb)

    def group(
        self,
        verb: str,
        tense: str,
        *,
        plural_subject: bool,
        first: bool = False,
        passive: bool = False,
        modal: str = "",
        negated: bool = False,
        adverb: str = "",
    ) -> str:
        """The verb group: auxiliaries, "not", a mid-position adverb and the verb.

        `tense` is present, past, perfect, pluperfect, future or would; `modal` is an auxiliary
        ("can") or ends in "to" ("have to", "be to"), and then carries the tense itself.
        """
        if modal.endswith(" to"):
            lead, link = modal.split(" ", 1)
            head = self.group(
                lead,
                tense,
                plural_subject=plural_subject,
                first=first,
                negated=negated,
                adverb=adverb,
            )
            return f"{head} {link} {self._infinitive(verb, passive)}"
        words = self._chain(verb, tense, plural_subject, first, passive, modal)
        if negated and len(words) == 1 and words[0] not in ("is", "are", "was", "were", "am"):
            do = "did" if tense == "past" else "do" if plural_subject or first else "does"
            words = [do, verb]
        extra = (["not"] if negated else []) + ([adverb] if adverb else [])
        after_first = len(words) > 1 or words[0] in ("is", "are", "was", "were", "am")
        at = 1 if after_first else 0
        return " ".join(words[:at] + extra + words[at:])

    def _infinitive(self, verb: str, passive: bool) -> str:
        return f"be {self.participle(verb)}" if passive else verb

    def _chain(
        self, verb: str, tense: str, plural_subject: bool, first: bool, passive: bool, modal: str
    ) -> list[str]:
        if modal or tense in ("future", "would"):
            return [
                modal or {"future": "will"}.get(tense, tense),
                *self._infinitive(verb, passive).split(),
            ]
        if tense in ("perfect", "pluperfect"):
            have = "had" if tense == "pluperfect" else "have" if plural_subject or first else "has"
            return [have, *(["been"] if passive else []), self.participle(verb)]
        if passive:
            return [self.finite("be", tense, plural_subject, first), self.participle(verb)]
        return [self.finite(verb, tense, plural_subject, first)]
