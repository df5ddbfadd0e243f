"""Glossaries that are broken or meant to break something: a clear message, no crash, nothing lost.

The real program is run, in a process of its own.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

TRANSLATE = Path(sys.executable).with_name("translate")
HEADER = "source,target,comment\n"
GOOD = HEADER + "Ostflanke,eastern flank,\n"
MEGABYTES = 10


def translate(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [str(TRANSLATE), *words],
        cwd=folder,
        env=os.environ | {"PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        timeout=120,
    )
    assert "Traceback" not in done.stderr
    assert "fault of Glosswerk" not in done.stderr
    return done


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "glossary").mkdir()
    (tmp_path / "article.txt").write_text("Die Ostflanke.\n", "utf-8")
    return tmp_path


REFUSED = [
    ("a cell of 10 MB", (GOOD + "Lage," + "x" * (MEGABYTES << 20)).encode(), 3, "131,072"),
    ("a quoted cell of 10 MB", f'{GOOD}Lage,"{"x" * (MEGABYTES << 20)}"\n'.encode(), 3, "131,072"),
    ("a control character", f"{GOOD}Lage,sit\x1buation,\n".encode(), 3, "U+001B"),
    ("a null", f"{GOOD}La\x00ge,situation,\n".encode(), 3, "U+0000"),
    ("a column twice", b"source,target,Target\nLage,situation,x\n", 1, "twice"),
    ("cp1252", f"{GOOD}Höhe,height,\n".encode("cp1252"), 3, "UTF-8"),
    ("an unclosed quote", (GOOD + 'Lage,"situation,\nHöhe,height,\n').encode(), 3, "never closed"),
    ("UTF-16", GOOD.encode("utf-16"), 1, "UTF-8"),
    ("an empty file", b"", 1, "header"),
    ("a spreadsheet", b"PK\x03\x04" + bytes(range(256)), None, "spreadsheet"),
    ("an image", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), 1, "UTF-8"),
    ("tabs", GOOD.replace(",", "\t").encode(), 1, "comma or semicolon"),
    ("no English", (GOOD + "Lage,,\n").encode(), 3, "no target"),
]


@pytest.mark.parametrize(
    ("content", "line", "words"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED]
)
def test_what_cannot_be_read_is_named_and_left_as_it_is(
    project: Path, content: bytes, line: int | None, words: str
) -> None:
    file = project / "glossary" / "terms.csv"
    file.write_bytes(content)
    done = translate(project, "glossary", "check")
    assert done.returncode == 2
    assert f"glossary/terms.csv{f':{line}' if line else ''}: " in done.stderr
    assert words in done.stderr
    assert len(done.stderr) < 1000
    assert file.read_bytes() == content


@pytest.mark.parametrize("command", ["match", "list", "add", "export", "suggest", "run"])
def test_no_command_works_with_half_a_glossary(project: Path, command: str) -> None:
    file = project / "glossary" / "terms.csv"
    file.write_bytes(GOOD.encode() + b"H\xf6he,height,\n")
    words = {
        "match": ("glossary", "match", "article.txt"),
        "list": ("glossary", "list"),
        "add": ("glossary", "add", "Lage", "situation"),
        "export": ("glossary", "export", "out.tmx"),
        "suggest": ("glossary", "suggest", "article.txt"),
        "run": ("run", "--dry-run", "article.txt"),
    }
    before = file.read_bytes()
    done = translate(project, *words[command])
    assert (done.returncode, done.stdout) == (2, "")
    assert "glossary/terms.csv:3: not UTF-8 text" in done.stderr
    assert file.read_bytes() == before
    assert not (project / "out.tmx").exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (HEADER.encode(), "0 entries"),
        (b"source;target\r\n", "0 entries"),
        (None, "0 entries"),
        ((GOOD + '"=HYPERLINK(""http://x"")",=1+1,\n').encode(), "looks like a formula"),
        ((GOOD + "Ostflanke,flank,\n").encode(), "already at glossary/terms.csv:2"),
        (("\ufeff" + GOOD).encode(), "1 entry: 1 approved"),
    ],
    ids=["header only", "header only, CRLF", "no csv", "formulas", "an entry twice", "BOM"],
)
def test_what_can_be_read_is(project: Path, content: bytes | None, words: str) -> None:
    (project / "glossary" / "notes.txt").write_text("no glossary", "utf-8")
    if content is not None:
        (project / "glossary" / "terms.csv").write_bytes(content)
    done = translate(project, "glossary", "check")
    assert done.returncode == 0
    assert words in done.stdout + done.stderr


def test_a_formula_stays_text_on_its_way_out(project: Path) -> None:
    (project / "glossary" / "terms.csv").write_text(GOOD + "Summe,=SUM(A1),\n", "utf-8")
    assert translate(project, "glossary", "export", "-").stdout.endswith("Summe,=SUM(A1),\n")


def test_entities_are_refused_on_import(project: Path) -> None:
    bomb = (
        '<!DOCTYPE martif [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><martif><text>&b;</text></martif>'
    )
    (project / "bomb.tbx").write_text(bomb, "utf-8")
    done = translate(project, "glossary", "import", "bomb.tbx")
    assert done.returncode == 2
    assert "bomb.tbx" in done.stderr
    assert not list((project / "glossary").iterdir())
