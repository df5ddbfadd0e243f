"""xliff12: XLIFF 1.2 (strict), for tools that read no later version."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pipeline.catalog.entry import Bilingual, Entry, State
from pipeline.documents.document import Format
from pipeline.glossary.term import Verdict
from pipeline.writers.base import Context
from pipeline.writers.codes import Edge, Part, coded, marked
from pipeline.writers.exchange import NAMESPACE, PROGRAM, properties, remarks, spans
from pipeline.writers.xml import DECLARATION, element, opening, text

name = "xliff12"
# Not ".xlf" as well: both versions can be written in one run.
suffix = ".12.xlf"

CORE = "urn:oasis:names:tc:xliff:document:1.2"
PREFIX = f"x-{NAMESPACE}-"
TRANSLATOR = "translator"
DATATYPES: dict[Format, str] = {"txt": "plaintext", "md": "x-markdown", "html": "html"}
STATES: dict[State, str] = {
    "machine": "needs-review-translation",
    "edited": "translated",
    "outdated": "needs-review-translation",
    "reviewed": "signed-off",
}


def render(bilingual: Bilingual, context: Context) -> str:
    """One file with a trans-unit for each segment, whose id is the segment's."""
    document = bilingual.document
    lines = [
        DECLARATION,
        opening("xliff", version="1.2", xmlns=CORE),
        opening(
            "file",
            original=str(document.path),
            datatype=DATATYPES[document.format],
            xml_space="preserve",
            **{"source-language": "de", "target-language": "en"},
        ),
        element("header", element("note", text(context.notice))) if context.notice else "<header/>",
        "<body>",
    ]
    for entry in bilingual.entries:
        lines += _unit(entry, document.format)
    return "\n".join([*lines, "</body>", "</file>", "</xliff>", ""])


def _unit(entry: Entry, format: Format) -> Iterator[str]:
    source, target = coded(entry.segment.source, entry.target, format)
    terms = marked(source, entry.segment.source, format, spans(entry))
    approved = "yes" if entry.state == "reviewed" else "no"
    yield opening("trans-unit", id=entry.id, approved=approved)
    yield f"  {element('source', _inline(terms, entry.verdicts))}"
    if entry.target:
        origin = "mt-suggestion" if entry.state == "machine" else ""
        states = {"state": STATES[entry.state], "state-qualifier": origin}
        yield f"  {element('target', _inline(target, ()), **states)}"
    yield f"  {_context(entry)}"
    if entry.comment:
        yield f"  {element('note', text(entry.comment), from_=TRANSLATOR)}"
    for category, said in remarks(entry):
        yield f"  {element('note', text(f'{category}: {said}'), from_=PROGRAM)}"
    yield "</trans-unit>"


def _context(entry: Entry) -> str:
    said = properties(entry).items()
    ours = (element("context", text(v), **{"context-type": PREFIX + key}) for key, v in said)
    return element("context-group", "".join(ours), purpose="information")


def _inline(parts: Iterable[Part | Edge], verdicts: Sequence[Verdict]) -> str:
    return "".join(_part(part, verdicts) for part in parts)


def _part(part: Part | Edge, verdicts: Sequence[Verdict]) -> str:
    if isinstance(part, str):
        return text(part)
    if isinstance(part, Edge):
        wanted = verdicts[part.number].occurrence.term.preferred
        return opening("mrk", mtype="term", comment=wanted) if part.opens else "</mrk>"
    tag = {"open": "bpt", "close": "ept", "point": "ph"}[part.role]
    return element(tag, text(part.raw), id=str(part.number))
