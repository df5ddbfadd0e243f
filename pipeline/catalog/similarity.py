"""Which old text a new text comes from, when an article was edited.

Texts are matched by content. One counts as a changed form of another when the two are similar and
stand beside the same neighbour; the bar of .6 lets a reworded sentence keep its translation (as an
outdated one, to be looked at) and keeps a new sentence from inheriting a stranger's.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from difflib import SequenceMatcher

SIMILAR = 0.6
RELATED = 0.3  # of the trigrams of the shorter text: a quick look that spares most comparisons


def similarity(one: str, other: str, least: float = 0.0) -> float:
    """The share of characters in common, in order (Ratcliff and Obershelp); 0 below `least`."""
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    bounds = (matcher.real_quick_ratio, matcher.quick_ratio, matcher.ratio)
    ratio = 0.0
    for bound in bounds:
        ratio = bound()
        if ratio < least:
            return 0.0
    return ratio


def changed(
    before: Sequence[str], now: Sequence[str], gone: Container[str], fresh: Container[str]
) -> dict[str, str]:
    """Which of the texts `gone` each of the `fresh` ones is a changed form of: new → old.

    `before` and `now` are the texts of an article, in order and without repeats; the most similar
    find each other first, and each old text is used once.
    """
    old, new = [_trigrams(text) for text in before], [_trigrams(text) for text in now]
    found = sorted(
        (-ratio, i, j)
        for i, j in _in_one_place(before, now, gone, fresh)
        if _overlap(old[i], new[j]) >= RELATED and (ratio := similarity(before[i], now[j], SIMILAR))
    )
    matches: dict[str, str] = {}
    for _, i, j in found:
        if now[j] not in matches and before[i] not in matches.values():
            matches[now[j]] = before[i]
    return matches


def replaced(
    before: Sequence[str], now: Sequence[str], gone: Container[str], fresh: Container[str]
) -> dict[str, str]:
    """Which of the texts `gone` stood where a `fresh` one stands, the most similar: new → old."""
    old, new = [_trigrams(text) for text in before], [_trigrams(text) for text in now]
    best: dict[str, tuple[float, str]] = {}
    for i, j in _in_one_place(before, now, gone, fresh):
        offer = _overlap(old[i], new[j]), before[i]
        best[now[j]] = max(best.get(now[j], offer), offer)
    return {new: old for new, (_, old) in best.items()}


def _trigrams(text: str) -> set[str]:
    return {text[at : at + 3] for at in range(max(1, len(text) - 2))}


def _overlap(one: set[str], other: set[str]) -> float:
    return len(one & other) / min(len(one), len(other))


def _in_one_place(
    before: Sequence[str], now: Sequence[str], gone: Container[str], fresh: Container[str]
) -> list[tuple[int, int]]:
    """(index before, index now) of texts gone and fresh that have a kept neighbour in common.

    A text's neighbours are the nearest texts above and below that are in both versions; above
    the first and below the last is the edge of the article.
    """
    kept = set(before) & set(now)
    old = {i: places for i, places in _places(before, kept).items() if before[i] in gone}
    new = {j: places for j, places in _places(now, kept).items() if now[j] in fresh}
    return [
        (i, j)
        for j, (above, below) in new.items()
        for i, place in old.items()
        if place[0] == above or place[1] == below
    ]


def _places(texts: Sequence[str], kept: set[str]) -> Mapping[int, tuple[str, str]]:
    """For each text that was not kept, the nearest kept texts above and below it."""
    above, below = _nearest(texts, kept), _nearest(texts[::-1], kept)[::-1]
    return {i: (above[i], below[i]) for i, text in enumerate(texts) if text not in kept}


def _nearest(texts: Sequence[str], kept: set[str]) -> list[str]:
    nearest, seen = [], ""
    for text in texts:
        nearest.append(seen)
        seen = text if text in kept else seen
    return nearest
