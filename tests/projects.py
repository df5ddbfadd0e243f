"""A small project of its own, and the real program at work in it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from packages import build_package

from pipeline import config, running
from pipeline.terminal import Terminal
from pipeline.workflow import Outcome

TRANSLATE = Path(sys.executable).with_name("translate")
GLOSSARY = "source,target\nLage,situation\nStützpunkt,base\n"
ARTICLES = {
    "grenze.txt": "An der Grenze\n\nDie Minister beraten über die Lage. Der General spricht.\n",
    "osten.md": "# Im Osten\n\nDie Soldaten üben bis Freitag. **Wir** sind bereit.\n",
}


def new_project(folder: Path) -> Path:
    """Two articles, a glossary, and a package whose words mean nothing."""
    package = build_package(folder)
    settings = f'model = "{package}"\nglossary = "terms.csv"\n'
    (folder / "translate.toml").write_text(settings, encoding="utf-8")
    (folder / "terms.csv").write_text(GLOSSARY, encoding="utf-8")
    (folder / "corpus").mkdir()
    for name, text in ARTICLES.items():
        (folder / "corpus" / name).write_text(text, encoding="utf-8")
    return folder


def translate(
    project: Path, *arguments: object, expect: int = 0
) -> subprocess.CompletedProcess[str]:
    """Run the program in a project folder."""
    done = subprocess.run(
        [TRANSLATE, *map(str, arguments)],
        cwd=project,
        capture_output=True,
        text=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        env=os.environ | {"XDG_CACHE_HOME": str(project / ".cache")},
    )
    assert done.returncode == expect, done.stderr + done.stdout
    assert "Traceback" not in done.stderr
    return done


def run(project: Path, **options: object) -> Outcome:
    """As `translate corpus/` in a project folder, without the start of a program."""
    settings = config.load(project, {"output": project / "output"} | options)
    return running.run([project / "corpus"], settings, Terminal(-1))


def outputs(project: Path) -> dict[str, tuple[bytes, int]]:
    """Content and time stamp of every output."""
    files = (f for f in (project / "output").rglob("*") if f.is_file())
    return {
        f.name: (f.read_bytes(), f.stat().st_mtime_ns) for f in files if ".glosswerk" not in f.parts
    }


def entry(po: Path, source: str, target: str | None = None, *, approve: bool = False) -> str:
    """Give an entry of a catalog another text, or approve it; returns its text as it was."""
    text = po.read_text(encoding="utf-8")
    before, found = text.split(f'msgid "{source}"\n', 1)
    old, after = found.split("\n\n", 1) if "\n\n" in found else (found.rstrip("\n"), "")
    new = old if target is None else f'msgstr "{target}"'
    if approve:
        before = "".join(before.rsplit("#, fuzzy\n", 1))
    po.write_text(
        f'{before}msgid "{source}"\n{new}\n\n{after}'.rstrip("\n") + "\n", encoding="utf-8"
    )
    return old
