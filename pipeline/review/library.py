"""The articles of an output folder as a run would see them, without a model."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import NoReturn

from pipeline import __version__, approvals, catalog, signature, writers
from pipeline.catalog import Catalog, Merged, Past
from pipeline.catalog.entry import Bilingual, Draft, Entry
from pipeline.catalog.header import NOTICE
from pipeline.catalog.past import Last
from pipeline.catalog.po import parse
from pipeline.catalog.reusing import Approved
from pipeline.checks.base import Finding
from pipeline.config import Settings
from pipeline.documents import Document, Input, plain, read
from pipeline.documents.formats import SUFFIXES, format_of
from pipeline.drafting.drafter import Drafted, Drafter, decoded
from pipeline.drafting.translating import Request
from pipeline.engine.choosing import Choice, choose
from pipeline.errors import InputError, ModelError
from pipeline.glossary.loading import Glossary, load_for
from pipeline.glossary.matching import Matcher
from pipeline.glossary.term import Verdict
from pipeline.glossary.verifying import verify
from pipeline.judging import Judge
from pipeline.memory import Memory
from pipeline.project import MEMORY

Stamp = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Sheet:
    """An article with the texts that win; `version` is the digest of its PO file ("" for none)."""

    source: Input
    path: Path
    document: Document
    drafts: tuple[Draft, ...]
    judge: _Remembering
    before: Catalog
    version: str
    past: Past
    approved: Approved
    merged: Merged

    @property
    def entries(self) -> tuple[Entry, ...]:
        """One for each segment."""
        return self.merged.entries

    @property
    def bilingual(self) -> Bilingual:
        """For the writers."""
        return Bilingual(self.document, self.entries, self.merged.obsolete, self.before)

    def entry(self, id: str) -> Entry:
        """The entry with this id; KeyError where there is none."""
        return {entry.id: entry for entry in self.entries}[id]

    def like(self, source: str) -> list[Entry]:
        """The entries of one source text, in document order."""
        return [entry for entry in self.entries if entry.segment.source == source]

    def after(self, before: Catalog, past: Past) -> Merged:
        """What a run would make of another catalog and past."""
        return catalog.merge(
            self.document,
            self.drafts,
            before,
            past,
            judge=self.judge.judge,
            examine=self.judge.examine,
            elsewhere=self.approved,
        )


@dataclass(slots=True)
class _Remembering:
    """A judge that is not asked the same twice: with a save one text changes in a thousand."""

    judging: Judge
    verdicts: dict[tuple[int, str], list[Verdict]] = field(default_factory=dict)
    findings: dict[tuple[object, ...], tuple[Finding, ...]] = field(default_factory=dict)

    def judge(self, number: int, target: str) -> list[Verdict]:
        if (number, target) not in self.verdicts:
            self.verdicts[number, target] = self.judging.judge(number, target)
        return self.verdicts[number, target]

    def examine(
        self, number: int, target: str, verdicts: tuple[Verdict, ...]
    ) -> tuple[Finding, ...]:
        asked = (number, target, *(verdict.outcome for verdict in verdicts))
        if asked not in self.findings:
            self.findings[asked] = self.judging.examine(number, target, verdicts)
        return self.findings[asked]


class Library:
    """Finds, reads and remembers articles; what changed on disk is read again."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._glossary_stamp: object = None
        self._texts: dict[PurePosixPath, tuple[Stamp, Document, list[Request]]] = {}
        self._sheets: dict[PurePosixPath, tuple[object, Sheet]] = {}
        self.glossary = Glossary()
        self.matcher = Matcher(())

    @cached_property
    def choice(self) -> Choice | None:
        """The package that a run would take; drafts are kept under its name."""
        try:
            return choose(
                self.settings.model, allow_sample=self.settings.allow_sample, fetch=lambda: None
            )
        except ModelError:
            return None

    def articles(self) -> dict[PurePosixPath, Input | None]:
        """By name, every catalog in the output folder, and the article that it belongs to."""
        folder, origins = self.settings.output, self._origins()
        names = sorted(path.relative_to(folder) for path in folder.rglob("*.po"))
        found = {
            name: origins.get(name) or self._likely(name)
            for name in (PurePosixPath(name.as_posix()) for name in names)
        }
        return {source.name if source else name: source for name, source in found.items()}

    def _origins(self) -> dict[PurePosixPath, Input]:
        """By catalog, the articles that are still where the last run found them."""
        with self.memory() as memory:
            origins = memory.origins()
        return {
            PurePosixPath(name).with_suffix(".po"): Input(path, PurePosixPath(name), format)
            for name, path in origins.items()
            if path.is_file() and (format := format_of(path))
        }

    def _likely(self, po: PurePosixPath) -> Input | None:
        """Where `translate corpus/` or `translate .` would have found an article."""
        for root in self._roots:
            for suffix, format in SUFFIXES.items():
                path = root / po.with_suffix(suffix)
                if path.is_file():
                    return Input(path, po.with_suffix(suffix), format)
        return None

    @cached_property
    def _roots(self) -> list[Path]:
        root, output = self.settings.root, self.settings.output.resolve()
        folders = sorted(path for path in root.iterdir() if path.is_dir())
        found = [root / "corpus", root, *folders, Path.cwd()]
        return [f for f in found if not f.name.startswith(".") and f.resolve() != output]

    def sheet(self, source: Input) -> Sheet:
        """The article as it stands on disk now.

        Raises:
            InputError: the article or its catalog cannot be read.
        """
        self._renew()
        path = self.settings.output / source.name.with_suffix(".po")
        stamps = (stamp(source.path), stamp(path), self._glossary_stamp)
        known = self._sheets.get(source.name)
        if known is None or known[0] != stamps:
            known = self._sheets[source.name] = (stamps, self._opened(source, path))
        return known[1]

    def _opened(self, source: Input, path: Path) -> Sheet:
        document, requests = self._text(source)
        before, version = read_catalog(path)
        with self.memory() as memory:
            past = memory.past(str(source.name))
            drafts = tuple(self._drafts(requests, before, memory))
        occurrences = tuple(request.occurrences for request in requests)
        drafted = Drafted(document, drafts, occurrences)
        judge = self._judge(source, drafted)
        known, empty = self.approved, Merged((), (), past)
        sheet = Sheet(source, path, document, drafts, judge, before, version, past, known, empty)
        return replace(sheet, merged=sheet.after(before, past))

    def _judge(self, source: Input, drafted: Drafted) -> _Remembering:
        judging = Judge(drafted, dict(self.settings.checks))
        known = self._sheets.get(source.name)
        old = known[1].judge if known else None
        if old and old.judging.drafted.document is drafted.document:
            return _Remembering(judging, old.verdicts, old.findings)
        return _Remembering(judging)

    def _text(self, source: Input) -> tuple[Document, list[Request]]:
        here = stamp(source.path)
        known = self._texts.get(source.name)
        if known is None or known[0] != here:
            document = read(source.path, source.name)
            with self.memory() as memory:
                requests = self._drafter(memory).requests(document)
            known = self._texts[source.name] = (here, document, requests)
        return known[1], known[2]

    def _drafts(self, requests: list[Request], before: Catalog, memory: Memory) -> Iterator[Draft]:
        """As the memory knows them; where a run has not been since, what the catalog says."""
        drafter = self._drafter(memory)
        keys = [drafter.key(request) for request in requests]
        known = memory.drafts(keys)
        active = before.active
        for request, key in zip(requests, keys, strict=True):
            if key in known:
                yield decoded(known[key], request.occurrences)
            else:
                message = active.get(request.source)
                target = message.target if message else ""
                english = plain(target, request.format)
                yield Draft(target, verdicts=tuple(verify(request.occurrences, english)))

    def _drafter(self, memory: Memory) -> Drafter:
        key = signature.engine_key(self.choice.package) if self.choice else "no package"
        return Drafter(self.matcher, memory, key, _none)

    def memory(self) -> closing[Memory]:
        """The memory of the output folder, to be closed."""
        return closing(Memory(self.settings.output / MEMORY))

    def _renew(self) -> None:
        """Read the glossary again when a file of it has changed."""
        here = [self.settings.root / path for path in self.settings.glossary]
        files = [f for p in here for f in (sorted(p.glob("*.csv")) if p.is_dir() else [p])]
        now = tuple((str(file), stamp(file)) for file in files)
        if now != self._glossary_stamp:
            self.glossary = load_for(self.settings)
            self.matcher = Matcher(self.glossary.terms)
            self._glossary_stamp = now
            self._texts.clear()
            self._sheets.clear()

    def keep(self, sheet: Sheet) -> Sheet:
        """Take a sheet that has just been written for what stands on disk."""
        for entry in sheet.entries:
            now = Last(entry.target, entry.state)
            self.index.setdefault(entry.segment.source, {})[sheet.source.name] = now
        before, version = read_catalog(sheet.path)
        sheet = replace(sheet, before=before, version=version)
        stamps = (stamp(sheet.source.path), stamp(sheet.path), self._glossary_stamp)
        self._sheets[sheet.source.name] = (stamps, sheet)
        return sheet

    @cached_property
    def approved(self) -> Approved:
        """What was approved when the page was opened, or a run has been: what that run goes by."""
        with self.memory() as memory:
            return approvals.approved(self.settings.output, memory)

    @cached_property
    def index(self) -> dict[str, dict[PurePosixPath, Last]]:
        """By source text, the articles that hold it and what they last said."""
        found: dict[str, dict[PurePosixPath, Last]] = {}
        names = {str(name): name for name, at in self.articles().items() if at}
        with self.memory() as memory:
            for document, entries in memory.lasts():
                for source, last in entries.items() if document in names else ():
                    found.setdefault(source, {})[names[document]] = last
        return found

    def renew(self) -> None:
        """Read everything anew: a run has been."""
        self._glossary_stamp = None
        for known in ("index", "approved"):
            self.__dict__.pop(known, None)

    @property
    def notice(self) -> str:
        """What nobody who reads must miss, "" for nothing."""
        return self.choice.notice if self.choice else ""

    def context(self, before: Catalog) -> writers.Context:
        """What a PO file says of the run, as a run would say it."""
        notice = self.notice if self.choice else dict(before.header).get(NOTICE, "")
        return writers.Context(
            notice=notice, version=__version__, translator=self.settings.translator
        )


def read_catalog(path: Path) -> tuple[Catalog, str]:
    """A PO file and its version; an empty catalog and "" where there is none.

    Raises:
        InputError: the file is damaged or cannot be read.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return Catalog(), ""
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", path=path) from error
    return parse(data, path), hashlib.sha256(data).hexdigest()[:16]


def stamp(path: Path) -> Stamp:
    """Time of the last change in nanoseconds, and size; (0, 0) for no file."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return 0, 0
    return found.st_mtime_ns, found.st_size


def _none() -> NoReturn:
    raise AssertionError("the review page translates nothing without a run")
