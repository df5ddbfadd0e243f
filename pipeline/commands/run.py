"""`translate run`: the main job."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.commands import options
from pipeline.terminal import Terminal

if TYPE_CHECKING:
    from pipeline.config import Settings


@click.command("run")
@click.argument(
    "paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(path_type=Path)
)
@options.output
@options.glossary
@options.model
@options.formats
@click.option("--dry-run", is_flag=True, help="Say what would be done; write nothing.")
@options.flag("download", "Fetch the model when it is missing, without asking.")
@options.flag("offline", "Never open a connection.")
@options.flag("strict", "Exit 1 when a term is missed or an error stands.")
@options.common
def command(paths: tuple[Path, ...], dry_run: bool, terminal: Terminal, **given: Any) -> None:
    """Translate files or whole folders.

    Writes for each article a bilingual page, a PO file, a table and the English document.
    """
    settings = options.settings(**given)
    start = _plan if dry_run else _translate
    sys.exit(start(paths, settings, terminal))


def _translate(paths: tuple[Path, ...], settings: Settings, terminal: Terminal) -> int:
    from pipeline import summing
    from pipeline.running import run

    outcome = run(paths, settings, terminal)
    summing.conclude(outcome, settings, terminal)
    return summing.exit_code(outcome, settings)


def _plan(paths: tuple[Path, ...], settings: Settings, terminal: Terminal) -> int:
    from pipeline.planning import plan
    from pipeline.summing import announce

    planned = plan(paths, settings)
    announce(planned.found, terminal)
    for error in planned.errors:
        terminal.error(str(error))
    for line in planned.lines:
        click.echo(line)
    return 3 if planned.errors else 0
