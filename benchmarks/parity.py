"""Does the bare engine say what Argos says?   python -m benchmarks.parity PACKAGE FILE [N]

For each of the first N lines of FILE (up to a tab), compares the best hypothesis of our decoder,
which batches all lines, with that of Argos' own `apply_packaged_translation`, its sentence splitter
bypassed, one line at a time. Needs all that argostranslate asks for: `make bench` installs it.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import ctranslate2
from argostranslate.package import Package as ArgosPackage
from argostranslate.translate import apply_packaged_translation

from pipeline.engine.hypothesis import Job
from pipeline.engine.local import LocalDecoder
from pipeline.engine.package import open_package


class WholeText:
    """A splitter that does not split."""

    def split_sentences(self, text: str) -> list[str]:
        return [text]


def main(package: Path, file: Path, number: int) -> int:
    text = file.read_text(encoding="utf-8")
    lines = [line.split("\t")[0] for line in text.splitlines() if line.strip()][:number]
    start = time.perf_counter()
    decoder = LocalDecoder(open_package(package))
    ours = decoder.decode([Job(line) for line in lines])
    ours_seconds = time.perf_counter() - start

    start = time.perf_counter()
    argos = ArgosPackage(package)
    translator = ctranslate2.Translator(str(package / "model"))
    theirs = {
        line: apply_packaged_translation(argos, line, translator, WholeText())[0].value
        for line in lines
    }
    theirs_seconds = time.perf_counter() - start

    differing = [line for line in lines if ours[Job(line)][0].text != theirs[line]]
    for line in differing:
        print(f"{line}\n  ours   {ours[Job(line)][0].text}\n  argos  {theirs[line]}")
    print(f"{len(lines)} lines, {len(differing)} differ")
    print(f"time, ours to Argos' one by one: {ours_seconds / theirs_seconds:.2f}")
    return int(bool(differing))


if __name__ == "__main__":
    folder, text, *rest = sys.argv[1:]
    sys.exit(main(Path(folder), Path(text), int(rest[0]) if rest else 200))
