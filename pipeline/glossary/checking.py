"""What is odd about a glossary: entries that contradict or shadow each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pipeline.glossary.loading import Glossary, Problem
from pipeline.glossary.matching import Matcher
from pipeline.glossary.term import Term
from pipeline.glossary.use import Use


def check(glossary: Glossary, use: Use | None = None) -> list[Problem]:
    """All that a terminologist should look at, by file and line; with its `use` in a corpus.

    Errors are contradictions and entries that can do nothing; warnings are what may surprise; notes
    say how the program understands it.
    """
    terms = glossary.terms
    said = _by_target(terms)
    found = [
        *glossary.warnings,
        *_same_target(said),
        *_forbidden(terms, said),
        *_nested(terms),
        *(_use(terms, use) if use else ()),
    ]
    return sorted(found, key=lambda problem: (problem.file, problem.line))


def statuses(terms: Iterable[Term]) -> dict[str, int]:
    """How many entries there are of each status."""
    counts: dict[str, int] = {"approved": 0, "draft": 0, "deprecated": 0}
    for term in terms:
        counts[term.status] += 1
    return counts


def _by_target(terms: Iterable[Term]) -> Mapping[str, list[Term]]:
    found: dict[str, list[Term]] = defaultdict(list)
    for term in terms:
        for target in dict.fromkeys(target.casefold() for target in term.targets):
            found[target].append(term)
    return found


def _same_target(said: Mapping[str, Sequence[Term]]) -> Iterator[Problem]:
    """Two German terms that a reader of the English cannot tell apart."""
    for target, (first, *others) in said.items():
        for other in others:
            if not _gendered(first, other):
                both = all(term.preferred.casefold() == target for term in (first, other))
                message = f"{other.source!r} and {first.source!r} ({first.entry}) share “{target}”"
                hint = "Are they the same thing? Then say so in the comment."
                yield Problem("warning" if both else "note", message, other.file, other.line, hint)


def _gendered(one: Term, other: Term) -> bool:
    shorter, longer = sorted((one.source, other.source), key=len)
    return longer in (shorter + "in", shorter.removesuffix("e") + "in")


def _forbidden(terms: Iterable[Term], said: Mapping[str, Sequence[Term]]) -> Iterator[Problem]:
    for term in terms:
        for rendering in term.forbidden:
            for other in said.get(rendering.casefold(), ()):
                if other is term:
                    message = f"“{rendering}” is both a target and forbidden"
                    hint = "Remove it from one of the two columns."
                    yield Problem("error", message, term.file, term.line, hint)
                else:
                    message = f"“{rendering}” is forbidden here, and right for {other.source!r}"
                    hint = f"See {other.entry}. Where both occur, the one may stand for the other."
                    yield Problem("warning", message, term.file, term.line, hint)


def _nested(terms: Sequence[Term]) -> Iterator[Problem]:
    """Terms inside other terms, and terms that not even their own source shows."""
    matcher = Matcher(terms)
    for term in terms:
        inside = [one.term for one in matcher.every(f"der {term.source}")]
        if term not in inside:
            message = f"{term.source!r} can never be found"
            hint = "A source needs a word: letters or digits."
            yield Problem("error", message, term.file, term.line, hint)
        for other in dict.fromkeys(inside):
            if other is not term:
                message = f"{other.source!r} ({other.entry}) is part of {term.source!r}"
                hint = "Where the longer one stands, it counts alone."
                yield Problem("note", message, term.file, term.line, hint)


def _use(terms: Iterable[Term], use: Use) -> Iterator[Problem]:
    """Entries that a corpus never needs, and those that the model does not need."""
    for term in terms:
        if not use.occurrences.get(term.entry):
            message = f"{term.source!r} is in none of the {use.segments:,} segments"
            hint = "Is it the base form? A term is found in its inflected forms, too."
            yield Problem("note", message, term.file, term.line, hint)
        elif use.right(term):
            times = use.unaided[term.entry]
            message = f"{term.source!r}: the model says it as agreed by itself, {times} of {times}"
            yield Problem("note", message, term.file, term.line, "The entry costs nothing.")
