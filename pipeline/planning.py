"""`--dry-run`: what a run would do, with counts, and nothing written."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from pipeline import writers
from pipeline.announcing import glossary_news
from pipeline.config import Settings
from pipeline.documents import Collection, collect, read
from pipeline.drafting.drafter import Drafter
from pipeline.engine.choosing import choose
from pipeline.errors import InputError, ModelError
from pipeline.glossary.loading import load_for
from pipeline.glossary.matching import Matcher
from pipeline.memory import Memory
from pipeline.project import MEMORY, drafter_for


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run would do: a line for each document, then the sum; and what it could not use."""

    found: Collection
    lines: tuple[str, ...]
    errors: tuple[InputError, ...]


def plan(paths: Sequence[Path], settings: Settings) -> Plan:
    """Look at everything that a run would look at, without a model and without writing."""
    found = collect(paths, settings.output)
    terms = load_for(settings).terms
    matcher = Matcher(terms)
    lines, errors = [], list(found.errors)
    articles = segments = matches = work = 0
    with closing(Memory.to_read(settings.output / MEMORY)) as memory:
        drafter = drafter_to_look(settings, matcher, memory)
        news = glossary_news(terms, memory, drafter, found.inputs)
        for source in found.inputs:
            try:
                document = read(source.path, source.name)
            except InputError as error:
                errors.append(error)
                continue
            requests = drafter.requests(document)
            missing = len(drafter.missing(requests))
            occurrences = sum(len(request.occurrences) for request in requests)
            files = ", ".join(map(str, writers.outputs(source.name, settings.formats).values()))
            lines.append(
                f"{source.name}: {len(requests)} segments, {missing} to translate,"
                f" {occurrences} terms → {files}"
            )
            articles, segments = articles + 1, segments + len(requests)
            matches, work = matches + occurrences, work + missing
    lines.append(
        f"{articles} articles, {segments} segments, {work} to translate, {matches} terms;"
        f" nothing was written"
    )
    return Plan(found, (*news, *lines), tuple(errors))


def drafter_to_look(settings: Settings, matcher: Matcher, memory: Memory) -> Drafter:
    """A drafter that translates nothing, for the package that a run would take.

    The memory goes by that; where there is no package, nothing is known.
    """
    try:
        choice = choose(settings.model, allow_sample=settings.allow_sample, fetch=lambda: None)
    except ModelError:
        return Drafter(matcher, memory, "no package", _none)
    return drafter_for(choice.package, matcher, memory)


def _none() -> NoReturn:
    raise AssertionError("a dry run translates nothing")
