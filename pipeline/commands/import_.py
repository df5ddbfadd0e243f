"""`translate import`: a file that came back."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.commands import options
from pipeline.errors import InputError, UsageError
from pipeline.terminal import Terminal

if TYPE_CHECKING:
    from pipeline.interchange.bringing import Desk
    from pipeline.interchange.merging import Brought


@click.command("import")
@click.argument(
    "files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path)
)
@options.output
@options.common
def command(files: tuple[Path, ...], output: Path | None, terminal: Terminal) -> None:
    """Merge PO, XLIFF, TMX and Word files that came back into the catalogs.

    A file names its article itself. What a person wrote in the catalog meanwhile is never
    overwritten: such texts are shown, and the exit code is 3.
    """
    from pipeline.interchange.bringing import Desk
    from pipeline.memory import Memory
    from pipeline.memory.lock import locked
    from pipeline.project import LOCK, MEMORY

    settings = options.settings(output=output)
    folder = settings.output
    for path in (folder, *files):
        if not path.exists():
            raise UsageError("no such file or folder", path=path)
    with locked(folder / LOCK), closing(Memory.to_read(folder / MEMORY)) as memory:
        desk = Desk(folder, memory, settings.translator)
        done = [_bring_back(desk, file, terminal) for file in files]
    if any(done):
        terminal.say("The next `translate` run brings them into all files.", "dim")
    sys.exit(3 if None in done else 0)


def _bring_back(desk: Desk, file: Path, terminal: Terminal) -> int | None:
    """How many texts and comments were brought in; None where something was not taken."""
    try:
        results = desk.bring_back(file)
    except InputError as error:
        terminal.error(str(error) if error.path else f"{file}: {error}")
        return None
    terminal.say(f"{file}: {summary([brought for _, brought in results])}")
    for catalog, brought in results:
        for line in _left(catalog, brought):
            terminal.warning(line)
    conflicts = any(brought.conflicts for _, brought in results)
    return None if conflicts else sum(b.taken + b.comments for _, b in results)


def summary(results: list[Brought]) -> str:
    """The sums in words: `5 taken, 1 comment, 2 conflicts, 1 unknown`."""
    taken, comments = (sum(getattr(b, name) for b in results) for name in ("taken", "comments"))
    conflicts, unknown = (
        sum(len(getattr(b, name)) for b in results) for name in ("conflicts", "unknown")
    )
    said = f"{taken} taken, {conflicts} conflicts, {unknown} unknown"
    return f"{said}, {comments} comments" if comments else said


def _left(catalog: Path, brought: Brought) -> Iterator[str]:
    """What was not taken, a text each."""
    for conflict in brought.conflicts:
        yield (
            f"{catalog}:{conflict.line}: not overwritten: {conflict.source}\n"
            f"  stands:    {conflict.standing}\n"
            f"  came back: {conflict.returned}"
        )
    yield from (f"{catalog}: no segment has this source: {source}" for source in brought.unknown)
