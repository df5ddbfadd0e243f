"""`translate init`: a new project folder."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.commands.options import common
from pipeline.errors import UsageError
from pipeline.terminal import Terminal

FILES = {
    "translate.toml": """\
# Settings of this project; the names are those of the options (`translate --help`).
# model = "auto"                      # an installed Argos package, else the official one on request
# glossary = ["glossary"]
# formats = ["html", "po", "tsv", "txt"]
# strict = true                       # exit 1 when a term is missed
# translator = "Name <mail@example.org>"
# allow_sample = true                 # use the small sample package where there is no other

# [checks]
# number = "warning"                  # error, warning, look or off, by check id
""",
    "corpus/.gitkeep": "",
    "glossary/terms.csv": "source,target,comment,forbidden,mode,case,compound,status\n",
    ".gitignore": "/output/**\n!/output/**/\n!/output/**/*.po\n",
}


@click.command("init")
@click.argument(
    "folder", default=".", type=click.Path(file_okay=False, path_type=Path), metavar="[DIR]"
)
@common
def command(folder: Path, terminal: Terminal) -> None:
    """Start a new project folder: translate.toml, corpus/, glossary/, .gitignore."""
    if (folder / "translate.toml").exists():
        raise UsageError("there is a project here already", path=folder / "translate.toml")
    for name, text in FILES.items():
        file = folder / name
        if file.exists():
            terminal.say(f"{file} is there already: left as it is")
            continue
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    terminal.say(
        f"A new project in {folder}: put articles into corpus/, then `translate corpus/`.", "good"
    )
