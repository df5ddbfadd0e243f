"""Finds the places where a sentence may end, asks the vetoes, and returns spans."""

from __future__ import annotations

import re
from functools import cache

from pipeline.segmentation.lexicon import lexicon
from pipeline.segmentation.rules import PLACEHOLDER, QUOTES, VETOES, WORD_RULES, Candidate

REACH = 400  # code points before and after a stop that the rules may see

BULLETS = "•▪‣●◦"
SMILEY = r"[:;]-?[()DP]+(?!\S)"
STOP = r"(?<![.!?…])[.!?…]+"
CLOSE = (
    rf"(?:[{QUOTES})\]}}{PLACEHOLDER}¹²³⁰⁴-⁹]|\[\d{{1,3}}\]|[\u00a0\u202f][»«](?=\s))*"
    rf"(?:\s?{SMILEY})?"
)
LEAD = re.compile(
    rf"(?:[{QUOTES}¿¡]+\s?|[-–—]+\s?|[{BULLETS}©]\s?|{PLACEHOLDER}\s*"
    r"|[(\[]?(?:\.{3}|…)[)\]]?\s?|[a-z]\)\s|[(\[{])*"
)
WORD = re.compile(r"[^\W_](?:\w|-\w)*")
FINISHED = re.compile(rf"(?P<stop>{STOP})(?P<close>{CLOSE})\s*\Z")

INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
AROUND_WORDS = QUOTES + "()[]{}" + BULLETS


@cache
def _boundary() -> re.Pattern[str]:
    """Where a sentence may end: a stop (or a smiley) with its closing marks before white space or
    glued to a word that opens sentences (»gut.Die Bahn«), and before a line that is a bullet.
    """
    openers = "|".join(lexicon().openers)
    return re.compile(
        rf"(?P<stop>{STOP}|(?<=\s){SMILEY})(?P<close>{CLOSE})"
        rf"(?:\s+(?=\S)|(?<=[a-zäöüß]{{3}}[.!?])(?=(?:{openers})\s))"
        rf"|(?P<bullet>\n)[^\S\n]*(?=[{BULLETS}])"
    )


def sentences(text: str) -> list[tuple[int, int]]:
    """The spans of the sentences of one block of prose, in order.

    A span is half-open and counts code points of `text`. White space around sentences is in none,
    every other character in exactly one. A single newline is a soft wrap and counts as a blank;
    U+FFFC stands for markup and separates nothing.
    """
    spans = []
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    for match in _boundary().finditer(text, start, end):
        if match["bullet"]:
            stop = start + len(text[start : match.start()].rstrip())
        elif _vetoed(_candidate(text, start, match)):
            continue
        else:
            stop = match.end("close")
        spans.append((start, stop))
        start = match.end()
    return [*spans, (start, end)] if start < end else spans


def ends_sentence(text: str) -> bool:
    """Whether `text`, say a line, ends like a finished sentence.

    It does with a stop, closing quotation marks and brackets aside, unless the stop may be the
    last word's own (»Dr.«, »am 3.«, »J.«): a line of wrapped prose can end so.
    """
    match = FINISHED.search(text)
    if match is None:
        return False
    candidate = _candidate(text, 0, match)
    return not any(rule(candidate) for rule in WORD_RULES)


def _vetoed(candidate: Candidate) -> bool:
    return any(veto(candidate) for veto in VETOES)


def _candidate(text: str, start: int, match: re.Match[str]) -> Candidate:
    at = match.start("stop")
    before = text[max(0, at - REACH) : at].translate(INVISIBLE)
    head = text[max(start, at - REACH) : at].translate(INVISIBLE)
    tail = text[match.end() : match.end() + REACH].translate(INVISIBLE)
    lead = LEAD.match(tail)
    tail = tail[lead.end() if lead else 0 :]
    word = WORD.match(tail)
    tokens = head[-80:].replace(PLACEHOLDER, "").split()[-4:]
    words = tuple(filter(None, (t.strip(AROUND_WORDS).removesuffix(".") for t in tokens)))
    return Candidate(
        before=before,
        head=head,
        words=words,
        stop=match["stop"],
        close=match["close"],
        next_word=word[0] if word else "",
        tail=tail,
    )
