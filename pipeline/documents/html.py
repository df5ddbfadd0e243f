"""HTML: block elements part paragraphs, inline elements stay in them as markup.

Translated: text and <title>. Skeleton: scripts, styles, code, comments and all attributes (the
alternative text of images and the meta description among them), and what is marked
`translate="no"` or `class="notranslate"`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape as escape_html

from pipeline.documents.block import Block, Role, Token
from pipeline.documents.tags import OPAQUE_INLINE, Lexeme, character, lexemes, words

SUFFIXES: tuple[str, ...] = (".html", ".htm", ".xhtml")

_INLINE = OPAQUE_INLINE | words(
    "a abbr acronym b bdi bdo big cite data del dfn em font i img ins label mark nobr q rb rp rt"
    " ruby s small span strike strong sub sup time u var wbr"
)
_ROLES: dict[str, Role] = {
    "title": "title",
    "h1": "title",
    **dict.fromkeys(("h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("ul", "ol", "li", "dl", "dt", "dd", "table", "td", "th"), "item"),
    **dict.fromkeys(("figcaption", "caption"), "caption"),
    **dict.fromkeys(("nav", "footer", "button", "menu", "dialog"), "boilerplate"),
}
_HOLDS_NO_BLOCKS = {"title", "h1", "h2", "h3", "h4", "h5", "h6"}


def blocks(text: str) -> Iterator[Block]:
    """What stands between two tags (or ends of tags) of block elements."""
    containers: list[str] = []
    start = 0
    for lexeme in lexemes(text):
        if _stays_inside(lexeme):
            continue
        yield from _block(text, start, lexeme.start, containers)
        start = lexeme.end
        _enter_or_leave(containers, lexeme)
    yield from _block(text, start, len(text), containers)


def _stays_inside(lexeme: Lexeme) -> bool:
    return lexeme.kind in ("reference", "comment") or lexeme.name in _INLINE


def _block(text: str, start: int, end: int, containers: Sequence[str]) -> Iterator[Block]:
    raw = text[start:end]
    if raw.strip():
        yield Block(start, end, _ROLES[containers[-1]] if containers else "paragraph", raw)


def _enter_or_leave(containers: list[str], tag: Lexeme) -> None:
    """Keep the open elements that have a role; broken nesting closes what it must."""
    if tag.kind == "open":
        if containers and containers[-1] in _HOLDS_NO_BLOCKS:
            containers.pop()
        if tag.name in _ROLES:
            containers.append(tag.name)
    elif tag.kind == "close" and tag.name in containers:
        while containers.pop() != tag.name:
            pass


def tokens(text: str) -> Sequence[Token]:
    """Tags, comments and character references; an opaque element is one point."""
    return [token for lexeme in lexemes(text) for token in _token(lexeme, text)]


def _token(lexeme: Lexeme, text: str) -> Iterator[Token]:
    start, end = lexeme.start, lexeme.end
    if lexeme.kind == "reference":
        raw = text[start:end]
        resolved = character(raw)
        if resolved:
            yield Token(start, end, "char", text=resolved)
        elif raw.endswith(";"):
            yield Token(start, end, "point", "reference")
    elif lexeme.name == "wbr":
        yield Token(start, end, "char", text="")
    elif lexeme.kind in ("open", "close"):
        yield Token(start, end, "open" if lexeme.kind == "open" else "close", lexeme.name)
    else:
        yield Token(start, end, "point", "code" if lexeme.kind == "opaque" else lexeme.name)


def spell(token: Token, raw: str) -> str:
    """The character itself, but for the three that are markup."""
    return canonical(token.text)


def canonical(text: str) -> str:
    """Text with `<`, `>` and `&` as references: tags stay tags, text stays text."""
    return escape_html(text, quote=False)


def escapes(source: str) -> Sequence[str]:
    """The three characters that are always references."""
    return ("<>&",)


def escape(plain: str, characters: str) -> str:
    """Plain text for the page."""
    return canonical(plain)


def guard(rendering: str) -> str:
    """No line of HTML can be misread."""
    return rendering


_META_CHARSET = re.compile(r"""(<meta\b[^>]*?\bcharset\s*=\s*["']?\s*)[\w.:-]+""", re.IGNORECASE)
_XML_ENCODING = re.compile(r"""(<\?xml\b[^>]*?\bencoding\s*=\s*["'])[\w.:-]+""", re.IGNORECASE)
_HEAD_TAG = re.compile(r"<head(?:\s[^>]*)?>", re.IGNORECASE)
_HTML_TAG = re.compile(r"<html(?=[\s>])[^>]*>", re.IGNORECASE)
_GERMAN = re.compile(r"""(\s(?:xml:)?lang\s*=\s*["']?)de(?:-[\w-]+)?(?=["'\s/>])""", re.IGNORECASE)
_META_LANGUAGE = re.compile(
    r"""(<meta\b[^>]*?\bcontent-language["']?\s[^>]*?\bcontent\s*=\s*["']?)de\b[\w-]*""",
    re.IGNORECASE,
)


def finish(rendered: str) -> str:
    """The English page: `charset` is UTF-8 and `lang` English wherever they said something else."""
    page = _XML_ENCODING.sub(r"\g<1>utf-8", rendered)
    page = _META_LANGUAGE.sub(r"\g<1>en", page)
    page = _in_tags(page)
    if not re.search(r"<html[^>]*\slang\s*=", page, re.IGNORECASE):
        page = _HTML_TAG.sub(lambda tag: f'{tag[0][:5]} lang="en"{tag[0][5:]}', page, count=1)
    if _META_CHARSET.search(page):
        return _META_CHARSET.sub(r"\g<1>utf-8", page)
    return _HEAD_TAG.sub(lambda tag: f'{tag[0]}<meta charset="utf-8">', page, count=1)


def _in_tags(page: str) -> str:
    """German `lang` attributes made English, but for opaque elements, which stay German."""
    pieces, at = [], 0
    for lexeme in lexemes(page):
        if lexeme.kind == "open":
            tag = _GERMAN.sub(r"\g<1>en", page[lexeme.start : lexeme.end])
            pieces += [page[at : lexeme.start], tag]
            at = lexeme.end
    return "".join([*pieces, page[at:]])
