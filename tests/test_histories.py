"""Histories of people and machine at work on one article: nothing that was reviewed is lost."""

from __future__ import annotations

from dataclasses import replace

from desk import Desk, Glossary, po
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from pipeline.catalog import Message
from pipeline.catalog.po import parse

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
    {"Ostflanke": "eastern flank"},
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
