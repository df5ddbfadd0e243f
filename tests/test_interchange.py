"""What leaves for other programs and comes back: valid, and unchanged or merged."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from demo import ARTICLE, OSTFLANKE, SPEERSPITZE, Hit, Line, bilingual, line
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from pipeline.catalog import Catalog, Message, Past, render
from pipeline.catalog.entry import Bilingual
from pipeline.catalog.po import parse
from pipeline.catalog.revising import revise
from pipeline.commands import import_
from pipeline.documents import Format, lift
from pipeline.errors import InputError
from pipeline.interchange import ReturnedText, read, suffixes
from pipeline.interchange.bringing import Desk
from pipeline.interchange.merging import merge
from pipeline.memory import Memory
from pipeline.writers import Context, codes, outputs, writer
from pipeline.writers.codes import Code, Edge
from pipeline.writers.exchange import mark
from pipeline.writers.xml import clean

CONTEXT = Context(package="translate-de_en 1.3", version="0.1.0", notice="Only a sample.")
FORMATS = ("xliff", "xliff12", "tmx", "docx")
DATE = "2026-05-04 10:00+0000"
MARKED = bilingual(
    [
        line(
            "Die <b>NATO</b>-Ostflanke &amp; die <i>Speerspitze</i><br>halten.",
            "The <i>spearhead force</i> &amp; the <b>NATO</b> eastern flank<br/> hold.",
            Hit(OSTFLANKE, "Ostflanke", "eastern flank"),
            Hit(SPEERSPITZE, "Speerspitze", "spearhead force"),
            comment="Ist das so?",
        ),
        line("Die <b>Ost</b>flanke </i>hält.", "It <em>holds.", Hit(OSTFLANKE, "Ostflanke")),
        line("Noch nichts.", ""),
    ],
    path="a/summit.html",
    format="html",
)


def written(name: str, article: Bilingual) -> bytes:
    content = writer(name).render(article, CONTEXT)
    return content.encode() if isinstance(content, str) else content


def file_of(folder: Path, name: str, article: Bilingual) -> Path:
    path = folder / f"sent{writer(name).suffix}"
    path.write_bytes(written(name, article))
    return path


# ---- Any article

PIECES = {
    "txt": [
        "Ostflanke",
        " ",
        "\n",
        "hält",
        "<b>",
        "&",
        "]]>",
        "\x0b",
        "\ufffe",
        "😀",
        "“",
    ],
    "md": ["Ostflanke", " ", "hält", "**", "_", "`a`", "[x](https://a.example)", r"\*", "&amp;"],
    "html": ["Ostflanke", " ", "hält", "<b>", "</b>", "<i>", "</i>", "<br>", "&amp;", "&nbsp;"],
}


@st.composite
def articles(draw: Callable[[st.SearchStrategy[Any]], Any]) -> Bilingual:
    format: Format = draw(st.sampled_from(["txt", "md", "html"]))
    texts = st.lists(st.sampled_from(PIECES[format]), max_size=8).map("".join).map(str.strip)
    sources = texts.map(lambda text: " ".join(text.split())).filter(bool)
    lines = [
        _line(draw, source, texts, format)
        for source in draw(st.lists(sources, max_size=4, unique=True))
    ]
    repeats = lines[: draw(st.integers(0, 2))]
    return replace(bilingual([*lines, *repeats], format=format), date=DATE)


def _line(
    draw: Callable[[st.SearchStrategy[Any]], Any],
    source: str,
    texts: st.SearchStrategy[str],
    format: Format,
) -> Line:
    found = "Ostflanke" in lift(source, format).text
    hits = (Hit(OSTFLANKE, "Ostflanke", outcome="missed"),) * (found and draw(st.booleans()))
    state = draw(st.sampled_from(["machine", "edited", "reviewed", "outdated"]))
    comment = draw(st.sampled_from(["", "Warum?", "eins\nzwei"]))
    return line(source, draw(texts), *hits, state=state, comment=comment)


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


def test_findings_are_word_comments() -> None:
    document = docx.Document(io.BytesIO(written("docx", bilingual(*ARTICLE))))
    said = "\n".join(comment.text for comment in document.comments)
    assert "finding: forbidden (error)" in said and "term: Drohnenwall" in said


# ---- Out and back, untouched


def catalog_of(article: Bilingual) -> Catalog:
    return parse(po(article).encode("utf-8", "replace"), "a.po")


def po(article: Bilingual) -> str:
    return render(article, (), None, date=DATE)


@pytest.mark.parametrize("name", ["po", *FORMATS])
@pytest.mark.parametrize("article", [bilingual(*ARTICLE), MARKED], ids=["article", "markup"])
def test_what_nobody_touched_comes_back_as_it_was(
    name: str, article: Bilingual, tmp_path: Path
) -> None:
    _comes_back(name, article, tmp_path)


@pytest.mark.parametrize(("name", "examples"), [*((n, 40) for n in FORMATS[:3]), ("docx", 8)])
def test_any_article_comes_back_as_it_was(name: str, examples: int, tmp_path: Path) -> None:
    @settings(max_examples=examples, deadline=None)
    @given(articles())
    def holds(article: Bilingual) -> None:
        _comes_back(name, article, tmp_path)

    holds()


def _comes_back(name: str, article: Bilingual, folder: Path) -> None:
    (returned,) = read(file_of(folder, name, article))
    assert returned.document == str(article.document.path)
    texts = {text.id or text.source: text for text in returned.texts}
    for entry in article.entries:
        if entry.target:
            text = texts[entry.id if name != "po" else entry.segment.source]
            assert clean(text.target).strip() == clean(entry.target).strip()
            assert text.approved == (entry.state == "reviewed")
            assert text.comment == entry.comment
    brought = merge(returned.texts, catalog_of(article), Past())
    assert (brought.changes, brought.conflicts, brought.unknown) == ((), (), ())


# ---- What came back, and what stands

SENT = "The flank holds."
TYPED = "The eastern flank holds."
OTHER = "The eastern flank stands."


@pytest.mark.parametrize(
    ("sent", "back", "stands", "expected"),
    [
        # nobody did anything, or did it only here
        ((SENT, False), (SENT, False), (SENT, True), "leave"),
        ((SENT, False), (SENT, False), (OTHER, False), "leave"),
        ((SENT, False), (SENT, False), (OTHER, True), "leave"),
        ((SENT, True), (SENT, True), (OTHER, False), "leave"),
        ((SENT, True), (SENT, False), (SENT, False), "leave"),
        ((SENT, True), (SENT, True), (SENT, True), "leave"),
        ((SENT, False), ("", False), (SENT, True), "leave"),
        # somebody did something there
        ((SENT, False), (TYPED, False), (SENT, True), "edited"),
        ((SENT, False), (TYPED, True), (SENT, True), "reviewed"),
        ((SENT, False), (SENT, True), (SENT, True), "reviewed"),
        ((SENT, True), (TYPED, True), (SENT, False), "reviewed"),
        ((SENT, True), (TYPED, True), (SENT, True), "reviewed"),
        ((SENT, False), (TYPED, False), ("", False), "edited"),
        # there and here
        ((SENT, False), (TYPED, False), (TYPED, True), "leave"),
        ((SENT, False), (TYPED, True), (TYPED, True), "reviewed"),
        ((SENT, False), (TYPED, True), (TYPED, False), "leave"),
        ((SENT, False), (TYPED, False), (TYPED, False), "leave"),
        ((SENT, False), (TYPED, True), (OTHER, False), "conflict"),
        ((SENT, False), (TYPED, False), (OTHER, False), "conflict"),
        ((SENT, False), (TYPED, True), (OTHER, True), "conflict"),
        ((SENT, False), (TYPED, True), (SENT, False), "conflict"),
        ((SENT, True), (TYPED, True), (OTHER, False), "conflict"),
        ((SENT, False), (SENT, True), (OTHER, False), "conflict"),
        # the file does not tell what was sent
        (None, (SENT, False), (SENT, True), "leave"),
        (None, (TYPED, False), (SENT, True), "edited"),
        (None, (TYPED, True), (SENT, True), "reviewed"),
        (None, (TYPED, True), (OTHER, True), "conflict"),
        (None, (TYPED, True), (OTHER, False), "conflict"),
        (None, (SENT, False), (OTHER, False), "leave"),
    ],
)
def test_the_table_of_situations(
    sent: tuple[str, bool] | None,
    back: tuple[str, bool],
    stands: tuple[str, bool],
    expected: str,
) -> None:
    """`sent` and `back` are (text, approved), `stands` is (text, fuzzy); the machine wrote SENT."""
    text = ReturnedText("Die Ostflanke hält.", *back, sent=mark(*sent) if sent else "")
    before = Message(text.source, *stands)
    past = Past(written=frozenset({(text.source, SENT)}))
    brought = merge([text], Catalog(messages=(before,)), past)
    outcome = {
        "edited": (text.target, True),
        "reviewed": (text.target, False),
    }.get(expected, stands)
    (after,) = brought.changes or (before,)
    assert (after.target, after.fuzzy) == outcome
    assert bool(brought.conflicts) == (expected == "conflict")
    assert brought.taken == (expected in ("edited", "reviewed"))


def test_without_a_past_every_text_that_stands_is_a_persons() -> None:
    text = ReturnedText("Ja.", "Yes.", approved=True)
    brought = merge([text], Catalog(messages=(Message("Ja.", "Yep.", fuzzy=True),)), Past())
    (conflict,) = brought.conflicts
    assert (conflict.returned, conflict.standing) == ("Yes.", "Yep.")


def test_a_text_is_known_by_its_id_where_its_source_was_spoilt() -> None:
    (entry,) = bilingual([line("Die Lage ist ernst.", "It is.")]).entries
    catalog = Catalog(messages=(Message(entry.segment.source, ""),))
    brought = merge([ReturnedText("Die Lage …", "Serious.", id=f"{entry.id}-2")], catalog, Past())
    assert brought.changes[0].target == "Serious."


def test_an_unknown_source_is_told() -> None:
    brought = merge([ReturnedText("Nein.", "No."), ReturnedText("Ja.", "")], Catalog(), Past())
    assert brought.unknown == ("Nein.",)


def test_two_different_texts_for_one_source_are_a_conflict() -> None:
    catalog = Catalog(messages=(Message("Ja.", ""),))
    brought = merge([ReturnedText("Ja.", "Yes."), ReturnedText("Ja.", "Yep.")], catalog, Past())
    assert brought.changes[0].target == "Yes."
    assert brought.conflicts[0].returned == "Yep."


@pytest.mark.parametrize(
    ("there", "back", "expected"),
    [
        ("", "Why?", "Why?"),
        ("Why?", "Why?", "Why?"),
        ("Why?", "Ana: So.", "Why?\nAna: So."),
        ("Why?", "Why?\r\nAna: So.\n", "Why?\nAna: So."),
        ("Why?", "  ", "Why?"),
    ],
)
def test_comments_are_added_once(there: str, back: str, expected: str) -> None:
    catalog = Catalog(messages=(Message("Ja.", "Yes.", comment=there),))
    brought = merge([ReturnedText("Ja.", "", comment=back)], catalog, Past())
    (message,) = brought.changes or catalog.messages
    assert (message.comment, message.target) == (expected, "Yes.")
    assert brought.comments == (expected != there)


def test_an_approved_text_is_no_longer_of_another_source() -> None:
    before = Message("Ja.", "Yes.", fuzzy=True, previous="Jawohl.")
    texts = [ReturnedText("Ja.", "Yes.", approved=approved) for approved in (False, True)]
    after = [merge([text], Catalog(messages=(before,)), Past()).changes for text in texts]
    assert after[0] == ()
    assert after[1] == (replace(before, fuzzy=False, previous=""),)


# ---- The catalog on disk


def test_a_catalog_without_changes_is_the_same_bytes(tmp_path: Path) -> None:
    for article in (bilingual(*ARTICLE), MARKED):
        text = render(article, (Message("Weg.", "Gone."),), None, date=DATE, notice="A\n\nsample.")
        assert revise(text.encode(), tmp_path / "a.po", [], date="") == text


def test_all_but_the_changed_entry_stays(tmp_path: Path) -> None:
    text = po(bilingual(*ARTICLE)).replace("#. kind: caption", "# Hm.\n#. kind: caption", 1)
    source = "© Quelle: Jaan Mets/dpa"
    change = replace(catalog_of(bilingual(*ARTICLE)).active[source], target="New", fuzzy=False)
    after = revise(text.encode(), tmp_path / "a.po", [change], date="2030-01-01 00:00+0000")
    gone = set(text.splitlines()) - set(after.splitlines())
    new = set(after.splitlines()) - set(text.splitlines())
    assert gone == {
        'msgstr "© Source: Jaan Mets/dpa"',
        f'"PO-Revision-Date: {DATE}\\n"',
    }
    assert new == {'msgstr "New"', '"PO-Revision-Date: 2030-01-01 00:00+0000\\n"'}


# ---- A desk: edited out there, brought back here


@pytest.fixture
def desk(tmp_path: Path) -> Any:
    """An output folder with one article of three drafts, which the memory knows for drafts."""
    output = tmp_path / "output"
    article = drafts()
    path = output / "corpus" / "a" / "summit.po"
    path.parent.mkdir(parents=True)
    path.write_text(po(article), encoding="utf-8")
    texts = frozenset((e.segment.source, e.target) for e in article.entries)
    name = str(article.document.path)
    with closing(Memory(output / ".glosswerk" / "memory.sqlite")) as memory:
        memory.keep_texts(name, Past(written=texts))
        yield Desk(output, memory, "Ana Kuhn <ana@example.org>")


def drafts() -> Bilingual:
    lines = [line("Eins.", "Won."), line("Zwei.", "Too."), line("Drei.", "Free.")]
    return replace(bilingual(lines), date=DATE)


def message(desk: Desk, source: str) -> Message:
    path = desk.output / "corpus" / "a" / "summit.po"
    return parse(path.read_bytes(), path).active[source]


def edited_po(data: bytes) -> bytes:
    return (
        data.replace(b'"Won."', b'"One."')
        .replace(b'#, fuzzy\nmsgid "Zwei."', b'msgid "Zwei."')
        .replace(b'"Too."', b'"Two."')
    )


def edited_xliff(data: bytes) -> bytes:
    before, after = data.split(b"<target>Too.")
    before = before.replace(b"Won.", b"One.")
    at = before.rindex(b'state="initial"')
    before = before[:at] + before[at:].replace(b"initial", b"final", 1)
    return before + b"<target>Two." + after


def edited_xliff12(data: bytes) -> bytes:
    before, after = data.replace(b"Won.", b"One.").split(b">Too.")
    at = before.rindex(b'approved="no"')
    return before[:at] + before[at:].replace(b"no", b"yes", 1) + b">Two." + after


def edited_tmx(data: bytes) -> bytes:
    before, after = data.replace(b"Won.", b"One.").split(b"<seg>Zwei.")
    at = before.rindex(b"machine")
    before = before[:at] + before[at:].replace(b"machine", b"reviewed", 1)
    return before + b"<seg>Zwei." + after.replace(b"Too.", b"Two.")


def edited_docx(data: bytes) -> bytes:
    document = docx.Document(io.BytesIO(data))
    rows = document.tables[0].rows
    rows[1].cells[2].text = "One."
    rows[2].cells[2].text = "Two."
    rows[2].cells[0]._tc.xpath(".//w:sdt//w:t")[0].text = "☒"
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


EDITED = {
    "po": edited_po,
    "xliff": edited_xliff,
    "xliff12": edited_xliff12,
    "tmx": edited_tmx,
    "docx": edited_docx,
}


@pytest.mark.parametrize("name", EDITED)
def test_edited_out_there_brought_back_here(name: str, desk: Desk, tmp_path: Path) -> None:
    file = file_of(tmp_path, name, drafts())
    file.write_bytes(EDITED[name](file.read_bytes()))
    ((path, brought),) = desk.bring_back(file)
    assert (brought.taken, brought.conflicts, brought.unknown) == (2, (), ())
    found = [message(desk, source) for source in ("Eins.", "Zwei.", "Drei.")]
    assert [(m.target, m.fuzzy) for m in found] == [
        ("One.", True),
        ("Two.", False),
        ("Free.", True),
    ]
    assert "Ana Kuhn" in path.read_text(encoding="utf-8")
    before = path.read_bytes()
    ((_, again),) = desk.bring_back(file)
    assert (again.taken, path.read_bytes()) == (0, before)


def test_tracked_changes_count_and_peoples_comments_come_along(desk: Desk, tmp_path: Path) -> None:
    document = docx.Document(io.BytesIO(written("docx", drafts())))
    paragraph = document.tables[0].rows[1].cells[2].paragraphs[0]
    document.add_comment(paragraph.runs, "Really?\nSure?", "M. Lang", "ML")
    xml = paragraph.runs[0]._r.xml.replace("Won.", "One.")
    xml = re.sub(r"^<w:r ", '<w:ins w:id="9" w:author="M. Lang"><w:r ', xml)
    paragraph.runs[0]._r.addprevious(etree.fromstring(re.sub("ns0", "w", f"{_wrapped(xml)}")))
    deleted = paragraph.runs[0]._r
    for text in deleted.xpath("w:t"):
        text.tag = text.tag.replace("}t", "}delText")
    file = tmp_path / "tracked.docx"
    document.save(str(file))
    desk.bring_back(file)
    found = message(desk, "Eins.")
    assert (found.target, found.fuzzy, found.comment) == (
        "One.",
        True,
        "M. Lang: Really?\nSure?",
    )


def _wrapped(run: str) -> str:
    names = " ".join(re.findall(r'xmlns:w="[^"]+"', run)[:1])
    return run.replace("<w:ins ", f"<w:ins {names} ", 1) + "</w:ins>"


def test_a_unit_that_a_tool_cut_in_segments_comes_back_whole(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "cut.xlf").write_text(
        """<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="de"
        trgLang="en"><file id="f" original="corpus/a/summit.txt"><unit id="u">
        <notes><note>Ends badly.</note></notes><originalData><data id="d">.</data></originalData>
        <segment state="final"><source>Ei</source><target>O</target></segment>
        <segment state="reviewed"><source><mrk id="m" type="term">ns</mrk><ph id="1" dataRef="d"/>
</source><target>ne<ph id="1" dataRef="d"/></target></segment></unit></file></xliff>""".replace(
            "\n</source>", "</source>"
        ),
        encoding="utf-8",
    )
    desk.bring_back(tmp_path / "cut.xlf")
    found = message(desk, "Eins.")
    assert (found.target, found.fuzzy, found.comment) == ("One.", False, "Ends badly.")


TMX = '<tmx version="1.4"><header creationtool="{tool}"/><body>{units}</body></tmx>'
PAIR = (
    '<tu>{inside}<tuv lang="DE"><seg>{de}</seg></tuv>'
    '<tuv lang="EN-GB" {by}><seg>{en}</seg></tuv></tu>'
)


def test_a_memory_of_no_document_goes_everywhere(desk: Desk, tmp_path: Path) -> None:
    other = desk.output / "b.po"
    other.write_text(po(bilingual([line("Eins.", "")], path="b.txt")), encoding="utf-8")
    units = [
        PAIR.format(inside="", by='changeid="ana"', de="Eins.", en="One."),
        PAIR.format(inside="", by="", de="Zwei.", en="Taken by OmegaT itself."),
        PAIR.format(inside="", by='changeid="ana"', de="Vier.", en="Four."),
        PAIR.format(
            inside='<prop type="file">corpus/a/summit.po</prop>',
            by='changeid="ana"',
            de="Eins.",
            en="One, here.",
        ),
    ]
    file = tmp_path / "project_save.tmx"
    file.write_text(TMX.format(tool="OmegaT", units="".join(units)), encoding="utf-8")
    results = desk.bring_back(file)
    assert [brought.unknown for _, brought in results if brought.unknown] == [("Vier.",)]
    assert (message(desk, "Eins.").target, message(desk, "Eins.").fuzzy) == ("One, here.", False)
    assert message(desk, "Zwei.").target == "Too."
    assert parse(other.read_bytes(), other).active["Eins."].target == "One."


# ---- Files of strangers

LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
OUTSIDE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


def docx_with(document: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        package.writestr("word/document.xml", document)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.pdf", b"", "a.pdf: this type of file is not read"),
        ("a.xlf", b"", "a.xlf:1: broken XML"),
        ("a.xlf", b"<xliff>\n<file>\n</xliff>", "a.xlf:3: broken XML"),
        ("a.xlf", b"\n<html/>", "a.xlf:2: <html> where <xliff> is wanted"),
        ("a.xlf", LAUGHS + b"\n<xliff>&b;</xliff>", "a.xlf:1: the file declares an entity"),
        ("a.xliff", OUTSIDE + b"\n<xliff>&a;</xliff>", "a.xliff:1: the file declares an entity"),
        ("a.xlf", b"<xliff>" + b"<g>" * 5000, "nested more than"),
        (
            "a.xlf",
            b'<xliff version="2.1"><file original="corpus/a/summit.txt"><unit>\n<segment><source>'
            b'<ph dataRef="d7"/></source></segment></unit></file></xliff>',
            "a.xlf:2: the markup that <ph> stands for",
        ),
        (
            "a.xlf",
            b'<xliff><file original="../secret.txt"/></xliff>',
            "no catalog of '../secret.txt'",
        ),
        ("a.xlf", b'<xliff><file original="/etc/hosts"/></xliff>', "no catalog of '/etc/hosts'"),
        ("a.xlf", b'<xliff><file original="other.txt"/></xliff>', "no catalog of 'other.txt'"),
        ("a.tmx", LAUGHS + b"\n<tmx>&b;</tmx>", "a.tmx:1: the file declares an entity"),
        ("a.tmx", b"\xff\xfe<", "broken XML"),
        ("a.docx", b"PK", "not a Word file"),
        ("a.docx", docx_with(b"<a/>"), "a.docx/word/document.xml:1: <a> where <document>"),
        ("a.docx", docx_with(OUTSIDE + b"<document>&a;</document>"), "declares an entity"),
        ("a.docx", docx_with(b"<document/>"), "none that Glosswerk wrote"),
        ("a.po", b'msgid "a"\n', "a.po:1: damaged PO file"),
        ("a.po", b'msgid "a"\nmsgstr "b"\n', "does not say which article"),
    ],
)
def test_what_is_damaged_or_hostile_is_refused(
    name: str, data: bytes, expected: str, desk: Desk, tmp_path: Path
) -> None:
    (tmp_path / "secret.po").write_text(po(drafts()), encoding="utf-8")
    file = tmp_path / name
    file.write_bytes(data)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.po")}
    with pytest.raises(InputError) as caught:
        desk.bring_back(file)
    assert expected in str(caught.value)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.po")} == before


def test_a_part_that_would_fill_the_memory_is_not_unpacked(tmp_path: Path) -> None:
    file = tmp_path / "bomb.docx"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b" " * 200_000_001)
    with pytest.raises(InputError, match="too large"):
        read(file)


def test_a_damaged_catalog_is_left_alone(desk: Desk, tmp_path: Path) -> None:
    file = file_of(tmp_path, "xliff", drafts())
    catalog = desk.output / "corpus" / "a" / "summit.po"
    catalog.write_text("msgid", encoding="utf-8")
    with pytest.raises(InputError, match="damaged PO file"):
        desk.bring_back(file)
    assert catalog.read_text(encoding="utf-8") == "msgid"


# ---- The command


def run(arguments: Sequence[object], monkeypatch: pytest.MonkeyPatch, folder: Path) -> int:
    monkeypatch.chdir(folder)
    with pytest.raises(SystemExit) as left:
        import_.command.main([*map(str, arguments)], standalone_mode=False)
    return int(left.value.code or 0)


def test_the_command_sums_up(
    desk: Desk,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = file_of(tmp_path, "xliff", drafts())
    file.write_bytes(edited_xliff(file.read_bytes()))
    broken = tmp_path / "broken.tmx"
    broken.write_bytes(b"<tmx>")
    assert run([file], monkeypatch, tmp_path) == 0
    assert f"{file}: 2 taken, 0 conflicts, 0 unknown" in capsys.readouterr().err
    assert run([broken, file], monkeypatch, tmp_path) == 3
    said = capsys.readouterr().err
    assert "broken.tmx:1: broken XML" in said and "0 taken" in said
    file.write_bytes(file.read_bytes().replace(b"Two.", b"2."))
    assert run(["-q", file], monkeypatch, tmp_path) == 3
    said = capsys.readouterr().err
    assert "not overwritten: Zwei." in said and "stands:    Two." in said and "2." in said


def test_all_that_is_written_comes_back() -> None:
    assert {writer(name).suffix.rpartition(".")[2] for name in ("po", *FORMATS)} == {
        suffix[1:] for suffix in suffixes() if suffix != ".xliff"
    }
