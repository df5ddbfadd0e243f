"""The training grammar: German morphology and word order, the English beside it, whole pairs."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice
from random import Random

import pytest

from recipes.sample_model.grammar import english, figures, generate, german
from recipes.sample_model.grammar.clauses import (
    SUBJECT,
    Clause,
    english_clause,
    english_infinitive,
    english_question,
    final_clause,
    infinitive_clause,
    main_clause,
    question,
    relative,
)
from recipes.sample_model.grammar.lexicon import Frame, lexicon
from recipes.sample_model.grammar.patterns import PATTERNS
from recipes.sample_model.grammar.people import People
from recipes.sample_model.grammar.phrases import Phrase, country_phrase
from recipes.sample_model.grammar.templates import compiled, templates

LEXICON = lexicon()
PEOPLE = People(LEXICON, Random(0))


def phrase(lemma: str, det: str = "der", adjective: str = "", plural: bool = False) -> Phrase:
    noun = LEXICON.noun(lemma)
    adjectives = {a.stem: a for a in LEXICON.adjectives}
    gender = "p" if plural else noun.gender
    return PEOPLE.build(noun, gender, det, adjectives[adjective] if adjective else None)


def frame(infinitive: str, english_verb: str = "") -> Frame:
    return next(
        f
        for f in LEXICON.frames
        if f.verb.full_infinitive == infinitive and english_verb in ("", f.english)
    )


@pytest.mark.parametrize(
    ("made", "forms", "en"),
    [
        (
            phrase("Vertrag", "der", "neu"),
            ("der neue Vertrag", "den neuen Vertrag", "dem neuen Vertrag", "des neuen Vertrags"),
            "the new treaty",
        ),
        (
            phrase("Abkommen", "ein", "umstritten"),
            (
                "ein umstrittenes Abkommen",
                "ein umstrittenes Abkommen",
                "einem umstrittenen Abkommen",
                "eines umstrittenen Abkommens",
            ),
            "a controversial agreement",
        ),
        (
            phrase("Soldat", "der"),
            ("der Soldat", "den Soldaten", "dem Soldaten", "des Soldaten"),
            "the soldier",
        ),
        (
            phrase("Kosten", "bare", "hoh"),
            ("hohe Kosten", "hohe Kosten", "hohen Kosten", "hoher Kosten"),
            "high costs",
        ),
        (
            phrase("Panzer", "der", "alt", plural=True),
            ("die alten Panzer", "die alten Panzer", "den alten Panzern", "der alten Panzer"),
            "the old tanks",
        ),
        (
            phrase("Ostflanke"),
            ("die Ostflanke", "die Ostflanke", "der Ostflanke", "der Ostflanke"),
            "the eastern flank",
        ),
        (
            phrase("Abschreckung"),
            ("die Abschreckung",) * 2 + ("der Abschreckung",) * 2,
            "deterrence",
        ),
        (phrase("NATO"), ("die NATO", "die NATO", "der NATO", "der NATO"), "NATO"),
    ],
)
def test_noun_phrases_are_declined(made: Phrase, forms: german.Forms, en: str) -> None:
    assert (made.forms, made.english) == (forms, en)


def test_nouns_that_are_adjectives_follow_the_article() -> None:
    noun = next(n for n in LEXICON.nouns if n.lemma == "Abgeordnet")
    assert PEOPLE.build(noun, "m", "der").forms[0] == "der Abgeordnete"
    assert PEOPLE.build(noun, "m", "ein").forms[0] == "ein Abgeordneter"
    assert PEOPLE.build(noun, "p", "der").forms[2] == "den Abgeordneten"
    assert PEOPLE.build(noun, "p", "bare").english == "members of parliament"


@pytest.mark.parametrize(
    ("citation", "third", "past", "participle", "zu"),
    [
        ("zu|stimmen", "stimmt", "stimmte", "zugestimmt", "zuzustimmen"),
        ("unterzeichnen", "unterzeichnet", "unterzeichnete", "unterzeichnet", "zu unterzeichnen"),
        ("beschließen", "beschließt", "beschloss", "beschlossen", "zu beschließen"),
        ("zurück|treten", "tritt", "trat", "zurückgetreten", "zurückzutreten"),
        ("stationieren", "stationiert", "stationierte", "stationiert", "zu stationieren"),
        ("rechnen", "rechnet", "rechnete", "gerechnet", "zu rechnen"),
        ("vor|bereiten", "bereitet", "bereitete", "vorbereitet", "vorzubereiten"),
        ("an|erkennen", "erkennt", "erkannte", "anerkannt", "anzuerkennen"),
    ],
)
def test_verbs_are_conjugated(
    citation: str, third: str, past: str, participle: str, zu: str
) -> None:
    verb = LEXICON.verb(citation)
    found = german.finite(verb, "present", "sg"), german.finite(verb, "past", "sg")
    assert (*found, verb.participle, verb.zu_infinitive) == (third, past, participle, zu)


GOVERNMENT, TREATY, ALLIES = phrase("Regierung"), phrase("Vertrag"), phrase("Partner", plural=True)
SIGN = Clause(frame("unterzeichnen"), GOVERNMENT, (TREATY,))
AGREE = Clause(frame("zustimmen"), GOVERNMENT, (TREATY,))
MONDAY = ("am Montag", "on Monday")
TOMORROW = ("morgen", "tomorrow")


@pytest.mark.parametrize(
    ("clause", "de", "en"),
    [
        (SIGN, "die Regierung unterzeichnete den Vertrag", "the government signed the treaty"),
        (
            replace(AGREE, time=MONDAY, place=("in Berlin", "in Berlin"), tense="perfect"),
            "die Regierung hat am Montag dem Vertrag in Berlin zugestimmt",
            "the government approved the treaty in Berlin on Monday",
        ),
        (
            replace(AGREE, tense="perfect", present_perfect=True),
            "die Regierung hat dem Vertrag zugestimmt",
            "the government has approved the treaty",
        ),
        (
            replace(AGREE, tense="present", time=TOMORROW),
            "die Regierung stimmt morgen dem Vertrag zu",
            "the government will approve the treaty tomorrow",
        ),
        (
            replace(SIGN, passive=True, agent=True),
            "der Vertrag wurde von der Regierung unterzeichnet",
            "the treaty was signed by the government",
        ),
        (
            replace(SIGN, passive=True, tense="perfect", present_perfect=True),
            "der Vertrag ist unterzeichnet worden",
            "the treaty has been signed",
        ),
        (
            replace(SIGN, tense="present", modal="sollen", passive=True),
            "der Vertrag soll unterzeichnet werden",
            "the treaty is to be signed",
        ),
        (
            replace(SIGN, subject=ALLIES, negated=True),
            "die Partner unterzeichneten den Vertrag nicht",
            "the partners did not sign the treaty",
        ),
        (
            replace(SIGN, tense="future"),
            "die Regierung wird den Vertrag unterzeichnen",
            "the government will sign the treaty",
        ),
        (
            replace(SIGN, tense="past", modal="wollte"),
            "die Regierung wollte den Vertrag unterzeichnen",
            "the government wanted to sign the treaty",
        ),
    ],
)
def test_clauses_in_main_order(clause: Clause, de: str, en: str) -> None:
    assert (main_clause(clause), english_clause(clause)) == (de, en)


def test_verb_stays_second_whatever_stands_first() -> None:
    clause = replace(SIGN, time=MONDAY)
    assert main_clause(clause, "time") == "am Montag unterzeichnete die Regierung den Vertrag"
    assert main_clause(clause, "object0") == "den Vertrag unterzeichnete die Regierung am Montag"
    assert final_clause(clause) == "die Regierung am Montag den Vertrag unterzeichnete"
    assert question(SIGN) == "unterzeichnete die Regierung den Vertrag"
    assert english_question(SIGN) == "did the government sign the treaty"


@pytest.mark.parametrize(
    ("clause", "de", "en"),
    [
        (
            replace(AGREE, tense="perfect"),
            "die Regierung habe dem Vertrag zugestimmt",
            "the government had approved the treaty",
        ),
        (
            replace(AGREE, tense="perfect", subject=ALLIES),
            "die Partner hätten dem Vertrag zugestimmt",
            "the partners had approved the treaty",
        ),
        (
            replace(AGREE, tense="present", subject=ALLIES, time=TOMORROW),
            "die Partner würden morgen dem Vertrag zustimmen",
            "the partners would approve the treaty tomorrow",
        ),
        (
            replace(SIGN, tense="perfect", passive=True),
            "der Vertrag sei unterzeichnet worden",
            "the treaty had been signed",
        ),
        (
            replace(SIGN, tense="present", modal="müssen"),
            "die Regierung müsse den Vertrag unterzeichnen",
            "the government had to sign the treaty",
        ),
    ],
)
def test_reported_speech_takes_konjunktiv_and_backshift(clause: Clause, de: str, en: str) -> None:
    assert main_clause(clause, mood="k1") == de
    assert english_clause(clause, backshift=True) == en


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("Litauen", "nach Litauen"),
        ("Türkei", "in die Türkei"),
        ("USA", "in die USA"),
        ("Iran", "in den Iran"),
    ],
)
def test_the_way_to_a_country_depends_on_its_article(place: str, expected: str) -> None:
    country = next(c for c in LEXICON.countries if c.forms[0].endswith(place))
    travel = Clause(frame("reisen"), PEOPLE.person(), (country_phrase(country),))
    assert main_clause(travel).endswith(f" reiste {expected}")


def test_relative_clauses_agree_with_their_head_and_end_in_the_verb() -> None:
    head = relative(TREATY, replace(SIGN, time=MONDAY), 0)
    assert head.forms[1] == "den Vertrag, den die Regierung am Montag unterzeichnete,"
    assert head.english == "the treaty that the government signed on Monday"
    allies = relative(ALLIES, replace(SIGN, subject=ALLIES), SUBJECT)
    assert allies.forms[2] == "den Partnern, die den Vertrag unterzeichneten,"
    assert allies.english == "the partners who signed the treaty"


def test_infinitives_put_zu_inside_a_separable_verb() -> None:
    assert infinitive_clause(AGREE) == "dem Vertrag zuzustimmen"
    assert english_infinitive(AGREE) == "to approve the treaty"


@pytest.mark.parametrize(
    ("long", "short"),
    [
        ("in dem Land", "im Land"),
        ("Zu der Frage", "Zur Frage"),
        ("das Dorf, in dem sie leben", "das Dorf, in dem sie leben"),
        ("von den Partnern", "von den Partnern"),
    ],
)
def test_prepositions_contract_with_articles(long: str, short: str) -> None:
    assert german.contract(long) == short


@pytest.mark.parametrize(
    ("noun", "expected"),
    [
        ("agreement", "an"), ("treaty", "a"), ("European summit", "a"), ("EU summit", "an"),
        ("hour", "an"), ("unit", "a"), ("unmanned drone", "an"), ("NATO partner", "a"),
        ("union leader", "a"), ("Ukrainian unit", "a"), ("unknown man", "an"), ("US base", "a"),
    ],
)  # fmt: skip
def test_a_and_an_go_by_sound(noun: str, expected: str) -> None:
    assert english.article(noun) == expected


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (figures.integer(1300), ("1.300", "1,300")),
        (figures.integer(100_000), ("100.000", "100,000")),
        (figures.decimal(15), ("1,5", "1.5")),
        (figures.decimal(20), ("2", "2")),
        (figures.nth(22), ("22.", "22nd")),
        (figures.nth(13), ("13.", "13th")),
    ],
)
def test_numbers_are_written_as_each_language_does(
    made: tuple[str, str], expected: tuple[str, str]
) -> None:
    assert made == expected


def test_slots_must_be_used_on_both_sides() -> None:
    with pytest.raises(ValueError, match="slots differ"):
        compiled("{t:@town} feiert.", "The city celebrates.")


def test_every_template_can_be_filled() -> None:
    for some in templates().values():
        for template in some:
            de, en = template.fill(PEOPLE)
            assert "{" not in de + en


@pytest.fixture(scope="module")
def pairs() -> list[tuple[str, str]]:
    return list(generate(4000, seed=11))


def test_the_same_seed_gives_the_same_pairs(pairs: list[tuple[str, str]]) -> None:
    assert list(islice(generate(4000, seed=11), 200)) == pairs[:200]
    assert list(islice(generate(4000, seed=12), 200)) != pairs[:200]


def test_no_german_sentence_comes_twice(pairs: list[tuple[str, str]]) -> None:
    assert len({de for de, _ in pairs}) == len(pairs) == 4000


def test_pairs_are_clean_lines(pairs: list[tuple[str, str]]) -> None:
    flaw = re.compile(r"[{}_\t\n|]|  | [,.;:?!]|,[,.]|\.\.|^\s|\s$|^[a-zäöü]")
    assert [pair for pair in pairs if flaw.search(pair[0]) or flaw.search(pair[1])] == []


def test_quotation_marks_are_balanced(pairs: list[tuple[str, str]]) -> None:
    for de, en in pairs:
        assert de.count("„") == de.count("“") == en.count("“") == en.count("”")
        assert de.count('"') == en.count('"') and de.count('"') % 2 == 0


WORDS = {word: n for n, (de, en) in figures.WORDS.items() for word in (de, en)}
FIGURE = re.compile(r"\d+(?:[.,:-]\d+)*|\w+")


def values(text: str, decimal: str) -> list[float]:
    """The numbers of a text by value, in order of size; German writes 1.300,5 for 1,300.5."""
    found: list[float] = []
    for token in FIGURE.findall(text.lower()):
        if token in WORDS:
            found.append(WORDS[token])
        elif token[0].isdigit():
            for part in re.split("[:-]", token):
                thousands = "." if decimal == "," else ","
                found.append(float(part.replace(thousands, "").replace(decimal, ".")))
    return sorted(found)


def test_both_sides_hold_the_same_numbers(pairs: list[tuple[str, str]]) -> None:
    counted = [(de, en) for de, en in pairs if "Uhr" not in de and " one " not in en]
    assert len(counted) > 3000
    for de, en in counted:
        plain = re.sub(r"(\d)(?:st|nd|rd|th|-year-old)\b|\b(?:two|three)-day\b", r"\1", en)
        schlicht = re.sub(r"(\d)-[Jj]ährige\w*", r"\1", de)
        assert values(schlicht, ",") == values(plain, "."), (de, en)


def test_every_pattern_turns_out_pairs() -> None:
    assert len(PATTERNS) >= 25
    assert len(templates()["S"]) >= 200
