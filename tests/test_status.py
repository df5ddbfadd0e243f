"""How the work stands, from catalogs and report alone."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from projects import entry, new_project, outputs, run, translate

from pipeline import status
from pipeline.catalog import Catalog, Message, Past
from pipeline.catalog.past import Last
from pipeline.catalog.standing import standing

# --- one catalog ----------------------------------------------------------------------------

PAST = Past(
    last={
        "draft": Last("machine's", "machine"),
        "done": Last("a person's", "reviewed"),
        "doubted": Last("a person's", "outdated"),
    },
    written=frozenset({("draft", "machine's"), ("done", "machine's")}),
    approved=frozenset({("done", "a person's"), ("doubted", "a person's")}),
)


@pytest.mark.parametrize(
    ("message", "state", "since"),
    [
        (Message("draft", "machine's", fuzzy=True), "machine", False),
        (Message("draft", "machine's"), "reviewed", True),
        (Message("draft", "another", fuzzy=True), "edited", True),
        (Message("draft", "another"), "reviewed", True),
        (Message("draft", ""), "machine", True),
        (Message("done", "a person's"), "reviewed", False),
        (Message("done", "better"), "reviewed", True),
        (Message("done", "a person's", fuzzy=True), "outdated", True),
        (Message("doubted", "a person's", fuzzy=True), "outdated", False),
        (Message("doubted", "a person's"), "reviewed", True),
        (Message("nobody knows it", "text", fuzzy=True), "edited", False),
    ],
)
def test_a_text_stands_as_the_next_run_will_see_it(
    message: Message, state: str, since: bool
) -> None:
    stands = standing(Catalog(messages=(message,)), PAST)
    assert stands.states == {message.source: state}
    assert stands.since == ({message.source} if since else set())


@pytest.mark.parametrize(("fuzzy", "state"), [(True, "edited"), (False, "reviewed")])
def test_without_a_past_every_fuzzy_text_counts_as_edited(fuzzy: bool, state: str) -> None:
    stands = standing(Catalog(messages=(Message("a", "b", fuzzy=fuzzy),)), Past())
    assert (stands.states, stands.since) == ({"a": state}, frozenset())


# --- a folder -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def translated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = new_project(tmp_path_factory.mktemp("project"))
    run(project)
    return project


@pytest.fixture
def project(translated: Path, tmp_path: Path) -> Path:
    """A copy without articles, glossary and package."""
    shutil.copytree(translated / "output", tmp_path / "output")
    return tmp_path


def looked(project: Path) -> dict[str, Any]:
    return status.as_json(status.look(project / "output"))


def approve(project: Path) -> None:
    entry(project / "output" / "grenze.po", "Der General spricht.", "He speaks.", approve=True)


def test_after_a_run_it_says_what_the_report_says(project: Path) -> None:
    report = json.loads((project / "output" / "report.json").read_text(encoding="utf-8"))
    found = looked(project)
    assert found["totals"] == report["totals"] | {"since": 0}
    numbers = ("path", "segments", "states", "terms", "findings")
    for document, reported in zip(found["documents"], report["documents"], strict=True):
        assert {n: document[n] for n in numbers} == {n: reported[n] for n in numbers}
    assert found["last_run"] == {
        "documents": 2,
        "failed": 0,
        "translated": 6,
        "reused": 0,
        "files": 10,
    }


def test_what_people_have_changed_since_is_seen(project: Path) -> None:
    approve(project)
    found = looked(project)
    states = {d["path"]: (d["states"]["reviewed"], d["since"]) for d in found["documents"]}
    assert states == {"grenze.txt": (1, 1), "osten.md": (0, 0)}


def test_without_memory_and_report_the_catalogs_suffice(project: Path) -> None:
    approve(project)
    shutil.rmtree(project / "output" / ".glosswerk")
    (project / "output" / "report.json").unlink()
    found = looked(project)
    assert [d["path"] for d in found["documents"]] == ["grenze.txt", "osten.md"]
    assert found["totals"]["states"] == {"machine": 0, "edited": 5, "reviewed": 1, "outdated": 0}
    assert (found["last_run"], found["cut_off"]) == (None, False)


def test_looking_changes_nothing(project: Path) -> None:
    approve(project)
    before = outputs(project)
    translate(project, "status")
    assert outputs(project) == before


def test_a_run_that_was_cut_off_is_told(project: Path) -> None:
    with sqlite3.connect(project / "output" / ".glosswerk" / "memory.sqlite") as db:
        db.execute("insert into about values ('open', 'true')")
    db.close()
    assert "was cut off" in translate(project, "status").stdout


# --- the command ----------------------------------------------------------------------------


def test_people_see_a_table(project: Path) -> None:
    approve(project)
    lines = translate(project, "status").stdout.splitlines()
    assert lines[0].split() == ["segments", "machine", "edited", "reviewed", "outdated", "findings"]
    assert lines[1].split()[:5] == ["grenze.txt", "3", "2", "·", "1"]
    assert lines[3].split()[:6] == ["2", "in", "all", "6", "5", "·"]
    assert lines[4] == "Last run: 6 translated, 0 reused, 10 files written"
    assert "1 text in grenze.txt" in lines[5]


def test_a_damaged_catalog_is_named_and_the_others_are_shown(project: Path) -> None:
    with (project / "output" / "grenze.po").open("a", encoding="utf-8") as catalog:
        catalog.write('\nmsgid "cut')
    done = translate(project, "status", "--json", expect=3)
    assert "grenze.po:" in done.stderr
    found = json.loads(done.stdout)
    assert [bool(document["error"]) for document in found["documents"]] == [True, False]
    assert (found["totals"]["failed"], found["totals"]["segments"]) == (1, 3)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [(["status", "nowhere"], 2, "nowhere"), (["status", "empty"], 0, "Nothing is translated")],
)
def test_exit_codes(tmp_path: Path, arguments: list[str], code: int, said: str) -> None:
    (tmp_path / "empty").mkdir()
    done = translate(tmp_path, *arguments, expect=code)
    assert said in done.stdout + done.stderr
