"""`translate check`: the checks on bilingual files."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.commands import options
from pipeline.terminal import Terminal

if TYPE_CHECKING:
    from pipeline.checking import Located

STYLES = {"error": "error", "warning": "warning", "look": "notice"}


@click.command("check")
@click.argument(
    "paths", nargs=-1, required=True, metavar="FILE|DIR...", type=click.Path(path_type=Path)
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")
@options.glossary
@options.flag("strict", "Exit 1 when there is a finding of severity error.")
@options.common
def command(
    paths: tuple[Path, ...],
    as_json: bool,
    glossary: tuple[Path, ...] | None,
    strict: bool | None,
    terminal: Terminal,
) -> int:
    """Run the checks on bilingual files: PO, XLIFF, TMX. No model is needed.

    Of a folder all such files are checked. Findings are printed with file and line, or with the
    segment's id where there is no line. What a reviewer has accepted, runs alone know.

    Exit code 0, also with findings; 1 under --strict when one has severity error; 2 when a path is
    missing or the glossary cannot be read; 3 when a file is damaged: it is named, the others are
    checked.
    """
    from pipeline.checking import bilingual_files, check
    from pipeline.errors import InputError
    from pipeline.glossary.loading import load_for
    from pipeline.glossary.matching import Matcher

    settings = options.settings(glossary=glossary, strict=strict)
    files = bilingual_files(paths)
    matcher = Matcher(load_for(settings).terms)
    findings: list[Located] = []
    failed = False
    for file in files:
        try:
            findings += check(file, matcher, dict(settings.checks))
        except InputError as error:
            terminal.error(str(error))
            failed = True
    if as_json:
        shown = {"findings": [_as_json(found) for found in findings]}
        click.echo(json.dumps(shown, ensure_ascii=False, indent=2))
    else:
        _show(findings, len(files), terminal)
    errors = any(found.finding.severity == "error" for found in findings)
    return 3 if failed else int(settings.strict and errors)


def _show(findings: Sequence[Located], files: int, terminal: Terminal) -> None:
    for found in findings:
        finding = found.finding
        severity = terminal.styled(finding.severity, STYLES[finding.severity])
        click.echo(f"{found.where}: {severity}: {finding.check}: {finding.message}")
    counts = Counter(found.finding.check for found in findings)
    told = ", ".join(f"{number:,} {check}" for check, number in sorted(counts.items()))
    terminal.say(f"{files:,} file{'s' * (files != 1)} checked: {told or 'nothing found'}")


def _as_json(found: Located) -> dict[str, str]:
    text, finding = found.text, found.finding
    return {
        "file": str(found.file),
        "id": text.id,
        "source": text.source,
        "target": text.target,
        "check": finding.check,
        "severity": finding.severity,
        "message": finding.message,
    }
