"""What was approved in one article, for the untouched segments of the others."""

from __future__ import annotations

import shutil
from pathlib import Path, PurePosixPath

import pytest
import reviewing
from desk import Desk, approved, document
from hypothesis import given, settings
from hypothesis import strategies as st
from projects import entry, new_project, outputs, run
from rapidfuzz import fuzz

from pipeline.catalog.reusing import OFFERED, SIMILAR, Approved
from pipeline.memory import Memory
from pipeline.review.editing import Edit

READY, NOT_READY = "Die Brigade ist bereit.", "Die Brigade ist nicht bereit."
RAIN = "Es regnet."
HUMAN, OTHER = "The brigade stands ready.", "The brigade is prepared."
DRAFTS = {READY: "Draft.", RAIN: "It rains."}


def two(first: str = HUMAN) -> tuple[Desk, Desk]:
    """An article in which a text was approved, and another one with the same sentences."""
    a, b = Desk(name="a/summit.txt").run(DRAFTS), Desk(name="b.txt").run(DRAFTS)
    return a.approve(READY, first), b


def again(*desks: Desk, glossary: dict[str, str] | None = None) -> None:
    """A run over all articles."""
    known = approved(*desks)
    for desk in desks:
        desk.run(DRAFTS, glossary, known)


# --- the same source ----------------------------------------------------------------------------


def test_a_text_approved_elsewhere_is_taken_and_waits_to_be_confirmed() -> None:
    a, b = two()
    again(a, b)
    found = b.entry(READY)
    assert (found.state, found.target, found.score) == ("machine", HUMAN, None)
    assert found.notes == ("approved in a/summit.txt",)
    assert found.alternatives == ("Draft.",)
    assert f'#. note: approved in a/summit.txt\n#: b.txt:1\n#, fuzzy\nmsgid "{READY}"' in b.text
    assert a.told(READY) == ("reviewed", HUMAN)
    assert b.told(RAIN) == ("machine", "It rains.")


WORK = {
    # what a person has made of it here        state       text
    "approved it": (lambda b: b.approve(READY, HUMAN), "reviewed", HUMAN),
    "approved another": (lambda b: b.approve(READY, "Mine."), "reviewed", "Mine."),
    "edited it": (lambda b: b.edit(READY, "Mine."), "edited", "Mine."),
    "cleared it": (lambda b: b.edit(READY, ""), "machine", "Draft."),
    "nothing": (lambda b: b, "machine", OTHER),
}


@pytest.mark.parametrize(("work", "state", "target"), WORK.values(), ids=WORK.keys())
def test_a_later_approval_elsewhere_reaches_it_only_while_it_is_untouched(
    work: object, state: str, target: str
) -> None:
    a, b = two()
    again(a, b)
    work(b)  # type: ignore[operator]
    again(a, b)
    if state == "machine" and target == OTHER:
        a.approve(READY, OTHER)
    for _ in range(2):
        again(a, b)
        assert b.told(READY) == (state, target)


def test_a_cleared_text_is_offered_and_another_one_is_taken() -> None:
    a, b = two()
    again(a, b)
    b.edit(READY, "")
    again(a, b)
    assert f"#. approved in a/summit.txt: {HUMAN}\n" in b.text
    a.approve(READY, OTHER)
    again(a, b)
    assert b.told(READY) == ("machine", OTHER)


def test_where_articles_disagree_both_texts_are_offered() -> None:
    a, b = two()
    c = Desk(name="c.txt").run(DRAFTS).approve(READY, OTHER)
    again(a, b, c)
    assert b.told(READY) == ("machine", "Draft.")
    assert [(o.document, o.target) for o in b.entry(READY).offers] == [
        ("a/summit.txt", HUMAN),
        ("c.txt", OTHER),
    ]


def test_the_last_of_two_approvals_in_one_article_counts() -> None:
    a, b = two()
    again(a, b)
    a.approve(READY, OTHER)
    again(a, b)
    again(a, b)
    assert b.told(READY) == ("machine", OTHER)


@pytest.mark.parametrize("target", ["", "Half of"])
def test_a_text_cleared_or_overwritten_where_it_was_approved_is_taken_back(target: str) -> None:
    a, b = two()
    again(a, b)
    a.edit(READY, target)
    again(a, b)
    assert b.told(READY) == ("machine", "Draft.")
    assert b.entry(READY).offers == ()


def test_a_text_whose_sentence_is_gone_is_still_approved() -> None:
    a, b = two()
    again(a, b)
    known = approved(a, b)
    a.run({RAIN: "It rains."}, None, known)
    assert approved(a, b).fingerprint == known.fingerprint


def test_a_text_that_breaks_the_glossary_is_offered_and_not_taken() -> None:
    a, b = two()
    again(a, b, glossary={"Brigade": "regiment"})
    assert b.told(READY) == ("machine", "Draft.")
    assert [o.target for o in b.entry(READY).offers] == [HUMAN]


def test_another_format_is_offered_the_text_without_its_markup() -> None:
    known = Approved({"page.html": [("R&amp;D ist bereit.", "R&amp;D is <b>ready</b>.")]})
    assert known.same("R&D ist bereit.", document("R&D ist bereit.")) == ()
    offer = known.similar("R&D ist bereit.", "txt")[0]
    assert (offer.target, offer.share) == ("R&D is ready.", 100)


# --- similar sources ----------------------------------------------------------------------------


def test_a_similar_text_is_offered_with_the_difference_and_never_taken() -> None:
    a = Desk(name="a.txt").run({NOT_READY: "D"}).approve(NOT_READY, "The brigade is not ready.")
    b = Desk(name="b.txt").run(DRAFTS, None, approved(a))
    assert b.told(READY) == ("machine", "Draft.")
    line = "Die Brigade ist [-nicht -]bereit. = The brigade is not ready. (a.txt)"
    assert f"\n#. similar (88 %): {line}\n" in b.text


@pytest.mark.parametrize("state", ["edited", "reviewed"])
def test_nothing_is_offered_beside_a_human_text(state: str) -> None:
    a = Desk(name="a.txt").run({NOT_READY: "D"}).approve(NOT_READY, "Not ready.")
    b = Desk(name="b.txt").run(DRAFTS)
    b = b.edit(READY, "Mine.") if state == "edited" else b.approve(READY, "Mine.")
    b.run(DRAFTS, None, approved(a, b))
    assert (b.entry(READY).state, b.entry(READY).offers) == (state, ())


GERMAN = st.text("abc ", min_size=1, max_size=12).map(str.strip).filter(bool)


@settings(max_examples=200)
@given(GERMAN, st.lists(GERMAN, max_size=8))
def test_the_quick_search_finds_what_a_thorough_one_finds(source: str, others: list[str]) -> None:
    known = Approved({"a.txt": [(other, "E") for other in set(others)]})
    found = known.similar(source, "txt")
    ratios = sorted((fuzz.ratio(source, o) for o in set(others) - {source}), reverse=True)
    assert [o.share for o in found] == [int(r) for r in ratios if r >= SIMILAR][:OFFERED]
    for offer in found:
        assert "".join(text for change, text in offer.german if change != "gone") == source


def test_what_is_offered_does_not_depend_on_the_order_of_articles() -> None:
    texts = {f"{n}.txt": [(f"{READY} {n}", f"E {n}")] for n in range(5)}
    one, other = Approved(texts), Approved(dict(reversed(texts.items())))
    assert one.fingerprint == other.fingerprint
    assert one.similar(READY, "txt") == other.similar(READY, "txt")


# --- the whole program --------------------------------------------------------------------------

SENTENCE = "Wir sind bereit."


def test_an_approval_reaches_the_other_articles_in_one_run(tmp_path: Path) -> None:
    project = new_project(tmp_path)
    for name in ("one.txt", "two.txt"):
        (project / "corpus" / name).write_text(f"{SENTENCE}\n", encoding="utf-8")
    run(project)
    entry(project / "output/two.po", SENTENCE, "We are ready.", approve=True)
    run(project)
    found = outputs(project)
    assert b"We are ready." in found["one.en.txt"][0]
    assert b"#. note: approved in two.txt" in found["one.po"][0]
    assert b"\tmachine\t\t" in found["one.tsv"][0]
    assert run(project).changed == 0
    assert outputs(project) == found


@pytest.mark.parametrize("memory", ["kept", "lost"])
def test_a_new_article_has_what_was_approved_in_those_before(tmp_path: Path, memory: str) -> None:
    project = new_project(tmp_path)
    (project / "corpus/one.txt").write_text(f"{SENTENCE}\n", encoding="utf-8")
    run(project)
    entry(project / "output/one.po", SENTENCE, "We are ready.", approve=True)
    if memory == "lost":
        shutil.rmtree(project / "output/.glosswerk")
    (project / "corpus/one.txt").unlink()
    (project / "corpus/two.txt").write_text(f"{SENTENCE}\n", encoding="utf-8")
    run(project)
    assert b"We are ready." in outputs(project)["two.en.txt"][0]


RAINING = "It is raining now."


def test_the_page_shows_what_was_approved_and_saves_it_as_a_run_would(tmp_path: Path) -> None:
    project = reviewing.new_project(tmp_path)
    entry(project / "output/summit.po", RAIN, RAINING, approve=True)
    reviewing.run(project)
    desk = reviewing.desk(project)
    port = desk.sheet(PurePosixPath("port.txt"))
    assert (port.like(RAIN)[0].target, port.like(RAIN)[0].state) == (RAINING, "machine")
    desk.save(port.source.name, [Edit("Neuer Hafen", "New harbour", True)], port.version)
    assert reviewing.catalog(project, "port.po").active[RAIN].target == RAINING

    id = desk.sheet(PurePosixPath("page.html")).like(RAIN)[0].id
    page = reviewing.Page(desk).get(f"/detail/{id}/page.html").text
    assert f'data-take="{RAINING}"' in page
    assert "100 % · summit.txt" in page
    before = (project / "output/port.po").read_bytes()
    reviewing.run(project)
    assert (project / "output/port.po").read_bytes() == before


def test_an_approval_concerns_the_articles_with_the_sentence_alone(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "memory.sqlite")
    desk = Desk(name="b.txt").run(DRAFTS)
    near, far = Approved({"a.txt": [(READY, HUMAN)]}), Approved({"a.txt": [("Warum?", "Why?")]})
    none = Approved().concerning("b.txt", desk.past.last)
    assert far.concerning("b.txt", desk.past.last) == none
    assert near.concerning("b.txt", desk.past.last) != none
    memory.keep_concern("b.txt", near.fingerprint, none)
    assert memory.concern("b.txt", near.fingerprint) == none
    assert memory.concern("b.txt", far.fingerprint) is None
    memory.keep_last("b.txt", desk.past)
    assert memory.concern("b.txt", near.fingerprint) is None
