"""An article with everything on it that a page can show. Its sentences are ours."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from pipeline.catalog.entry import Bilingual, Entry
from pipeline.checks.base import Finding
from pipeline.documents import Document, Format, Kind, Segment, plain
from pipeline.glossary.term import Occurrence, Outcome, Term, Verdict

FILE = PurePosixPath("glossary/nato.csv")
OSTFLANKE = Term(
    "Ostflanke",
    ("eastern flank",),
    comment="Lower case, as in the communiqués.",
    forbidden=("east flank", "Eastern front"),
    extra=(
        ("definition", "The alliance's border region from the Baltic to the Black Sea."),
        ("domain", "alliance"),
        ("approved_by", "M. Lang"),
    ),
    file=FILE,
    line=2,
)
SPEERSPITZE = Term(
    "Speerspitze", ("spearhead force",), extra=(("domain", "units"),), file=FILE, line=3
)
GRUNDAKTE = Term(
    "NATO-Russland-Grundakte", ("NATO-Russia Founding Act", "Founding Act"), file=FILE, line=5
)
BUNDESWEHR = Term("Bundeswehr", ("Bundeswehr",), mode="keep", file=FILE, line=12)
DROHNENWALL = Term("Drohnenwall", ("drone wall",), status="draft", file=FILE, line=40)


@dataclass(frozen=True)
class Hit:
    """A term in a segment, by the words that stand for it; the offsets are looked up."""

    term: Term
    source: str
    target: str = ""
    outcome: Outcome = "honoured"
    token: str = ""

    def verdict(self, source: str, target: str) -> Verdict:
        token = self.token or self.source
        at = source.index(token)
        start = at + token.index(self.source)
        end = start + len(self.source)
        occurrence = Occurrence(start, end, at, at + len(token), self.source, token, self.term)
        place = target.index(self.target) if self.target else -1
        close = place + len(self.target) if self.target else -1
        return Verdict(occurrence, self.outcome, self.target, place, close, "hypothesis")


@dataclass(frozen=True)
class Line:
    """A segment and its entry; `fields` are those of Entry."""

    source: str
    target: str
    hits: tuple[Hit, ...]
    kind: Kind
    fields: dict[str, Any]

    def entry(self, segment: Segment, id: str, format: Format) -> Entry:
        texts = plain(self.source, format), plain(self.target, format)
        verdicts = tuple(hit.verdict(*texts) for hit in self.hits)
        fields = {"state": "machine", "score": -0.412, "verdicts": verdicts} | self.fields
        return Entry(id, segment, self.target, **fields)


def line(source: str, target: str, *hits: Hit, kind: Kind = "body", **fields: Any) -> Line:
    return Line(source, target, hits, kind, fields)


def bilingual(
    *paragraphs: Sequence[Line],
    path: str = "corpus/a/summit.txt",
    format: Format = "txt",
    newline: str = "\n",
) -> Bilingual:
    """Paragraphs of lines that are joined by a blank, with an empty line between them."""
    text, entries, seen = "", [], Counter[str]()
    for paragraph in paragraphs:
        text += newline * 2 if text else ""
        for number, item in enumerate(paragraph):
            text += " " if number else ""
            start, row = len(text), text.count("\n") + 1
            text += item.source
            segment = Segment(start, len(text), item.source, item.source, item.kind, row)
            entries.append(item.entry(segment, _id(item.source, seen), format))
    segments = tuple(entry.segment for entry in entries)
    return Bilingual(
        Document(PurePosixPath(path), format, text + newline, segments), tuple(entries)
    )


def _id(source: str, seen: Counter[str]) -> str:
    digest = hashlib.sha256(source.encode()).hexdigest()[:12]
    seen[digest] += 1
    return digest if seen[digest] == 1 else f"{digest}-{seen[digest]}"


ARTICLE = (
    [line("NATO-Treffen", "NATO meeting", kind="headline", score=-0.18)],
    [
        line(
            "Minister wollen die Ostflanke bis zum Winter verstärken",
            "Ministers want to reinforce the eastern flank by winter",
            Hit(OSTFLANKE, "Ostflanke", "eastern flank"),
            kind="headline",
            state="reviewed",
        )
    ],
    [
        line(
            "Soldaten der Speerspitze üben im Regen bei Tapa.",
            "Soldiers of the spearhead force exercise in the rain near Tapa.",
            Hit(SPEERSPITZE, "Speerspitze", "spearhead force"),
            kind="caption",
        ),
        line("© Quelle: Jaan Mets/dpa", "© Source: Jaan Mets/dpa", kind="caption", score=-0.09),
    ],
    [
        line(
            "Weiterlesen mit Probeabo! !",
            "Continue reading with a trial subscription! !",
            kind="boilerplate",
            findings=(Finding("punctuation", "look", "“! !” ends the sentence twice"),),
        )
    ],
    [
        line("Tallinn.", "Tallinn.", score=-0.02),
        line(
            "Die Verteidigungsminister des Bündnisses haben sich am Mittwoch auf einen neuen Plan "
            "für die NATO-Ostflanke geeinigt.",
            "On Wednesday, the alliance's defence ministers agreed on a new plan for the NATO "
            "eastern flank.",
            Hit(OSTFLANKE, "Ostflanke", "eastern flank", token="NATO-Ostflanke"),
            state="edited",
            comment="British spelling throughout, see the style sheet.",
            proposal="The alliance's defence ministers agreed on Wednesday on a new plan for "
            "NATO's eastern flank.",
        ),
        line(
            "Rund 2.400 Soldaten sollen bis November verlegt werden, darunter Teile der "
            "Speerspitze.",
            "Around 2,040 soldiers are to be moved by November, including parts of the tip of "
            "the spear.",
            Hit(SPEERSPITZE, "Speerspitze", outcome="missed"),
            score=-0.913,
            findings=(
                Finding("term", "error", "“spearhead force” for “Speerspitze” is missing"),
                Finding("number", "error", "2.400 has become 2,040"),
            ),
            alternatives=(
                "Some 2,400 soldiers are to be moved by November, among them the spearhead.",
                "About 2,400 troops will be relocated by November, including the lead unit.",
            ),
        ),
    ],
    [line("„WIR SIND BEREIT“", "“WE ARE READY”", kind="heading", score=-0.21)],
    [
        line(
            "„Niemand greift an, wenn er weiß, dass wir bereit sind“, sagte die Ministerin.",
            "“Nobody attacks if they know that we are ready,” the minister said.",
            state="reviewed",
        ),
        line(
            "Die Bundeswehr schickt eine Kompanie an die Ostflanke und prüft einen Drohnenwall.",
            "The Bundeswehr is sending a company to the Eastern front and is examining a drone "
            "fence.",
            Hit(BUNDESWEHR, "Bundeswehr", "Bundeswehr"),
            Hit(OSTFLANKE, "Ostflanke", "Eastern front", "forbidden"),
            Hit(DROHNENWALL, "Drohnenwall", outcome="missed"),
            score=-0.655,
            findings=(
                Finding("forbidden", "error", "“Eastern front” must not stand for “Ostflanke”"),
                Finding("consistency", "warning", "“Ostflanke” is “eastern flank” elsewhere"),
            ),
        ),
        line(
            "Die NATO-Russland-Grundakte gelte weiter, erklärte das Außenministerium am Abend.",
            "The NATO-Russia Founding Act still applied, the foreign ministry said on Monday.",
            Hit(GRUNDAKTE, "NATO-Russland-Grundakte", "NATO-Russia Founding Act"),
            state="outdated",
            previous="Die NATO-Russland-Grundakte gelte weiter, erklärte das Außenministerium "
            "am Montag.",
            findings=(Finding("name", "warning", "“Monday” has nothing in the German"),),
        ),
    ],
    [
        line(
            "Mehr dazu unter https://example.org/ostflanke im Netz.",
            "More on this at https://example.org/ostflanke online.",
            notes=("The address was taken out and put back.",),
        ),
        line("(dpa, Reuters)", "(dpa, Reuters)", score=-0.01),
    ],
)
