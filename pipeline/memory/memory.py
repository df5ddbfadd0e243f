"""One SQLite file in the output folder.

It holds drafts (what the machine said for a text), renderings (how a package says a term), the
text that the machine last wrote into each catalog (the base of the three-way merge), and what
people have approved. All but the last two can be made again.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from pipeline.errors import UsageError

SCHEMA = 1
TABLES = """
create table if not exists draft (key blob primary key, value text not null) without rowid;
create table if not exists rendering (
    package text, form text, value text not null, primary key (package, form)
) without rowid;
create table if not exists written (
    document text, source text, target text not null, primary key (document, source)
) without rowid;
create table if not exists approved (
    document text, source text, target text not null, primary key (document, source, target)
) without rowid;
"""


def draft_key(source: str, engine: str, terms: str) -> bytes:
    """The key of a draft: the text, all of the engine that can change what it says, the terms."""
    return hashlib.sha256("\0".join((engine, terms, source)).encode()).digest()


class Memory:
    """The memory of one output folder. Every method commits: a kill loses nothing finished."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._open()
        except sqlite3.DatabaseError as error:
            raise UsageError(
                f"the memory cannot be read ({error})",
                path=path,
                hint="Move the file away to start a new one; no reviewed text is lost with it.",
            ) from error

    def _open(self) -> None:
        self._db = sqlite3.connect(self.path, timeout=30)
        self._db.execute("pragma journal_mode = wal")
        self._db.execute("pragma synchronous = normal")
        found = self._db.execute("pragma user_version").fetchone()[0]
        if found > SCHEMA:
            raise UsageError(
                "the memory was written by a newer Glosswerk",
                path=self.path,
                hint="Update Glosswerk, or move the file away to start a new one.",
            )
        with self._db:
            self._db.executescript(TABLES + f"pragma user_version = {SCHEMA};")

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def drafts(self, keys: Iterable[bytes]) -> dict[bytes, Any]:
        """The drafts known for these keys, as `keep_drafts` was given them."""
        found = {}
        with closing(self._db.cursor()) as cursor:
            for key in keys:
                row = cursor.execute("select value from draft where key = ?", (key,)).fetchone()
                if row:
                    found[key] = json.loads(row[0])
        return found

    def keep_drafts(self, drafts: Mapping[bytes, Any]) -> None:
        """Remember drafts; values must be JSON."""
        rows = [(key, _json(value)) for key, value in sorted(drafts.items())]
        with self._db:
            self._db.executemany("insert or replace into draft values (?, ?)", rows)

    def renderings(self, package: str, forms: Iterable[str]) -> dict[str, list[str]]:
        """How the package renders these German forms, as far as known."""
        query = "select value from rendering where package = ? and form = ?"
        rows = ((form, self._db.execute(query, (package, form)).fetchone()) for form in forms)
        return {form: json.loads(row[0]) for form, row in rows if row}

    def keep_renderings(self, package: str, renderings: Mapping[str, Sequence[str]]) -> None:
        """Remember how the package renders forms."""
        rows = [(package, form, _json(list(said))) for form, said in sorted(renderings.items())]
        with self._db:
            self._db.executemany("insert or replace into rendering values (?, ?, ?)", rows)

    def written(self, document: str) -> dict[str, str]:
        """What the machine last wrote into the document's catalog: source → target."""
        query = "select source, target from written where document = ?"
        return dict(self._db.execute(query, (document,)))

    def keep_written(self, document: str, targets: Mapping[str, str]) -> None:
        """Replace what `written` says of a document."""
        rows = [(document, source, target) for source, target in sorted(targets.items())]
        if self.written(document) == dict(targets):
            return
        with self._db:
            self._db.execute("delete from written where document = ?", (document,))
            self._db.executemany("insert into written values (?, ?, ?)", rows)

    def approved(self, document: str) -> set[tuple[str, str]]:
        """(source, target) pairs that a person has approved in this document at some time."""
        query = "select source, target from approved where document = ?"
        return set(self._db.execute(query, (document,)))

    def keep_approved(self, document: str, pairs: Iterable[tuple[str, str]]) -> None:
        """Remember what a person has approved, for good."""
        rows = [(document, source, target) for source, target in sorted(pairs)]
        with self._db:
            self._db.executemany("insert or ignore into approved values (?, ?, ?)", rows)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
