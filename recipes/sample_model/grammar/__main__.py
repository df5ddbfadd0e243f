"""Write generated pairs to standard output, one a line, German and English parted by a tab."""

from __future__ import annotations

import argparse
import sys

from . import generate


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--n", type=int, default=120_000, help="how many pairs")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    sys.stdout.writelines(f"{de}\t{en}\n" for de, en in generate(arguments.n, arguments.seed))


main()
