"""What kind each block is: the rules that people see in the kind column."""

from __future__ import annotations

import pytest

from pipeline.documents import segment_text
from pipeline.documents.kinds import credit

BODY = "Am Morgen legte die erste Fähre an. Sie brachte Gäste aus dem Süden."


def kinds_of(text: str) -> dict[str, str]:
    return {segment.source: segment.kind for segment in segment_text(text, "txt")}


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Fischer hoffen auf den Herbst", "heading"),
        ("„WIR BLEIBEN HIER“", "heading"),
        ("WAS BLEIBT?", "heading"),
        ("Die Fischer hoffen auf den Herbst.", "body"),
        ("Die Fischer hoffen auf:", "body"),
        ("(dpa, Reuters)", "body"),
        ("12. 10. 2024", "body"),
        ("• Frischer Fisch", "body"),
        ("Fischer im Hafen von Nida. Foto: dpa/Ona Petraitytė", "caption"),
        ("Fischer im Hafen\xa0Foto: Ona Petraitytė", "caption"),
        ("Foto: privat", "caption"),
        ("Grafik: Statistisches Amt", "caption"),
        ("Archivbild: imago/Petraitis", "caption"),
        ("© Quelle: Ona Petraitytė/AP", "caption"),
        ("Das Amt zeichnet ein düsteres Bild: Die Lage sei ernst.", "body"),
        ("Das Amt nennt als Quelle: alte Karten", "heading"),
        ("Jetzt weiterlesen", "boilerplate"),
        ("Jetzt weiterlesen! !", "boilerplate"),
        ("Sie sind bereits Kundin?", "boilerplate"),
        ("Haben Sie schon ein Konto?", "boilerplate"),
        ("Für 0,79 € können Sie diese Ausgabe lesen.", "boilerplate"),
        ("Ein Tagespass kostet nur 1,20 Euro.", "boilerplate"),
        ("Die Brücke kostet 3 Millionen Euro.", "body"),
        ("Lesen Sie auch: Ein Hafen im Winter", "boilerplate"),
        ("Teilen, Facebook | WhatsApp | E-Mail", "boilerplate"),
        ("Newsletter: Der Tag im Hafen", "boilerplate"),
        ("Die Gemeinde verschickt seit heute einen Newsletter.", "body"),
        ("© 2024 Hafenblatt. Alle Rechte vorbehalten.", "boilerplate"),
        ("Wir verwenden Cookies. Alle akzeptieren", "boilerplate"),
        ("Anmelden", "boilerplate"),
    ],
)
def test_a_line_between_paragraphs(line: str, kind: str) -> None:
    found = segment_text(f"{BODY}\n\n{line}\n\n{BODY}", "txt")[2:-2]
    assert {segment.kind for segment in found} == {kind}


def test_headlines_come_before_the_first_text() -> None:
    text = (
        "Neues vom HafenFähre fährt wieder\n\nFähre fährt wieder nach Nida\n"
        "Fähre fährt wieder nach Nida\nDie Fähre. © Quelle: Ona Petraitytė\n\n"
        f"Jetzt weiterlesen! !\n\n{BODY}\n\nEin Sommer am Meer\n\n{BODY}\n\nEnde"
    )
    assert [segment.kind for segment in segment_text(text, "txt")] == [
        *["headline"] * 3,
        *["caption"] * 2,
        "boilerplate",
        *["body"] * 2,
        "heading",
        *["body"] * 3,
    ]


def test_a_credit_is_one_segment() -> None:
    text = "Die Fähre im Hafen von Nida. © Quelle: Dr. O. Petraitytė. Archiv"
    found = [segment.text for segment in segment_text(text, "txt")]
    assert found == ["Die Fähre im Hafen von Nida.", "© Quelle: Dr. O. Petraitytė. Archiv"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Am Kai. Foto: dpa/Ona", "Foto: dpa/Ona"),
        ("Am Kai (Foto: imago images)", "Foto: imago images)"),
        ("Am Kai. Fotos: von der Agentur", "Fotos: von der Agentur"),
        ("Am Kai © Getty", "© Getty"),
        ("Das Foto zeigt den Kai", None),
        ("Ein Bild: so schön wie nie", None),
    ],
)
def test_credits(text: str, found: str | None) -> None:
    at = credit(text)
    assert (None if at is None else text[at:]) == found


@pytest.mark.parametrize(
    ("format", "text", "kinds"),
    [
        (
            "md",
            "# Titel\n\n## Was nun?\n\nText\n\n- Brot\n- Salz\n\nText",
            "headline heading heading body body body",
        ),
        (
            "html",
            "<title>Titel</title><h1>Titel</h1><h2>Was nun?</h2><p>Es regnet.",
            "headline headline heading body",
        ),
        (
            "html",
            "<h1>A</h1><figcaption>Ein Kai</figcaption><li>Brot</li><nav>Wetter</nav>",
            "headline caption body boilerplate",
        ),
    ],
)
def test_structure_tells_the_kind(format: str, text: str, kinds: str) -> None:
    assert " ".join(s.kind for s in segment_text(text, format)) == kinds  # type: ignore[arg-type]
