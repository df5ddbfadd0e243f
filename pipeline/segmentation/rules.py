"""The vetoes: each names one reason why no sentence ends at a candidate.

To add a rule, write a function `Candidate -> bool` (True: no boundary) and name it in `VETOES`;
to teach a rule a word, add the word to `german.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from pipeline.segmentation.lexicon import lexicon

QUOTES = "\"„“”»«›‹‚‘’'`´"
PLACEHOLDER = "\ufffc"

CANNOT_OPEN = frozenset(",;:.!?…/)]}%&+=|")
ENUMERATOR = re.compile(r"[^\w\s]*\s*(?:\d{1,3}|[^\W\d_]|[IVX]+)")
ORDINAL = re.compile(r"(?:[-–]|\d{1,3}\.?[-–/])?(\d{1,3})")
DAY_AND_MONTH = re.compile(r"(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])")
ROMAN = re.compile(r"[IVX]+|[CLM]?[CLXVI]{2,}")
DOTTED_LETTERS = re.compile(r"[^\W\d_](?:\.[^\W\d_])+")
# Cut in the middle of a syllable: »gesetzl.«, »Hbf.«, »Bahnhofstr.«
CLIPPED = re.compile(
    r"[a-zäöüß]*[bdfgkntz]l|(?![AEIOUaeiouy])[A-Za-z][b-df-hj-np-tv-xz]{1,4}|.*[Ss]tr"
)
CASELESS = re.compile(r"[a-zäöü]+[A-ZÄÖÜ]|https?\b|www\b")
DOTS = re.compile(r"…\.?|\.{2,}")
QUOTE = re.compile(rf"(?P<opening>(?<![^\s([{PLACEHOLDER}–-])[{QUOTES}]+(?=\S))|[{QUOTES}]+(?!\w)")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place where a sentence may end, and what stands around it.

    `before` is the text up to the stop, `head` the part of it that belongs to the sentence (of
    both the last few hundred code points), `words` the last four words of it without quotation
    marks, `stop` the punctuation, `close` the marks that close after it, `next_word` the next word
    without opening marks ("" if there is none), `tail` the text from there on. Soft hyphens are
    taken out of all, placeholders of words.
    """

    before: str
    head: str
    words: tuple[str, ...]
    stop: str
    close: str
    next_word: str
    tail: str

    @property
    def word(self) -> str:
        """The word before the stop."""
        return self.words[-1] if self.words else ""

    @property
    def labelled(self) -> bool:
        """Whether the word before the stop is a number or letter behind its label: »Seite 12.«"""
        return len(self.words) > 1 and self.words[-2] in lexicon().labels

    @property
    def pointed(self) -> bool:
        """Whether the stop is a lone full stop right after the word, perhaps the word's own."""
        return self.stop == "." and self.head.rstrip(PLACEHOLDER)[-1:].isalnum()

    @property
    def opens(self) -> bool:
        """Whether the next word is one that opens sentences."""
        return self.next_word in lexicon().openers

    @property
    def number_follows(self) -> bool:
        """Whether the next word is written in figures, Arabic or Roman."""
        return self.next_word[:1].isdigit() or ROMAN.fullmatch(self.next_word) is not None


def nothing_said(c: Candidate) -> bool:
    """Before the stop there is no word yet: »… und so weiter«, »?!«"""
    return not c.words


def nothing_to_open(c: Candidate) -> bool:
    """Only closing marks, commas and the like follow."""
    rest = c.tail.lstrip()
    return not c.next_word and (not rest or rest[0] in CANNOT_OPEN)


def lower_case(c: Candidate) -> bool:
    """The sentence goes on in lower case: »„Nein!“ rief er«, »Drei Mio. wurden …«"""
    goes_on = c.next_word[:1].islower() and not CASELESS.match(c.next_word)
    return goes_on and not _narrator(c)


def _narrator(c: Candidate) -> bool:
    """»Was nun?« fragte er: in novels of the older spelling the narrator has his own sentence."""
    return c.stop in "!?" and "«" in c.close and c.next_word in lexicon().speech_verbs


def enumerator(c: Candidate) -> bool:
    """»1. Dies«, »b.) Jenes«, »IV. Der Staat«: a number alone is no sentence."""
    return c.stop == "." and ENUMERATOR.fullmatch(c.head) is not None


def bracketed_mark(c: Candidate) -> bool:
    """»(!)«, »(?)«, »[…]«: a remark on a word."""
    return c.head.endswith(("(", "["))


def aside(c: Candidate) -> bool:
    """»Er kam (es war spät. Alle schliefen) und …«: brackets that opened inside a sentence."""
    opening = max(c.head.rfind("("), c.head.rfind("["))
    inside = opening > max(c.head.rfind(")"), c.head.rfind("]"))
    if not inside or not c.head[:opening].rstrip(QUOTES + PLACEHOLDER + " :;"):
        return False
    if ")" in c.close or "]" in c.close:
        return c.stop == "." or not c.opens
    return ")" in c.tail or "]" in c.tail


def omission(c: Candidate) -> bool:
    """Spaced dots stand for words left out: inside a quotation always, else before a non-opener."""
    if not c.head[-1:].isspace() or not DOTS.fullmatch(c.stop):
        return False
    in_quotation = c.close != "" or _open_quotation(c.before) is not None
    return (in_quotation and c.stop != "….") or not c.opens


def abbreviation(c: Candidate) -> bool:
    """»z. B.«, »Dr.«, »Art. 5«; of those that can end a sentence, before a word that opens none."""
    if not c.pointed:
        return False
    known = lexicon()
    for n in range(len(c.words), 0, -1):
        short = ".".join(c.words[-n:])
        capitalised = "." in short or c.head == short
        forms = {short, short[:1].lower() + short[1:]} if capitalised else {short}
        if known.never_final & forms:
            return True
        if known.before_number & forms and c.number_follows:
            return True
        if known.may_be_final & forms:
            return not c.opens
    last = re.split(r"[-–/]", c.word)[-1]
    if last in known.never_final or (len(c.word) == 1 and c.word.islower() and not c.labelled):
        return True
    clipped = CLIPPED.fullmatch(last) or DOTTED_LETTERS.fullmatch(c.word)
    return clipped is not None and last not in known.unclipped and not c.opens


def ordinal(c: Candidate) -> bool:
    """»am 3. Oktober«, »die 2. Bundesliga«, »zum 125. Geburtstag«, »am 3. 10. 2014«."""
    number = ORDINAL.fullmatch(c.word)
    if number is None or not c.pointed or c.opens or c.labelled:
        return False
    if len(number[1]) < 3:
        return True
    ranked = len(c.words) > 1 and c.words[-2] in lexicon().ordinal_left
    return ranked or c.next_word in lexicon().ordinal_right


def date(c: Candidate) -> bool:
    """»24.12. 2014«"""
    return c.number_follows and DAY_AND_MONTH.fullmatch(c.word) is not None


def initial(c: Candidate) -> bool:
    """»J. F. Kennedy«, »Friedrich II. von Preußen«"""
    capital = len(c.word) == 1 and c.word.isupper()
    marked = capital or ROMAN.fullmatch(c.word) is not None
    return c.pointed and marked and not c.opens and not c.labelled


def name(c: Candidate) -> bool:
    """»Yahoo! Deutschland«"""
    return c.word + c.stop in lexicon().names_with_mark and not c.opens


def quoted_title(c: Candidate) -> bool:
    """»die Sendung „Wer weiß es?“ Anfang Mai«: a title in the run of a sentence."""
    if c.opens or not c.close.strip(PLACEHOLDER) or c.stop[-1:] not in "!?":
        return False
    opening = _open_quotation(c.head)
    before = c.head[:opening].rstrip()
    return opening is not None and before != "" and before[-1] not in ":,–-.!?"


def _open_quotation(text: str) -> int | None:
    """Where the quotation begins that is still open at the end of `text`."""
    quotes = list(QUOTE.finditer(text))
    return quotes[-1].start() if quotes and quotes[-1]["opening"] else None


def smiley(c: Candidate) -> bool:
    """»Gern wieder ;-) Die Pizza …«: it ends a sentence only where the next one clearly opens."""
    return c.stop[:1] in {":", ";"} and not c.opens


# Those that ask whether the stop is the last word's own.
WORD_RULES: tuple[Callable[[Candidate], bool], ...] = (abbreviation, ordinal, initial)

VETOES: tuple[Callable[[Candidate], bool], ...] = (
    nothing_said,
    nothing_to_open,
    lower_case,
    enumerator,
    bracketed_mark,
    aside,
    omission,
    abbreviation,
    ordinal,
    date,
    initial,
    name,
    quoted_title,
    smiley,
)
