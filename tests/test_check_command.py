"""`translate check`: the checks on bilingual files, whoever made them."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from projects import new_project, run, translate

from pipeline.checking import Text, bilingual_files, check, texts
from pipeline.errors import UsageError
from pipeline.glossary.loading import load
from pipeline.glossary.matching import Matcher
from pipeline.glossary.term import Term

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n{}"\n'
MISSED = 'msgid "Die Lage ist ernst."\nmsgstr "The state is serious."\n'
RIGHT = 'msgid "Die Lage ist ernst."\nmsgstr "The situation is serious."\n'
NUMBER = 'msgid "Es waren 3 Soldaten."\nmsgstr "There were 5 soldiers."\n'
FUZZY = "#, fuzzy\n" + MISSED
EMPTY = 'msgid "Die Lage ist ernst."\nmsgstr ""\n'
OBSOLETE = '#~ msgid "Die Lage ist ernst."\n#~ msgstr "The state is serious."\n'
OF_MARKDOWN = HEADER.format("X-Glosswerk-Document: a.md\\n")
MATCHER = Matcher([Term("Lage", ("situation",))])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "glossary").mkdir()
    terms = "source,target\nLage,situation\n"
    (tmp_path / "glossary" / "terms.csv").write_text(terms, encoding="utf-8")
    return tmp_path


def po(folder: Path, *entries: str, name: str = "a.po", header: str = HEADER.format("")) -> Path:
    file = folder / name
    file.parent.mkdir(exist_ok=True)
    file.write_text("\n".join([header, *entries]), encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("entries", "found"),
    [
        ([RIGHT], []),
        ([MISSED], [("term", "error")]),
        ([FUZZY], [("term", "error")]),
        ([NUMBER], [("number", "error")]),
        ([MISSED, NUMBER], [("term", "error"), ("number", "error")]),
        ([EMPTY], []),
        ([OBSOLETE], []),
    ],
)
def test_every_text_in_use_is_checked(
    folder: Path, entries: list[str], found: list[tuple[str, str]]
) -> None:
    located = check(po(folder, *entries), MATCHER)
    assert [(one.finding.check, one.finding.severity) for one in located] == found


def test_a_finding_says_all_that_a_program_needs(folder: Path) -> None:
    po(folder, MISSED)
    (finding,) = json.loads(translate(folder, "check", "a.po", "--json").stdout)["findings"]
    assert finding == {
        "file": "a.po",
        "id": Text("Die Lage ist ernst.", "", "txt").id,
        "source": "Die Lage ist ernst.",
        "target": "The state is serious.",
        "check": "term",
        "severity": "error",
        "message": "„Lage“ should be “situation” (glossary/terms.csv:2)",
    }


def test_people_see_file_and_line(folder: Path) -> None:
    po(folder, MISSED)
    done = translate(folder, "check", "a.po")
    assert done.stdout.startswith("a.po:4: error: term: „Lage“ should be")
    assert done.stderr == "1 file checked: 1 term\n"


@pytest.mark.parametrize(
    ("header", "format"), [(OF_MARKDOWN, "md"), (HEADER.format(""), "txt"), ("", "txt")]
)
def test_markup_is_that_of_the_article_where_the_file_names_it(
    folder: Path, header: str, format: str
) -> None:
    (text,) = texts(po(folder, MISSED, header=header))
    assert text.format == format


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["a.po", "--strict"], 1),
        (["a.po", "--strict", "--no-glossary"], 0),
        (["nowhere.po"], 2),
        (["a.po", "-g", "nowhere.csv"], 2),
        (["damaged.po", "a.po", "--strict"], 3),
        (["glossary/terms.csv"], 3),
        (["empty"], 0),
    ],
)
def test_exit_codes(folder: Path, arguments: list[str], code: int) -> None:
    po(folder, MISSED)
    po(folder, RIGHT, name="right.po")
    po(folder, 'msgid "cut', name="damaged.po")
    (folder / "empty").mkdir()
    translate(folder, "check", *arguments, expect=code)


def test_settings_of_the_project_hold(folder: Path) -> None:
    (folder / "translate.toml").write_text('[checks]\nterm = "off"\n', encoding="utf-8")
    po(folder, MISSED)
    assert translate(folder, "check", "a.po").stdout == ""


def test_a_folder_stands_for_the_bilingual_files_in_it(tmp_path: Path) -> None:
    for name in ("b.po", "a.xlf", "in/c.tmx", "in/.hidden.po", ".in/d.po", "e.docx", "f.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    found = [file.relative_to(tmp_path).as_posix() for file in bilingual_files([tmp_path])]
    assert found == ["a.xlf", "b.po", "in/c.tmx"]
    assert bilingual_files([tmp_path, tmp_path / "b.po"]) == bilingual_files([tmp_path])
    with pytest.raises(UsageError):
        bilingual_files([tmp_path / "nowhere"])


def test_it_finds_in_every_format_what_the_run_found(tmp_path: Path) -> None:
    project = new_project(tmp_path)
    run(project, formats=("po", "tsv", "tmx", "xliff", "xliff12"))
    with (project / "output" / "grenze.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    wanted = [(row["id"], finding) for row in rows for finding in row["findings"].split(" | ")]
    assert [pair for pair in wanted if pair[1]]
    matcher = Matcher(load([project / "terms.csv"], project).terms)
    for file in (project / "output").glob("grenze.*"):
        if file.suffix != ".tsv":
            found = check(file, matcher)
            told = [(one.text.id, f"{one.finding.check}:{one.finding.severity}") for one in found]
            assert told == [pair for pair in wanted if pair[1]], file.name
