"""From sentence pairs to the sample package, in one command.

    python -m recipes.sample_model --minutes 97 --threads 2

Writes checkpoints to the work folder and the package beside them; with --resume goes on from the
last checkpoint. The same seed, data, thread count, kind of machine and number of --updates give the
same package; --minutes depends on how fast the machine is.
"""

from __future__ import annotations

import argparse
import os
import sys
from itertools import islice
from pathlib import Path

import torch

from .batches import batches, dev_batches
from .clean import read_pairs
from .evaluate import report
from .export import write_package
from .mixture import epochs, stream
from .model import Shape
from .sources import DATA, training_domains
from .tokens import Tokenizer, train_tokenizer
from .train import Budget, Schedule, Trainer

PACKAGE = "translate-de_en-sample-1_0"
TOKENIZER_SENTENCES = 200_000


def main() -> None:
    """Parse the options and run every step."""
    options = parse()
    os.environ["OMP_NUM_THREADS"] = str(options.threads)
    torch.set_num_threads(options.threads)
    options.work.mkdir(parents=True, exist_ok=True)
    train(options)
    package = options.work / PACKAGE
    dev = read_pairs(DATA / "dev.tsv")
    write_package(options.work / "best.pt", options.work / "sentencepiece.model", package, dev)
    print(report(package, options.shared, show=20))


def train(options: argparse.Namespace) -> None:
    """Vocabulary and model; leaves sentencepiece.model, last.pt and best.pt in the work folder."""
    domains = training_domains(options.shared / "testdata" / "parallel" / "train", options.seed)
    tokenizer_file = options.work / "sentencepiece.model"
    if not (options.resume and tokenizer_file.exists()):
        sample = islice(stream(domains, options.seed), TOKENIZER_SENTENCES)
        train_tokenizer(sample, options.vocabulary, tokenizer_file, options.threads)
    shape = Shape(
        options.vocabulary,
        options.width,
        4 * options.width,
        options.width // 64,
        options.encoder_layers,
        options.decoder_layers,
        options.dropout,
    )
    trainer = Trainer(shape, options.work, options.seed)
    if options.resume:
        trainer.resume()
    for name, times in epochs(domains, 10_000_000).items():
        print(f"{name}: {times:.1f} times in ten million words", file=sys.stderr)
    seed = options.seed + trainer.update
    tokenizer = Tokenizer(tokenizer_file, options.splitting, seed)
    dev = dev_batches(read_pairs(DATA / "dev.tsv"), Tokenizer(tokenizer_file))
    trainer.run(
        batches(stream(domains, seed), tokenizer, options.tokens, seed),
        dev,
        Budget(options.minutes, options.updates),
        Schedule(options.rate),
        options.tokens,
    )


def parse() -> argparse.Namespace:
    """The command line."""
    shape = Shape()
    parser = argparse.ArgumentParser(
        prog="python -m recipes.sample_model", description=__doc__.split("\n", 1)[0]
    )
    parser.add_argument("--minutes", type=float, default=Budget().minutes, help="training time")
    parser.add_argument("--updates", type=int, default=0, help="instead of --minutes")
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--resume", action="store_true", help="go on from the last checkpoint")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--work", type=Path, default=Path("build/sample_model"))
    parser.add_argument(
        "--shared", type=Path, default=Path(os.environ.get("GLOSSWERK_SHARED", "../shared"))
    )
    parser.add_argument("--vocabulary", type=int, default=shape.vocabulary)
    parser.add_argument("--width", type=int, default=shape.width)
    parser.add_argument("--encoder-layers", type=int, default=shape.encoder_layers)
    parser.add_argument("--decoder-layers", type=int, default=shape.decoder_layers)
    parser.add_argument("--dropout", type=float, default=shape.dropout)
    parser.add_argument("--splitting", type=float, default=0.06, help="see tokens.py; 0 is none")
    parser.add_argument("--tokens", type=int, default=2000, help="target tokens in a batch")
    parser.add_argument("--rate", type=float, default=Schedule().peak, help="peak learning rate")
    return parser.parse_args()


if __name__ == "__main__":
    main()
