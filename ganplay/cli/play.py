"""``ganplay play``: the window, and what bare ``ganplay`` does."""

from __future__ import annotations

import dataclasses
from argparse import Namespace

from ganplay.cli import target, window
from ganplay.cli.verb import Verb
from ganplay.contract import codec, scenes
from ganplay.contract.errors import GanplayError


def run(args: Namespace) -> int:
    """Open the window on a scene."""
    if args.target is not None and target.is_checkpoint(args.target):
        raise GanplayError("the window starts with a scene; open a checkpoint from inside it")
    scene = scenes.load(scenes.FIRST) if args.target is None else target.find(args.target)
    settings = codec.override(scene.settings, target.assignments(args))
    app = window.app()
    window.require_display()
    return int(app.main(dataclasses.replace(scene, settings=settings)))


VERB = Verb("play", "open the window on a scene", target.declare, run)
