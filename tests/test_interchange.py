"""What comes back: unchanged when untouched, merged when not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from demo import ARTICLE, bilingual, line
from exchange import DATE, FORMATS, MARKED, articles, catalog_of, file_of, po
from hypothesis import given, settings

from pipeline.catalog import Catalog, Message, Past, render
from pipeline.catalog.entry import Bilingual
from pipeline.catalog.revising import revise
from pipeline.interchange import ReturnedText, read
from pipeline.interchange.merging import merge
from pipeline.writers.exchange import mark
from pipeline.writers.xml import clean

# ---- Out and back, untouched


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
        ((SENT, True), (SENT, False), (OTHER, False), "leave"),
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
