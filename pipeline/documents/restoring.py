"""Markup put back into a translation, where its words went."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.documents.block import FormatModule
from pipeline.documents.formats import FORMATS
from pipeline.documents.inline import Element, Lifted, lift

Place = Callable[[int], int]
Span = tuple[int, int]

_WORD = re.compile(r"\w+(?:[-.,/&'’]\w+)*")
_OPENING = frozenset("([{<„‚“‘«»\"'")
_FAR = 8  # characters that a point moves for surroundings like those in the source


@dataclass(slots=True)
class _Node:
    """An element, or a pair with what stands between, and its span in source and target."""

    opening: Element
    closing: Element | None
    start: int
    end: int
    children: list[_Node] = field(default_factory=list)
    low: int = 0
    high: int = 0


def restore(lifted: Lifted, target: str, place: Place) -> str:
    """The plain translation `target` with the elements of the source in it, as the file wants it.

    `place` maps an offset in `lifted.text` to one in `target`, roughly: points go to the word
    boundary nearby that looks most like theirs in the source, pairs around the words that theirs
    became. Each element stands exactly once, pairs nest, and none is left around nothing unless
    there are fewer words than pairs.

    restore(lifted, lifted.text, lambda at: at) is the normalised source itself.
    """
    module = FORMATS[lifted.format]
    nodes = _tree(lifted.elements)
    _Placing(lifted.text, target, place).settle(nodes, 0, len(target))
    writer = _Writer(lifted.text, target, module)
    *sparing, safe = module.escapes(lifted.source)
    attempts = (writer.write(nodes, characters) for characters in sparing)
    reads_back = (text for text in attempts if lift(text, lifted.format).text == target)
    result = next(reads_back, None) or writer.write(nodes, safe)
    mid_line = module.guard(lifted.source) != lifted.source
    return result if mid_line else module.guard(result)


def _tree(elements: Sequence[Element]) -> list[_Node]:
    """Points and pairs, each pair holding what stands between its two."""
    root: list[_Node] = []
    levels = [root]
    for index, element in enumerate(elements):
        if element.role == "close" and element.pair >= 0:
            levels.pop()
            continue
        closing = elements[element.pair] if element.pair > index else None
        node = _Node(element, closing, element.at, closing.at if closing else element.at)
        levels[-1].append(node)
        if closing:
            levels.append(node.children)
    return root


@dataclass(frozen=True, slots=True)
class _Placing:
    source: str
    target: str
    place: Place

    def settle(self, nodes: Sequence[_Node], low: int, high: int) -> None:
        """Give sibling nodes their spans within target[low:high], pairs first, disjoint."""
        taken: list[Span] = []
        pairs = [node for node in nodes if node.closing]
        pairs.sort(key=lambda node: not self._verbatim(node, low, high))
        for number, node in enumerate(pairs):
            later = sum(map(_leaves, pairs[number + 1 :]))
            node.low, node.high = self._pair(node, low, high, taken, later)
            taken.append((node.low, node.high))
            self.settle(node.children, node.low, node.high)
        for node in nodes:
            if not node.closing:
                node.low = node.high = self._point(node, low, high, taken)

    def _at(self, offset: int, low: int, high: int) -> int:
        return min(max(self.place(offset), low), high)

    # -- pairs ---------------------------------------------------------------------------------

    def _verbatim(self, node: _Node, low: int, high: int) -> list[int]:
        """Where the pair's own text stands in the translation as it is (a name, a number)."""
        text = self.source[node.start : node.end]
        if not text:
            return []
        found = re.compile(f"(?={re.escape(text)})").finditer(self.target, low, high)
        starts = (match.start() for match in found)
        edges = self._edges(self.source, node.start, node.end)
        return [at for at in starts if self._edges(self.target, at, at + len(text)) == edges]

    @staticmethod
    def _edges(text: str, start: int, end: int) -> tuple[bool, bool]:
        """Does a word go on beyond either edge?"""
        return _surroundings(text, start)[0] == "word", _surroundings(text, end)[1] == "word"

    def _pair(self, node: _Node, low: int, high: int, taken: Sequence[Span], later: int) -> Span:
        """Its span; as many words as there are `later` pairs stay free."""
        if node.start == node.end:
            at = self._point(node, low, high, taken)
            return at, at
        length = node.end - node.start
        near = self._at(node.start, low, high)
        for start in sorted(self._verbatim(node, low, high), key=lambda at: abs(at - near)):
            if _free(start, start + length, taken):
                return start, start + length
        if node.start == 0 and node.end == len(self.source) and not taken:
            return low, high
        return self._widened(node, low, high, taken, later)

    def _widened(self, node: _Node, low: int, high: int, taken: Sequence[Span], later: int) -> Span:
        """The free words from the first to the last one hit, else the nearest."""
        words = [m.span() for m in _WORD.finditer(self.target, low, high)]
        words = [word for word in words if _free(*word, taken)]
        first, last = self._hit(node, low, high)
        if not words:
            at = self._unbroken(first, taken)
            return at, at
        hit = [word for word in words if word[0] < last and word[1] > first]
        if not hit:
            hit = [min(words, key=lambda word: abs(word[0] + word[1] - first - last))]
        start, end = hit[0]
        for word in hit[1 : max(_leaves(node), len(words) - later)]:
            if not _free(start, word[1], taken):
                break
            end = word[1]
        return self._with_punctuation(node, start, end, low, high, taken)

    def _hit(self, node: _Node, low: int, high: int) -> Span:
        """From where to where the words of the pair went."""
        words = [m.span() for m in _WORD.finditer(self.source, node.start, node.end)]
        words = words or [(node.start, node.end)]
        ends = [sorted((self._at(a, low, high), self._at(b, low, high))) for a, b in words]
        return min(a for a, _ in ends), max(b for _, b in ends)

    def _with_punctuation(
        self,
        node: _Node,
        start: int,
        end: int,
        low: int,
        high: int,
        taken: Sequence[Span],
    ) -> Span:
        """Widened over quotation marks and full stops where the source pair holds such, too."""
        while (
            start > low
            and _is_mark(self.target[start - 1])
            and _is_mark(self.source[node.start])
            and _free(start - 1, end, taken)
        ):
            start -= 1
        while (
            end < high
            and _is_mark(self.target[end])
            and _is_mark(self.source[node.end - 1])
            and _free(start, end + 1, taken)
        ):
            end += 1
        return start, end

    def _unbroken(self, at: int, taken: Sequence[Span]) -> int:
        return next((end for start, end in taken if start < at < end), at)

    # -- points --------------------------------------------------------------------------------

    def _point(self, node: _Node, low: int, high: int, taken: Sequence[Span]) -> int:
        """The boundary near `place` with surroundings most like those in the source."""
        wanted = _surroundings(self.source, node.start)
        near = self._near(node.start, low, high)

        def cost(at: int) -> tuple[bool, int]:
            found = _surroundings(self.target, at)
            inside_word = found == ("word", "word") != wanted
            return inside_word, abs(at - near) + (0 if found == wanted else _FAR)

        free = [at for at in range(low, high + 1) if _free(at, at, taken)]
        return min(free, key=cost)

    def _near(self, offset: int, low: int, high: int) -> int:
        """Leading points lead, trailing points trail."""
        if not self.source[:offset].strip():
            return low
        if not self.source[offset:].strip():
            return high
        behind = _behind_words(self.source, 0, offset)
        words_end = high - _behind_words(self.target, low, high)
        if words_end > low and not _WORD.search(self.source, offset):
            return min(high, words_end + behind)
        return self._at(offset, low, high)


def _leaves(node: _Node) -> int:
    """How many words a node needs so that no pair in it stands around nothing."""
    return max(1, sum(_leaves(child) for child in node.children if child.closing))


def _behind_words(text: str, low: int, high: int) -> int:
    """How many characters stand behind the last word of text[low:high]."""
    return high - max((word.end() for word in _WORD.finditer(text, low, high)), default=low)


def _free(start: int, end: int, taken: Sequence[Span]) -> bool:
    return all(end <= a or start >= b for a, b in taken)


def _is_mark(character: str) -> bool:
    return not (character.isalnum() or character.isspace())


def _surroundings(text: str, at: int) -> tuple[str, str]:
    before = _class(text[at - 1]) if at else "edge"
    return before, _class(text[at]) if at < len(text) else "edge"


def _class(character: str) -> str:
    if character.isspace():
        return "blank"
    return "mark" if _is_mark(character) else "word"


@dataclass(frozen=True, slots=True)
class _Writer:
    source: str
    target: str
    module: FormatModule

    def write(self, nodes: Sequence[_Node], characters: str) -> str:
        """The translation with the elements in it and `characters` escaped."""
        return "".join(self._pieces(nodes, 0, len(self.target), characters))

    def _pieces(
        self, nodes: Sequence[_Node], low: int, high: int, characters: str
    ) -> Iterator[str]:
        at = low
        for node in sorted(nodes, key=lambda node: (node.low, node.high)):
            yield self.module.escape(self.target[at : node.low], characters)
            yield self._glued(node.opening, node.low)
            if node.closing:
                yield from self._pieces(node.children, node.low, node.high, characters)
                yield self._glued(node.closing, node.high)
            at = node.high
        yield self.module.escape(self.target[at:high], characters)

    def _glued(self, element: Element, at: int) -> str:
        """The element with the white space that it had, or that it needs where it stands now."""
        before, after = element.glue
        left, right = _surroundings(self.target, at)
        if (left, right) != _surroundings(self.source, element.at):
            stands_free = bool(before or after)
            parts_left = left == "word" or (left == "mark" and self.target[at - 1] not in _OPENING)
            parts_right = right == "word" or (right == "mark" and self.target[at] in _OPENING)
            before = " " if parts_left and (stands_free or element.raw[0].isalnum()) else ""
            after = " " if parts_right and (stands_free or element.raw[-1].isalnum()) else ""
        return f"{before}{element.raw}{after}"
