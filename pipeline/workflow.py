"""The one way through the house.

    documents → segmentation → glossary → engine → checks → catalog → writers

Articles stream through in windows: large enough for big batches, small enough for memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline import catalog, writers
from pipeline.catalog.entry import Bilingual
from pipeline.config import Settings
from pipeline.documents import Document, Input, read
from pipeline.engine.drafting import Drafted, Drafter
from pipeline.errors import InputError
from pipeline.judging import Judge
from pipeline.memory import Memory
from pipeline.terminal import Bar
from pipeline.writers import Context, files, overview, report
from pipeline.writers.summary import Summary, failure, summarise

WINDOW = 4000  # segments


@dataclass(slots=True)
class Outcome:
    """What a run did: the state of each document, what failed, and how many files changed."""

    summaries: list[Summary] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    errors: list[InputError] = field(default_factory=list)
    changed: int = 0

    def fail(self, source: Input, error: InputError) -> None:
        """Note an input that could not be used."""
        self.errors.append(error)
        self.summaries.append(failure(source.name, error.message))


@dataclass(frozen=True, slots=True)
class Workflow:
    """Documents in, files out, under settings that hold for all of them."""

    settings: Settings
    drafter: Drafter
    memory: Memory
    context: Context
    signature: Mapping[str, object]

    def run(self, inputs: Sequence[Input], bar: Bar) -> Outcome:
        """Translate all inputs. One that cannot be used never stops the others."""
        outcome = Outcome()
        seen = segments = 0
        for window in windows(readable(inputs, outcome)):
            documents = [document for _, document in window]
            seen += len(window)
            segments += sum(len(document.segments) for document in documents)
            bar.total(segments * len(inputs) // seen)  # what is still to be read is like the rest
            drafted = self.drafter.draft(documents, bar.advance)
            for (source, _), translation in zip(window, drafted, strict=True):
                self._finish(source, translation, outcome)
        self._conclude(outcome)
        return outcome

    def _finish(self, source: Input, drafted: Drafted, outcome: Outcome) -> None:
        """Merge the drafts with people's work, and write what comes of it."""
        name = str(drafted.document.path)
        try:
            before = catalog.read(self.settings.output / source.name.with_suffix(".po"))
        except InputError as error:
            outcome.fail(source, error)
            return
        judge = Judge(drafted, dict(self.settings.checks))
        merged = catalog.merge(
            drafted.document,
            drafted.drafts,
            before,
            self.memory.past(name),
            judge=judge.judge,
            examine=judge.examine,
        )
        self.memory.keep_texts(name, merged.past)
        bilingual = Bilingual(
            drafted.document, merged.entries, merged.obsolete, before, catalog.dated(source.path)
        )
        outcome.changed += self._write(bilingual)
        self.memory.keep_last(name, merged.past)
        outcome.summaries.append(summarise(bilingual))

    def _write(self, bilingual: Bilingual) -> int:
        """Write every format; returns how many files changed."""
        changed = 0
        names = writers.outputs(bilingual.document.path, self.settings.formats)
        for name, path in names.items():
            text = writers.writer(name).render(bilingual, self.context)
            changed += files.write(self.settings.output / path, text, durable=name == "po")
        return changed

    def _conclude(self, outcome: Outcome) -> None:
        """The overview and the report, once all documents are done."""
        outcome.summaries.sort(key=lambda summary: summary.path)
        folder, formats = self.settings.output, self.settings.formats
        if "html" in formats:
            page = overview.render(outcome.summaries, self.context, formats)
            outcome.changed += files.write(folder / "index.html", page)
        text = report.render(outcome.summaries, self.signature)
        outcome.changed += files.write(folder / "report.json", text)


def readable(inputs: Iterable[Input], outcome: Outcome) -> Iterator[tuple[Input, Document]]:
    """The inputs that can be read; the others are noted."""
    for source in inputs:
        try:
            document = read(source.path, source.name)
        except InputError as error:
            outcome.fail(source, error)
            continue
        if document.encoding != "utf-8":
            outcome.notes.append(f"{source.name}: read as {document.encoding}")
        yield source, document


def windows(
    documents: Iterable[tuple[Input, Document]],
) -> Iterator[list[tuple[Input, Document]]]:
    """Documents in lots of about `WINDOW` segments."""
    window: list[tuple[Input, Document]] = []
    segments = 0
    for source, document in documents:
        window.append((source, document))
        segments += len(document.segments)
        if segments >= WINDOW:
            yield window
            window, segments = [], 0
    if window:
        yield window
