"""What of Markdown and HTML is text, what skeleton; what the English document says of itself."""

from __future__ import annotations

import pytest

from pipeline.documents import Format, finish, parse, segment_text


def texts(text: str, format: Format) -> list[str]:
    return [segment.text for segment in segment_text(text, format)]


def sources(text: str, format: Format) -> list[str]:
    return [segment.source for segment in segment_text(text, format)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# Der Hafen #\n\nDer Kai\n===", ["Der Hafen", "Der Kai"]),
        (
            "> Es regnet am Kai,\n> seit Tagen.\n> Es stürmt.",
            ["Es regnet am Kai, seit Tagen.", "Es stürmt."],
        ),
        ("> Es regnet am Kai,\nseit Tagen.", ["Es regnet am Kai, seit Tagen."]),
        ("1. Brot,\n   viel Brot\n\n   Salz\n2) Milch", ["Brot, viel Brot", "Salz", "Milch"]),
        ("- [ ] Brot\n- [x] Salz\n  - Pfeffer", ["Brot", "Salz", "Pfeffer"]),
        (
            "| Ort | Boote \\| Kähne |\n|---|---|\n| Nida | *acht* |",
            ["Ort", "Boote \\| Kähne", "Nida", "acht"],
        ),
        ("---\ntitle: Hafen\n---\n\nEs regnet.", ["Es regnet."]),
        (
            "Es regnet.\n\n---\n\n    code();\n\n```\nmehr code\n```\n\n[kai]: /url 'Titel'",
            ["Es regnet."],
        ),
        ("Es regnet.  \nEs stürmt\\\nam Kai", ["Es regnet.", "Es stürmt", "am Kai"]),
        (
            "Es regnet.[^1] Es stürmt.\n\n[^1]: Laut dem Amt.",
            ["Es regnet.", "Es stürmt.", "Laut dem Amt."],
        ),
        (
            "**Es regnet.** *Es stürmt am Kai. Es blitzt.*",
            ["Es regnet.", "Es stürmt am Kai.", "Es blitzt."],
        ),
        (
            "<div>\nEs <b>regnet</b>.\n</div>\n\n<!-- nicht -->\n\nEs stürmt.",
            ["Es <b>regnet</b>.", "Es stürmt."],
        ),
        ("![Ein Kai](kai.png)\n\n`code`\n\nEs regnet.", ["Es regnet."]),
        ("Es regnet\r\nam Kai.\r\rEs stürmt.", ["Es regnet am Kai.", "Es stürmt."]),
        ("Ein S&uuml;dwind &amp; mehr", ["Ein Südwind &amp; mehr"]),
        (
            'Der [Kai](/k "Am Kai.") ist lang. [Der Steg.](/s)',
            ['Der [Kai](/k "Am Kai.") ist lang.', "Der Steg."],
        ),
        ("\t- eins", []),
        ("-\teins\n\n\tzwei", ["eins", "zwei"]),
    ],
)
def test_markdown(text: str, expected: list[str]) -> None:
    assert sources(text, "md") == expected


def test_line_prefixes_stay_in_the_slice_only() -> None:
    (segment,) = segment_text("> - Es regnet am Kai,\n>   seit Tagen.", "md")
    assert segment.text == "Es regnet am Kai,\n>   seit Tagen."
    assert segment.source == "Es regnet am Kai, seit Tagen."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>Es regnet.<p>Es stürmt.", ["Es regnet.", "Es stürmt."]),
        ("<p>Es regnet<br>am Kai</p>", ["Es regnet", "am Kai"]),
        ("<ul><li>Brot<li>Salz</ul>", ["Brot", "Salz"]),
        ("<p><b>Es regnet.</b> <i>Es</i> stürmt.</p>", ["Es regnet.", "<i>Es</i> stürmt."]),
        ("<p><a href='x'>Es regnet. Es stürmt.</a></p>", ["Es regnet.", "Es stürmt."]),
        ("<p>Der <b>Kai. Der</b> Steg.</p>", ["Der <b>Kai.", "Der</b> Steg."]),
        ("<script>var a = '<p>nein</p>';</script><style>p{}</style><p>Ja</p>", ["Ja"]),
        ("<pre>nein</pre><svg><text>nein</text></svg><textarea>nein</textarea>Ja", ["Ja"]),
        ("<!-- <p>nein</p> --><noscript>nein</noscript><template>nein</template>Ja", ["Ja"]),
        ("<p translate=no>nein</p><div class='a notranslate'><p>nein</p></div>Ja", ["Ja"]),
        (
            "Die <span class=notranslate>Fähre</span> fährt",
            ["Die <span class=notranslate>Fähre</span> fährt"],
        ),
        ("<img alt='nein'><meta name=description content='nein'><p title='nein'>Ja", ["Ja"]),
        ("<p>&nbsp; Ja &nbsp;</p><p>&nbsp;</p><td></td>", ["Ja"]),
        ("<p>5 < 6 > 4 <b", ["5 < 6 > 4 <b"]),
        ('<p title="a > b">Ja</p>', ["Ja"]),
        ('<p title="offen>Ja</p>', ["Ja"]),
        ("<script>nie zu", []),
        ("<pre>offen <p>Ja", ["offen", "Ja"]),
        ("</b></i><p>Ja</div></p>", ["Ja"]),
    ],
)
def test_html(text: str, expected: list[str]) -> None:
    assert texts(text, "html") == expected


def test_html_sources_are_one_line_of_resolved_characters() -> None:
    text = "<p>Die S&uuml;d&shy;k&#252;ste\n  &amp; der <b\n>Kai</b>&nbsp;&ndash; 5 < 6</p>"
    assert sources(text, "html") == ["Die Südküste &amp; der <b >Kai</b>\xa0– 5 &lt; 6"]


@pytest.mark.parametrize(
    ("german", "english"),
    [
        (
            '<html lang="de"><head><meta charset="utf-8">',
            '<html lang="en"><head><meta charset="utf-8">',
        ),
        ("<HTML LANG=de-AT><meta charset=iso-8859-1>", "<HTML LANG=en><meta charset=utf-8>"),
        ("<html><head>", '<html lang="en"><head><meta charset="utf-8">'),
        (
            '<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">',
            '<meta http-equiv="Content-Type" content="text/html; charset=utf-8">',
        ),
        ('<html xml:lang="de" lang="de">', '<html xml:lang="en" lang="en">'),
        ('<?xml version="1.0" encoding="iso-8859-1"?>', '<?xml version="1.0" encoding="utf-8"?>'),
        ('<p lang="fr">Oui</p><p lang="de">Yes</p>', '<p lang="fr">Oui</p><p lang="en">Yes</p>'),
        ('<a hreflang="de">Yes</a>', '<a hreflang="de">Yes</a>'),
        ('<i lang="de" translate="no">Ja</i>', '<i lang="de" translate="no">Ja</i>'),
        ("<header>Yes</header> lang=de charset=x", "<header>Yes</header> lang=de charset=x"),
    ],
)
def test_english_html_says_so(german: str, english: str) -> None:
    assert finish(parse("", "html"), german) == english
    assert finish(parse("", "html"), english) == english


@pytest.mark.parametrize(
    ("format", "german", "english"),
    [
        ("md", "---\nlang: de-DE\n---\nlang: de", "---\nlang: en\n---\nlang: de"),
        ("md", "lang: de", "lang: de"),
        ("txt", "lang: de", "lang: de"),
    ],
)
def test_english_text_says_so_where_it_can(format: Format, german: str, english: str) -> None:
    assert finish(parse("", format), german) == english
