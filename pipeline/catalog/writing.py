"""Writing PO files: the same bytes that msgcat would write.

polib parses for us but doesn't write: it wraps translators' comments anew, and long texts where
gettext would not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pipeline.catalog.entry import Bilingual, Entry, Offer
from pipeline.catalog.header import header
from pipeline.catalog.message import Catalog, Message
from pipeline.catalog.wording import told
from pipeline.catalog.wrapping import quoted, wrapped_words

FIRST_STRONG, POP = "\u2068", "\u2069"


def render(
    bilingual: Bilingual,
    obsolete: Sequence[Message],
    before: Catalog | None,
    *,
    date: str,
    translator: str = "",
    notice: str = "",
) -> str:
    """The PO file of a document: one entry for each source text, in document order.

    `before` is the file as it stands, for its header and for the dates: `date` is taken for new
    and changed entries alone. `translator` is whom to name where nobody is named yet, `notice`
    what nobody who opens the file must miss.
    """
    path = str(bilingual.document.path)
    groups = _grouped(bilingual.entries)
    messages = [_message(path, group) for group in groups]
    messages += sorted(obsolete, key=lambda message: message.source)
    created = before is None or _sources(messages) != _sources(before.messages)
    revised = before is None or _contents(messages) != _contents(before.messages)
    head = header(
        path,
        before,
        created=date if created else "",
        revised=date if revised else "",
        translator=translator,
        notice=notice,
    )
    annotations: list[Iterable[str]] = [_annotations(group[0]) for group in groups]
    annotations += [()] * len(obsolete)
    blocks = [header_block(head, before.comment if before else "", notice)]
    blocks += [entry_block(m, lines) for m, lines in zip(messages, annotations, strict=True)]
    return "\n".join(blocks)


def _grouped(entries: Iterable[Entry]) -> list[list[Entry]]:
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(entry.segment.source, []).append(entry)
    return list(groups.values())


def _message(path: str, group: Sequence[Entry]) -> Message:
    entry = group[0]
    return Message(
        source=entry.segment.source,
        target=entry.target,
        fuzzy=bool(entry.target) and entry.state != "reviewed",
        comment=entry.comment,
        previous=entry.previous,
        references=tuple(f"{path}:{e.segment.line}" for e in group),
    )


def _sources(messages: Iterable[Message]) -> list[str]:
    return sorted(m.source for m in messages if not m.obsolete)


def _contents(messages: Iterable[Message]) -> list[tuple[object, ...]]:
    """All of the messages that makes a revision, whatever their order."""
    return sorted((m.source, m.target, m.fuzzy, m.previous, m.obsolete) for m in messages)


def _annotations(entry: Entry) -> Iterator[str]:
    """What the machine has to say to a reviewer, a line each."""
    yield f"kind: {entry.segment.kind}"
    for verdict in entry.verdicts:
        term = verdict.occurrence.term
        told = f"{verdict.outcome}, {term.entry}"
        yield f"term: {term.source} = {verdict.rendering or term.preferred} ({told})"
    for finding in entry.findings:
        yield f"{finding.check} ({finding.severity}): {finding.message}"
    if entry.state == "machine" and entry.score is not None:
        yield f"score: {entry.score:.3f}"
    yield from (f"note: {note}" for note in entry.notes)
    yield from map(_offered, entry.offers)
    if entry.state in ("edited", "outdated") and entry.proposal:
        yield f"suggestion: {entry.proposal}"


def _offered(offer: Offer) -> str:
    if offer.share == 100:
        return f"approved in {offer.document}: {offer.target}"
    return f"similar ({offer.share} %): {told(offer.german)} = {offer.target} ({offer.document})"


def header_block(head: str, comment: str, notice: str) -> str:
    """The entry of the empty msgid, with its comments and a line end."""
    lines = [*_commented("#", comment), *_commented("#.", notice), 'msgid ""']
    fields = (quoted("msgstr", field).removeprefix("msgstr ") for field in head.splitlines(True))
    return "\n".join([*lines, 'msgstr ""', *(f.removeprefix('""\n') for f in fields), ""])


def entry_block(message: Message, annotations: Iterable[str]) -> str:
    """The lines of one entry, annotations as `#.` comments, and a line end."""
    prefix = "#~ " if message.obsolete else ""
    lines = _commented("#", message.comment)
    for annotation in annotations:
        lines += _commented("#.", " ".join(annotation.split()))
    if message.references and not message.obsolete:
        lines += wrapped_words("#:", [_isolated(r) for r in message.references])
    lines += ["#, fuzzy"] * message.fuzzy
    if message.previous and message.fuzzy:
        lines.append(quoted("msgid", message.previous, "#~| " if message.obsolete else "#| "))
    lines.append(quoted("msgid", message.source, prefix))
    lines.append(quoted("msgstr", message.target, prefix))
    return "\n".join([*lines, ""])


def _commented(mark: str, text: str) -> list[str]:
    return [f"{mark} {line}".rstrip() for line in text.split("\n")] if text else []


def _isolated(reference: str) -> str:
    """gettext 0.22 and later read a file name with blanks between these marks."""
    file, line = reference.rsplit(":", 1)
    return f"{FIRST_STRONG}{file}{POP}:{line}" if " " in file else reference
