"""English morphology of terms: number, possessives, articles, verb forms.

inflect does the irregular work; what is here tells it which word of a term is the head, and repairs
what it does to acronyms and to words that are plural already.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import inflect

# Words that alone are never the rendering of a term.
EMPTY = frozenset(
    """the a an of to in on at by for with from into over under after before between during through
    against about up down out off and or but nor so if then than as not no is was are were be been
    being has have had having do does did will would can could may might must shall should it its
    this that these those there here he she they we you i him her them us me his their our your my
    one ones some any all every each both few many much more most other another such only also just
    very again who which what where when why how said s t""".split()  # noqa: SIM905
)
_PREPOSITIONS = frozenset(
    ["of", "in", "for", "to", "at", "on", "with", "from", "by", "against", "under", "between"]
)
_POSTPOSED = frozenset(["general", "designate", "elect"])
_HEADS = frozenset(["secretary", "attorney", "governor", "inspector", "director", "consul"])
_SINGULAR = re.compile(r"(?:ss|us|is|[A-Z0-9]S|^(?:gas|chaos|ethos|lens|bias|canvas|atlas))$")
# inflect says „gentlemans“ and „Germen“, and counts what is not counted.
_NOT_MEN = frozenset(["german", "roman", "norman", "human", "shaman", "talisman", "ottoman"])
_UNCOUNTED = frozenset(
    """police personnel equipment information intelligence weaponry ammunition artillery infantry
    cavalry aircraft spacecraft hovercraft evidence research advice luggage""".split()  # noqa: SIM905
)
_VOWEL_NUMBER = re.compile(r"8|(?:11|18)(?!\d)(?:[.,]\d{3})*(?![.,]?\d)")
_DOUBLED = re.compile(r"[^aeiou][aeiou][bdgmnprt]$")


@cache
def _engine() -> inflect.engine:
    """inflect, imported without typeguard's run-time checks: 0.2 s instead of 2 s."""
    import typeguard

    checked = typeguard.typechecked
    typeguard.typechecked = lambda function: function  # type: ignore[assignment]
    try:
        import inflect
    finally:
        typeguard.typechecked = checked
    return inflect.engine()


@lru_cache(maxsize=1 << 14)
def inflections(rendering: str, *, verb: bool = False) -> tuple[str, ...]:
    """The forms of a rendering as written, possessives aside, the given one first."""
    if verb:
        return tuple(dict.fromkeys((rendering, *_conjugated(rendering.removeprefix("to ")))))
    return tuple(dict.fromkeys((rendering, singularise(rendering), pluralise(rendering))))


def pluralise(rendering: str) -> str:
    """The plural: „rules of engagement“, „MPs“; what is plural stays."""
    return rendering if is_plural(rendering) else _with_head(rendering, _plural)


def singularise(rendering: str) -> str:
    """The singular; what is singular stays."""
    return _with_head(rendering, _singular) if is_plural(rendering) else rendering


def is_plural(rendering: str) -> bool:
    """Whether the head of a rendering is plural: „armed forces“, „rules of engagement“."""
    _, head, _ = _parts(rendering)
    return bool(head) and _singular(head) != head


def possessive(rendering: str, mark: str = "'") -> str:
    """„Brigade's“, „forces'“, with the given apostrophe."""
    plural = rendering == pluralise(rendering)
    return rendering + (mark if plural and rendering.endswith("s") else f"{mark}s")


@lru_cache(maxsize=1 << 12)
def article(phrase: str) -> str:
    """„a“ or „an“, whichever is said before the phrase."""
    first = re.split(r"[\s-]", phrase.lstrip("“”\"'‘("), maxsplit=1)[0]
    if first[:1].isdigit():
        return "an" if _VOWEL_NUMBER.match(first) else "a"
    return _engine().a(first).split(" ", 1)[0] if first else "a"


def _parts(rendering: str) -> tuple[str, str, str]:
    """What comes before the head word, the head, and what comes after it."""
    words = rendering.split(" ")
    lower = [word.casefold() for word in words]
    last = len(words) - 1
    at = next((n - 1 for n, word in enumerate(lower) if n and word in _PREPOSITIONS), last)
    if at and lower[at] in _POSTPOSED and _singular(lower[at - 1]) in _HEADS:
        at -= 1
    before, head, after = words[:at], words[at], words[at + 1 :]
    return " ".join([*before, ""]), head, " ".join(["", *after])


def _with_head(rendering: str, change: Callable[[str], str]) -> str:
    before, head, after = _parts(rendering)
    return before + change(head) + after


@lru_cache(maxsize=1 << 14)
def _plural(word: str) -> str:
    if not word or _is_name(word):
        return word if not word or word.endswith("S") else word + "s"
    start, last = _last_part(word)
    lower = last.lower()
    if lower in _UNCOUNTED:
        return word
    if lower.endswith("man"):
        return start + _like(last, lower + "s" if lower in _NOT_MEN else lower[:-3] + "men")
    return start + _like(last, _engine().plural_noun(lower))


@lru_cache(maxsize=1 << 14)
def _singular(word: str) -> str:
    start, last = _last_part(word)
    if _SINGULAR.search(last) or not last:
        return word
    found = _engine().singular_noun(last.lower())
    if not found or _plural(found) != last.lower():
        return word
    return start + _like(last, found)


def _is_name(word: str) -> bool:
    """Acronyms and the like: a capital or digit that is not the first letter."""
    return any(letter.isupper() or letter.isdigit() for letter in word.rpartition("-")[2][1:])


def _last_part(word: str) -> tuple[str, str]:
    """A hyphenated word and its inflected part; „commander-in-chief“ is left to inflect."""
    if re.search(r"-(?:in|of)-", word):
        return "", word
    start, hyphen, last = word.rpartition("-")
    return start + hyphen, last


def _like(word: str, changed: str) -> str:
    """`changed` (lower case) with the capitals of `word`, of which it is a form."""
    same = takewhile(lambda pair: pair[0] == pair[1], zip(word.lower(), changed, strict=False))
    kept = sum(1 for _ in same)
    return word[:kept] + changed[kept:]


def _conjugated(phrase: str) -> list[str]:
    """A verb and its regular forms; in „carry out“ the first word is the verb."""
    word, blank, rest = phrase.partition(" ")
    stem = word + word[-1] if _DOUBLED.search(word) else word
    if word.endswith("e") and not word.endswith("ee"):
        found = [word + "s", word + "d", word[:-1] + "ing"]
    elif re.search(r"[^aeiou]y$", word):
        found = [word[:-1] + "ies", word[:-1] + "ied", word + "ing"]
    else:
        ending = "es" if re.search(r"(?:s|x|z|ch|sh|o)$", word) else "s"
        found = [
            word + ending,
            *(base + end for base in dict.fromkeys((stem, word)) for end in ("ed", "ing")),
        ]
    return [form + blank + rest for form in (word, *found)]
