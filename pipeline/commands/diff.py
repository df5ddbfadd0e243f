"""`translate diff`: what the last run changed."""

from __future__ import annotations

import json
import sys
from contextlib import closing
from pathlib import Path

import click

from pipeline import __version__
from pipeline.commands import options
from pipeline.terminal import STYLES, Terminal


@click.command("diff")
@click.argument("folder", required=False, type=click.Path(path_type=Path), metavar="[DIR]")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")
@click.option("--html", type=click.Path(path_type=Path), metavar="FILE", help="Write a page.")
@click.option("--exit-code", is_flag=True, help="Exit 1 when something changed, as git diff does.")
@options.common
def command(
    folder: Path | None, as_json: bool, html: Path | None, exit_code: bool, terminal: Terminal
) -> int:
    """Show what the last run that changed something changed, segment by segment, word by word.

    DIR is an output folder (default: output). A run that was cut off counts with the one that went
    on with its work. People's edits are changes, too: the run took them over.

    Exit code 0; 1 with --exit-code, where there are changes; 2 where there is no such folder.
    """
    from pipeline.catalog.comparing import compare
    from pipeline.errors import UsageError
    from pipeline.files import write
    from pipeline.memory import Memory
    from pipeline.project import MEMORY
    from pipeline.writers import Context, diff

    output = folder or options.settings().output
    if not output.is_dir():
        raise UsageError("no such folder", path=output, hint="Name the output folder of a run.")
    with closing(Memory.to_read(output / MEMORY)) as memory:
        found = {name: compare(before, now) for name, before, now in memory.changed()}
    documents = {name: changes for name, changes in found.items() if changes}
    if html:
        write(html, diff.html(documents, Context(version=__version__)))
        terminal.say(f"Look at {html}", "bold")
    elif as_json:
        click.echo(json.dumps(diff.as_json(documents), ensure_ascii=False, indent=2))
    else:
        colored = terminal.colored(sys.stdout)
        for line in diff.lines(documents, _painted if colored else _plain):
            click.echo(line, color=True)
    return int(exit_code and bool(documents))


def _plain(text: str, style: str) -> str:
    return text


def _painted(text: str, style: str) -> str:
    return f"\033[{STYLES[style]}m{text}\033[0m" if style else text
