"""`translate glossary`, as people and scripts call it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline.catalog.past import Last, Past
from pipeline.cli import translate
from pipeline.errors import UsageError
from pipeline.memory import Memory

CSV = "source,target,comment\nOstflanke,eastern flank,\nGrundakte,Founding Act|act,\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "glossary").mkdir()
    (tmp_path / "glossary" / "nato.csv").write_text(CSV, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def call(*words: str, text: str | None = None) -> Result:
    return CliRunner().invoke(translate, ["glossary", *words], input=text, standalone_mode=False)


def printed(*words: str, text: str | None = None) -> str:
    result = call(*words, text=text)
    assert result.exception is None, result.exception
    return result.stdout


@pytest.mark.usefixtures("project")
def test_match_gives_offsets_into_the_document() -> None:
    text = "Erster Satz.\r\n\r\nDie NATO-Ost\xadflanke und die Ost- und Südflanke. Grundakten!\n"
    Path("a.txt").write_bytes(text.encode())
    found = [json.loads(line) for line in printed("match", "a.txt").splitlines()]
    assert [text[one["start"] : one["end"]] for one in found] == [one["text"] for one in found]
    assert [(one["text"], one["token"], one["source"]) for one in found] == [
        ("Ost\xadflanke", "NATO-Ost\xadflanke", "Ostflanke"),
        ("Ost- und Südflanke", "Ost- und Südflanke", "Ostflanke"),
        ("Grundakten", "Grundakten", "Grundakte"),
    ]
    assert list(found[2]) == ["start", "end", "text", "token", "source", "target", "entry"]
    assert (found[2]["target"], found[2]["entry"]) == ("Founding Act", "glossary/nato.csv:3")


@pytest.mark.usefixtures("project")
def test_match_reads_markup_and_standard_input() -> None:
    Path("a.md").write_text("Die **Ost**flanke, [die Grundakte](x.html).\n", "utf-8")
    texts = [json.loads(line)["text"] for line in printed("match", "a.md").splitlines()]
    assert texts == ["Ost**flanke", "Grundakte"]
    assert json.loads(printed("match", "-", text="Ostflanke"))["start"] == 0


@pytest.mark.usefixtures("project")
def test_match_without_or_with_another_glossary() -> None:
    Path("own.csv").write_text("source,target\nLage,situation\n", "utf-8")
    assert printed("match", "--no-glossary", "-", text="Die Ostflanke") == ""
    (line,) = printed("match", "-g", "own.csv", "-", text="Lage, Ostflanke").splitlines()
    assert json.loads(line)["entry"] == "own.csv:2"


def test_check_names_file_and_line(project: Path) -> None:
    assert call("check").return_value == 0
    with (project / "glossary" / "nato.csv").open("a", encoding="utf-8") as file:
        file.write("Ostflanke,flank,\n!!!,x,\n")
    result = call("check")
    assert result.return_value == 1
    assert "glossary/nato.csv:4: warning: 'Ostflanke' is already" in result.stdout
    assert "glossary/nato.csv:5: error:" in result.stdout
    said = json.loads(printed("check", "--json"))
    assert said["entries"] == {"approved": 3, "draft": 0, "deprecated": 0}
    assert [(p["severity"], p["line"]) for p in said["problems"]] == [("warning", 4), ("error", 5)]


def test_an_unreadable_glossary_is_a_usage_error(project: Path) -> None:
    (project / "glossary" / "bad.csv").write_bytes("source,target\nHöhe,x\n".encode("cp1252"))
    error = call("check").exception
    assert isinstance(error, UsageError)
    assert (error.exit_code, error.where) == (2, "glossary/bad.csv:2")


@pytest.mark.usefixtures("project")
def test_list() -> None:
    assert "Grundakte → Founding Act | act  [glossary/nato.csv:3]" in printed("list")
    assert printed("list", "eastern").count("\n") == 1
    (entry,) = json.loads(printed("list", "--json", "grund"))
    assert (entry["source"], entry["targets"]) == ("Grundakte", ["Founding Act", "act"])


def test_add_appends_and_refuses_what_is_there(project: Path) -> None:
    call("add", "Lagebild", "situation picture|operational picture")
    text = (project / "glossary" / "nato.csv").read_text("utf-8")
    assert text == CSV + "Lagebild,situation picture|operational picture,\n"
    error = call("add", "Ostflanke", "flank").exception
    assert isinstance(error, UsageError)
    assert error.where == "glossary/nato.csv:2"
    call("add", "Lage", "situation", "-g", "new.csv")
    assert (project / "new.csv").read_text("utf-8").endswith("Lage,situation,\n")


def test_check_counts_the_entries_in_a_corpus(project: Path) -> None:
    (project / "a.txt").write_text("Die Ostflanken.\n\nEin Lagebild.\n", "utf-8")
    said = json.loads(printed("check", "--json", "--corpus", "a.txt"))
    assert said["use"]["segments"] == 2
    assert said["use"]["occurrences"] == {"glossary/nato.csv:2": 1}
    (problem,) = said["problems"]
    assert (problem["severity"], problem["file"], problem["line"]) == (
        "note",
        "glossary/nato.csv",
        3,
    )
    assert "'Grundakte' is in none of the 2 segments" in problem["message"]
    shown = call("check", "--corpus", "a.txt")
    assert "In 2 segments 1 entry occurs, 1 never" in shown.stderr
    assert "Grundakte" not in shown.stdout
    assert "Grundakte" in call("check", "-v", "--corpus", "a.txt").stdout
    assert json.loads(printed("check", "--json"))["use"] is None


def test_check_looks_at_the_output_folder_when_there_is_one(project: Path) -> None:
    memory = Memory(project / "output" / ".glosswerk" / "memory.sqlite")
    last = {"Die Grundakte gilt.": Last("The Founding Act is in force.", "machine")}
    memory.keep_last("a.txt", Past(last=last))
    memory.close()
    said = json.loads(printed("check", "--json"))
    assert said["use"]["occurrences"] == {"glossary/nato.csv:3": 1}
    assert ["Ostflanke" in problem["message"] for problem in said["problems"]] == [True]


@pytest.mark.usefixtures("project")
def test_check_refuses_a_corpus_that_is_not_there() -> None:
    error = call("check", "--corpus", "gone").exception
    assert isinstance(error, UsageError)
    assert error.exit_code == 2
