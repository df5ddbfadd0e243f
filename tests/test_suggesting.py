"""Candidates for a glossary: what in German could be a term, what the English says of it."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline.catalog.past import Last, Past
from pipeline.cli import translate
from pipeline.glossary.candidates import candidates, parts_of
from pipeline.glossary.cooccurring import Cooccurrence, likelihood, same
from pipeline.glossary.matching import Matcher
from pipeline.glossary.suggesting import Candidate, Sentence, suggest, termhood
from pipeline.glossary.term import Term
from pipeline.memory import Memory

# What a sentence offers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Er sah die Seebrücken im Nebel.", ["Seebrücke", "Nebel"]),
        ("Der Werft-Vorstand tagte.", ["Werft-Vorstand"]),
        ("Sie lobt die nukleare Teilhabe.", ["nukleare Teilhabe", "Teilhabe"]),
        ("des strategischen Konzepts", ["strategisches Konzept", "Konzept"]),
        ("in der Charta der Vereinten Hansestädte", ["Charta der Vereinten Hansestädte"]),
        ("von der Joint Task Force geführt", ["Joint Task Force"]),
        ("NUKLEARE TEILHABE", ["nukleare Teilhabe"]),
    ],
)
def test_what_could_be_a_term(text: str, expected: list[str]) -> None:
    assert set(expected) <= {place.base for place in candidates(text)}


@pytest.mark.parametrize(
    "text",
    [
        "Am Montag kam die Frau nach Hause.",
        "Gestern gab es eine neue Lage.",
        "In diesem Jahr war das Ende der Woche schön.",
        "und so ging es weiter",
        "",
    ],
)
def test_everyday_words_are_no_terms(text: str) -> None:
    assert list(candidates(text)) == []


def test_names_of_people_are_told_from_words() -> None:
    sure = {p.base for p in candidates("Als Frieda Quarnak kam, sah der Lotse sie.") if p.sure}
    assert sure == {"Lotse"}


def test_places_are_where_they_say() -> None:
    text = "Die Ost\xadflanke und die nukleare\nTeilhabe."
    said = {place.base: text[place.start : place.end] for place in candidates(text)}
    assert said["nukleare Teilhabe"] == "nukleare\nTeilhabe"
    assert said["Ostflanke"] == "Ost\xadflanke"


@pytest.mark.parametrize(
    ("word", "parts"),
    [("Truppe", 1), ("Soldaten", 1), ("Ostflanke", 2), ("NATO-Ostflanke", 3), ("Verteidigung", 1)],
)
def test_the_parts_of_a_compound(word: str, parts: int) -> None:
    assert parts_of(word) == parts


# How much of a term it is


def test_termhood_is_the_c_value_of_uncommon_words() -> None:
    assert termhood(["seebrücke"], 2, 6) == pytest.approx(6 * math.log2(3))
    assert termhood(["seebrücke"], 2, 6, [4, 2]) == pytest.approx(3 * math.log2(3))
    assert termhood(["nukleares", "jahr"], 2, 6) == pytest.approx(3 * math.log2(3))
    assert termhood(["jahr"], 1, 100) == 0


def test_likelihood_is_dunnings() -> None:
    """Table 1 of a 2×2 table worked by hand: independence gives 0, full dependence is large."""
    assert likelihood(2, 10, 20, 100) == pytest.approx(0, abs=1e-9)
    assert likelihood(10, 10, 10, 100) == pytest.approx(65.0166, abs=1e-3)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("pier", "sea pier", True),
        ("resist", "resistance", True),
        ("motion", "motion for a resolution", True),
        ("pier", "bridge", False),
        ("committee", "commission", False),
        ("sea bridge", "sea pier", False),
    ],
)
def test_what_is_one_rendering(one: str, other: str, expected: bool) -> None:
    assert same(one.split(), other.split()) is expected


# What the English says

GERMAN = ["Die {} ist alt.", "Wir sehen die {} dort.", "Morgen öffnet eine {}.", "Ihre {} brennt."]
ENGLISH = ["The {} is old.", "We see the {} there.", "Tomorrow a {} opens.", "Her {} burns."]
OTHERS = [
    Sentence("Der Lotse schläft lange.", "The pilot sleeps long."),
    Sentence("Ein Fischer singt im Boot.", "A fisherman sings in the boat."),
    Sentence("Das Netz trocknet am Kai.", "The net dries on the quay."),
    Sentence("Kein Vogel fliegt nachts.", "No bird flies by night."),
] * 6


def translated(word: str, *renderings: str) -> list[Sentence]:
    """A sentence for each rendering, and others that have neither."""
    frames = zip(GERMAN * 3, ENGLISH * 3, renderings, strict=False)
    return [Sentence(g.format(word), e.format(said)) for g, e, said in frames] + OTHERS


def of(sentences: Sequence[Sentence], source: str, *terms: str) -> Candidate:
    found = suggest(sentences, Matcher(Term(term, ("x",)) for term in terms))
    return next(one for one in found if one.source == source)


def test_a_word_rendered_in_several_ways_is_told_with_counts() -> None:
    one = of(translated("Seebrücke", *["pier"] * 4, *["jetty"] * 3, "bridge"), "Seebrücke")
    assert one.renderings == (("pier", 4), ("jetty", 3))
    assert (one.target, one.ways, one.count) == ("pier", 2, 8)
    assert one.comment == "8×; rendered: pier 4, jetty 3. Example: Wir sehen die Seebrücke dort."


def test_several_ways_weigh_more_than_one() -> None:
    one = of(translated("Seebrücke", *["pier"] * 8), "Seebrücke")
    two = of(translated("Seebrücke", *["pier", "jetty"] * 4), "Seebrücke")
    assert two.score == pytest.approx(2 * one.score, abs=0.02)


def test_plurals_are_one_rendering_and_words_beside_are_none() -> None:
    one = of(
        translated("Seebrücke", "pier", "piers", "old pier", "pier", "Pier", "pier"), "Seebrücke"
    )
    assert [count for _, count in one.renderings] == [6]
    assert one.target == "pier"


def test_german_left_in_the_english_is_counted() -> None:
    left = of(translated("Ausguck", "Ausguck", "Ausguck", "lookout", "lookout"), "Ausguck")
    assert left.left == 2
    assert "left German 2×" in left.comment


def test_a_plain_noun_rendered_in_one_way_is_no_candidate() -> None:
    sentences = translated("Ausguck", *["lookout"] * 6)
    assert suggest(sentences, Matcher([])) == []


def test_without_translations_frequency_alone_counts() -> None:
    sentences = [Sentence(one.source) for one in translated("Seebrücke", *["pier"] * 4)]
    one = of(sentences, "Seebrücke")
    assert (one.target, one.renderings, one.count) == ("", (), 4)
    assert suggest(sentences, Matcher([]), least=5) == []


@pytest.mark.parametrize("term", ["Seebrücke", "Brücke"])
def test_what_the_glossary_has_is_left_out_and_what_holds_it_counts_less(term: str) -> None:
    sentences = translated("Seebrücke", *["pier"] * 4)
    sources = {one.source for one in suggest(sentences, Matcher([Term(term, ("x",))]))}
    if term == "Seebrücke":
        assert "Seebrücke" not in sources
    else:
        assert of(sentences, "Seebrücke", term).score < of(sentences, "Seebrücke").score


def test_a_head_in_the_glossary_covers_a_common_word_before_it() -> None:
    sentences = [Sentence("Die NATO-Ostflanke ist lang."), Sentence("An der NATO-Ostflanke.")]
    assert [one.source for one in suggest(sentences, Matcher([]))] == ["NATO-Ostflanke"]
    assert suggest(sentences, Matcher([Term("Ostflanke", ("eastern flank",))])) == []


def test_a_candidate_that_never_stands_alone_gives_way_to_the_longer_one() -> None:
    found = suggest([Sentence("Sie übt die nukleare Abschreckungspolitik.")] * 3, Matcher([]))
    assert [one.source for one in found] == ["nukleare Abschreckungspolitik"]


def test_english_of_several_words_is_found_whole() -> None:
    sources = [{"seebrücke", "alt"}, {"seebrücke", "neu"}, {"seebrücke", "rot"}] + [{"netz"}] * 9
    targets = ["The landing stage is old.", "A new landing stage.", "Red landing stages!"]
    evidence = Cooccurrence(sources, targets + ["The net is here."] * 9)
    found = [evidence.rendering(number, ["seebrücke"]) for number in range(3)]
    assert [one.text for one in found if one] == [
        "landing stage",
        "landing stage",
        "landing stages",
    ]
    assert len({one.folded for one in found if one}) == 1


# As people and scripts call it


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "corpus").mkdir()
    sentences = translated("Seebrücke", *["pier"] * 4, *["jetty"] * 4)
    text = "\n\n".join(dict.fromkeys(one.source for one in sentences))
    (tmp_path / "corpus" / "hafen.txt").write_text(text * 2, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def call(*words: str) -> Result:
    return CliRunner().invoke(translate, ["glossary", *words], standalone_mode=False)


def test_suggestions_are_lines_of_a_glossary(project: Path) -> None:
    result = call("suggest", "corpus")
    assert result.return_value == 0
    rows = list(csv.reader(io.StringIO(result.stdout)))
    assert rows[0] == ["source", "target", "comment"]
    assert rows[1][:2] == ["Seebrücke", ""]
    assert "of them translated" in result.stderr


@pytest.mark.usefixtures("project")
def test_limit_and_least_count() -> None:
    assert len(call("suggest", "corpus", "--limit", "1").stdout.splitlines()) == 2
    assert len(call("suggest", "corpus", "--min-count", "99").stdout.splitlines()) == 1


def test_the_output_folder_tells_the_renderings(project: Path) -> None:
    sentences = translated("Seebrücke", *["pier"] * 4)
    memory = Memory(project / "output" / ".glosswerk" / "memory.sqlite")
    last = {one.source: Last(one.target, "machine") for one in sentences}
    memory.keep_last("hafen.txt", Past(last=last))
    memory.close()
    (one, *_) = json.loads(call("suggest", "corpus", "--json").stdout)
    assert (one["source"], one["target"]) == ("Seebrücke", "pier")
    po = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    for sentence in sentences[:4]:
        edited = sentence.target.replace("pier", "jetty")
        po += f'msgid "{sentence.source}"\nmsgstr "{edited}"\n\n'
    (project / "output" / "hafen.po").write_text(po, "utf-8")
    (one, *_) = json.loads(call("suggest", "corpus", "--json").stdout)
    assert (one["target"], one["renderings"][0][0]) == ("jetty", "jetty")


def test_a_damaged_catalog_is_named_and_the_rest_used(project: Path) -> None:
    (project / "output").mkdir()
    (project / "output" / "bad.po").write_text('msgid "a\n', "utf-8")
    result = call("suggest", "corpus")
    assert result.return_value == 3
    assert "bad.po" in result.stderr
    assert "Seebrücke" in result.stdout
