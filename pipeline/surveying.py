"""A corpus beside what the output folder has for it: what terms it could use, which it uses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from pipeline import catalog
from pipeline.config import Settings
from pipeline.documents import Document, collect, format_of, plain, read
from pipeline.drafting.drafter import Drafter
from pipeline.drafting.translating import Request
from pipeline.errors import InputError
from pipeline.glossary.matching import Matcher
from pipeline.glossary.suggesting import Sentence
from pipeline.glossary.term import Term
from pipeline.glossary.use import Use, count
from pipeline.memory import Memory
from pipeline.planning import drafter_to_look
from pipeline.project import MEMORY


@dataclass(frozen=True, slots=True)
class Survey:
    """The sentences of a corpus with their English, and the files that could not be used."""

    sentences: tuple[Sentence, ...]
    errors: tuple[InputError, ...]


def use(paths: Sequence[Path], settings: Settings, terms: Iterable[Term]) -> Use:
    """How often entries occur in a corpus, and what the drafts in the memory made of them.

    Without `paths` the corpus is what the output folder was made of.

    Raises:
        UsageError: a path is missing.
        InputError: a file cannot be used.
    """
    with closing(Memory.to_read(settings.output / MEMORY)) as memory:
        drafter = drafter_to_look(settings, Matcher(terms), memory)
        if paths:
            requests = list(_requests(paths, settings, drafter))
        else:
            requests = [
                drafter.request(source, format)
                for name, entries in memory.lasts()
                if (format := format_of(Path(name)))
                for source in entries
            ]
        return count((request.occurrences for request in requests), drafter.known(requests))


def _requests(paths: Sequence[Path], settings: Settings, drafter: Drafter) -> Iterator[Request]:
    found = collect(paths, settings.output)
    for error in found.errors:
        raise error
    for source in found.inputs:
        yield from drafter.requests(read(source.path, source.name))


def survey(paths: Sequence[Path], settings: Settings) -> Survey:
    """Read a corpus, and the translations of its segments where the output folder has them.

    Raises:
        UsageError: a path is missing.
    """
    found = collect(paths, settings.output)
    errors = list(found.errors)
    english = _translations(settings.output, errors)
    sentences: list[Sentence] = []
    for source in found.inputs:
        try:
            sentences += _sentences(read(source.path, source.name), english)
        except InputError as error:
            errors.append(error)
    return Survey(tuple(sentences), tuple(errors))


def _sentences(document: Document, english: dict[str, str]) -> Iterator[Sentence]:
    for segment in document.segments:
        texts = segment.source, english.get(segment.source, "")
        yield Sentence(*(plain(text, document.format) for text in texts))


def _translations(output: Path, errors: list[InputError]) -> dict[str, str]:
    """The English of each source: as the catalogs have it, else as the last run left it."""
    with closing(Memory.to_read(output / MEMORY)) as memory:
        found = {s: last.target for _, entries in memory.lasts() for s, last in entries.items()}
    for file in sorted(output.rglob("*.po")) if output.is_dir() else ():
        try:
            known = catalog.read(file)
        except InputError as error:
            errors.append(error)
        else:
            found |= (
                {m.source: m.target for m in known.active.values() if m.target} if known else {}
            )
    return found
