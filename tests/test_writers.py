"""What translators, scripts and spreadsheets get: names, tables, reports, English documents."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest
from demo import ARTICLE, DROHNENWALL, OSTFLANKE, Hit, bilingual, line
from hypothesis import given
from hypothesis import strategies as st

from pipeline.checks.base import Finding
from pipeline.errors import UsageError
from pipeline.files import write
from pipeline.glossary.term import Term
from pipeline.writers import Context, english, names, outputs, report, tsv, writer
from pipeline.writers.base import overview_link
from pipeline.writers.summary import failure, headline, score, summarise

CONTEXT = Context(package="translate-de_en 1.3", version="0.1.0")

# ---- Formats and file names


def test_the_default_formats_are_there() -> None:
    assert {"html", "po", "tsv", "txt"} <= set(names())


@pytest.mark.parametrize(
    ("source", "format", "expected"),
    [
        ("a/summit.txt", "txt", "a/summit.en.txt"),
        ("a/summit.txt", "html", "a/summit.bilingual.html"),
        ("a/summit.txt", "po", "a/summit.po"),
        ("a/summit.txt", "tsv", "a/summit.tsv"),
        ("summit.md", "txt", "summit.en.md"),
        ("summit.HTM", "txt", "summit.en.HTM"),
        ("2. Tag: Bericht.neu.txt", "tsv", "2. Tag: Bericht.neu.tsv"),
    ],
)
def test_outputs_lie_where_the_source_lay(source: str, format: str, expected: str) -> None:
    assert outputs(PurePosixPath(source), [format]) == {format: PurePosixPath(expected)}


def test_an_unknown_format_is_a_usage_error_that_names_the_known_ones() -> None:
    with pytest.raises(UsageError) as caught:
        outputs(PurePosixPath("a.txt"), ["html", "pdf"])
    assert "'pdf'" in str(caught.value)
    assert ", ".join(names()) in str(caught.value)


@pytest.mark.parametrize(
    ("path", "link"),
    [("a.txt", "index.html"), ("a/b.txt", "../index.html"), ("a/b/c.txt", "../../index.html")],
)
def test_pages_know_their_way_back(path: str, link: str) -> None:
    assert overview_link(PurePosixPath(path)) == link


@pytest.mark.parametrize("name", ["html", "tsv", "txt"])
def test_rendering_twice_gives_the_same(name: str) -> None:
    once, again = (writer(name).render(bilingual(*ARTICLE), CONTEXT) for _ in range(2))
    assert once == again


# ---- tsv


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("eastern flank", "eastern flank"),
        ("a\tb", r"a\tb"),
        ("a\nb", r"a\nb"),
        ("a\r\nb", r"a\r\nb"),
        ("C:\\new", r"C:\\new"),
        ("\\\t", r"\\\t"),
        ("„so“", "„so“"),
    ],
)
def test_tsv_escapes(cell: str, expected: str) -> None:
    assert tsv.escape(cell) == expected


@given(st.text())
def test_tsv_cells_never_break_a_row_and_read_back(cell: str) -> None:
    escaped = tsv.escape(cell)
    assert not set("\t\n\r") & set(escaped)
    back = {"\\\\": "\\", "\\t": "\t", "\\n": "\n", "\\r": "\r"}
    read, at = "", 0
    while at < len(escaped):
        step = 2 if escaped[at] == "\\" else 1
        read += back.get(escaped[at : at + step], escaped[at])
        at += step
    assert read == cell


def test_tsv_rows() -> None:
    rows = tsv.render(bilingual(*ARTICLE), CONTEXT).splitlines()
    assert rows[0] == "id\tkind\tsource\ttarget\tstate\tscore\tterms\tfindings"
    assert len(rows) == 1 + sum(map(len, ARTICLE))
    kind, source, target, *rest = rows[11].split("\t")[1:]
    assert (kind, source[:14], target[:14]) == ("body", "Die Bundeswehr", "The Bundeswehr")
    assert rest == [
        "machine",
        "-0.655",
        "Bundeswehr=Bundeswehr:honoured | Ostflanke=eastern flank:forbidden"
        " | Drohnenwall=drone wall:waived",
        "forbidden:error | consistency:warning",
    ]


@pytest.mark.parametrize(
    ("state", "value", "expected"),
    [
        ("machine", -0.4124, "-0.412"),
        ("machine", -0.00001, "0.000"),
        ("machine", -12.0, "-12.000"),
        ("machine", None, ""),
        ("edited", -0.4, ""),
        ("reviewed", -0.4, ""),
        ("outdated", -0.4, ""),
    ],
)
def test_only_machine_text_has_a_score(state: str, value: float | None, expected: str) -> None:
    (entry,) = bilingual([line("Ja.", "Yes.", state=state, score=value)]).entries
    assert score(entry) == expected


# ---- The English document


def english_of(*lines: tuple[str, str], newline: str = "\n", **where: str) -> str:
    article = bilingual(*([line(*pair)] for pair in lines), newline=newline, **where)  # type: ignore[arg-type]
    return english.render(article, CONTEXT)


@pytest.mark.parametrize(
    ("lines", "newline", "expected"),
    [
        ([("Ja.", "Yes."), ("Nein.", "No.")], "\n", "Yes.\n\nNo.\n"),
        ([("Ja.", "Yes."), ("Nein.", "No.")], "\r\n", "Yes.\r\n\r\nNo.\r\n"),
        ([("Ja. Gut.", "Yes.\nGood.")], "\r\n", "Yes.\r\nGood.\r\n"),
        ([("Ja.", ""), ("Nein.", "No.")], "\n", "Ja.\n\nNo.\n"),
        ([], "\n", "\n"),
    ],
    ids=["plain", "crlf", "crlf-by-a-reviewer", "untranslated", "empty"],
)
def test_english_keeps_the_skeleton(
    lines: list[tuple[str, str]], newline: str, expected: str
) -> None:
    assert english_of(*lines, newline=newline) == expected


# ---- Numbers


@pytest.mark.parametrize(("term", "counted"), [(DROHNENWALL, "waived"), (OSTFLANKE, "missed")])
def test_drafts_are_never_missed(term: Term, counted: str) -> None:
    hit = Hit(term, term.source, outcome="missed")
    terms = summarise(bilingual([line(f"Die {term.source}.", "A line.", hit)])).terms
    assert terms == {"honoured": 0, "missed": 0, "forbidden": 0, "waived": 0} | {counted: 1}


@pytest.mark.parametrize(
    ("headlines", "expected"),
    [
        (
            [("Treffen", "A meeting of ministers"), ("Man ist einig", "They agree")],
            ("They agree", "Man ist einig"),
        ),
        (
            [("<b>Minister</b> einig", "<b>Ministers</b> agree")],
            ("Ministers agree", "Minister einig"),
        ),
        ([("Einig", "")], ("Einig", "Einig")),
        ([], ("summit.html", "")),
    ],
)
def test_the_title_is_the_longest_opening_headline(
    headlines: list[tuple[str, str]], expected: tuple[str, str]
) -> None:
    heads = [[line(*texts, kind="headline")] for texts in headlines]
    body = [line("Ein sehr langer Satz.", "A sentence longer than all of the headlines above.")]
    assert headline(bilingual(*heads, body, path="summit.html", format="html")) == expected


def test_the_report() -> None:
    done = summarise(bilingual(*ARTICLE))
    failed = failure(PurePosixPath("corpus/b.txt"), "this is not text that can be read")
    text = report.render([done, failed], {"version": "0.1.0", "model": "translate-de_en"})
    read = json.loads(text)
    assert read["signature"] == {"model": "translate-de_en", "version": "0.1.0"}
    assert read["totals"] == {
        "documents": 2,
        "failed": 1,
        "segments": 14,
        "states": {"machine": 10, "edited": 1, "reviewed": 2, "outdated": 1},
        "terms": {"honoured": 5, "missed": 1, "forbidden": 1, "waived": 1},
        "findings": {
            "consistency": 1, "forbidden": 1, "name": 1, "number": 1, "punctuation": 1, "term": 1
        },
    }  # fmt: skip
    keys = {"path", "segments", "states", "terms", "findings", "error"}
    assert [set(document) for document in read["documents"]] == [keys, keys]
    assert [d["error"] for d in read["documents"]] == [None, "this is not text that can be read"]
    assert text == json.dumps(read, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def test_the_report_of_nothing_has_all_its_keys() -> None:
    totals = json.loads(report.render([], {}))["totals"]
    assert totals["states"] == {"machine": 0, "edited": 0, "reviewed": 0, "outdated": 0}
    assert totals["terms"] == {"honoured": 0, "missed": 0, "forbidden": 0, "waived": 0}


def test_findings_are_counted_by_check_and_by_severity() -> None:
    findings = (Finding("number", "error", "a"), Finding("number", "look", "b"))
    summary = summarise(bilingual([line("2 Ja.", "Yes.", findings=findings)]))
    assert summary.findings == {"number": 2}
    assert summary.severities == {"error": 1, "warning": 0, "look": 1}


# ---- Files


def test_a_file_is_written_with_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "summit.tsv"
    assert write(path, "ä\r\n\n", durable=True)
    assert path.read_bytes() == "ä\r\n\n".encode()


def test_equal_bytes_leave_the_file_alone(tmp_path: Path) -> None:
    path = tmp_path / "summit.tsv"
    write(path, "one")
    os.utime(path, (1, 1))
    assert not write(path, "one")
    assert path.stat().st_mtime == 1
    assert write(path, "two")
    assert path.stat().st_mtime > 1


def test_nothing_but_the_file_is_left_behind(tmp_path: Path) -> None:
    write(tmp_path / "summit.tsv", "one")
    write(tmp_path / "summit.tsv", "two")
    assert [path.name for path in tmp_path.iterdir()] == ["summit.tsv"]


def test_a_failure_leaves_all_as_it_was(tmp_path: Path) -> None:
    in_the_way = tmp_path / "summit.tsv"
    in_the_way.mkdir()
    with pytest.raises(OSError):
        write(in_the_way, "one")
    assert [path.name for path in tmp_path.iterdir()] == ["summit.tsv"]


def test_a_file_is_readable_for_those_that_the_umask_lets_read(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        write(tmp_path / "summit.tsv", "one")
    finally:
        os.umask(before)
    assert (tmp_path / "summit.tsv").stat().st_mode & 0o777 == 0o644


def test_what_is_no_character_does_not_stop_the_run(tmp_path: Path) -> None:
    article = bilingual([line("Ja.", "Yes\ud800.")])
    for name in ("html", "tsv", "txt"):
        write(tmp_path / name, writer(name).render(article, CONTEXT))
        assert b"Yes?." in (tmp_path / name).read_bytes()


def test_po_tells_what_the_context_knows() -> None:
    context = replace(CONTEXT, translator="Ana Kuhn <ana@example.org>", notice="Only a sample.")
    text = writer("po").render(replace(bilingual(*ARTICLE), date="2026-05-04 10:00+0000"), context)
    assert "Ana Kuhn" in text and "2026-05-04 10:00" in text and "Only a sample." in text
