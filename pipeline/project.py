"""Putting a run together: settings, glossary, package, memory → a workflow."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import click

from pipeline import __version__, signature, writers
from pipeline.approvals import approved
from pipeline.config import Settings
from pipeline.drafting.drafter import Drafter
from pipeline.drafting.enforcing import Enforcer
from pipeline.drafting.renderings import Renderings
from pipeline.drafting.translating import Translator
from pipeline.engine.choosing import Choice, choose
from pipeline.engine.local import LocalDecoder
from pipeline.engine.official import OFFICIAL
from pipeline.engine.package import Package
from pipeline.errors import ModelError
from pipeline.glossary.loading import load_for
from pipeline.glossary.matching import Matcher
from pipeline.memory import Memory
from pipeline.memory.lock import locked
from pipeline.terminal import Terminal
from pipeline.workflow import Workflow

LOCK = Path(".glosswerk/lock")
MEMORY = Path(".glosswerk/memory.sqlite")


@contextmanager
def opened(settings: Settings, terminal: Terminal) -> Iterator[Workflow]:
    """The workflow for these settings, alone in its output folder.

    Raises:
        UsageError: the glossary or the memory cannot be used, or another run is at work here.
        ModelError: there is no package.
    """
    glossary = load_for(settings)
    choice = package_for(settings, terminal)
    if choice.notice:
        terminal.warning(choice.notice)
    output = settings.output
    with locked(output / LOCK), closing(Memory(output / MEMORY)) as memory:
        manifest = signature.manifest(settings, choice.package, glossary)
        yield Workflow(
            settings,
            drafter_for(choice.package, Matcher(glossary.terms), memory),
            memory,
            writers.Context(
                package=choice.package.name,
                notice=choice.notice,
                signature=signature.digest(manifest),
                version=__version__,
                translator=settings.translator,
            ),
            manifest,
            glossary.terms,
            approved(output, memory),
        )


def drafter_for(package: Package, matcher: Matcher, memory: Memory) -> Drafter:
    """A drafter that loads the model when there is something to translate, and not before."""
    key = signature.engine_key(package)

    def load() -> Translator:
        decoder = LocalDecoder(package)
        return Translator(decoder, Enforcer(decoder, Renderings(decoder, memory, key)))

    return Drafter(matcher, memory, key, load)


def package_for(settings: Settings, terminal: Terminal) -> Choice:
    """The package to translate with; asks on a terminal before anything is downloaded."""
    return choose(
        settings.model,
        allow_sample=settings.allow_sample,
        fetch=lambda: _fetched(settings, terminal),
    )


def _fetched(settings: Settings, terminal: Terminal) -> Package | None:
    """The official package, where the user wants it now."""
    from pipeline.engine import downloading

    question = f"Download the Argos German-English package ({OFFICIAL.size / 1e6:.0f} MB)?"
    wanted = settings.download or (terminal.interactive and click.confirm(question, err=True))
    if settings.offline or not wanted:
        return None
    try:
        return downloading.install(downloading.latest(terminal), terminal)
    except ModelError as error:
        if not settings.allow_sample:
            raise
        terminal.warning(str(error))
        return None
