"""One person at work in one output folder: every change is saved at once, and can be undone."""

from __future__ import annotations

import os
import time
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from pathlib import PurePosixPath
from threading import RLock

from pipeline import files, project
from pipeline.catalog import Catalog, Past
from pipeline.catalog.message import Message
from pipeline.config import Settings
from pipeline.documents import Input
from pipeline.errors import GlosswerkError, InputError, UsageError
from pipeline.glossary.adding import add, file_for
from pipeline.glossary.loading import load_for
from pipeline.glossary.matching import Matcher
from pipeline.glossary.term import Term
from pipeline.memory.lock import locked
from pipeline.review import editing
from pipeline.review.editing import Edit
from pipeline.review.library import Library, Sheet
from pipeline.terminal import Terminal
from pipeline.writers import po
from pipeline.writers.summary import Summary, summarise

PATIENCE = 3.0  # seconds to wait for a run that is at work in the folder
VERSIONS = 200  # catalogs remembered, to tell who changed what


class Conflict(GlosswerkError):
    """Somebody else has changed what is to be saved; `sheet` is how things stand."""

    def __init__(self, sheet: Sheet, sources: Sequence[str]) -> None:
        super().__init__("somebody else has changed this text meanwhile")
        self.sheet = sheet
        self.sources = tuple(sources)


@dataclass(frozen=True, slots=True)
class Step:
    """What undoing needs: the texts and the past before a change, and the texts after it."""

    name: PurePosixPath
    sources: tuple[str, ...]
    before: Catalog
    past: Past
    after: Catalog


@dataclass(frozen=True, slots=True)
class Listed:
    """An article in the list; `out` counts what is left out of the English and not reviewed."""

    name: PurePosixPath
    summary: Summary | None = None
    out: int = 0
    error: str = ""


class Desk:
    """The articles of an output folder, and all that can be done to them. Threads may share it."""

    def __init__(self, settings: Settings, terminal: Terminal) -> None:
        self.settings = settings
        self.library = Library(settings)
        self.steps: list[Step] = []
        self._terminal = terminal
        self._versions: OrderedDict[tuple[PurePosixPath, str], Catalog] = OrderedDict()
        self._lock = RLock()

    # ---- Reading

    def sheet(self, name: PurePosixPath) -> Sheet:
        """An article; its version is remembered.

        Raises:
            InputError: there is none of this name, or it cannot be read.
        """
        with self._lock:
            sheet = self.library.sheet(self._input(name))
            self._remember(sheet)
            return sheet

    def _input(self, name: PurePosixPath) -> Input:
        articles = self.library.articles()
        if name not in articles:
            raise InputError("there is no such article", path=name)
        source = articles[name]
        if source is None:
            hint = "Start `translate review` in the folder in which you translate."
            raise InputError("the German article was not found", path=name, hint=hint)
        return source

    def _remember(self, sheet: Sheet) -> None:
        self._versions[sheet.source.name, sheet.version] = sheet.before
        while len(self._versions) > VERSIONS:
            self._versions.popitem(last=False)

    def articles(self) -> Iterator[Listed]:
        """Every article in numbers, or why it cannot be read."""
        for name in self.library.articles():
            try:
                sheet = self.sheet(name)
            except InputError as error:
                yield Listed(name, error=error.message)
                continue
            out = sum(e.left_out and e.state != "reviewed" for e in sheet.entries)
            yield Listed(name, summarise(sheet.bilingual), out)

    # ---- Writing

    def save(self, name: PurePosixPath, edits: Sequence[Edit], version: str) -> Sheet:
        """Save edits that were made on `version` of the catalog.

        Raises:
            Conflict: somebody else has changed the same texts since.
            UsageError: a run is at work in the output folder.
        """

        def change(sheet: Sheet) -> tuple[Catalog, Past]:
            then = self._versions.get((name, version), Catalog())
            if sources := editing.conflicts(then, sheet.before, edits):
                raise Conflict(sheet, sources)
            return self._edited(sheet, edits), sheet.past

        return self._changed(name, change, [edit.source for edit in edits])

    def accept(self, name: PurePosixPath, id: str, told: str) -> Sheet:
        """Accept the finding whose message is `told` in the text as it stands."""

        def change(sheet: Sheet) -> tuple[Catalog, Past]:
            entry = sheet.entry(id)
            found = [finding for finding in entry.findings if finding.message == told]
            past = sheet.past
            for finding in found:
                past = editing.accepted(past, entry, finding)
            return sheet.before, past

        return self._changed(name, change, [self.sheet(name).entry(id).segment.source])

    def undo(self) -> tuple[Step, Sheet] | None:
        """Take the last change back; None where there is nothing to undo.

        Raises:
            Conflict: somebody else has changed the same texts since.
        """
        with self._lock:
            if not self.steps:
                return None
            step = self.steps[-1]
            sheet = self._changed(step.name, lambda sheet: self._undone(sheet, step), ())
            self.steps.pop()
            return step, sheet

    def _undone(self, sheet: Sheet, step: Step) -> tuple[Catalog, Past]:
        then = [_edit(step.before, source) for source in step.sources]
        if sources := editing.conflicts(step.after, sheet.before, then):
            raise Conflict(sheet, sources)
        past = editing.taken_back(sheet.past, step.past, step.sources)
        return self._edited(sheet, then), past

    def _edited(self, sheet: Sheet, edits: Sequence[Edit]) -> Catalog:
        translator = self.settings.translator
        return editing.edited(sheet.before, edits, translator=translator, date=now())

    def _changed(
        self,
        name: PurePosixPath,
        change: Callable[[Sheet], tuple[Catalog, Past]],
        sources: Sequence[str],
    ) -> Sheet:
        """Write what `change` makes of the article; for that moment, no run does."""
        with self._lock, self._alone():
            sheet = self.sheet(name)
            before, past = change(sheet)
            written = self._write(sheet, before, past)
            if sources:
                step = Step(name, tuple(sources), sheet.before, sheet.past, written.before)
                self.steps.append(step)
            return written

    def _write(self, sheet: Sheet, before: Catalog, past: Past) -> Sheet:
        """The PO file as a run would write it; the base of the merge stays that of the last run."""
        merged = sheet.after(before, past)
        bilingual = replace(
            sheet.bilingual,
            entries=merged.entries,
            obsolete=merged.obsolete,
            before=before,
            date=now(),
        )
        document, past = str(sheet.source.name), replace(merged.past, last=sheet.past.last)
        with self.library.memory() as memory:
            memory.keep_texts(document, past)
            text = po.render(bilingual, self.library.context(before))
            files.write(sheet.path, text, durable=True)
            memory.keep_last(document, past)
        written = self.library.keep(replace(sheet, past=past, merged=merged))
        self._remember(written)
        return written

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Hold the output folder's lock; a run that is at work there is waited for a little."""
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                with locked(self.settings.output / project.LOCK):
                    yield
                    return
            except UsageError:
                if time.monotonic() > deadline:
                    raise
            time.sleep(0.1)

    # ---- The same sentence in other articles

    def elsewhere(self, name: PurePosixPath, source: str) -> list[PurePosixPath]:
        """Other articles that hold the text, and say something else or have not approved it."""
        with self._lock:
            wanted = self.sheet(name).like(source)[0].target
            return [
                other
                for other, last in self.library.index.get(source, {}).items()
                if other != name and (last.state, last.target) != ("reviewed", wanted)
            ]

    def apply_elsewhere(self, name: PurePosixPath, source: str) -> list[PurePosixPath]:
        """Approve the text of one article in the others that hold the same sentence."""
        with self._lock:
            target = self.sheet(name).like(source)[0].target
            others = self.elsewhere(name, source)
            for other in others:
                sheet = self.sheet(other)
                entry = sheet.like(source)[0]
                self.save(other, [Edit(source, target, True, entry.comment)], sheet.version)
            return others

    # ---- The glossary

    def touched(self, source: str) -> dict[PurePosixPath, int]:
        """How many segments of each article a new entry for `source` would concern."""
        if not source.strip():
            return {}
        matcher = Matcher([Term(" ".join(source.split()), ("-",))])
        found: Counter[PurePosixPath] = Counter()
        with self._lock:
            for text, articles in self.library.index.items():
                if matcher.find(text):
                    found.update(articles.keys())
        return dict(found)

    def add_term(self, source: str, target: str) -> Term:
        """Add an entry to the glossary file; what it touches is translated by the next `run`.

        Raises:
            UsageError: it is there already, or the glossary has several files.
        """
        with self._lock:
            paths = [self.settings.root / path for path in self.settings.glossary]
            return add(file_for(paths), source, target, load_for(self.settings))

    def run(self) -> tuple[int, int]:
        """What `translate` would do now for all articles: segments translated, files written.

        Raises:
            ModelError: there is no package.
        """
        with self._lock, project.opened(self.settings, self._terminal) as workflow:
            inputs = [source for source in self.library.articles().values() if source]
            with self._terminal.bar("Translating") as bar:
                outcome = workflow.run(inputs, bar)
            self.library.renew()
            return workflow.drafter.translated, outcome.changed

    def finish(self) -> None:
        """Wait for what is being saved."""
        with self._lock:
            pass


def _edit(before: Catalog, source: str) -> Edit:
    """The edit that makes a text what it was."""
    was = before.active.get(source, Message(source, ""))
    return Edit(source, was.target, not was.fuzzy, was.comment, was.previous)


def now() -> str:
    """The date of a revision, in UTC; SOURCE_DATE_EPOCH holds for it, too."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    seconds = int(epoch) if epoch.isdecimal() else time.time()
    return datetime.fromtimestamp(seconds, timezone.utc).strftime("%Y-%m-%d %H:%M+0000")
