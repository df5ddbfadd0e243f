"""`translate glossary`: look at, search and extend the glossary."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.commands import options
from pipeline.commands.glossary_exchange import export, import_
from pipeline.commands.glossary_suggest import suggest
from pipeline.glossary.loading import Glossary, Problem, load, load_for
from pipeline.glossary.term import Term
from pipeline.terminal import Terminal

if TYPE_CHECKING:
    from pipeline.config import Settings
    from pipeline.glossary.use import Use

as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")
STYLES = {"error": "error", "warning": "warning", "note": "dim"}


@click.group("glossary")
def command() -> None:
    """Check, search and extend the glossary."""


command.add_command(import_)
command.add_command(export)
command.add_command(suggest)


@command.command()
@click.option(
    "--corpus",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="Articles to count the entries in, repeatable.  [default: those of the output folder]",
)
@as_json
@options.output
@options.model
@options.glossary
@options.common
def check(corpus: tuple[Path, ...], as_json: bool, terminal: Terminal, **given: Any) -> int:
    """Say what is odd about the glossary, with file and line.

    With a corpus, or the output folder of a run, also which entries never occur in it, and which
    the model says as agreed by itself (-v shows them).
    Exit code 0, also with warnings; 1 when there are errors; 2 when a file cannot be read.
    """
    from pipeline.glossary.checking import check, statuses

    settings = options.settings(**given)
    terms = load_for(settings)
    use = _use(corpus, settings, terms)
    problems = check(terms, use)
    counts = statuses(terms.terms)
    if as_json:
        found = {"entries": counts, "problems": [_problem(problem) for problem in problems]}
        _print(found | {"use": asdict(use) if use else None})
    else:
        _show(problems, terminal)
        if use:
            terminal.say(_needed(terms.terms, use))
        terminal.say(_summary(counts, problems))
    return int(any(problem.severity == "error" for problem in problems))


@command.command()
@click.argument("file", metavar="[FILE|-]", default="-")
@click.option("--json", is_flag=True, expose_value=False, help="JSON Lines, as always.")
@options.glossary
@options.common
def match(file: str, glossary: tuple[Path, ...] | None, terminal: Terminal) -> None:
    """Show where the terms occur in a text, as JSON Lines.

    start and end are code points of the decoded text; token is the whole word that holds the term.
    """
    from pipeline.documents import mask, segment_text
    from pipeline.documents.reading import read_text
    from pipeline.glossary.matching import Matcher

    matcher = Matcher(_load(glossary).terms)
    text, format = read_text(None if file == "-" else Path(file))
    for segment in segment_text(text, format):
        for one in matcher.find(mask(segment.text, format)):
            start, end = segment.start + one.start, segment.start + one.end
            token = text[segment.start + one.token_start : segment.start + one.token_end]
            found = {"start": start, "end": end, "text": text[start:end], "token": token}
            said = {"source": one.term.source, "target": one.term.preferred}
            click.echo(json.dumps(found | said | {"entry": one.term.entry}, ensure_ascii=False))


@command.command("list")
@click.argument("words", nargs=-1)
@as_json
@options.glossary
@options.common
def list_(
    words: tuple[str, ...], as_json: bool, glossary: tuple[Path, ...] | None, terminal: Terminal
) -> None:
    """List the entries, or those that hold all of WORDS in German or English."""
    terms = [term for term in _load(glossary).terms if _holds(term, words)]
    if as_json:
        _print([_entry(term) for term in terms])
        return
    for term in terms:
        status = "" if term.status == "approved" else f" ({term.status})"
        click.echo(f"{term.source} → {' | '.join(term.targets)}{status}  [{term.entry}]")


@command.command()
@click.argument("term")
@click.argument("target")
@options.glossary
@options.common
def add(term: str, target: str, glossary: tuple[Path, ...] | None, terminal: Terminal) -> None:
    """Add TERM with its TARGET (alternatives separated by |) to a glossary file.

    The file is the one that -g names, else the only one in glossary/. An entry that is there
    already is refused.
    """
    from pipeline.glossary.adding import add, file_for

    settings = options.settings(glossary=glossary)
    paths = [settings.root / path for path in settings.glossary]
    file = file_for(paths)
    there = load([path for path in paths if path.exists()], settings.root)
    entry = add(file, term, target, there)
    terminal.say(f"{entry.source} → {' | '.join(entry.targets)}  added to {file}")


def _load(paths: tuple[Path, ...] | None) -> Glossary:
    return load_for(options.settings(glossary=paths))


def _use(corpus: tuple[Path, ...], settings: Settings, glossary: Glossary) -> Use | None:
    """How the entries are used, where there is a corpus or an output folder to tell."""
    from pipeline import surveying
    from pipeline.project import MEMORY

    if corpus or (settings.output / MEMORY).exists():
        return surveying.use(corpus, settings, glossary.terms)
    return None


def _needed(terms: Sequence[Term], use: Use) -> str:
    used = sum(bool(use.occurrences.get(term.entry)) for term in terms)
    right = sum(map(use.right, terms))
    return (
        f"In {use.segments:,} segments {used} {'entry occurs' if used == 1 else 'entries occur'},"
        f" {len(terms) - used} never;"
        f" {right} the model says as agreed by itself"
    )


def _print(value: Any) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def _problem(problem: Problem) -> dict[str, Any]:
    return asdict(problem) | {"file": str(problem.file)}


def _show(problems: list[Problem], terminal: Terminal) -> None:
    for problem in problems:
        if problem.severity != "note" or terminal.verbosity > 0:
            severity = terminal.styled(problem.severity, STYLES[problem.severity])
            click.echo(f"{problem.file}:{problem.line}: {severity}: {problem.message}")
            if problem.hint:
                click.echo(f"  {problem.hint}")


def _summary(counts: dict[str, int], problems: list[Problem]) -> str:
    entries = ", ".join(f"{count} {status}" for status, count in counts.items() if count)
    severities = [problem.severity for problem in problems]
    found = ", ".join(_count(sum(s == name for s in severities), name) for name in STYLES)
    more = " (-v shows the notes)" if "note" in severities else ""
    total = sum(counts.values())
    return f"{total} {'entry' if total == 1 else 'entries'}: {entries or 'none'}; {found}{more}"


def _count(number: int, name: str) -> str:
    return f"{number} {name}" if number == 1 else f"{number} {name}s"


def _holds(term: Term, words: tuple[str, ...]) -> bool:
    text = " ".join((term.source, *term.source_forms, *term.targets)).casefold()
    return all(word.casefold() in text for word in words)


def _entry(term: Term) -> dict[str, Any]:
    return asdict(term) | {"extra": dict(term.extra), "file": str(term.file), "entry": term.entry}
