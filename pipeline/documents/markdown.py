"""Markdown: markdown-it-py finds the blocks, by lines; what stands around their text is skeleton.

Translated: headings, paragraphs, list items, quotations, table cells and the text of HTML blocks.
Skeleton: code blocks, front matter, link reference definitions, thematic breaks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from string import punctuation

from markdown_it import MarkdownIt
from markdown_it.token import Token as MarkdownToken

from pipeline.documents import html
from pipeline.documents.block import Block, Role, Token
from pipeline.documents.markdown_inline import tokens as tokens

SUFFIXES: tuple[str, ...] = (".md", ".markdown")

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
_NEWLINE = re.compile(r"\r\n|\r|\n")
_FRONT_MATTER = re.compile(r"---[ \t]*[\r\n](?:.*?[\r\n])??---[ \t]*(?:\r\n|\r|\n|\Z)", re.DOTALL)
_LABEL = re.compile(r"\[\^[^\]\s]+\]:\s*|\[[ xX]\]\s+")  # of a footnote, of a task

Span = tuple[int, int]


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("table").disable("inline")


def blocks(text: str) -> Iterator[Block]:
    """The blocks of running text in a Markdown document."""
    front = _FRONT_MATTER.match(text)
    offset = front.end() if front else 0
    readable = text.replace("\0", "\ufffd")
    lines = [match.span() for match in _LINE.finditer(text, offset)]
    around, titled, items, done = "", False, 0, 0
    for token in _parser().parse(readable[offset:]):
        if token.type == "html_block" and token.level == 0:
            yield from _html_blocks(text, *_extent(token, lines))
        elif token.type == "inline" and token.content.strip():
            cell = around in ("th", "td")
            spans = _cell(readable, token, lines, done) if cell else _spans(readable, token, lines)
            role = "item" if items or cell else _role(around, titled)
            titled = titled or role == "title"
            if spans:
                done = spans[-1][1]
                yield from _parts(text, spans, role)
        items += token.nesting if token.type.startswith("list_item") else 0
        around = token.tag


def _role(tag: str, titled: bool) -> Role:
    if tag == "h1" and not titled:
        return "title"
    return "heading" if re.fullmatch(r"h[1-6]", tag) else "paragraph"


def _extent(token: MarkdownToken, lines: Sequence[Span]) -> Span:
    first, after = token.map or (0, 0)
    return lines[first][0], lines[after - 1][1]


def _html_blocks(text: str, start: int, end: int) -> Iterator[Block]:
    for block in html.blocks(text[start:end]):
        yield Block(start + block.start, start + block.end, block.role, block.text)


def _spans(text: str, token: MarkdownToken, lines: Sequence[Span]) -> list[Span]:
    """Where each line of a block's content stands: at the end of a line of the document."""
    first = token.map[0] if token.map else 0
    spans = []
    for number, content in enumerate(token.content.split("\n"), first):
        content = content.strip()
        at = text.rfind(content, *lines[number])
        if at < 0:
            return []
        spans.append((at, at + len(content)))
    return spans


def _cell(text: str, token: MarkdownToken, lines: Sequence[Span], done: int) -> list[Span]:
    """Where a table cell's content stands, behind the cell before."""
    start, end = _extent(token, lines)
    for content in (token.content.replace("|", "\\|"), token.content):
        at = text.find(content, max(start, done), end)
        if at >= 0:
            return [(at, at + len(content))]
    return []


def _parts(text: str, spans: Sequence[Span], role: Role) -> Iterator[Block]:
    """The block, cut at hard line breaks."""
    first, end = spans[0][0], spans[-1][1]
    clean = "".join(_clean(text, spans))
    label = _LABEL.match(clean)
    start = label.end() if label else 0
    breaks = [(t.start, t.end) for t in tokens(clean) if t.name == "br"]
    for stop, following in [*breaks, (end - first, end - first)]:
        if start < stop:
            yield Block(first + start, first + stop, role, clean[start:stop])
        start = max(start, following)


def _clean(text: str, spans: Sequence[Span]) -> Iterator[str]:
    """The lines of a block, with line prefixes as blanks and each line end as one newline."""
    before = spans[0][0]
    for start, end in spans:
        gap = text[before:start]
        newline = _NEWLINE.search(gap)
        if newline:
            gap = gap[: newline.start()] + "\n" + " " * (len(gap) - newline.start() - 1)
        yield gap
        yield text[start:end]
        before = end


def spell(token: Token, raw: str) -> str:
    """A reference's character where it can't be read as markup; backslash escapes stay."""
    harmless = raw.startswith("&") and not set(token.text) & set(punctuation + " \n")
    return token.text if harmless else raw


def canonical(text: str) -> str:
    """Text is itself."""
    return text


_SPECIAL = "\\`*_[]<>&~|"


def escapes(source: str) -> Sequence[str]:
    """What the source escapes (a table cell's pipes, say); else all that may mean something."""
    return ("".join(c for c in _SPECIAL if f"\\{c}" in source), _SPECIAL)


def escape(plain: str, characters: str) -> str:
    """Backslashes before `characters`."""
    return plain.translate({ord(character): f"\\{character}" for character in characters})


_START = re.compile(r"(#{1,6}|[-+*>]|\d{1,9}(?=[.)]))(?=[.)]?(?:\s|\Z))")


def guard(rendering: str) -> str:
    """A backslash before what would begin a list, a heading or a quotation."""
    match = _START.match(rendering)
    if match is None:
        return rendering
    at = match.end() if match[0].isdigit() else 0
    return f"{rendering[:at]}\\{rendering[at:]}"


_LANGUAGE = re.compile(r"^((?:lang|language|locale)\s*:\s*[\"']?)de\b[\w-]*", re.MULTILINE)


def finish(rendered: str) -> str:
    """The English document: a language named in the front matter is English."""
    front = _FRONT_MATTER.match(rendered)
    if front is None:
        return rendered
    return _LANGUAGE.sub(r"\g<1>en", front[0]) + rendered[front.end() :]
