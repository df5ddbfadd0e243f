"""`translate model`: which packages there are, and getting one."""

from __future__ import annotations

import json
from pathlib import Path

import click

from pipeline.commands.options import common
from pipeline.engine.package import Package
from pipeline.terminal import Terminal


@click.group("model")
def command() -> None:
    """List, install, check and build packages."""


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@common
def list_(as_json: bool, terminal: Terminal) -> None:
    """Show the packages that are here; the one that `auto` would take is marked."""
    from pipeline.engine.choosing import SAMPLE, installed, newest
    from pipeline.engine.package import open_package

    best = newest()
    packages = [*installed(), *([open_package(SAMPLE)] if SAMPLE.is_dir() else [])]
    if as_json:
        click.echo(json.dumps([_facts(p) for p in packages], indent=2))
        return
    for package in packages:
        mark = "*" if package == best else " "
        click.echo(f"{mark} {package.name}  {package.from_code}→{package.to_code}  {package.path}")


@command.command()
@click.argument("spec", default="auto")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@common
def info(spec: str, as_json: bool, terminal: Terminal) -> None:
    """Say what a package is."""
    package = _chosen(spec)
    if as_json:
        click.echo(json.dumps(_facts(package), indent=2))
        return
    for name, value in _facts(package).items():
        click.echo(f"{name}: {value}")
    readme = package.path / "README.md"
    if readme.is_file():
        click.echo("\n" + readme.read_text(encoding="utf-8", errors="replace"))


@command.command()
@click.argument(
    "file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@common
def install(file: Path | None, terminal: Terminal) -> None:
    """Install the official German-English package, or an .argosmodel FILE that you have.

    Without FILE this connects to Argos' index and host; nothing else in Glosswerk does unasked.
    """
    from pipeline.engine import downloading

    package = (
        downloading.install_file(file)
        if file
        else downloading.install(downloading.latest(terminal), terminal)
    )
    terminal.say(f"Installed {package.name} in {package.path}", "good")


@command.command()
@click.argument("spec", default="auto")
@common
def verify(spec: str, terminal: Terminal) -> None:
    """Load a package and translate a sentence with it."""
    from pipeline.engine.hypothesis import Job
    from pipeline.engine.local import LocalDecoder

    package = _chosen(spec)
    job = Job("Das ist ein Test.")
    said = LocalDecoder(package).decode([job])[job][0]
    click.echo(f"{package.name}: sha256 {package.digest}")
    click.echo(f"{job.text} → {said.text}  ({said.score:.3f} per token)")


@command.command()
@click.option(
    "--from",
    "folder",
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A CTranslate2 model folder.",
)
@click.option(
    "--spm",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Its SentencePiece model.",
)
@click.option("--from-code", required=True, help="Language code of the source: de.")
@click.option("--to-code", required=True, help="Language code of the target: en.")
@click.option(
    "--version", "version", default="1.0", show_default=True, help="Version of the package."
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="The .argosmodel file to write."
)
@common
def build(
    folder: Path,
    spm: Path,
    from_code: str,
    to_code: str,
    version: str,
    output: Path | None,
    terminal: Terminal,
) -> None:
    """Wrap a CTranslate2 model and its SentencePiece model as an Argos package."""
    from pipeline.engine.building import build_package

    file = build_package(folder, spm, from_code, to_code, version, output)
    terminal.say(f"Wrote {file}; `translate model verify {file}` tries it.", "good")


def _chosen(spec: str) -> Package:
    from pipeline.engine.choosing import choose

    return choose(spec, allow_sample=True, fetch=lambda: None).package


def _facts(package: Package) -> dict[str, str | bool]:
    return {
        "code": package.code,
        "version": package.version,
        "from": package.from_code,
        "to": package.to_code,
        "sample": package.sample,
        "digest": package.digest,
        "path": str(package.path),
    }
