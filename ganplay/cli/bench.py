"""``ganplay bench``: how fast it is, beside a plain PyTorch loop."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from ganplay.cli.verb import Verb


def declare(parser: ArgumentParser) -> None:
    """How the figures are printed."""
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument(
        "--soak", type=float, default=0.0, metavar="MINUTES", help="also watch the memory of a long run"
    )


def run(args: Namespace) -> int:
    """Measure and print, each figure beside its counterpart."""
    import ganplay.bench

    return int(ganplay.bench.main(as_json=args.json, soak=args.soak))


VERB = Verb("bench", "measure how fast it is here, beside a plain PyTorch loop", declare, run)
