"""`translate watch`: a real process, real files, and patience."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from projects import TRANSLATE, entry, new_project, translate

from pipeline import config, watching

PATIENCE = 60  # seconds; far more than is ever needed
WATCHING = "Watching"


class Watcher:
    """`translate watch corpus/` at work, and what it has said on standard error."""

    def __init__(self, project: Path) -> None:
        self.said = project / "said"
        with self.said.open("w") as file:
            self.process = subprocess.Popen(
                [TRANSLATE, "watch", "corpus/"],
                cwd=project,
                stdout=subprocess.DEVNULL,
                stderr=file,
                env=os.environ | {"PYTHONUNBUFFERED": "1"},
                # A shell that runs the tests in the background has them ignore Ctrl+C.
                preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
            )

    @property
    def lines(self) -> list[str]:
        whole, _, _ = self.said.read_text(encoding="utf-8").rpartition("\n")
        return whole.splitlines()

    def wait(self, until: Callable[[list[str]], bool]) -> None:
        """Wait for what it is going to say."""
        end = time.monotonic() + PATIENCE
        while not until(self.lines):
            assert self.process.poll() is None, self.lines
            assert time.monotonic() < end, self.lines
            time.sleep(0.05)

    @property
    def runs(self) -> list[str]:
        """The runs that wrote something."""
        return [line for line in self.lines if "written" in line]

    def after(self, number: int) -> str:
        """What it said of its run of that number, from 1."""
        self.wait(lambda lines: len(self.runs) >= number)
        return self.runs[number - 1]

    def stop(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(PATIENCE)


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Watcher]]:
    project = new_project(tmp_path_factory.mktemp("project"))
    watcher = Watcher(project)
    watcher.wait(lambda lines: any(WATCHING in line for line in lines))
    yield project, watcher
    watcher.process.kill()
    watcher.process.wait()


def test_a_day_of_work(watched: tuple[Path, Watcher]) -> None:
    """One process, one step after the other: each leads to one run that writes, and to no more."""
    project, watcher = watched
    assert "6 translated" in watcher.after(1)

    article = project / "corpus" / "grenze.txt"
    article.write_text(article.read_text(encoding="utf-8") + "\nEin Satz.\n", encoding="utf-8")
    assert "7 segments: 1 translated" in watcher.after(2)

    terms = project / "terms.csv"
    sound = terms.read_text(encoding="utf-8")
    terms.write_text("nonsense\n", encoding="utf-8")
    watcher.wait(lambda lines: any("no column “source”" in line for line in lines))
    terms.write_text(sound.replace("situation", "state"), encoding="utf-8")
    assert "1 translated" in watcher.after(3)

    entry(project / "output" / "grenze.po", "Der General spricht.", "He speaks.", approve=True)
    assert " 0 translated" in watcher.after(4)
    english = (project / "output" / "grenze.en.txt").read_text(encoding="utf-8")
    assert "He speaks." in english

    new = project / "corpus" / "neu" / "ort.txt"
    new.parent.mkdir()
    new.write_text("Noch ein Satz.\n", encoding="utf-8")
    assert "3 articles" in watcher.after(5)
    new.write_text("Noch zwei Sätze. Da sind sie.\n", encoding="utf-8")
    assert "9 segments" in watcher.after(6)

    settings = project / "translate.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text('formats = "po,tsv,txt,tmx"\n' + text, encoding="utf-8")
    watcher.after(7)
    assert (project / "output" / "neu" / "ort.tmx").is_file()

    assert watcher.stop() == 130
    assert watcher.lines[-1].startswith("Stopped")
    assert len(watcher.runs) == 7
    assert not any("Traceback" in line for line in watcher.lines)


@pytest.mark.parametrize(
    ("arguments", "code"), [(["nowhere/"], 2), (["corpus/", "-m", "nowhere.argosmodel"], 4)]
)
def test_it_does_not_begin_what_cannot_work(
    tmp_path: Path, arguments: list[str], code: int
) -> None:
    (tmp_path / "corpus").mkdir()
    translate(tmp_path, "watch", *arguments, expect=code)


@pytest.mark.parametrize(
    ("path", "concerns"),
    [
        ("corpus/a.txt", True),
        ("corpus/deep/a.md", True),
        ("corpus/folder", True),
        ("corpus/.a.txt.swp", False),
        ("corpus/picture.png", False),
        ("elsewhere/a.txt", False),
        ("terms.csv", True),
        ("other.csv", False),
        ("translate.toml", True),
        ("output/a.po", True),
        ("output/deep/a.po", True),
        ("output/a.tsv", False),
        ("output/a.bilingual.html", False),
        ("output/.0123456789ab.tmp", False),
    ],
)
def test_what_concerns_a_run(tmp_path: Path, path: str, concerns: bool) -> None:
    (tmp_path / "translate.toml").write_text('glossary = "terms.csv"\n', encoding="utf-8")
    settings = config.load(tmp_path, {"output": tmp_path / "output"})
    changed = [tmp_path.resolve() / path]
    assert watching.relevant(changed, [tmp_path / "corpus"], settings) == concerns
