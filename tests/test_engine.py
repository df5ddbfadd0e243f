"""The engine on small packages of both tokenizer kinds: real tokenizers, real CTranslate2."""

from __future__ import annotations

import random
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packages import TEXT, build_package

from pipeline.drafting.alignment import placer
from pipeline.drafting.cutting import cut
from pipeline.drafting.edits import Edit, apply
from pipeline.drafting.enforcing import Enforcer
from pipeline.drafting.polishing import polish
from pipeline.drafting.renderings import Renderings
from pipeline.drafting.repairing import repair
from pipeline.drafting.translating import Request, Translator
from pipeline.engine.hypothesis import Hypothesis, Job, token_spans
from pipeline.engine.local import LocalDecoder
from pipeline.engine.package import Package, open_package, position_limit
from pipeline.engine.tokens import bpe_surfaces, sentencepiece_surfaces
from pipeline.errors import ModelError
from pipeline.glossary.matching import Matcher
from pipeline.glossary.term import Term

KINDS = ("sentencepiece", "bpe")
SENTENCES = [line for line in TEXT if line[:3] in ("Die", "Der", "„Wi", "Meh")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("packages")


@pytest.fixture(scope="module", params=KINDS)
def package(request: pytest.FixtureRequest, folder: Path) -> Package:
    return open_package(build_package(folder, request.param))


@pytest.fixture(scope="module")
def decoder(package: Package) -> LocalDecoder:
    return LocalDecoder(package)


# --- packages -------------------------------------------------------------------------------


def zipped(package: Package, file: Path) -> Path:
    with zipfile.ZipFile(file, "w") as bundle:
        for path in sorted(package.path.rglob("*")):
            bundle.write(path, path.relative_to(package.path.parent))
    return file


def test_a_zip_and_its_unpacked_folder_are_the_same_package(
    package: Package, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert open_package(zipped(package, tmp_path / "p.argosmodel")).digest == package.digest


def test_the_position_table_is_read_from_the_model(package: Package) -> None:
    assert position_limit(package.model / "model.bin") == 300


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("none.argosmodel", None, "no such package"),
        ("text.argosmodel", b"no zip at all", "not an Argos package"),
    ],
)
def test_what_is_no_package_is_said_to_be_none(
    tmp_path: Path, name: str, content: bytes | None, message: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(ModelError, match=message):
        open_package(tmp_path / name)


@pytest.mark.parametrize("member", ["../evil", "/evil", "a/../../evil"])
def test_a_package_cannot_write_outside_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, member: str
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    with zipfile.ZipFile(tmp_path / "evil.argosmodel", "w") as bundle:
        bundle.writestr(member, "gotcha")
    with pytest.raises(ModelError, match="unsafe path"):
        open_package(tmp_path / "evil.argosmodel")
    assert not list(tmp_path.rglob("evil"))


# --- decoding -------------------------------------------------------------------------------


def test_a_sentence_is_decoded_alike_in_any_company(decoder: LocalDecoder) -> None:
    jobs = [Job(text) for text in SENTENCES] + [Job(text + " Ja.") for text in SENTENCES]
    alone = {job: decoder.decode([job])[job] for job in jobs}
    for seed in range(3):
        company = random.Random(seed).sample(jobs, len(jobs)) + jobs[:2]
        assert decoder.decode(company) == alone


def test_hypotheses_come_best_first_with_scores_per_token(decoder: LocalDecoder) -> None:
    hypotheses = decoder.decode([Job(SENTENCES[0])])[Job(SENTENCES[0])]
    assert len(hypotheses) == 4
    assert all(-20 < h.score < 0 for h in hypotheses)


def test_a_score_is_the_mean_log_probability_of_the_tokens(
    decoder: LocalDecoder, package: Package
) -> None:
    import ctranslate2

    job = Job(SENTENCES[0])
    best = decoder.decode([job])[job][0]
    scorer = ctranslate2.Translator(str(package.model), intra_threads=1)
    (scored,) = scorer.score_batch([list(decoder.tokens(job.text))], [list(best.tokens)])
    if len(best.tokens) < 256:  # cut off before its end token otherwise
        assert best.score == pytest.approx(sum(scored.log_probs) / len(scored.log_probs), abs=5e-3)


def test_links_lie_inside_both_texts(decoder: LocalDecoder) -> None:
    job = Job(SENTENCES[2])
    for hypothesis in decoder.decode([job])[job]:
        assert len(hypothesis.links) == len(hypothesis.tokens)
        for (a, b), (c, d) in hypothesis.links:
            assert 0 <= a <= b <= len(hypothesis.text)
            assert 0 <= c <= d <= len(job.text)


class NoStore:
    """A store of renderings that remembers nothing."""

    def renderings(self, package, forms) -> dict[str, list[str]]:
        return {}

    def keep_renderings(self, package, renderings) -> None:
        pass


def test_a_term_across_a_cut_keeps_its_verdict(
    decoder: LocalDecoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decoder, "limit", 1)
    text = "Die schnelle Eingreiftruppe kommt"
    term = Term("schnelle Eingreiftruppe", ("rapid response force",))
    translator = Translator(decoder, Enforcer(decoder, Renderings(decoder, NoStore(), "test")))
    occurrences = tuple(Matcher([term]).find(text))
    (draft,) = translator.translate([Request(text, "txt", occurrences)])
    assert [verdict.occurrence for verdict in draft.verdicts] == list(occurrences)
    assert draft.notes


# --- tokens and spans -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("surfaces", "tokens", "expected"),
    [
        (sentencepiece_surfaces, ["▁Stra", "<0xC3>", "<0x9F>", "e"], [" Stra", "ß", "", "e"]),
        (sentencepiece_surfaces, ["<0x9F>", "a"], ["\ufffd", "a"]),
        (bpe_surfaces, ["ge@@", "ht", "&quot;", "."], ["ge", "ht", '"', "."]),
    ],
)
def test_surfaces(surfaces, tokens: list[str], expected: list[str]) -> None:
    assert surfaces(tokens) == expected


@pytest.mark.parametrize(
    ("text", "surfaces", "pieces"),
    [
        ("Wir gehen.", ["Wir", " ge", "hen", "."], ["Wir", "ge", "hen", "."]),
        ("„Wir“", ['"', "Wir", '"'], ["„", "Wir", "“"]),
        ("a…b", ["a", "...", "b"], ["a", "…", "b"]),
        ("", [], []),
    ],
)
def test_spans_of_tokens(text: str, surfaces: list[str], pieces: list[str]) -> None:
    assert [text[a:b] for a, b in token_spans(text, surfaces)] == pieces


@given(st.lists(st.text(max_size=4), max_size=8), st.text(max_size=20))
def test_spans_are_in_order_and_inside_whatever_the_tokens(surfaces, text) -> None:
    spans = token_spans(text, surfaces)
    assert len(spans) == len(surfaces)
    assert all(0 <= start <= end <= len(text) for start, end in spans)


# --- alignment ------------------------------------------------------------------------------


def linked(source: str, target: str, pairs: list[tuple[str, str]]) -> Hypothesis:
    def span(text: str, word: str) -> tuple[int, int]:
        return text.index(word), text.index(word) + len(word)

    links = tuple((span(target, english), span(source, german)) for german, english in pairs)
    return Hypothesis(target, (), 0.0, links)


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("Er", "|He said it yesterday"),
        ("hat", "He |said it yesterday"),
        ("gestern", "He said it |yesterday"),
        ("", "He said it yesterday|"),
    ],
)
def test_a_place_in_the_german_has_a_place_in_the_english(before: str, expected: str) -> None:
    source, target = "Er hat es gestern", "He said it yesterday"
    pairs = [("Er", "He"), ("hat", "said"), ("es", "it"), ("gestern", "yesterday")]
    offset = source.index(before) if before else len(source)
    at = placer(source, linked(source, target, pairs))(offset)
    assert target[:at] + "|" + target[at:] == expected


def test_one_stray_look_does_not_move_a_place() -> None:
    source, target = "eins zwei drei vier fünf", "one two three four five"
    pairs = [
        ("eins", "one"),
        ("fünf", "two"),
        ("zwei", "three"),
        ("vier", "four"),
        ("fünf", "five"),
    ]
    assert placer(source, linked(source, target, pairs))(source.index("vier")) == target.index(
        "four"
    )


# --- edits ----------------------------------------------------------------------------------


def test_edits_say_where_everything_went() -> None:
    text, moved = apply("a stream ran", [Edit(0, 8, "a river"), Edit(9, 12, "flowed")])
    assert text == "a river flowed"
    assert [moved(i) for i in (0, 8, 9, 12)] == [0, 7, 8, 14]


@given(st.text(min_size=1), st.data())
def test_a_map_of_edits_is_monotonous(text: str, data: st.DataObject) -> None:
    points = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    edits = [Edit(a, b, "x") for a, b in zip(points[::2], points[1::2], strict=False)]
    edited, moved = apply(text, edits)
    places = [moved(i) for i in range(len(text) + 1)]
    assert places == sorted(places)
    assert (places[0], places[-1]) in {(0, len(edited)), (1, len(edited))}


# --- cutting --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "longest", "parts"),
    [
        ("kurz", 10, ["kurz"]),
        ("Der eine geht; der andere bleibt", 20, ["Der eine geht;", "der andere bleibt"]),
        ("Er kam spät, weil es regnete", 20, ["Er kam spät,", "weil es regnete"]),
        ("Rot und Grün und Blau und Gelb", 20, ["Rot und Grün", "und Blau und Gelb"]),
        ("ohneleerzeichenlang", 10, ["ohneleerz", "eichenlang"]),
    ],
)
def test_a_long_segment_is_cut_where_it_hurts_least(text, longest, parts) -> None:
    assert [text[a:b] for a, b in cut(text, lambda part: len(part) <= longest)] == parts


@given(st.text(max_size=300), st.integers(1, 40))
def test_cutting_loses_nothing_but_blanks(text: str, longest: int) -> None:
    spans = cut(text, lambda part: len(part) <= longest)
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())
    assert all(b - a <= longest for a, b in spans)


# --- polishing ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("„Wir“, sagte er.", "„We“, he said.", "“We”, he said."),
        ("»Wir«", "»We«", "“We”"),
        ("„Das ‚Haus‘“", "„The ‚house‘“", "“The ‘house’”"),
        ("x", "“We,” he said.", "“We,” he said."),
        ("x", "„It’s ours“", "“It’s ours”"),
        ("100.000 Mann", "100.000 men", "100,000 men"),
        ("1.300 km und 0,59 €", "1.300 km and 0,59 €", "1,300 km and 0.59 €"),
        ("1.234.567,89", "1.234.567,89", "1,234,567.89"),
        ("am 24.02.2024 um 14.30 Uhr", "on 24.02.2024 at 14.30", "on 24.02.2024 at 14.30"),
        ("zwei", "2.500 of 1,5", "2.500 of 1,5"),
        ("Verbündete üben", "allies exercise", "Allies exercise"),
        ("„Wir üben“", "„we exercise“", "“We exercise”"),
        ("die Ostflanke", "the eastern flank", "the eastern flank"),
        ("Ein iPhone", "iPhone users", "iPhone users"),
    ],
)
def test_german_marks_become_english(source: str, target: str, expected: str) -> None:
    assert apply(target, polish(source, target))[0] == expected


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("mit 1.300 Mann", "with 2,000 men", "with 1,300 men"),
        ("am 11. Oktober", "on 12 October", "on 11 October"),
        ("3 von 17", "5 of 19", "3 of 17"),
        ("zwei Schiffe", "two ships", "two ships"),
        ("mit 1.300 Mann", "with many men", "with many men"),
        ("mit 5 Schiffen", "with 7 ships and 9 boats", "with 7 ships and 9 boats"),
        ("1,5 Milliarden", "1.5 million", "1.5 million"),
        ("die F-35 und 12 Piloten", "the F-35 and 35 pilots", "the F-35 and 35 pilots"),
    ],
)
def test_figures_that_a_model_made_up_are_put_right(source, target, expected) -> None:
    assert apply(target, repair(source, target))[0] == expected
