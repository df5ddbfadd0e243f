"""The merge: a table of situations, one for each rule."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from desk import Desk, po

from pipeline.catalog import Message, Past
from pipeline.catalog.merging import key
from pipeline.catalog.po import parse
from pipeline.catalog.similarity import SIMILAR, changed, replaced, similarity
from pipeline.glossary.term import Term
from pipeline.memory import Memory

SOURCE, NEXT = "Die Brigade steht an der Ostflanke.", "Sie wird verstärkt."
REWORDED = "Die Brigade steht nun an der Ostflanke."
OTHER = "Ganz anders."
HUMAN = "The brigade is in the east."


# --- what stands on disk and what the run makes of it ------------------------------------------

SITUATIONS = {
    # what a person made of the draft "Draft."   state      text      suggestion
    "nothing": (Message(SOURCE, "Draft.", fuzzy=True), "machine", "New.", ""),
    "approved it": (Message(SOURCE, "Draft."), "reviewed", "Draft.", "New."),
    "edited it": (Message(SOURCE, HUMAN, fuzzy=True), "edited", HUMAN, "New."),
    "edited and approved it": (Message(SOURCE, HUMAN), "reviewed", HUMAN, "New."),
    "cleared it": (Message(SOURCE, ""), "machine", "New.", ""),
    "cleared all but a blank": (Message(SOURCE, " ", fuzzy=True), "machine", "New.", ""),
    "wrote what the machine says now": (Message(SOURCE, "New.", fuzzy=True), "edited", "New.", ""),
}


@pytest.mark.parametrize(
    ("theirs", "state", "target", "proposal"), SITUATIONS.values(), ids=SITUATIONS.keys()
)
def test_what_a_person_did_decides(theirs: Message, state: str, target: str, proposal: str) -> None:
    desk = Desk().run({SOURCE: "Draft."}).save(theirs).run({SOURCE: "New."})
    entry = desk.entry(SOURCE)
    assert (entry.state, entry.target, entry.proposal) == (state, target, proposal)
    assert (entry.score is None) == (state != "machine")


def test_a_comment_stays_whatever_becomes_of_the_text() -> None:
    noted = Message(SOURCE, "Draft.", fuzzy=True, comment="Klären!")
    desk = Desk().run({SOURCE: "Draft."}).save(noted).run({SOURCE: "New."})
    assert desk.entry(SOURCE).comment == "Klären!"
    assert desk.run({REWORDED: "Newer."}).entry(REWORDED).comment == "Klären!"
    human = Message(REWORDED, HUMAN, comment="Gut.")
    assert desk.save(human).run({SOURCE: "New."}).entry(SOURCE).comment == "Gut."


def test_a_cleared_text_is_the_machines_even_if_it_says_what_was_approved() -> None:
    desk = Desk().run({SOURCE: "D"}).approve(SOURCE, "D").run({SOURCE: "D"}).edit(SOURCE, "")
    assert desk.run({SOURCE: "D"}).told(SOURCE) == ("machine", "D")
    assert desk.run({SOURCE: "New."}).told(SOURCE) == ("machine", "New.")


def test_the_draft_of_an_earlier_run_is_still_the_machines() -> None:
    """A program that had the file open saves its old copy."""
    desk = Desk().run({SOURCE: "Draft."})
    old = desk.text
    desk.run({SOURCE: "New."})
    desk.text = old
    assert desk.run({SOURCE: "Newest."}).told(SOURCE) == ("machine", "Newest.")


def test_without_the_memory_every_fuzzy_text_counts_as_edited() -> None:
    desk = Desk().run({SOURCE: "Draft.", NEXT: "It grows."}).approve(NEXT, "It grows.")
    desk.past = Past()
    desk.run({SOURCE: "New.", NEXT: "New."})
    assert desk.told(SOURCE) == ("edited", "Draft.")
    assert desk.told(NEXT) == ("reviewed", "It grows.")


def test_without_the_catalog_approved_texts_come_from_the_memory() -> None:
    desk = Desk().run({SOURCE: "Draft."}).approve(SOURCE, HUMAN).run({SOURCE: "Draft."})
    desk.text = ""
    assert desk.run({SOURCE: "Draft."}).told(SOURCE) == ("reviewed", HUMAN)


# --- the source changes -------------------------------------------------------------------------


def test_the_text_of_a_changed_source_is_kept_as_outdated() -> None:
    desk = (
        Desk().run({SOURCE: "D", NEXT: "N"}).approve(SOURCE, HUMAN).run({REWORDED: "D", NEXT: "N"})
    )
    entry = desk.entry(REWORDED)
    assert (entry.state, entry.target, entry.previous) == ("outdated", HUMAN, SOURCE)
    assert f'#, fuzzy\n#| msgid "{SOURCE}"\nmsgid "{REWORDED}"\nmsgstr "{HUMAN}"' in desk.text
    assert "#. suggestion: D\n" in desk.text


def test_an_untouched_draft_of_a_changed_source_is_replaced() -> None:
    desk = Desk().run({SOURCE: "D"}).run({REWORDED: "New."})
    assert desk.told(REWORDED) == ("machine", "New.")
    assert desk.merged.obsolete == ()


def test_a_draft_that_msgmerge_gave_to_another_source_is_replaced() -> None:
    desk = Desk().run({SOURCE: "D"})
    desk.text = po([Message(REWORDED, "D", fuzzy=True, previous=SOURCE)])
    assert desk.run({REWORDED: "New."}).told(REWORDED) == ("machine", "New.")


def test_it_is_outdated_even_if_a_program_drops_what_it_was() -> None:
    desk = Desk().run({SOURCE: "D"}).approve(SOURCE, HUMAN).run({REWORDED: "D"})
    desk.save(Message(REWORDED, HUMAN, fuzzy=True)).run({REWORDED: "D"})
    entry = desk.entry(REWORDED)
    assert (entry.state, entry.target, entry.previous) == ("outdated", HUMAN, SOURCE)


def test_a_draft_approved_as_it_was_stays_when_its_source_changes_twice() -> None:
    again = REWORDED.replace("nun", "jetzt")
    desk = Desk().run({SOURCE: "Draft."}).approve(SOURCE, "Draft.").run({REWORDED: "New."})
    entry = desk.run({again: "Newer."}).entry(again)
    assert (entry.state, entry.target, entry.previous) == ("outdated", "Draft.", SOURCE)


def test_when_the_source_is_as_it_was_so_is_the_review() -> None:
    desk = Desk().run({SOURCE: "D"}).approve(SOURCE, HUMAN).run({REWORDED: "D"}).run({SOURCE: "D"})
    assert desk.told(SOURCE) == ("reviewed", HUMAN)
    assert desk.merged.obsolete == ()


def test_a_removed_segment_becomes_obsolete_and_comes_back() -> None:
    desk = Desk().run({SOURCE: "D", NEXT: "N"}).approve(SOURCE, HUMAN).run({NEXT: "N"})
    assert f'#~ msgid "{SOURCE}"\n#~ msgstr "{HUMAN}"\n' in desk.text
    assert desk.run({NEXT: "N", SOURCE: "D"}).told(SOURCE) == ("reviewed", HUMAN)
    assert "#~" not in desk.text


def test_a_source_that_returns_has_its_own_text_rather_than_a_similar_ones() -> None:
    desk = (
        Desk().run({SOURCE: "D", NEXT: "N"}).approve(SOURCE, HUMAN).run({REWORDED: "D", NEXT: "N"})
    )
    desk.approve(REWORDED, "It is there now.").run({SOURCE: "D", NEXT: "N"})
    assert desk.told(SOURCE) == ("reviewed", HUMAN)
    assert [m.target for m in desk.merged.obsolete] == ["It is there now."]


def test_an_outdated_text_comes_back_for_the_source_that_it_was_written_for() -> None:
    desk = (
        Desk().run({SOURCE: "D", NEXT: "N"}).approve(SOURCE, HUMAN).run({REWORDED: "D", NEXT: "N"})
    )
    assert desk.run({NEXT: "N"}).run({SOURCE: "D", NEXT: "N"}).told(SOURCE) == ("reviewed", HUMAN)


def test_paragraphs_may_move() -> None:
    desk = (
        Desk().run({SOURCE: "D", NEXT: "N", OTHER: "O"}).approve(SOURCE, HUMAN).edit(NEXT, "More.")
    )
    desk.run({OTHER: "O", NEXT: "N", SOURCE: "D"})
    assert [(e.segment.source, e.state, e.target) for e in desk.merged.entries] == [
        (OTHER, "machine", "O"),
        (NEXT, "edited", "More."),
        (SOURCE, "reviewed", HUMAN),
    ]


def test_a_text_in_the_place_of_another_is_offered_it() -> None:
    desk = Desk().run({SOURCE: "D", NEXT: "N"}).approve(SOURCE, HUMAN).run({OTHER: "O", NEXT: "N"})
    assert desk.told(OTHER) == ("machine", "O")
    assert desk.entry(OTHER).notes == (f"in this place before: {SOURCE} = {HUMAN}",)
    assert [m.source for m in desk.merged.obsolete] == [SOURCE]


def test_a_split_sentence_leaves_its_text_to_the_longer_part() -> None:
    whole = "Die Brigade bleibt an der Ostflanke, und sie wird im Mai verstärkt."
    first, second = "Die Brigade bleibt an der Ostflanke.", "Sie wird im Mai verstärkt."
    desk = Desk().run({whole: "W", NEXT: "N"}).approve(whole, HUMAN)
    desk.run({first: "1", second: "2", NEXT: "N"})
    assert [desk.told(first), desk.told(second)] == [("outdated", HUMAN), ("machine", "2")]


def test_a_text_that_stands_twice_is_translated_once() -> None:
    desk = Desk().run({SOURCE: "D", NEXT: "N", SOURCE + " ": "D"}).approve(SOURCE, HUMAN)
    entries = desk.run({SOURCE: "D", NEXT: "N", SOURCE + " ": "D"}).merged.entries
    assert [e.target for e in entries] == [HUMAN, "N", HUMAN]
    assert entries[2].id == f"{entries[0].id}-2"


def test_another_order_merges_to_the_same() -> None:
    one = Desk().run({SOURCE: "D", NEXT: "N", OTHER: "O"}).approve(SOURCE, HUMAN)
    other = replace(one)
    messages = parse(one.text.encode(), "a.po").messages
    other.text = po(sorted(messages, key=lambda m: m.source))
    drafts = {REWORDED: "D", NEXT: "N", "Neu.": "New."}
    assert one.run(drafts).text == other.run(drafts).text


# --- the glossary changes -----------------------------------------------------------------------

TERM = {"Ostflanke": "eastern flank"}
OTHER_TERM = {"Ostflanke": "east flank"}
DRAFTS = {SOURCE: "The brigade is on the eastern flank."}


def outcomes(desk: Desk) -> list[str]:
    return [v.outcome for v in desk.entry(SOURCE).verdicts]


def test_a_reviewed_text_that_breaks_the_changed_glossary_is_doubted() -> None:
    desk = Desk().run(DRAFTS).approve(SOURCE, HUMAN).run(DRAFTS).run(DRAFTS, TERM)
    entry = desk.entry(SOURCE)
    assert (entry.state, entry.target, entry.proposal) == ("outdated", HUMAN, DRAFTS[SOURCE])
    assert outcomes(desk) == ["missed"]
    assert desk.run(DRAFTS, TERM).told(SOURCE) == ("outdated", HUMAN)


def test_a_reviewed_text_that_honours_it_is_not() -> None:
    desk = Desk().run(DRAFTS).approve(SOURCE, DRAFTS[SOURCE]).run(DRAFTS).run(DRAFTS, TERM)
    assert desk.told(SOURCE) == ("reviewed", DRAFTS[SOURCE])


def test_approved_again_as_it_is_the_deviation_is_waived() -> None:
    desk = Desk().run(DRAFTS).approve(SOURCE, HUMAN).run(DRAFTS, TERM).approve(SOURCE, HUMAN)
    for _ in range(2):
        desk.run(DRAFTS, TERM)
        assert (desk.told(SOURCE), outcomes(desk)) == (("reviewed", HUMAN), ["waived"])


def test_until_the_entry_changes() -> None:
    desk = Desk().run(DRAFTS).approve(SOURCE, HUMAN).run(DRAFTS, TERM).approve(SOURCE, HUMAN)
    desk.run(DRAFTS, TERM).run(DRAFTS, OTHER_TERM)
    assert (desk.told(SOURCE), outcomes(desk)) == (("outdated", HUMAN), ["missed"])


def test_or_the_text() -> None:
    desk = Desk().run(DRAFTS).approve(SOURCE, HUMAN).run(DRAFTS, TERM).approve(SOURCE, HUMAN)
    desk.run(DRAFTS, TERM).approve(SOURCE, "It is there.").run(DRAFTS, TERM)
    assert (desk.told(SOURCE), outcomes(desk)) == (("reviewed", "It is there."), ["missed"])


def test_who_approves_against_a_glossary_that_stood_is_not_asked_but_told() -> None:
    desk = Desk().run(DRAFTS, TERM).approve(SOURCE, HUMAN).run(DRAFTS, TERM)
    assert (desk.told(SOURCE), outcomes(desk)) == (("reviewed", HUMAN), ["missed"])


def test_a_comment_in_the_glossary_ends_no_waiver() -> None:
    term = Term("Ostflanke", ("eastern flank",))
    assert key(term) == key(replace(term, comment="see the handbook", line=7))
    assert key(term) != key(replace(term, forbidden=("east wing",)))


# --- the pieces ---------------------------------------------------------------------------------


def test_similarity_is_a_share_and_zero_below_the_bar() -> None:
    assert similarity("abcd", "abcd") == 1
    assert similarity("abcd", "abxy") == 0.5
    assert similarity("abcd", "abxy", SIMILAR) == 0


def test_only_texts_with_a_neighbour_in_common_match() -> None:
    before, now = ["A", SOURCE, "B", "C", "D"], ["A", "B", "C", REWORDED, "D"]
    assert changed(before, now, {SOURCE}, {REWORDED}) == {}
    assert changed(before, ["A", REWORDED, "C"], {SOURCE}, {REWORDED}) == {REWORDED: SOURCE}


def test_each_text_is_used_once_and_the_most_similar_first() -> None:
    one, two = SOURCE + " Ja.", SOURCE + " Nein, nie."
    assert changed([SOURCE], [two, one], {SOURCE}, {one, two}) == {one: SOURCE}
    assert replaced([SOURCE, OTHER], [one], {SOURCE, OTHER}, {one}) == {one: SOURCE}


def test_the_memory_gives_the_past_back(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "memory.sqlite")
    desk = Desk().run({NEXT: "N", **DRAFTS}).approve(SOURCE, HUMAN).run(DRAFTS, TERM)
    desk.approve(SOURCE, HUMAN).run(DRAFTS, TERM)
    for past in (desk.past, desk.edit(SOURCE, "").run(DRAFTS).past):
        memory.keep_texts("a.txt", past)
        memory.keep_last("a.txt", past)
        assert memory.past("a.txt") == past
    assert memory.past("b.txt") == Past()
    memory.close()
