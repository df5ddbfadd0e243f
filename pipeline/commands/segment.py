"""`translate segment`: the sentences of a text."""

from __future__ import annotations

import json
from pathlib import Path

import click

from pipeline.commands.options import common
from pipeline.terminal import Terminal


@click.command("segment")
@click.argument("file", default="-", metavar="[FILE|-]")
@common
def command(file: str, terminal: Terminal) -> None:
    """Show the sentences of a text as JSON Lines.

    Each line holds start and end (code points of the decoded text), text and kind. Standard input
    and files of unknown type are read as plain text.
    """
    from pipeline.documents import segment_text
    from pipeline.documents.reading import read_text

    text, format = read_text(None if file == "-" else Path(file))
    for segment in segment_text(text, format):
        names = ("start", "end", "text", "kind")
        click.echo(json.dumps({name: getattr(segment, name) for name in names}, ensure_ascii=False))
