"""`translate import`: files that were worked on, and files of strangers."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from demo import bilingual, line
from docx.oxml import parse_xml
from exchange import DATE, FORMATS, file_of, po, written

from pipeline.catalog import Message, Past
from pipeline.catalog.entry import Bilingual
from pipeline.catalog.po import parse
from pipeline.commands import import_
from pipeline.errors import InputError
from pipeline.interchange import read, suffixes
from pipeline.interchange.bringing import Desk
from pipeline.memory import Memory
from pipeline.writers import writer

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


TRACKED = """<w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:moveFrom w:id="7"><w:r><w:t>Moved away. </w:t></w:r></w:moveFrom>
<w:ins w:id="9"><w:r><w:t>One</w:t></w:r></w:ins>
<w:del w:id="8"><w:r><w:delText>Won</w:delText><w:tab/></w:r></w:del>
<w:r><w:t>.</w:t></w:r></w:p>"""


def test_tracked_changes_count_and_peoples_comments_come_along(desk: Desk, tmp_path: Path) -> None:
    document = docx.Document(io.BytesIO(written("docx", drafts())))
    cell = document.tables[0].rows[1].cells[2]
    document.add_comment(cell.paragraphs[0].runs, "Really?\nSure?", "M. Lang", "ML")
    cell.paragraphs[0]._p.addprevious(parse_xml(TRACKED))
    for run in cell.paragraphs[1].runs[:1]:
        run.text = ""
    file = tmp_path / "tracked.docx"
    document.save(str(file))
    desk.bring_back(file)
    found = message(desk, "Eins.")
    assert (found.target, found.fuzzy) == ("One.", True)
    assert found.comment == "M. Lang: Really?\nSure?"


CUT = """\
<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="de" trgLang="en">
<file id="f" original="corpus/a/summit.txt"><unit id="u"><notes><note>Ends badly.</note></notes>
<originalData><data id="d">.</data></originalData>
<segment state="final"><source>Ei</source><target>O</target></segment>
<segment state="reviewed"><source><mrk id="m" type="term">ns</mrk></source>
<target>ne</target></segment>
<ignorable><source><ph id="1" dataRef="d"/></source></ignorable></unit></file></xliff>"""


def test_a_unit_that_a_tool_cut_in_segments_comes_back_whole(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "cut.xlf").write_text(CUT, encoding="utf-8")
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
    assert not any(brought.conflicts for _, brought in results)
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
