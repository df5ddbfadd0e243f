"""Entries of the glossary as concepts of a termbase, in both editions of TBX."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from xml.etree.ElementTree import Element

from pipeline.glossary.exchange.tbx_reading import GENDERS, KEEP
from pipeline.glossary.exchange.xml import add
from pipeline.glossary.term import Term

_DATE = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)?)?")


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
        _typed(concept, "descrip", KEEP, "No")
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
    gender = GENDERS.get(gender, gender)
    _typed(node, "termNote", "grammaticalGender", gender if gender in GENDERS.values() else "")
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
