"""Whatever a file holds, the document gives it back byte for byte; segments are slices of it."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.documents import Document, Format, parse, read
from pipeline.documents.decoding import decode
from pipeline.errors import InputError

PROSE = ["Die NATO tagt.", "Riga", "z. B. ", "„Wir kommen.“", "Art. 5", "Süd\xadflanke", " ", "  "]
LINE_ENDS = ["\n", "\r\n", "\r", "\f", "\v", "\x85", "\u2028", "\u2029", "\n\n", "\r\n\r\n", "  \n"]
ODD = ["\xa0", "\xad", "\ufeff", "\u200b", "\ufffc", "\x1c", "\t", "ſ", "𝔊", "é"]
HTML = [
    *("<p>", "</p>", "<b>", "</b>", '<a href="x.html">', "</a>", "<br>", "<br/>", "<td", "<wbr>"),
    *('<img alt="Bild.">', "<!-- weg. -->", "<!-- ", '<script>if(a<b){"x."}</script>', "<style>"),
    *("</style>", "<code>a.b</code>", "<pre>", "</pre>", "<h1>", "<title>", "</title>", "</h2>"),
    *("<li>", '<div translate="no">', "</div>", "&auml;", "&amp;", "&nbsp;", "&hellip;", "&nix;"),
    *("&#8222;", "&#0;", "&", "<", ">", "<!DOCTYPE html>", '<a b=">', "<svg>", "</svg>", "<?xml?>"),
]
MARKDOWN = [
    *(
        "# ",
        "## ",
        "- ",
        "1. ",
        "> ",
        "    ",
        "```\n",
        "***",
        "**",
        "*",
        "_",
        "`",
        "[",
        "](u)",
        "![",
    ),
    *("][x]", "[x]: /u\n", "---\n", "===\n", "| a | b |\n|---|---|\n", "|", "\\", "\\*", "[^1]"),
    *("[^1]: ", "<https://e.org>", "https://e.org/a_b.", "a@b.de", "- [ ] "),
]

soup = st.lists(
    st.sampled_from(PROSE + LINE_ENDS + ODD + HTML + MARKDOWN) | st.text(max_size=4), max_size=30
).map("".join)
formats = st.sampled_from(["txt", "md", "html"])


def assert_sound(document: Document) -> None:
    at = 0
    for segment in document.segments:
        assert at <= segment.start < segment.end
        assert segment.text == document.text[segment.start : segment.end]
        assert segment.text == segment.text.strip()
        assert segment.source and not set(segment.source) & {"\n", "\r", "\xad"}
        assert 1 <= segment.line <= document.text.count("\n") + document.text.count("\r") + 1
        at = segment.end


@given(soup, formats)
@settings(max_examples=300, deadline=None)
def test_any_text_is_kept(text: str, format: Format) -> None:
    document = parse(text, format)
    assert document.render([s.text for s in document.segments]) == text
    assert_sound(document)


@given(
    st.binary(max_size=80) | soup.map(lambda t: t.encode("utf-8", "surrogatepass")), st.booleans()
)
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_kept_or_refused(data: bytes, html: bool) -> None:
    try:
        decoded = decode(data, html=html)
    except InputError:
        assert b"\0" in data or data[:2] in (b"\xff\xfe", b"\xfe\xff")
    else:
        assert decoded.bom + decoded.text.encode(decoded.encoding) == data


@given(soup, st.sampled_from(["utf-8-sig", "utf-16", "utf-32", "utf-8", "utf-16-le", "utf-16-be"]))
@settings(max_examples=60, deadline=None)
def test_text_survives_its_encoding(text: str, encoding: str) -> None:
    text = f"Guten Tag. {text.encode('utf-8', 'replace').decode()}".replace("\0", "")
    marked = encoding not in ("utf-16-le", "utf-16-be")
    text = text if marked else "Die Ostflanke ist lang. "
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize(
    ("data", "encoding", "note"),
    [
        (b"Gr\xc3\xbc\xc3\x9fe", "utf-8", ""),
        (b"\xef\xbb\xbfGr\xc3\xbc\xc3\x9fe", "utf-8", ""),
        (b"Gr\xfc\xdfe \x84hier\x93", "cp1252", "read as Windows-1252"),
        (b"Gr\xfc\xdfe\x81", "latin-1", "read as ISO 8859-1"),
        ("Grüße".encode("utf-16"), "utf-16-le", "read as UTF-16-LE"),
        (b'<meta charset="iso-8859-15">5 \xa4', "iso-8859-15", "read as ISO-8859-15"),
        (b'<meta charset="iso-8859-1">\x84Nein\x93', "cp1252", "read as Windows-1252"),
        (b'<meta content="text/html; charset=macintosh">\x8a', "macintosh", "read as MACINTOSH"),
        (b'<meta charset="iso-8859-1">Gr\xc3\xbc\xc3\x9fe', "utf-8", ""),
    ],
)
def test_encodings(data: bytes, encoding: str, note: str) -> None:
    decoded = decode(data, html=True)
    assert (decoded.encoding, decoded.note) == (encoding, note)
    assert decoded.bom + decoded.text.encode(decoded.encoding) == data


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"a\0b", b"\xff\xfea\0b"])
def test_binary_files_are_refused(data: bytes) -> None:
    with pytest.raises(InputError):
        decode(data)


def test_errors_name_the_file(tmp_path: Path) -> None:
    broken = tmp_path / "bild.txt"
    broken.write_bytes(b"\x89PNG\0")
    for name in ("bild.txt", "fehlt.txt", "bild.pdf"):
        with pytest.raises(InputError) as caught:
            read(tmp_path / name, PurePosixPath("a", name))
        assert str(caught.value).startswith(f"a/{name}: ")


def test_the_corpus_is_read(shared: Path) -> None:
    for path in sorted((shared / "corpus").glob("*.txt")):
        document = read(path, PurePosixPath(path.name))
        assert document.source_bytes() == path.read_bytes()
        assert_sound(document)
        assert len(document.segments) > 10
