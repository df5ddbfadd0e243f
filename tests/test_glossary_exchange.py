"""Glossaries of other programs: what they write, what we write, and what never gets lost."""

from __future__ import annotations

import codecs
import csv
import io
import unicodedata
from dataclasses import replace
from pathlib import Path, PurePosixPath

import click
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.commands.glossary_exchange import export, import_
from pipeline.errors import GlosswerkError, UsageError
from pipeline.glossary import exchange
from pipeline.glossary.exchange.base import cells
from pipeline.glossary.loading import CHOICES, COLUMNS, SHOWN, Problem, load
from pipeline.glossary.term import Term

DOCS = Path(__file__).resolve().parent.parent / "docs" / "glossary-exchange.md"

FULL = Term(
    "Ostflanke",
    ("eastern flank", "Eastern flank"),
    comment="seit dem Gipfel in Wales",
    source_forms=("Ostflanken", "Ostflanke's"),
    target_forms=("eastern flanks",),
    forbidden=("east flank", "eastern border"),
    case="exact",
    compound="any",
    status="draft",
    extra=(
        ("pos", "noun"),
        ("gender", "f"),
        ("domain", "defence"),
        ("definition", "Die Grenze des Bündnisses im Osten & Südosten"),
        ("example", "Die <Ostflanke> wird verstärkt."),
        ("origin", "Strategisches Konzept"),
        ("approved_by", "Jana Lehmann"),
        ("date", "2024-05-17"),
        ("Kunde", "Verlag A"),
    ),
)
KEPT = Term("Bundeswehr", ("Bundeswehr",), mode="keep")
OLD = Term("Abrüstung", ("disarmament",), status="deprecated")


def back(terms: list[Term], name: str, folder: Path) -> list[Term]:
    file = folder / "exported"
    file.write_bytes(exchange.export_terms(terms, name))
    problems: list[Problem] = []
    found = exchange.import_terms(file, name, problems)
    assert not problems
    return found


# Round trips

CHARACTERS = st.characters(
    codec="utf-8",
    categories=("L", "N", "P", "S"),
    include_characters=" äöüß„“<>&\"';,#=",
    exclude_characters="|",
)


def text(min_size: int = 0) -> st.SearchStrategy[str]:
    def clean(raw: str) -> str:
        return " ".join(unicodedata.normalize("NFC", raw).split())

    words = st.text(CHARACTERS, min_size=min_size, max_size=12).map(clean)
    return words.filter(lambda word: len(word) >= min_size and not word.startswith("# "))


def several(min_size: int = 0) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(text(1), min_size=min_size, max_size=3, unique=True).map(tuple)


NOTES = st.lists(text(1), max_size=3).map("\n".join)
FACTS: dict[str, st.SearchStrategy[str]] = {
    **dict.fromkeys(SHOWN, text()),
    "pos": st.sampled_from(("", "noun", "verb")),
    "gender": st.sampled_from(("", "m", "f", "n")),
    "date": st.dates().map(str) | st.just(""),
}


@st.composite
def terms(draw: st.DrawFn) -> Term:
    """Any entry in which a rendering is wanted or forbidden, not both."""
    source, targets = draw(text(1)), draw(several(1))
    choices = {n: draw(st.sampled_from(CHOICES[n])) for n in ("case", "compound", "status")}
    keep = draw(st.booleans())
    extra = {name: draw(value) for name, value in FACTS.items()}
    targets = (source,) if keep else tuple(t for t in targets if t != source) or (source + "s",)
    return Term(
        source,
        targets,
        draw(NOTES),
        tuple(form for form in draw(several()) if form != source),
        draw(several()),
        tuple(form for form in draw(several()) if form not in targets),
        mode="keep" if keep else "translate",
        extra=tuple((name, cell) for name, cell in extra.items() if cell),
        **choices,  # type: ignore[arg-type]
    )


LISTED = st.lists(terms(), min_size=1, max_size=4, unique_by=lambda term: term.source)
HELD_BY_PAIRS = {"source", "target", "comment", "mode"}
HELD = {
    "csv": set(COLUMNS),
    "tmx": set(COLUMNS),
    "tbx2": set(COLUMNS) - {"case", "compound"},
    "tbx3": set(COLUMNS) - {"case", "compound", "status"},
    "omegat": HELD_BY_PAIRS,
    "deepl-csv": HELD_BY_PAIRS - {"comment"},
    "deepl-tsv": HELD_BY_PAIRS - {"comment"},
}


@pytest.mark.parametrize("name", HELD)
@settings(max_examples=25, deadline=None)
@given(listed=LISTED)
def test_a_round_trip_keeps_what_the_format_holds(
    name: str, listed: list[Term], tmp_path_factory: pytest.TempPathFactory
) -> None:
    found = back(listed, name, tmp_path_factory.mktemp("trip"))
    for before, after in zip(listed, found, strict=True):
        want = {n: cell for n, cell in cells(before).items() if n in HELD[name]}
        if name == "omegat":  # a line is a line
            want = {n: " ".join(cell.split()) for n, cell in want.items()}
        if name.startswith("deepl"):  # a source has one target
            want["target"] = before.preferred
        assert {n: cell for n, cell in cells(after).items() if n in HELD[name]} == want


@pytest.mark.parametrize("name", ["csv", "tmx"])
def test_columns_of_ones_own_survive(name: str, tmp_path: Path) -> None:
    assert back([FULL, KEPT, OLD], name, tmp_path) == [FULL, KEPT, OLD]


@pytest.mark.parametrize("name", exchange.formats())
def test_an_export_of_an_import_is_the_same_bytes(name: str, tmp_path: Path) -> None:
    first = exchange.export_terms([replace(FULL, status="deprecated"), KEPT, OLD], name)
    (tmp_path / "again").write_bytes(first)
    assert exchange.export_terms(exchange.import_terms(tmp_path / "again", name), name) == first


@pytest.mark.parametrize("name", exchange.formats())
def test_the_documented_table_says_what_is_lost(name: str) -> None:
    header, _, *lines = [
        [cell.strip(" `") for cell in line.strip("|").split("|")]
        for line in DOCS.read_text(encoding="utf-8").splitlines()
        if line.startswith("|")
    ]
    table = {row[0]: row[header.index(name)] for row in lines}
    lost = exchange.losses([FULL, KEPT, replace(FULL, source="Ost", status="deprecated")], name)
    assert set(table) == {*COLUMNS, "others"}
    for column, mark in table.items():
        assert (mark != "yes") == bool(lost["Kunde" if column == "others" else column]), column


def test_what_is_lost_is_counted() -> None:
    assert exchange.losses([FULL, KEPT, OLD], "deepl-csv")["status"] == 2
    assert exchange.losses([KEPT], "deepl-csv") == {}
    assert exchange.losses([FULL, KEPT, OLD], "csv") == {}


# Files as other programs write them

WEBLATE = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE martif PUBLIC "ISO 12200:1999A//DTD MARTIF core (DXFcdV04)//EN" "TBXcdv04.dtd">
<martif type="TBX" xml:lang="de"><martifHeader><fileDesc>
<sourceDesc><p>Translate Toolkit</p></sourceDesc></fileDesc></martifHeader>
<text><body>
  <termEntry id="a"><descrip>Treffen der Staatschefs</descrip>
    <langSet xml:lang="de"><tig><term>Gipfel</term></tig></langSet>
    <langSet xml:lang="en"><tig><term>summit</term></tig></langSet>
    <note from="translator">nie: peak</note></termEntry>
  <termEntry id="b"><langSet xml:lang="de"><tig><term>Gipfel</term></tig></langSet>
    <langSet xml:lang="en"><tig><term>peak</term>
      <termNote type="administrativeStatus">forbidden</termNote></tig></langSet></termEntry>
  <termEntry id="c"><descrip type="Translation needed">No</descrip>
    <langSet xml:lang="de"><tig><term>Eurofighter</term></tig></langSet></termEntry>
</body></text></martif>"""

MULTITERM = """<?xml version="1.0" encoding="UTF-16"?>
<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX-Default" xml:lang="en-US"><martifHeader><fileDesc><sourceDesc><p/></sourceDesc>
</fileDesc></martifHeader><text><body>
<termEntry id="c7">
  <descripGrp><descrip type="subjectField">Verteidigung</descrip></descripGrp>
  <transacGrp><transac type="transactionType">origination</transac>
    <transacNote type="responsibility">super</transacNote><date>2011-03-07T10:22:00</date>
    </transacGrp>
  <transacGrp><transac type="transactionType">modification</transac><date>2012-01-31T08:00:00</date>
  </transacGrp>
  <langSet xml:lang="fr-FR"><descrip type="definition">troupe d'élite</descrip>
    <ntig><termGrp><term>fer de lance</term></termGrp></ntig></langSet>
  <langSet xml:lang="en-GB">
    <ntig><termGrp><term>spearhead</term>
      <termNote type="administrativeStatus">admittedTerm-admn-sts</termNote></termGrp></ntig>
    <ntig><termGrp><term>spearhead <hi>force</hi></term>
      <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></termGrp></ntig>
  </langSet>
  <langSet xml:lang="de-DE"><descripGrp><descrip type="definition">schnelle Truppe</descrip>
      <admin type="source">Weißbuch</admin></descripGrp>
    <ntig><termGrp><term>Speerspitze</term><termNote type="partOfSpeech">noun</termNote>
      <termNote type="grammaticalGender">feminine</termNote></termGrp></ntig>
    <ntig><termGrp><term>VJTF</term>
      <termNote type="administrativeStatus">supersededTerm-admn-sts</termNote></termGrp></ntig>
  </langSet>
</termEntry></body></text></martif>"""

TBX_DCT = """<?xml version='1.0'?>
<tbx type="TBX-Basic" style="dct" xml:lang="de" xmlns="urn:iso:std:iso:30042:ed-2"
  xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic">
<tbxHeader><fileDesc><sourceDesc><p>x</p></sourceDesc></fileDesc></tbxHeader><text><body>
<conceptEntry id="c1"><min:subjectField>Recht</min:subjectField>
<langSec xml:lang="de"><basic:definition>Grundvertrag</basic:definition>
  <termSec><term>Grundakte</term><min:partOfSpeech>noun</min:partOfSpeech></termSec></langSec>
<langSec xml:lang="en"><termSec><term>founding act</term>
    <min:administrativeStatus>deprecatedTerm-admn-sts</min:administrativeStatus></termSec>
  <termSec><term>Founding Act</term></termSec></langSec>
</conceptEntry></body></text></tbx>"""

TMX = """<?xml version="1.0" encoding="ISO-8859-1"?>
<!DOCTYPE tmx SYSTEM "tmx11.dtd">
<tmx version="1.1"><header creationtool="t" creationtoolversion="1" segtype="phrase" o-tmf="t"
  adminlang="EN-US" srclang="DE" datatype="plaintext"/><body>
<tu><note>fest</note>
  <tuv lang="EN-US"><seg>air <bpt i="1">&lt;b&gt;</bpt>base<ept i="1"/></seg></tuv>
  <tuv lang="DE-DE"><seg>Stützpunkt</seg></tuv></tu>
<tu><tuv lang="DE-DE"><seg>Stützpunkt</seg></tuv><tuv lang="EN-US"><seg>base</seg></tuv></tu>
</body></tmx>"""

OMEGAT = (
    "# Glossary in tab-separated format -*- coding: utf-8 -*-\r\n"
    "Ostflanke\teastern flank\tNATO\r\n\r\n"
    "Ostflanke\tEastern Flank\r\nHaushalt\tbudget\t\r\n"
)
SUMMIT = Term(
    "Gipfel",
    ("summit",),
    "nie: peak",
    forbidden=("peak",),
    extra=(("definition", "Treffen der Staatschefs"),),
)
SPEARHEAD = Term(
    "Speerspitze",
    ("spearhead force", "spearhead"),
    extra=(
        ("pos", "noun"),
        ("gender", "f"),
        ("domain", "Verteidigung"),
        ("definition", "schnelle Truppe"),
        ("origin", "Weißbuch"),
        ("date", "2012-01-31T08:00:00"),
    ),
)
FOREIGN = [
    (
        "weblate.tbx",
        WEBLATE.encode(),
        "tbx2",
        [SUMMIT, Term("Eurofighter", ("Eurofighter",), mode="keep")],
    ),
    (
        "multiterm.xml",
        MULTITERM.encode("utf-16"),
        "tbx2",
        [
            SPEARHEAD,
            replace(SPEARHEAD, source="VJTF", status="deprecated", extra=SPEARHEAD.extra[2:]),
        ],
    ),
    (
        "basic.tbx",
        TBX_DCT.encode(),
        "tbx3",
        [
            Term(
                "Grundakte",
                ("Founding Act",),
                forbidden=("founding act",),
                extra=(("pos", "noun"), ("domain", "Recht"), ("definition", "Grundvertrag")),
            )
        ],
    ),
    ("old.tmx", TMX.encode("latin-1"), "tmx", [Term("Stützpunkt", ("air base", "base"), "fest")]),
    (
        "glossary.txt",
        OMEGAT.encode("utf-8-sig"),
        "omegat",
        [
            Term("Ostflanke", ("eastern flank", "Eastern Flank"), "NATO"),
            Term("Haushalt", ("budget",)),
        ],
    ),
    (
        "utf16.utf8",
        codecs.BOM_UTF16_LE + "Fähre\tferry\n".encode("utf-16-le"),
        "omegat",
        [Term("Fähre", ("ferry",))],
    ),
    (
        "deepl.csv",
        'Haus,house\n"Gruß, letzter","last greeting, the"\nNATO,NATO\n'.encode(),
        "deepl-csv",
        [
            Term("Haus", ("house",)),
            Term("Gruß, letzter", ("last greeting, the",)),
            Term("NATO", ("NATO",), mode="keep"),
        ],
    ),
    (
        "languages.csv",
        b"Haus,house,DE,EN-GB\ndog,Hund,en,de\n",
        "deepl-csv",
        [Term("Haus", ("house",)), Term("Hund", ("dog",))],
    ),
    (
        "deepl.tsv",
        b'Haus\t"house"\r\nHund\tdog\r\n',
        "deepl-tsv",
        [Term("Haus", ('"house"',)), Term("Hund", ("dog",))],
    ),
    ("three.tsv", b"Haus\thouse\tx\n", "omegat", [Term("Haus", ("house",), "x")]),
    (
        "sheet.csv",
        "﻿Source;Target;Status\r\nHaus;house|home;draft\r\n".encode(),
        "csv",
        [Term("Haus", ("house", "home"), status="draft")],
    ),
]


@pytest.mark.parametrize(
    ("name", "data", "format", "expected"), FOREIGN, ids=[f[0] for f in FOREIGN]
)
def test_files_of_other_programs(
    name: str, data: bytes, format: str, expected: list[Term], tmp_path: Path
) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    assert exchange.sniff(file, data) == format
    problems: list[Problem] = []
    found = exchange.import_terms(file, None, problems)
    assert [cells(term) for term in found] == [cells(term) for term in expected]
    assert not problems
    assert found[0].file == PurePosixPath(file.as_posix())


@pytest.mark.parametrize(
    ("name", "data", "line", "why"),
    [
        ("a.txt", "Haus\thouse\nHund\n", 2, "no English term for 'Hund'"),
        ("a.tsv", "Haus\thouse\nHof\ta|b\n", 2, "“|”"),
        (
            "a.tbx",
            WEBLATE.replace("summit", "").replace("<term></term>", "<term/>"),
            7,
            "no English",
        ),
        ("a.tbx", WEBLATE.replace('"de"', '"nl"'), 6, "no German term"),
    ],
)
def test_what_cannot_be_taken_over_is_told(
    name: str, data: str, line: int, why: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_text(data, encoding="utf-8")
    problems: list[Problem] = []
    exchange.import_terms(tmp_path / name, None, problems)
    assert problems[0].line == line
    assert why in problems[0].message


# Hostile and broken files

LAUGHS = """<?xml version="1.0"?>
<!DOCTYPE martif [
  <!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
]>
<martif><text>&b;</text></martif>"""
OUTSIDE = '<!DOCTYPE tmx [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<tmx>&x;</tmx>'
HOSTILE = [
    ("laughs.tbx", LAUGHS.encode(), 3, "entities are not read"),
    ("outside.tmx", OUTSIDE.encode(), 1, "entities are not read"),
    (
        "parameter.tbx",
        b'<!DOCTYPE martif [<!ENTITY % p SYSTEM "http://x.invalid/">%p;]><martif/>',
        1,
        "entity",
    ),
    ("dtd.tbx", b'<!DOCTYPE martif SYSTEM "t.dtd">\n<martif>\n&nbsp;</martif>', 3, "&nbsp;"),
    ("cut.tbx", WEBLATE[:700].encode(), 12, "broken XML"),
    ("empty.tbx", b"", 1, "broken XML"),
    ("deep.tmx", b"<tmx>" + b"<a>" * 100_000, 1, "nested"),
    ("coding.tbx", b'<?xml version="1.0" encoding="klingon"?>\n<martif/>', 1, "broken XML"),
    ("bytes.tbx", b'<?xml version="1.0"?>\n<martif>\xe4</martif>', 2, "broken XML"),
    ("null.tmx", b"<tmx>\n\x00</tmx>", 2, "broken XML"),
    ("c1.tmx", TMX.replace("fest", "a\x85b").encode("latin-1"), 5, "control character U+0085"),
    (
        "huge.tmx",
        TMX.replace("fest", "x" * 10_000_000).encode("latin-1"),
        5,
        "10,000,000 characters",
    ),
    ("huge.txt", b"Haus\t" + b"x" * 200_000, 1, "200,000 characters"),
    ("bell.txt", b"Haus\thouse\nHund\tdo\x07g\n", 2, "control character U+0007"),
    ("excel.txt", "Haus\thouse\nTür\tdoor\n".encode("cp1252"), 2, "not UTF-8"),
    ("quote.csv", b'Haus,house\n"Hund,dog\n', 2, "never closed"),
    ("status.csv", b"source,target,status\nHaus,house,maybe\n", 2, "status is 'maybe'"),
    ("what.pdf", b"%PDF-1.7", None, "cannot tell the format"),
    ("page.html", b"<html/>", None, "cannot tell the format"),
]


@pytest.mark.parametrize(("name", "data", "line", "message"), HOSTILE, ids=[h[0] for h in HOSTILE])
def test_hostile_and_broken_files(
    name: str, data: bytes, line: int | None, message: str, tmp_path: Path
) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    with pytest.raises(UsageError) as caught:
        exchange.import_terms(file)
    assert message in caught.value.message
    assert caught.value.where == (f"{file}:{line}" if line else str(file))


@settings(max_examples=150, deadline=None)
@given(
    data=st.binary(max_size=60), name=st.sampled_from(exchange.formats()), cut=st.integers(0, 900)
)
def test_nothing_but_our_errors_comes_out_of_damaged_files(
    data: bytes, name: str, cut: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    whole = exchange.export_terms([FULL, KEPT, OLD], name)
    file = tmp_path_factory.mktemp("damaged") / "file"
    file.write_bytes(whole[:cut] + data + whole[cut:])
    try:
        exchange.import_terms(file, name)
    except GlosswerkError as error:
        assert error.where.startswith(str(file))


def test_a_character_that_xml_forbids_is_named_with_its_place() -> None:
    term = Term("Haus", ("house",), "\ufffe", file=PurePosixPath("glossary/a.csv"), line=7)
    with pytest.raises(UsageError, match=r"glossary/a\.csv:7: the comment holds U\+FFFE"):
        exchange.export_terms([term], "tmx")


# What we write


def test_omegat_sees_a_source_that_begins_like_a_remark(tmp_path: Path) -> None:
    term = Term("#Zeitenwende", ("turning point", "watershed"), "a\nb")
    data = exchange.export_terms([term], "omegat")
    assert data == b" #Zeitenwende\tturning point\ta b\n #Zeitenwende\twatershed\n"
    assert back([term], "omegat", tmp_path) == [replace(term, comment="a b")]


def test_deepl_gets_a_source_only_once() -> None:
    assert exchange.export_terms([FULL, KEPT], "deepl-csv") == (
        b"Ostflanke,eastern flank\nBundeswehr,Bundeswehr\n"
    )


def test_an_entry_keeps_its_id_when_others_come() -> None:
    alone = exchange.export_terms([OLD], "tbx3").decode()
    id = alone.split('<conceptEntry id="')[1].split('"')[0]
    assert f'id="{id}"' in exchange.export_terms([FULL, OLD], "tbx3").decode()


ALL = [FULL, KEPT, OLD, replace(FULL, extra=(("gender", "pl"), ("date", "neulich")))]


def test_our_files_are_valid(shared: Path) -> None:
    etree = pytest.importorskip("lxml.etree")
    schemas = shared / "schemas"
    oracles = {
        "tbx2": etree.DTD(str(schemas / "tbx" / "TBXcoreStructV02.dtd")),
        "tbx3": etree.RelaxNG(etree.parse(str(schemas / "tbx" / "TBXcoreStructV03.rng"))),
        "tmx": etree.DTD(str(schemas / "tmx" / "tmx14.dtd")),
    }
    for name, oracle in oracles.items():
        root = etree.fromstring(exchange.export_terms(ALL, name))
        assert oracle.validate(root), (name, oracle.error_log)


@settings(max_examples=25, deadline=None)
@given(listed=LISTED)
def test_files_of_any_terms_are_valid(shared: Path, listed: list[Term]) -> None:
    etree = pytest.importorskip("lxml.etree")
    for name, file in (("tbx2", "tbx/TBXcoreStructV02.dtd"), ("tmx", "tmx/tmx14.dtd")):
        oracle = etree.DTD(str(shared / "schemas" / file))
        root = etree.fromstring(exchange.export_terms(listed, name))
        assert oracle.validate(root), (name, oracle.error_log)


# Into the glossary

HOUSE = Term("Haus", ("house", "home"), "Gebäude", extra=(("pos", "noun"),))


@pytest.mark.parametrize(
    ("term", "columns"),
    [
        (HOUSE, []),
        (Term("Haus", ("house",)), []),
        (Term("Haus", ("home",)), ["target"]),
        (Term("Haus", ("house", "building")), ["target"]),
        (Term("Haus", ("house",), "anders"), ["comment"]),
        (Term("Haus", ("house",), status="draft"), ["status"]),
        (Term("Haus", ("house",), forbidden=("hut",)), ["forbidden"]),
        (Term("HAUS", ("house",)), ["source"]),
    ],
)
def test_an_entry_is_the_same_when_all_it_says_is_said(term: Term, columns: list[str]) -> None:
    merge = exchange.merge([term], [HOUSE])
    assert exchange.differences(term, HOUSE) == columns
    assert merge.new == ()
    assert (merge.same, merge.conflicts) == ((0, ((term, HOUSE),)) if columns else (1, ()))


def test_a_verb_is_not_a_noun() -> None:
    assert exchange.merge([Term("essen", ("eat",))], [Term("Essen", ("food",))]).new


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "source,target,comment\nHund,dog,\n"),
        ("source,target\nHaus,house", "source,target\nHaus,house\nHund,dog\n"),
        ("\ufeffsource;target\r\n", "\ufeffsource;target\r\nHund;dog\r\n"),
        ("Target,Mehr,Source\n# ein Rest\n", "Target,Mehr,Source\n# ein Rest\ndog,,Hund\n"),
    ],
)
def test_a_file_is_continued_as_it_was_begun(before: str, after: str) -> None:
    assert exchange.append(before, [Term("Hund", ("dog",))]) == after


def test_columns_that_a_file_lacks_come_to_the_end_of_its_header(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text('source,target,"zwei\nZeilen"\nHaus,house,x\n', encoding="utf-8")
    file.write_text(exchange.append(file.read_text(encoding="utf-8"), [OLD]), encoding="utf-8")
    assert '"zwei\nZeilen",status\nHaus,house,x\n' in file.read_text(encoding="utf-8")
    first, second = load([file], tmp_path).terms
    assert (dict(first.extra), second) == ({"zwei\nZeilen": "x"}, replace(OLD, extra=second.extra))


@settings(max_examples=25, deadline=None)
@given(listed=LISTED)
def test_the_loader_reads_what_was_written(
    listed: list[Term], tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.mktemp("csv") / "a.csv"
    file.write_text(exchange.to_csv(listed), encoding="utf-8", newline="")
    new = exchange.merge(listed, ()).new
    assert len(load([file], file.parent).terms) == len(new)


# The commands


def run(command: click.Command, *args: str) -> tuple[int, str, str]:
    """Exit code, standard output, standard error; errors as `pipeline.cli` turns them."""
    runner = CliRunner()
    with runner.isolation() as (out, err, *_):
        try:
            code = command.main(list(args), standalone_mode=False)
        except GlosswerkError as error:
            code = error.exit_code
            click.echo(str(error), err=True)
        return code or 0, out.getvalue().decode(), err.getvalue().decode()


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "glossary").mkdir()
    nato = "source,target,comment,status\nOstflanke,eastern flank,Wales,\nGipfel,meeting,,draft\n"
    (tmp_path / "glossary" / "nato.csv").write_text(nato, encoding="utf-8")
    (tmp_path / "partner.txt").write_text(
        "Ostflanke\teastern flank\nGipfel\tsummit\nHaus\thouse\n", encoding="utf-8"
    )
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_import_adds_skips_and_refuses(project: Path) -> None:
    code, out, err = run(import_, "partner.txt")
    assert (code, out) == (3, "")
    assert "partner.txt:2: 'Gipfel' is already at glossary/nato.csv:3" in err
    assert "target “summit” here, “meeting” there" in err
    assert "1 added to" in err
    assert "1 already there, 1 refused" in err
    added = project / "glossary" / "partner.csv"
    assert added.read_text(encoding="utf-8") == "source,target,comment\nHaus,house,\n"
    assert run(import_, "partner.txt")[0] == 3
    assert added.read_text(encoding="utf-8").count("Haus") == 1


def test_import_into_a_named_file(project: Path) -> None:
    assert run(import_, "partner.txt", "-g", "new.csv")[0] == 0
    assert [t.source for t in load([project / "new.csv"], project).terms] == [
        "Ostflanke",
        "Gipfel",
        "Haus",
    ]
    assert run(import_, "partner.txt", "-g", "glossary/nato.csv")[0] == 3
    assert (
        (project / "glossary" / "nato.csv").read_text(encoding="utf-8").endswith("Haus,house,,\n")
    )


@pytest.mark.parametrize("name", ["missing.tbx", "laughs.tbx"])
def test_import_of_what_cannot_be_read_does_nothing(name: str, project: Path) -> None:
    (project / "laughs.tbx").write_text(LAUGHS, encoding="utf-8")
    code, _, err = run(import_, name)
    assert (code, err.startswith(name)) == (2, True)
    assert [file.name for file in (project / "glossary").iterdir()] == ["nato.csv"]


def test_export_by_suffix_and_to_standard_output(project: Path) -> None:
    code, _, err = run(export, "out/nato.tbx")
    assert code == 0
    assert "2 entries exported as tbx2" in err
    assert exchange.merge(exchange.import_terms(project / "out" / "nato.tbx"), ()).new
    code, out, err = run(export, "-", "--format", "deepl-tsv")
    assert out == "Ostflanke\teastern flank\nGipfel\tmeeting\n"
    assert "(entries): comment (1), status (1)\n" in err
    assert list(csv.reader(io.StringIO(run(export, "-")[1])))[1][:2] == [
        "Ostflanke",
        "eastern flank",
    ]


@pytest.mark.parametrize("args", [("x.pdf",), ("glossary/nato.csv",), ("x.tmx", "--no-glossary")])
def test_export_refuses(args: tuple[str, ...], project: Path) -> None:
    assert run(export, *args)[0] == 2
