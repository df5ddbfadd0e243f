"""Concepts of a termbase as entries of the glossary, from both editions of TBX.

ISO 30042 has two editions, martif of 2008 and tbx of 2019, which differ in the names of elements
and in the values they allow, not in structure: a concept, its languages, the terms of each. Data
categories are looked for by name at any level, and as attribute or element (DCA or DCT), since
programs differ in where they put them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from pipeline.glossary.exchange.base import distinct, entries
from pipeline.glossary.exchange.xml import Node, parse
from pipeline.glossary.loading import Problem
from pipeline.glossary.term import Term

GENDERS = {"m": "masculine", "f": "feminine", "n": "neuter"}
KEEP = "Translation needed"  # Weblate's mark of terms that are not translated
_LETTERS = {word: letter for letter, word in GENDERS.items()}
_CONCEPT = ("termEntry", "conceptEntry")
_LANGUAGE = ("langSet", "langSec")
_TERM = ("tig", "ntig", "termSec")
_STATUS = ("administrativeStatus", "normativeAuthorization", "processStatus")
_SUFFIX = re.compile(r"(term)?(-?admn-?sts)?$")  # preferredTerm-admn-sts, preferred
_PREFERRED = frozenset(("preferred", "standardized", "legal", "regulated"))
_BANNED = frozenset(("deprecated", "superseded", "obsolete", "forbidden", "notrecommended"))
_DRAFT = frozenset(("proposed", "unprocessed", "provisionallyprocessed"))

_Numbered = tuple[int, dict[str, Any]]  # a line and the row of an entry that begins there
_Said = dict[str, str]  # what stands under each data category, several texts joined by "; "


@dataclass(frozen=True, slots=True)
class _Word:
    """A term of a concept, with what is said about it alone."""

    text: str
    line: int
    said: _Said
    statuses: frozenset[str] = frozenset()

    @property
    def is_variant(self) -> bool:
        return self.said.get("termType") == "variant"

    def has(self, statuses: frozenset[str]) -> bool:
        return not self.statuses.isdisjoint(statuses)


def read(data: bytes, path: PurePath, problems: list[Problem]) -> list[Term]:
    """The entries of a termbase: one for each German term that is no mere variant of another.

    English terms are targets, the preferred one first; deprecated ones are forbidden. Terms of the
    type "variant" are forms. Other languages are passed over.
    """
    root = parse(data, path)
    rows = [row for concept in root.below(*_CONCEPT) for row in _rows(concept)]
    return entries(_united(rows), path, problems)


def _united(rows: Sequence[_Numbered]) -> list[_Numbered]:
    """Concepts that only forbid a term (Weblate) joined to the one that has the right term."""
    homes = {row["source"]: row for _, row in reversed(rows) if row["target"]}
    for _, row in rows:
        if not row["target"] and row["source"] in homes:
            home = homes[row["source"]]
            home["forbidden"] = distinct([*home["forbidden"], *row["forbidden"]])
    return [pair for pair in rows if pair[1]["target"] or pair[1]["source"] not in homes]


def _rows(concept: Node) -> Iterator[_Numbered]:
    above = _said(node for node in concept.children() if node.tag not in _LANGUAGE)
    sections = {code: _sections(concept, code) for code in ("de", "en")}
    german, english = (_words(sections[code]) for code in ("de", "en"))
    outside = (child for node in sections["de"] for child in node.children())
    around = [
        _said(node for node in outside if node.tag not in _TERM),
        above,
        _said(sections["en"]),
    ]
    common = _renderings(english) | _transaction(concept)
    variants = [word for word in german if word.is_variant]
    terms = [word for word in german if not word.is_variant] or german[:1]
    marked = above.get(KEEP, "").casefold() == "no"
    for word in terms or [_Word("", concept.line, {})]:
        # TBX 3 has no mark: there a term that stays as it is is one to keep.
        keep = marked or (concept.tag == "conceptEntry" and common["target"] == [word.text])
        row = common | _facts(word.said, *around) | {"source": word.text}
        row["source_forms"] = distinct(form.text for form in variants if form is not word)
        row["status"] = _standing(word) or row["status"]
        if keep:
            row |= {"mode": "keep", "target": row["target"] or [word.text]}
        yield word.line, row


def _sections(concept: Node, code: str) -> list[Node]:
    return [node for node in concept.children(*_LANGUAGE) if node.language == code]


def _words(sections: Iterable[Node]) -> list[_Word]:
    return [_word(node) for section in sections for node in section.children(*_TERM)]


def _word(node: Node) -> _Word:
    said = _said([node])
    text = next((term.content for term in node.below("term")), "")
    statuses = (said[name].casefold() for name in _STATUS if name in said)
    return _Word(text, node.line, said, frozenset(_SUFFIX.sub("", status) for status in statuses))


def _said(nodes: Iterable[Node]) -> _Said:
    """The data categories below `nodes`, named by the type or the element."""
    found: dict[str, list[str]] = {}
    for top in nodes:
        for node in top.below():
            found.setdefault(node.get("type") or node.tag, []).append(node.content)
    return {name: "; ".join(distinct(texts)) for name, texts in found.items()}


def _renderings(english: Sequence[_Word]) -> dict[str, Any]:
    """The columns that the English terms fill."""
    renderings = [word for word in english if not word.is_variant]
    accepted = [word for word in renderings if not word.has(_BANNED)]
    accepted.sort(key=lambda word: not word.has(_PREFERRED))
    draft = accepted and all(word.has(_DRAFT) for word in accepted)
    return {
        "target": distinct(word.text for word in accepted),
        "forbidden": distinct(word.text for word in renderings if word.has(_BANNED)),
        "target_forms": distinct(word.text for word in english if word.is_variant),
        "status": "draft" if draft else "",
    }


def _standing(german: _Word) -> str:
    """The status of an entry as its German term tells it."""
    if german.has(_BANNED):
        return "deprecated"
    return "draft" if german.has(_DRAFT) else ""


def _facts(word: _Said, german: _Said, above: _Said, english: _Said) -> dict[str, str]:
    """The columns that describe an entry, each from the nearest place that fills it."""

    def nearest(*names: str) -> str:
        found = (said.get(name) for said in (word, german, above, english) for name in names)
        return next(filter(None, found), "")

    notes = [said.get("note", "") for said in (above, german, word, english)]
    usage = [word.get(name, "") for name in ("usageNote", "Usage note")]
    gender = word.get("grammaticalGender", "")
    return {
        "comment": "; ".join(distinct(notes + usage)),
        "pos": word.get("partOfSpeech", ""),
        "gender": _LETTERS.get(gender, gender),
        "domain": nearest("subjectField"),
        "definition": nearest("definition", "descrip"),
        "example": nearest("context"),
        "origin": nearest("source"),
    }


def _transaction(concept: Node) -> dict[str, str]:
    """Who approved an entry and when; without an approval, when it was last touched.

    TBX-Basic knows no approval, so that a lone modification counts as one.
    """
    groups = [_said([group]) for group in concept.below("transacGrp")]
    for said in groups:
        kind = said.get("transactionType")
        if kind == "approval" or (kind == "modification" and len(groups) == 1):
            return {"date": said.get("date", ""), "approved_by": said.get("responsibility", "")}
    return {"date": max((said.get("date", "") for said in groups), default="")}
