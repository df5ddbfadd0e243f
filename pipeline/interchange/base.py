"""What comes back, and what reads it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from pipeline.errors import InputError, UsageError
from pipeline.glossary.exchange.xml import Node, parse

AGAIN = "Is the file complete? Save it again in the program that wrote it. Nothing was changed."


@dataclass(frozen=True, slots=True)
class ReturnedText:
    """A text as it came back.

    `id` is the segment's, "" where the format has none; `approved` says that a person stands for
    the text; `comment` is people's; `sent` is the mark of the text that was sent, "" where the
    file does not tell.
    """

    source: str
    target: str
    approved: bool = False
    comment: str = ""
    id: str = ""
    sent: str = ""


@dataclass(frozen=True, slots=True)
class Returned:
    """The texts of one document, named as in its catalog; "" for any that holds the texts."""

    document: str
    texts: tuple[ReturnedText, ...]


class Format(Protocol):
    """A module that reads the files with these suffixes, in lower case."""

    suffixes: tuple[str, ...]

    def read(self, path: Path) -> tuple[Returned, ...]:
        """The texts of a file. Raises InputError, with the line, where it is damaged."""


def data_of(path: Path) -> bytes:
    """The bytes of a file.

    Raises:
        InputError: it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", path=path) from error


def root_of(data: bytes, path: Path, *tags: str) -> Node:
    """The root element of an XML file; no entity is declared, expanded or fetched.

    Raises:
        InputError: it is not well-formed, has entities, or its root has none of the names `tags`.
    """
    try:
        root = parse(data, path)
    except UsageError as error:
        raise InputError(error.message, path=path, line=error.line, hint=AGAIN) from error
    if root.tag not in tags:
        wanted = " or ".join(f"<{tag}>" for tag in tags)
        raise InputError(f"<{root.tag}> where {wanted} is wanted", path=path, line=root.line)
    return root
