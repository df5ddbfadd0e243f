"""report.json: the state of the output in numbers, for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from pipeline.writers.summary import OUTCOMES, STATES, Summary, count, total


def render(summaries: Iterable[Summary], signature: Mapping[str, Any]) -> str:
    """The report of all documents, in the order given; keys sorted, no clock, no absolute path."""
    documents = list(summaries)
    failed = sum(1 for document in documents if document.error)
    report = {
        "signature": signature,
        "documents": [_document(document) for document in documents],
        "totals": {
            "documents": len(documents),
            "failed": failed,
            "segments": sum(document.segments for document in documents),
            "states": count((), STATES) | total(documents, "states"),
            "terms": count((), OUTCOMES) | total(documents, "terms"),
            "findings": total(documents, "findings"),
        },
    }
    return json.dumps(report, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def _document(summary: Summary) -> dict[str, Any]:
    return {
        "path": str(summary.path),
        "segments": summary.segments,
        "states": summary.states,
        "terms": summary.terms,
        "findings": summary.findings,
        "error": summary.error or None,
    }
