"""Strict counting of terms in the English, and the morphology that it rests on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.glossary import english
from pipeline.glossary.matching import Matcher
from pipeline.glossary.term import Term
from pipeline.glossary.verifying import verify

FLANK = Term("Ostflanke", ("eastern flank",), forbidden=("east flank", "flank"))
ACT = Term("Grundakte", ("Founding Act", "basic act"))
FORCE = Term("Truppe", ("force",))
RESPONSE = Term("Eingreiftruppe", ("response force",))
GROUP = Term("Kampfgruppe", ("battlegroup", "combat team"))
UNIT = Term("Gefechtsverband", ("battlegroup",))
KEPT = Term("Bundestag", ("Bundestag",), mode="keep")
EXACT = Term("MAD", ("MAD",), case="exact")
VERB = Term("abziehen", ("withdraw", "to pull out"), source_forms=("zog ab",))
RULE = Term("Einsatzregel", ("rule of engagement",))
FORMS = Term("Generalsekretär", ("Secretary General",), target_forms=("Sec Gens",))


def outcomes(terms: list[Term], source: str, target: str) -> list[str]:
    verdicts = verify(Matcher(terms).find(source), target)
    for verdict in verdicts:
        assert verdict.rendering == (
            target[verdict.start : verdict.end] if verdict.start >= 0 else ""
        )
    return [
        f"{verdict.outcome} {verdict.rendering}".strip() if verdict.rendering else verdict.outcome
        for verdict in verdicts
    ]


@pytest.mark.parametrize(
    ("terms", "source", "target", "expected"),
    [
        ([FLANK], "Die Ostflanke", "The eastern flank", ["honoured eastern flank"]),
        ([FLANK], "Ostflanken", "Eastern flanks", ["honoured Eastern flanks"]),
        ([FLANK], "der Ostflanke", "the eastern flank’s end", ["honoured eastern flank"]),
        ([FLANK], "der Ostflanke", "an eastern-flank state", ["honoured eastern-flank"]),
        ([FLANK], "Die Ostflanke", "The northeastern flanker", ["missed"]),
        ([FLANK], "Die Ostflanke", "The eastern, flank", ["forbidden flank"]),
        ([FLANK], "Die Ostflanke", "Its east flanks", ["forbidden east flanks"]),
        (
            [FLANK],
            "Ostflanke, Ostflanke",
            "The eastern flank",
            ["honoured eastern flank", "missed"],
        ),
        (
            [FLANK],
            "Ostflanke, Ostflanke",
            "The eastern flank, the flank",
            ["honoured eastern flank", "forbidden flank"],
        ),
        ([ACT], "Die Grundakte", "The founding acts", ["honoured founding acts"]),
        ([ACT], "Die Grundakte", "A basic act", ["honoured basic act"]),
        (
            [FORCE, RESPONSE],
            "Die Truppe und die Eingreiftruppe",
            "The response force",
            ["missed", "honoured response force"],
        ),
        (
            [FORCE, RESPONSE],
            "Die Truppe und die Eingreiftruppe",
            "The response force and the forces",
            ["honoured forces", "honoured response force"],
        ),
        (
            [GROUP, UNIT],
            "Kampfgruppe und Gefechtsverband",
            "The battlegroup and the combat team",
            ["honoured combat team", "honoured battlegroup"],
        ),
        ([KEPT], "des Bundestages", "the Bundestag's vote", ["honoured Bundestag"]),
        ([KEPT], "des Bundestages", "of the Bundestages", ["honoured Bundestages"]),
        ([KEPT], "des Bundestages", "the parliament", ["missed"]),
        ([EXACT], "Der MAD", "The MAD", ["honoured MAD"]),
        ([EXACT], "Der MAD", "The Mad", ["missed"]),
        ([VERB], "Er zog ab", "He withdrew", ["honoured withdrew"]),
        ([VERB], "Er zog ab", "He pulled out", ["honoured pulled out"]),
        ([RULE], "Einsatzregeln", "rules of engagement", ["honoured rules of engagement"]),
        ([FORMS], "Generalsekretäre", "Sec Gens", ["honoured Sec Gens"]),
        ([FORMS], "Generalsekretäre", "Secretaries General", ["honoured Secretaries General"]),
    ],
)
def test_verdicts(terms: list[Term], source: str, target: str, expected: list[str]) -> None:
    assert outcomes(terms, source, target) == expected


@given(st.integers(0, 12), st.integers(0, 12))
def test_n_occurrences_need_n_renditions(wanted: int, given_: int) -> None:
    verdicts = verify(
        Matcher([FLANK]).find("Ostflanke " * wanted), "an eastern flank and " * given_
    )
    honoured = [verdict for verdict in verdicts if verdict.outcome == "honoured"]
    assert len(honoured) == min(wanted, given_)
    assert [v.start for v in honoured] == sorted({v.start for v in honoured})


def test_many_occurrences_are_no_burden() -> None:
    found = verify(Matcher([FLANK]).find("Ostflanke " * 300), "eastern flank " * 299)
    assert [verdict.outcome for verdict in found].count("missed") == 1


@pytest.mark.parametrize(
    ("singular", "plural"),
    [
        ("eastern flank", "eastern flanks"),
        ("rule of engagement", "rules of engagement"),
        ("chief of defence", "chiefs of defence"),
        ("Secretary General", "Secretaries General"),
        ("major general", "major generals"),
        ("commander-in-chief", "commanders-in-chief"),
        ("air-to-air missile", "air-to-air missiles"),
        ("ally", "allies"),
        ("MP", "MPs"),
        ("crisis", "crises"),
        ("Founding Act", "Founding Acts"),
    ],
)
def test_number(singular: str, plural: str) -> None:
    assert english.pluralise(singular) == plural == english.pluralise(plural)
    assert english.singularise(plural) == singular == english.singularise(singular)
    assert english.is_plural(plural)
    assert not english.is_plural(singular)


@pytest.mark.parametrize("word", ["headquarters", "AWACS", "series", "status", "gas", "access"])
def test_words_that_only_look_plural(word: str) -> None:
    assert not english.is_plural(word)


@pytest.mark.parametrize(
    ("phrase", "article"),
    [
        *[("edifice", "an"), ("NATO base", "a"), ("MP", "an"), ("hour", "an"), ("unit", "a")],
        *[("European ally", "a"), ("F-35", "an"), ("8-year plan", "an"), ("11,000", "an")],
        *[("118", "a"), ("18", "an"), ("UN mission", "a"), ("“eastern” flank", "an")],
    ],
)
def test_article(phrase: str, article: str) -> None:
    assert english.article(phrase) == article


@pytest.mark.parametrize(
    ("rendering", "possessive"),
    [("brigade", "brigade's"), ("armed forces", "armed forces'"), ("women", "women's")],
)
def test_possessive(rendering: str, possessive: str) -> None:
    assert english.possessive(rendering) == possessive


@pytest.mark.parametrize(
    ("rendering", "verb", "expected"),
    [
        ("Ally", False, {"Ally", "Allies"}),
        ("armed forces", False, {"armed forces", "armed force"}),
        ("to deter", True, {"to deter", "deter", "deters", "deterred", "deterring"}),
        ("carry out", True, {"carry out", "carries out", "carried out", "carrying out"}),
    ],
)
def test_inflections(rendering: str, verb: bool, expected: set[str]) -> None:
    assert expected <= set(english.inflections(rendering, verb=verb))
    assert verb or expected == set(english.inflections(rendering))
