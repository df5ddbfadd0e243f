"""`translate segment`: the sentences of a text."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from pipeline.commands.options import common
from pipeline.terminal import Terminal


@click.command("segment")
@click.argument("file", default="-", metavar="[FILE|-]")
@common
def command(file: str, terminal: Terminal) -> None:
    """Show the sentences of a text as JSON Lines.

    Each line holds start and end (code points of the decoded text), text and kind.
    """
    from pipeline.documents import read_any

    document = read_any(None if file == "-" else Path(file), sys.stdin.buffer)
    for segment in document.segments:
        line = {"start": segment.start, "end": segment.end}
        click.echo(
            json.dumps(line | {"text": segment.text, "kind": segment.kind}, ensure_ascii=False)
        )
