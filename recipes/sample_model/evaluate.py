"""BLEU and chrF of a package, decoded as Argos Translate decodes.

    python -m recipes.sample_model.evaluate PACKAGE [--show N]

BLEU (Papineni et al. 2002) and chrF2 (Popović 2015) by sacreBLEU (https://aclanthology.org/W18-6319),
with its signatures. The sets are read here and nowhere else.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from pathlib import Path

import ctranslate2
import sacrebleu
import sentencepiece

from .clean import Pair, read_pairs

DATA = Path(__file__).with_name("data")


class Package:
    """An unpacked Argos package; `translate` mirrors `argostranslate.translate`."""

    def __init__(self, folder: Path, threads: int = 2) -> None:
        self.processor = sentencepiece.SentencePieceProcessor(
            model_file=str(folder / "sentencepiece.model")
        )
        self.translator = ctranslate2.Translator(str(folder / "model"), intra_threads=threads)

    def translate(self, sentences: list[str]) -> list[str]:
        """One English sentence for each German one."""
        results = self.translator.translate_batch(
            [self.processor.encode(sentence, out_type=str) for sentence in sentences],
            beam_size=4,
            length_penalty=0.2,
            replace_unknowns=True,
            max_batch_size=32 * 64,
            batch_type="tokens",
        )
        texts = (self.processor.decode_pieces(result.hypotheses[0]) for result in results)
        return [text.replace("▁", " ").replace("_", " ") for text in texts]


def test_sets(shared: Path) -> Iterator[tuple[str, list[Pair]]]:
    """Our own held-out pairs, and the public sets where the material folder is there."""
    yield "held_out", read_pairs(DATA / "held_out.tsv")
    folder = shared / "testdata" / "parallel" / "eval"
    for name in ("newstest2013", "flores-dev"):
        if (folder / f"{name}.de").exists():
            sides = [
                (folder / f"{name}.{code}").read_text(encoding="utf-8").splitlines()
                for code in ("de", "en")
            ]
            yield name, [Pair(german, english) for german, english in zip(*sides, strict=True)]


def report(folder: Path, shared: Path, show: int = 0) -> str:
    """Scores on every set with signatures, and the first `show` translations of held_out."""
    package = Package(folder)
    lines = []
    for name, pairs in test_sets(shared):
        english = package.translate([pair.german for pair in pairs])
        references = [[pair.english for pair in pairs]]
        for metric in (sacrebleu.BLEU(), sacrebleu.CHRF()):
            score = metric.corpus_score(english, references)
            lines.append(f"{name}\t{score.format(signature=str(metric.get_signature()))}")
        if name == "held_out":
            for pair, translation in list(zip(pairs, english, strict=True))[:show]:
                lines += [f"  {pair.german}", f"    → {translation}"]
    return "\n".join(lines)


def main() -> None:
    """Print the report of a package."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("package", type=Path)
    shared = Path(os.environ.get("GLOSSWERK_SHARED", "../shared"))
    parser.add_argument("--shared", type=Path, default=shared)
    parser.add_argument("--show", type=int, default=0)
    options = parser.parse_args()
    print(report(options.package, options.shared, options.show))


if __name__ == "__main__":
    main()
