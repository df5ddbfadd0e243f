"""Digests of large files, remembered in the user's cache.

A package has 150 MB and seldom changes; to read it takes longer than a run with little to do.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import astuple
from pathlib import Path

from pipeline.stamps import Stamp, sha256, stamp, still

SMALL = 4_000_000  # bytes; what is smaller is read in no time
FILE = "digests.json"


def digest(path: Path, cache: Callable[[], Path]) -> str:
    """The file's sha256 in hexadecimal; read only when it may have changed since the last time.

    `cache` gives a folder. Where nothing can be remembered in it, the file is read every time.
    """
    if path.stat().st_size < SMALL:
        return sha256(path)
    file, name = cache() / FILE, str(path.resolve())
    known = _known(file)
    seen = known.get(name)
    now = (seen and still(path, seen)) or stamp(path)
    if now != seen:
        _keep(file, known | {name: now})
    return now.digest


def _known(file: Path) -> dict[str, Stamp]:
    try:
        stored = json.loads(file.read_text(encoding="utf-8"))
        return {name: Stamp(tuple(stat), *rest) for name, (stat, *rest) in stored.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _keep(file: Path, known: dict[str, Stamp]) -> None:
    from pipeline.files import write

    stamps = {name: astuple(seen) for name, seen in known.items() if Path(name).exists()}
    with suppress(OSError):
        write(file, json.dumps(stamps, indent=1))
