"""`translate glossary suggest`: what the glossary should hold, from a corpus."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.commands import options
from pipeline.errors import InputError
from pipeline.terminal import Terminal

if TYPE_CHECKING:
    from pipeline.glossary.suggesting import Candidate


@click.command()
@click.argument(
    "paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(path_type=Path)
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")
@click.option(
    "--limit", type=click.IntRange(1), default=100, show_default=True, help="So many at most."
)
@click.option(
    "--min-count",
    type=click.IntRange(1),
    default=2,
    show_default=True,
    help="Leave out what is more seldom.",
)
@options.output
@options.glossary
@options.common
def suggest(
    paths: tuple[Path, ...],
    as_json: bool,
    limit: int,
    min_count: int,
    terminal: Terminal,
    **given: Any,
) -> int:
    """Suggest entries from articles, the most urgent first, as lines of a CSV glossary.

    Compounds and phrases that come often, words that the model rendered in several ways, and
    words that it left German: for the latter two the output folder must hold translations of the
    articles. The target is the rendering seen most, empty where none is known.
    """
    from pipeline.glossary.loading import load_for
    from pipeline.glossary.matching import Matcher
    from pipeline.glossary.suggesting import suggest
    from pipeline.surveying import survey

    settings = options.settings(**given)
    matcher = Matcher(load_for(settings).terms)
    found = survey(paths, settings)
    chosen = suggest(found.sentences, matcher, min_count)
    shown = chosen[:limit]
    click.echo(_json(shown) if as_json else _csv(shown), nl=as_json)
    for error in found.errors:
        terminal.error(str(error))
    translated = sum(bool(sentence.target) for sentence in found.sentences)
    terminal.say(
        f"{len(shown)} of {len(chosen)} candidates from {len(found.sentences):,} sentences,"
        f" {translated:,} of them translated"
    )
    return InputError.exit_code if found.errors else 0


def _json(candidates: Sequence[Candidate]) -> str:
    rows = [asdict(one) | {"target": one.target, "comment": one.comment} for one in candidates]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def _csv(candidates: Sequence[Candidate]) -> str:
    file = io.StringIO()
    rows = [(one.source, one.target, one.comment) for one in candidates]
    csv.writer(file, lineterminator="\n").writerows([("source", "target", "comment"), *rows])
    return file.getvalue()
