"""Glossaries of other programs: read, written, and brought together with one's own.

A format is a module of this package that has `name`, `suffixes`, `fits`, `read` and `write` (see
`base.Format`): adding a format is adding a file.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from pathlib import Path, PurePath
from pkgutil import iter_modules
from typing import cast

from pipeline.errors import UsageError
from pipeline.glossary.exchange.appending import append
from pipeline.glossary.exchange.base import Format, cells
from pipeline.glossary.exchange.merging import Merge, differences, merge
from pipeline.glossary.loading import Problem
from pipeline.glossary.term import Term

__all__ = [
    "Merge",
    "append",
    "differences",
    "export_terms",
    "format_of",
    "formats",
    "import_terms",
    "losses",
    "merge",
    "sniff",
    "to_csv",
]

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NAMES = "Say what it is with --format"


def formats() -> tuple[str, ...]:
    """The names that --format takes, in alphabetical order."""
    return tuple(sorted(_formats()))


def sniff(path: PurePath, data: bytes) -> str:
    """The format of a file, by its first element or line, then by its suffix.

    Raises:
        UsageError: it is none that we read.
    """
    fitting = [name for name in formats() if _formats()[name].fits(data, path)]
    return fitting[0] if fitting else format_of(path)


def format_of(path: PurePath) -> str:
    """The format that a file's suffix means.

    Raises:
        UsageError: it means none.
    """
    for name in formats():
        if path.suffix.lower() in _formats()[name].suffixes:
            return name
    raise UsageError("cannot tell the format", path=path, hint=f"{_NAMES}: {_known()}.")


def import_terms(
    path: Path, format: str | None = None, problems: list[Problem] | None = None
) -> list[Term]:
    """The entries of a glossary file of any format; None looks what it is.

    Entries that cannot be taken over, for want of an English term say, are left out and told in
    `problems`.

    Raises:
        UsageError: the file is missing, broken, or of no format that we read; names path:line.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(f"cannot be read: {error.strerror}", path=path) from error
    reader = _format(format or sniff(path, data))
    return reader.read(data, path, [] if problems is None else problems)


def export_terms(terms: Sequence[Term], format: str) -> bytes:
    """A whole file of a format, in UTF-8.

    Raises:
        UsageError: there is nothing to write, no such format, or a character that XML forbids.
    """
    writer = _format(format)
    if not terms:
        raise UsageError("the glossary has no entries: there is nothing to export")
    for term in terms:
        for name, cell in cells(term).items():
            if found := _NOT_XML.search(cell):
                message = f"the {name} holds U+{ord(found.group()):04X}, which is no character"
                raise UsageError(message, path=term.file, line=term.line, hint="Remove it.")
    return writer.write(terms)


def losses(terms: Sequence[Term], format: str) -> Counter[str]:
    """How many entries lose what stands in a column when they are exported to `format`."""
    data = export_terms(terms, format)
    back = {term.source: term for term in _format(format).read(data, PurePath("exported"), [])}
    lost: Counter[str] = Counter()
    for term in terms:
        there = back.get(term.source)
        lost.update(differences(term, there) if there else ["source"])
    return lost


def to_csv(terms: Sequence[Term]) -> str:
    """A new CSV glossary: source, target, comment and the other columns that are used."""
    return append("", terms)


def _format(name: str) -> Format:
    if name not in _formats():
        raise UsageError(f"unknown format {name!r}", hint=f"Known formats: {_known()}.")
    return _formats()[name]


def _known() -> str:
    return ", ".join(formats())


@cache
def _formats() -> dict[str, Format]:
    modules = (import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__))
    # A module fulfils the protocol with its own names (PEP 544, "Modules as implementations").
    return {
        module.name: cast("Format", module) for module in modules if hasattr(module, "suffixes")
    }
