"""Whether a file still holds what it held: quick where it can be, right always.

As git does it: size, times and inode tell at once that a file is as it was. They cannot where it
was looked at in the moment of its last change, since a change right after may bear the same times
(git's documentation, "Use of index and Racy Git problem"); there the bytes decide.
"""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass
from pathlib import Path

GRANULE = 2_000_000_000  # ns; the coarsest time stamps in use are those of FAT
ABSENT = ""


@dataclass(frozen=True, slots=True)
class Stamp:
    """A file as it was seen: size, times (ns) and inode, and the sha256 of its bytes.

    `settled` says that any later change shows in `stat`. Of a file that is not there, or cannot be
    read, `digest` is "".
    """

    stat: tuple[int, ...] = ()
    digest: str = ABSENT
    settled: bool = False


def stamp(path: Path, content: bytes | None = None) -> Stamp:
    """The stamp of a file; `content` is what was just written there, None to read it.

    To be taken before a file is read, or after it was written: what happens in between is seen as
    a change.
    """
    try:
        stat = _stat(path)
        digest = sha256(path) if content is None else hashlib.sha256(content).hexdigest()
    except OSError:
        return Stamp()
    settled = max(stat[1:3]) + GRANULE < time.time_ns()
    return Stamp(stat, digest, settled)


def still(path: Path, seen: Stamp) -> Stamp | None:
    """None when the file no longer holds what it held; else its stamp, newly taken if need be."""
    try:
        stat = _stat(path)
    except OSError:
        return None if seen.digest else seen
    if seen.settled and stat == seen.stat:
        return seen
    now = stamp(path)
    return now if now.digest == seen.digest else None


def sha256(path: Path) -> str:
    """The file's sha256 in hexadecimal."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def _stat(path: Path) -> tuple[int, int, int, int]:
    found = path.stat()
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino
