"""Markdown's inline markup with offsets, as CommonMark reads it.

markdown-it-py's inline tokens have no offsets. Its rules know where they stand, though: each is
wrapped here so that the tokens it makes are marked with the span they were read from.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from markdown_it import MarkdownIt, rules_inline
from markdown_it.common.utils import normalizeReference
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token as MarkdownToken

from pipeline.documents.block import Token
from pipeline.documents.tags import VOID

Rule = Callable[[StateInline, bool], bool]

_SPAN = "span"
_FOOTNOTE = re.compile(r"\[\^[^\]\s]+\]")
_REFERENCE_LABEL = re.compile(r"\]\[([^\]\[]+)\]|\[([^\]\[]+)\]\[\]")
_HTML_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
_POINTS = {"code_inline": "code", "image": "image", "hardbreak": "br", "link_open": "link"}


def tokens(text: str) -> list[Token]:
    """The markup in a paragraph: emphasis, links, code, images, autolinks, tags, escapes.

    A link is a pair, `[` and `](url "title")`; where a reference's definition stands elsewhere
    in the document, `[label][reference]` is taken for a link.
    """
    labels = [label for pair in _REFERENCE_LABEL.findall(text) for label in pair if label]
    references = {normalizeReference(label): {"href": "#", "title": ""} for label in labels}
    parsed: list[MarkdownToken] = []
    _parser().inline.parse(text, _parser(), {"references": references}, parsed)
    found = [token for item in parsed if _SPAN in item.meta for token in _token(item, text)]
    found += [Token(*note.span(), "point", "note") for note in _FOOTNOTE.finditer(text)]
    return _disjoint(sorted(found, key=lambda token: token.start))


def _disjoint(found: list[Token]) -> list[Token]:
    kept: list[Token] = []
    for token in found:
        if not kept or token.start >= kept[-1].end:
            kept.append(token)
    return kept


def _token(item: MarkdownToken, text: str) -> Iterator[Token]:
    start, end = item.meta[_SPAN]
    if item.type == "text_special":
        yield Token(start, end, "char", text=item.content)
    elif item.type == "html_inline":
        yield _html_token(start, end, text)
    elif item.type in _POINTS and not (item.type == "link_open" and item.info != "auto"):
        yield Token(start, end, "point", _POINTS[item.type])
    elif item.type == "strong_open":  # of its two delimiters the second one is marked
        yield Token(start - 1, end, "open", "strong:md")
    elif item.type == "strong_close":  # … and here the first
        yield Token(start, end + 1, "close", "strong:md")
    elif item.nesting:
        yield Token(start, end, "open" if item.nesting > 0 else "close", f"{item.tag}:md")


def _html_token(start: int, end: int, text: str) -> Token:
    tag = _HTML_TAG.match(text, start)
    if tag is None:
        return Token(start, end, "point", "comment")
    name = tag[2].lower()
    if name in VOID:
        return Token(start, end, "point", name)
    return Token(start, end, "close" if tag[1] else "open", name)


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable("strikethrough")
    last: tuple[tuple[str, Rule], ...] = (
        ("newline", rules_inline.newline),
        ("escape", rules_inline.escape),
        ("backticks", rules_inline.backtick),
        ("image", rules_inline.image),
        ("html_inline", rules_inline.html_inline),
        ("entity", rules_inline.entity),
    )
    for name, rule in last:
        parser.inline.ruler.at(name, _marking(rule, _mark_last))
    parser.inline.ruler.at("autolink", _marking(rules_inline.autolink, _mark_autolink))
    parser.inline.ruler.at("link", _marking(rules_inline.link, _mark_link))
    for name, rule in (
        ("emphasis", rules_inline.emphasis.tokenize),
        ("strikethrough", rules_inline.strikethrough.tokenize),
    ):
        parser.inline.ruler.at(name, _marking(rule, _mark_delimiters))
    return parser


def _marking(rule: Rule, mark: Callable[[StateInline, list[MarkdownToken], int], None]) -> Rule:
    """The rule, with the tokens that it makes marked."""

    def marking(state: StateInline, silent: bool) -> bool:
        start, known = state.pos, len(state.tokens)
        matched = rule(state, silent)
        made = state.tokens[known:]
        if matched and made and not silent:
            mark(state, made, start)
        return matched

    return marking


def _mark_last(state: StateInline, made: list[MarkdownToken], start: int) -> None:
    if made[-1].type != "text":
        made[-1].meta = {_SPAN: (start, state.pos)}


def _mark_autolink(state: StateInline, made: list[MarkdownToken], start: int) -> None:
    next(t for t in made if t.type == "link_open").meta = {_SPAN: (start, state.pos)}


def _mark_link(state: StateInline, made: list[MarkdownToken], start: int) -> None:
    label_end = state.md.helpers.parseLinkLabel(state, start, True)
    opening = next(t for t in made if t.type == "link_open" and not t.meta)
    opening.meta = {_SPAN: (start, start + 1)}
    made[-1].meta = {_SPAN: (label_end, state.pos)}


def _mark_delimiters(state: StateInline, made: list[MarkdownToken], start: int) -> None:
    """One text token for each delimiter; what becomes of it is decided when all are known."""
    end = state.pos
    for token in reversed(made):
        begin = end - len(token.content)
        if begin < start:
            break
        token.meta = {_SPAN: (begin, end)}
        end = begin
