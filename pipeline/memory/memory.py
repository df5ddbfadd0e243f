"""One SQLite file in the output folder.

It holds drafts (what the machine said for a text), renderings (how a package says a term), and the
past of each catalog (the base of the three-way merge). The first two can be made again. Beside them
stand the ledger (what is done) and the journal (what runs did).
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Any
from urllib.parse import quote

from pipeline.catalog.past import Last, Past, Text
from pipeline.errors import UsageError
from pipeline.memory import journal, ledger
from pipeline.memory.journal import Journal
from pipeline.memory.ledger import Ledger

SCHEMA = 1
TEXTS = ("written", "approved", "latest", "declined")
TABLES = f"""{ledger.TABLES}{journal.TABLES}
create table if not exists draft (key blob primary key, value text not null) without rowid;
create table if not exists rendering (
    package text, form text, value text not null, primary key (package, form)
) without rowid;
create table if not exists written (
    document text, source text, target text, primary key (document, source, target)
) without rowid;
create table if not exists approved (
    document text, source text, target text, primary key (document, source, target)
) without rowid;
create table if not exists latest (
    document text, source text, target text, primary key (document, source, target)
) without rowid;
create table if not exists declined (
    document text, source text, target text, primary key (document, source, target)
) without rowid;
create table if not exists concern (
    document text primary key, approved text not null, value text not null
) without rowid;
create table if not exists origin (document text primary key, path text not null) without rowid;
create table if not exists last (document text primary key, value text not null) without rowid;
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
            raise _unreadable(path, error) from error

    @classmethod
    def to_read(cls, path: Path) -> Memory:
        """The memory at `path` to look into, whether or not it is there; nothing is written."""
        memory = cls.__new__(cls)
        memory.path = path
        memory._db = sqlite3.connect(":memory:")
        if path.exists():
            try:
                memory._copy(path)
            except sqlite3.DatabaseError as error:
                raise _unreadable(path, error) from error
        memory._db.executescript(TABLES)
        memory._add_rooms()
        return memory

    def _copy(self, path: Path) -> None:
        with closing(sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True)) as stored:
            stored.backup(self._db)

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
        self._add_rooms()

    def _add_rooms(self) -> None:
        self.ledger = Ledger(self._db)
        self.journal = Journal(self._db)

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

    def past(self, document: str) -> Past:
        """What is known of the document's catalog; an empty past for a new document."""
        stored = self._last(document)
        value = json.loads(stored) if stored else {"waived": []}
        return Past(
            last=_entries(stored) if stored else {},
            written=self._texts("written", document),
            approved=self._texts("approved", document),
            latest=self._texts("latest", document),
            declined=self._texts("declined", document),
            waived=frozenset((s, t, key) for s, t, key in value["waived"]),
        )

    def keep_texts(self, document: str, past: Past) -> None:
        """Remember the texts of a past: to be called before the catalog is written.

        A run after one that was killed in between knows its drafts for the machine's.
        """
        with self._db:
            self.ledger.forget(document)
            for table in TEXTS:
                texts, known = getattr(past, table), self._texts(table, document)
                gone, new = (
                    [(document, *text) for text in sorted(rows)]
                    for rows in (known - texts, texts - known)
                )
                where = "document = ? and source = ? and target = ?"
                self._db.executemany(f"delete from {table} where {where}", gone)
                self._db.executemany(f"insert into {table} values (?, ?, ?)", new)

    def keep_last(self, document: str, past: Past) -> None:
        """Remember `last` and `waived`: to be called when the catalog has been written."""
        last = {source: asdict(entry) for source, entry in past.last.items()}
        value = _json({"last": last, "waived": sorted(past.waived)})
        with self._db:
            self.ledger.forget(document)
            self._db.execute("delete from concern where document = ?", (document,))
            self.journal.note(document, self._last(document), value)
            self._db.execute("insert or replace into last values (?, ?)", (document, value))

    def keep_origin(self, document: str, path: Path) -> None:
        """Remember where an article lies, for who comes to the output folder without its name."""
        row = (document, str(path.absolute()))
        with self._db:
            self._db.execute("insert or replace into origin values (?, ?)", row)

    def origins(self) -> dict[str, Path]:
        """Where the articles lay when they were last translated, by document."""
        rows = self._db.execute("select document, path from origin")
        return {document: Path(path) for document, path in rows}

    def latest(self) -> dict[str, frozenset[Text]]:
        """What is approved in each document, as far as the memory knows."""
        found: dict[str, set[Text]] = {}
        for document, *text in self._db.execute("select document, source, target from latest"):
            found.setdefault(document, set()).add((text[0], text[1]))
        return {document: frozenset(texts) for document, texts in found.items()}

    def concern(self, document: str, approved: str) -> str | None:
        """What `keep_concern` was given for this state of what is approved anywhere."""
        query = "select value from concern where document = ? and approved = ?"
        row = self._db.execute(query, (document, approved)).fetchone()
        return row[0] if row else None

    def keep_concern(self, document: str, approved: str, value: str) -> None:
        """Remember how much of what is approved anywhere concerns a document, as last kept."""
        row = document, approved, value
        with self._db:
            self._db.execute("insert or replace into concern values (?, ?, ?)", row)

    def lasts(self) -> Iterator[tuple[str, Mapping[str, Last]]]:
        """All documents ever translated here, with their entries as the last run left them."""
        for document, value in self._db.execute("select document, value from last"):
            yield document, _entries(value)

    def changed(self) -> Iterator[tuple[str, Mapping[str, Last], Mapping[str, Last]]]:
        """(document, entries before, entries now): what the last run with a change has changed."""
        for document, before, now in self.journal.changed():
            yield document, _entries(before), _entries(now)

    def _last(self, document: str) -> str | None:
        query = "select value from last where document = ?"
        row = self._db.execute(query, (document,)).fetchone()
        return row[0] if row else None

    def _texts(self, table: str, document: str) -> frozenset[Text]:
        query = f"select source, target from {table} where document = ?"
        return frozenset(
            (source, target) for source, target in self._db.execute(query, (document,))
        )


def _unreadable(path: Path, error: sqlite3.DatabaseError) -> UsageError:
    return UsageError(
        f"the memory cannot be read ({error})",
        path=path,
        hint="Move the file away to start a new one; no reviewed text is lost with it.",
    )


def _entries(value: str) -> dict[str, Last]:
    last = json.loads(value)["last"]
    return {source: Last(**_tuples(entry)) for source, entry in last.items()}


def _tuples(value: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tuple(v) if isinstance(v, list) else v for name, v in value.items()}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
