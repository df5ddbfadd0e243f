"""What is done, and need not be looked at again while the files are as they were.

An entry stands for one piece of work: its basis (a fingerprint of all but files that could change
its outcome), the stamps of the files that it read and wrote, and a value that came of it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple
from pathlib import Path
from typing import Any

from pipeline.stamps import Stamp, still

TABLES = """
create table if not exists done (
    name text primary key, basis text not null, stamps text not null, value text not null
) without rowid;
"""


class Ledger:
    """The entries, by name; in the database of the memory."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def known(self, name: str, basis: str, files: Sequence[Path]) -> Any | None:
        """The value kept for this work, or None where it has to be done (again)."""
        found, seen, value = self._row(name)
        if found != basis:
            return None
        now = [still(path, stamp) for path, stamp in zip(files, seen, strict=True)]
        if None in now:
            return None
        if now != seen:
            with self._db:
                stamps = _json(map(astuple, filter(None, now)))
                self._db.execute("update done set stamps = ? where name = ?", (stamps, name))
        return value

    def holding(self, name: str, number: int, file: Path) -> Any | None:
        """The value kept for this work, if the one file, of that number, is as it was."""
        _, seen, value = self._row(name)
        return value if seen and still(file, seen[number]) else None

    def values(self) -> Iterator[tuple[str, Any]]:
        """The names and values of all entries, whatever has become of their files."""
        for name, value in self._db.execute("select name, value from done order by name"):
            yield name, json.loads(value)

    def _row(self, name: str) -> tuple[str, list[Stamp], Any]:
        query = "select basis, stamps, value from done where name = ?"
        row = self._db.execute(query, (name,)).fetchone()
        basis, stamps, value = row or ("", "[]", "null")
        seen = [Stamp(tuple(stat), *rest) for stat, *rest in json.loads(stamps)]
        return basis, seen, json.loads(value)

    def keep(self, name: str, basis: str, stamps: Sequence[Stamp], value: Any) -> None:
        """Remember that work is done; one stamp for each of the files, in the order of `known`."""
        row = name, basis, _json(map(astuple, stamps)), json.dumps(value, ensure_ascii=False)
        with self._db:
            self._db.execute("insert or replace into done values (?, ?, ?, ?)", row)

    def forget(self, name: str) -> None:
        """The work has to be done again; within the caller's transaction."""
        self._db.execute("delete from done where name = ?", (name,))


def _json(stamps: Iterable[tuple[Any, ...]]) -> str:
    return json.dumps(list(stamps), separators=(",", ":"))
