"""``ganplay classifier``: train the frozen classifier that judges pictures again."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from ganplay.cli.verb import Verb
from ganplay.contract import codec
from ganplay.contract.knobs import Knob

EPOCHS = 10
DRAWN = 10_000
"""Digits of Strokes among those of MNIST, so that both can be judged."""

_epochs = Knob(help="Times that every picture is seen.", low=1, high=100)


def declare(parser: ArgumentParser) -> None:
    """Where the weights go."""
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="the file to write")
    parser.add_argument(
        "--epochs",
        type=lambda text: codec.read("--epochs", int, _epochs, text),
        default=EPOCHS,
        metavar="N",
        help=f"times that every picture is seen (default: {EPOCHS})",
    )
    parser.add_argument("--folder", default="", metavar="DIR", help="where MNIST's files are")


def run(args: Namespace) -> int:
    """Train it, write it, and say how well it reads pictures that it has not seen."""
    import ganplay.engine

    ganplay.engine.load()
    import torch
    from tqdm import tqdm

    from ganplay.contract.pictures import Digits, Strokes
    from ganplay.engine.classifier import Classifier
    from ganplay.engine.classifier_training import accuracy, train_classifier
    from ganplay.engine.datasets import build

    sets = [build(Digits(folder=args.folder), "cpu"), build(Strokes(size=DRAWN), "cpu")]
    pixels = torch.cat([each.train.pixels[each.train.index] for each in sets])
    labels = torch.cat([each.train.labels[each.train.index] for each in sets])
    with tqdm(desc="classifier", unit=" steps", file=sys.stderr, disable=None) as bar:

        def on_step(_: int, steps: int) -> None:
            bar.total = steps
            bar.update()

        train_classifier(pixels, labels, args.epochs, seed=0, on_step=on_step).save(args.out)
    # Judged as it was written: in half precision.
    written = Classifier.load(args.out, torch.device("cpu"))
    for each in sets:
        right = accuracy(written, each.test.pixels[each.test.index], each.test.labels[each.test.index])
        print(f"{each.title}: {right:.2%} of {len(each.test):,} test digits")
    return 0


VERB = Verb("classifier", "train the frozen classifier that judges digits again", declare, run)
