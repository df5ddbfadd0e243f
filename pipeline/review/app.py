"""The Flask application: thin views over a Desk."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import cache, lru_cache, partial
from pathlib import Path, PurePosixPath
from typing import Any, cast

from flask import (
    Flask,
    Response,
    current_app,
    jsonify,
    render_template,
    request,
    send_from_directory,
)
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from werkzeug.exceptions import HTTPException

from pipeline import writers
from pipeline.catalog import leaving_out
from pipeline.catalog.entry import Entry
from pipeline.documents import Format
from pipeline.errors import GlosswerkError, InputError
from pipeline.review import editing, showing
from pipeline.review.desk import Conflict, Desk
from pipeline.review.editing import Edit
from pipeline.review.guard import Guard
from pipeline.review.library import Sheet
from pipeline.writers import pages
from pipeline.writers.summary import OUTCOMES, SEVERITIES, STATES, outcome, summarise

HERE = Path(__file__).parent
THEIRS = Path(writers.__file__).with_name("templates")
STYLES = ("style.css", "segments.css", "overview.css", "media.css")
LARGEST = 1 << 20  # bytes of a request
REMEMBERED = 20_000  # segments


def create(desk: Desk, guard: Guard) -> Flask:
    """The application for one person at one desk."""
    app = Flask(__name__, static_folder=None, template_folder=None)
    app.config["GUARD"] = guard
    app.config["MAX_CONTENT_LENGTH"] = LARGEST
    _templates(app, desk)
    guard.install(app)
    _pages(app, desk)
    _changes(app, desk)
    _glossary(app, desk)
    _errors(app)
    return app


def warm(app: Flask, desk: Desk) -> None:
    """Read and render what the first pages will show, so that they open at once."""
    for article in desk.articles():
        if article.summary:
            sheet = desk.sheet(article.name)
            _rows(app, sheet, {entry.segment.source for entry in sheet.entries})


def _templates(app: Flask, desk: Desk) -> None:
    env = app.jinja_env
    env.loader = ChoiceLoader([FileSystemLoader(HERE / "templates"), FileSystemLoader(THEIRS)])
    env.autoescape = True
    env.undefined = StrictUndefined
    env.trim_blocks = env.lstrip_blocks = True
    env.globals |= {
        "STATES": (*STATES, "left-out"),
        "OUTCOMES": OUTCOMES,
        "SEVERITIES": SEVERITIES,
        "shares": pages.shares,
        "row": lru_cache(REMEMBERED)(partial(_row, env)),
        "outcome_of": outcome,
        "translator": desk.settings.translator,
    }


def _row(env: Environment, number: int, entry: Entry, format: Format) -> Markup:
    """A segment as the page has it; few of a thousand change between two looks."""
    show = env.get_template("row.html.jinja").module.show  # type: ignore[attr-defined]
    return Markup(show(showing.row(number, entry, format)))


@cache
def _style() -> str:
    sheets = [THEIRS / name for name in STYLES] + [HERE / "static" / "review.css"]
    return "".join(sheet.read_text(encoding="utf-8") for sheet in sheets)


def _pages(app: Flask, desk: Desk) -> None:
    @app.get("/")
    def articles() -> str:
        listed, notice = list(desk.articles()), desk.library.notice
        return render_template("articles.html.jinja", articles=listed, notice=notice)

    @app.get("/article/<path:name>")
    def article(name: str) -> str:
        sheet = desk.sheet(PurePosixPath(name))
        return render_template(
            "article.html.jinja",
            sheet=sheet,
            summary=summarise(sheet.bilingual),
            paragraphs=showing.paragraphs(sheet),
            terms=showing.terms(sheet),
        )

    @app.get("/version/<path:name>")
    def version(name: str) -> Response:
        return jsonify(version=desk.sheet(PurePosixPath(name)).version)

    @app.get("/detail/<id>/<path:name>")
    def detail(id: str, name: str) -> str:
        sheet = desk.sheet(PurePosixPath(name))
        entry = _entry(sheet, id)
        return render_template(
            "detail.html.jinja",
            entry=entry,
            note=leaving_out.remark(entry.comment),
            rewording=showing.rewording(entry, sheet.document.format),
            others=[(showing.difference(entry.target, o), o) for o in entry.alternatives],
            proposal=showing.difference(entry.target, entry.proposal),
            elsewhere=desk.elsewhere(sheet.source.name, entry.segment.source),
            places=len(sheet.like(entry.segment.source)),
        )

    @app.get("/review.css")
    def style() -> Response:
        return Response(_style(), mimetype="text/css")

    @app.get("/<name>.js")
    def script(name: str) -> Response:
        return send_from_directory(HERE / "static", f"{name}.js", mimetype="text/javascript")


def _changes(app: Flask, desk: Desk) -> None:
    @app.post("/save/<path:name>")
    def save(name: str) -> Response:
        asked = request.get_json()
        sheet = desk.sheet(PurePosixPath(name))
        entry = _entry(sheet, str(asked["id"]))
        edit = _edit(sheet, entry, asked)
        return _saved(desk.save(sheet.source.name, [edit], str(asked["version"])), [edit.source])

    @app.post("/accept/<path:name>")
    def accept(name: str) -> Response:
        asked = request.get_json()
        path = PurePosixPath(name)
        source = _entry(desk.sheet(path), str(asked["id"])).segment.source
        return _saved(desk.accept(path, str(asked["id"]), str(asked["message"])), [source])

    @app.post("/undo")
    def undo() -> Response:
        done = desk.undo()
        if done is None:
            return jsonify(rows=[], nothing=True)
        step, sheet = done
        return _saved(sheet, step.sources)

    @app.post("/elsewhere/<path:name>")
    def elsewhere(name: str) -> Response:
        path = PurePosixPath(name)
        entry = _entry(desk.sheet(path), str(request.get_json()["id"]))
        others = desk.apply_elsewhere(path, entry.segment.source)
        return jsonify(articles=[str(other) for other in others])


def _edit(sheet: Sheet, entry: Entry, asked: dict[str, Any]) -> Edit:
    """What the browser asks for, as an edit of the source text."""
    like = sheet.like(entry.segment.source)
    comment = editing.commented(like, entry.id, str(asked["note"]), out=bool(asked["out"]))
    approved = bool(asked["approved"])
    return Edit(entry.segment.source, str(asked["target"]), approved, comment, entry.previous)


def _glossary(app: Flask, desk: Desk) -> None:
    @app.get("/term")
    def touched() -> Response:
        found = desk.touched(request.args.get("source", ""))
        return jsonify(segments=sum(found.values()), articles=len(found))

    @app.post("/term")
    def add() -> Response:
        asked = request.get_json()
        term = desk.add_term(str(asked["source"]), str(asked["target"]))
        translated, _ = desk.run()
        return jsonify(source=term.source, target=term.preferred, translated=translated)

    @app.post("/run")
    def run() -> Response:
        translated, files = desk.run()
        return jsonify(translated=translated, files=files)


def _saved(sheet: Sheet, sources: Collection[str]) -> Response:
    """The rows of these sources as they are now."""
    name = str(sheet.source.name)
    return jsonify(article=name, version=sheet.version, rows=_rows(current_app, sheet, sources))


def _rows(app: Flask, sheet: Sheet, sources: Collection[str]) -> list[dict[str, str]]:
    html = cast("Callable[[int, Entry, Format], Markup]", app.jinja_env.globals["row"])
    format = sheet.document.format
    return [
        {"id": entry.id, "target": entry.target, "html": html(number, entry, format)}
        for number, entry in enumerate(sheet.entries, 1)
        if entry.segment.source in sources
    ]


def _entry(sheet: Sheet, id: str) -> Entry:
    try:
        return sheet.entry(id)
    except KeyError as error:
        raise InputError("the German has changed: load the page again", path=id) from error


def _errors(app: Flask) -> None:
    @app.errorhandler(Conflict)
    def conflict(error: Conflict) -> tuple[Response, int]:
        rows = _rows(app, error.sheet, error.sources)
        name, version = str(error.sheet.source.name), error.sheet.version
        return jsonify(message=str(error), article=name, version=version, rows=rows), 409

    @app.errorhandler(GlosswerkError)
    def known(error: GlosswerkError) -> tuple[Response | str, int]:
        if request.method == "GET" and request.accept_mimetypes.accept_html:
            return render_template("error.html.jinja", error=error), 404
        return jsonify(message=str(error)), 422

    @app.errorhandler(KeyError)
    @app.errorhandler(TypeError)
    def malformed(error: Exception) -> tuple[Response, int]:
        return jsonify(message="the request is not one of ours"), 400

    @app.errorhandler(Exception)
    def unknown(error: Exception) -> Response | tuple[Response, int]:
        if isinstance(error, HTTPException):
            return error.get_response()  # type: ignore[return-value]
        said = f"this is a fault of Glosswerk, not yours: {type(error).__name__}: {error}"
        return jsonify(message=said), 500

    @app.errorhandler(401)
    @app.errorhandler(403)
    def refused(error: Exception) -> tuple[str, int]:
        code = getattr(error, "code", 403)
        said = "Open the address that `translate review` printed; it holds the key to this page."
        return said + "\n", code
