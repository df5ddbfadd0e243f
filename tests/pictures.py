"""The pictures of the documentation, taken from the real pages: `make pictures`."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import Browser, browser
from projects import entry
from reviewing import run
from test_review_browser import OPEN, Place, looked_at
from test_run import ROOT, new_project

PICTURES = ROOT / "docs" / "pictures"
SIZE = (1180, 640)
LIGHT = 150_000  # bytes
ARTICLE = "gipfel-riga.txt"
CATALOG = "gipfel-riga.po"
PAGE = "gipfel-riga.bilingual.html"
FORCE = "Im Bündnisfall müsse die schnelle Eingreiftruppe in weniger als fünf Tagen vor Ort sein."
TROOPS = "Jeder von ihnen soll rund 4.000 Soldaten umfassen."
PLAN = "Auch die Bundesregierung stimmte dem Plan zu."


@pytest.fixture(scope="module")
def tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browser(tmp_path_factory.mktemp("profile")) as tab:
        yield tab


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = new_project(tmp_path_factory.mktemp("project"))
    run(folder)
    return folder


@pytest.fixture(scope="module")
def place(project: Path, tab: Browser) -> Iterator[Place]:
    with looked_at(project, tab) as place:
        yield place


@pytest.fixture(autouse=True)
def window(tab: Browser) -> None:
    tab.resize(*SIZE)


def shoot(tab: Browser, name: str) -> None:
    """What the window shows, no more."""
    PICTURES.mkdir(exist_ok=True)
    picture = base64.b64decode(tab.call("Page.captureScreenshot")["data"])
    assert len(picture) < LIGHT
    (PICTURES / f"{name}.png").write_bytes(picture)


def opened(place: Place, source: str) -> None:
    """The article with this segment open, in the middle of the window."""
    place.go(f"/article/{ARTICLE}")
    place.tab.resize(*SIZE)
    place.open(source)
    place.wait(f"{OPEN}.querySelector('.detail').childElementCount")
    centre(place.tab, OPEN)


def centre(tab: Browser, element: str) -> None:
    tab.run(f"{element}.scrollIntoView({{block: 'center', behavior: 'instant'}})")


def test_an_article_with_a_finding(place: Place) -> None:
    opened(place, FORCE)
    for _ in range(3):
        place.approve()
        place.settled()
    opened(place, TROOPS)
    place.write("Each of them is to have some 400 soldiers.")
    place.wait(f"{OPEN}.dataset.findings.includes('number')")
    place.settled()
    centre(place.tab, OPEN)
    shoot(place.tab, "article")


def test_the_list_of_articles(place: Place) -> None:
    place.go("/")
    place.tab.resize(*SIZE)
    shoot(place.tab, "articles")


def test_a_conflict(place: Place) -> None:
    opened(place, PLAN)
    place.run("document.activeElement.blur()")
    entry(place.folder / "output" / CATALOG, PLAN, "The federal government agreed to the plan.")
    place.write("Berlin, too, backed the plan.")
    place.approve()
    place.wait("document.querySelector('#conflict').open")
    shoot(place.tab, "conflict")


def test_the_bilingual_page(project: Path, tab: Browser) -> None:
    run(project)
    tab.open(project / "output" / PAGE, width=SIZE[0])
    tab.resize(*SIZE)
    segments = "[...document.querySelectorAll('.segment')]"
    centre(tab, f"{segments}.find(s => s.textContent.includes({TROOPS!r}))")
    shoot(tab, "page")
