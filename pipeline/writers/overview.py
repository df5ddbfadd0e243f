"""index.html: all articles at a glance, and the way to each of them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import quote

from pipeline.writers import outputs
from pipeline.writers.base import Context
from pipeline.writers.pages import page
from pipeline.writers.summary import OUTCOMES, SEVERITIES, STATES, Summary, count, total


@dataclass(frozen=True, slots=True)
class Line:
    """An article in the overview; `links` leads from format to file (none for a failed one)."""

    summary: Summary
    links: dict[str, str]

    @property
    def page(self) -> str:
        """The link to its page, "" for none."""
        return self.links.get("html", "")

    @property
    def states(self) -> str:
        """What the state filter looks for."""
        return " ".join(state for state, number in self.summary.states.items() if number)

    @property
    def flags(self) -> str:
        """What the findings filter looks for: check ids and severities."""
        severities = (name for name, number in self.summary.severities.items() if number)
        failed = ["failed"] if self.summary.error else []
        return " ".join([*self.summary.findings, *severities, *failed])


def render(summaries: Iterable[Summary], context: Context, formats: Sequence[str]) -> str:
    """The overview of all documents, in the order given; `formats` are those that were written."""
    summaries = list(summaries)
    return page(
        "overview.html.jinja",
        run=context,
        lines=[Line(summary, _links(summary, formats)) for summary in summaries],
        failed=sum(1 for summary in summaries if summary.error),
        segments=sum(summary.segments for summary in summaries),
        states=count((), STATES) | total(summaries, "states"),
        terms=count((), OUTCOMES) | total(summaries, "terms"),
        severities=count((), SEVERITIES) | total(summaries, "severities"),
        findings=total(summaries, "findings"),
    )


def _links(summary: Summary, formats: Sequence[str]) -> dict[str, str]:
    if summary.error:
        return {}
    return {name: link(path) for name, path in outputs(summary.path, formats).items()}


def link(path: PurePosixPath) -> str:
    """A relative reference to a file beside the overview, whatever its name holds (RFC 3986)."""
    return "./" + quote(os.fsencode(path))
