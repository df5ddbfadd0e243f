"""What leaves for other programs: valid, complete, and the same bytes each time."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from demo import ARTICLE, bilingual, line
from exchange import FORMATS, MARKED, articles, written
from hypothesis import given, settings
from lxml import etree

from pipeline.catalog.entry import Bilingual
from pipeline.documents import lift
from pipeline.writers import codes, outputs
from pipeline.writers.codes import Code, Edge
from pipeline.writers.xml import clean, element
from pipeline.writers.xml import text as escaped


@given(articles())
def test_the_parts_put_together_are_the_text(article: Bilingual) -> None:
    for entry in article.entries:
        texts = entry.segment.source, entry.target
        for text, parts in zip(texts, codes.coded(*texts, article.document.format), strict=True):
            assert "".join(part.raw if isinstance(part, Code) else part for part in parts) == text


@given(articles())
def test_codes_pair_and_nest(article: Bilingual) -> None:
    for entry in article.entries:
        for parts in codes.coded(entry.segment.source, entry.target, article.document.format):
            found = [part for part in parts if isinstance(part, Code)]
            open_: list[int] = []
            for code in found:
                if code.role == "open":
                    open_.append(code.number)
                elif code.role == "close":
                    assert open_.pop() == code.number
            begins = [code.number for code in found if code.role != "close"]
            assert not open_ and len(begins) == len(set(begins))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Die Ostflanke hält.", "Die [Ostflanke] hält."),
        ("Die <b>Ostflanke</b> hält.", "Die <b>[Ostflanke]</b> hält."),
        ("Die &amp; <br>NATO-Ostflanke", "Die &amp; <br>NATO-[Ostflanke]"),
        ("Die Ost<br>flanke hält.", "Die [Ost<br>flanke] hält."),
        ("Die Ost<b>flan</b>ke hält.", "Die [Ost<b>flan</b>ke] hält."),
        ("<b>Die Ost</b>flanke hält.", "<b>Die Ost</b>flanke hält."),
    ],
    ids=["plain", "in a pair", "after a reference", "a point inside", "a pair inside", "crossing"],
)
def test_terms_are_marked_where_they_cross_no_markup(source: str, expected: str) -> None:
    at = lift(source, "html").text.index("Ostflanke")
    parts = codes.marked(
        codes.coded(source, "", "html")[0], source, "html", [(at, at + len("Ostflanke"))]
    )
    shown = {True: "[", False: "]"}
    assert expected == "".join(
        part if isinstance(part, str) else shown[part.opens] if isinstance(part, Edge) else part.raw
        for part in parts
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a\r\nb\rc", "a\nb\nc"), ("a\x0b\ud800\ufffe", "a" + "\ufffd" * 3), ("😀\t", "😀\t")],
)
def test_only_what_xml_can_hold_is_written(text: str, expected: str) -> None:
    assert clean(text) == expected
    assert etree.fromstring(element("a", escaped(text))).text == expected


# ---- Valid by the schemas


class Local(etree.Resolver):
    """The one schema of the Web that the others ask for, from the folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def resolve(self, url: str, public: str, context: Any) -> Any:
        if url == "http://www.w3.org/2001/xml.xsd":
            return self.resolve_filename(str(self.folder / "xliff12" / "xml.xsd"), context)
        return None


@pytest.fixture(scope="module")
def validate(shared: Path) -> Callable[[str, bytes], None]:
    """Complains of a file of a format that its schema does not allow."""
    folder = shared / "schemas"
    parser = etree.XMLParser()
    parser.resolvers.add(Local(folder))

    def schema(name: str) -> Any:
        return etree.XMLSchema(etree.parse(str(folder / name), parser))

    whole = {
        "xliff": schema("xliff20/xliff_core_2.0.xsd"),
        "xliff12": schema("xliff12/xliff-core-1.2-strict.xsd"),
        "tmx": etree.DTD(str(folder / "tmx" / "tmx14.dtd")),
    }
    # The core schema lets modules pass unseen: they are looked at by themselves.
    modules = {name: schema(f"xliff20/{name}.xsd") for name in ("glossary", "metadata")}

    def check(name: str, data: bytes) -> None:
        tree = etree.fromstring(data)
        assert whole[name].validate(tree), whole[name].error_log
        for part, module in modules.items():
            for node in tree.iter(f"{{urn:oasis:names:tc:xliff:{part}:2.0}}{part}"):
                assert module.validate(etree.fromstring(etree.tostring(node))), module.error_log

    return check


@pytest.mark.parametrize("name", ["xliff", "xliff12", "tmx"])
@pytest.mark.parametrize(
    "article", [bilingual(*ARTICLE), MARKED, bilingual()], ids=["article", "markup", "empty"]
)
def test_files_are_valid(
    name: str, article: Bilingual, validate: Callable[[str, bytes], None]
) -> None:
    validate(name, written(name, article))


@pytest.mark.parametrize("name", ["xliff", "xliff12", "tmx"])
def test_files_of_any_article_are_valid(name: str, validate: Callable[[str, bytes], None]) -> None:
    @settings(max_examples=60)
    @given(articles())
    def holds(article: Bilingual) -> None:
        validate(name, written(name, article))

    holds()


def test_xliff_references_lead_somewhere() -> None:
    tree = etree.fromstring(written("xliff", MARKED))
    name = {"x": "urn:oasis:names:tc:xliff:document:2.0"}
    for unit in tree.iterfind(".//x:unit", name):
        ids = [node.get("id") for node in unit.iterfind(".//x:source//*", name)]
        assert len(ids) == len(set(ids))
        data = {node.get("id") for node in unit.iterfind(".//x:data", name)}
        for node in unit.iter():
            assert {value for key, value in node.items() if key.startswith("dataRef")} <= data
            if str(node.tag).endswith("glossEntry") and node.get("ref"):
                assert node.get("ref").removeprefix("#") in ids


def test_both_versions_of_xliff_can_be_written_in_one_run() -> None:
    paths = outputs(MARKED.document.path, FORMATS)
    assert len(set(paths.values())) == len(FORMATS)
    assert str(paths["xliff12"]) == "a/summit.12.xlf"


@pytest.mark.parametrize("name", FORMATS)
def test_writing_twice_gives_the_same_bytes(name: str) -> None:
    assert written(name, MARKED) == written(name, MARKED)


@pytest.mark.parametrize("name", ["xliff", "xliff12", "tmx"])
def test_reviewed_and_machine_text_can_be_told_apart(name: str) -> None:
    texts = {
        state: written(name, bilingual([line("Ja.", "Yes.", state=state)]))
        for state in ("machine", "edited", "reviewed", "outdated")
    }
    assert len(set(texts.values())) == len(texts)


# ---- Word


def test_the_word_file_is_what_a_reviewer_needs() -> None:
    document = docx.Document(io.BytesIO(written("docx", MARKED)))
    (table,) = document.tables
    section = document.sections[0]
    assert section.page_width > section.page_height
    assert "w:tblHeader" in table.rows[0]._tr.xml
    assert [cell.text for cell in table.rows[0].cells] == ["Segment", "German", "English"]
    assert "Only a sample." in [paragraph.text for paragraph in document.paragraphs]
    first = table.rows[1].cells
    terms = [
        run.text
        for cell in first
        for run in cell.paragraphs[0].runs
        if run.style.name == "Glosswerk Term"
    ]
    assert terms == ["Ostflanke", "Speerspitze", "spearhead force", "eastern flank"]
    said = [(comment.author, comment.text) for comment in document.comments]
    assert ("Translator", "Ist das so?") in said
    assert any(author == "Glosswerk" for author, _ in said) is False
    languages = re.findall(r'w:lang w:val="([^"]+)"', document.styles.element.xml)
    assert {"de-DE", "en-GB"} <= set(languages)


def test_no_clock_is_in_the_word_file() -> None:
    with zipfile.ZipFile(io.BytesIO(written("docx", bilingual(*ARTICLE)))) as package:
        assert {part.date_time for part in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"w:date" not in package.read("word/comments.xml")


def test_findings_are_word_comments() -> None:
    document = docx.Document(io.BytesIO(written("docx", bilingual(*ARTICLE))))
    said = "\n".join(comment.text for comment in document.comments)
    assert "finding: forbidden (error)" in said and "term: Drohnenwall" in said
