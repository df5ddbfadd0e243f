"""Word files that come back: the table, its ticks, and people's comments.

The XML is read as it stands, because of tracked changes: what was inserted counts, what was
deleted does not, whether or not somebody has accepted it.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from pipeline.errors import InputError
from pipeline.glossary.exchange.xml import Node
from pipeline.interchange.base import AGAIN, Returned, ReturnedText, root_of
from pipeline.writers.docx import SOURCE_DOCUMENT, TICKED, TRANSLATOR
from pipeline.writers.exchange import PROGRAM

suffixes = (".docx",)

LARGEST = 200_000_000  # bytes of a part, unpacked
DIGEST = re.compile(r"\b[0-9a-f]{12}(?:-\d+)?\b")
TICKS = f"{TICKED}☑✓✔"
SPELLED = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
SILENT = ("del", "moveFrom", "pPr", "rPr", "sdtPr")


def read(path: Path) -> tuple[Returned, ...]:
    """The rows of the table; those whose box is ticked are approved."""
    body = _part(path, "word/document.xml", "document")
    texts = (_text(paragraph) for paragraph in body.below("p"))
    names = (text for text in texts if text.startswith(SOURCE_DOCUMENT))
    document = next(names, "").removeprefix(SOURCE_DOCUMENT).strip()
    if not document:
        hint = f"A line with “{SOURCE_DOCUMENT}…” says which article it is of: leave it there."
        raise InputError("this Word file is none that Glosswerk wrote", path=path, hint=hint)
    comments = _comments(path) if body.below("commentReference") else {}
    return (Returned(document, tuple(_rows(body, comments))),)


def _rows(body: Node, comments: Mapping[str, str]) -> Iterator[ReturnedText]:
    for row in body.below("tr"):
        cells = row.children("tc")
        digests = DIGEST.findall(_text(cells[0])) if len(cells) == 3 else []
        if not digests:
            continue
        about, source, target = map(_text, cells)
        said = (comments.get(node.get("id", "")) for node in row.below("commentReference"))
        yield ReturnedText(
            source=source,
            target=target,
            approved=any(tick in about for tick in TICKS),
            comment="\n".join(filter(None, said)),
            id=digests[0],
            sent=digests[1] if len(digests) > 1 else "",
        )


def _comments(path: Path) -> dict[str, str]:
    """People's comments by id, with their names."""
    found = {}
    for comment in _part(path, "word/comments.xml", "comments").below("comment"):
        author = comment.get("author", "")
        name = "" if author in (TRANSLATOR, "") else f"{author}: "
        if author != PROGRAM:
            found[comment.get("id", "")] = name + _text(comment)
    return found


def _text(node: Node) -> str:
    """The text in an element, a line for each paragraph."""
    paragraphs = node.below("p") if node.tag != "p" else [node]
    return "\n".join("".join(_runs(paragraph)) for paragraph in paragraphs).strip()


def _runs(node: Node) -> Iterator[str]:
    for child in node:
        if not isinstance(child, Node) or child.tag in SILENT:
            continue
        yield SPELLED.get(child.tag, "")
        yield (child.text or "") if child.tag == "t" else "".join(_runs(child))


def _part(path: Path, name: str, tag: str) -> Node:
    """The root of a part of the file."""
    try:
        with zipfile.ZipFile(path) as package:
            if package.getinfo(name).file_size > LARGEST:
                raise InputError(f"{name} is too large", path=path, hint=AGAIN)
            data = package.read(name)
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror or error}", path=path) from error
    except (zipfile.BadZipFile, KeyError, RuntimeError, NotImplementedError, EOFError) as error:
        raise InputError("not a Word file, or a damaged one", path=path, hint=AGAIN) from error
    return root_of(data, path / name, tag)
