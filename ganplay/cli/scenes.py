"""``ganplay scenes``: what there is to show."""

from __future__ import annotations

import shutil
import textwrap
from argparse import ArgumentParser, Namespace

from ganplay.cli.verb import Verb
from ganplay.contract import scenes


def declare(_: ArgumentParser) -> None:
    """No arguments."""


def run(_: Namespace) -> int:
    """Print every scene in lecture order: name, steps, title, and what to watch."""
    known = [scenes.load(name) for name in scenes.names()]
    indent = max((len(scene.name) for scene in known), default=0) + 2
    width = shutil.get_terminal_size((100, 24)).columns
    for scene in known:
        print(f"{scene.name:{indent}}{scene.title} ({scene.steps} steps)")
        for line in textwrap.wrap(scene.watch, max(width - indent - 2, 40)):
            print(f"{'':{indent}}  {line}")
    return 0


VERB = Verb("scenes", "list the scenes and what to watch in each", declare, run)
