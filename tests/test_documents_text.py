"""Which newlines of a plain text end a paragraph, and what the segments then are."""

from __future__ import annotations

import textwrap

import pytest

from pipeline.documents import segment_text

PARAGRAPH = (
    "Der kleine Hafen von Nida liegt ruhig in der Morgensonne. Fischer flicken ihre Netze, und aus"
    " der Bäckerei zieht der Duft von frischem Brot über den Platz. Seit dem Frühjahr legt hier"
    " zweimal am Tag eine Fähre an. Die Bürgermeisterin hofft auf Gäste aus dem Süden."
)
SENTENCES = [
    "Der kleine Hafen von Nida liegt ruhig in der Morgensonne.",
    "Fischer flicken ihre Netze, und aus der Bäckerei zieht der Duft von frischem Brot über den"
    " Platz.",
    "Seit dem Frühjahr legt hier zweimal am Tag eine Fähre an.",
    "Die Bürgermeisterin hofft auf Gäste aus dem Süden.",
]


def sources(text: str) -> list[str]:
    return [segment.source for segment in segment_text(text, "txt")]


@pytest.mark.parametrize("width", [45, 60, 72, 80, 100])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\u2028"])
def test_wrapped_paragraphs_are_joined(width: int, newline: str) -> None:
    text = newline.join(textwrap.wrap(PARAGRAPH, width, break_on_hyphens=False))
    assert sources(f"{text}{newline * 2}{text}") == SENTENCES * 2


def test_a_headline_above_a_wrapped_paragraph_stands_alone() -> None:
    text = "Ein Hafen wacht auf\n" + textwrap.fill(PARAGRAPH, 70)
    assert sources(text) == ["Ein Hafen wacht auf", *SENTENCES]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Fähre legt wieder ab\nDie Fähre im Hafen",
            ["Fähre legt wieder ab", "Die Fähre im Hafen"],
        ),
        ("Es regnet.\nDie Fähre fährt.", ["Es regnet.", "Die Fähre fährt."]),
        ("Es regnet\n \t\nDie Fähre fährt.", ["Es regnet", "Die Fähre fährt."]),
        ("Es regnet\x85Die Fähre fährt.", ["Es regnet", "Die Fähre fährt."]),
        ("Es regnet\fDie Fähre fährt.", ["Es regnet", "Die Fähre fährt."]),
        (
            "Wenn die Fähre im Hafen\nbleibt, wird es still.",
            ["Wenn die Fähre im Hafen bleibt, wird es still."],
        ),
        ("Nida will seine\nFähre behalten.", ["Nida will seine Fähre behalten."]),
        ("Nida stockt auf\nDie Fähre", ["Nida stockt auf", "Die Fähre"]),
        ("Es fehlen:\nbrot und Salz", ["Es fehlen:", "brot und Salz"]),
        ("- erstens Brot\n- zweitens Salz", ["- erstens Brot", "- zweitens Salz"]),
        (f"{PARAGRAPH}\n{PARAGRAPH}", SENTENCES * 2),
        ("Der Strand\xadkorb\n\xa0\nsteht leer.", ["Der Strandkorb", "steht leer."]),
        ("***\n\n– – –\n\nText", ["Text"]),
    ],
)
def test_newlines(text: str, expected: list[str]) -> None:
    assert sources(text) == expected


@pytest.mark.parametrize(
    ("wrapped", "expected"),
    [
        ("die NATO-\nÜbung in", "die NATO-Übung in"),
        ("die Bundes-\nwehr in", "die Bundeswehr in"),
        ("Ost-\nund Westküste in", "Ost- und Westküste in"),
        ("Riga -\ndie Stadt in", "Riga - die Stadt in"),
    ],
)
def test_hyphens_at_line_ends(wrapped: str, expected: str) -> None:
    before = "Am Abend berieten die Ministerinnen und Minister über "
    after = (
        " diesem Jahr ausführlich und lange, ehe\nzwischenmenschliche Fragen auf den Tisch kamen."
    )
    (found,) = segment_text(before + wrapped + after, "txt")
    assert found.source == before + expected + after.replace("\n", " ")
    assert found.text == before + wrapped + after


@pytest.mark.parametrize(
    "again", ["Fähre fährt wieder nach Nida", "Hafen / Fähre fährt wieder nach Nida"]
)
def test_a_kicker_glued_to_the_headline_is_set_off_from_it(again: str) -> None:
    text = f"Neues vom HafenFähre fährt wieder nach Nida\n\n{again}\n\nEs regnet."
    first, *rest = segment_text(text, "txt")
    assert first.text == "Neues vom HafenFähre fährt wieder nach Nida"
    assert first.source == "Neues vom Hafen: Fähre fährt wieder nach Nida"
    assert [segment.text for segment in rest] == [again, "Es regnet."]


def test_single_words_on_lines_of_their_own_are_a_list() -> None:
    found = [
        segment.text for segment in segment_text("Setzen Sie ein:\nfährt\nfuhr\nfahren", "txt")
    ]
    assert found == ["Setzen Sie ein:", "fährt", "fuhr", "fahren"]


def test_offsets_and_lines() -> None:
    text = "\ufeff Riga.\r\n\r\n  Die Fähre fährt. Sie ist voll.  \n"
    assert [(s.start, s.end, s.text, s.line) for s in segment_text(text, "txt")] == [
        (2, 7, "Riga.", 1),
        (13, 29, "Die Fähre fährt.", 3),
        (30, 43, "Sie ist voll.", 3),
    ]
