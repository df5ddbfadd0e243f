"""What a watcher looks at, and which changes concern a run."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterable, Iterator, Sequence
from pathlib import Path

from watchfiles import watch

from pipeline.config import FILE, Settings
from pipeline.documents import format_of

DEBOUNCE = 300  # ms; an editor that saves writes more than once
READY = 100  # ms


def folders(paths: Iterable[Path], settings: Settings) -> list[Path]:
    """Every folder in which a change may concern a run; hidden ones are left out.

    A single file is watched through its folder: editors put a new file in its place.
    """
    roots = [*paths, settings.output, *(settings.root / path for path in settings.glossary)]
    found = {settings.root, Path.cwd()}
    for root in roots:
        found |= set(_below(root)) if root.is_dir() else {root.parent}
    return sorted(folder.resolve() for folder in found if folder.is_dir())


def _below(root: Path) -> Iterator[Path]:
    for folder, names, _ in os.walk(root):
        names[:] = [name for name in names if not name.startswith(".")]
        yield Path(folder)


def relevant(changed: Iterable[Path], paths: Sequence[Path], settings: Settings) -> bool:
    """Whether one of these concerns a run: an article, a glossary, the settings, a catalog."""
    return any(_concerns(path, paths, settings) for path in changed)


def _concerns(path: Path, paths: Iterable[Path], settings: Settings) -> bool:
    if path.name.startswith("."):
        return False
    if _inside(path, [settings.output]):
        return path.suffix == ".po"
    if path.name == FILE:
        return True
    if path.suffix.lower() == ".csv":
        return _inside(path, (settings.root / glossary for glossary in settings.glossary))
    read = format_of(path) is not None or path.is_dir() or not path.suffix
    return read and _inside(path, paths)


def _inside(path: Path, roots: Iterable[Path]) -> bool:
    return any(path.is_relative_to(root.resolve()) for root in roots)


def changes(folders: Sequence[Path]) -> Generator[list[Path], None, None]:
    """First nothing, as soon as no change is missed any more; then what has changed, in lots."""
    watched = watch(
        *folders,
        watch_filter=None,
        debounce=DEBOUNCE,
        rust_timeout=READY,
        yield_on_timeout=True,
        recursive=False,
    )
    for number, found in enumerate(watched):
        if found or number == 0:
            yield [Path(path) for _, path in found]
