"""The merge: a table of situations, and histories of people and machine at work."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from pipeline.catalog import Merged, Message, Past, merge, render
from pipeline.catalog.entry import Bilingual, Draft, Entry
from pipeline.catalog.merging import key
from pipeline.catalog.po import parse
from pipeline.catalog.similarity import SIMILAR, changed, replaced, similarity
from pipeline.documents.document import Document, Segment
from pipeline.glossary.term import Occurrence, Status, Term, Verdict
from pipeline.memory import Memory

Glossary = Mapping[str, str]


def document(*sources: str) -> Document:
    segments = tuple(Segment(0, 0, s, s, "body", line) for line, s in enumerate(sources, 1))
    return Document(PurePosixPath("a.txt"), "txt", "", segments)


def verdicts(
    source: str, target: str, glossary: Glossary, status: Status = "approved"
) -> list[Verdict]:
    found = []
    for german, english in glossary.items():
        if german in source:
            term = Term(german, (english,), status=status)
            at = source.index(german)
            end = at + len(german)
            occurrence = Occurrence(at, end, at, end, german, german, term)
            found.append(Verdict(occurrence, "honoured" if english in target else "missed"))
    return found


@dataclass
class Desk:
    """A catalog on disk, and what is remembered of it; the machine's part of the loop."""

    text: str = ""
    past: Past = field(default_factory=Past)
    merged: Merged = field(default_factory=lambda: Merged((), (), Past()))

    def run(self, drafts: Mapping[str, str], glossary: Glossary | None = None) -> Desk:
        """A run over the sources of `drafts`, as written twice where they end in a blank."""
        terms = glossary or {}
        now = document(*(source.strip() for source in drafts))
        before = parse(self.text.encode(), "a.po") if self.text else None
        self.merged = merge(
            now,
            [
                Draft(target, -0.5, tuple(verdicts(source, target, terms)))
                for source, target in drafts.items()
            ],
            before,
            self.past,
            judge=lambda i, target: verdicts(now.segments[i].source, target, terms),
            examine=lambda i, target, found: (),
        )
        self.past = self.merged.past
        bilingual = Bilingual(now, self.merged.entries)
        self.text = render(bilingual, self.merged.obsolete, before, date="2024-02-24 14:30+0000")
        return self

    def save(self, *messages: Message) -> Desk:
        """What a person saves: the messages given in place of those with the same source."""
        catalog = parse(self.text.encode(), "a.po")
        changed = {m.source: m for m in messages}
        self.text = po([changed.get(m.source, m) for m in catalog.messages])
        return self

    def approve(self, source: str, target: str) -> Desk:
        return self.save(Message(source, target))

    def edit(self, source: str, target: str) -> Desk:
        return self.save(Message(source, target, fuzzy=bool(target)))

    def entry(self, source: str) -> Entry:
        return next(e for e in self.merged.entries if e.segment.source == source)

    def told(self, source: str) -> tuple[str, str]:
        entry = self.entry(source)
        return entry.state, entry.target


def po(messages: Sequence[Message], wanted: str = "") -> str:
    """The messages as another program may save them: header reduced, comments dropped."""
    blocks = ['msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n']
    for m in messages:
        mark = "#~ " if m.obsolete else ""
        lines = [f"# {m.comment}"] if m.comment else []
        lines += ["#, fuzzy"] if m.fuzzy else []
        lines += [f'#| msgid "{m.previous}"'] if m.previous and not m.obsolete else []
        blocks.append(
            "\n".join([*lines, f'{mark}msgid "{m.source}"', f'{mark}msgstr "{m.target}"', ""])
        )
    return "\n".join(blocks)


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


# --- histories ----------------------------------------------------------------------------------

SENTENCES = [
    "Die Ostflanke wird verstärkt.",
    "Die Ostflanke wird nun verstärkt.",
    "Die Speerspitze ist bereit.",
    "Die Speerspitze ist nicht bereit.",
    "Es regnet.",
    "Warum?",
]
GLOSSARIES: list[Glossary] = [
    {},
    TERM,
    {"Ostflanke": "east flank", "Speerspitze": "spearhead force"},
    {"Speerspitze": "spearhead"},
]
ENGLISH = st.sampled_from(
    ["The flank.", "The eastern flank.", "The spearhead force.", "Why?", "No."]
)


class Histories(RuleBasedStateMachine):
    """People edit, approve and clear texts, articles and glossaries change, runs are killed.

    `approved` is what must be found in the catalog: by source, the text that was approved last,
    unless a person has cleared or overwritten it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.desk = Desk()
        self.sources: list[str] = SENTENCES[:1]
        self.glossary: Glossary = {}
        self.approved: dict[str, str] = {}
        self.fresh = False

    def messages(self) -> dict[str, Message]:
        return parse(self.desk.text.encode(), "a.po").active

    def drafts(self) -> dict[str, str]:
        terms = ", ".join(self.glossary.values())
        return {s: f"Draft {SENTENCES.index(s)}, {terms}" for s in self.sources}

    @rule()
    def run(self) -> None:
        self.desk.run(self.drafts(), self.glossary)
        self.fresh = True

    @precondition(lambda self: self.fresh)
    @rule()
    def run_again(self) -> None:
        """The second of two runs without a change in between writes no byte."""
        before, past = self.desk.text, self.desk.past
        self.desk.run(self.drafts(), self.glossary)
        assert self.desk.text == before
        assert self.desk.past == past

    @rule(before_the_catalog=st.booleans())
    def killed(self, before_the_catalog: bool) -> None:
        """A run remembers its texts, then writes the catalog, then remembers the rest."""
        text, past = self.desk.text, self.desk.past
        now = self.desk.run(self.drafts(), self.glossary).past
        self.desk.past = replace(past, written=now.written, approved=now.approved)
        self.desk.text = text if before_the_catalog else self.desk.text
        self.fresh = False

    @precondition(lambda self: self.desk.text)
    @rule(english=ENGLISH | st.none(), data=st.data())
    def approves(self, english: str | None, data: st.DataObject) -> None:
        """Another text, or the one that stands there."""
        message = self.overwritten(data)
        self.approved[message.source] = english or message.target or "Yes."
        self.desk.approve(message.source, self.approved[message.source])

    @precondition(lambda self: self.desk.text)
    @rule(english=ENGLISH | st.just(""), data=st.data())
    def edits_or_clears(self, english: str, data: st.DataObject) -> None:
        self.desk.edit(self.overwritten(data).source, english)

    def overwritten(self, data: st.DataObject) -> Message:
        """A message whose text a person replaces, wherever that text was approved."""
        here = self.messages()
        message = here[data.draw(st.sampled_from(list(here)))]
        self.approved.pop(message.source, None)
        self.approved = {s: t for s, t in self.approved.items() if s in here or t != message.target}
        self.fresh = False
        return message

    @rule(
        sources=st.none() | st.lists(st.sampled_from(SENTENCES), unique=True, min_size=1),
        glossary=st.none() | st.sampled_from(GLOSSARIES),
    )
    def article_or_glossary_changes(
        self, sources: list[str] | None, glossary: Glossary | None
    ) -> None:
        self.sources = self.sources if sources is None else sources
        self.glossary = self.glossary if glossary is None else glossary
        self.run()

    @precondition(lambda self: self.desk.text)
    @rule(seed=st.randoms(use_true_random=False))
    def another_program_saves(self, seed: object) -> None:
        """In another order, without the comments that gettext calls extracted."""
        messages = list(parse(self.desk.text.encode(), "a.po").messages)
        seed.shuffle(messages)  # type: ignore[attr-defined]
        self.desk.text = po(messages)
        self.fresh = False

    @invariant()
    def no_reviewed_text_is_lost(self) -> None:
        """It stands for its source, or, that being gone, for another one or as obsolete."""
        if not self.desk.text:
            return
        catalog = parse(self.desk.text.encode(), "a.po")
        for source, target in self.approved.items():
            here = catalog.active.get(source)
            if here:
                assert here.target == target
            else:
                assert target in {message.target for message in catalog.messages}


Histories.TestCase.settings = settings(max_examples=100, stateful_step_count=20, deadline=None)
TestHistories = Histories.TestCase
