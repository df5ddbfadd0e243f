"""Markup out of a segment and back into its translation."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.documents import Format, escape, lift, mask, parse, plain, restore
from pipeline.documents.inline import normalise
from pipeline.documents.tags import lexemes


def same(at: int) -> int:
    return at


def linear(source: str, target: str) -> Callable[[int], int]:
    return lambda at: round(at * len(target) / max(1, len(source)))


@pytest.mark.parametrize(
    ("format", "source", "text"),
    [
        ("txt", "Wie es ist https://e.org/a?b=1 , die Fähre", "Wie es ist, die Fähre"),
        ("txt", "Mehr unter https://e.org/a.", "Mehr unter."),
        ("txt", "Mehr (https://e.org/a) dazu", "Mehr dazu"),
        ("txt", "Die Fähre. https://e.org/fähre_2-x", "Die Fähre."),
        ("txt", "www.e.org zeigt die Fähre", "zeigt die Fähre"),
        (
            "txt",
            "Schreiben Sie an hafen@nida.example oder rufen Sie an",
            "Schreiben Sie an oder rufen Sie an",
        ),
        ("txt", "https://e.org/a", ""),
        ("txt", "https://e.org/a https://e.org/b", ""),
        ("txt", "Ein **Stern** & <b>Tag</b>", "Ein **Stern** & <b>Tag</b>"),
        ("html", "Die <b>NATO</b>-<i>Übung</i>", "Die NATO-Übung"),
        ("html", "Kraut &amp; Rüben &lt;3", "Kraut & Rüben <3"),
        ("html", 'Ein <img src="a>b.png"> Bild', "Ein Bild"),
        ("html", "Der Befehl <code>a.b &amp; c</code> wirkt", "Der Befehl wirkt"),
        ("html", 'Die <span translate="no">Fähre <b>X</b></span> fährt', "Die fährt"),
        ("html", "Ein &nix; Zeichen", "Ein Zeichen"),
        ("html", "Siehe https://e.org/?a=1&amp;b=2 dazu", "Siehe dazu"),
        ("md", "Die **NATO** tagt", "Die NATO tagt"),
        (
            "md",
            'Das [Zentrum *für* Boote](https://e.org/a_b "T") hilft',
            "Das Zentrum für Boote hilft",
        ),
        ("md", "Das [Zentrum][1] hilft", "Das Zentrum hilft"),
        ("md", "Der Befehl `ls *` wirkt", "Der Befehl wirkt"),
        ("md", "2 * 3 * 4 und snake_case_name", "2 * 3 * 4 und snake_case_name"),
        ("md", r"Ein \*Stern\* und 5 \< 6", "Ein *Stern* und 5 < 6"),
        ("md", "Bild ![alt](b.png) und <https://e.org> dazu[^1].", "Bild und dazu."),
        ("md", "***Wichtig*** ist ~~das~~", "Wichtig ist das"),
        ("md", "ein <b>Wort</b>", "ein Wort"),
    ],
)
def test_plain_text_and_back(format: Format, source: str, text: str) -> None:
    lifted = lift(source, format)
    assert lifted.text == text == plain(source, format)
    assert restore(lifted, text, same) == source


@pytest.mark.parametrize(
    ("format", "source", "target", "expected"),
    [
        (
            "html",
            "Die <b>neue Fähre</b> fährt.",
            "The new ferry sails.",
            "The <b>new ferry</b> sails.",
        ),
        (
            "html",
            "<b>Die Fähre fährt.</b>",
            "The ferry now sails again.",
            "<b>The ferry now sails again.</b>",
        ),
        ("html", "Er kam aus <i>Polen</i>.", "He came from Polen.", "He came from <i>Polen</i>."),
        ("html", "Am <a href='x'>Montag</a>", "Mo", "<a href='x'>Mo</a>"),
        (
            "html",
            "CO<sub>2</sub> sinkt stark",
            "Strong fall in CO2",
            "Strong fall in CO<sub>2</sub>",
        ),
        ("html", "<b>A</b> und <i>B</i>", "C", "<b>C</b><i></i>"),
        ("html", "Ruhe & mehr", "Peace < & more", "Peace &lt; &amp; more"),
        ("html", "Das <a><b>Boot</b></a> sinkt", "The boat sinks", "The <a><b>boat</b></a> sinks"),
        ("html", "<b>x</b>", "", "<b></b>"),
        ("txt", "Wie es https://e.org/a ist", "As it is", "As it https://e.org/a is"),
        ("txt", "Es regnet. https://e.org/a", "It is raining.", "It is raining. https://e.org/a"),
        (
            "txt",
            "Es regnet stark https://e.org/a .",
            "It rains heavily.",
            "It rains heavily https://e.org/a .",
        ),
        ("txt", "Es regnet https://e.org/a", "It is raining.", "It is raining. https://e.org/a"),
        ("txt", "https://e.org/a zeigt es", "“See”", "https://e.org/a “See”"),
        ("md", "Die **NATO** tagt", "The NATO meets *now*", r"The **NATO** meets \*now\*"),
        ("md", "Nr. eins ist da", "1. is here", r"1\. is here"),
        ("md", "Nummer ist da", "- is here", r"\- is here"),
        ("md", r"Kai \| Meer", "Quay | Sea", r"Quay \| Sea"),
        ("md", "Ein Wort", "a_b and 2 * 3", "a_b and 2 * 3"),
    ],
)
def test_into_a_translation(format: Format, source: str, target: str, expected: str) -> None:
    lifted = lift(source, format)
    assert restore(lifted, target, linear(lifted.text, target)) == expected


WORDS = ["Fähre", "Hafen", "in", "NATO-Übung", "5", ",", ".", "„Nein“", " ", " ", " ", "\xa0"]
ADDRESSES = ["https://e.org/a", "a@b.de"]
HTML = ["<b>", "</b>", "<i>", "</i>", '<a href="u">', "</a>", "<img>", "<code>x</code>", "&amp;"]
HTML += ["&lt;", "&nix;", "<!-- c -->", "&"]
MARKDOWN = ["**", "*", "_", "`x`", "[Kai](u)", "[", "](u)", "![a](b)", "<https://e.org>", "<b>"]
MARKDOWN += ["</b>", "[^1]", "~~"]
pieces = {
    "txt": WORDS + ADDRESSES + ["<b>", "**", "&"],
    "html": WORDS + ADDRESSES + HTML,
    "md": WORDS + ADDRESSES + MARKDOWN,
}
sources = st.sampled_from(["txt", "html", "md"]).flatmap(
    lambda format: st.tuples(
        st.just(format),
        st.lists(st.sampled_from(pieces[format]), max_size=14).map(
            lambda parts: normalise("".join(parts), format)
        ),
    )
)


@given(sources)
@settings(max_examples=500, deadline=None)
def test_an_unchanged_text_gives_the_source_back(case: tuple[Format, str]) -> None:
    format, source = case
    assert normalise(source, format) == source
    lifted = lift(source, format)
    assert restore(lifted, lifted.text, same) == source


TAGGED = ["<b>Fähre</b>", "<i>die <b>Insel</b></i>", "<a>am Kai</a>", "Es", "regnet", ","]


def nests(markup: list[str]) -> bool:
    open_: list[str] = []
    for tag in markup:
        if tag.startswith("</"):
            if not open_ or open_.pop() != tag[2:-1]:
                return False
        else:
            open_.append(re.split(r"[ >]", tag[1:])[0])
    return not open_


@given(
    st.lists(st.sampled_from(TAGGED)),
    st.lists(st.sampled_from(["ferry", "the", "island", "Insel", "rain,", "quay.", "“Oh”"])),
    st.integers(0, 200),
    st.integers(-3, 3),
)
@example(["<b>Fähre</b>", *["<i>die <b>Insel</b></i>"] * 2, "<b>Fähre</b>"], ["ferry"] * 12, 0, 3)
@settings(max_examples=300, deadline=None)
def test_tags_stay_whole_wherever_words_went(
    source_words: list[str], target_words: list[str], offset: int, slope: int
) -> None:
    source, target = " ".join(source_words), " ".join(target_words)
    lifted = lift(source, "html")
    result = restore(lifted, target, lambda at: offset + slope * at)
    tags = [result[tag.start : tag.end] for tag in lexemes(result)]
    assert plain(result, "html") == target
    assert sorted(tags) == sorted(element.raw for element in lifted.elements)
    assert nests(tags)
    if len(target_words) >= 3 * len(source_words):
        assert not re.search(r"<(\w+)></\1>", result)


@given(st.text(max_size=20), st.sampled_from(["html", "md"]))
@settings(max_examples=200, deadline=None)
def test_escaped_text_reads_back(text: str, format: Format) -> None:
    text = " ".join(text.replace("\xad", "").split())
    if "@" not in text and "www." not in text:
        assert plain(escape(text, format), format) == text


@pytest.mark.parametrize(
    ("format", "raw", "expected"),
    [
        ("html", "S&uuml;d<b>!</b>", "Sü￼￼￼￼￼d￼￼￼!￼￼￼￼"),
        ("html", "a&nbsp;b", "a\xa0￼￼￼￼￼b"),
        ("md", "**a** `b`\nc", "￼￼a￼￼ ￼￼￼ c"),
        ("txt", "Ost\xadsee\r\nund", "Ost￼see  und"),
    ],
)
def test_masks(format: Format, raw: str, expected: str) -> None:
    assert mask(raw, format) == expected


def test_a_rendered_document_reads_back() -> None:
    document = parse("<p>Die <b>neue</b> Fähre &amp; ihr Kai. <i>Sie fährt.</i></p>", "html")
    targets = ["The new ferry & its quay.", "It sails."]
    all_lifted = [lift(segment.source, "html") for segment in document.segments]
    rendered = document.render(
        [
            restore(lifted, target, linear(lifted.text, target))
            for target, lifted in zip(targets, all_lifted, strict=True)
        ]
    )
    assert rendered == "<p>The <b>new</b> ferry &amp; its quay. <i>It sails.</i></p>"
