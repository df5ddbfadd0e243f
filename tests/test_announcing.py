"""What an edit of the glossary is going to cost, said before the work starts."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from projects import new_project, run, translate

from pipeline.glossary.changes import changes, fingerprints
from pipeline.glossary.term import Term

LAGE = Term("Lage", ("situation",), line=2)
BASE = Term("Stützpunkt", ("base",), line=3)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ([LAGE, BASE], []),
        ([BASE, LAGE], []),
        ([replace(LAGE, line=7, comment="for people"), BASE], []),
        ([replace(LAGE, targets=("state",)), BASE], [("Lage", "changed")]),
        ([replace(LAGE, forbidden=("state",)), BASE], [("Lage", "changed")]),
        ([replace(LAGE, status="draft"), BASE], [("Lage", "changed")]),
        ([LAGE, BASE, Term("Grenze", ("border",))], [("Grenze", "new")]),
        ([BASE], [("Lage", "gone")]),
        ([], [("Lage", "gone"), ("Stützpunkt", "gone")]),
    ],
)
def test_entries_are_compared_by_what_can_change_a_translation(
    now: list[Term], expected: list[tuple[str, str]]
) -> None:
    found = changes(fingerprints([LAGE, BASE]), now)
    assert [(change.source, change.kind) for change in found] == expected


@pytest.fixture(scope="module")
def translated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = new_project(tmp_path_factory.mktemp("project"))
    run(project)
    return project


@pytest.fixture
def project(translated: Path, tmp_path: Path) -> Path:
    """A copy in which an entry is changed and another one is new."""
    project = shutil.copytree(translated, tmp_path / "project")
    terms = "source,target\nLage,state\nStützpunkt,base\nHafen,port\n"
    (project / "terms.csv").write_text(terms, encoding="utf-8")
    return project


def test_a_dry_run_lists_the_entries(project: Path) -> None:
    lines = translate(project, "corpus/", "--dry-run").stdout.splitlines()
    assert lines[:3] == [
        "Glossary: 2 entries changed: 1 of 6 segments to translate again",
        "  changed: Lage terms.csv:2",
        "  new: Hafen terms.csv:4",
    ]


def test_a_run_says_it_once(project: Path) -> None:
    said = "Glossary: 2 entries changed: 1 of 6 segments to translate again"
    first, second = (translate(project, "corpus/").stderr for _ in range(2))
    assert said in first
    assert "1 translated, 5 reused" in first
    assert "Glossary" not in second
