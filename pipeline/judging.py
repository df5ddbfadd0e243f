"""Terms and checks on the translations of a document, whoever wrote them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from pipeline.checks import examine
from pipeline.checks.base import Finding, Pair
from pipeline.documents import lift, plain
from pipeline.drafting.drafter import Drafted
from pipeline.glossary.term import Verdict
from pipeline.glossary.verifying import verify


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges texts for the segments of one document, named by their numbers from 0."""

    drafted: Drafted
    severities: Mapping[str, str]

    def judge(self, number: int, target: str) -> list[Verdict]:
        """What became of the segment's terms in a text that a person wrote."""
        english = plain(target, self.drafted.document.format)
        verdicts = verify(self.drafted.occurrences[number], english)
        return [replace(v, step="human") if v.outcome == "honoured" else v for v in verdicts]

    def examine(
        self, number: int, target: str, verdicts: tuple[Verdict, ...]
    ) -> tuple[Finding, ...]:
        """What a reviewer should see in a text for the segment."""
        document = self.drafted.document
        segment = document.segments[number]
        source = lift(segment.source, document.format)
        english = lift(target, document.format)
        pair = Pair(
            source=source.text,
            target=english.text,
            kind=segment.kind,
            verdicts=verdicts,
            markup=tuple(element.raw for element in source.elements),
            target_markup=tuple(element.raw for element in english.elements),
        )
        return examine(pair, self.severities)
