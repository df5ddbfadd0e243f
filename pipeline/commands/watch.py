"""`translate watch`: run again what changed."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.commands import options
from pipeline.errors import GlosswerkError
from pipeline.terminal import Terminal

if TYPE_CHECKING:
    from pipeline.config import Settings
    from pipeline.workflow import Outcome


class Quiet(Terminal):
    """For the runs after the first: what was said at the start is not said again."""

    def warning(self, message: str) -> None:
        """Nothing."""


@click.command("watch")
@click.argument(
    "paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(path_type=Path)
)
@options.output
@options.glossary
@options.model
@options.formats
@options.flag("offline", "Never open a connection.")
@options.common
def command(paths: tuple[Path, ...], terminal: Terminal, **given: Any) -> int:
    """Translate files or whole folders, and again whenever something changes.

    What counts are articles, glossary files, translate.toml, and the catalogs in the output folder,
    that is to say what people save there. What goes wrong later is told and does not end it.

    Ctrl+C ends it, with exit code 130. The first run fails as `translate run` does: 2 for a missing
    path or an unreadable glossary, 4 without a package.
    """
    from pipeline import summing
    from pipeline.running import run

    settings = options.settings(**given)
    try:
        outcome = run(paths, settings, terminal)
        summing.conclude(outcome, settings, terminal)
        terminal.say("Watching; Ctrl+C ends it.", "dim")
        _watch(paths, given, settings, outcome, terminal)
    except KeyboardInterrupt:
        terminal.say("Stopped; what was finished is kept.")
    return 130


def _watch(
    paths: tuple[Path, ...],
    given: dict[str, Any],
    settings: Settings,
    outcome: Outcome,
    terminal: Terminal,
) -> None:
    """Run again for ever. A run begins when its changes are being watched already."""
    from pipeline import watching
    from pipeline.running import run

    quiet = Quiet(-1, terminal.color)
    while True:
        folders = watching.folders(paths, settings)
        with closing(watching.changes(folders)) as lots:
            next(lots)
            try:
                settings = options.settings(**given)
                before, outcome = outcome, run(paths, settings, quiet)
                _tell(outcome, before, terminal)
            except (GlosswerkError, OSError) as error:
                terminal.error(str(error))
            if watching.folders(paths, settings) == folders:
                next(lot for lot in lots if watching.relevant(lot, paths, settings))


def _tell(outcome: Outcome, before: Outcome, terminal: Terminal) -> None:
    """What came of a run, unless nothing did: our own writing of a catalog is a change, too."""
    from pipeline.summing import summary

    errors = list(map(str, outcome.errors))
    if errors != list(map(str, before.errors)):
        for error in errors:
            terminal.error(error)
    if outcome.changed:
        terminal.say(summary(outcome)[0])
