"""xliff: XLIFF 2.1, with the terms of each segment (glossary module) and protected markup."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pipeline.catalog.entry import Bilingual, Entry, State
from pipeline.documents.document import Format
from pipeline.glossary.term import Verdict
from pipeline.writers.base import Context
from pipeline.writers.codes import Code, Edge, Part, coded, marked
from pipeline.writers.exchange import NAMESPACE, properties, remarks, spans
from pipeline.writers.xml import DECLARATION, element, opening, text

name = "xliff"
suffix = ".xlf"

CORE = "urn:oasis:names:tc:xliff:document:2.0"
GLOSSARY = "urn:oasis:names:tc:xliff:glossary:2.0"
METADATA = "urn:oasis:names:tc:xliff:metadata:2.0"
COMMENT = "comment"
# "initial" is what needs a person's eye; a tool sets "translated", "reviewed" or "final".
STATES: dict[State, str] = {
    "machine": "initial",
    "edited": "translated",
    "outdated": "translated",
    "reviewed": "reviewed",
}


def render(bilingual: Bilingual, context: Context) -> str:
    """One file with a unit for each segment, whose id is the segment's."""
    document = bilingual.document
    head = {"version": "2.1", "srcLang": "de", "trgLang": "en", "xmlns": CORE}
    lines = [
        DECLARATION,
        opening("xliff", **head, xmlns_gls=GLOSSARY, xmlns_mda=METADATA),
        opening("file", id="f1", original=str(document.path), xml_space="preserve"),
        *_notes([("notice", context.notice)] * bool(context.notice)),
    ]
    for entry in bilingual.entries:
        lines += _unit(entry, document.format)
    if not bilingual.entries:  # a file has at least one unit
        lines.append('<unit id="none" translate="no"><segment><source/></segment></unit>')
    return "\n".join([*lines, "</file>", "</xliff>", ""])


def _unit(entry: Entry, format: Format) -> Iterator[str]:
    source, target = coded(entry.segment.source, entry.target, format)
    terms = marked(source, entry.segment.source, format, spans(entry))
    marks = {part.number for part in terms if isinstance(part, Edge)}
    yield opening("unit", id=entry.id)
    yield from _glossary(entry.verdicts, marks)
    yield from _metadata(entry)
    comment = [(COMMENT, entry.comment)] * bool(entry.comment)
    yield from _notes([*comment, *remarks(entry)])
    yield from _data([*source, *target])
    state = STATES[entry.state] if entry.target else "initial"
    yield f"  {opening('segment', state=state, subState=f'{NAMESPACE}:{entry.state}')}"
    yield f"    {element('source', _inline(terms))}"
    if entry.target:
        yield f"    {element('target', _inline(target))}"
    yield "  </segment>"
    yield "</unit>"


def _glossary(verdicts: Sequence[Verdict], marks: set[int]) -> Iterator[str]:
    if not verdicts:
        return
    yield "  <gls:glossary>"
    for number, verdict in enumerate(verdicts):
        term = verdict.occurrence.term
        ref = f"#m{number + 1}" if number in marks else ""
        definition = dict(term.extra).get("definition") or term.comment
        yield f"    {opening('gls:glossEntry', id=f'g{number + 1}', ref=ref)}"
        yield f"      {element('gls:term', text(term.source))}"
        yield from (f"      {element('gls:translation', text(t))}" for t in term.targets)
        if definition:
            yield f"      {element('gls:definition', text(definition))}"
        yield "    </gls:glossEntry>"
    yield "  </gls:glossary>"


def _metadata(entry: Entry) -> Iterator[str]:
    said = (element("mda:meta", text(v), type=k) for k, v in properties(entry).items())
    group = element("mda:metaGroup", "".join(said), category=NAMESPACE)
    yield f"  {element('mda:metadata', group)}"


def _notes(notes: Iterable[tuple[str, str]]) -> Iterator[str]:
    """The machine's own have its name before their category; any other is a person's."""
    lines = [
        f"    {element('note', text(said), category=c if c == COMMENT else f'{NAMESPACE}:{c}')}"
        for c, said in notes
    ]
    if lines:
        yield from ("  <notes>", *lines, "  </notes>")


def _data(parts: Iterable[Part]) -> Iterator[str]:
    data = {_id(part): part.raw for part in parts if isinstance(part, Code)}
    if data:
        yield "  <originalData>"
        yield from (f"    {element('data', text(raw), id=id)}" for id, raw in data.items())
        yield "  </originalData>"


def _id(code: Code) -> str:
    """The closing code of a pair has an id of its own among the data."""
    return f"d{code.number}e" if code.role == "close" else f"d{code.number}"


def _inline(parts: Iterable[Part | Edge]) -> str:
    return "".join(_part(part) for part in parts)


def _part(part: Part | Edge) -> str:
    if isinstance(part, str):
        return text(part)
    if isinstance(part, Edge):
        return opening("mrk", id=f"m{part.number + 1}", type="term") if part.opens else "</mrk>"
    number = str(part.number)
    if part.role == "open":
        ends = {"dataRefStart": f"d{number}", "dataRefEnd": f"d{number}e"}
        return opening("pc", id=number, **ends)
    return "</pc>" if part.role == "close" else element("ph", id=number, dataRef=f"d{number}")
