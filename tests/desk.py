"""A reviewer's desk: a catalog on disk, people who save it, and runs that merge it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from pipeline.catalog import Merged, Message, Past, merge, render
from pipeline.catalog.entry import Bilingual, Draft, Entry
from pipeline.catalog.po import parse
from pipeline.catalog.reusing import NONE, Approved, latest
from pipeline.documents.document import Document, Segment
from pipeline.documents.formats import format_of
from pipeline.glossary.term import Occurrence, Status, Term, Verdict

Glossary = Mapping[str, str]


def document(*sources: str, name: str = "a.txt") -> Document:
    segments = tuple(Segment(0, 0, s, s, "body", line) for line, s in enumerate(sources, 1))
    return Document(PurePosixPath(name), format_of(PurePosixPath(name)) or "txt", "", segments)


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
    name: str = "a.txt"

    def run(
        self,
        drafts: Mapping[str, str],
        glossary: Glossary | None = None,
        elsewhere: Approved = NONE,
    ) -> Desk:
        """A run over the sources of `drafts`, as written twice where they end in a blank."""
        terms = glossary or {}
        now = document(*(source.strip() for source in drafts), name=self.name)
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
            elsewhere=elsewhere,
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


def approved(*desks: Desk) -> Approved:
    """What stands approved on all of these desks when a run begins."""
    return Approved({d.name: latest(parse(d.text.encode(), d.name), d.past) for d in desks})


def po(messages: Sequence[Message]) -> str:
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
