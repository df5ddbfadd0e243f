"""docx: German and English side by side in a table, for reviewers who work in Word."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

from pipeline.catalog.entry import Bilingual, Entry
from pipeline.documents.document import Format
from pipeline.writers.base import Context
from pipeline.writers.codes import Code, Edge, Part, coded, marked
from pipeline.writers.exchange import PROGRAM, remarks, sent, spans
from pipeline.writers.xml import clean

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

name = "docx"
suffix = ".docx"

SOURCE_DOCUMENT = "Source document: "
TICKED, UNTICKED = "☒", "☐"
TRANSLATOR = "Translator"
HOW_TO = (
    "Write into the English column. Tick the box of a text that you approve. Your comments come "
    "back as translator's comments. Leave the other columns and tags such as <b> as they are."
)
WIDTHS = (2.6, 11.7, 11.7)  # centimetres: A4 across, less its margins
TERM, CODE, SMALL = "Glosswerk Term", "Glosswerk Code", "Glosswerk Small"
GERMAN, ENGLISH = "Glosswerk German", "Glosswerk English"
EPOCH = datetime(1980, 1, 1)  # the first moment that a zip file can hold
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"


def render(bilingual: Bilingual, context: Context) -> bytes:
    """A row for each segment: its number, state, box and id; the German; the English."""
    import docx

    document = docx.Document()
    _describe(document, bilingual)
    _lay_out(document)
    _add_styles(document)
    document.add_heading(clean(str(bilingual.document.path)), level=1)
    document.add_paragraph(SOURCE_DOCUMENT + clean(str(bilingual.document.path)), style=SMALL)
    for paragraph in filter(None, (clean(context.notice), HOW_TO)):
        document.add_paragraph(paragraph)
    table = _Table(document, bilingual.document.format)
    for number, entry in enumerate(bilingual.entries, 1):
        table.add(number, entry)
    written = io.BytesIO()
    document.save(written)
    return _undated(written)


class _Table:
    """The table as it grows; what the machine has to say becomes Word's comments."""

    def __init__(self, document: Document, format: Format) -> None:
        from docx.shared import Cm

        self.document, self.format = document, format
        self.table = document.add_table(rows=1, cols=len(WIDTHS), style="Table Grid")
        self.table.autofit = False
        for column, width in zip(self.table.columns, WIDTHS, strict=True):
            column.width = Cm(width)
        head = self._row(self.table.rows[0], header=True)
        for paragraph, title in zip(head, ("Segment", "German", "English"), strict=True):
            paragraph.add_run(title).bold = True

    def add(self, number: int, entry: Entry) -> None:
        """A row for an entry."""
        about, german, english = self._row(self.table.add_row())
        for paragraph, style in ((about, SMALL), (german, GERMAN), (english, ENGLISH)):
            paragraph._p.style = _style_id(style)
        _about(about, number, entry)
        source, target = coded(entry.segment.source, entry.target, self.format)
        terms = marked(source, entry.segment.source, self.format, spans(entry))
        rendered = [(v.start, v.end) for v in entry.verdicts]
        _write(german, terms)
        _write(english, marked(target, entry.target, self.format, rendered))
        self._comment(english, entry)

    def _row(self, row: Any, *, header: bool = False) -> list[Paragraph]:
        from docx.oxml import OxmlElement
        from docx.shared import Cm

        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if header:
            properties.append(OxmlElement("w:tblHeader"))
        cells = row.cells
        for cell, width in zip(cells, WIDTHS, strict=True):
            cell.width = Cm(width)
        return [cell.paragraphs[0] for cell in cells]

    def _comment(self, english: Paragraph, entry: Entry) -> None:
        runs = english.runs or [english.add_run()]
        ends = [runs[0], runs[-1]]
        said = [f"{category}: {text}" for category, text in remarks(entry)]
        for author, text in ((TRANSLATOR, entry.comment), (PROGRAM, "\n".join(said))):
            if text:
                comment = self.document.add_comment(ends, clean(text), author, author[:1])
                del comment._comment_elm.attrib[_name("w:date")]


def _about(paragraph: Paragraph, number: int, entry: Entry) -> None:
    """The box, the number and the state; in small type the id, and hidden what was sent."""
    from docx.oxml import parse_xml

    paragraph._p.append(parse_xml(_box(entry.state == "reviewed")))
    paragraph.add_run(f" {number}\n{entry.state}\n{entry.id}")
    paragraph.add_run(f" {sent(entry)}").font.hidden = True


def _box(ticked: bool) -> str:
    from docx.oxml.ns import nsdecls

    return f"""<w:sdt {nsdecls("w")} xmlns:w14="{W14}"><w:sdtPr><w:alias w:val="Approved"/>
<w14:checkbox><w14:checked w14:val="{int(ticked)}"/>
<w14:checkedState w14:val="{ord(TICKED):04X}" w14:font="MS Gothic"/>
<w14:uncheckedState w14:val="{ord(UNTICKED):04X}" w14:font="MS Gothic"/></w14:checkbox></w:sdtPr>
<w:sdtContent><w:r><w:t>{TICKED if ticked else UNTICKED}</w:t></w:r></w:sdtContent></w:sdt>"""


def _write(paragraph: Paragraph, parts: Iterable[Part | Edge]) -> None:
    for text, style in _styled(parts):
        run = paragraph.add_run(clean(text))
        if style:
            run._r.style = _style_id(style)


def _styled(parts: Iterable[Part | Edge]) -> Iterator[tuple[str, str]]:
    style = ""
    for part in parts:
        if isinstance(part, Edge):
            style = TERM if part.opens else ""
        elif isinstance(part, Code):
            yield part.raw, CODE
        else:
            yield part, style


def _describe(document: Document, bilingual: Bilingual) -> None:
    properties = document.core_properties
    properties.author = properties.last_modified_by = PROGRAM
    properties.title = clean(str(bilingual.document.path))[:255]
    properties.comments = ""
    properties.language = "en-GB"
    properties.created = properties.modified = EPOCH


def _lay_out(document: Document) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm

    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(1.8)
    section.top_margin = section.bottom_margin = Cm(1.5)


def _add_styles(document: Document) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml import OxmlElement
    from docx.shared import Pt, RGBColor

    for name, language in ((GERMAN, "de-DE"), (ENGLISH, "en-GB"), (SMALL, "en-GB")):
        style: Any = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Normal"]
        spoken = OxmlElement("w:lang")
        spoken.set(_name("w:val"), language)
        style.element.get_or_add_rPr().append(spoken)
    style.font.size, style.font.color.rgb = Pt(7), RGBColor(0x59, 0x59, 0x59)
    term: Any = document.styles.add_style(TERM, WD_STYLE_TYPE.CHARACTER)
    shade = OxmlElement("w:shd")
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", "FFF2CC")):
        shade.set(_name(f"w:{key}"), value)
    term.element.get_or_add_rPr().append(shade)
    code: Any = document.styles.add_style(CODE, WD_STYLE_TYPE.CHARACTER)
    code.font.color.rgb = RGBColor(0x59, 0x59, 0x59)


def _style_id(style: str) -> str:
    """How the file names a style; to look it up for each run would take most of the time."""
    return style.replace(" ", "")


def _name(prefixed: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(prefixed))


def _undated(written: io.BytesIO) -> bytes:
    """The same package with one date for all of its parts, whenever it is written."""
    packed = io.BytesIO()
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(packed, "w") as new:
        for part in old.namelist():
            info = zipfile.ZipInfo(part, EPOCH.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(part))
    return packed.getvalue()
