"""Glossary files: what is read, what is refused and where, what is only remarked upon."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.catalog.entry import Draft
from pipeline.errors import UsageError
from pipeline.glossary.adding import add, file_for
from pipeline.glossary.checking import check
from pipeline.glossary.loading import Glossary, load
from pipeline.glossary.matching import Matcher
from pipeline.glossary.use import count
from pipeline.glossary.verifying import verify

ROOT = Path(__file__).resolve().parent.parent
HEADER = "source,target,comment,forbidden,mode,case,compound,status\n"


def read(folder: Path, content: str | bytes, name: str = "terms.csv") -> Glossary:
    file = folder / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return load([file], folder)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("source,target\nOstflanke,eastern flank\n", [("Ostflanke", ("eastern flank",))]),
        ("source;target\nOstflanke;eastern flank\n", [("Ostflanke", ("eastern flank",))]),
        ("\ufeffsource,target\nOstflanke,flank\n", [("Ostflanke", ("flank",))]),
        ("Source , TARGET\r\n\r\n Ostflanke , flank \r\n", [("Ostflanke", ("flank",))]),
        ("target,source\nflank,Ostflanke\n", [("Ostflanke", ("flank",))]),
        ("source,target\nA5,one | two ||one\n", [("A5", ("one", "two"))]),
        ('source,target\n"A, B","x ""y"""\n', [("A, B", ('x "y"',))]),
        ("source,target\n# a remark\n#\nOstflanke,flank\n", [("Ostflanke", ("flank",))]),
        ("source,target\n#Ostflanke,#flank\n", [("#Ostflanke", ("#flank",))]),
        ("source,target,mode\nBundeswehr,,keep\n", [("Bundeswehr", ("Bundeswehr",))]),
        ("source,target,comment\nOst\xadflanke,flank\n", [("Ostflanke", ("flank",))]),
        ('source,target\n"schnelle\nTruppe",force\n', [("schnelle Truppe", ("force",))]),
        ("source,target\n", []),
    ],
)
def test_what_is_read(tmp_path: Path, content: str, expected: list[object]) -> None:
    terms = read(tmp_path, content).terms
    assert [(term.source, term.targets) for term in terms] == expected


def test_columns_defaults_and_lines(tmp_path: Path) -> None:
    rows = 'Ostflanke,flank,"two\nlines",east flank|Ostfront,,,any,draft\n\nGrundakte,act,,,,,,\n'
    first, second = read(tmp_path, HEADER + rows).terms
    assert (first.line, second.line) == (2, 5)
    assert first.comment == "two\nlines"
    assert first.forbidden == ("east flank", "Ostfront")
    assert (first.compound, first.status, first.enforced) == ("any", "draft", False)
    assert (second.mode, second.case, second.compound) == ("translate", "auto", "head")
    assert first.entry == "terms.csv:2"


def test_other_columns_are_kept(tmp_path: Path) -> None:
    glossary = read(tmp_path, "source,target,domain,Owner\nOstflanke,flank,alliance,Meier\n")
    assert glossary.terms[0].extra == (("domain", "alliance"), ("Owner", "Meier"))
    assert [(w.severity, w.line) for w in glossary.warnings] == [("note", 1)]


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        ("", 1, ["source", "header"]),
        ("german,english\na,b\n", 1, ["source"]),
        ("source\tenglish\n", 1, ["source", "comma or semicolon"]),
        ("source,target\n,flank\n", 2, ["no source"]),
        ("source,target\nOstflanke,\n", 2, ["no target", "keep"]),
        ("source,target\nOstflanke\n", 2, ["no target"]),
        (HEADER + "a,b,,,kep,,,\n", 2, ["mode", "kep", "translate, keep"]),
        (HEADER + "a,b,,,,Exakt,,\n", 2, ["case", "auto, exact"]),
        (HEADER + "a,b,,,,,tail,\n", 2, ["compound", "head, any, off"]),
        (HEADER + "\na,b,,,,,,old\n", 3, ["status", "approved, draft, deprecated"]),
        ('source,target\na,b\n"c,d\ne,f\n', 3, ["never closed"]),
        ('source,target\n"a"b,c\n', 2, ["quote"]),
        ("source,target\na,b,c\n", 2, ["3 cells", "2", "quotes"]),
        ("source,target,comment,target\n", 1, ["target", "twice"]),
        ("source,target\na,b\x07\n", 2, ["U+0007"]),
        ("source,target\na,b\x00\n", 2, ["U+0000"]),
        ("source,target\na," + "b" * 200_000, 2, ["131,072 characters"]),
        ("source,target\na,b\nHöhe,height\n".encode("cp1252"), 3, ["UTF-8", "Excel"]),
        ("source,target\n".encode("utf-16"), 1, ["UTF-8"]),
        (b"PK\x03\x04...", None, ["spreadsheet", "Excel"]),
    ],
)
def test_what_is_refused(
    tmp_path: Path, content: str | bytes, line: int | None, words: list[str]
) -> None:
    with pytest.raises(UsageError) as caught:
        read(tmp_path, content)
    error = caught.value
    assert (str(error.path), error.line) == ("terms.csv", line)
    assert error.hint
    for word in words:
        assert word in str(error)


def test_missing_paths_are_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"gone\.csv"):
        load([tmp_path / "gone.csv"], tmp_path)


def test_the_first_of_two_entries_counts(tmp_path: Path) -> None:
    (tmp_path / "glossary").mkdir()
    (tmp_path / "glossary" / "b.csv").write_text("source,target\nOstflanke,second\n", "utf-8")
    text = "source,target\nOstflanke,first\nostflanke,verb\n"
    (tmp_path / "glossary" / "a.csv").write_text(text, "utf-8")
    (tmp_path / "glossary" / "notes.txt").write_text("no glossary", "utf-8")
    glossary = load([tmp_path / "glossary"], tmp_path)
    assert [term.targets for term in glossary.terms] == [("first",), ("verb",)]
    (warning,) = glossary.warnings
    assert (warning.file, warning.line) == (PurePosixPath("glossary/b.csv"), 2)
    assert "glossary/a.csv:2" in warning.message


def test_the_order_given_wins_over_names(tmp_path: Path) -> None:
    for name, target in (("a", "from a"), ("b", "from b")):
        (tmp_path / f"{name}.csv").write_text(f"source,target\nX9,{target}\n", "utf-8")
    glossary = load([tmp_path / "b.csv", tmp_path / "a.csv"], tmp_path)
    assert glossary.terms[0].targets == ("from b",)


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_read_or_refused(tmp_path_factory: object, data: bytes) -> None:
    folder = tmp_path_factory.getbasetemp()  # type: ignore[attr-defined]
    for content in (data, b"source,target\n" + data):
        try:
            read(folder, content)
        except UsageError as error:
            assert error.where.startswith("terms.csv")


@pytest.mark.parametrize(
    ("rows", "severity", "line", "words"),
    [
        ("A9,x\nA9,y\n", "warning", 3, ["already at terms.csv:2", "counts"]),
        ("A9,x\nB9,x\n", "warning", 3, ["share “x”"]),
        ("A9,x|z\nB9,y|z\n", "note", 3, ["share “z”"]),
        ("A9,x,,X\n", "error", 2, ["both a target and forbidden"]),
        ("A9,x,,y\nB9,y\n", "warning", 2, ["right for 'B9'"]),
        ("Grundakte,x\nNato-Grundakte,y\n", "note", 3, ["part of"]),
        ("A9,=SUM(1)\n", "warning", 2, ["formula", "=SUM(1)"]),
        ("!!!,x\n", "error", 2, ["never be found"]),
        ("Minister,x\nMinisterin,x\n", None, None, []),
    ],
)
def test_check(
    tmp_path: Path, rows: str, severity: str | None, line: int | None, words: list[str]
) -> None:
    problems = check(read(tmp_path, "source,target,comment,forbidden\n" + rows))
    assert [(p.severity, p.line) for p in problems] == ([(severity, line)] if severity else [])
    for word in words:
        assert word in problems[0].message


USED = [
    ("Die Ostflanke.", "The eastern flank.", "model"),
    ("Eine Ostflanke.", "An eastern flank.", "model"),
    ("Die Grundakte.", "The Founding Act.", "model"),
    ("Die Grundakten.", "The Founding Acts.", "rendering"),
    ("Das Lagebild.", "The situation picture.", "model"),
]


def test_what_a_corpus_says_of_entries(tmp_path: Path) -> None:
    """One that never occurs, one that the model needs no help with; not where it was right once."""
    rows = "Ostflanke,eastern flank\nGrundakte,Founding Act\nLagebild,situation picture\nAlarm,x\n"
    glossary = read(tmp_path, "source,target\n" + rows)
    matcher = Matcher(glossary.terms)
    occurrences = [matcher.find(source) for source, _, _ in USED]
    drafts = [
        Draft(target, verdicts=tuple(replace(v, step=step) for v in verify(found, target)))
        for found, (_, target, step) in zip(occurrences, USED, strict=True)
    ]
    found = count(occurrences, drafts)
    assert (found.segments, found.occurrences["terms.csv:3"]) == (5, 2)
    problems = check(glossary, found)
    assert [(p.severity, p.line) for p in problems] == [("note", 2), ("note", 5)]
    assert "the model says it as agreed by itself, 2 of 2" in problems[0].message
    assert "in none of the 5 segments" in problems[1].message
    assert len(check(glossary, count(occurrences, []))) == 1


def test_the_shipped_glossary_is_sound() -> None:
    glossary = load([ROOT / "glossary"], ROOT)
    targets = {term.source: term.preferred for term in glossary.terms}
    assert targets["Ostflanke"] == "eastern flank"
    assert targets["Speerspitze"] == "spearhead force"
    assert targets["Grundakte"] == "Founding Act"
    assert targets["NATO-Russland-Grundakte"] == "NATO-Russia Founding Act"
    assert len(targets) >= 70
    assert glossary.warnings == ()
    assert [p for p in check(glossary) if p.severity == "error"] == []


@pytest.mark.parametrize(
    ("before", "added"),
    [
        ("source,target\nB9,b\n", "Höhe,height\n"),
        ("source;target\r\nB9;b\r\n", "Höhe;height\r\n"),
        ("\ufeffsource,target,comment\n# ranks\nB9,b,\n", "Höhe,height,\n"),
        ('source,target\n"B9",b', "\nHöhe,height\n"),
        ("", "source,target,comment\nHöhe,height,\n"),
    ],
)
def test_adding_only_appends(tmp_path: Path, before: str, added: str) -> None:
    file = tmp_path / "terms.csv"
    file.write_bytes(before.encode())
    add(file, "Höhe", "height", Glossary())
    assert file.read_bytes().decode() == before + added
    assert load([file], tmp_path).terms[-1].targets == ("height",)


def test_adding_what_is_there_is_refused(tmp_path: Path) -> None:
    glossary = read(tmp_path, "source,target\nHöhe,height\n")
    with pytest.raises(UsageError, match=r"terms\.csv:2.*already"):
        add(tmp_path / "terms.csv", "HÖHE", "altitude", glossary)
    assert load([tmp_path / "terms.csv"], tmp_path) == glossary


def test_the_file_that_an_entry_goes_to(tmp_path: Path) -> None:
    assert file_for([tmp_path]) == tmp_path / "glossary.csv"
    (tmp_path / "a.csv").touch()
    assert file_for([tmp_path]) == tmp_path / "a.csv"
    (tmp_path / "b.csv").touch()
    with pytest.raises(UsageError, match="several"):
        file_for([tmp_path])
