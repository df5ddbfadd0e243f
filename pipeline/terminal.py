"""What people see while it runs: messages and a progress bar, all on standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol

STYLES = {"error": "31;1", "warning": "33;1", "notice": "36", "good": "32", "dim": "2", "bold": "1"}


class Bar(Protocol):
    """A progress bar: how much more is done, how much there is in all."""

    def advance(self, amount: int) -> None:
        """`amount` more is done."""

    def total(self, amount: int) -> None:
        """There are `amount` in all."""


class _NoBar:
    def advance(self, amount: int) -> None:
        pass

    def total(self, amount: int) -> None:
        pass


@dataclass(frozen=True, slots=True)
class Terminal:
    """Standard error. `verbosity`: -1 quiet (errors only), 0, 1 verbose."""

    verbosity: int = 0
    color: bool = True

    def say(self, message: str, style: str = "") -> None:
        """A message that -q silences."""
        if self.verbosity >= 0:
            self._write(self.styled(message, style))

    def detail(self, message: str) -> None:
        """A message that only -v shows."""
        if self.verbosity > 0:
            self._write(self.styled(message, "dim"))

    def error(self, message: str) -> None:
        """A message that is always shown."""
        self._write(f"{self.styled('error:', 'error')} {message}")

    def warning(self, message: str) -> None:
        """A message that is always shown, about something that did not stop the work."""
        self._write(f"{self.styled('warning:', 'warning')} {message}")

    def styled(self, text: str, style: str) -> str:
        """`text` in a style of `STYLES`, where standard error takes colour."""
        if not style or not self.colored(sys.stderr):
            return text
        return f"\033[{STYLES[style]}m{text}\033[0m"

    def colored(self, stream: object) -> bool:
        """Whether `stream` should get colour: a terminal, and nobody has said no."""
        isatty = getattr(stream, "isatty", lambda: False)
        return self.color and "NO_COLOR" not in os.environ and bool(isatty())

    @property
    def interactive(self) -> bool:
        """Whether there is a person to ask."""
        return self.verbosity >= 0 and sys.stdin.isatty() and sys.stderr.isatty()

    @contextmanager
    def bar(self, label: str, *, unit: str = "") -> Iterator[Bar]:
        """A progress bar with rate and time left; nothing where there is no terminal."""
        if self.verbosity < 0 or not sys.stderr.isatty():
            yield _NoBar()
            return
        from pipeline.progress import rich_bar

        with rich_bar(label, unit, color=self.colored(sys.stderr)) as bar:
            yield bar

    def _write(self, message: str) -> None:
        try:
            print(message, file=sys.stderr, flush=True)
        except UnicodeEncodeError:
            encoding = sys.stderr.encoding or "ascii"
            print(message.encode(encoding, "replace").decode(encoding), file=sys.stderr)
