"""tsv: one line per segment, for programs and spreadsheets."""

from __future__ import annotations

from pipeline.catalog.entry import Bilingual, Entry
from pipeline.glossary.term import Verdict
from pipeline.writers.base import Context
from pipeline.writers.summary import outcome, score

name = "tsv"
suffix = ".tsv"

HEADER = ("id", "kind", "source", "target", "state", "score", "terms", "findings")
# A carriage return is escaped as well, or tables read with universal newlines would break.
_ESCAPES = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})


def render(bilingual: Bilingual, context: Context) -> str:
    """The table, header first, segments in document order."""
    rows = [HEADER, *map(_row, bilingual.entries)]
    return "".join("\t".join(map(escape, row)) + "\n" for row in rows)


def escape(cell: str) -> str:
    r"""Tab, newline and backslash as `\t`, `\n`, `\\`."""
    return cell.translate(_ESCAPES)


def _row(entry: Entry) -> tuple[str, ...]:
    terms = " | ".join(map(_term, entry.verdicts))
    findings = " | ".join(f"{finding.check}:{finding.severity}" for finding in entry.findings)
    segment = entry.segment
    texts = segment.kind, segment.source, entry.target
    return entry.id, *texts, entry.state, score(entry), terms, findings


def _term(verdict: Verdict) -> str:
    term = verdict.occurrence.term
    return f"{term.source}={term.preferred}:{outcome(verdict)}"
