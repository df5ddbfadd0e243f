"""What need not be looked at again: never wrongly passed, and passed without effort."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import astuple, replace
from pathlib import Path

import pytest
from projects import TRANSLATE, entry, new_project, outputs, run

from pipeline.engine import digests
from pipeline.memory import Memory
from pipeline.memory.ledger import Ledger
from pipeline.stamps import Stamp, sha256, stamp, still

# --- stamps ---------------------------------------------------------------------------------


def nothing(file: Path) -> None:
    """The file is left alone."""


def rewrite(file: Path) -> None:
    file.write_bytes(b"other")


def rewrite_and_hide(file: Path) -> None:
    """Other bytes, as many, under the old time stamp."""
    seen = file.stat()
    file.write_bytes(b"other")
    os.utime(file, ns=(seen.st_atime_ns, seen.st_mtime_ns))


def touch(file: Path) -> None:
    os.utime(file, ns=(1, 1))


def replace_by_a_copy(file: Path) -> None:
    copy = shutil.copy(file, file.with_name("copy"))
    Path(copy).replace(file)


@pytest.mark.parametrize(
    ("happens", "same"),
    [
        (nothing, True),
        (touch, True),
        (replace_by_a_copy, True),
        (rewrite, False),
        (rewrite_and_hide, False),
        (Path.unlink, False),
    ],
)
def test_a_stamp_tells_whether_a_file_holds_what_it_held(
    tmp_path: Path, happens: Callable[[Path], None], same: bool
) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"bytes")
    seen = stamp(file)
    happens(file)
    assert (still(file, seen) is not None) == same


def test_a_file_that_was_not_there_is_the_same_until_it_comes(tmp_path: Path) -> None:
    seen = stamp(tmp_path / "a")
    assert still(tmp_path / "a", seen) == seen
    (tmp_path / "a").touch()
    assert still(tmp_path / "a", seen) is None


def test_a_change_in_the_moment_of_the_look_is_found_by_the_bytes(tmp_path: Path) -> None:
    """Same size, times and inode: what git calls racily clean."""
    file = tmp_path / "a"
    file.write_bytes(b"other")
    racy = replace(stamp(file), digest=stamp(file, b"bytes").digest)
    assert not racy.settled
    assert still(file, racy) is None


def test_a_file_that_rests_is_not_read_again() -> None:
    seen = replace(stamp(Path(__file__)), settled=True, digest="not read")
    assert still(Path(__file__), seen) == seen


# --- the ledger -----------------------------------------------------------------------------


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Memory(tmp_path / "memory.sqlite").ledger


def test_a_value_is_known_for_its_basis_and_its_files_alone(ledger: Ledger, tmp_path: Path) -> None:
    files = [tmp_path / name for name in "ab"]
    for file in files:
        file.write_bytes(b"bytes")
    ledger.keep("work", "basis", [stamp(file) for file in files], {"value": 1})
    assert ledger.known("work", "basis", files) == {"value": 1}
    assert ledger.known("work", "other basis", files) is None
    assert ledger.known("other work", "basis", files) is None
    files[1].write_bytes(b"other")
    assert ledger.known("work", "basis", files) is None
    assert ledger.holding("work", 0, files[0]) == {"value": 1}
    assert ledger.holding("work", 1, files[1]) is None


# --- digests of packages --------------------------------------------------------------------


@pytest.fixture
def large(tmp_path: Path) -> Path:
    file = tmp_path / "model.bin"
    file.write_bytes(b"x" * (digests.SMALL + 1))
    return file


@pytest.mark.parametrize("cache", ["", "{}", "[]", "{", '{"a": [1]}', '{"a": null}'])
def test_a_digest_is_right_whatever_the_cache_holds(large: Path, cache: str) -> None:
    (large.parent / digests.FILE).write_text(cache, encoding="utf-8")
    assert digests.digest(large, lambda: large.parent) == sha256(large)
    large.write_bytes(b"y" * (digests.SMALL + 1))
    assert digests.digest(large, lambda: large.parent) == sha256(large)


def test_a_file_that_rests_is_not_digested_again(large: Path) -> None:
    digests.digest(large, lambda: large.parent)
    known = {str(large): astuple(replace(stamp(large), settled=True, digest="not read"))}
    (large.parent / digests.FILE).write_text(json.dumps(known), encoding="utf-8")
    assert digests.digest(large, lambda: large.parent) == "not read"


def test_where_nothing_can_be_remembered_the_file_is_read(large: Path) -> None:
    assert digests.digest(large, lambda: Path("/dev/null/nowhere")) == sha256(large)


# --- runs -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def translated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = new_project(tmp_path_factory.mktemp("project"))
    run(project)
    return project


@pytest.fixture
def project(translated: Path, tmp_path: Path) -> Path:
    """A copy that the test may change."""
    return shutil.copytree(translated, tmp_path / "project")


def test_a_run_with_nothing_to_do_writes_nothing_and_loads_next_to_nothing(project: Path) -> None:
    before = outputs(project)
    done = subprocess.run(
        [sys.executable, "-X", "importtime", TRANSLATE, "corpus/"],
        cwd=project,
        capture_output=True,
        text=True,
    )
    assert " 0 translated, 6 reused; 0 files written" in done.stderr
    assert outputs(project) == before
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "pipeline.workflow" in loaded
    assert not loaded & {"ctranslate2", "numpy", "inflect", "simplemma", "jinja2", "rich"}


def delete_a_table(project: Path) -> None:
    (project / "output" / "grenze.tsv").unlink()


def spoil_a_page(project: Path) -> None:
    page = project / "output" / "osten.bilingual.html"
    page.write_bytes(page.read_bytes().replace(b"e", b"a"))


def spoil_the_overview(project: Path) -> None:
    (project / "output" / "index.html").write_text("", encoding="utf-8")


def spoil_the_report(project: Path) -> None:
    (project / "output" / "report.json").unlink()


def lose_the_memory(project: Path) -> None:
    for file in (project / "output" / ".glosswerk").iterdir():
        file.unlink()


def touch_an_article(project: Path) -> None:
    (project / "corpus" / "grenze.txt").touch()


@pytest.mark.parametrize(
    "happens",
    [
        delete_a_table,
        spoil_a_page,
        spoil_the_overview,
        spoil_the_report,
        touch_an_article,
    ],
)
def test_the_output_is_made_good_again(project: Path, happens: Callable[[Path], None]) -> None:
    before = {name: content for name, (content, _) in outputs(project).items()}
    happens(project)
    assert run(project).translated == 0
    assert {name: content for name, (content, _) in outputs(project).items()} == before


def edit_the_article(project: Path) -> None:
    article = project / "corpus" / "grenze.txt"
    text = article.read_text(encoding="utf-8")
    article.write_text(text.replace("Der General", "Ein General"), encoding="utf-8")


def edit_the_catalog(project: Path) -> None:
    entry(project / "output" / "grenze.po", "Der General spricht.", "The general.", approve=True)


def edit_the_glossary(project: Path) -> None:
    (project / "terms.csv").write_text("source,target\nLage,state\n", encoding="utf-8")


def switch_a_check_off(project: Path) -> None:
    settings = project / "translate.toml"
    with settings.open("a", encoding="utf-8") as file:
        file.write('[checks]\nrepetition = "off"\nuntranslated = "off"\nnumber = "off"\n')


@pytest.mark.parametrize(
    ("happens", "options"),
    [
        (edit_the_article, {}),
        (edit_the_catalog, {}),
        (edit_the_glossary, {}),
        (switch_a_check_off, {}),
        (lose_the_memory, {}),
        (nothing, {"formats": ("po", "tsv", "tmx")}),
        (nothing, {"formats": ("tsv",)}),
        (nothing, {"glossary": ()}),
    ],
)
def test_after_a_change_the_files_are_those_of_a_run_that_looks_at_everything(
    project: Path, tmp_path: Path, happens: Callable[[Path], None], options: dict[str, object]
) -> None:
    happens(project)
    other = shutil.copytree(project, tmp_path / "other")
    with Memory(other / "output" / ".glosswerk" / "memory.sqlite")._db as db:
        db.execute("delete from done")
    for folder in (project, other):
        run(folder, **options)
    contents = [{n: c for n, (c, _) in outputs(folder).items()} for folder in (project, other)]
    assert contents[0] == contents[1]


def test_what_people_save_in_the_same_moment_is_not_passed_over(project: Path) -> None:
    """An edit of the same length, right after a run, under the catalog's old time stamp."""
    catalog = project / "output" / "grenze.po"
    run(project)
    seen = catalog.stat()
    text = catalog.read_text(encoding="utf-8")
    start = text.index('msgstr "', text.index("Der General spricht.")) + len('msgstr "')
    letter = "X" if text[start] != "X" else "Y"
    catalog.write_text(text[:start] + letter + text[start + 1 :], encoding="utf-8")
    os.utime(catalog, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    assert sum(summary.states["edited"] for summary in run(project).summaries) == 1


def test_a_later_memory_of_the_catalog_opens_the_article_again(
    ledger: Ledger, tmp_path: Path
) -> None:
    """What is accepted in a review stands in the memory alone."""
    memory = Memory(tmp_path / "memory.sqlite")
    memory.ledger.keep("a.txt", "basis", [Stamp()], True)
    memory.keep_last("a.txt", memory.past("a.txt"))
    assert memory.ledger.known("a.txt", "basis", [tmp_path / "none"]) is None
