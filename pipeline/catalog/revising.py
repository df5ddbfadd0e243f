"""Changing entries of a PO file between two runs: all else in it stands as it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import takewhile
from pathlib import Path

from pipeline.catalog.header import DOCUMENT, header
from pipeline.catalog.message import Message
from pipeline.catalog.po import lines_of, parse
from pipeline.catalog.writing import entry_block, header_block


def revise(
    data: bytes, path: Path, changes: Iterable[Message], *, date: str, translator: str = ""
) -> str:
    """The PO file `data` with these messages in place of those with the same source.

    What the machine says in `#.` stays. `date` is of the revision; `translator` is whom the file
    names where it names nobody yet; `path` is for complaints.

    Raises:
        InputError: the file is damaged; with its line.
    """
    catalog = parse(data, path)
    lines = lines_of(data, path)
    changed: Mapping[str, Message] = {message.source: message for message in changes}
    document = dict(catalog.header).get(DOCUMENT, path.name)
    notice = "\n".join(_annotations(lines, 1))
    head = header(document, catalog, revised=date, translator=translator, notice=notice)
    blocks = [header_block(head, catalog.comment, notice)]
    for message in catalog.messages:
        annotations = tuple(_annotations(lines, message.line))
        blocks.append(entry_block(changed.get(message.source, message), annotations))
    return "\n".join(blocks)


def _annotations(lines: Sequence[str], line: int) -> Iterator[str]:
    """The `#.` lines of the entry that begins on `line`, counted from 1."""
    comments = takewhile(lambda text: text.startswith("#"), lines[line - 1 :])
    return (text[2:].removeprefix(" ") for text in comments if text.startswith("#."))
