"""``ganplay inpaint``: a hole in a digit, filled without a window."""

from __future__ import annotations

import json
import math
from argparse import ArgumentParser, Namespace
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from ganplay.cli import pictures
from ganplay.cli.results import writable_folder
from ganplay.cli.shipped import find
from ganplay.cli.verb import Verb
from ganplay.contract import codec
from ganplay.contract.centring import centred
from ganplay.contract.errors import GanplayError, unknown
from ganplay.contract.experiment import Engine
from ganplay.contract.files import write_text
from ganplay.contract.inpainting import TERMS, Glance, Progress, Recipe, Task, psnr
from ganplay.contract.knobs import Knob
from ganplay.contract.latent import Card, Open, Pick, Picked
from ganplay.contract.masks import PRESETS, Hole, share
from ganplay.contract.picture_files import read_mask, read_picture
from ganplay.contract.pictures import CLASSES, NUMERALS, Pictures
from ganplay.contract.recipes import FIRST, RECIPES
from ganplay.contract.settings import MAX_SEED
from ganplay.contract.shares import in_words
from ganplay.contract.snapshots import Grey

WORDS = {name.removesuffix(" %").replace(" ", "-"): name for name in PRESETS}
"""The presets' names as a command line takes them: ``left-half``, ``random-80``."""

_label = Knob(help="The class.", low=0, high=CLASSES - 1)
_number = Knob(help="Which one.", low=0, high=MAX_SEED)


@dataclass(frozen=True, slots=True, eq=False)
class Whole:
    """The picture before a hole is torn into it."""

    picture: Grey
    label: int | None = None
    """Its class, where that is known."""


def declare(parser: ArgumentParser) -> None:
    """Which picture, which hole, how it is filled, and where the results go."""
    parser.add_argument(
        "image",
        metavar="IMAGE",
        help="a picture file, made like MNIST's if it is of another size; test:17 is the test digit 17, "
        "sample:5 what the model itself draws from seed 5",
    )
    parser.add_argument(
        "--mask",
        required=True,
        metavar="MASK",
        help=f"a 28 x 28 picture file, white where unknown, or one of {', '.join(WORDS)}",
    )
    parser.add_argument(
        "--recipe", default=FIRST, metavar="NAME", help=f"{', '.join(RECIPES)} (default: {FIRST})"
    )
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="the folder to fill")
    parser.add_argument(
        "--model",
        default="dcgan",
        metavar="MODEL|FILE",
        help="a model that ganplay ships, or a file that ganplay train has written (default: dcgan)",
    )
    parser.add_argument(
        "--label",
        type=lambda text: codec.read("--label", int, _label, text),
        metavar="N",
        help="the class that a conditional model shall draw (default: tries all)",
    )
    parser.add_argument(
        "--seed", metavar="N", help="decides candidates and random masks; short for --set seed=N"
    )
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="KNOB=VALUE",
        help="turn a knob of the recipe, as in --set iterations=500 or --set support.name=shell; "
        "may be repeated (ganplay knobs --of inpaint lists them)",
    )


def run(args: Namespace) -> int:
    """Fill the hole, write what was found, and sum it up."""
    recipe = _recipe(args)
    hole = _hole(args.mask, recipe.seed)
    source = find(args.model)
    with writable_folder(args.out):
        import ganplay.engine

        engine = ganplay.engine.load()
        whole = _picture(args.image, engine, source)
        search = engine.search(Task.of(source, whole.picture, hole, recipe, args.label))
    while not search.finished:
        search.advance()
    progress = search.look(Glance())
    result = {"image": args.image, "mask": args.mask, "model": args.model, "recipe": args.recipe}
    result |= _result(progress, whole)
    for name, picture in _drawn(progress).items():
        pictures.write_picture(args.out / name, picture)
    write_text(args.out / "result.json", json.dumps(result, indent=2) + "\n")
    _sum_up(args, progress, result)
    return 0


def _recipe(args: Namespace) -> Recipe:
    if args.recipe not in RECIPES:
        raise GanplayError(unknown("recipe", args.recipe, RECIPES))
    seed = [] if args.seed is None else [f"seed={args.seed}"]
    return codec.override(RECIPES[args.recipe].recipe, [*args.set, *seed])


def _hole(mask: str, seed: int) -> Hole:
    name = WORDS.get(mask, mask)
    if name in PRESETS:
        return PRESETS[name](seed)
    path = Path(mask)
    if path.suffix or path.name != mask or path.is_file():
        return read_mask(path)
    raise GanplayError(unknown("mask", mask, WORDS))


def _picture(image: str, engine: Engine, source: Path) -> Whole:
    kind, _, number = image.partition(":")
    if kind not in ("test", "sample") or Path(image).is_file():
        return Whole(centred(read_picture(Path(image))))
    place = codec.read(kind, int, _number, number)
    if kind == "sample":
        return Whole(_sample(source, place))
    explorer = engine.explorer()
    card = explorer.answer(Open(source))
    assert isinstance(card, Card)
    assert isinstance(card.settings.data, Pictures)
    picked = explorer.answer(Pick(card.settings.data, index=place))
    assert isinstance(picked, Picked)
    if picked.note:
        raise GanplayError(picked.note)
    return Whole(picked.picture, picked.label)


def _sample(source: Path, seed: int) -> Grey:
    """What the model draws from one random z."""
    import torch

    from ganplay.engine.arrays import grey
    from ganplay.engine.inpainting.prior import prior

    trained = prior(source).trained
    picture: Grey = grey(trained.draw(trained.rows(1, torch.Generator().manual_seed(seed))))[0]
    return picture


def _drawn(progress: Progress) -> dict[str, Grey]:
    """What is to be seen, by the name of its file."""
    return {
        "restored.png": progress.restored[progress.answer],
        "generated.png": progress.pictures[progress.answer],
        "candidates.png": pictures.wall(progress.restored),
        "mask.png": np.where(progress.task.hole, np.uint8(255), np.uint8(0)),
    }


def _result(progress: Progress, whole: Whole) -> dict[str, Any]:
    """All numbers, as they are written."""
    task, trace = progress.task, progress.trace
    blend = _drawn(progress)["restored.png"]
    blind = np.where(task.hole, progress.mean, task.picture)
    at = trace[:, :, -1].argmin(axis=0)
    candidates = []
    for i, total in enumerate(progress.totals.tolist()):
        candidate: dict[str, Any] = dict(zip(TERMS, trace[at[i], i].tolist(), strict=True))
        candidate |= {"total": total, "iteration": int(at[i])}
        if progress.classes is not None:
            read = int(progress.classes[i].argmax())
            candidate |= {"class": read, "probability": float(progress.classes[i, read])}
        candidates.append(candidate)
    return {
        "settings": codec.to_table(task.recipe),
        "unknown": share(task.hole),
        "iterations": progress.iteration,
        "seconds": progress.seconds,
        "verdict": progress.verdict,
        "answer": progress.answer,
        "shares": None if progress.shares is None else progress.shares.tolist(),
        "label": whole.label,
        "psnr": {
            "whole": _finite(psnr(blend, whole.picture)),
            "hole": _finite(psnr(blend, whole.picture, task.hole)),
            "mean image, whole": _finite(psnr(blind, whole.picture)),
            "mean image, hole": _finite(psnr(blind, whole.picture, task.hole)),
        },
        "candidates": candidates,
        "notes": list(progress.notes),
    }


def _finite(value: float) -> float | None:
    """JSON has no infinity, which is the PSNR of what is restored exactly."""
    return value if math.isfinite(value) else None


def _sum_up(args: Namespace, progress: Progress, result: dict[str, Any]) -> None:
    taken = result["candidates"][progress.answer]
    print(f"{args.image}: {progress.verdict} after {progress.iteration} iterations, {progress.seconds:.1f} s")
    print("  loss  " + ", ".join(f"{term} {taken[term]:.4g}" for term in TERMS))
    if progress.classes is not None:
        assert progress.shares is not None
        known = "" if result["label"] is None else f", is a {result['label']}"
        print(
            f"  class  reads as a {taken['class']}{known}; all candidates together: "
            f"{in_words(progress.shares, NUMERALS)}"
        )
    figures = {key: "∞" if value is None else f"{value:.1f}" for key, value in result["psnr"].items()}
    print(
        f"  PSNR  {figures['whole']} dB, in the hole {figures['hole']} dB; the mean image has "
        f"{figures['mean image, whole']} and {figures['mean image, hole']} dB"
    )
    for note in progress.notes:
        print(f"  {note}")
    print(f"{args.out}: {', '.join([*_drawn(progress), 'result.json'])}")


VERB = Verb("inpaint", "fill a hole in a digit by a search for z, without a window", declare, run)
