"""``ganplay eval``: how good a trained model of digits is, or how well holes in digits are filled."""

from __future__ import annotations

import json
import math
import statistics
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from ganplay.cli import eval_inpaint
from ganplay.cli.shipped import find
from ganplay.cli.verb import Verb
from ganplay.contract import codec
from ganplay.contract.knobs import Knob

if TYPE_CHECKING:
    from ganplay.engine.evaluation import Figure

_seeds = Knob(help="How many seeds of samples.", low=1, high=100)


def declare(parser: ArgumentParser) -> None:
    """Which model, and how thoroughly."""
    parser.add_argument(
        "model",
        metavar="MODEL|FILE|inpaint",
        help="a model that ganplay ships, a file that ganplay train has written, or the word inpaint: "
        "how well holes in test digits are filled, by each recipe",
    )
    parser.add_argument(
        "--seeds",
        type=lambda text: codec.read("--seeds", int, _seeds, text),
        default=3,
        metavar="N",
        help="draw 10,000 samples, or restore the digits, with each of so many seeds (default: 3)",
    )
    parser.add_argument(
        "--train-on-fake",
        action="store_true",
        help="of a conditional model: train a classifier on fakes alone and test it on real digits (minutes)",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of lines")
    eval_inpaint.declare(parser)


def run(args: Namespace) -> int:
    """Judge and print."""
    if eval_inpaint.is_asked_for(args):
        return eval_inpaint.run(args)
    path = find(args.model)
    import ganplay.engine

    ganplay.engine.load()
    from ganplay.engine.evaluation import evaluate
    from ganplay.engine.trained import Trained

    model = Trained.load(path)
    found = evaluate(model, tuple(range(args.seeds)), train_on_fake=args.train_on_fake)
    rows = {key: Row.of(figures) for key, figures in found.items()}
    if args.json:
        figures = {key: asdict(row) for key, row in rows.items()}
        print(json.dumps({"model": path.stem, "step": model.step, "figures": figures}, indent=2))
        return 0
    print(
        f"{path.stem}: step {model.step:,}, {args.seeds} seeds; in brackets the same of real training digits"
    )
    for row in rows.values():
        real = "" if row.real is None else f"  [{row.real:.4g}]"
        print(f"  {row.label:<52} {row.mean:>9.4g} ± {row.spread / 2:.2g}{real}")
    return 0


@dataclass(frozen=True, slots=True)
class Row:
    """One figure over all seeds."""

    label: str
    mean: float
    spread: float
    """Largest minus smallest."""
    values: tuple[float, ...]
    real: float | None
    """The mean of the same for real digits, where that says something."""

    @classmethod
    def of(cls, figures: Sequence[Figure]) -> Row:
        """Sum up what the seeds gave."""
        values = tuple(figure.value for figure in figures)
        real = statistics.fmean(figure.floor for figure in figures)
        mean, spread = statistics.fmean(values), max(values) - min(values)
        return cls(figures[0].label, mean, spread, values, None if math.isnan(real) else real)


VERB = Verb(
    "eval",
    "judge a trained model of digits (class score, Fréchet distance, classes), or inpainting",
    declare,
    run,
)
