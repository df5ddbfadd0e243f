"""Histories of people and machine at work on two articles: nothing that was reviewed is lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from desk import Desk, Glossary, approved, po
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
ARTICLES = ("a.txt", "b.txt")
ARTICLE = st.sampled_from(ARTICLES)


class Histories(RuleBasedStateMachine):
    """People edit, approve and clear texts, articles and glossaries change, runs are killed.

    `approved` is what must be found in each catalog: by source, the text that was approved last,
    unless a person has cleared or overwritten it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.desks = {name: Desk(name=name) for name in ARTICLES}
        self.sources: dict[str, list[str]] = dict.fromkeys(ARTICLES, SENTENCES[:1])
        self.glossary: Glossary = {}
        self.approved: dict[str, dict[str, str]] = {name: {} for name in ARTICLES}
        self.fresh = False

    def messages(self, name: str) -> dict[str, Message]:
        return parse(self.desks[name].text.encode(), name).active

    def drafts(self, name: str) -> dict[str, str]:
        terms = ", ".join(self.glossary.values())
        return {s: f"Draft {SENTENCES.index(s)}, {terms}" for s in self.sources[name]}

    def translate(self, names: Sequence[str]) -> None:
        """A run over these articles, which goes by what was approved anywhere before it."""
        known = approved(*self.desks.values())
        for name in names:
            self.desks[name].run(self.drafts(name), self.glossary, known)

    @rule(names=st.permutations(ARTICLES))
    def run(self, names: Sequence[str]) -> None:
        self.translate(names)
        self.fresh = True

    @precondition(lambda self: self.fresh)
    @rule()
    def run_again(self) -> None:
        """The second of two runs without a change in between writes no byte."""
        before = {name: (desk.text, desk.past) for name, desk in self.desks.items()}
        self.translate(ARTICLES)
        assert before == {name: (desk.text, desk.past) for name, desk in self.desks.items()}

    @rule(names=st.permutations(ARTICLES), before_the_catalog=st.booleans(), first=st.booleans())
    def killed(self, names: Sequence[str], before_the_catalog: bool, first: bool) -> None:
        """A run remembers its texts, then writes the catalog, then remembers the rest."""
        desk = self.desks[names[0 if first else 1]]
        text, past = desk.text, desk.past
        self.translate(names[: 1 if first else 2])
        now = desk.past
        desk.past = replace(
            past,
            written=now.written,
            approved=now.approved,
            latest=now.latest,
            declined=now.declined,
        )
        desk.text = text if before_the_catalog else desk.text
        self.fresh = False

    @rule(name=ARTICLE, english=ENGLISH | st.none(), data=st.data())
    def approves(self, name: str, english: str | None, data: st.DataObject) -> None:
        """Another text, or the one that stands there."""
        if message := self.overwritten(name, data):
            text = english or message.target or "Yes."
            self.approved[name][message.source] = text
            self.desks[name].approve(message.source, text)

    @rule(name=ARTICLE, english=ENGLISH | st.just(""), data=st.data())
    def edits_or_clears(self, name: str, english: str, data: st.DataObject) -> None:
        if message := self.overwritten(name, data):
            self.desks[name].edit(message.source, english)

    def overwritten(self, name: str, data: st.DataObject) -> Message | None:
        """A message whose text a person replaces, wherever that text was approved."""
        here = self.messages(name) if self.desks[name].text else {}
        if not here:
            return None
        message = here[data.draw(st.sampled_from(list(here)))]
        mine = self.approved[name]
        mine.pop(message.source, None)
        self.approved[name] = {s: t for s, t in mine.items() if s in here or t != message.target}
        self.fresh = False
        return message

    @rule(
        name=ARTICLE,
        sources=st.none() | st.lists(st.sampled_from(SENTENCES), unique=True, min_size=1),
        glossary=st.none() | st.sampled_from(GLOSSARIES),
    )
    def article_or_glossary_changes(
        self, name: str, sources: list[str] | None, glossary: Glossary | None
    ) -> None:
        self.sources[name] = self.sources[name] if sources is None else sources
        self.glossary = self.glossary if glossary is None else glossary
        self.run(ARTICLES)

    @rule(name=ARTICLE, seed=st.randoms(use_true_random=False))
    def another_program_saves(self, name: str, seed: object) -> None:
        """In another order, without the comments that gettext calls extracted."""
        desk = self.desks[name]
        if desk.text:
            messages = list(parse(desk.text.encode(), name).messages)
            seed.shuffle(messages)  # type: ignore[attr-defined]
            desk.text = po(messages)
            self.fresh = False

    @invariant()
    def no_reviewed_text_is_lost(self) -> None:
        """It stands for its source, or, that being gone, for another one or as obsolete."""
        for name, desk in self.desks.items():
            catalog = parse(desk.text.encode(), name)
            for source, target in self.approved[name].items():
                here = catalog.active.get(source)
                if here:
                    assert here.target == target
                else:
                    assert target in {message.target for message in catalog.messages}

    @invariant()
    def nothing_is_approved_by_itself(self) -> None:
        """What is not fuzzy was approved in this very article."""
        for name, desk in self.desks.items():
            catalog = parse(desk.text.encode(), name)
            known = {target for _, target in desk.past.approved} | {*self.approved[name].values()}
            confirmed = {m.target for m in catalog.messages if m.target and not m.fuzzy}
            assert confirmed <= known


Histories.TestCase.settings = settings(stateful_step_count=20, deadline=None)
TestHistories = Histories.TestCase
