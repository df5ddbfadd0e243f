"""`translate glossary import` and `export`: glossaries of other programs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from pipeline.commands import options
from pipeline.errors import InputError, UsageError
from pipeline.glossary import exchange
from pipeline.glossary.exchange.base import cells
from pipeline.glossary.loading import Problem, load, load_for
from pipeline.glossary.term import Term
from pipeline.terminal import Terminal

MANY = 20

_format = click.option(
    "--format",
    type=click.Choice(exchange.formats()),
    help="What the file is.  [default: what it looks like, or its suffix]",
)


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "-g",
    "--glossary",
    type=click.Path(path_type=Path),
    metavar="CSV",
    help="The CSV file that gets the entries.  [default: a file of its own in glossary/]",
)
@_format
@options.common
def import_(file: Path, glossary: Path | None, format: str | None, terminal: Terminal) -> int:
    """Add the entries of FILE to the glossary.

    FILE is a TBX or TMX file, a glossary of OmegaT or DeepL, or a CSV file. Entries that the
    glossary has already are skipped; those that contradict it are named and left out (exit code 3).
    """
    settings = options.settings()
    paths = [settings.root / path for path in settings.glossary]
    target = _target(glossary or (*paths, settings.root / "glossary")[0], file)
    problems: list[Problem] = []
    terms = exchange.import_terms(file, format, problems)
    merge = exchange.merge(terms, _there(target, paths, settings.root))
    if merge.new:
        _append(target, merge.new)
    _report_problems(problems, terminal)
    for pair in merge.conflicts:
        terminal.error(_conflict(*pair))
    refused = f", {len(merge.conflicts)} refused" if merge.conflicts else ""
    terminal.say(f"{len(merge.new)} added to {target}, {merge.same} already there{refused}")
    return InputError.exit_code if merge.conflicts else 0


def _target(glossary: Path, file: Path) -> Path:
    """The CSV file that gets the entries: the one that is named, or one of its own in a folder."""
    if glossary.suffix.lower() == ".csv" and not glossary.is_dir():
        return glossary
    return glossary / f"{file.stem}.csv"


def _there(target: Path, paths: Sequence[Path], root: Path) -> tuple[Term, ...]:
    """What new entries must agree with: the whole glossary if `target` is part of it, else it."""
    part = any(target.resolve().is_relative_to(path.resolve()) for path in paths)
    return load([path for path in (paths if part else [target]) if path.exists()], root).terms


def _append(target: Path, terms: Sequence[Term]) -> None:
    from pipeline.files import write

    text = target.read_bytes().decode("utf-8") if target.exists() else ""
    write(target, exchange.append(text, terms), durable=True)


def _report_problems(problems: Sequence[Problem], terminal: Terminal) -> None:
    for problem in problems[:MANY]:
        terminal.warning(f"{problem.file}:{problem.line}: {problem.message}")
    if len(problems) > MANY:
        terminal.warning(f"… and {len(problems) - MANY} more entries left out")


def _conflict(term: Term, first: Term) -> str:
    said, known = cells(term), cells(first)
    columns = exchange.differences(term, first)
    differing = ", ".join(
        f"{name} “{said[name]}” here, “{known.get(name, '')}” there" for name in columns
    )
    message = f"{term.source!r} is already at {first.entry}: {differing}"
    hint = "Change one of the two, or remove one, and import again."
    return str(InputError(message, path=term.file, line=term.line, hint=hint))


@click.command()
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@_format
@options.glossary
@options.common
def export(
    file: Path, format: str | None, glossary: tuple[Path, ...] | None, terminal: Terminal
) -> None:
    """Write the glossary to FILE, in the format that its suffix says; - is standard output.

    What the format has no place for is told on standard error.
    """
    from pipeline.files import write

    settings = options.settings(glossary=glossary)
    terms = load_for(settings).terms
    name = format or ("csv" if str(file) == "-" else exchange.format_of(file))
    data = exchange.export_terms(terms, name)
    if str(file) == "-":
        click.echo(data, nl=False)
    else:
        _refuse_source(file, terms, settings.root)
        write(file, data.decode("utf-8"))
    if lost := exchange.losses(terms, name):
        columns = ", ".join(f"{column} ({count})" for column, count in lost.items())
        terminal.warning(f"{name} cannot hold all of these columns (entries): {columns}")
    terminal.say(f"{len(terms)} entries exported as {name}")


def _refuse_source(file: Path, terms: Sequence[Term], root: Path) -> None:
    sources = {(root / term.file).resolve() for term in terms}
    if file.resolve() in sources:
        hint = "Choose another name; an export holds no remarks."
        raise UsageError("this is the glossary itself", path=file, hint=hint)
