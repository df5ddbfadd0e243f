"""A day on the review page, in a real browser: edit, approve, add a term, conflict, reload."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from browser import Browser, browser
from reviewing import catalog, desk, new_project
from test_html import HOSTILE
from test_review import FLANK, RAIN, SHIPS, TRIAL, other_program

from pipeline.catalog.message import Message
from pipeline.glossary.loading import load
from pipeline.review.serving import bound

ALT, CTRL = 1, 2
PATIENCE = 20  # seconds
OPEN = "document.querySelector('.open')"
TYPED = f"{OPEN}.querySelector('textarea').value"
SAVED = "document.querySelector('.saved').textContent"


@dataclass
class Place:
    """A project, the page on it, and a tab that looks at it."""

    folder: Path
    address: str
    tab: Browser

    def go(self, path: str) -> None:
        self.leave()
        self.tab._load(self.address.split("/?")[0] + path)
        if path.startswith("/article"):
            self.wait(f"{OPEN} && {OPEN}.querySelector('.detail').childElementCount >= 0")

    def leave(self) -> None:
        """Let the page be left, whatever it has to save: nobody is here to answer its question."""
        self.run("BeforeUnloadEvent.prototype.preventDefault = () => undefined")

    def run(self, script: str) -> Any:
        return self.tab.run(script)

    def wait(self, condition: str) -> Any:
        """The value of a script, as soon as it is true."""
        deadline = time.monotonic() + PATIENCE
        while not (value := self.run(condition)):
            assert time.monotonic() < deadline, (condition, self.run("document.body.innerText"))
            time.sleep(0.05)
        return value

    def open(self, source: str) -> None:
        """Open the segment with this German text."""
        self.run(
            "[...document.querySelectorAll('.segment')].find(row =>"
            f" row.querySelector('.source .text').textContent === {source!r}).click()"
        )
        self.wait(f"{OPEN}.querySelector('.source .text').textContent === {source!r}")

    def write(self, text: str) -> None:
        """Replace what stands in the open segment, as somebody types."""
        self.run(f"{OPEN}.querySelector('textarea').select()")
        self.tab.call("Input.insertText", text=text)

    def press(self, key: str, modifiers: int = 0) -> None:
        code = {"Enter": 13, "Escape": 27, "Tab": 9}.get(key, 0)
        event = {"key": key, "modifiers": modifiers, "windowsVirtualKeyCode": code}
        typed = "\r" if key == "Enter" else key
        text = {"text": typed} if len(typed) == 1 and not modifiers else {}
        self.tab.call("Input.dispatchKeyEvent", type="keyDown", **event, **text)
        self.tab.call("Input.dispatchKeyEvent", type="keyUp", **event)

    def approve(self) -> None:
        self.press("Enter", CTRL)

    def settled(self) -> None:
        """Wait until all is saved."""
        self.wait(f"!{SAVED}.startsWith('Saving') && !{SAVED}.startsWith('Not')")

    def message(self, source: str) -> Message:
        return catalog(self.folder).active[source]


@pytest.fixture(scope="module")
def translated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return new_project(tmp_path_factory.mktemp("project"))


@pytest.fixture(scope="module")
def tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browser(tmp_path_factory.mktemp("profile")) as tab:
        yield tab


@contextmanager
def looked_at(folder: Path, tab: Browser) -> Iterator[Place]:
    server = bound(desk(folder), 0)
    address = server.app.config["GUARD"].address  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    tab.resize(1280)
    tab._load(address)
    place = Place(folder, address, tab)
    yield place
    place.leave()
    tab._load("about:blank")
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def place(tab: Browser, translated: Path, tmp_path: Path) -> Iterator[Place]:
    """The page on a copy of the project that the test may change."""
    with looked_at(shutil.copytree(translated, tmp_path / "project"), tab) as place:
        yield place


@pytest.fixture(scope="module")
def still(tab: Browser, translated: Path) -> Iterator[Place]:
    """The page for tests that only look."""
    with looked_at(translated, tab) as place:
        yield place


def test_the_page_runs_clean_and_speaks_to_nobody_else(place: Place) -> None:
    place.go("/article/summit.txt")
    assert place.run("document.documentElement.className") == "script"
    assert place.tab.complaints() == []
    host = place.address.split("/?")[0]
    assert all(url.startswith((host, "data:")) for url in place.tab.requests())


def test_the_list_leads_into_the_first_article_that_is_open(place: Place) -> None:
    place.go("/")
    assert place.run("document.querySelectorAll('tr.line').length") == 3
    assert "page.html" in place.run("document.activeElement.href")
    place.press("j")
    assert "port.txt" in place.run("document.activeElement.href")


def test_edit_approve_go_on_and_find_it_after_a_reload(place: Place) -> None:
    place.go("/article/summit.txt")
    place.open(FLANK)
    assert place.run("document.activeElement.tagName") == "TEXTAREA"
    place.write("The eastern flank is being reinforced.")
    place.approve()
    place.wait(f"{OPEN}.querySelector('.source .text').textContent === {SHIPS!r}")
    assert place.run("document.activeElement.tagName") == "TEXTAREA"
    place.settled()
    assert place.message(FLANK) == Message(
        FLANK,
        "The eastern flank is being reinforced.",
        references=place.message(FLANK).references,
        line=place.message(FLANK).line,
    )
    place.go("/article/summit.txt")
    place.open(FLANK)
    assert place.run(TYPED) == "The eastern flank is being reinforced."
    assert place.run(f"{OPEN}.dataset.state") == "reviewed"


def test_what_is_typed_is_saved_without_a_click_and_not_approved(place: Place) -> None:
    place.go("/article/summit.txt")
    place.open(RAIN)
    place.write("It pours")
    place.wait(f"{OPEN}.dataset.state === 'edited'")
    assert (place.message(RAIN).target, place.message(RAIN).fuzzy) == ("It pours", True)
    assert place.run(TYPED) == "It pours"
    assert place.run("document.activeElement.tagName") == "TEXTAREA"


@pytest.mark.parametrize("text", ["Zeile\nzwei", *HOSTILE[:5]])
def test_hostile_text_is_saved_as_typed_and_never_runs(place: Place, text: str) -> None:
    place.go("/article/summit.txt")
    place.open(RAIN)
    place.write(text)
    place.approve()
    place.settled()
    assert place.message(RAIN).target == text
    place.go("/article/summit.txt")
    place.go("/")
    assert place.run("typeof hacked") == "undefined"
    assert place.tab.complaints() == []


def test_undo(place: Place) -> None:
    place.go("/article/summit.txt")
    before = place.message(RAIN)
    place.open(RAIN)
    place.write("Wrong.")
    place.approve()
    place.settled()
    place.press("z", ALT)
    place.wait(f"{SAVED} === 'Undone'")
    after = place.message(RAIN)
    assert (after.target, after.fuzzy) == (before.target, before.fuzzy)


def test_a_hypothesis_by_its_number(place: Place) -> None:
    place.go("/article/summit.txt")
    place.open(SHIPS)
    other = place.wait(f"{OPEN}.querySelector('[data-take]')?.dataset.take")
    place.press("1", ALT)
    assert place.run(TYPED) == other


def test_a_note_and_leaving_out(place: Place) -> None:
    place.go("/article/summit.txt")
    place.open(TRIAL)
    place.press("c", ALT)
    place.tab.call("Input.insertText", text="Paywall?")
    place.press("l", ALT)
    place.settled()
    assert place.message(TRIAL).comment == "Paywall?\nleft out of the English"
    place.open(TRIAL)
    assert place.run(f"{OPEN}.dataset.state") == "left-out"
    place.press("l", ALT)
    place.settled()
    assert place.message(TRIAL).comment == "Paywall?"


def test_a_finding_is_walked_to_and_accepted(place: Place) -> None:
    place.go("/article/summit.txt")
    place.open(SHIPS)
    place.write("There are 8 ships in port.")
    place.wait(f"{OPEN}.dataset.findings.includes('number')")
    place.press("a", ALT)
    place.wait(f"!{OPEN}.dataset.findings.includes('number')")
    assert place.run(TYPED) == "There are 8 ships in port."


def test_a_term_is_added_and_its_segments_are_translated_anew(place: Place) -> None:
    place.go("/article/summit.txt")
    place.open(SHIPS)
    place.run(
        "const words = document.querySelector('.open .source .text').firstChild;"
        "getSelection().setBaseAndExtent(words, 3, words, 8)"
    )
    place.press("g", ALT)
    assert place.run("document.querySelector('#term [name=source]').value") == "Hafen"
    place.wait(
        "document.querySelector('.touches').textContent.includes('3 segments of 2 articles')"
    )
    place.tab.call("Input.insertText", text="harbour")
    place.press("Enter")
    place.wait(f"document.readyState === 'complete' && {SAVED}.includes('translated anew')")
    assert load([place.folder / "glossary"], place.folder).terms[-1].source == "Hafen"
    assert "harbour" in place.message(SHIPS).target.lower()
    assert place.run(f"{OPEN}.querySelector('.source .text').textContent") == SHIPS


@pytest.mark.parametrize(("choice", "kept"), [("mine", "Mine."), ("theirs", "Theirs.")])
def test_a_conflict_is_asked_about(place: Place, choice: str, kept: str) -> None:
    place.go("/article/summit.txt")
    place.open(RAIN)
    other_program(place.folder, RAIN, "Theirs.")
    place.write("Mine.")
    place.approve()
    place.wait("document.querySelector('#conflict').open")
    assert place.message(RAIN).target == "Theirs."
    shown = "[...document.querySelectorAll('.mine, .theirs')].map(p => p.textContent)"
    assert place.run(shown) == ["Mine.", "Theirs."]
    place.run(f"document.querySelector('#conflict [value={choice}]').click()")
    place.wait(f"['Saved', 'Theirs was taken'].includes({SAVED})")
    assert place.message(RAIN).target == kept


def test_what_another_program_saves_appears(place: Place) -> None:
    place.go("/article/summit.txt")
    place.open(FLANK)
    other_program(place.folder, RAIN, "Theirs.")
    place.run("dispatchEvent(new Event('focus'))")
    place.wait("document.body.innerText.includes('Theirs.')")
    assert "another program" in place.run(SAVED)


def test_nothing_typed_is_lost_when_the_program_ends(place: Place) -> None:
    place.go("/article/summit.txt")
    place.run("window.fetch = () => Promise.reject(new Error('gone'))")
    place.open(RAIN)
    place.write("Still here.")
    place.wait(f"{SAVED}.includes('Not saved')")
    assert place.run(TYPED) == "Still here."


def test_filters_search_and_keys(place: Place) -> None:
    shown = "[...document.querySelectorAll('.segment')].filter(r => r.checkVisibility()).length"
    place.go("/article/summit.txt#q=ostflanke")
    assert place.run(shown) == 1
    place.press("Escape")
    place.press("/")
    assert place.run("document.activeElement.name") == "q"
    place.run("document.querySelector('.toolbar').reset()")
    place.tab.call("Input.insertText", text="schiffe")
    place.press("Enter")
    place.wait("document.querySelector('.shown').value.includes(' of ')")
    place.run("document.querySelector('.reset').click()")
    place.wait(f"{shown} === 6")
    place.press("Escape")
    at = place.run(f"Number({OPEN}.dataset.number)")
    place.press("j")
    assert place.run(f"Number({OPEN}.dataset.number)") == at + 1
    place.press("?")
    assert place.run("document.querySelector('#help').open")


@pytest.mark.parametrize("width", [320, 360, 390, 640, 768, 1024, 1280, 1920])
@pytest.mark.parametrize("path", ["/", "/article/summit.txt"])
def test_nothing_sticks_out(still: Place, path: str, width: int) -> None:
    """At 640 a window of 1280 is shown at 200 %."""
    still.tab.resize(width)
    still.go(path)
    assert still.run("document.documentElement.scrollWidth") <= width
    still.tab.resize(1280)


CONTRASTS = (Path(__file__).parent / "data/contrasts.js").read_text(encoding="utf-8")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/", "/article/summit.txt"])
def test_contrast_is_that_of_wcag_aa(still: Place, path: str, scheme: str) -> None:
    still.tab.scheme(scheme)
    try:
        still.go(path)
        assert still.run(CONTRASTS) == []
    finally:
        still.tab.scheme("light")


def test_every_control_has_a_name(still: Place) -> None:
    still.go("/article/summit.txt")
    tree = still.tab.call("Accessibility.getFullAXTree")["nodes"]
    roles = ("button", "textbox", "searchbox", "combobox", "checkbox", "link", "progressbar")
    nameless = [
        node["role"]["value"]
        for node in tree
        if node.get("role", {}).get("value") in roles
        and not node["ignored"]
        and not node.get("name", {}).get("value")
    ]
    assert nameless == []


def test_all_is_reached_by_tab_and_shows_where_it_is(still: Place) -> None:
    still.go("/article/summit.txt")
    still.open(FLANK)
    still.wait(f"{OPEN}.querySelector('.detail').childElementCount")
    seen = []
    while "undo" not in seen:
        still.press("Tab")
        style = "getComputedStyle(document.activeElement)"
        seen.append(
            still.run("document.activeElement.dataset.do || document.activeElement.tagName")
        )
        assert still.run(f"{style}.outlineStyle !== 'none' && {style}.outlineWidth !== '0px'"), seen
    assert {"approve", "leave", "note", "term"} <= set(seen)
