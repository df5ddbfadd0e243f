"""TBX: how an entry of the glossary and a concept of a termbase say the same.

ISO 30042 has two editions, martif of 2008 and tbx of 2019, which differ in the names of elements
and in the values they allow, not in structure: a concept, its languages, the terms of each. Data
categories are looked for by name at any level, and as attribute or element (DCA or DCT), since
programs differ in where they put them.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath
from typing import Any
from xml.etree.ElementTree import Element

from pipeline.glossary.exchange.base import distinct, entries
from pipeline.glossary.exchange.xml import Node, add, parse
from pipeline.glossary.loading import Problem
from pipeline.glossary.term import Term

_CONCEPT, _LANGUAGE, _TERM = (
    ("termEntry", "conceptEntry"),
    ("langSet", "langSec"),
    ("tig", "ntig", "termSec"),
)
_STATUS = ("administrativeStatus", "normativeAuthorization")
_PREFERRED = frozenset(("preferred", "standardized", "legal", "regulated"))
_BANNED = frozenset(("deprecated", "superseded", "obsolete", "forbidden", "notrecommended"))
_DRAFT = frozenset(("proposed", "unprocessed", "provisionallyprocessed"))
_GENDERS = {"m": "masculine", "f": "feminine", "n": "neuter"}
_GENDER_LETTERS = {word: letter for letter, word in _GENDERS.items()}
_KEEP = "Translation needed"
_DATE = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)?)?")

_Numbered = tuple[int, dict[str, Any]]  # a line and the row of an entry that begins there


@dataclass(frozen=True, slots=True)
class Dialect:
    """What an edition calls things, and which values it allows.

    `approval` is the transaction that stands for who approved an entry and when; `pos` lists the
    parts of speech (empty: any text); `marks` says whether a concept can be marked as not to be
    translated, and a term as provisional.
    """

    concept: str
    language: str
    term: str
    approval: str
    pos: frozenset[str] = frozenset()
    marks: bool = True


# Reading


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
    common = _renderings(_language(concept, "en"))
    german = _language(concept, "de")
    variants = [node for node in german if _is_variant(node)]
    keep = _values(_KEEP, [concept]).casefold() == "no"
    for node in [node for node in german if node not in variants] or german[:1] or [concept]:
        source = _term(node) if german else ""
        yield (
            node.line,
            {
                **common,
                **_facts(concept, node),
                **_transaction(concept),
                "source": source,
                "target": common["target"] or ([source] if keep else []),
                "source_forms": distinct(_term(form) for form in variants if form is not node),
                "mode": "keep" if keep else "",
                "status": _standing(node) or common["status"],
            },
        )


def _renderings(english: Sequence[Node]) -> dict[str, Any]:
    """The columns that the English terms fill."""
    renderings = [node for node in english if not _is_variant(node)]
    accepted = [node for node in renderings if not _says(node, _BANNED)]
    accepted.sort(key=lambda node: not _says(node, _PREFERRED))
    draft = accepted and all(_says(node, _DRAFT) for node in accepted)
    return {
        "target": distinct(map(_term, accepted)),
        "forbidden": distinct(_term(node) for node in renderings if node not in accepted),
        "target_forms": distinct(_term(node) for node in english if _is_variant(node)),
        "status": "draft" if draft else "",
    }


def _standing(german: Node) -> str:
    """The status of an entry as its German term tells it."""
    if _says(german, _BANNED):
        return "deprecated"
    return "draft" if _says(german, _DRAFT) else ""


def _language(concept: Node, code: str) -> list[Node]:
    sections = (node for node in concept.below(*_LANGUAGE) if node.language == code)
    return [term for section in sections for term in section.below(*_TERM)]


def _term(node: Node) -> str:
    return next((term.content for term in node.below("term")), "")


def _is_variant(node: Node) -> bool:
    return _values("termType", [node]) == "variant"


def _says(node: Node, words: frozenset[str]) -> bool:
    """Whether one of the statuses of a term is among `words`; „-Term-admn-sts“ may be missing."""
    said = (_values(name, [node]).casefold() for name in (*_STATUS, "processStatus"))
    return any(re.sub(r"(term)?(-?admn-?sts)?$", "", status) in words for status in said)


def _facts(concept: Node, term: Node) -> dict[str, str]:
    """The columns that describe an entry, each from the nearest place that fills it."""
    german = [node for node in concept.below(*_LANGUAGE) if node.language == "de"]
    above = [node for node in concept if isinstance(node, Node) and node.tag not in _LANGUAGE]
    english = [node for node in concept.below(*_LANGUAGE) if node.language == "en"]
    scopes = ([term], german, above, english)

    def nearest(*names: str) -> str:
        found = (_values(name, scope) for scope in scopes for name in names)
        return next(filter(None, found), "")

    gender = _values("grammaticalGender", german)
    notes = [_values("note", scope) for scope in (above, german, english)]
    usage = [_values(name, scopes[1]) for name in ("usageNote", "Usage note")]
    return {
        "comment": "; ".join(distinct(notes + usage)),
        "pos": nearest("partOfSpeech"),
        "gender": _GENDER_LETTERS.get(gender, gender),
        "domain": nearest("subjectField"),
        "definition": nearest("definition", "descrip"),
        "example": nearest("context"),
        "origin": nearest("source"),
    }


def _values(name: str, scope: Iterable[Node]) -> str:
    """What stands under a data category in `scope`, several joined by "; "."""
    nodes = (node for top in scope for node in top.iter() if isinstance(node, Node))
    return "; ".join(distinct(node.content for node in nodes if _category(node) == name))


def _category(node: Node) -> str:
    return node.get("type") or node.tag


def _transaction(concept: Node) -> dict[str, str]:
    """Who approved an entry and when; without an approval, when it was last touched."""
    groups = concept.below("transacGrp")
    dates = {_values("date", [group]) for group in groups}
    for group in groups:
        by = _values("responsibility", [group])
        kind = _values("transactionType", [group])
        if kind == "approval" or (kind == "modification" and len(groups) == 1):
            return {"date": _values("date", [group]), "approved_by": by}
    return {"date": max(dates, default="")}


# Writing


def concepts(body: Element, terms: Sequence[Term], dialect: Dialect) -> None:
    """Put every entry into `body`.

    The id of a concept is made of its German term, so that it stays when others come and go.
    """
    ids: Counter[str] = Counter()
    for term in terms:
        id = "c" + hashlib.sha256(term.source.encode()).hexdigest()[:12]
        ids[id] += 1
        unique = id if ids[id] == 1 else f"{id}-{ids[id]}"
        _concept(add(body, dialect.concept, attributes={"id": unique}), term, dialect)


def _concept(concept: Element, term: Term, dialect: Dialect) -> None:
    facts = dict(term.extra)
    _typed(concept, "descrip", "subjectField", facts.get("domain", ""))
    _typed(concept, "descrip", "definition", facts.get("definition", ""))
    if dialect.marks and term.mode == "keep":
        _typed(concept, "descrip", _KEEP, "No")
    _typed(concept, "admin", "source", facts.get("origin", ""))
    _approval(concept, facts, dialect)
    if term.comment:
        add(concept, "note", term.comment)
    _german(add(concept, dialect.language, attributes={"xml:lang": "de"}), term, dialect)
    _english(add(concept, dialect.language, attributes={"xml:lang": "en"}), term, dialect)


def _typed(parent: Element, tag: str, type: str, text: str) -> None:
    if text:
        add(parent, tag, text, {"type": type})


def _approval(concept: Element, facts: dict[str, str], dialect: Dialect) -> None:
    date, by = facts.get("date", ""), facts.get("approved_by", "")
    date = date if _is_date(date) else ""
    if date or by:
        group = add(concept, "transacGrp")
        _typed(group, "transac", "transactionType", dialect.approval)
        if date:
            add(group, "date", date)
        _typed(group, "transacNote", "responsibility", by)


def _is_date(text: str) -> bool:
    try:
        datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return False
    return bool(_DATE.fullmatch(text))


def _german(section: Element, term: Term, dialect: Dialect) -> None:
    facts = dict(term.extra)
    node = add(section, dialect.term)
    add(node, "term", term.source)
    pos = facts.get("pos", "")
    _typed(node, "termNote", "partOfSpeech", pos if not dialect.pos or pos in dialect.pos else "")
    gender = facts.get("gender", "")
    gender = _GENDERS.get(gender, gender)
    _typed(node, "termNote", "grammaticalGender", gender if gender in _GENDER_LETTERS else "")
    if term.status == "draft":
        _typed(node, "termNote", "processStatus", "provisionallyProcessed" if dialect.marks else "")
    else:
        _status(node, "preferred" if term.status == "approved" else "deprecated")
    _typed(node, "descrip", "context", facts.get("example", ""))
    _variants(section, term.source_forms, dialect)


def _english(section: Element, term: Term, dialect: Dialect) -> None:
    accepted = zip(term.targets, ("preferred", *["admitted"] * len(term.targets)), strict=False)
    for text, status in (*accepted, *((text, "deprecated") for text in term.forbidden)):
        node = add(section, dialect.term)
        add(node, "term", text)
        _status(node, status)
    _variants(section, term.target_forms, dialect)


def _status(node: Element, status: str) -> None:
    _typed(node, "termNote", "administrativeStatus", f"{status}Term-admn-sts")


def _variants(section: Element, forms: Iterable[str], dialect: Dialect) -> None:
    for form in forms:
        node = add(section, dialect.term)
        add(node, "term", form)
        _typed(node, "termNote", "termType", "variant")
