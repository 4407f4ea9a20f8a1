"""Which experiment is meant: a scene or a file, and what shall be different in it."""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from pathlib import Path

from ganplay.contract import checkpoints, scenes
from ganplay.contract.scenes import Scene


def declare(parser: ArgumentParser) -> None:
    """Add the arguments that say what is played and what is different."""
    parser.add_argument(
        "target",
        nargs="?",
        metavar="SCENE|FILE",
        help="a scene's name (see: ganplay scenes), a TOML file with a scene or settings, "
        "or, to train on, a checkpoint",
    )
    parser.add_argument("--seed", metavar="N", help="decides every random number; short for --set seed=N")
    parser.add_argument(
        "--device", metavar="D", help="auto, cpu, cuda, cuda:N or mps; short for --set device=D"
    )
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="PATH=VALUE",
        help="turn a knob, as in --set loss.name=wgan; may be repeated (see: ganplay knobs)",
    )


def assignments(args: Namespace) -> list[str]:
    """What shall be different, as the ``path=value`` texts that the settings' codec reads."""
    short = {"seed": args.seed, "device": args.device}
    return [*args.set, *(f"{knob}={text}" for knob, text in short.items() if text is not None)]


def find(target: str) -> Scene:
    """The scene of that name, or the file at that path.

    Raises:
        SceneError: no such scene (the nearest is named) or file, or one that cannot be read.
    """
    path = Path(os.path.expanduser(target))
    if path.suffix or path.name != target or os.path.isfile(path):
        return scenes.read(path)
    return scenes.load(target)


def is_checkpoint(target: str) -> bool:
    """Whether the text names a checkpoint rather than a scene."""
    return checkpoints.is_checkpoint(Path(target))
