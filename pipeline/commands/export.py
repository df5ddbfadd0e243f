"""`translate export`: the output as a project of another program."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import click

from pipeline.commands import options
from pipeline.errors import UsageError
from pipeline.terminal import Terminal


@click.command("export")
@click.option(
    "--omegat",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Write an OmegaT project into this folder.",
)
@options.output
@options.glossary
@options.common
def command(omegat: Path | None, terminal: Terminal, **given: Any) -> None:
    """Write the articles of the output folder as an OmegaT project.

    Its omegat/project_save.tmx comes back by `translate import`. A project that is there already
    is brought up to date; what was translated in it stays.
    """
    if omegat is None:
        raise click.UsageError("Say what to export: --omegat DIR.")
    from pipeline import __version__
    from pipeline.glossary.loading import load_for
    from pipeline.interchange.bringing import Desk
    from pipeline.interchange.omegat import Project
    from pipeline.memory import Memory
    from pipeline.project import MEMORY
    from pipeline.writers import Context

    settings = options.settings(**given)
    terms = load_for(settings).terms
    with closing(Memory.to_read(settings.output / MEMORY)) as memory:
        catalogs = Desk(settings.output, memory).catalogs()
        if not catalogs:
            hint = "Translate something first, or say with -o where the catalogs are."
            raise UsageError("there is no catalog to export", path=settings.output, hint=hint)
        project = Project(omegat, Context(version=__version__))
        changed = project.write(settings.output, catalogs, memory, terms)
    terminal.say(f"{omegat}: {len(catalogs)} articles, {changed} files written")
    terminal.say(f"It comes back by: translate import {omegat}/omegat/project_save.tmx", "dim")
