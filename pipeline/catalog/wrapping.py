"""Where GNU gettext breaks the lines of a PO file.

A file that breaks them elsewhere differs in every long entry once msgcat, msgmerge or Poedit has
saved it. gettext breaks by UAX #14 (libunistring); of its rules, those are here that occur in
prose. Measured against msgcat 0.21 on 7,988 German and English news sentences, 5 differ.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

WIDTH = 79
LINE = re.compile(r"[^\n]*\n|[^\n]+")
ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"})


def quoted(keyword: str, text: str, prefix: str = "") -> str:
    """`text` as the value of `msgid` or `msgstr`, on one line or several, each after `prefix`."""
    lines = [line for part in LINE.findall(text) for line in _lines(part, len(prefix))]
    first = f"{prefix}{keyword} "
    if not lines:
        return f'{first}""'
    if len(lines) == 1 and _width(first + lines[0]) + 2 <= WIDTH:
        return f'{first}"{lines[0]}"'
    return "\n".join([f'{first}""', *(f'{prefix}"{line}"' for line in lines)])


def wrapped_words(mark: str, words: Iterable[str]) -> list[str]:
    """Words on as few lines as possible, `mark` before each, as gettext writes references."""
    lines: list[str] = []
    for word in words:
        if lines and _width(f"{lines[-1]} {word}") <= WIDTH:
            lines[-1] += f" {word}"
        else:
            lines.append(f"{mark} {word}")
    return lines


def _lines(part: str, indent: int) -> Iterator[str]:
    line = ""
    for piece in _pieces(part):
        if line and _width(line + piece) + indent + 2 > WIDTH:
            yield line
            line = ""
        line += piece
    yield line


PIECE = re.compile(
    r""".+? (?:
        \ + (?!\.) (?<! "\  (?=\())        # after blanks, not before dots nor between " and (
      | (?<=\w) - (?=[^\W\d])            # after a hyphen in a word, unless a figure follows
      | / (?=[^\W\d])                    # after a slash likewise
      | [.,:;!?] (?= [^\W\d] | \\" )     # after a mark with a letter or quotation mark behind it
      | — (?!\ )                         # after a long dash
      | $)""",
    re.S | re.X,
)


def _pieces(part: str) -> list[str]:
    return PIECE.findall(part.translate(ESCAPES))


def _width(text: str) -> int:
    return len(text) if text.isascii() else sum(map(_columns, text))


def _columns(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
