"""What the last run that changed something changed."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from projects import entry, new_project, run, translate

from pipeline.catalog import Past
from pipeline.catalog.comparing import Change, Side, compare
from pipeline.catalog.past import Last
from pipeline.memory import Memory
from pipeline.writers import Context, diff

LONG = "Die Minister beraten heute über die Lage an der Grenze."
LONGER = "Die Minister beraten heute über die Lage an der neuen Grenze."
DRAFT = Last("The ministers.", "machine")


def side(source: str, last: Last) -> Side:
    return Side(source, last.target, last.state)


# --- comparing ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({}, {}, []),
        ({"a": DRAFT}, {"a": DRAFT}, []),
        ({}, {"a": DRAFT}, [(None, "a")]),
        ({"a": DRAFT}, {}, [("a", None)]),
        ({"a": DRAFT}, {"a": Last("The ministers.", "reviewed")}, [("a", "a")]),
        ({"a": DRAFT}, {"a": Last("The secretaries.", "machine")}, [("a", "a")]),
        ({"a": DRAFT, "b": DRAFT}, {"b": DRAFT, "a": DRAFT}, []),
        ({LONG: DRAFT}, {LONGER: DRAFT}, [(LONG, LONGER)]),
        ({LONG: DRAFT}, {"Kein Wort davon!": DRAFT}, [(None, "Kein Wort davon!"), (LONG, None)]),
        ({"a": DRAFT}, {"xyz": Last("Done.", "outdated", previous="a")}, [("a", "xyz")]),
        ({"a": DRAFT, "b": DRAFT}, {"c": DRAFT, "b": DRAFT}, [(None, "c"), ("a", None)]),
    ],
)
def test_entries_are_compared_by_content(
    before: dict[str, Last], after: dict[str, Last], expected: list[tuple[str | None, str | None]]
) -> None:
    sources = [
        (change.before and change.before.source, change.after and change.after.source)
        for change in compare(before, after)
    ]
    assert sources == expected


# --- the journal ----------------------------------------------------------------------------


def keep(memory: Memory, document: str, target: str) -> None:
    memory.keep_last(document, Past(last={"a": Last(target, "machine")}))


def changed(memory: Memory) -> dict[str, tuple[str, str]]:
    return {
        name: (before["a"].target if before else "", now["a"].target)
        for name, before, now in memory.changed()
    }


def test_the_journal_keeps_what_the_last_run_with_a_change_changed(tmp_path: Path) -> None:
    file = tmp_path / "memory.sqlite"
    first = Memory(file)
    keep(first, "one.txt", "1")
    keep(first, "two.txt", "1")
    first.journal.finish({}, {})
    assert changed(first) == {"one.txt": ("", "1"), "two.txt": ("", "1")}
    second = Memory(file)
    keep(second, "one.txt", "1")
    keep(second, "two.txt", "2")
    second.journal.finish({}, {})
    assert changed(second) == {"two.txt": ("1", "2")}
    third = Memory(file)
    keep(third, "two.txt", "2")
    third.journal.finish({}, {})
    assert changed(third) == {"two.txt": ("1", "2")}


def test_a_run_after_a_kill_goes_on_with_the_page_of_the_killed_one(tmp_path: Path) -> None:
    file = tmp_path / "memory.sqlite"
    first = Memory(file)
    keep(first, "one.txt", "1")
    first.journal.finish({}, {})
    killed = Memory(file)
    keep(killed, "one.txt", "2")
    killed.close()
    after = Memory(file)
    assert after.journal.about("open")
    keep(after, "one.txt", "3")
    keep(after, "two.txt", "1")
    after.journal.finish({}, {})
    assert changed(after) == {"one.txt": ("1", "3"), "two.txt": ("", "1")}
    assert after.journal.about("open") is None


# --- what people see ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        ("The army.", "The army.", "The army."),
        ("The army.", "The armed forces.", "The [-army-]{+armed forces+}."),
        ("one two three", "one 2 3", "one [-two three-]{+2 3+}"),
        ("", "All of it.", "{+All of it.+}"),
        ("All of it.", "", "[-All of it.-]"),
    ],
)
def test_words_are_marked_as_in_git(before: str, after: str, line: str) -> None:
    change = Change(Side("a", before, "machine"), Side("a", after, "machine"))
    assert list(diff.lines({"a.txt": [change]}, lambda text, style: text))[-1] == f"    en  {line}"


def test_the_page_holds_all_it_needs_and_runs_nothing_of_the_texts() -> None:
    evil = Side("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "machine")
    html = diff.html({"a.txt": [Change(None, evil)]}, Context())
    assert "<script" not in html
    assert "<img" not in html
    assert not re.search(r"(?:src|href)=\"(?!#|data:)", html)
    assert "&lt;script&gt;" in html


# --- the command ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def translated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = new_project(tmp_path_factory.mktemp("project"))
    run(project)
    return project


@pytest.fixture
def project(translated: Path, tmp_path: Path) -> Path:
    """A copy in which a person approved a text, and a run took it over."""
    project = shutil.copytree(translated, tmp_path / "project")
    entry(project / "output" / "grenze.po", "Der General spricht.", "He speaks.", approve=True)
    run(project)
    return project


def test_a_first_run_made_everything_new(translated: Path) -> None:
    found = json.loads(translate(translated, "diff", "--json").stdout)
    changes = [change for document in found["documents"] for change in document["changes"]]
    assert len(changes) == 6
    assert all(change["before"] is None for change in changes)


def test_an_approved_text_is_shown_beside_the_draft(project: Path) -> None:
    (document,) = json.loads(translate(project, "diff", "--json").stdout)["documents"]
    (change,) = document["changes"]
    assert document["path"] == "grenze.txt"
    assert (change["before"]["state"], change["after"]["state"]) == ("machine", "reviewed")
    assert change["after"]["target"] == "He speaks."


def test_a_run_without_a_change_changes_nothing_here(project: Path) -> None:
    before = translate(project, "diff").stdout
    run(project)
    assert translate(project, "diff").stdout == before
    assert "machine → reviewed" in before
    assert "\033" not in before


def test_exit_codes_are_those_of_git(project: Path, tmp_path: Path) -> None:
    translate(project, "diff", "--exit-code", expect=1)
    translate(tmp_path, "diff", "nowhere", expect=2)
    (tmp_path / "empty").mkdir()
    assert translate(tmp_path, "diff", "empty", "--exit-code").stdout == ""


def test_a_page_on_request(project: Path) -> None:
    done = translate(project, "diff", "--html", "changes.html")
    assert "changes.html" in done.stderr
    page = (project / "changes.html").read_text(encoding="utf-8")
    assert "He speaks" in re.sub(r"</?(?:ins|del)>", "", page)
