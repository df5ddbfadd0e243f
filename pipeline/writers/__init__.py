"""Bilingual pages, tables and English documents: what people and programs take away.

A format is a module of this package that has `name`, `suffix` and `render` (see `base.Writer`):
adding a format is adding a file.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib import import_module
from pathlib import PurePosixPath
from pkgutil import iter_modules
from typing import cast

from pipeline.errors import UsageError
from pipeline.writers.base import Context, Writer

__all__ = ["Context", "Writer", "names", "outputs", "writer"]


def names() -> tuple[str, ...]:
    """The names that --formats takes, in alphabetical order."""
    return tuple(sorted(_writers()))


def writer(name: str) -> Writer:
    """The writer of a format.

    Raises:
        UsageError: there is no such format.
    """
    if name not in _writers():
        known = ", ".join(names())
        raise UsageError(f"unknown format {name!r}", hint=f"--formats takes: {known}.")
    return _writers()[name]


def outputs(path: PurePosixPath, formats: Iterable[str]) -> dict[str, PurePosixPath]:
    """The file that each format writes for the document `path`, relative to the output folder.

    `a/summit.txt` gives `a/summit.en.txt` ("txt"), `a/summit.bilingual.html` ("html") and so on.
    """
    return {name: path.with_name(path.stem + _suffix(name, path)) for name in formats}


def _suffix(name: str, path: PurePosixPath) -> str:
    return writer(name).suffix.replace("{source}", path.suffix)


@cache
def _writers() -> dict[str, Writer]:
    modules = (import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__))
    # A module fulfils the protocol with its own names (PEP 544, "Modules as implementations").
    return {module.name: cast("Writer", module) for module in modules if hasattr(module, "suffix")}
