"""The real program on the sample corpus, its network cut where it can be."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TRANSLATE = Path(sys.executable).with_name("translate")
CUT_OFF = ["unshare", "--user", "--map-root-user", "--net"]


def can_unshare() -> bool:
    if not shutil.which("unshare"):
        return False
    return subprocess.run([*CUT_OFF, "true"], capture_output=True).returncode == 0


OFFLINE = CUT_OFF if can_unshare() else []


def translate(*arguments: object, cwd: Path, env: dict[str, str] | None = None, expect: int = 0):
    """Run the program; its standard error is the message where the exit code is another one."""
    command = [*OFFLINE, str(TRANSLATE), *map(str, arguments)]
    done = subprocess.run(
        command,
        cwd=cwd,
        env=os.environ | (env or {}),
        capture_output=True,
        text=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == expect, done.stderr + done.stdout
    assert "Traceback" not in done.stderr
    return done


def snapshot(folder: Path) -> dict[str, tuple[str, int]]:
    """Digest and time stamp of every file but the private ones."""
    files = (p for p in folder.rglob("*") if p.is_file() and ".glosswerk" not in p.parts)
    return {
        str(p.relative_to(folder)): (
            hashlib.sha256(p.read_bytes()).hexdigest(),
            p.stat().st_mtime_ns,
        )
        for p in files
    }


def digests(folder: Path) -> dict[str, str]:
    return {name: digest for name, (digest, _) in snapshot(folder).items()}


def rows(tsv: Path) -> list[dict[str, str]]:
    header, *lines = tsv.read_text(encoding="utf-8").splitlines()
    return [dict(zip(header.split("\t"), line.split("\t"), strict=True)) for line in lines]


def new_project(folder: Path) -> Path:
    """The repository's corpus and glossary in a folder of their own."""
    shutil.copytree(ROOT / "corpus", folder / "corpus")
    shutil.copytree(ROOT / "glossary", folder / "glossary")
    (folder / "translate.toml").write_text("allow_sample = true\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def translated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project in which `translate corpus/` has run once."""
    project = new_project(tmp_path_factory.mktemp("project"))
    translate("corpus/", cwd=project)
    return project


@pytest.fixture
def project(translated: Path, tmp_path: Path) -> Path:
    """A copy of it that the test may change."""
    return shutil.copytree(translated, tmp_path / "project")


# --- the first run --------------------------------------------------------------------------


def test_every_article_becomes_a_page_a_catalog_a_table_and_a_document(translated: Path) -> None:
    for source in (translated / "corpus").rglob("*.*"):
        stem = (translated / "output" / source.relative_to(translated / "corpus")).with_suffix("")
        for suffix in (".bilingual.html", ".po", ".tsv", f".en{source.suffix}"):
            assert stem.with_name(stem.name + suffix).is_file()
    assert (translated / "output" / "index.html").is_file()


def test_the_three_terms_are_right_wherever_they_stand(translated: Path) -> None:
    wanted = {"Ostflanke": 0, "Speerspitze": 0, "Grundakte": 0}
    for table in (translated / "output").rglob("*.tsv"):
        for row in rows(table):
            for term in filter(None, row["terms"].split(" | ")):
                assert term.endswith(":honoured") or "draft" in term, (row["source"], term)
                wanted[term.partition("=")[0]] = wanted.get(term.partition("=")[0], 0) + 1
    assert min(wanted[name] for name in ("Ostflanke", "Speerspitze", "Grundakte")) >= 3


def test_the_report_counts_what_the_tables_hold(translated: Path) -> None:
    report = json.loads((translated / "output" / "report.json").read_text(encoding="utf-8"))
    lines = [row for table in (translated / "output").rglob("*.tsv") for row in rows(table)]
    assert report["totals"]["segments"] == len(lines)
    assert report["totals"]["states"]["machine"] == len(lines)
    assert report["totals"]["documents"] == len(list((translated / "corpus").rglob("*.*")))
    assert str(translated) not in json.dumps(report)


def test_nobody_overlooks_that_it_was_the_sample_package(tmp_path: Path) -> None:
    project = new_project(tmp_path)
    done = translate("corpus/gipfel-riga.txt", cwd=project)
    texts = [done.stderr] + [
        (project / "output" / name).read_text(encoding="utf-8")
        for name in ("gipfel-riga.po", "gipfel-riga.bilingual.html", "index.html")
    ]
    assert all("SAMPLE package" in text for text in texts)
    report = json.loads((project / "output" / "report.json").read_text(encoding="utf-8"))
    assert report["signature"]["package"]["sample"] is True


def test_paragraphs_and_markup_are_those_of_the_source(translated: Path) -> None:
    source = (translated / "corpus" / "fragen-ostflanke.md").read_text(encoding="utf-8")
    english = (translated / "output" / "fragen-ostflanke.en.md").read_text(encoding="utf-8")
    for mark in ("# ", "## ", "- ", "> ", "**", "](https://example.org/stuetzpunkte)"):
        assert source.count(mark) == english.count(mark), mark
    assert source.count("\n\n") == english.count("\n\n")


def test_catalogs_are_clean_to_gettext(translated: Path) -> None:
    if not shutil.which("msgfmt"):
        if os.environ.get("GLOSSWERK_ORACLES") == "required":
            pytest.fail("gettext is required here")
        pytest.skip("gettext is not installed")
    for catalog in (translated / "output").rglob("*.po"):
        command = ["msgfmt", "-c", "-o", "/dev/null", str(catalog)]
        done = subprocess.run(command, capture_output=True, text=True)
        assert (done.returncode, done.stderr) == (0, "")


# --- the second run -------------------------------------------------------------------------


def test_a_second_run_translates_nothing_and_touches_no_file(project: Path) -> None:
    before = snapshot(project / "output")
    done = translate("corpus/", cwd=project)
    assert " 0 translated" in done.stderr
    assert snapshot(project / "output") == before


def test_one_run_or_two_give_the_same_files(translated: Path, tmp_path: Path) -> None:
    other = new_project(tmp_path)
    for source in (translated / "corpus").rglob("*.*"):
        stamp = source.stat().st_mtime_ns
        os.utime(other / source.relative_to(translated), ns=(stamp, stamp))
    translate("corpus/gipfel-riga.txt", cwd=other)
    translate("corpus/", cwd=other)
    assert digests(other / "output") == digests(translated / "output")


def test_what_a_killed_run_had_finished_is_not_done_again(project: Path) -> None:
    wanted = digests(project / "output")
    for path in (project / "output").rglob("*.*"):
        if path.is_file() and ".glosswerk" not in path.parts:
            path.unlink()
    done = translate("corpus/", cwd=project)
    assert " 0 translated" in done.stderr
    assert digests(project / "output") == wanted


def test_a_changed_entry_concerns_the_segments_with_that_term_alone(project: Path) -> None:
    glossary = project / "glossary" / "nato.csv"
    text = glossary.read_text(encoding="utf-8")
    before = {r["id"]: r for r in rows(project / "output" / "gipfel-riga.tsv")}
    assert "Speerspitze,spearhead force," in text
    glossary.write_text(
        text.replace("Speerspitze,spearhead force,", "Speerspitze,lance tip,"), encoding="utf-8"
    )
    translate("corpus/", cwd=project)
    after = {r["id"]: r for r in rows(project / "output" / "gipfel-riga.tsv")}
    changed = [r["source"] for r in after.values() if r["target"] != before[r["id"]]["target"]]
    assert changed == [r["source"] for r in after.values() if "Speerspitze=" in r["terms"]] != []
    assert all("lance tip" in r["target"].lower() for r in after.values() if r["source"] in changed)


# --- people's work --------------------------------------------------------------------------


def test_an_approved_text_stays_and_goes_into_every_output(project: Path) -> None:
    catalog = project / "output" / "gipfel-riga.po"
    row = next(r for r in rows(project / "output" / "gipfel-riga.tsv") if r["kind"] == "body")
    text = catalog.read_text(encoding="utf-8")
    start = text.index("#, fuzzy\n", text.rindex("\n\n", 0, text.index(row["source"][:40])))
    end = text.index("\n\n", start)
    entry = text[start:end].removeprefix("#, fuzzy\n")
    approved = entry[: entry.index("msgstr ")] + 'msgstr "A person wrote this."'
    catalog.write_text(text[:start] + approved + text[end:], encoding="utf-8")
    translate("corpus/", cwd=project)
    after = {r["id"]: r for r in rows(project / "output" / "gipfel-riga.tsv")}[row["id"]]
    assert (after["target"], after["state"]) == ("A person wrote this.", "reviewed")
    english = (project / "output" / "gipfel-riga.en.txt").read_text(encoding="utf-8")
    assert "A person wrote this." in english


def test_a_damaged_catalog_is_named_and_left_and_the_others_are_done(project: Path) -> None:
    catalog = project / "output" / "gipfel-riga.po"
    catalog.write_text(catalog.read_text(encoding="utf-8") + '\nmsgid "cut', encoding="utf-8")
    damaged = catalog.read_bytes()
    (project / "output" / "haushalt.tsv").unlink()
    done = translate("corpus/", cwd=project, expect=3)
    assert "gipfel-riga.po:" in done.stderr
    assert catalog.read_bytes() == damaged
    assert (project / "output" / "haushalt.tsv").is_file()


# --- what can go wrong ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["nowhere/"], 2, "nowhere"),
        (["corpus/", "-g", "nowhere.csv"], 2, "nowhere.csv"),
        (["corpus/", "--formats", "html,pdf"], 2, "pdf"),
        (["corpus/", "-m", "nowhere.argosmodel"], 4, "nowhere.argosmodel"),
        (["corpus/", "-m", "translate-xx_yy"], 4, "translate model list"),
        (["--no-such-option"], 2, "no such option"),
    ],
)
def test_errors_are_for_people(project: Path, arguments: list[str], code: int, said: str) -> None:
    done = translate(*arguments, cwd=project, expect=code)
    assert said.lower() in done.stderr.lower()


def test_without_a_package_the_steps_to_one_are_shown(tmp_path: Path) -> None:
    project = new_project(tmp_path)
    (project / "translate.toml").unlink()
    empty = {"ARGOS_PACKAGES_DIR": str(tmp_path / "none")}
    done = translate("corpus/", cwd=project, env=empty, expect=4)
    assert "translate model install" in done.stderr
    assert not (project / "output").exists()


def test_a_run_on_one_article_leaves_the_others_in_the_overview(project: Path) -> None:
    before = digests(project / "output")
    translate("corpus/gipfel-riga.txt", cwd=project)
    assert digests(project / "output") == before


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    project = new_project(tmp_path)
    (project / "corpus" / "bild.txt").write_bytes(b"\x89PNG\0\0\x01")
    (project / "corpus" / "leer.txt").write_bytes(b"")
    (project / "corpus" / "alt.txt").write_bytes("Die Übung endet am Freitag.".encode("cp1252"))
    (project / "corpus" / "notizen.odt").write_bytes(b"x")
    done = translate("corpus/", cwd=project, expect=3)
    assert "bild.txt" in done.stderr
    assert "1 .odt" in done.stderr
    assert "alt.txt: read as cp1252" in done.stderr
    assert (project / "output" / "leer.en.txt").read_bytes() == b""
    assert (project / "output" / "alt.en.txt").is_file()


def test_a_dry_run_says_what_would_be_done_and_writes_nothing(tmp_path: Path) -> None:
    project = new_project(tmp_path)
    done = translate("corpus/", "--dry-run", cwd=project)
    assert "gipfel-riga.txt" in done.stdout
    assert "nothing was written" in done.stdout
    assert not (project / "output").exists()


def test_strict_fails_a_run_with_a_missed_term(project: Path) -> None:
    (project / "corpus").joinpath("kurz.txt").write_text("Der Minister kam.", encoding="utf-8")
    glossary = project / "glossary" / "extra.csv"
    glossary.write_text("source,target\nMinister,xyzzy\n", encoding="utf-8")
    translate("corpus/kurz.txt", "--strict", "-o", "ok", cwd=project)
    translated = (project / "ok" / "kurz.en.txt").read_text(encoding="utf-8")
    assert "xyzzy" in translated
    catalog = project / "ok" / "kurz.po"
    text = catalog.read_text(encoding="utf-8").replace("#, fuzzy\n", "")
    catalog.write_text(text.replace("xyzzy", "minister"), encoding="utf-8")
    translate("corpus/kurz.txt", "-o", "ok", cwd=project)
    translate("corpus/kurz.txt", "--strict", "-o", "ok", cwd=project, expect=1)


def test_a_segment_longer_than_the_package_takes_is_translated_in_parts(tmp_path: Path) -> None:
    project = new_project(tmp_path)
    long = "Die Minister beraten über die Lage, " * 60 + "und die Sitzung dauert lange."
    (project / "corpus" / "lang.txt").write_text(long, encoding="utf-8")
    translate("corpus/lang.txt", cwd=project)
    catalog = (project / "output" / "lang.po").read_text(encoding="utf-8")
    assert "translated in" in catalog


def test_an_empty_folder_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    done = translate("corpus/", "-m", "sample", cwd=tmp_path)
    assert "Nothing to translate" in done.stderr


def test_an_interrupted_run_says_so_and_the_next_goes_on(tmp_path: Path) -> None:
    project = new_project(tmp_path)
    sentence = "Die Übung Nummer {} endet am Freitag mit einer Parade vor dem alten Rathaus."
    for article in range(20):
        text = "\n\n".join(sentence.format(100 * article + number) for number in range(100))
        (project / "corpus" / f"lang-{article}.txt").write_text(text, encoding="utf-8")
    memory = project / "output" / ".glosswerk" / "memory.sqlite"
    running = subprocess.Popen(
        [str(TRANSLATE), "corpus/"],
        cwd=project,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    while running.poll() is None and not drafts(memory):
        time.sleep(0.1)
    running.send_signal(signal.SIGINT)
    assert running.communicate()[1].endswith("interrupted; what was finished is kept\n")
    assert running.returncode == 130
    done = drafts(memory)
    said = translate("corpus/", cwd=project).stderr
    assert drafts(memory) == done + int(re.search(r"([\d,]+) translated", said)[1].replace(",", ""))


def drafts(memory: Path) -> int:
    """How many drafts the memory holds."""
    if not memory.exists():
        return 0
    with closing(sqlite3.connect(f"file:{memory}?mode=ro", uri=True)) as db:
        try:
            return db.execute("select count(*) from draft").fetchone()[0]
        except sqlite3.OperationalError:  # not yet made
            return 0
