"""What a run changed, word by word: for a terminal, for programs, and as a page.

This is no format of `--formats`: it is about a run, not about an article.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any, Literal

from pipeline.catalog.comparing import Change, Side
from pipeline.catalog.wording import Change as Word
from pipeline.catalog.wording import changes as words
from pipeline.catalog.wording import marked
from pipeline.writers.base import Context
from pipeline.writers.pages import page

Documents = Mapping[str, Sequence[Change]]
Paint = Callable[[str, str], str]  # text, style → text
Pieces = tuple[tuple[Word, str], ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A change as people see it: both texts in pieces, and the states that it went through."""

    kind: Literal["new", "changed", "gone"]
    source: Pieces
    target: Pieces
    states: tuple[str, ...]


def shown(change: Change) -> Shown:
    """A change, word by word."""
    before, after = change.before, change.after
    sides = [side for side in (before, after) if side]
    return Shown(
        kind="changed" if before and after else "new" if after else "gone",
        source=_words(before, after, "source"),
        target=_words(before, after, "target"),
        states=tuple(state for state, _ in groupby(side.state for side in sides)),
    )


def _words(before: Side | None, after: Side | None, side: str) -> Pieces:
    found = words(getattr(before, side, ""), getattr(after, side, ""))
    return tuple((kind, text) for kind, text in _in_phrases(found) if text)


def _in_phrases(pieces: Iterable[tuple[Word, str]]) -> Iterator[tuple[Word, str]]:
    """Changed words with nothing but blanks between them as one change: a phrase reads better."""
    gone = new = ""
    for kind, text in pieces:
        if kind == "same" and not (text.isspace() and (gone or new)):
            yield from (("gone", gone), ("new", new), ("same", text))
            gone = new = ""
            continue
        gone += text if kind != "new" else ""
        new += text if kind != "gone" else ""
    yield from (("gone", gone), ("new", new))


def lines(documents: Documents, paint: Paint) -> Iterator[str]:
    """For a terminal: `[-gone-]` and `{+new+}` as in git's word diff, in what `paint` adds."""
    for path, changes in documents.items():
        yield paint(f"{path}: {_counted(len(changes))}", "bold")
        for change in map(shown, changes):
            kind = "" if change.kind == "changed" else f" ({change.kind})"
            yield paint(f"  {' → '.join(change.states)}{kind}", "dim")
            yield f"    de  {_told(change.source, paint)}"
            yield f"    en  {_told(change.target, paint)}"


def _told(pieces: Pieces, paint: Paint) -> str:
    styles = {"same": "", "gone": "error", "new": "good"}
    return "".join(paint(marked(kind, text), styles[kind]) for kind, text in pieces)


def as_json(documents: Documents) -> dict[str, Any]:
    """For programs: `before` is null for a new segment, `after` for one that is gone."""
    return {
        "documents": [
            {"path": path, "changes": [asdict(change) for change in changes]}
            for path, changes in documents.items()
        ]
    }


def html(documents: Documents, context: Context) -> str:
    """A self-contained page."""
    return page(
        "diff.html.jinja",
        run=context,
        number=sum(map(len, documents.values())),
        documents=[(path, [*map(shown, changes)]) for path, changes in documents.items()],
    )


def _counted(number: int) -> str:
    return f"{number:,} change" + "s" * (number != 1)
