"""The pages as a parser sees them: nothing to load, nothing that runs, each mark in its place."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath

import pytest
from demo import ARTICLE, OSTFLANKE, SPEERSPITZE, Hit, Line, bilingual, line
from hypothesis import given
from hypothesis import strategies as st

from pipeline.catalog.entry import Bilingual
from pipeline.catalog.wording import changes
from pipeline.checks.base import Finding
from pipeline.documents.inline import lift
from pipeline.glossary.term import Term
from pipeline.writers import Context, html, overview
from pipeline.writers.marking import pieces
from pipeline.writers.overview import link
from pipeline.writers.summary import failure, summarise

CONTEXT = Context(package="translate-de_en 1.3", version="0.1.0", signature="9f86d081884c")
VOID = {"meta", "link", "input", "br"}


class Page(HTMLParser):
    """A page's elements with their text, checked for nesting on the way."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: list[str] = []
        self._within: list[int] = []
        self.feed(text)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        self.texts.append("")
        if tag not in VOID:
            self.open.append(tag)
            self._within.append(len(self.texts) - 1)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        self.texts.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        self._within.pop()

    def handle_data(self, data: str) -> None:
        inside_card = any("card" in self._classes(i) for i in self._within)
        for index in self._within:
            if not inside_card or "card" in self._classes(index):
                self.texts[index] += data

    def _classes(self, index: int) -> list[str]:
        return self.elements[index][1].get("class", "").split()

    def all(self, *classes: str, tag: str = "") -> list[str]:
        """The texts of the elements that have these classes, glossary cards left out."""
        return [
            self.texts[i]
            for i, (name, _) in enumerate(self.elements)
            if set(classes) <= set(self._classes(i)) and tag in ("", name)
        ]

    def values(self, attribute: str) -> list[str]:
        return [attrs[attribute] for _, attrs in self.elements if attribute in attrs]


def page(article: Bilingual, context: Context = CONTEXT) -> Page:
    return Page(html.render(article, context))


# ---- What a page holds


def test_all_texts_stand_side_by_side_in_order() -> None:
    texts = page(bilingual(*ARTICLE)).all("text")
    pairs = [text for items in ARTICLE for item in items for text in (item.source, item.target)]
    assert texts == pairs


def test_each_segment_can_be_linked_to() -> None:
    article = bilingual([line("Ja.", "Yes."), line("Ja.", "Yes.")])
    ids = page(article).values("id")
    assert {entry.id for entry in article.entries} <= set(ids)
    assert len(ids) == len(set(ids))


def test_paragraphs_are_groups_and_kinds_have_their_own_look() -> None:
    found = page(bilingual(*ARTICLE))
    kinds = ["headline", "headline", "caption", "boilerplate", "body", "heading", "body", "body"]
    sections = [a["class"] for tag, a in found.elements if tag == "section"]
    assert sections == [f"paragraph {kind}" for kind in kinds]
    assert found.all("text", tag="h2") == [ARTICLE[0][0].target, ARTICLE[1][0].target]
    assert found.all("text", tag="h3") == ["“WE ARE READY”"]


def test_languages_are_said() -> None:
    found = page(bilingual(*ARTICLE))
    languages = [a["lang"] for _, a in found.elements if a.get("class") == "text"]
    assert languages == ["de", "en"] * 14


def test_the_sample_notice_comes_first() -> None:
    context = Context(notice="A sample & no more.")
    for text in (html.render(bilingual(*ARTICLE), context), overview.render([], context, ["html"])):
        assert Page(text).all("notice")[0].strip() == "A sample & no more."
        assert text.index('class="notice"') < text.index("<header")
    assert page(bilingual(*ARTICLE)).all("notice") == []


def test_findings_say_their_severity_in_words() -> None:
    errors = page(bilingual(*ARTICLE)).all("error", tag="li")
    assert errors[0] == "error · term“spearhead force” for “Speerspitze” is missing"
    assert len(errors) == 3


def test_outdated_text_shows_what_has_changed() -> None:
    found = page(bilingual(*ARTICLE))
    assert (found.all(tag="del"), found.all(tag="ins")) == (["Montag"], ["Abend"])


# ---- Terms


@pytest.mark.parametrize(
    ("look", "expected"),
    [
        (
            "honoured",
            "Ostflanke|eastern flank|Speerspitze|spearhead force|Ostflanke|eastern flank|Bundeswehr"
            "|Bundeswehr|NATO-Russland-Grundakte|NATO-Russia Founding Act",
        ),
        ("missed", "Speerspitze"),
        ("forbidden", "Ostflanke|Eastern front"),
        ("waived", "Drohnenwall"),
    ],
)
def test_terms_are_marked_on_both_sides(look: str, expected: str) -> None:
    marks = page(bilingual(*ARTICLE)).all("term", look)
    assert [mark for mark in marks if mark != "term"] == expected.split("|")  # but the legend's


def test_what_is_missing_is_said_where_it_should_stand() -> None:
    assert page(bilingual(*ARTICLE)).all("absent") == ["missing spearhead force for Speerspitze"]


def test_each_mark_has_its_glossary_entry() -> None:
    found = page(bilingual(*ARTICLE))
    ids = [attrs["id"] for _, attrs in found.elements if attrs.get("role") == "tooltip"]
    cards = dict(zip(ids, found.all("card"), strict=True))
    described = found.values("aria-describedby")
    assert sorted(cards) == sorted(described)
    first = " ".join(cards[described[0]].split())
    for fact in (
        "Ostflanke → eastern flank",
        "honoured as “eastern flank”",
        "comment Lower case, as in the communiqués.",
        "definition The alliance's border region",
        "domain alliance",
        "approved by M. Lang",
        "never east flank, Eastern front",
        "status approved",
        "glossary/nato.csv:2",
    ):
        assert fact in first


def test_overlapping_marks_keep_the_text_whole() -> None:
    both = line(
        "Die Ostflanke der Speerspitze.",
        "The eastern flank spearhead force.",
        Hit(OSTFLANKE, "Ostflanke der", "eastern flank spearhead"),
        Hit(SPEERSPITZE, "der Speerspitze", "spearhead force", "forbidden"),
    )
    found = page(bilingual([both]))
    assert found.all("text") == [both.source, both.target]
    assert found.all("term", "forbidden")[1:] == ["der", " Speerspitze", "spearhead", " force"]


def test_terms_in_markup_are_found_by_their_plain_offsets() -> None:
    source = "Die <b>neue</b> <a href='https://example.org/'>Ostflanke</a> &amp; mehr."
    target = "The <b>new</b> <a href='https://example.org/'>eastern flank</a> &amp; more."
    item = line(source, target, Hit(OSTFLANKE, "Ostflanke", "eastern flank"))
    found = page(bilingual([item], path="a.html", format="html"))
    assert found.all("term", "honoured")[1:] == ["Ostflanke", "eastern flank"]
    assert found.all("markup")[:2] == ["<b>", "</b>"]
    assert found.all("text")[0] == source.replace("&amp;", "&")


SPANS = st.lists(st.tuples(st.integers(-1, 40), st.integers(-1, 40)), max_size=5)


@given(st.text(max_size=40), SPANS)
def test_pieces_are_the_text_and_marks_are_the_spans(
    text: str, spans: list[tuple[int, int]]
) -> None:
    lifted = lift(text, "txt")
    cut = list(pieces(lifted, spans))
    assert "".join(piece.text for piece in cut if not piece.markup).replace(" ", "") == (
        lifted.text.replace(" ", "")
    )
    plain = [piece for piece in cut if not piece.markup and piece.text]
    for number, (start, end) in enumerate(spans):
        marked = "".join(piece.text for piece in plain if number in piece.marks)
        assert marked == (lifted.text[max(start, 0) : end] if end > 0 else "")


@given(st.sampled_from(["txt", "md", "html"]), st.text("ab <>*_`[]()&;x/:.!\\", max_size=30))
def test_pieces_show_all_that_stands_in_the_source(format: str, text: str) -> None:
    lifted = lift(text, format)  # type: ignore[arg-type]
    shown = "".join(piece.text for piece in pieces(lifted, [(1, 3)]))
    raws = [element.raw for element in lifted.elements]
    assert all(raw in shown for raw in raws)
    assert len(shown) == len(lifted.text) + sum(
        len("".join(e.glue)) + len(e.raw) for e in lifted.elements
    )


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("im Mai.", "im Juni.", [("same", "im "), ("gone", "Mai"), ("new", "Juni"), ("same", ".")]),
        ("Ja.", "Ja.", [("same", "Ja.")]),
        ("Ja.", "Ja doch.", [("same", "Ja"), ("new", " doch"), ("same", ".")]),
        ("", "Ja", [("new", "Ja")]),
    ],
)  # fmt: skip
def test_changes_word_by_word(before: str, after: str, expected: list[tuple[str, str]]) -> None:
    assert list(changes(before, after)) == expected


@given(st.text("ab ,", max_size=20), st.text("ab ,", max_size=20))
def test_changes_hold_both_texts(before: str, after: str) -> None:
    runs = list(changes(before, after))
    assert "".join(text for change, text in runs if change != "new") == before
    assert "".join(text for change, text in runs if change != "gone") == after


# ---- Safety

HOSTILE = [
    "<script>hacked = true</script>",
    "</style><script>hacked = true</script>",
    '" onmouseover="hacked = true',
    "<img src=x onerror='hacked = true'>",
    "<!-- --><iframe src='https://example.org/'>",
    "&lt;script&gt;hacked = true&lt;/script&gt;",
    "{{ 7 * 7 }}{% raw %}",
    "javascript:hacked = true",
    "]]>\u202e\u2028\x00",
]


def hostile_article(texts: Sequence[str], format: str) -> Bilingual:
    """The texts in every place where text comes from outside."""
    head = line(texts[0], texts[0], kind="headline")
    path = f"{texts[0].replace('/', '')}/a.html"
    return bilingual([head], [hostile(text) for text in texts], path=path, format=format)  # type: ignore[arg-type]


def hostile(text: str) -> Line:
    term = Term(text, (text,), text, forbidden=(text,), extra=((text, text),))
    findings = (Finding("number", "error", text),)
    fields = {"comment": text, "proposal": text, "previous": text, "alternatives": (text,)}
    hit = Hit(term, "Wort", "word")
    return line(f"Wort {text}", f"word {text}", hit, findings=findings, notes=(text,), **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize("format", ["txt", "md", "html"])
@pytest.mark.parametrize("text", HOSTILE)
def test_article_text_never_becomes_markup(text: str, format: str) -> None:
    harmless = page(hostile_article(["Ja."], format))
    found = page(hostile_article([text], format))
    tags = {tag for tag, _ in harmless.elements}
    assert {tag for tag, _ in found.elements} <= tags
    assert sum(tag == "script" for tag, _ in found.elements) == 1
    assert not [name for _, attrs in found.elements for name in attrs if name.startswith("on")]


def pages() -> dict[str, str]:
    article = bilingual(*ARTICLE)
    summaries = [summarise(article), failure(PurePosixPath("b.txt"), "cannot be read")]
    formats = ["html", "po", "tsv", "txt"]
    return {
        "article": html.render(article, CONTEXT),
        "overview": overview.render(summaries, CONTEXT, formats),
    }


@pytest.mark.parametrize("name", ["article", "overview"])
def test_a_page_loads_nothing(name: str) -> None:
    text = pages()[name]
    found = Page(text)
    assert found.values("src") == []
    assert found.values("style") == []
    schemes = {re.match(r"([a-z]+:)?", value)[0] for value in found.values("href")}  # type: ignore[index]
    assert schemes <= {"", "data:"}
    assert not re.search(r"url\(|@import|fetch\(|XMLHttpRequest|sendBeacon", text)


@pytest.mark.parametrize("name", ["article", "overview"])
def test_the_policy_names_the_hashes_of_what_is_inlined(name: str) -> None:
    text = pages()[name]
    policy = next(value for value in Page(text).values("content") if "default-src" in value)
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    for tag in ("style", "script"):
        (inlined,) = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(inlined.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


# ---- The overview


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a/summit.tsv", "./a/summit.tsv"),
        ("a b#c?d%.tsv", "./a%20b%23c%3Fd%25.tsv"),
        ("javascript:x.tsv", "./javascript%3Ax.tsv"),
        ("größe.tsv", "./gr%C3%B6%C3%9Fe.tsv"),
    ],
)
def test_links_lead_to_files_of_any_name(path: str, expected: str) -> None:
    assert link(PurePosixPath(path)) == expected


def test_the_overview_has_a_row_per_article_with_links() -> None:
    found = Page(pages()["overview"])
    assert found.all("title") == [
        "Ministers want to reinforce the eastern flank by winter",
        "b.txt",
    ]
    assert [href for href in found.values("href") if href.startswith("./")] == [
        "./corpus/a/summit.bilingual.html",
        "./corpus/a/summit.bilingual.html#findings=any",
        "./corpus/a/summit.po",
        "./corpus/a/summit.tsv",
        "./corpus/a/summit.en.txt",
    ]
    assert [text.strip() for text in found.all("error")][-1] == "cannot be read"


def test_an_overview_of_nothing_says_so() -> None:
    assert "There was nothing to translate." in overview.render([], CONTEXT, ["html"])


# ---- Colours


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def themes() -> dict[str, dict[str, str]]:
    style = (Path(html.__file__).parent / "templates" / "style.css").read_text(encoding="utf-8")
    light, dark = re.findall(r":root \{(.*?)\}", style, re.DOTALL)[:2]
    return {
        name: dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))
        for name, block in (("light", light), ("dark", dark))
    }


TINTED = ["accent", "error", "warning", "look", "machine", "edited", "reviewed", "outdated"]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_can_be_read_in_both_themes(theme: str) -> None:
    colours = themes()[theme]
    pairs = [(ink, on) for ink in ("ink", "soft", *TINTED) for on in ("paper", "surface")]
    pairs += [(name, f"{name}-tint") for name in TINTED] + [("ink", f"{n}-tint") for n in TINTED]
    poor = {pair: contrast(colours[pair[0]], colours[pair[1]]) for pair in pairs}
    assert {pair: value for pair, value in poor.items() if value < 4.5} == {}
