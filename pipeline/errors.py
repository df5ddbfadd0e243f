"""What can go wrong, in words for the person who has to mend it.

GlosswerkError
├── UsageError        exit 2  a missing path, an unreadable glossary: nothing was done
├── InputError        exit 3  one input could not be used; all others are done
└── ModelError        exit 4  no package to translate with
"""

from __future__ import annotations

from pathlib import PurePath


class GlosswerkError(Exception):
    """Root of all errors shown to people: what happened, where, and what to do about it."""

    exit_code = 1

    def __init__(
        self,
        message: str,
        *,
        path: PurePath | str | None = None,
        line: int | None = None,
        hint: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.path = path
        self.line = line
        self.hint = hint

    @property
    def where(self) -> str:
        """`path:line`, `path`, or nothing."""
        if self.path is None:
            return ""
        return f"{self.path}:{self.line}" if self.line else str(self.path)

    def __str__(self) -> str:
        where = f"{self.where}: " if self.where else ""
        hint = f"\n  {self.hint}" if self.hint else ""
        return f"{where}{self.message}{hint}"


class UsageError(GlosswerkError):
    """The command cannot start: nothing was done."""

    exit_code = 2


class InputError(GlosswerkError):
    """One input could not be used; the others are done."""

    exit_code = 3


class ModelError(GlosswerkError):
    """There is no package to translate with, or it cannot be loaded."""

    exit_code = 4
