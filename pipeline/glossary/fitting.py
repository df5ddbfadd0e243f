"""Putting a rendering in another's place so that it reads as if it had always stood there."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.engine.edits import Edit
from pipeline.engine.hypothesis import Span
from pipeline.glossary import english
from pipeline.glossary.term import Occurrence

ARTICLE = re.compile(r"\b(a|an)\s+\Z", re.IGNORECASE)
WORD_BEFORE = re.compile(r"([\w'’-]+)\s+\Z")
WORD_AFTER = re.compile(r"\s+([\w'’-]+)")
SENTENCE_START = re.compile(r"(?:\A|[.!?:]\s)\W*\Z")
POSSESSIVE = re.compile(r"['’]s\b")


@dataclass(frozen=True, slots=True)
class Place:
    """Code points of a text where a term belongs; a form of `rendering` stands there."""

    start: int
    end: int
    rendering: str


def fit(occurrence: Occurrence, place: Place, text: str) -> Edit:
    """The edit that puts the occurrence's term in a place of the text.

    Number, possessive and capitals are carried over, a/an before it is put right, and a word that
    would stand doubled is taken along.
    """
    found = text[place.start : place.end]
    said = _in_number(occurrence, found, place.rendering)
    possessive = POSSESSIVE.search(found)
    if possessive and not POSSESSIVE.search(said):
        said = english.possessive(said, possessive.group()[0])
    said = _in_case(occurrence, said, found, text[: place.start])
    start, end = _undoubled(said, place.start, place.end, text)
    article = ARTICLE.search(text[:start])
    if article and not english.is_plural(said):
        right = english.article(said)
        said = f"{right.capitalize() if article.group()[0] == 'A' else right} {said}"
        start = article.start()
    return Edit(start, end, said)


def _in_number(occurrence: Occurrence, found: str, rendering: str) -> str:
    """Plural where the model's own rendering is the plural of what it says for the base form."""
    term = occurrence.term
    preferred = occurrence.text if term.mode == "keep" else term.preferred
    if term.mode == "keep" or english.is_plural(preferred):
        return preferred
    bare = POSSESSIVE.sub("", found)
    unchanged = bare.casefold() == rendering.casefold()
    inflected = occurrence.text.casefold() != term.source.casefold()
    if english.is_plural(bare) and (inflected or not unchanged):
        return next(
            (f for f in term.target_forms if english.is_plural(f)), english.pluralise(preferred)
        )
    return preferred


def _in_case(occurrence: Occurrence, said: str, found: str, before: str) -> str:
    """Sentence case and capitals as the model wrote them; names keep their own."""
    if occurrence.term.case == "exact":
        return said
    letters = [letter for letter in found if letter.isalpha()]
    if len(letters) > 1 and all(letter.isupper() for letter in letters) and len(found.split()) > 1:
        return said.upper()
    if found[:1].isupper() and SENTENCE_START.search(before):
        return said[:1].upper() + said[1:]
    if len(found.split()) > 1 and all(word[:1].isupper() for word in found.split()):
        return " ".join(word[:1].upper() + word[1:] for word in said.split(" "))
    return said


def _undoubled(said: str, start: int, end: int, text: str) -> Span:
    """Take along the neighbour that is the first or the last word of what is put in."""
    words = said.casefold().split()
    before, after = WORD_BEFORE.search(text[:start]), WORD_AFTER.match(text, end)
    if before and before.group(1).casefold() == words[0]:
        start = before.start(1)
    if after and after.group(1).casefold() == words[-1]:
        end = after.end(1)
    return start, end
