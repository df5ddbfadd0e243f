"""A corpus beside what the output folder has for it: what terms it could use, which it uses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from pipeline import catalog
from pipeline.config import Settings
from pipeline.documents import Document, collect, plain, read
from pipeline.errors import InputError
from pipeline.glossary.suggesting import Sentence
from pipeline.memory import Memory
from pipeline.project import MEMORY


@dataclass(frozen=True, slots=True)
class Survey:
    """The sentences of a corpus with their English, and the files that could not be used."""

    sentences: tuple[Sentence, ...]
    errors: tuple[InputError, ...]


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
            found |= {m.source: m.target for m in known.active.values() if m.target} if known else {}
    return found
