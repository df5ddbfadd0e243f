"""What stands in an output folder: from its catalogs and its report, without model and articles."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

from pipeline import catalog
from pipeline.catalog.header import DOCUMENT
from pipeline.catalog.standing import standing
from pipeline.errors import InputError, UsageError
from pipeline.memory import Memory
from pipeline.project import MEMORY
from pipeline.workflow import CATALOG
from pipeline.writers.summary import OUTCOMES, STATES, Summary, count, decoded, total


@dataclass(frozen=True, slots=True)
class Article:
    """An article in numbers.

    Its states are those of now, terms and findings those of the last run; `since` counts the
    segments that a person has changed since. `error` says why it could not be used.
    """

    summary: Summary
    since: int = 0
    error: InputError | None = None


@dataclass(frozen=True, slots=True)
class Status:
    """All articles, by path; what the last run did; whether it was cut off."""

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
        articles = sorted(_articles(output, memory), key=lambda article: article.summary.path)
        journal = memory.journal
        return Status(tuple(articles), journal.about("run"), bool(journal.about("open")))


def _articles(output: Path, memory: Memory) -> Iterator[Article]:
    reported = {summary.path.with_suffix(".po"): summary for summary in _reported(output)}
    files = (file.relative_to(output) for file in output.rglob("*.po"))
    found = {PurePosixPath(f.as_posix()) for f in files if not f.name.startswith(".")}
    yield from (_article(output / name, reported.get(name), memory) for name in found)
    for name in reported.keys() - found:
        summary = reported[name]
        error = InputError(summary.error, path=summary.path) if summary.error else None
        yield Article(summary, error=error)


def _reported(output: Path) -> Iterator[Summary]:
    """The articles of the last run, as its report has them."""
    file = output / "report.json"
    try:
        documents = json.loads(file.read_bytes())["documents"] if file.exists() else []
        for document in documents:
            yield decoded(document | {"error": document["error"] or ""})
    except (OSError, ValueError, TypeError, KeyError) as error:
        hint = "The next run writes it anew; until then, move it away."
        raise UsageError("the report cannot be read", path=file, hint=hint) from error


def _article(file: Path, reported: Summary | None, memory: Memory) -> Article:
    """The article of a catalog; it is parsed only if it has changed since the last run."""
    known = reported and memory.ledger.holding(str(reported.path), CATALOG, file)
    if known:
        return Article(decoded(known))
    try:
        theirs = catalog.read(file) or catalog.Catalog()
    except InputError as error:
        path = reported.path if reported else PurePosixPath(file.as_posix())
        return Article(Summary(path), error=error)
    path = PurePosixPath(dict(theirs.header).get(DOCUMENT) or file.as_posix())
    stands = standing(theirs, memory.past(str(path)))
    places = {s: max(1, len(message.references)) for s, message in theirs.active.items()}
    states = (state for source, state in stands.states.items() for _ in range(places[source]))
    summary = replace(
        reported or Summary(path),
        segments=sum(places.values()),
        states=count(states, STATES),
        error="",
    )
    return Article(summary, since=sum(places[source] for source in stands.since))


def as_json(status: Status) -> dict[str, Any]:
    """For programs; `error` is null where there is none."""
    usable = [article for article in status.articles if not article.error]
    summaries = [article.summary for article in usable]
    return {
        "documents": [_document(article) for article in status.articles],
        "totals": {
            "documents": len(status.articles),
            "failed": len(status.articles) - len(usable),
            "segments": sum(summary.segments for summary in summaries),
            "states": count((), STATES) | total(summaries, "states"),
            "since": sum(article.since for article in usable),
            "terms": count((), OUTCOMES) | total(summaries, "terms"),
            "findings": total(summaries, "findings"),
        },
        "last_run": status.last_run,
        "cut_off": status.cut_off,
    }


def _document(article: Article) -> dict[str, Any]:
    summary = article.summary
    return {
        "path": str(summary.path),
        "segments": summary.segments,
        "states": summary.states,
        "since": article.since,
        "terms": summary.terms,
        "findings": summary.findings,
        "error": str(article.error) if article.error else None,
    }
