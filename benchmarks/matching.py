"""How fast a large glossary is matched.   python -m benchmarks.matching WORDS TEXT

WORDS holds a German term a line, TEXT a German sentence a line (both up to a tab). The glossary has
100,000 entries: the words, and compounds that are put together from the nouns among them, so that
every everyday word is a term, which is the worst case. Times are those of one processor.
"""

from __future__ import annotations

import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from simplemma import lemmatize

from pipeline.glossary.loading import load
from pipeline.glossary.matching import Matcher

ENTRIES = 100_000
SEED = 2
T = TypeVar("T")


def main(words: Path, text: Path) -> None:
    seconds, _ = timed(lambda: lemmatize("Häuser", lang="de", greedy=True))
    print(f"cold start of simplemma   {seconds:.2f} s")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "glossary.csv"
        lines = (f"{source},rendering {n}\n" for n, source in enumerate(sources(column(words))))
        file.write_text("source,target\n" + "".join(lines), encoding="utf-8")
        seconds, matcher = timed(lambda: Matcher(load([file], file.parent).terms))
    print(f"{ENTRIES:,} entries loaded   {seconds:.2f} s, {megabytes():.0f} MB")
    sentences = column(text)
    size = sum(len(sentence.encode()) for sentence in sentences) / 1e6
    for name in ("cold", "warm"):
        seconds, found = timed(lambda: sum(len(matcher.find(one)) for one in sentences))
        speed = f"{size / seconds:.2f} MB/s"
        print(f"{size:.1f} MB matched, {name}   {speed}, {found:,} terms, {megabytes():.0f} MB")


def sources(words: list[str]) -> list[str]:
    """The words and, up to `ENTRIES`, compounds of the nouns among them."""
    chosen = dict.fromkeys(word for word in words if not set(word) & set('",;|#='))
    nouns = [word for word in chosen if word.isalpha() and word.istitle() and len(word) > 3]
    dice = random.Random(SEED)
    while len(chosen) < ENTRIES:
        first, second = dice.sample(nouns, 2)
        joined = (f"{first}-{second}", first + second.lower(), f"{first}s{second.lower()}")
        chosen[dice.choice(joined)] = None
    return list(chosen)[:ENTRIES]


def column(file: Path) -> list[str]:
    return [line.split("\t")[0] for line in file.read_text(encoding="utf-8").splitlines()]


def timed(work: Callable[[], T]) -> tuple[float, T]:
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def megabytes() -> float:
    """The most memory that this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
