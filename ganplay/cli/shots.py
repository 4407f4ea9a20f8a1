"""``ganplay shots``: pictures of every page."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from ganplay.cli import window
from ganplay.cli.results import writable_folder
from ganplay.cli.verb import Verb


def declare(parser: ArgumentParser) -> None:
    """Where to."""
    parser.add_argument("folder", type=Path, metavar="DIR", help="where the pictures go")


def run(args: Namespace) -> int:
    """Render every page to PNG files, without a display."""
    with writable_folder(args.folder):
        window.app().shots(args.folder)
    return 0


VERB = Verb("shots", "render every page to PNG files, without a display", declare, run)
