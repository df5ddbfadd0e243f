"""The progress bar itself: rich, imported only when a bar is shown."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text


class _Rate(ProgressColumn):
    def __init__(self, unit: str) -> None:
        super().__init__()
        self.unit = unit

    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:,.0f} {self.unit}/s" if task.speed else "")


class RichBar:
    """What the work tells the bar: see `pipeline.terminal.Bar`."""

    def __init__(self, progress: Progress, label: str) -> None:
        self.progress = progress
        self.task = progress.add_task(label, total=None)

    def advance(self, amount: int) -> None:
        """`amount` more is done."""
        self.progress.advance(self.task, amount)

    def total(self, amount: int) -> None:
        """There are `amount` in all."""
        self.progress.update(self.task, total=amount)


@contextmanager
def rich_bar(label: str, unit: str, *, color: bool) -> Iterator[RichBar]:
    """A bar on standard error that goes away when it is done."""
    columns = [
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        _Rate(unit),
        TimeRemainingColumn(),
    ]
    console = Console(file=sys.stderr, no_color=not color)
    with Progress(*columns, console=console, transient=True) as progress:
        yield RichBar(progress, label)
