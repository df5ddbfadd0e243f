"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from pipeline import config
from pipeline.terminal import Terminal

Function = Callable[..., Any]


def common(function: Function) -> Function:
    """-q, -v and --no-color; the function gets `terminal`."""

    @click.option("-q", "--quiet", is_flag=True, help="Only errors.")
    @click.option("-v", "--verbose", is_flag=True, help="Say more.")
    @click.option("--no-color", is_flag=True, help="No colour (NO_COLOR does the same).")
    @wraps(function)
    def wrapped(*args: Any, quiet: bool, verbose: bool, no_color: bool, **options: Any) -> Any:
        terminal = Terminal(-1 if quiet else int(verbose), color=not no_color)
        return function(*args, terminal=terminal, **options)

    return wrapped


def glossary(function: Function) -> Function:
    """-g and --no-glossary; the function gets `glossary`: paths, () for none, None unsaid."""

    @click.option(
        "-g",
        "--glossary",
        "glossaries",
        multiple=True,
        type=click.Path(path_type=Path),
        metavar="PATH",
        help="A glossary file or folder, repeatable.  [default: glossary/]",
    )
    @click.option("--no-glossary", is_flag=True, help="Translate without a glossary.")
    @wraps(function)
    def wrapped(*args: Any, glossaries: tuple[Path, ...], no_glossary: bool, **options: Any) -> Any:
        if glossaries and no_glossary:
            raise click.UsageError("--glossary and --no-glossary exclude each other.")
        chosen = () if no_glossary else glossaries or None
        return function(*args, glossary=chosen, **options)

    return wrapped


def flag(name: str, help: str) -> Callable[[Function], Function]:
    """A flag that is None when it was not given, so that translate.toml may say it."""
    return click.option(f"--{name}", is_flag=True, default=None, help=help)


output = click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="The output folder.  [default: output]"
)
model = click.option(
    "-m", "--model", metavar="SPEC", help="auto, sample, a package file or folder, or a code."
)
formats = click.option(
    "--formats",
    callback=lambda context, option, value: _listed(value),
    help="Of html,po,tsv,txt and others.  [default: html,po,tsv,txt]",
)


def _listed(value: str | None) -> tuple[str, ...] | None:
    return tuple(name.strip() for name in value.split(",") if name.strip()) if value else None


def settings(**options: Any) -> config.Settings:
    """The settings that hold in the current folder with these options."""
    return config.load(Path.cwd(), options)
