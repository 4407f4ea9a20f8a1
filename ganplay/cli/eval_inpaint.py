"""``ganplay eval inpaint``: how well holes in test digits are filled, by each recipe."""

from __future__ import annotations

import json
import statistics
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ganplay.cli.shipped import find
from ganplay.contract import codec
from ganplay.contract.errors import GanplayError, unknown
from ganplay.contract.files import write_text
from ganplay.contract.knobs import Knob
from ganplay.contract.recipes import RECIPES

if TYPE_CHECKING:
    from ganplay.engine.inpainting.evaluation import Outcome

WORD = "inpaint"
DIGITS = 500
MODEL = "dcgan"

_digits = Knob(help="How many test digits.", low=1, high=10_000)


def declare(parser: ArgumentParser) -> None:
    """What only this word takes."""
    only = parser.add_argument_group(f"of {WORD}")
    only.add_argument("--model", dest="prior", metavar="MODEL|FILE", help=f"(default: {MODEL})")
    only.add_argument(
        "--digits",
        type=lambda text: codec.read("--digits", int, _digits, text),
        metavar="N",
        help=f"restore so many test digits (default: {DIGITS}, which takes hours)",
    )
    only.add_argument(
        "--recipe",
        action="append",
        default=[],
        metavar="NAME",
        help=f"{', '.join(RECIPES)}; may be repeated (default: all)",
    )
    only.add_argument("--out", type=Path, metavar="FILE", help="write the JSON there after every recipe too")


def is_asked_for(args: Namespace) -> bool:
    """Whether ``ganplay eval inpaint`` was typed.

    Raises:
        GanplayError: it was not, but something that only belongs to it.
    """
    if args.model == WORD:
        return True
    if args.prior or args.digits or args.recipe or args.out:
        raise GanplayError(f"--model, --digits, --recipe and --out belong to: ganplay eval {WORD}")
    return False


def run(args: Namespace) -> int:
    """Restore, judge and print."""
    for name in args.recipe:
        if name not in RECIPES:
            raise GanplayError(unknown("recipe", name, RECIPES))
    path = find(args.prior or MODEL)
    digits = args.digits or DIGITS
    import ganplay.engine

    ganplay.engine.load()
    from ganplay.engine.inpainting.evaluation import evaluate

    recipes = {name: RECIPES[name].recipe for name in args.recipe or RECIPES}
    found: list[Outcome] = []
    head = {"model": path.stem, "digits": digits}
    if not args.json:
        print(f"{path.stem}: {digits} test digits, {args.seeds} seeds")
    for outcome in evaluate(path, recipes, digits, range(args.seeds)):
        found.append(outcome)
        text = json.dumps(head | {"rows": [asdict(row) for row in rows(found)]}, indent=2)
        if args.out is not None:
            write_text(args.out, text + "\n")
        if not args.json:
            (row,) = rows([outcome])
            print(f"  seed {outcome.seed}  {row.line}", flush=True)
    if args.json:
        print(text)
    elif args.seeds > 1:
        for row in rows(found):
            print(f"  all     {row.line}")
    return 0


@dataclass(frozen=True, slots=True)
class Row:
    """What one recipe makes of one kind of mask, over all seeds."""

    mask: str
    recipe: str
    seeds: int
    right: float
    """Share of digits that the classifier reads as what they were."""
    right_spread: float
    """Largest minus smallest share of a seed."""
    among: float
    """Share of digits that are read so in the restored picture of any candidate."""
    psnr: float
    """Mean over the digits, dB."""
    psnr_spread: float
    psnr_hole: float
    """The same of the hole alone."""
    seconds: float
    """Per digit."""

    @property
    def line(self) -> str:
        """The row as a person reads it."""
        return (
            f"{self.mask:<12} {self.recipe:<11} {self.right:6.1%} right, {self.among:6.1%} among its "
            f"candidates; {self.psnr:5.2f} dB, in the hole {self.psnr_hole:5.2f} dB; {self.seconds:.2f} s"
        )


def rows(outcomes: Iterable[Outcome]) -> list[Row]:
    """Sum up what the seeds gave."""
    kinds: dict[tuple[str, str], list[Outcome]] = {}
    for outcome in outcomes:
        kinds.setdefault((outcome.mask, outcome.recipe), []).append(outcome)
    return [Row(mask, recipe, *_figures(some)) for (mask, recipe), some in sorted(kinds.items())]


def _figures(some: list[Outcome]) -> tuple[int, float, float, float, float, float, float, float]:
    right = [float(each.right.mean()) for each in some]
    whole = [float(each.whole.mean()) for each in some]
    return (
        len(some),
        statistics.fmean(right),
        max(right) - min(right),
        statistics.fmean(float(each.among.mean()) for each in some),
        statistics.fmean(whole),
        max(whole) - min(whole),
        statistics.fmean(float(each.inside.mean()) for each in some),
        statistics.fmean(each.seconds / len(each.right) for each in some),
    )
