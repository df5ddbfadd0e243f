"""The OmegaT project, opened by the real program (Debian's omegat) without its window."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from demo import bilingual, line
from lxml import etree

from pipeline.catalog import Past, render
from pipeline.catalog.entry import Bilingual
from pipeline.catalog.po import parse
from pipeline.commands import export
from pipeline.errors import UsageError
from pipeline.interchange.bringing import Desk
from pipeline.memory import Memory

DATE = "2026-05-04 10:00+0000"
REVIEWED = ("Die Ostflanke hält. Sie wird stärker.", "The eastern flank holds. It grows.")
EDITED = ("Wer zahlt?", "Who pays?")
DRAFT = ("Die Speerspitze &amp; <b>mehr</b> übt.", "The tip &amp; <b>more</b> practises.")
OTHER = ("Alles ruhig.", "All quite.")


def articles() -> Iterator[tuple[str, Bilingual]]:
    yield (
        "a/summit",
        bilingual(
            [line(*REVIEWED, state="reviewed"), line(*EDITED, state="edited"), line(*DRAFT)],
            path="a/summit.html",
            format="html",
        ),
    )
    yield "base", bilingual([line(*OTHER), line(*EDITED)], path="base.txt")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with output/ and glossary/, and the OmegaT project in om/."""
    with closing(Memory(tmp_path / "output" / ".glosswerk" / "memory.sqlite")) as memory:
        for name, article in articles():
            path = tmp_path / "output" / f"{name}.po"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(render(article, (), None, date=DATE), encoding="utf-8")
            drafts = [(e.segment.source, e.target) for e in article.entries if e.state == "machine"]
            memory.keep_texts(str(article.document.path), Past(written=frozenset(drafts)))
    (tmp_path / "glossary").mkdir()
    (tmp_path / "glossary" / "nato.csv").write_text(
        "source,target,comment\nOstflanke,eastern flank,small\nÜbung,exercise|drill,\n",
        encoding="utf-8",
    )
    monkeypatch.chdir(tmp_path)
    export.command.main(["-q", "--omegat", "om"], standalone_mode=False)
    return tmp_path


def pairs(memory: Path) -> list[tuple[str, str]]:
    segments = [str(node.text) for node in etree.parse(str(memory)).iterfind(".//seg")]
    return list(zip(segments[::2], segments[1::2], strict=True))


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_the_project_has_all_that_a_reviewer_works_with(project: Path) -> None:
    om = project / "om"
    assert pairs(om / "tm" / "auto" / "reviewed.tmx") == [REVIEWED]
    assert pairs(om / "tm" / "mt" / "machine.tmx") == [DRAFT, OTHER, EDITED]
    assert pairs(om / "tm" / "edited.tmx") == [EDITED]
    assert (om / "glossary" / "glossary.txt").read_text(encoding="utf-8") == (
        "Ostflanke\teastern flank\tsmall\nÜbung\texercise\nÜbung\tdrill\n"
    )
    assert b"<sentence_seg>false</sentence_seg>" in (om / "omegat.project").read_bytes()
    for name, _ in articles():
        there, here = project / "output" / f"{name}.po", om / "source" / f"{name}.po"
        assert here.read_bytes() == there.read_bytes()


def test_exporting_again_keeps_what_is_omegats(project: Path) -> None:
    om = project / "om"
    kept = {"omegat.project": b"mine", "omegat/project_save.tmx": b"<tmx/>"}
    for name, data in kept.items():
        (om / name).write_bytes(data)
    before = contents(om)
    export.command.main(["-q", "--omegat", "om"], standalone_mode=False)
    assert contents(om) == before


def test_a_folder_of_something_else_is_not_touched(project: Path) -> None:
    before = contents(project)
    with pytest.raises(UsageError, match="in use"):
        export.command.main(["--omegat", "glossary"], standalone_mode=False)
    assert contents(project) == before


def test_without_catalogs_there_is_nothing_to_export(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match="no catalog"):
        export.command.main(["--omegat", "om"], standalone_mode=False)
    assert contents(tmp_path) == {}


# ---- The real program


@pytest.fixture
def omegat(tmp_path: Path) -> str:
    """The program; skips the test where there is none, unless GLOSSWERK_ORACLES=required."""
    program = shutil.which("omegat")
    if program is None:
        required = os.environ.get("GLOSSWERK_ORACLES") == "required"
        (pytest.fail if required else pytest.skip)("no omegat here")
    return str(program)


def console(program: str, project: Path, *options: str) -> str:
    settings = f"--config-dir={project / 'settings'}"
    command = [program, str(project / "om"), settings, *options]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def translated(sources: Path, english: dict[str, str], note: str) -> str:
    """A project_save.tmx, made of a memory of all segments that OmegaT has written."""
    text = sources.read_text(encoding="utf-8")
    for german, said in english.items():
        quoted = german.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        before, after = text.split(f'<tuv lang="EN">\n        <seg>{quoted}</seg>')
        text = f'{before}<tuv lang="EN" changeid="ana">\n        <seg>{said}</seg>{after}'
    untouched = re.compile(r'<tu>\s*<tuv lang="DE">\s*<seg>[^<]*</seg>\s*</tuv>\s*<tuv lang="EN">')
    pieces = [piece for piece in text.split("</tu>") if not untouched.search(piece)]
    return "</tu>".join(pieces).replace("<tu>", f"<tu><note>{note}</note>")


def test_it_opens_the_project_and_what_it_saves_comes_back(project: Path, omegat: str) -> None:
    om = project / "om"
    listed = project / "all.tmx"
    kind = "--mode=console-createpseudotranslatetmx"
    console(omegat, project, kind, f"--pseudotranslatetmx={listed}", "--pseudotranslatetype=equal")
    # One segment of ours is one of OmegaT's.
    assert {german for german, _ in pairs(listed)} == {
        source for source, _ in (REVIEWED, EDITED, DRAFT, OTHER)
    }

    english = {DRAFT[0]: "The spearhead force exercises.", EDITED[0]: "Who will pay?"}
    saved = om / "omegat" / "project_save.tmx"
    saved.write_text(translated(listed, english, "Checked."), encoding="utf-8")
    said = console(omegat, project, "--mode=console-translate")
    assert "tm/mt/machine.tmx" in said and "Error" not in said

    # The documents hold what is reviewed and what was translated, and no draft.
    targets = {
        name: parse((om / "target" / f"{name}.po").read_bytes(), name).active
        for name, _ in articles()
    }
    found = {(n, s): m.target for n, messages in targets.items() for s, m in messages.items()}
    assert found == {
        ("a/summit", REVIEWED[0]): REVIEWED[1],
        ("a/summit", EDITED[0]): "Who will pay?",
        ("a/summit", DRAFT[0]): "The spearhead force exercises.",
        ("base", OTHER[0]): "",
        ("base", EDITED[0]): "Who will pay?",
    }

    # OmegaT writes the project's memory, as it would save it, beside the project.
    with closing(Memory.to_read(project / "output" / ".glosswerk" / "memory.sqlite")) as memory:
        desk = Desk(project / "output", memory)
        results = {path.name: brought for path, brought in desk.bring_back(om / "om-omegat.tmx")}
    # A person's edit stood in a/summit.po: it is not overwritten, but told.
    (conflict,) = results["summit.po"].conflicts
    assert (conflict.returned, conflict.standing) == ("Who will pay?", "Who pays?")
    assert (results["summit.po"].taken, results["base.po"].taken) == (1, 1)
    summit = parse((project / "output" / "a" / "summit.po").read_bytes(), "summit.po").active
    base = parse((project / "output" / "base.po").read_bytes(), "base.po").active
    draft = summit[DRAFT[0]]
    assert (draft.target, draft.fuzzy) == ("The spearhead force exercises.", False)
    assert draft.comment == "Checked."
    assert replace(base[OTHER[0]], line=0).target == OTHER[1] and base[OTHER[0]].fuzzy


def test_its_target_files_come_back_as_well(project: Path, omegat: str) -> None:
    console(omegat, project, "--mode=console-translate")
    target = project / "om" / "target" / "a" / "summit.po"
    target.write_text(
        target.read_text(encoding="utf-8").replace("It grows.", "It is growing."), encoding="utf-8"
    )
    with closing(Memory.to_read(project / "none")) as memory:
        ((path, brought),) = Desk(project / "output", memory).bring_back(target)
    assert path.name == "summit.po"
    assert [conflict.returned for conflict in brought.conflicts] == [
        "The eastern flank holds. It is growing."
    ]
