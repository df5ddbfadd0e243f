"""Articles that leave for other programs, and the files that they leave in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from demo import OSTFLANKE, SPEERSPITZE, Hit, Line, bilingual, line
from hypothesis import strategies as st

from pipeline.catalog import Catalog, render
from pipeline.catalog.entry import Bilingual
from pipeline.catalog.po import parse
from pipeline.documents import Format, lift
from pipeline.writers import Context, writer

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


def catalog_of(article: Bilingual) -> Catalog:
    return parse(po(article).encode("utf-8", "replace"), "a.po")


def po(article: Bilingual) -> str:
    return render(article, (), None, date=DATE)
