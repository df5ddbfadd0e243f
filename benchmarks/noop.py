"""What a run costs that has nothing to do.   python -m benchmarks.noop [ARTICLES]

Builds a corpus of 1,000 articles with 20 sentences each, translates it with the sample package,
and runs again. The second run has to read what the first wrote in the last
moment (its time stamps could hide a change); from the third on, time stamps suffice. Start-up is
that of the same run over a single article.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random

from pipeline.stamps import GRANULE

SENTENCES = 20
SUBJECTS = ("Der Minister", "Die Sprecherin", "Das Bündnis", "Ein General", "Die Regierung")
VERBS = ("begrüßt", "prüft", "fordert", "verschiebt", "erläutert", "lehnt nicht ab:")
OBJECTS = ("die Übung", "den Haushalt", "das Abkommen", "die Ostflanke", "die Speerspitze")
TIMES = ("am Montag", "im Mai", "nach 3 Stunden", "vor dem Gipfel", "in Riga", "zum 2. Mal")
GLOSSARY = "source,target\nOstflanke,eastern flank\nSpeerspitze,spearhead force\n"


def article(random: Random) -> str:
    """A headline and paragraphs of sentences from a stock of some hundred."""
    sentences = [
        f"{random.choice(SUBJECTS)} {random.choice(VERBS)} {random.choice(OBJECTS)}"
        f" {random.choice(TIMES)}."
        for _ in range(SENTENCES - 1)
    ]
    paragraphs = [" ".join(sentences[at : at + 4]) for at in range(0, len(sentences), 4)]
    return "\n\n".join([sentences[0].rstrip("."), *paragraphs]) + "\n"


def project(folder: Path, articles: int) -> Path:
    """A project folder with that many articles."""
    random = Random(1)
    (folder / "corpus").mkdir(parents=True)
    (folder / "translate.toml").write_text('glossary = "terms.csv"\n', encoding="utf-8")
    (folder / "terms.csv").write_text(GLOSSARY, encoding="utf-8")
    for number in range(articles):
        path = folder / "corpus" / f"{number:05}.txt"
        path.write_text(article(random), encoding="utf-8")
    return folder


def timed(folder: Path) -> tuple[float, str]:
    """Seconds that `translate corpus/` takes, and what it says of its work."""
    translate = str(Path(sys.executable).with_name("translate"))
    start = time.perf_counter()
    done = subprocess.run(
        [translate, "corpus/", "-m", "sample"],
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
    )
    seconds = time.perf_counter() - start
    return seconds, next(line for line in done.stderr.splitlines() if " translated" in line)


def best(runs: int, folder: Path) -> float:
    """The seconds of the fastest of several runs with nothing to do."""
    return min(timed(folder)[0] for _ in range(runs))


def main(articles: int) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        one, many = (project(Path(scratch) / str(number), number) for number in (1, articles))
        timed(one)
        report("first run", *timed(many))
        report("second run", *timed(many))
        time.sleep(GRANULE / 1e9)
        timed(one)
        timed(many)
        start_up, nothing = best(5, one), best(5, many)
        print(f"start-up: {start_up:.2f} s")
        print(f"nothing to do: {nothing:.2f} s, {nothing - start_up:.2f} s beyond start-up")


def report(what: str, seconds: float, said: str) -> None:
    print(f"{what}: {seconds:.2f} s; {said}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 1000)
