"""What runs did: the last one in numbers, and what the last one that changed something changed.

For each document that a run changes, the journal keeps how its entries were before, in the same
transaction in which the memory gets to know how they are now. So nothing is missing after a kill;
the run after one that was cut off goes on with its pages.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any

TABLES = """
create table if not exists before (document text primary key, value text not null) without rowid;
create table if not exists about (name text primary key, value text not null) without rowid;
"""
EMPTY = '{"last":{},"waived":[]}'
SEEN = ("target", "state", "previous")


class Journal:
    """The journal of an output folder; in the database of the memory."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._open = False

    def note(self, document: str, before: str | None, after: str) -> None:
        """Keep how a document was, within the caller's transaction; values are of table `last`."""
        if _seen(before or EMPTY) == _seen(after):
            return
        if not self._open:
            self._begin()
        row = document, before or EMPTY
        self._db.execute("insert or ignore into before values (?, ?)", row)

    def _begin(self) -> None:
        """A new page, unless the last run was cut off in the middle of its own."""
        if self.about("open") is None:
            self._db.execute("delete from before")
        self._db.execute("insert or replace into about values ('open', 'true')")
        self._open = True

    def finish(self, run: Mapping[str, Any], glossary: Mapping[str, str]) -> None:
        """Close the run: what it did in numbers, and the fingerprints of its glossary's entries."""
        with self._db:
            self._db.execute("delete from about where name = 'open'")
            for name, value in (("run", run), ("glossary", glossary)):
                row = name, json.dumps(value, ensure_ascii=False)
                self._db.execute("insert or replace into about values (?, ?)", row)
        self._open = False

    def about(self, name: str) -> Any | None:
        """`run`, `glossary` as `finish` was given them; `open` when the last run was cut off."""
        row = self._db.execute("select value from about where name = ?", (name,)).fetchone()
        return json.loads(row[0]) if row else None

    def changed(self) -> Iterator[tuple[str, str, str]]:
        """(document, value before, value now): what the last run with a change has changed."""
        yield from self._db.execute(
            "select document, before.value, last.value from before join last using (document)"
            " order by document"
        )


def _seen(value: str) -> Mapping[str, Any]:
    """What people see of the entries."""
    last = json.loads(value)["last"]
    return {source: [entry[name] for name in SEEN] for source, entry in last.items()}
