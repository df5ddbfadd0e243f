"""Where German sentences end: `|` marks the expected boundaries, everything else is text."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.segmentation import ends_sentence, sentences

PLACEHOLDER = "\ufffc"

ORDINARY = [
    "Es regnet.| Wir bleiben hier.",
    "Kommst du mit?| Ja!| Dann los.",
    "Was?!| Das kann nicht sein!!!| Doch.",
    "Das Wetter wird besser.| 20 Grad sind möglich.",
    "Die Bahn kommt zu spät.|\nDer Bus auch.",
    "Der Zug fährt\num acht Uhr ab.",
    "Wir haben gewartet.|\u00a0Niemand kam.",
    "Wir haben gewartet.|\u202f\u00a0 Niemand kam.",
    "  Vorn und hinten Leerraum. ",
    "Ohne Punkt am Ende",
    "Der Termin ist um 18 Uhr.| Beginn ist pünktlich.",
    "Das kostet 3,50 Euro.| Bezahlt wird bar.",
    "Rund 1.300.000 Menschen sahen zu.| Mehr als je zuvor.",
    "Sie zahlten 5.300,25 Euro.| Die Bank schwieg.",
    "Der Kurs stieg auf 12,5.| Analysten staunten.",
    "Das Spiel endete 3:1.| Trainer Maurer war zufrieden.",
    "Er sagte: Wir kommen wieder.",
    "Drei Dinge fehlen: Geld, Zeit; und Mut.",
    "So ist es.| iPhones sind teuer.",
    "So war es.| eBay zog nach.",
]

ABBREVIATIONS = [
    "Wir treffen Dr. Weber und Prof. Lang.| Beide warten.",
    "Frau Dr. med. Ute Lohse operiert.| Dr. h. c. Kern assistiert.",
    "Er ist Dipl.-Ing. Franz Maar.| Sie ist Rechtsanwältin.",
    "Obst, z. B. Birnen, ist gesund.| Z. B. Äpfel mag jeder.",
    "Obst, z.B. Birnen, ist gesund.",
    "Wir brauchen Holz, d. h. Bretter und Latten.",
    "Wir sahen u. a. Berlin und u.a. Rom.",
    "Es fehlten Ärzte, Pfleger u. a.| Die Klinik schloss.",
    "I. d. R. Montags geschlossen, i. d. R. Dienstags offen.",
    "Das gilt i. d. R.| Wir prüfen es.",
    "Im Jahr 44 v. Chr. starb Cäsar.| Das war im Jahr 44 v. Chr.| Danach kam der Krieg.",
    "Sie kauften Brot, Käse usw.| Wein hatten sie schon.",
    "Sie kauften Brot usw. und Käse.",
    "Das sind ca. 17 Kilometer bzw. Meilen.",
    "Die Firma verlor 3 Mio. Euro und 2 Mrd. Dollar.",
    "Der Verlust liegt bei 3 Mio.| Das ist viel.",
    "Die Müller GmbH & Co. KG baut um.",
    "Er arbeitet bei Berg & Co.| Dort verdient er gut.",
    "Der Verein heißt Licht e. V.| Er ist gemeinnützig.",
    "Oberst a. D. Kurt Helm sprach.",
    "Das Haus in der Berliner Str. 5 brennt.",
    "Er wohnt in der Hauptstr.| Dort ist es laut.",
    "Wir wohnen Am Alten Hbf. Köln.",
    "Die gesetzl. Frist und die jährl. Gebühr gelten.",
    "Die kath. Kirche und der ehem. Bürgermeister stritten.",
    "St. Gallen liegt in der Schweiz.| St. Pölten nicht.",
    "Sie kam am Nov. 2014 an.",
    "Siehe Abb. 3, Kap. 4 und Anm. 5.",
    "Nach Art. 5 Abs. 2 GG ist das erlaubt.",
    "Das ist eine seltsame Art.| Niemand mag sie.",
    "Haus Nr. 7 steht leer.",
    "Vgl. Meier, S. 225, und ebd. Seite 3.",
    "Der Weg ist 5 km.| Radfahrer freuen sich.",
    "Der Sender der U.S. Army schweigt.",
    "Er lebt in den U.S.A.| Seine Frau auch.",
    "Das ist doch o. k.?| Klar.",
    "Sie wiegt 60 kg.| Training hilft.",
    "Das regelt § 3.| Danach ist Schluss.",
    "P. S. Bitte antworten Sie.",
    "Gegr. 1900, geb. Lang, gest. 1950.",
    "Sie ist die Nr. 1.| Niemand sonst.",
]

NUMBERS = [
    "Am 3. Oktober ist Feiertag.| Am 8. und 9. Juli nicht.",
    "Der Bau stammt aus dem 19. Jahrhundert.",
    "Vom 1. bis 3. Mai ist zu.| Im 3. Quartal auch.",
    "Das 18. und frühe 19. Jahrhundert waren friedlich.",
    "Die 1. Bundesliga pausiert.| Die 2. Liga spielt.",
    "Das steht auf Seite 12.| Dort steht mehr.",
    "Das steht auf Seite 12.| Fußnoten gibt es nicht.",
    "Das war 2014.| Danach wurde es ruhig.",
    "Das war 2014.| Experten hatten gewarnt.",
    "Von 1990 bis 2005.| 2006 kam das Ende.",
    "Er wurde 80.| Seine Frau ist 79.",
    "Zum 125. Geburtstag kamen viele.",
    "Die Polizei zählte 125.| Beobachter sprachen von mehr.",
    "Es beginnt am 24.09. in Köln.| Ende ist am 31.12.| Danach ist Pause.",
    "Am 3. 10. 1990 feierten alle.| Am 24.12. 2001 auch.",
    "Er kam am 3.10.| Musiker begleiteten ihn.",
    "Friedrich II. von Preußen spielte Flöte.",
    "Friedrich II. Preußens König.",
    "Das war Friedrich II.| Er spielte Flöte.",
    "Der II. Weltkrieg endete 1945.",
    "Der Papst Johannes XXIII. Roncalli starb.",
    "1. Dies ist der Anfang.| 2. Das ist die Mitte.| 3. Schluss.",
    "• 1. Seien Sie ruhig!\n|• 2. Gehen Sie!",
    "a) Das Haus.| b) Der Garten.",
    "IV. Der Staat und seine Bürger",
    "1.) Die erste Frage ist offen.",
    "Der Wert stieg pro Jahr10.| Zudem fiel die Zahl.",
    "Das ist belegt.¹| Die Quelle ist alt.",
    "Das ist belegt.[12]| Die Quelle ist alt.",
    "Er trägt Größe 54.| Schuhe hat er keine.",
    "Deutschland spielt in Gruppe A.| Spanien spielt in Gruppe B.",
    "Er kam auf Platz 3.| Kein Wunder.",
    "Version 2.0 ist da.| Version 3.1.2 folgt.",
    "Die F-35.| Kampfjets wie dieser sind teuer.",
    "Im Jahr 2030.| Das ist bald.",
    "Das 1. FC-Heft kostet 2 Euro.",
    "Aus dem 1.-3. Jahrhundert stammt es.",
    "München, 3. Juni.| Das Gericht tagt.",
    "Hast du 13 gesagt oder 30?| Tom lacht.",
    "Der Vertrag läuft bis 31.12.2020.| Verlängerung ist möglich.",
    "Es war 5 vor 12.| Alle rannten.",
]

INITIALS = [
    "J. F. Kennedy kam nach Berlin.| C. G. Jung nicht.",
    "Angela D. Merkel regierte.| George W. Bush auch.",
    "Der Täter heißt Thomas M. und lebt hier.",
    "Verurteilt wurde Thomas M.| Er schwieg.",
    "Obst enthält Vitamin C.| Tomaten enthalten es auch.",
    "Das ist Plan B.| Einen anderen gibt es nicht.",
    "J.R.R. Tolkien schrieb Bücher.",
    "Ludwig v. Beethoven war taub.",
]

QUOTATIONS = [
    "„Ich komme.| Du bleibst“, sagte er.",
    "„Nein!“, rief er.| Dann ging er.",
    "„Was nun?“ fragte sie.",
    '"Was nun?" fragte sie.| "Nichts", sagte er.',
    "»Was nun?«, fragte sie.",
    "»Was nun?«| fragte sie und setzte sich.",
    'Er liest "Wer war es?" und "Nein!" gern.',
    'Er sagt " Ja. " und geht.',
    "Er sagte: „Ich gehe.“| Sie blieb.",
    "Er rief: „Halt!“| Niemand hörte ihn.",
    "»Der Hund ist alt.«| Das stimmte.",
    "«Der Hund ist alt.»| Das stimmte.",
    "‚Der Hund ist alt.‘| Das stimmte.",
    "Sie nannte ihn „Held“.| Er lachte.",
    'Sie nannte ihn "Held".| Er lachte.',
    "Das ist gut.| „Sehr gut sogar“, sagt sie.",
    "Das ist gut.| ``Sehr gut'', sagt sie.",
    "``Das ist gut.''| Sie lacht.",
    "Die Sendung „Wer weiß es?“ Anfang Mai fällt aus.",
    "Der Film „Lauf, Otto!“ kommt ins Kino.",
    "„Lasst uns gehen!“, sagte sie, „am besten jetzt.“",
    "„Es tut uns leid ... Wir waren müde“, hieß es.",
    '"Wir wissen, dass ... Moskau zögert", sagte sie.',
    "„Gehst du?“| – „Ja.“| – „Gut.“",
    "„Wo ist er?“| „Zu Hause.“",
    "Er las den „Plan B“.| Tomaten kamen darin nicht vor.",
    "Das ist Peters' Haus.| Hans' Haus ist größer.",
    "Ich bin’s.| Machst du auf?",
]

MARKS = [
    "Das ist ein(!) Satz.| Das ist (?) noch einer.",
    "Das ist ein (!) Wort und ein (?) Versuch.",
    "Der Bau (und was für ein Bau!) Ecke Lindenweg steht leer.",
    "Er kam (es war schon spät. Alle schliefen) und ging.",
    "Das Geld ist weg.| (Es waren nur drei Euro.)| Niemand weint.",
    "Das ist neu (ich glaube das nicht!).| Wirklich.",
    "Yahoo! Deutschland schließt.| Bei Yahoo! wird gespart.",
    "Und dann ...| Er schwieg.",
    "Er ging.| … Dann kam sie.",
    "Ein Satz...| Noch einer.",
    "Das war ...| Das war nichts.",
    "Es war … Frau Holle kam nicht.",
    "Er wartete….| Sie kam.",
    "Das ist es..| So geht es weiter.",
    "Sie schrieb: […] Die Lage ist ernst.",
    "Die Lage ist ernst.| […] Niemand lacht.",
    "Jetzt lesen! !",
    "Die Party war super! :-)| Gern wieder.",
    "Ich komme gern wieder ;-)| Das Essen war gut.",
    "Der liebe ;-) Wolfgang war auch da.",
    "Das war schön.| – Sehr schön sogar.",
    "Das Bild zeigt den Hafen.| © Quelle: Bildarchiv Nord",
    "Den Haag.| Beim Treffen geht es um Geld.",
    "Köln - Die Stadt baut.| Das dauert.",
    "Das Ende.|Der Anfang ist neu.",
    "Das war gut.|Die Bahn kam.",
    "Mehr steht unter www.beispiel.de und in der Datei plan.pdf im Netz.",
    "Schreiben Sie an Max.Muster@beispiel.de.| Wir antworten.",
    "Die Seite heißt beispiel.de.| Sie ist neu.",
    "Mehr dazu hier.| https://beispiel.de/artikel",
    "Ach so!| Nun gut?| Na ja.",
    "• Milch\n|• Brot und Käse\n|• Wein",
]

INVISIBLE = [
    "Das ist Spin\u00adat, z.\u00a0B. Blatt\u00adspinat.| Gut.",
    "Nach Dr\u00ad. Weber fragt nie\u00admand.| Schade.",
    f"Das ist {PLACEHOLDER}wichtig.{PLACEHOLDER}| {PLACEHOLDER}Sehr{PLACEHOLDER} wichtig.",
    f"Am {PLACEHOLDER}3.{PLACEHOLDER} Mai ist zu.",
    f"Am 3{PLACEHOLDER}. Mai ist zu.| Danach nicht.",
    f"{PLACEHOLDER}z.{PLACEHOLDER} B. Brot ist da.",
    f"{PLACEHOLDER}Das ist alles.{PLACEHOLDER}",
    f"Das ist alles. {PLACEHOLDER}",
    f"Das ist alles.| {PLACEHOLDER} Oder nicht?",
    f"„{PLACEHOLDER}Gut.{PLACEHOLDER}“| {PLACEHOLDER}{PLACEHOLDER}Schlecht.",
]


CASES = [*ORDINARY, *ABBREVIATIONS, *NUMBERS, *INITIALS, *QUOTATIONS, *MARKS, *INVISIBLE]


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize("marked", CASES)
def test_boundaries(marked: str) -> None:
    text = marked.replace("|", "")
    assert cut(text) == [part.strip() for part in marked.split("|")]


@pytest.mark.parametrize("sentence", [part.strip() for case in CASES for part in case.split("|")])
def test_a_sentence_alone_stays_whole(sentence: str) -> None:
    assert sentences(sentence) == [(0, len(sentence))]


@pytest.mark.parametrize(
    ("line", "finished"),
    [
        ("Es regnet.", True),
        ("Es regnet?  ", True),
        ("Er rief: „Halt!“", True),
        ("(Mehr auf Seite 3.)", True),
        ("Das ist alles …", True),
        ("Schuhe, Hüte usw.", True),
        ("Das war 2014.", True),
        ("Fett.\ufffc\ufffc", True),
        ("Wetter: heiter", False),
        ("Er sagte:", False),
        ("Wir fragen Dr.", False),
        ("Obst, z. B.", False),
        ("Das war am 3.", False),
        ("Es kam J.", False),
        ("", False),
    ],
)
def test_ends_sentence(line: str, finished: bool) -> None:
    assert ends_sentence(line) is finished


@pytest.mark.parametrize("text", ["", " ", "\n\u00a0 "])
def test_blank_text_has_no_sentence(text: str) -> None:
    assert sentences(text) == []


PIECES = st.sampled_from(
    [
        *" \n\u00a0\u00ad\ufffc.!?…:;,()[]„“»«\"'-–•©19aZ",
        "z. B.",
        "Dr.",
        "Die",
        "Haus",
        "3.",
        "II.",
        "...",
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=60))
def test_spans_hold_every_character_that_is_not_blank_once(text: str) -> None:
    spans = sentences(text)
    assert all(start < end and text[start:end] == text[start:end].strip() for start, end in spans)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    inside = "".join(text[start:end] for start, end in spans)
    assert "".join(inside.split()) == "".join(text.split())


@given(st.lists(PIECES, max_size=40).map("".join))
def test_white_space_around_a_block_only_shifts_the_spans(text: str) -> None:
    assert sentences(f"  {text}\u00a0 ") == [(a + 2, b + 2) for a, b in sentences(text)]


# --- Gold that is not part of the project ---------------------------------------------------------


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def normalised(sentence: str) -> str:
    return " ".join(sentence.split())


def test_golden_rules(shared: Path) -> None:
    """Every newline there ends a paragraph, but in the texts taken from PDF, which are left out."""
    for path in sorted((shared / "testdata/segmentation").glob("golden_de_*.jsonl")):
        for row in rows(path):
            if row.get("doc_type") == "pdf":
                continue
            found = [normalised(s) for block in row["text"].splitlines() for s in cut(block)]
            if "expected" in row:
                assert found == [normalised(s) for s in row["expected"]], row["name"]
            else:
                assert len(found) == row["expected_count"], row["name"]


def test_boundary_f1_on_universal_dependencies(shared: Path) -> None:
    """In paragraphs of up to eight sentences, ended early by one without a final stop."""
    paragraphs: list[list[str]] = [[]]
    for row in rows(shared / "testdata/segmentation/ud_de_gsd_dev.jsonl"):
        paragraphs[-1].append(row["text"])
        finished = re.search(r"[.!?…][\"“”»«)'’‘]*$", row["text"].strip())
        if len(paragraphs[-1]) == 8 or not finished:
            paragraphs.append([])
    hits = found = expected = 0
    for gold in paragraphs:
        text = " ".join(gold)
        ends = {end for _, end in sentences(text)} - {len(text)}
        inside = {len(" ".join(gold[:n])) for n in range(1, len(gold))}
        hits, found, expected = hits + len(ends & inside), found + len(ends), expected + len(inside)
    assert 2 * hits / (found + expected) >= 0.997


BOUNDARIES: dict[str, list[list[int]]] = json.loads(
    (Path(__file__).parent / "data/article_boundaries.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("stem", sorted(BOUNDARIES))
def test_articles(stem: str, shared: Path) -> None:
    """Spans in the whole text, whose every line is a paragraph."""
    text = (shared / "corpus" / f"{stem}.txt").read_text(encoding="utf-8")
    spans = []
    for line in re.finditer(r"[^\n]+", text):
        spans += [[line.start() + a, line.start() + b] for a, b in sentences(line[0])]
    assert spans == BOUNDARIES[stem]
