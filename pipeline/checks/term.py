"""Terms: whether the agreed English stands for each of them."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.base import Finding, Pair, Severity
from pipeline.glossary.term import Status, Verdict

SEVERITIES: dict[Status, Severity] = {"approved": "error", "deprecated": "warning", "draft": "look"}


class Terms:
    """A finding for each term that is missed or stands in a forbidden rendering."""

    ids = ("term", "forbidden", "keep")

    def __call__(self, pair: Pair) -> Iterator[Finding]:
        """Findings in the order of the terms."""
        for verdict in pair.verdicts:
            if verdict.outcome in ("missed", "forbidden"):
                severity = SEVERITIES[verdict.occurrence.term.status]
                check_id, message = _told(verdict)
                yield Finding(check_id, severity, message)


def _told(verdict: Verdict) -> tuple[str, str]:
    """The id of the check, and what to tell."""
    term, text = verdict.occurrence.term, verdict.occurrence.text
    agreed = f"“{term.preferred}” ({term.entry})"
    if verdict.outcome == "forbidden":
        return "forbidden", f"„{text}“ must not be “{verdict.rendering}”, but {agreed}"
    if term.mode == "keep":
        return "keep", f"„{text}“ should stay as it is: {agreed}"
    return "term", f"„{text}“ should be {agreed}"


check = Terms()
