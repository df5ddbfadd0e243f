"""German left in the English: segments copied as they are, and stretches of German words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from pipeline.checks.base import Finding, Pair

WORD = re.compile(r"[^\W\d_]+")
NOT_TEXT = re.compile(r"\S+@\S+|\S+://\S+|www\.\S+|\S+\.(?:de|com|org|eu|net)\b")
# Words of grammar that are no English words (as die, war, so, man, am are), and stand in no names.
GERMAN = """
    dass nicht und oder aber ist sind wird wurde wurden werden worden hat haben hatte hatten eine
    einen einem einer eines mit vom zum zur auf für aus nach über unter zwischen gegen ohne durch
    sich sie wir ich ihre ihren ihrer seine seinen seiner wenn weil noch auch nur schon sehr als
    kein keine keinen können kann muss müssen soll sollen diese dieser dieses diesem diesen einige
    jedoch bereits während seit beim sowie etwa gegenüber sei wollen nun doch immer
"""
# Words of grammar that do stand in names: Ursula von der Leyen, Thurn und Taxis.
IN_NAMES = "von der den dem des das zu im am bei"
GRAMMAR, OF_NAMES = frozenset(GERMAN.split()), frozenset(IN_NAMES.split())
LONG = 3  # words copied in a row that make a stretch of German


class Untranslated:
    """At most one finding: the English is the German text, or has German words of grammar in it."""

    ids = ("untranslated",)

    def __call__(self, pair: Pair) -> Iterator[Finding]:
        """An error for a copied text or stretch, a warning for single words."""
        source, target = _words(pair.source), _words(pair.target)
        if target == source and _is_sentence(target):
            yield Finding("untranslated", "error", "the English is the German text")
        elif stretch := next(_copied(target, set(source)), None):
            yield Finding("untranslated", "error", f"German left: “{' '.join(stretch)}”")
        elif words := [word for word in target if word in GRAMMAR]:
            yield Finding("untranslated", "warning", f"German left: “{'”, “'.join(words)}”")


def _words(text: str) -> list[str]:
    return WORD.findall(NOT_TEXT.sub(" ", text))


def _is_sentence(words: Sequence[str]) -> bool:
    """Whether they are more than names: “Foto: Erika Muster/dpa”."""
    small = [word for word in words if word.islower()]
    return len(small) > 1 or bool(GRAMMAR.intersection(small))


def _copied(target: Sequence[str], source: set[str]) -> Iterator[list[str]]:
    """Stretches of the German text in the English that are more than a name."""
    for same, words in groupby(target, key=source.__contains__):
        stretch = list(words)
        grammar = sum(word in GRAMMAR for word in stretch)
        if same and len(stretch) >= LONG and (grammar or _particles(stretch) > 1):
            yield stretch


def _particles(words: Sequence[str]) -> int:
    """How many words of grammar that also stand in names, beyond the two of “von der Leyen”."""
    return sum(word in OF_NAMES for word in words) - ("von der" in " ".join(words))


check = Untranslated()
