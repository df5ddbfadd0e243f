"""Files that come back: PO, XLIFF, TMX and Word files, read and merged into the catalogs.

A format is a module of this package that has `suffixes` and `read` (see `base.Format`): adding a
format is adding a file.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import cast

from pipeline.errors import InputError
from pipeline.interchange.base import Format, Returned, ReturnedText

__all__ = ["Returned", "ReturnedText", "read", "suffixes"]


def read(path: Path) -> tuple[Returned, ...]:
    """The texts of a file, for each document that it holds texts of.

    Raises:
        InputError: it is of a type that does not come back, or damaged; with its line.
    """
    for format in _formats():
        if path.suffix.lower() in format.suffixes:
            return format.read(path)
    raise InputError(
        "this type of file is not read", path=path, hint=f"Known types: {', '.join(suffixes())}."
    )


def suffixes() -> tuple[str, ...]:
    """The suffixes of the files that are read, in alphabetical order."""
    return tuple(sorted(suffix for format in _formats() for suffix in format.suffixes))


@cache
def _formats() -> tuple[Format, ...]:
    modules = (import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__))
    # A module fulfils the protocol with its own names (PEP 544, "Modules as implementations").
    return tuple(cast("Format", module) for module in modules if hasattr(module, "suffixes"))
