"""The review page from the server's side: what is saved, who may save it, and what it costs."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as bounds
from hypothesis import strategies as st
from reviewing import NAME, PORT, SUMMIT, Page, catalog, desk, new_project, run
from test_html import HOSTILE

from pipeline.catalog import Catalog, Message, Past
from pipeline.catalog.leaving_out import comment, left_out, remark
from pipeline.errors import UsageError
from pipeline.glossary.loading import load
from pipeline.memory.lock import locked
from pipeline.review import desk as desks
from pipeline.review.desk import Conflict, Desk
from pipeline.review.editing import Edit, clean, conflicts, edited, taken_back
from pipeline.review.guard import Guard
from pipeline.writers.english import GONE, closed

FLANK = "Die Ostflanke wird verstärkt."
SHIPS = "Im Hafen liegen 7 Schiffe."
RAIN = "Es regnet."
TRIAL = "Weiterlesen mit Probeabo!"


@pytest.fixture(scope="module")
def translated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return new_project(tmp_path_factory.mktemp("project"))


@pytest.fixture
def folder(translated: Path, tmp_path: Path) -> Path:
    return shutil.copytree(translated, tmp_path / "project")


@pytest.fixture
def page(folder: Path) -> Page:
    return Page(desk(folder))


def message(folder: Path, source: str, name: str = "summit.po") -> Message:
    return catalog(folder, name).active[source]


def save(at: Desk, source: str, target: str, *, approved: bool = True, comment: str = ""):
    return at.save(SUMMIT, [Edit(source, target, approved, comment)], at.sheet(SUMMIT).version)


# ---- Pure: catalogs and edits


def test_an_edit_changes_its_message_and_no_other() -> None:
    before = Catalog((("Language", "en"),), "", (Message("A", "a", True), Message("B", "b", True)))
    after = edited(before, [Edit("A", "x", True, "why?")], translator=NAME, date="today")
    assert after.messages == (Message("A", "x", comment="why?"), Message("B", "b", True))
    assert dict(after.header) == {
        "Language": "en",
        "PO-Revision-Date": "today",
        "Last-Translator": NAME,
    }


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (Edit("A", "x"), Message("A", "x", fuzzy=True)),
        (Edit("A", "", True), Message("A", "")),  # gettext knows no fuzzy nothing
        (Edit("A", "x", previous="B"), Message("A", "x", fuzzy=True, previous="B")),
        (Edit("A", "x", True, previous="B"), Message("A", "x")),
        (Edit("new", "x", True), Message("new", "x")),
    ],
)
def test_what_an_edit_makes_of_a_message(edit: Edit, expected: Message) -> None:
    before = Catalog(messages=(Message("A", "a", True),))
    assert edited(before, [edit], translator="", date="").active[edit.source] == expected


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  a\r\nb\rc  ", "a\nb\nc"),
        ("a\tb", "a\tb"),
        ("a\x00\x1b\x85b", "ab"),
        ("\ud800a", "a"),
        ("“a” \u2028 b\u00a0", "“a” \u2028 b"),
        ("🫨 <b>&amp;</b>", "🫨 <b>&amp;</b>"),
    ],
)
def test_text_is_kept_as_typed_but_for_what_no_catalog_can_hold(typed: str, kept: str) -> None:
    assert clean(typed) == kept == clean(kept)


@pytest.mark.parametrize(
    ("now", "edit", "expected"),
    [
        (Message("A", "a", True), Edit("A", "x", True), []),  # nobody else was there
        (Message("A", "b", True), Edit("A", "x", True), ["A"]),
        (Message("A", "a"), Edit("A", "x", True), ["A"]),  # approved meanwhile
        (Message("A", "a", True, comment="?"), Edit("A", "x", True), ["A"]),
        (Message("A", "x"), Edit("A", "x", True), []),  # both of one mind
        (None, Edit("A", "x", True), ["A"]),
    ],
)
def test_a_conflict_is_another_ones_change_to_the_same_text(
    now: Message | None, edit: Edit, expected: list[str]
) -> None:
    then = Catalog(messages=(Message("A", "a", True), Message("B", "b")))
    after = Catalog(messages=(*([now] if now else ()), Message("B", "changed, too")))
    assert conflicts(then, after, [edit]) == expected


def test_an_approval_that_is_undone_never_was() -> None:
    then = Past(approved=frozenset({("A", "old")}))
    now = Past(
        approved=frozenset({("A", "new"), ("B", "b")}), waived=frozenset({("A", "new", "k")})
    )
    assert taken_back(now, then, ["A"]) == replace(
        now, approved=frozenset({("A", "old"), ("B", "b")}), waived=frozenset()
    )


# ---- Pure: leaving out


@pytest.mark.parametrize(
    ("said", "places"),
    [
        ("", set()),
        ("left out of the English", {1, 2, 3}),
        ("Left out of the English.", {1, 2, 3}),
        ("left out of the English: 2", {2}),
        ("Ask Jan.\nleft out of the English: 1, 3", {1, 3}),
        ("It was left out of the English text in May.", set()),
    ],
)
def test_a_line_of_the_comment_leaves_out(said: str, places: set[int]) -> None:
    assert {place for place in (1, 2, 3) if left_out(said, place)} == places
    assert left_out(comment(remark(said), places, 3), 2) == (2 in places)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A. @ C.\n", "A. C.\n"),
        ("A.\n\n@\n\nC.\n", "A.\n\nC.\n"),
        ("A. @\n\nC.\n", "A.\n\nC.\n"),
        ("@\n\nB.\n", "B.\n"),
        ("A.\n\n@\n@\n", "A.\n\n"),
        ("<p>A.</p>\n<p>@ @</p>\n<p>C.</p>", "<p>A.</p>\n<p>C.</p>"),
        ("- A.\n- @\n- C.\n", "- A.\n- C.\n"),
        ("<p>A. @</p>", "<p>A.</p>"),
    ],
)
def test_what_is_left_out_leaves_no_gap(text: str, expected: str) -> None:
    found = closed(text.replace("@", GONE))
    assert found.replace(" </p>", "</p>") == expected


def test_a_headline_given_twice_can_stand_once(folder: Path) -> None:
    article = folder / "corpus/summit.txt"
    article.write_text("Doppelt\n\nDoppelt\n\nEs regnet.\n", encoding="utf-8")
    run(folder)
    page, before = Page(desk(folder)), desk(folder).sheet(SUMMIT)
    page.get("/article/summit.txt")
    body = {"id": before.entries[1].id, "target": "Twice", "note": "", "approved": True}
    page.post("/save/summit.txt", body | {"out": True, "version": before.version})
    assert message(folder, "Doppelt").comment == "left out of the English: 2"
    run(folder)
    english = (folder / "output/summit.en.txt").read_text(encoding="utf-8")
    assert english == f"Twice\n\n{before.entries[2].target}\n"


# ---- Saving


def test_what_is_saved_is_what_a_run_would_write(folder: Path) -> None:
    at = desk(folder)
    save(at, FLANK, "The eastern flank is being reinforced.", comment="House style.")
    save(at, RAIN, "It rains", approved=False)
    saved = (folder / "output/summit.po").read_bytes()
    run(folder)
    assert (folder / "output/summit.po").read_bytes() == saved
    states = {e.segment.source: e.state for e in desk(folder).sheet(SUMMIT).entries}
    assert (states[FLANK], states[RAIN], states[SHIPS]) == ("reviewed", "edited", "machine")
    assert dict(catalog(folder).header)["Last-Translator"] == NAME


def test_an_emptied_text_gets_the_machines_back(folder: Path) -> None:
    at = desk(folder)
    draft = at.sheet(SUMMIT).like(RAIN)[0].target
    save(at, RAIN, "It pours.")
    assert save(at, RAIN, "").like(RAIN)[0].target == draft


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60) | st.sampled_from(HOSTILE)


@bounds(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=TEXT, note=TEXT)
def test_what_is_read_back_is_what_was_typed(
    page: Page, folder: Path, text: str, note: str
) -> None:
    at = desk(folder).sheet(SUMMIT)
    id = at.like(RAIN)[0].id
    body = {"id": id, "target": text, "note": note, "approved": True, "out": False}
    page.get("/article/summit.txt")
    answer = page.post("/save/summit.txt", body | {"version": at.version}).get_json()
    found = message(folder, RAIN)
    if clean(text):
        assert (found.target, found.comment) == (clean(text), clean(remark(clean(note))))
        assert answer["rows"][0]["target"] == clean(text)
    html = page.get("/article/summit.txt").get_data(as_text=True)
    assert len(re.findall("<script", html)) == 1
    assert not re.search(
        r"<(iframe|img)\b|\son[a-z]+=", html.replace("&#34;", "").split("<main")[0]
    )


def test_undo_brings_back_text_state_and_past(folder: Path) -> None:
    at = desk(folder)
    before = [(e.target, e.state, e.comment) for e in at.sheet(SUMMIT).entries]
    save(at, RAIN, "It pours.", comment="?")
    save(at, FLANK, "The flank.", approved=False)
    assert at.undo() and at.undo() and at.undo() is None
    assert [(e.target, e.state, e.comment) for e in at.sheet(SUMMIT).entries] == before
    run(folder)
    assert [(e.target, e.state, e.comment) for e in desk(folder).sheet(SUMMIT).entries] == before


def test_a_run_at_work_is_waited_for_and_then_said(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desks, "PATIENCE", 0.2)
    at = desk(folder)
    with locked(folder / "output/.glosswerk/lock"), pytest.raises(UsageError, match="another run"):
        save(at, RAIN, "It pours.")
    assert save(at, RAIN, "It pours.").like(RAIN)[0].state == "reviewed"


def test_an_accepted_finding_is_gone_until_the_text_changes(folder: Path) -> None:
    at = desk(folder)
    wrong = "There are 8 ships in port."
    finding = save(at, SHIPS, wrong).like(SHIPS)[0].findings[0]
    assert finding.check == "number"
    assert (
        not at.accept(SUMMIT, at.sheet(SUMMIT).like(SHIPS)[0].id, finding.message)
        .like(SHIPS)[0]
        .findings
    )
    run(folder)
    assert not desk(folder).sheet(SUMMIT).like(SHIPS)[0].findings
    assert save(desk(folder), SHIPS, wrong + " Yes.").like(SHIPS)[0].findings


def test_an_accepted_deviation_from_the_glossary_counts_as_waived(folder: Path) -> None:
    at = desk(folder)
    entry = save(at, FLANK, "The east is being reinforced.").like(FLANK)[0]
    assert [v.outcome for v in entry.verdicts] == ["missed"]
    entry = at.accept(SUMMIT, entry.id, entry.findings[0].message).like(FLANK)[0]
    assert [v.outcome for v in entry.verdicts] == ["waived"] and not entry.findings


# ---- Other programs


def other_program(folder: Path, source: str, target: str) -> None:
    """Somebody saves the catalog in another editor."""
    path = folder / "output/summit.po"
    old = desk(folder).sheet(SUMMIT).like(source)[0].target
    text = path.read_text(encoding="utf-8")
    assert f'msgid "{source}"\nmsgstr "{old}"' in text
    path.write_text(
        text.replace(f'msgid "{source}"\nmsgstr "{old}"', f'msgid "{source}"\nmsgstr "{target}"'),
        encoding="utf-8",
    )


def test_nobodys_change_is_overwritten(folder: Path) -> None:
    at = desk(folder)
    version = at.sheet(SUMMIT).version
    other_program(folder, RAIN, "Theirs.")
    with pytest.raises(Conflict) as told:
        at.save(SUMMIT, [Edit(RAIN, "Mine.", True)], version)
    assert told.value.sheet.like(RAIN)[0].target == "Theirs."
    assert message(folder, RAIN).target == "Theirs."
    at.save(SUMMIT, [Edit(RAIN, "Mine.", True)], told.value.sheet.version)
    assert message(folder, RAIN).target == "Mine."


def test_another_text_that_changed_meanwhile_stays_and_does_not_disturb(folder: Path) -> None:
    at = desk(folder)
    version = at.sheet(SUMMIT).version
    other_program(folder, RAIN, "Theirs.")
    at.save(SUMMIT, [Edit(SHIPS, "Seven ships are in port.", True)], version)
    assert message(folder, RAIN).target == "Theirs."


def test_the_page_asks(page: Page, folder: Path) -> None:
    at = desk(folder).sheet(SUMMIT)
    page.get("/article/summit.txt")
    other_program(folder, RAIN, "Theirs.")
    body = {
        "id": at.like(RAIN)[0].id,
        "target": "Mine.",
        "note": "",
        "approved": True,
        "out": False,
    }
    answer = page.post("/save/summit.txt", body | {"version": at.version})
    assert answer.status_code == 409
    told = answer.get_json()
    assert told["rows"][0]["target"] == "Theirs."
    assert page.post("/save/summit.txt", body | {"version": told["version"]}).status_code == 200


def test_a_damaged_catalog_is_said_and_left_alone(page: Page, folder: Path) -> None:
    path = folder / "output/summit.po"
    path.write_text('msgid "cut', encoding="utf-8")
    assert "damaged PO file" in page.get("/").get_data(as_text=True)
    assert page.get("/article/summit.txt", Accept="text/html").status_code == 404
    assert path.read_text(encoding="utf-8") == 'msgid "cut'


# ---- Elsewhere, and the glossary


def test_the_same_sentence_elsewhere(page: Page, folder: Path) -> None:
    at = desk(folder)
    save(at, RAIN, "It is raining.")
    page = Page(desk(folder))
    id = at.sheet(SUMMIT).like(RAIN)[0].id
    detail = page.get(f"/detail/{id}/summit.txt").get_data(as_text=True)
    assert "2 other articles" in detail
    assert page.post("/elsewhere/summit.txt", {"id": id}).get_json() == {
        "articles": ["page.html", "port.txt"]
    }
    for name in ("page.po", "port.po"):
        assert message(folder, RAIN, name) == replace(
            message(folder, RAIN, name), target="It is raining.", fuzzy=False
        )
    assert page.post("/elsewhere/summit.txt", {"id": id}).get_json() == {"articles": []}


def test_a_new_term_touches_its_segments_alone(page: Page, folder: Path) -> None:
    told = page.get("/term?source=Hafen").get_json()
    assert told == {"segments": 3, "articles": 2}
    done = page.post("/term", {"source": "Hafen", "target": "harbour"}).get_json()
    assert (done["source"], done["target"]) == ("Hafen", "harbour")
    assert done["translated"] == 2  # one of the three stands in both articles
    assert "harbour" in message(folder, SHIPS).target.lower()
    terms = load([folder / "glossary"], folder).terms
    assert [term.source for term in terms] == ["Ostflanke", "Hafen"]
    again = page.post("/term", {"source": "Hafen", "target": "port"})
    assert again.status_code == 422 and "already" in again.get_json()["message"]


# ---- Who may


def test_the_address_opens_the_page_and_the_cookie_keeps_it_open(folder: Path) -> None:
    guard = Guard(PORT)
    page = Page(desk(folder))
    answer = page.get(f"/?token={page.guard.token}")
    cookie = answer.headers["Set-Cookie"]
    assert answer.status_code == 303 and answer.headers["Location"] == "/"
    assert "HttpOnly" in cookie and "SameSite=Strict" in cookie and page.guard.token not in cookie
    assert page.get("/").status_code == 200
    assert guard.token != page.guard.token


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Host": f"localhost:{PORT}"}, 403),
        ({"Host": f"evil.example:{PORT}"}, 403),  # DNS rebinding
        ({"Host": "127.0.0.1"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),  # another port of this machine
        ({"Sec-Fetch-Site": "same-origin"}, 200),
    ],
)
def test_only_our_own_page_is_answered(page: Page, headers: dict[str, str], status: int) -> None:
    assert page.get("/version/summit.txt", **headers).status_code == status
    assert page.post("/undo", {}, **headers).status_code == status


def test_nothing_is_written_without_an_origin(page: Page) -> None:
    page.headers.pop("Origin")
    assert page.post("/undo", {}).status_code == 403


@pytest.mark.parametrize("path", ["/", "/article/summit.txt", "/review.js", "/?token=wrong"])
def test_nothing_is_shown_without_the_key(page: Page, path: str) -> None:
    page.client.delete_cookie(page.guard.cookie, domain="127.0.0.1")
    answer = page.get(path)
    assert answer.status_code == 401
    assert "summit" not in answer.get_data(as_text=True)


@pytest.mark.parametrize("path", ["/", "/article/summit.txt", "/nowhere", "/article/none.txt"])
def test_every_answer_forbids_what_the_page_does_not_do(page: Page, path: str) -> None:
    headers = page.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "script-src 'self'" in policy
    assert "unsafe" not in policy and "http" not in policy
    assert "Access-Control-Allow-Origin" not in headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("name", ["../translate.toml", "..%2ftranslate.toml", "/etc/passwd"])
def test_no_other_file_can_be_had(page: Page, name: str) -> None:
    assert page.get(f"/article/{name}").status_code in (308, 404, 422)


@pytest.mark.parametrize("body", [[], {}, {"id": "none", "version": ""}, "text", 7, None])
def test_a_request_that_is_not_ours_is_refused_in_words(page: Page, body: object) -> None:
    answer = page.post("/save/summit.txt", body)
    assert answer.status_code in (400, 415, 422)
    assert "Traceback" not in answer.get_data(as_text=True)


def test_the_page_has_no_inline_script_style_or_foreign_address(page: Page) -> None:
    for path in ("/", "/article/page.html"):
        html = page.get(path).get_data(as_text=True)
        assert re.findall(r"<script[^>]*>", html) == ['<script src="/review.js" type="module">']
        assert not re.findall(r"<style|\sstyle=|\son\w+=", html)
        sources = re.findall(r'(?:src|href|action)="([^"]*)"', html)
        assert all(s.startswith(("/", "#", "data:")) and not s.startswith("//") for s in sources)


def test_markup_is_edited_as_markup_and_shown_as_text(page: Page, folder: Path) -> None:
    name = PurePosixPath("page.html")
    html = page.get("/article/page.html").get_data(as_text=True)
    assert '<span class="markup">&lt;b&gt;</span>' in html
    at = desk(folder)
    source = next(e.segment.source for e in at.sheet(name).entries if "<b>" in e.segment.source)
    at.save(
        name, [Edit(source, "A <b>brigade</b> &amp; staff train.", True)], at.sheet(name).version
    )
    run(folder)
    english = (folder / "output/page.en.html").read_text(encoding="utf-8")
    assert "A <b>brigade</b> &amp; staff train." in english


def test_a_segment_left_out_is_gone_from_the_english(page: Page, folder: Path) -> None:
    at = desk(folder).sheet(SUMMIT)
    entry = at.like(TRIAL)[0]
    page.get("/article/summit.txt")
    body = {"id": entry.id, "target": entry.target, "note": "", "approved": False, "out": True}
    answer = page.post("/save/summit.txt", body | {"version": at.version}).get_json()
    assert "left out" in answer["rows"][0]["html"]
    assert message(folder, TRIAL).comment == "left out of the English"
    run(folder)
    english = (folder / "output/summit.en.txt").read_text(encoding="utf-8")
    assert entry.target not in english and "\n\n\n" not in english
    assert english.count("\n\n") == 2
