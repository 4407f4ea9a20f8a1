"""``ganplay fetch``: a published picture set, downloaded once."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from ganplay.cli.verb import Verb


def declare(parser: ArgumentParser) -> None:
    """Which set, and where it goes."""
    parser.add_argument("set", metavar="SET", help="mnist or fashion")
    parser.add_argument(
        "--to", type=Path, metavar="DIR", help="the folder to fill (default: where ganplay looks for it)"
    )


def run(args: Namespace) -> int:
    """Download what is missing, with a bar."""
    from tqdm import tqdm

    from ganplay.engine.fetch import fetch
    from ganplay.engine.picture_archives import PICTURE_ARCHIVES, folder_of

    with tqdm(desc=args.set, unit="B", unit_scale=True, file=sys.stderr, disable=None) as bar:

        def show(there: int, size: int) -> None:
            bar.total = size
            bar.update(there - bar.n)

        fetch(args.set, args.to, show)
    print(f"{PICTURE_ARCHIVES[args.set].title} is in {args.to or folder_of(args.set)}")
    return 0


VERB = Verb("fetch", "download MNIST or Fashion-MNIST, once", declare, run)
