"""The one way through the house.

    documents → segmentation → glossary → engine → checks → catalog → writers

Articles stream through in windows: large enough for big batches, small enough for memory. One that
is as it was, with all that was made of it, is not opened (see `memory.ledger`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from pathlib import Path, PurePosixPath

from pipeline import catalog, files, writers
from pipeline.catalog.entry import Bilingual
from pipeline.catalog.reusing import Approved
from pipeline.config import Settings
from pipeline.documents import Document, Input, read
from pipeline.drafting.drafter import Drafted, Drafter
from pipeline.errors import InputError
from pipeline.glossary.changes import fingerprints
from pipeline.glossary.term import Term
from pipeline.judging import Judge
from pipeline.memory import Memory
from pipeline.signature import digest, program
from pipeline.stamps import Stamp, stamp, still
from pipeline.terminal import Bar
from pipeline.writers import Context, overview, report
from pipeline.writers.summary import Summary, decoded, encoded, failure, summarise

WINDOW = 4000  # segments
CATALOG = 1  # its place among the files of an article
CHANGED = "somebody saved the catalog just now; nothing was written over it"
REPORT = "report"  # what the ledger calls it; no article is named without a suffix


@dataclass(frozen=True, slots=True)
class Article:
    """An input that was read; `seen` is the file as it was just before."""

    source: Input
    seen: Stamp
    document: Document


@dataclass(slots=True)
class Outcome:
    """What a run did: the state of each document, what failed, and how many files changed.

    `translated` and `reused` count segments.
    """

    summaries: list[Summary] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    errors: list[InputError] = field(default_factory=list)
    changed: int = 0
    translated: int = 0
    reused: int = 0

    @property
    def numbers(self) -> dict[str, int]:
        """What the journal keeps of a run."""
        return {
            "documents": len(self.summaries),
            "failed": len(self.errors),
            "translated": self.translated,
            "reused": self.reused,
            "files": self.changed,
        }

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
    terms: tuple[Term, ...]
    approved: Approved

    def run(self, inputs: Sequence[Input], bar: Bar) -> Outcome:
        """Translate all inputs. One that cannot be used never stops the others."""
        outcome = Outcome()
        todo = [source for source in inputs if not self._passed(source, outcome)]
        seen = segments = 0
        for window in windows(readable(todo, outcome)):
            documents = [article.document for article in window]
            seen += len(window)
            segments += sum(len(document.segments) for document in documents)
            bar.total(segments * len(todo) // seen)  # what is still to be read is like the rest
            drafted = self.drafter.draft(documents, bar.advance)
            for article, translation in zip(window, drafted, strict=True):
                self._finish(article, translation, outcome)
        outcome.translated = self.drafter.translated
        outcome.reused += self.drafter.reused
        self._conclude(outcome)
        self.memory.journal.finish(outcome.numbers, fingerprints(self.terms))
        return outcome

    def _passed(self, source: Input, outcome: Outcome) -> bool:
        """Pass an article that is as it was, with all that was made of it."""
        name = str(source.name)
        known = self.memory.ledger.known(name, self._basis_of(name), self._files(source))
        if known is None:
            return False
        outcome.summaries.append(decoded(known))
        outcome.reused += outcome.summaries[-1].segments
        return True

    @property
    def _basis(self) -> str:
        """All but the files and the past of the catalog that can change what is made of them."""
        return digest((program(), self.context))

    def _basis_of(self, name: str) -> str:
        """The basis of an article: with that part of what is approved anywhere that concerns it."""
        known = self.memory.concern(name, self.approved.fingerprint)
        if known is None:
            known = self.approved.concerning(name, self.memory.past(name).last)
            self.memory.keep_concern(name, self.approved.fingerprint, known)
        return digest((self._basis, known))

    def _files(self, source: Input) -> list[Path]:
        """What is read and written for an article: itself, its catalog, the other outputs."""
        po = source.name.with_suffix(".po")
        names = [po, *writers.outputs(source.name, self.settings.formats).values()]
        return [source.path, *(self.settings.output / name for name in dict.fromkeys(names))]

    def _finish(self, article: Article, drafted: Drafted, outcome: Outcome) -> None:
        """Merge the drafts with people's work, and write what comes of it."""
        source, name = article.source, str(article.source.name)
        path = self.settings.output / source.name.with_suffix(".po")
        stamps = {source.path: article.seen, path: stamp(path)}
        try:
            before = catalog.read(path)
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
            elsewhere=self.approved,
        )
        self.memory.keep_texts(name, merged.past)
        bilingual = Bilingual(
            drafted.document, merged.entries, merged.obsolete, before, catalog.dated(source.path)
        )
        if not still(path, stamps[path]):
            outcome.fail(source, InputError(CHANGED, path=path, hint="Run again."))
            return
        outcome.changed += self._write(bilingual, stamps)
        self.memory.keep_origin(name, source.path)
        self.memory.keep_last(name, merged.past)
        summary = summarise(bilingual)
        outcome.summaries.append(summary)
        found = [stamps[file] for file in self._files(source)]
        self.memory.ledger.keep(name, self._basis_of(name), found, encoded(summary))

    def _write(self, bilingual: Bilingual, stamps: dict[Path, Stamp]) -> int:
        """Write every format; returns how many files changed."""
        changed = 0
        names = writers.outputs(bilingual.document.path, self.settings.formats)
        for name, path in names.items():
            file = self.settings.output / path
            content = files.encoded(writers.writer(name).render(bilingual, self.context))
            changed += files.write(file, content, durable=name == "po")
            stamps[file] = stamp(file, content)
        return changed

    def _conclude(self, outcome: Outcome) -> None:
        """The overview and the report, once all documents are done."""
        folder, formats = self.settings.output, self.settings.formats
        outcome.summaries.sort(key=attrgetter("path"))
        summaries = sorted([*outcome.summaries, *self._standing(outcome)], key=attrgetter("path"))
        paths = [folder / "report.json", *[folder / "index.html"] * ("html" in formats)]
        basis = digest((self._basis, self.signature, formats, summaries))
        if self.memory.ledger.known(REPORT, basis, paths):
            return
        texts = [report.render(summaries, self.signature)]
        if "html" in formats:
            texts.append(overview.render(summaries, self.context, formats))
        contents = list(map(files.encoded, texts))
        outcome.changed += sum(map(files.write, paths, contents))
        stamps = list(map(stamp, paths, contents))
        self.memory.ledger.keep(REPORT, basis, stamps, True)

    def _standing(self, outcome: Outcome) -> Iterator[Summary]:
        """The documents that this run was not about and whose translations are still there."""
        done = {str(summary.path) for summary in outcome.summaries}
        for name, value in self.memory.ledger.values():
            if name not in done and name != REPORT:
                paths = writers.outputs(PurePosixPath(name), self.settings.formats).values()
                if any((self.settings.output / path).exists() for path in paths):
                    yield decoded(value)


def readable(inputs: Iterable[Input], outcome: Outcome) -> Iterator[Article]:
    """The inputs that can be read; the others are noted."""
    for source in inputs:
        seen = stamp(source.path)
        try:
            document = read(source.path, source.name)
        except InputError as error:
            outcome.fail(source, error)
            continue
        if document.encoding != "utf-8":
            outcome.notes.append(f"{source.name}: read as {document.encoding}")
        yield Article(source, seen, document)


def windows(articles: Iterable[Article]) -> Iterator[list[Article]]:
    """Articles in lots of about `WINDOW` segments."""
    window: list[Article] = []
    segments = 0
    for article in articles:
        window.append(article)
        segments += len(article.document.segments)
        if segments >= WINDOW:
            yield window
            window, segments = [], 0
    if window:
        yield window
