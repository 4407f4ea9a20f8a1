"""``ganplay play``: the window, and what bare ``ganplay`` does."""

from __future__ import annotations

import dataclasses
from argparse import Namespace

from ganplay.cli import target, window
from ganplay.cli.verb import Verb
from ganplay.contract import codec, scenes
from ganplay.contract.errors import GanplayError


def run(args: Namespace) -> int:
    """Open the window on a scene, or where it was left if nothing is asked for."""
    if args.target is not None and target.is_checkpoint(args.target):
        raise GanplayError("the window starts with a scene; open a checkpoint from inside it")
    assignments = target.assignments(args)
    scene = None
    if args.target is not None or assignments:
        scene = scenes.load(scenes.FIRST) if args.target is None else target.find(args.target)
        scene = dataclasses.replace(scene, settings=codec.override(scene.settings, assignments))
    app = window.app()
    window.require_display()
    return int(app.main(scene))


VERB = Verb("play", "open the window on a scene", target.declare, run)
