"""The catalogs of real runs, before and after people's work, beside other people's programs."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from test_po import gettext
from test_run import new_project, translate

from pipeline.catalog.po import parse

STRUCTURAL = (
    "compendiumconflicts",
    "doublespacing",
    "emails",
    "endwhitespace",
    "escapes",
    "newlines",
    "nplurals",
    "startwhitespace",
    "tabs",
    "urls",
    "xmltags",
)
PLANTED = 'msgid "Mehr <b>hier</b>\\n\\tbei a@example.org."\nmsgstr "More at b@example.org."\n'


@pytest.fixture(scope="module")
def catalogs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """All catalogs of the sample corpus, and of a run after an article and its catalog changed."""
    project = new_project(tmp_path_factory.mktemp("project"))
    translate("corpus/", cwd=project)
    found = _read(project / "output", "fresh")
    _work(project)
    translate("corpus/", cwd=project)
    return found | _read(project / "output", "worked on")


def _read(output: Path, when: str) -> dict[str, str]:
    paths = sorted(output.rglob("*.po"))
    return {f"{when}/{path.relative_to(output)}": path.read_text("utf-8") for path in paths}


def _work(project: Path) -> None:
    """All of a catalog is approved and one text noted on; then its article is shuffled and cut."""
    catalog = project / "output" / "gipfel-riga.po"
    text = catalog.read_text("utf-8").replace("#, fuzzy\n", "")
    catalog.write_text(text.replace("\n\n#. kind", "\n\n# Klar?\n#. kind", 1), "utf-8")
    article = project / "corpus" / "gipfel-riga.txt"
    first, *paragraphs = article.read_text("utf-8").split("\n\n")
    changed = [paragraph.replace(" die ", " nun die ", 1) for paragraph in paragraphs[-2:0:-1]]
    article.write_text("\n\n".join([first, *changed]), "utf-8")


def test_the_catalogs_hold_people_s_work(catalogs: dict[str, str]) -> None:
    """Else the tests below would look at drafts alone."""
    text = catalogs["worked on/gipfel-riga.po"]
    assert all(mark in text for mark in ("\n# Klar?\n", "\n#~ msgid", "\n#| msgid", "\n#, fuzzy"))
    assert any(not message.fuzzy for message in parse(text.encode(), "x").active.values())


def pofilter(folder: Path, texts: dict[str, str]) -> str:
    """The entries that pofilter (Translate Toolkit, GPL: a program of its own) objects to."""
    if not shutil.which("pofilter"):
        if os.environ.get("GLOSSWERK_ORACLES") == "required":
            pytest.fail("pofilter is not installed (Debian: translate-toolkit)")
        pytest.skip("pofilter is not installed (Debian: translate-toolkit)")
    for name, text in texts.items():
        path = folder / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    (folder / "out").mkdir()
    tests = [f"--test={name}" for name in STRUCTURAL]
    command = ["pofilter", "--progress=none", *tests, "-i", folder / "in", "-o", folder / "out"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    return "\n".join(path.read_text("utf-8") for path in (folder / "out").rglob("*.po"))


def test_pofilter_finds_nothing_structural(catalogs: dict[str, str], tmp_path: Path) -> None:
    assert pofilter(tmp_path, catalogs) == ""


def test_pofilter_would_find_it(catalogs: dict[str, str], tmp_path: Path) -> None:
    name, text = next(iter(catalogs.items()))
    told = pofilter(tmp_path, {name: f"{text}\n{PLANTED}"})
    planted = ("emails", "newlines", "tabs", "xmltags")
    assert all(f"(pofilter) {test}" in told for test in planted)


def test_msgfmt_has_nothing_to_say(catalogs: dict[str, str]) -> None:
    msgfmt = gettext("msgfmt")
    told = {name: msgfmt(text, "-c", "-o", os.devnull, "-") for name, text in catalogs.items()}
    assert told == dict.fromkeys(catalogs, "")


def test_msgcat_writes_the_same_messages(catalogs: dict[str, str]) -> None:
    msgcat = gettext("msgcat")
    for name, text in catalogs.items():
        assert (
            parse(msgcat(text, "-").encode(), name).messages == parse(text.encode(), name).messages
        )


def test_msgmerge_with_itself_is_a_no_op(catalogs: dict[str, str], tmp_path: Path) -> None:
    msgmerge = gettext("msgmerge")
    file = tmp_path / "x.po"
    for name, text in catalogs.items():
        file.write_text(text, "utf-8")
        told = msgmerge("", "--previous", "-q", str(file), str(file))
        assert told == text, name
