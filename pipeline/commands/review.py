"""`translate review`: the local review page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from pipeline.commands import options
from pipeline.terminal import Terminal


@click.command("review")
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
@options.glossary
@options.model
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="A port of your choice.")
@click.option("--no-browser", is_flag=True, help="Only print the address.")
@options.common
def command(
    folder: Path | None, port: int, no_browser: bool, terminal: Terminal, **given: Any
) -> None:
    """Read, edit and approve translations in the browser.

    DIR is the output folder, "output" when it is left out. The page is served on this machine
    alone, for as long as the command runs; everything is saved into the PO files at once.
    """
    from pipeline.review.serving import serve

    settings = options.settings(output=folder, **given)
    serve(settings, terminal, port=port, open_browser=not no_browser)
