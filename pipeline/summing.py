"""What a run tells people: what it found, and at the end what came of it."""

from __future__ import annotations

from pipeline.config import Settings
from pipeline.documents import Collection
from pipeline.terminal import Terminal
from pipeline.workflow import Outcome
from pipeline.writers.summary import Summary, total

SHOWN = 10  # articles named in the summary
UNSETTLED = ("missed", "forbidden")


def announce(found: Collection, terminal: Terminal) -> None:
    """What is not going to be translated, before the work starts."""
    if found.skipped:
        kinds = ", ".join(f"{number} {suffix}" for suffix, number in found.skipped.items())
        terminal.say(f"Skipped: {kinds}", "dim")
    if not found.inputs and not found.errors:
        terminal.say("Nothing to translate: no .txt, .md or .html file was found.")


def conclude(outcome: Outcome, settings: Settings, terminal: Terminal) -> None:
    """A summary that a person can act on."""
    for note in outcome.notes:
        terminal.say(note, "dim")
    for error in outcome.errors:
        terminal.error(str(error))
    if not outcome.summaries:
        return
    for line in summary(outcome):
        terminal.say(line)
    page = settings.output / ("index.html" if "html" in settings.formats else "report.json")
    terminal.say(f"Look at {page}", "bold")


def summary(outcome: Outcome) -> list[str]:
    """The lines of the summary."""
    done = [document for document in outcome.summaries if not document.error]
    terms, findings = total(done, "terms"), total(done, "findings")
    lines = [
        f"{_count(len(done), 'article')}, {_count(sum(d.segments for d in done), 'segment')}:"
        f" {outcome.translated:,} translated, {outcome.reused:,} reused;"
        f" {_count(outcome.changed, 'file')} written",
    ]
    if any(terms.values()):
        said = (f"{number:,} {name}" for name, number in terms.items() if number)
        lines.append(f"Terms: {', '.join(said)}")
    missing = [
        f"  {document.path}: {_count(number, 'term')} {name}"
        for document in done
        for name in UNSETTLED
        if (number := document.terms.get(name, 0))
    ]
    lines += missing[:SHOWN]
    if len(missing) > SHOWN:
        lines.append(f"  and {len(missing) - SHOWN:,} more articles; the overview has them all")
    if findings:
        lines.append("Findings: " + ", ".join(f"{n:,} {check}" for check, n in findings.items()))
    human = {s: n for s, n in total(done, "states").items() if n and s != "machine"}
    if human:
        lines.append("People's work: " + ", ".join(f"{n:,} {state}" for state, n in human.items()))
    return lines


def exit_code(outcome: Outcome, settings: Settings) -> int:
    """3 when some input failed, 1 under --strict when something stands, else 0."""
    if outcome.errors:
        return 3
    return int(settings.strict and any(map(_stands, outcome.summaries)))


def _stands(document: Summary) -> bool:
    missing = any(document.terms.get(name, 0) for name in UNSETTLED)
    return missing or bool(document.severities.get("error", 0))


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + "s" * (number != 1)
