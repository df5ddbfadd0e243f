"""`translate config`: the effective settings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from pipeline import config
from pipeline.commands import options
from pipeline.terminal import Terminal


@click.command("config")
@options.common
def command(terminal: Terminal) -> None:
    """Show the effective settings and where each comes from."""
    settings = options.settings()
    for name in config.NAMES:
        value = _shown(getattr(settings, name))
        click.echo(f"{name} = {value}  # {settings.origin(name)}")


def _shown(value: Any) -> str:
    """The value as translate.toml would hold it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return "[" + ", ".join(_shown(item) for item in value) + "]"
    return '"' + str(value.as_posix() if isinstance(value, Path) else value) + '"'
