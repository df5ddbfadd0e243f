"""`translate status`: how the work stands."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.commands import options
from pipeline.terminal import Terminal

if TYPE_CHECKING:
    from pipeline.status import Status

COLUMNS = ("segments", "machine", "edited", "reviewed", "outdated", "findings")


@click.command("status")
@click.argument("folder", required=False, type=click.Path(path_type=Path), metavar="[DIR]")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")
@options.common
def command(folder: Path | None, as_json: bool, terminal: Terminal) -> int:
    """Show what is machine-made, edited, reviewed and outdated, per article and in all.

    DIR is an output folder (default: output). It needs neither the articles nor a model. Texts that
    were changed since the last run are counted as the next run will see them; findings are those
    of the last run (`translate check` looks anew).

    Exit code 0; 2 where there is no such folder; 3 when a catalog is damaged or an article could
    not be used: each is named, and the others are shown.
    """
    from pipeline import status

    found = status.look(folder or options.settings().output)
    for article in found.articles:
        if article.error:
            terminal.error(str(article.error))
    facts = status.as_json(found)
    if as_json:
        click.echo(json.dumps(facts, ensure_ascii=False, indent=2))
    else:
        _show(found, facts["totals"])
    return 3 if any(article.error for article in found.articles) else 0


def _show(status: Status, totals: Mapping[str, Any]) -> None:
    """A table, and below it what one should know."""
    if not status.articles:
        click.echo("Nothing is translated here yet.")
        return
    rows = [_row(str(a.summary.path), asdict(a.summary)) for a in status.articles if not a.error]
    table = [("", *COLUMNS), *rows, _row(f"{len(rows)} in all", totals)]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for name, *figures in table:
        padded = (f"{f:>{width}}" for f, width in zip(figures, widths[1:], strict=True))
        click.echo(f"{name:<{widths[0]}}  {'  '.join(padded)}")
    for line in _remarks(status, totals["since"]):
        click.echo(line)


def _row(name: str, numbers: Mapping[str, Any]) -> tuple[str, ...]:
    states = (numbers["states"].get(state, 0) for state in COLUMNS[1:-1])
    figures = numbers["segments"], *states, sum(numbers["findings"].values())
    return name, *(f"{figure:,}" if figure else "·" for figure in figures)


def _remarks(status: Status, since: int) -> Iterator[str]:
    run = status.last_run
    if status.cut_off:
        yield "The last run was cut off: run again to go on where it stopped."
    elif run:
        yield (
            f"Last run: {run['translated']:,} translated, {run['reused']:,} reused,"
            f" {run['files']:,} files written"
        )
    if since:
        names = [str(article.summary.path) for article in status.articles if article.since]
        texts = "1 text" if since == 1 else f"{since:,} texts"
        yield f"By people since: {texts} in {', '.join(names)}; the next run takes them over"
