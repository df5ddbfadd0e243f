"""Which files to translate, and what each is called in the output folder."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pipeline.documents.document import Format
from pipeline.documents.formats import SUFFIXES, format_of
from pipeline.errors import InputError, UsageError

_UNDECODED = re.compile("[\udc80-\udcff]")  # bytes of a file name that are no UTF-8


@dataclass(frozen=True, slots=True)
class Input:
    """A file to translate; `name` is its path below the output folder, as the source is called."""

    path: Path
    name: PurePosixPath
    format: Format


@dataclass(frozen=True, slots=True)
class Collection:
    """What was found under the paths given, in a fixed order.

    `errors` name inputs that can't be used; `skipped` counts files of folders that are not read,
    by suffix ("hidden" for hidden files and folders).
    """

    inputs: tuple[Input, ...]
    errors: tuple[InputError, ...]
    skipped: Mapping[str, int]


def collect(paths: Sequence[Path], output: Path) -> Collection:
    """Find the inputs under `paths`, files or folders; nothing in `output` is ever one.

    Names are relative to the folder given; of several folders each keeps its own name. No file
    is opened. Raises UsageError for a path that does not exist.
    """
    for path in paths:
        if not path.exists():
            raise UsageError("no such file or folder", path=path)
    collector = _Collector(output.resolve())
    given = list({path.resolve(): path for path in paths}.values())
    several = sum(path.is_dir() for path in given) > 1
    for path in given:
        if collector.is_output(path):
            collector.refuse(path, "this is in the output folder", "Name another one with -o.")
        elif path.is_dir():
            prefix = PurePosixPath(path.resolve().name if several else "")
            collector.walk(path, prefix, frozenset())
        else:
            collector.add_named(path)
    return Collection(
        tuple(collector.inputs.values()),
        tuple(collector.errors),
        dict(sorted(collector.skipped.items())),
    )


class _Collector:
    def __init__(self, output: Path) -> None:
        self.output = output
        self.inputs: dict[PurePosixPath, Input] = {}  # by the name that its outputs share
        self.errors: list[InputError] = []
        self.skipped: Counter[str] = Counter()

    def refuse(self, path: Path, message: str, hint: str | None = None) -> None:
        self.errors.append(InputError(message, path=path, hint=hint))

    def is_output(self, path: Path) -> bool:
        return path.resolve().is_relative_to(self.output)

    def add_named(self, path: Path) -> None:
        """A file named by the user."""
        format = format_of(path)
        if format is None:
            known = ", ".join(SUFFIXES)
            self.refuse(path, "files of this type are not read", f"Types that are: {known}")
        elif not path.is_file():
            self.refuse(path, "this is no regular file")
        elif not any(path.samefile(known.path) for known in self.inputs.values()):
            self._add(Input(path, PurePosixPath(path.name), format))

    def _add(self, found: Input) -> None:
        first = self.inputs.setdefault(found.name.with_suffix(""), found)
        if first is not found:
            self.refuse(
                found.path,
                f"its translation would be written to the same files as that of {first.path}",
                "Rename one of them, or translate them into different output folders.",
            )

    def walk(self, folder: Path, name: PurePosixPath, above: frozenset[Path]) -> None:
        """All files of a folder, sorted by name; `above` guards against loops of links."""
        here = folder.resolve()
        if here in above:
            return
        for entry in self._entries(folder):
            path = folder / entry.name
            if entry.name.startswith("."):
                self.skipped["hidden"] += 1
            elif entry.is_dir():
                if not self.is_output(path):
                    self.walk(path, name / entry.name, above | {here})
            else:
                self._add_found(path, name / entry.name)

    def _add_found(self, path: Path, name: PurePosixPath) -> None:
        format = format_of(path)
        if _UNDECODED.search(str(name)):
            self.refuse(path, "the name holds what is no text", "Rename the file.")
        elif format is None:
            self.skipped[path.suffix.lower() or "no suffix"] += 1
        elif not path.is_file():
            self.refuse(path, "this is no regular file, or a link to one that is gone")
        else:
            self._add(Input(path, name, format))

    def _entries(self, folder: Path) -> Iterator[os.DirEntry[str]]:
        try:
            with os.scandir(folder) as entries:
                yield from sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            self.refuse(folder, f"the folder can't be read ({error.strerror})")
