"""The recipe of the sample package: clean pairs, varied pairs, none that is measured on."""

from __future__ import annotations

from itertools import islice
from random import Random

import pytest

from recipes.sample_model.augment import (
    Variation,
    angle_quotes,
    capitals,
    copy_pair,
    curly_quotes,
    joined,
    no_full_stop,
    other_names,
    other_numbers,
    small_start,
    straight_quotes,
    vary,
)
from recipes.sample_model.clean import Limits, Pair, is_sound, kept, normalised, read_pairs
from recipes.sample_model.disjoint import shingles, without
from recipes.sample_model.mixture import Domain, stream
from recipes.sample_model.sources import OWN
from recipes.sample_model.spelling import british_english, modern_german
from recipes.sample_model.tokens import halves

DATA = "recipes/sample_model/data"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Ich weiß, daß er muß.", "Ich weiß, dass er muss."),
        ("Der Beschluß des Ausschusses", "Der Beschluss des Ausschusses"),
        ("Rußland läßt den Prozeß platzen", "Russland lässt den Prozess platzen"),
        ("mißverstanden, unmißverständlich", "missverstanden, unmissverständlich"),
        ("Paßkontrolle beim Spaß", "Passkontrolle beim Spaß"),
        ("Er vergißt das Maß der Straße.", "Er vergisst das Maß der Straße."),
        ("bewußt, gewiß, ein bißchen", "bewusst, gewiss, ein bisschen"),
        ("Sie saß und aß mit Muße.", "Sie saß und aß mit Muße."),
        ("Gemäß der Maßnahme hieß es", "Gemäß der Maßnahme hieß es"),
    ],
)
def test_german_spelling_of_before_1996_becomes_todays(old: str, new: str) -> None:
    assert modern_german(old) == new


@pytest.mark.parametrize(
    ("american", "british"),
    [
        ("The color of my neighbor's car", "The colour of my neighbour's car"),
        ("Defense is organized.", "Defence is organised."),
        ("Centers were canceled", "Centres were cancelled"),
        ("an honorary laboratory", "an honorary laboratory"),
        ("a humorous prize", "a humorous prize"),
    ],
)
def test_english_becomes_british(american: str, british: str) -> None:
    assert british_english(american) == british


def test_normalised_closes_up_blanks_and_apostrophes() -> None:
    pair = Pair('Der  "Fehler " der\u00ad Wahl', "The Members' s ' bug' and the House’ s rule")
    assert normalised(pair) == Pair(
        'Der "Fehler" der Wahl', "The Members's ' bug' and the House's rule"
    )


@pytest.mark.parametrize(
    ("german", "english", "sound"),
    [
        ("Die Brücke ist gesperrt.", "The bridge is closed.", True),
        ("Sie kostet 1.500 Euro.", "It costs 1,500 euros.", True),
        ("Sie kostet 1.500 Euro.", "It costs 1,600 euros.", False),
        ("Ja.", "Well, that is certainly what everybody would have liked to hear.", False),
        ("The bridge of the town is closed.", "The bridge is closed.", False),
        ("Die Brücke ist gesperrt.", "Die Brücke ist gesperrt.", False),
        ("Die Brücke → gesperrt.", "The bridge → closed.", False),
        ("Herr Präsident, ich danke Ihnen.", "Mr President, thank you.", False),
        ("", "The bridge is closed.", False),
    ],
)
def test_only_sound_pairs_are_kept(german: str, english: str, sound: bool) -> None:
    assert is_sound(Pair(german, english), Limits()) is sound


def test_a_sentence_is_kept_only_so_often() -> None:
    pairs = [Pair("Komm!", english) for english in ("Come!", "Come here!", "Do come!")]
    assert list(kept(pairs, Limits(repeats=2))) == pairs[:2]


@pytest.mark.parametrize(
    ("variation", "german", "english", "varied"),
    [
        (capitals, "Große Pläne", "Big plans", ("GROSSE PLÄNE", "BIG PLANS")),
        (small_start, "Er kam.", "He came.", ("er kam.", "he came.")),
        (no_full_stop, "Er kam.", "He came.", ("Er kam", "He came")),
        (no_full_stop, "Kam er?", "Did he come?", ("Kam er?", "Did he come?")),
        (
            straight_quotes,
            "„Nein“, sagt er.",
            "“No,” he says.",
            ('"Nein", sagt er.', '"No," he says.'),
        ),
        (
            curly_quotes,
            '"Nein", sagt er.',
            '"No," he says.',
            ("„Nein“, sagt er.", "“No,” he says."),
        ),
        (curly_quotes, 'Das war es."', 'That was it."', ('Das war es."', 'That was it."')),
        (angle_quotes, "„Nein“", "“No”", ("»Nein«", "“No”")),
    ],
)
def test_variations(
    variation: Variation, german: str, english: str, varied: tuple[str, str]
) -> None:
    assert variation(Pair(german, english), Random(1)) == Pair(*varied)


def _digits_as_nines(text: str) -> str:
    return "".join("9" if char.isdigit() else char for char in text)


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("Es kamen 2.450 Gäste.", "2,450 guests came."),
        ("Der Anteil stieg auf 17,5 Prozent.", "The share rose to 17.5 per cent."),
        ("Im Jahr 2019 waren es 480.", "In 2019 there were 480."),
    ],
)
def test_other_numbers_agree_on_both_sides(german: str, english: str) -> None:
    pair = other_numbers(Pair(german, english), Random(4))
    assert (pair.german, pair.english) != (german, english)
    assert _digits_as_nines(pair.german) == _digits_as_nines(german)
    assert sorted(c for c in pair.german if c.isdigit()) == sorted(
        c for c in pair.english if c.isdigit()
    )


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("Beginn ist um 14.30 Uhr.", "It begins at 2.30 pm."),
        ("Das 3. Bataillon zieht ab.", "The 3rd battalion is leaving."),
        ("Von 40 auf 40 Prozent", "From 40 to 40 per cent"),
    ],
)
def test_numbers_that_do_not_correspond_stay(german: str, english: str) -> None:
    assert other_numbers(Pair(german, english), Random(4)) == Pair(german, english)


def test_other_names_are_the_same_on_both_sides() -> None:
    pair = other_names(Pair("Dort sang Wolski.", "Once Wolski sang there."), Random(2))
    assert pair.german.split()[2].rstrip(".") == pair.english.split()[1] != "Wolski"


def test_institutions_keep_their_names() -> None:
    pair = Pair("Heute tagt der Bundestag.", "Today the Bundestag meets.")
    assert other_names(pair, Random(2)) == pair


def test_copies_and_joined_pairs() -> None:
    copied = copy_pair(Random(3))
    assert copied.german == copied.english
    assert joined(Pair("Ja.", "Yes."), Pair("Nein.", "No.")) == Pair("Ja. Nein.", "Yes. No.")


def test_the_stream_is_seeded_and_keeps_shares() -> None:
    long = Domain("long", [Pair("eins zwei drei vier", "one two three four")] * 3, 0.5)
    short = Domain("short", [Pair("fünf sechs", "five six")] * 3, 0.5)
    first, again = (list(islice(stream([long, short], 7), 3000)) for _ in range(2))
    assert first == again
    words = sum(len(pair.english.split()) for pair in first)
    share = sum(len(p.english.split()) for p in first if "our" in p.english.casefold()) / words
    assert share == pytest.approx(0.5, abs=0.05)


def test_halves_are_all_ways_to_cut_a_piece_in_two() -> None:
    assert halves(["a", "b", "aa", "aab", "ab"]) == [[], [], [(0, 0)], [(0, 4), (2, 1)], [(0, 1)]]


def test_varying_never_empties_a_side() -> None:
    random = Random(5)
    pair = Pair(
        "„Am 3. Mai kamen 1.200 Leute“, sagt Wolski.", "“On 3 May 1,200 came,” says Wolski."
    )
    assert all(p.german and p.english for p in (vary(pair, random) for _ in range(300)))


def test_without_drops_what_shares_eight_words() -> None:
    held_out = [Pair("eins zwei drei vier fünf sechs sieben acht neun", "a b c d e f g h i")]
    near = Pair("null eins zwei drei vier fünf sechs sieben acht", "k l m")
    far = Pair("eins zwei drei vier", "a b c d")
    assert without([near, far], held_out) == [far]
    assert len(shingles(held_out[0])) == 4


@pytest.mark.parametrize("measured", ["dev", "held_out"])
@pytest.mark.parametrize("name", OWN)
def test_own_pairs_are_disjoint_from_what_is_measured(
    measured: str, name: str, request: pytest.FixtureRequest
) -> None:
    folder = request.config.rootpath / DATA
    pairs, reserved = (read_pairs(folder / f"{file}.tsv") for file in (name, measured))
    assert reserved
    for side in ("german", "english"):
        assert {getattr(p, side) for p in pairs}.isdisjoint(getattr(p, side) for p in reserved)
    stock_phrases = set(pairs) - set(without(pairs, reserved))  # training leaves these out
    assert len(stock_phrases) <= 0.01 * len(pairs), stock_phrases


def test_dev_and_held_out_are_disjoint(request: pytest.FixtureRequest) -> None:
    dev, held_out = (
        read_pairs(request.config.rootpath / DATA / f"{name}.tsv") for name in ("dev", "held_out")
    )
    assert without(dev, held_out) == dev
