"""Files that are whole or not there, and that are left alone when nothing changed."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path


def write(path: Path, content: str | bytes, *, durable: bool = False) -> bool:
    """Give `path` this content, text in UTF-8, line ends as they are; say whether it changed.

    The folder is made. A file that holds these bytes already is not touched, so that its time
    stamp keeps its meaning. Otherwise a file beside it is written and put in its place: a reader,
    or a run that was killed, sees the old text or the new one. `durable` waits for the disk, for
    files that hold people's work.

    Raises:
        OSError: the disk is full, the folder is read-only and the like; `path` is as it was.
    """
    data = encoded(content)
    if path.is_file() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = _beside(path)
    try:
        with temporary.open("wb") as file:
            file.write(data)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return True


def encoded(content: str | bytes) -> bytes:
    """The bytes that `write` gives a file."""
    return content.encode("utf-8", "replace") if isinstance(content, str) else content


def _beside(path: Path) -> Path:
    """A name in the same folder, the same each time: what a kill left is overwritten next time."""
    digest = hashlib.sha256(os.fsencode(path.name)).hexdigest()[:12]
    return path.with_name(f".{digest}.tmp")
