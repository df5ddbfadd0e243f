"""What stands in an output folder: from its catalogs and its report, without model and articles."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Any

from pipeline import catalog
from pipeline.catalog.header import DOCUMENT
from pipeline.catalog.standing import standing
from pipeline.errors import InputError, UsageError
from pipeline.memory import Memory
from pipeline.project import MEMORY
from pipeline.workflow import CATALOG
from pipeline.writers.summary import STATES, count


@dataclass(frozen=True, slots=True)
class Article:
    """An article in numbers.

    `states` are those of now; `since` counts the segments that a person has changed since the last
    run; `terms` and `findings` are of that run. `error` says why the catalog could not be read.
    """

    path: str
    segments: int = 0
    states: Mapping[str, int] = field(default_factory=dict)
    since: int = 0
    terms: Mapping[str, int] = field(default_factory=dict)
    findings: Mapping[str, int] = field(default_factory=dict)
    error: InputError | None = None


@dataclass(frozen=True, slots=True)
class Status:
    """All articles, by path; what the last run did; whether one was cut off since."""

    articles: tuple[Article, ...]
    last_run: Mapping[str, int] | None
    cut_off: bool


def look(output: Path) -> Status:
    """The status of an output folder.

    Raises:
        UsageError: there is no such folder, or its report cannot be read.
    """
    if not output.is_dir():
        raise UsageError("no such folder", path=output, hint="Name the output folder of a run.")
    with closing(Memory.to_read(output / MEMORY)) as memory:
        articles = sorted(_articles(output, memory), key=lambda article: article.path)
        journal = memory.journal
        return Status(tuple(articles), journal.about("run"), bool(journal.about("open")))


def _articles(output: Path, memory: Memory) -> Iterator[Article]:
    reported = {_catalog_of(article.path): article for article in _reported(output)}
    files = (file.relative_to(output) for file in output.rglob("*.po"))
    found = {PurePosixPath(f.as_posix()) for f in files if not f.name.startswith(".")}
    for name in reported.keys() | found:
        article = reported.get(name)
        yield _article(output / name, article, memory) if name in found or not article else article


def _catalog_of(path: str) -> PurePosixPath:
    return PurePosixPath(path).with_suffix(".po")


def _reported(output: Path) -> Iterator[Article]:
    """The articles of the last run, as its report has them."""
    file = output / "report.json"
    try:
        documents = json.loads(file.read_bytes())["documents"] if file.exists() else []
        for document in documents:
            names = ("path", "segments", "states", "terms", "findings")
            yield Article(**{name: document[name] for name in names})
    except (OSError, ValueError, TypeError, KeyError) as error:
        hint = "The next run writes it anew."
        raise UsageError("the report cannot be read", path=file, hint=hint) from error


def _article(file: Path, reported: Article | None, memory: Memory) -> Article:
    """The article of a catalog; it is parsed only if it has changed since the last run."""
    if reported and memory.ledger.holding(reported.path, CATALOG, file):
        return reported
    try:
        theirs = catalog.read(file) or catalog.Catalog()
    except InputError as error:
        return Article(reported.path if reported else str(file), error=error)
    path = dict(theirs.header).get(DOCUMENT, str(file))
    stands = standing(theirs, memory.past(path))
    places = {s: max(1, len(message.references)) for s, message in theirs.active.items()}
    states = (state for source, state in stands.states.items() for _ in range(places[source]))
    return replace(
        reported or Article(path),
        segments=sum(places.values()),
        states=count(states, STATES),
        since=sum(places[source] for source in stands.since),
    )


def as_json(status: Status) -> dict[str, Any]:
    """For programs; `error` is null where there is none."""
    articles = [article for article in status.articles if not article.error]
    return {
        "documents": [
            {
                "path": article.path,
                "segments": article.segments,
                "states": article.states,
                "since": article.since,
                "terms": article.terms,
                "findings": article.findings,
                "error": str(article.error) if article.error else None,
            }
            for article in status.articles
        ],
        "totals": {
            "documents": len(status.articles),
            "failed": len(status.articles) - len(articles),
            "segments": sum(article.segments for article in articles),
            "states": summed(articles, "states"),
            "since": sum(article.since for article in articles),
            "terms": summed(articles, "terms"),
            "findings": summed(articles, "findings"),
        },
        "last_run": status.last_run,
        "cut_off": status.cut_off,
    }
