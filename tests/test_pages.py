"""The pages in a real browser: they load nothing, run clean, and do what their controls say."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import pytest
from browser import Browser, browser
from demo import ARTICLE, bilingual
from test_html import HOSTILE, hostile_article

from pipeline.files import write
from pipeline.writers import Context, html, overview
from pipeline.writers.summary import failure, summarise

CONTEXT = Context("translate-de_en 1.3", "A sample and no more.", "9f86d081884c", "0.1.0")
SHOWN = "[...document.querySelectorAll('.segment, .line')].filter(s => s.checkVisibility())"
NUMBERS = f"{SHOWN}.map(s => s.querySelector('.number').textContent).join(' ')"
FOCUSED = "document.activeElement.closest('.segment')?.querySelector('.number').textContent"
CARDS = (
    "[...document.querySelectorAll('.card')].filter(c => c.checkVisibility())"
    ".map(c => c.innerText.split('\\n')[0])"
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("output")
    article = bilingual(*ARTICLE)
    write(folder / "corpus/a/summit.bilingual.html", html.render(article, CONTEXT))
    broken = failure(PurePosixPath("b.txt"), "this is not text that can be read")
    write(folder / "index.html", overview.render([summarise(article), broken], CONTEXT, ["html"]))
    return folder


@pytest.fixture(scope="module")
def article(site: Path) -> Path:
    return site / "corpus/a/summit.bilingual.html"


@pytest.fixture(scope="module")
def tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browser(tmp_path_factory.mktemp("profile")) as tab:
        yield tab


def click(tab: Browser, selector: str) -> None:
    tab.run(f"document.querySelector({selector!r}).click()")


# ---- Clean and self-contained


@pytest.mark.parametrize("name", ["index.html", "corpus/a/summit.bilingual.html"])
def test_a_page_runs_clean_and_asks_for_nothing_but_itself(
    tab: Browser, site: Path, name: str
) -> None:
    tab.open(site / name)
    assert tab.run("document.documentElement.className") == "script"
    assert tab.complaints() == []
    assert tab.requests() == [(site / name).as_uri()]


@pytest.mark.parametrize("format", ["txt", "html"])
def test_article_text_never_runs(tab: Browser, tmp_path: Path, format: str) -> None:
    page = tmp_path / "hostile.html"
    write(page, html.render(hostile_article(HOSTILE, format), CONTEXT))
    tab.open(page)
    assert tab.run(f"{SHOWN}.length") == 1 + len(HOSTILE)
    assert tab.run("typeof hacked") == "undefined"
    assert tab.complaints() == []


def test_the_policy_stops_a_script_that_is_not_ours(tab: Browser, article: Path) -> None:
    page = article.with_name("other.html")
    page.write_text(article.read_text().replace("</main>", "<script>hacked = true</script></main>"))
    tab.open(page)
    assert tab.run("typeof hacked") == "undefined"
    assert "Content Security Policy" in " ".join(tab.complaints())


def test_without_script_all_is_there_and_no_control_that_does_nothing(
    tab: Browser, article: Path
) -> None:
    tab.call("Emulation.setScriptExecutionDisabled", value=True)
    try:
        tab.open(article)
    finally:
        tab.call("Emulation.setScriptExecutionDisabled", value=False)
    assert tab.run(f"{SHOWN}.length") == 14
    assert not tab.run("document.querySelector('.toolbar').checkVisibility()")
    assert not tab.run("document.querySelector('.copy').checkVisibility()")


# ---- Filters and search


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        ("", "1 2 3 4 5 6 7 8 9 10 11 12 13 14"),
        ("#state=edited,outdated", "7 12"),
        ("#findings=any", "5 8 11 12"),
        ("#findings=error", "8 11"),
        ("#findings=number", "8"),
        ("#findings=warning&state=machine", "11"),
        ("#q=OSTFLANKE", "2 7 11 13"),
        ("#q=founding%20act", "12"),
        ("#q=Baltic", ""),  # stands only in a glossary card
        ("#state=nonsense", "1 2 3 4 5 6 7 8 9 10 11 12 13 14"),
    ],
)
def test_filters_stand_in_the_address(
    tab: Browser, article: Path, fragment: str, expected: str
) -> None:
    tab.open(article, fragment)
    assert tab.run(NUMBERS) == expected
    whole = tab.run("document.querySelector('.shown').value")
    count = len(expected.split())
    assert whole == ("14 segments" if count == 14 else f"{count} of 14 segments")
    assert tab.run("document.querySelector('.nothing').checkVisibility()") == (not expected)


def test_controls_filter_and_tell_the_address(tab: Browser, article: Path) -> None:
    tab.open(article)
    click(tab, "input[value=reviewed]")
    assert (tab.run(NUMBERS), tab.run("location.hash")) == ("2 10", "#state=reviewed")
    click(tab, "input[value=machine]")
    click(tab, "input[name=any]")
    assert tab.run(NUMBERS) == "5 8 11"
    assert tab.run("location.hash") == "#state=machine%2Creviewed&findings=any"
    click(tab, ".reset")
    assert (tab.run(f"{SHOWN}.length"), tab.run("location.hash")) == (14, "")
    assert tab.complaints() == []


def test_emptied_paragraphs_go(tab: Browser, article: Path) -> None:
    tab.open(article, "#state=edited")
    visible = "[...document.querySelectorAll('.paragraph')].filter(p => p.checkVisibility()).length"
    assert tab.run(visible) == 1


def test_the_overview_filters_articles(tab: Browser, site: Path) -> None:
    titles = f"{SHOWN}.map(s => s.querySelector('.title').textContent)"
    tab.open(site / "index.html")
    assert len(tab.run(titles)) == 2
    tab.open(site / "index.html", "#state=outdated")
    assert tab.run(titles) == ["Ministers want to reinforce the eastern flank by winter"]
    tab.open(site / "index.html", "#q=b.txt")
    assert tab.run(titles) == ["b.txt"]


def test_the_overview_leads_to_the_findings_of_an_article(tab: Browser, site: Path) -> None:
    tab.open(site / "index.html")
    target = tab.run("document.querySelector('.findings-link').href")
    page, fragment = target.split("#")
    assert page == (site / "corpus/a/summit.bilingual.html").as_uri()
    assert fragment == "findings=any"


# ---- Keys


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("j", "1"),
        ("jjj", "3"),
        ("jjk", "1"),
        ("n", "5"),
        ("nn", "8"),
        ("nnnnn", "5"),
        ("np", "12"),
    ],
)
def test_keys_walk(tab: Browser, article: Path, keys: str, expected: str) -> None:
    tab.open(article)
    tab.press(*keys)
    assert tab.run(FOCUSED) == expected


def test_slash_searches_and_typing_is_not_walking(tab: Browser, article: Path) -> None:
    tab.open(article)
    tab.press("/", *"jahn")
    assert tab.run("document.activeElement.value") == "jahn"
    tab.press("Escape")
    assert tab.run("document.activeElement.tagName") == "BODY"


def test_help_and_shortcuts_that_can_be_switched_off(tab: Browser, article: Path) -> None:
    tab.open(article)
    tab.press("?")
    assert tab.run("document.querySelector('dialog').open")
    click(tab, "[name=shortcuts]")
    click(tab, "dialog form button")
    assert not tab.run("document.querySelector('dialog').open")
    tab.press("j")
    assert tab.run(FOCUSED) is None


# ---- Glossary cards


def test_a_focused_term_shows_its_entry_until_escape(tab: Browser, article: Path) -> None:
    tab.open(article)
    assert tab.run(CARDS) == []
    tab.run("document.querySelector('.target .term').focus()")
    assert tab.run(CARDS) == ["Ostflanke → eastern flank"]
    tab.press("Escape")
    assert tab.run(CARDS) == []


def test_a_term_shows_its_entry_to_the_mouse(tab: Browser, article: Path) -> None:
    tab.open(article)
    tab.run("document.querySelector('.source .term').scrollIntoView({block: 'center'})")
    box = tab.run("document.querySelector('.source .term').getBoundingClientRect().toJSON()")
    at = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    tab.call("Input.dispatchMouseEvent", type="mouseMoved", **at)
    assert tab.run(CARDS) == ["Ostflanke → eastern flank"]


@pytest.mark.parametrize("width", [360, 700, 1000, 1280])
def test_no_card_leaves_the_window(tab: Browser, article: Path, width: int) -> None:
    tab.open(article, width=width)
    outside = """[...document.querySelectorAll('.segment .term[tabindex]')].filter(term => {
        term.focus();
        const box = term.querySelector('.card').getBoundingClientRect();
        return box.left < 0 || box.right > innerWidth || box.width < 100;
    }).map(term => term.textContent)"""
    assert tab.run(outside) == []


# ---- Sizes and paper


@pytest.mark.parametrize("width", [320, 360, 390, 768, 1024, 1280, 1920])
@pytest.mark.parametrize("name", ["index.html", "corpus/a/summit.bilingual.html"])
def test_nothing_sticks_out(tab: Browser, site: Path, name: str, width: int) -> None:
    tab.open(site / name, width=width)
    assert tab.run("document.documentElement.scrollWidth") <= width


def test_side_by_side_on_a_desk_and_stacked_on_a_phone(tab: Browser, article: Path) -> None:
    tops = """['.source', '.target'].map(side =>
        Math.round(document.querySelector('.body ' + side).getBoundingClientRect().top))"""
    tab.open(article)
    source, target = tab.run(tops)
    assert source == target
    tab.open(article, width=390)
    source, target = tab.run(tops)
    assert source < target


def test_on_paper_the_controls_are_gone_and_the_text_is_there(tab: Browser, article: Path) -> None:
    tab.open(article)
    tab.call("Emulation.setEmulatedMedia", media="print")
    try:
        assert tab.run(f"{SHOWN}.length") == 14
        assert not tab.run("document.querySelector('.toolbar').checkVisibility()")
        assert tab.run("document.querySelector('.notice').checkVisibility()")
    finally:
        tab.call("Emulation.setEmulatedMedia", media="")


def test_the_two_themes_differ(tab: Browser, article: Path) -> None:
    colours = []
    for scheme in ("light", "dark"):
        tab.scheme(scheme)
        tab.open(article)
        colours.append(tab.run("getComputedStyle(document.body).backgroundColor"))
    tab.scheme("light")
    assert len(set(colours)) == 2
