"""PO files: what is read, whoever saved it, and what is written, beside GNU gettext's own tools."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.catalog import Catalog, Message, dated, read, render
from pipeline.catalog.entry import Bilingual, Entry, State
from pipeline.catalog.po import parse
from pipeline.catalog.wrapping import quoted
from pipeline.checks.base import Finding
from pipeline.documents.document import Document, Segment
from pipeline.errors import InputError
from pipeline.glossary.term import Occurrence, Term, Verdict

DATE = "2024-02-24 14:30+0000"
HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
FLANK = Term("Ostflanke", ("eastern flank",), file=PurePosixPath("glossary/nato.csv"), line=12)


def bilingual(*entries: Entry, path: str = "a/gipfel.txt") -> Bilingual:
    segments = tuple(entry.segment for entry in entries)
    return Bilingual(Document(PurePosixPath(path), "txt", "", segments), entries)


def entry(
    source: str, target: str, state: State = "machine", line: int = 1, **more: object
) -> Entry:
    segment = Segment(0, len(source), source, source, "body", line)
    return Entry("0" * 12, segment, target, state, **more)  # type: ignore[arg-type]


def body(text: str) -> str:
    """A PO file without its header."""
    return text.split("\n\n", 1)[1]


def gettext(program: str) -> Callable[..., str]:
    """A program of GNU gettext, fed with text: what it prints, complaints included."""
    if not shutil.which(program):
        if os.environ.get("GLOSSWERK_ORACLES") == "required":
            pytest.fail(f"{program} is not installed (Debian: gettext)")
        pytest.skip(f"{program} is not installed (Debian: gettext)")

    def run(text: str, *options: str) -> str:
        environment = {**os.environ, "LC_ALL": "C.UTF-8"}
        done = subprocess.run(
            [program, *options], input=text, env=environment, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        return done.stdout + done.stderr

    return run


# --- reading ----------------------------------------------------------------------------------

READ = {
    "a draft": ('#, fuzzy\nmsgid "Ja"\nmsgstr "Yes"\n', Message("Ja", "Yes", fuzzy=True)),
    "a reviewed text": ('msgid "Ja"\nmsgstr "Yes"\n', Message("Ja", "Yes")),
    "flags in the way of 2025": (
        '#= fuzzy\nmsgid "Ja"\nmsgstr "Yes"\n',
        Message("Ja", "Yes", fuzzy=True),
    ),
    "several flags": (
        '#, no-wrap, fuzzy\nmsgid "Ja"\nmsgstr "Yes"\n',
        Message("Ja", "Yes", fuzzy=True),
    ),
    "comments": (
        '# Prüfen!\n#\n# Klar?\n#. kind: body\n#: a.txt:3\nmsgid "Ja"\nmsgstr "Yes"\n',
        Message("Ja", "Yes", comment="Prüfen!\n\nKlar?", references=("a.txt:3",)),
    ),
    "a changed source": (
        '#, fuzzy\n#| msgid "Jein"\nmsgid "Ja"\nmsgstr "Yes"\n',
        Message("Ja", "Yes", fuzzy=True, previous="Jein"),
    ),
    "an obsolete entry": (
        '# Weg.\n#, fuzzy\n#~| msgid "Jein"\n#~ msgid "Ja"\n#~ msgstr "Yes"\n',
        Message("Ja", "Yes", True, "Weg.", "Jein", obsolete=True),
    ),
    "other line breaks": ('msgid ""\n"J"\n"a"\nmsgstr ""\n"Y"\n"es"\n', Message("Ja", "Yes")),
    "escapes": (r'msgid "„Ja“\t\"\\"' + '\nmsgstr "a\\nb"\n', Message('„Ja“\t"\\', "a\nb")),
    "odd line ends": ('msgid "J\u2028"\nmsgstr "Y\x0cs"\n', Message("J\u2028", "Y\x0cs")),
    "no blank line at the end": ('msgid "Ja"\nmsgstr "Yes"', Message("Ja", "Yes")),
    "a plural": (
        'msgid "Ja"\nmsgid_plural "Jas"\nmsgstr[0] "Yes"\nmsgstr[1] "Yeses"\n',
        Message("Ja", "Yes"),
    ),
    "the same text twice": (
        'msgid "Ja"\nmsgstr ""\n\n# Gut.\n#, fuzzy\nmsgid "Ja"\nmsgstr "Yep"\n\n'
        'msgctxt "b"\nmsgid "Ja"\nmsgstr "Yes"\n',
        Message("Ja", "Yes", comment="Gut."),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), READ.values(), ids=READ.keys())
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "BOM"])
def test_a_message_is_read(text: str, expected: Message, end: str, mark: str) -> None:
    data = (mark + HEADER + text).replace("\n", end).encode()
    (message,) = parse(data, "x.po").messages
    assert replace(message, line=0) == expected


def test_header_and_its_comment_are_read() -> None:
    catalog = parse(b'# Erika\nmsgid ""\nmsgstr ""\n"Language: en\\n"\n"X-A: b: c\\n"\n', "x.po")
    assert catalog == Catalog((("Language", "en"), ("X-A", "b: c")), " Erika".strip())


def test_another_charset_is_read_as_declared() -> None:
    text = HEADER.replace("UTF-8", "ISO-8859-1") + 'msgid "für"\nmsgstr "for"\n'
    assert parse(text.encode("latin-1"), "x.po").messages[0].source == "für"


def test_no_file_is_no_catalog(tmp_path: Path) -> None:
    assert read(tmp_path / "x.po") is None


DAMAGED = {
    "a conflict of git": ('msgid "Ja"\n<<<<<<< HEAD\nmsgstr "Yes"\n', 5),
    "a string without end": ('msgid "Ja"\nmsgstr "Yes\n', 5),
    "an inner quotation mark": ('msgid "Ja"\nmsgstr "Y"es"\n', 5),
    "cut after the source": ('msgid "Ja"\n', 4),
    "an entry without a translation": ('msgid "Ja"\n\nmsgid "Nein"\nmsgstr "No"\n', 4),
    "a translation without a source": ('msgstr "Yes"\n', 4),
    "two translations of one text": ('msgid "A"\nmsgstr "B"\n\nmsgid "A"\nmsgstr "C"\n', 7),
    "bytes that are no UTF-8": ('msgid "Ja"\nmsgstr "\udcff"\n', 5),
}


@pytest.mark.parametrize(("text", "line"), DAMAGED.values(), ids=DAMAGED.keys())
def test_a_damaged_file_is_named_with_its_line(tmp_path: Path, text: str, line: int) -> None:
    path = tmp_path / "x.po"
    path.write_bytes((HEADER + text).encode("utf-8", "surrogateescape"))
    with pytest.raises(InputError) as raised:
        read(path)
    assert raised.value.where == f"{path}:{line}"
    assert "nothing is written over it" in str(raised.value)


@given(st.text(st.sampled_from('msgidtr"#~|=,\\ \n[0]a'), max_size=60))
def test_no_text_makes_reading_fail_otherwise(text: str) -> None:
    try:
        parse((HEADER + text).encode(), "x.po")
    except InputError as error:
        assert error.line


# --- writing ----------------------------------------------------------------------------------


def test_an_entry_is_written_in_the_order_of_gettext() -> None:
    occurrence = Occurrence(4, 13, 4, 13, "Ostflanke", "Ostflanke", FLANK)
    text = render(
        bilingual(
            entry(
                "Die Ostflanke.",
                "The east.",
                "outdated",
                7,
                verdicts=(Verdict(occurrence, "missed"),),
                findings=(Finding("term", "error", "„Ostflanke“ should be “eastern flank”"),),
                comment="Bitte prüfen.\n\nErika",
                proposal="The eastern flank.",
                previous="Die Flanke.",
            )
        ),
        (),
        None,
        date=DATE,
    )
    assert body(text) == (
        "# Bitte prüfen.\n"
        "#\n"
        "# Erika\n"
        "#. kind: body\n"
        "#. term: Ostflanke = eastern flank (missed, glossary/nato.csv:12)\n"
        "#. term (error): „Ostflanke“ should be “eastern flank”\n"
        "#. suggestion: The eastern flank.\n"
        "#: a/gipfel.txt:7\n"
        "#, fuzzy\n"
        '#| msgid "Die Flanke."\n'
        'msgid "Die Ostflanke."\n'
        'msgstr "The east."\n'
    )


@pytest.mark.parametrize(
    ("state", "target", "fuzzy"),
    [
        ("machine", "Yes", True),
        ("edited", "Yes", True),
        ("outdated", "Yes", True),
        ("reviewed", "Yes", False),
        ("machine", "", False),
    ],
)
def test_all_but_reviewed_texts_are_fuzzy_and_an_empty_one_never(
    state: State, target: str, fuzzy: bool
) -> None:
    text = render(bilingual(entry("Ja", target, state)), (), None, date=DATE)
    assert ("#, fuzzy" in text) is fuzzy


def test_a_text_that_stands_twice_is_one_entry_with_two_references() -> None:
    text = render(
        bilingual(entry("Ja", "Yes", line=3), entry("Ja", "Yes", line=9)), (), None, date=DATE
    )
    assert text.count('msgid "Ja"') == 1
    assert "#: a/gipfel.txt:3 a/gipfel.txt:9\n" in text


def test_a_file_name_with_blanks_is_isolated() -> None:
    text = render(bilingual(entry("Ja", "Yes"), path="der gipfel.txt"), (), None, date=DATE)
    assert "#: \u2068der gipfel.txt\u2069:1\n" in text


def test_the_header_is_complete() -> None:
    header = parse(render(bilingual(), (), None, date=DATE, notice="Sample!").encode(), "x").header
    assert dict(header) == {
        "Project-Id-Version": "a/gipfel.txt",
        "Report-Msgid-Bugs-To": "",
        "POT-Creation-Date": DATE,
        "PO-Revision-Date": DATE,
        "Last-Translator": "Glosswerk",
        "Language-Team": "English",
        "Language": "en",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
        "X-Source-Language": "de",
        "X-Generator": dict(header)["X-Generator"],
        "X-Glosswerk-Document": "a/gipfel.txt",
        "X-Glosswerk-Notice": "Sample!",
    }


def test_what_people_wrote_into_the_header_stays() -> None:
    before = Catalog(
        header=(
            ("X-Poedit-Basepath", "."),
            ("Last-Translator", "Erika <erika@example.org>"),
            ("Language-Team", "NATO desk"),
            ("X-Glosswerk-Notice", "of a package that is no longer used"),
        ),
        comment="Redaktion\n2024",
    )
    text = render(bilingual(), (), before, date=DATE, translator="Max <max@example.org>")
    after = parse(text.encode(), "x.po")
    assert text.startswith("# Redaktion\n# 2024\n")
    assert dict(before.header[:3]).items() <= dict(after.header).items()
    assert "X-Glosswerk-Notice" not in dict(after.header)


def test_dates_change_with_entries_and_never_else() -> None:
    def dates(now: Bilingual, before: Catalog | None, date: str) -> tuple[str, str, Catalog]:
        catalog = parse(render(now, (), before, date=date).encode(), "x.po")
        found = dict(catalog.header)
        return found["POT-Creation-Date"], found["PO-Revision-Date"], catalog

    *first, catalog = dates(bilingual(entry("Ja", "Yes")), None, "1")
    *again, catalog = dates(bilingual(entry("Ja", "Yes")), catalog, "2")
    *redone, catalog = dates(bilingual(entry("Ja", "Yep")), catalog, "3")
    *longer, _ = dates(bilingual(entry("Ja", "Yep"), entry("Nein", "No")), catalog, "4")
    assert [first, again, redone, longer] == [["1", "1"], ["1", "1"], ["1", "3"], ["4", "4"]]


def test_the_date_is_of_the_source_file_or_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "x.txt"
    source.touch()
    os.utime(source, (0, 0))
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert dated(source) == "1970-01-01 00:00+0000"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert dated(source) == "1970-01-02 00:00+0000"


TEXTS = st.text(st.sampled_from('aä„“"\\ \n\t.-/ß…\u00a0'), min_size=1, max_size=120).map(str.strip)


@given(
    st.lists(st.tuples(TEXTS.filter(bool), TEXTS, st.booleans(), TEXTS), unique_by=lambda t: t[0])
)
def test_what_is_written_is_read_again(rows: list[tuple[str, str, bool, str]]) -> None:
    comments = [re.sub(r"[ \t\u00a0]+(?=\n|$)|(?<=\n)[ \t\u00a0]+", "", row[3]) for row in rows]
    now = bilingual(
        *(
            entry(source, target, "reviewed" if reviewed else "edited", comment=comment)
            for (source, target, reviewed, _), comment in zip(rows, comments, strict=True)
        )
    )
    text = render(now, (), None, date=DATE)
    catalog = parse(text.encode(), "x.po")
    assert [(m.source, m.target, m.comment) for m in catalog.messages] == [
        (row[0], row[1], comment) for row, comment in zip(rows, comments, strict=True)
    ]
    assert [m.fuzzy for m in catalog.messages] == [bool(t) and not r for _, t, r, _ in rows]
    assert render(now, (), catalog, date="another day") == text


# --- beside GNU gettext -----------------------------------------------------------------------


@pytest.fixture(scope="module")
def sample() -> str:
    """A file with everything in it."""
    long = "Die Allianz will ihre Präsenz an der Ostflanke „deutlich“ verstärken – und zwar rasch. "
    now = bilingual(
        entry(long * 3 + "Ende.", "The Alliance will, it says, do so — “quickly”. " * 4 + "End."),
        entry("Ja.", 'Yes: "yes"', "reviewed", comment="Gut so."),
        entry("Nein.", "No", "outdated", previous=long + "Doch.", proposal="Not."),
        entry("Leer.", ""),
        *(entry("Oft.", "Often", line=line) for line in range(100, 130)),
    )
    gone = (
        Message("Weg. " * 30 + "!", "Gone", fuzzy=True, previous="Fort. " * 20, obsolete=True),
        Message("Alt.", "Old", comment="Von früher.", obsolete=True),
    )
    before = Catalog(comment="Redaktion")
    return render(now, gone, before, date=DATE, notice="Translated with the sample package.")


def test_msgfmt_has_nothing_to_say(sample: str) -> None:
    told = gettext("msgfmt")(sample, "-c", "--statistics", "-o", os.devnull, "-")
    assert told == "1 translated message, 3 fuzzy translations, 1 untranslated message.\n"


def test_msgcat_writes_the_same_bytes(sample: str) -> None:
    assert gettext("msgcat")(sample, "-") == sample


def test_msgmerge_with_itself_is_a_no_op(sample: str, tmp_path: Path) -> None:
    file = tmp_path / "x.po"
    file.write_text(sample, encoding="utf-8")
    merged = gettext("msgmerge")(sample, "--previous", "-q", str(file), str(file))
    assert parse(merged.encode(), "x").messages == parse(sample.encode(), "x").messages


def test_lines_are_broken_where_msgcat_breaks_them(shared: Path) -> None:
    """Measured: 5 of 7,988 German and English news sentences differ."""
    texts: dict[str, None] = {}
    for name in ("newstest2013.de", "newstest2013.en", "flores-dev.de", "flores-dev.en"):
        lines = (shared / "testdata/parallel/eval" / name).read_text("utf-8").splitlines()
        texts.update(dict.fromkeys(line for line in lines if line.strip()))
    ours = [HEADER, *(f'{quoted("msgid", text)}\nmsgstr ""\n\n' for text in texts)]
    theirs = gettext("msgcat")("".join(ours)[:-1], "-").split("\n\n")
    same = sum(our.strip() == their.strip() for our, their in zip(ours, theirs, strict=True))
    assert len(ours) - same <= 5
