"""Terms and checks on bilingual files, wherever they come from: no article and no model needed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from pipeline import interchange
from pipeline.catalog.header import DOCUMENT
from pipeline.catalog.po import parse
from pipeline.checks import examine
from pipeline.checks.base import Finding, Pair
from pipeline.documents import Format, format_of, lift
from pipeline.errors import InputError, UsageError
from pipeline.glossary.matching import Matcher
from pipeline.glossary.verifying import verify

IN_FOLDERS = (".po", ".tmx", ".xlf", ".xliff")


@dataclass(frozen=True, slots=True)
class Text:
    """A translated text of a bilingual file; `line` is where it begins, 0 where not known."""

    source: str
    target: str
    format: Format
    line: int = 0

    @property
    def id(self) -> str:
        """As in the tables: the first 12 hex digits of the source's sha256."""
        return hashlib.sha256(self.source.encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Located:
    """A finding, with the text and the file that it is about."""

    file: Path
    text: Text
    finding: Finding

    @property
    def where(self) -> str:
        """`file:line`, or `file:id`."""
        return f"{self.file}:{self.text.line or self.text.id}"


def bilingual_files(paths: Sequence[Path]) -> list[Path]:
    """The files named, and all PO, TMX and XLIFF files in the folders named, hidden ones aside.

    Raises:
        UsageError: a path is missing.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if not path.exists():
            raise UsageError("no such file or folder", path=path)
        inside = sorted(path.rglob("*")) if path.is_dir() else [path]
        wanted = (file for file in inside if file == path or _is_bilingual(file.relative_to(path)))
        found |= dict.fromkeys(wanted)
    return list(found)


def _is_bilingual(file: PurePath) -> bool:
    hidden = any(part.startswith(".") for part in file.parts)
    return file.suffix.lower() in IN_FOLDERS and not hidden


def texts(path: Path) -> Iterator[Text]:
    """The translated texts of a file, in its order.

    Raises:
        InputError: it is of a type that is not read, or damaged; with its line.
    """
    if path.suffix.lower() != ".po":
        for returned in interchange.read(path):
            for text in returned.texts:
                yield Text(text.source, text.target, _format(returned.document))
        return
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", path=path) from error
    catalog = parse(data, path)
    format = _format(dict(catalog.header).get(DOCUMENT, ""))
    for message in catalog.active.values():
        yield Text(message.source, message.target, format, message.line)


def _format(document: str) -> Format:
    return format_of(PurePath(document)) or "txt"


def check(
    path: Path, matcher: Matcher, severities: Mapping[str, str] | None = None
) -> list[Located]:
    """What a reviewer should see in a file, in its order; `severities` as `checks.examine` takes.

    Raises:
        InputError: as `texts`.
    """
    return [
        Located(path, text, finding)
        for text in texts(path)
        for finding in examine(_pair(text, matcher), severities)
    ]


def _pair(text: Text, matcher: Matcher) -> Pair:
    source, target = lift(text.source, text.format), lift(text.target, text.format)
    verdicts = verify(matcher.find(source.text), target.text)
    return Pair(
        source=source.text,
        target=target.text,
        verdicts=tuple(verdicts),
        markup=tuple(element.raw for element in source.elements),
        target_markup=tuple(element.raw for element in target.elements),
    )
