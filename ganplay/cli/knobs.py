"""``ganplay knobs``: the help table, written from the settings' own declarations."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ganplay.cli.verb import Verb
from ganplay.contract.codec import allowed
from ganplay.contract.errors import GanplayError, unknown
from ganplay.contract.games import Match
from ganplay.contract.inpainting import Recipe
from ganplay.contract.knobs import fields_of, help_of
from ganplay.contract.settings import Settings

TREES: Mapping[str, type[Any]] = {"train": Settings, "game": Match, "inpaint": Recipe}
"""What has knobs, by the verb that turns them."""


@dataclass(frozen=True, slots=True)
class Row:
    """One knob, choice or variant of a choice, as a person reads it."""

    path: str
    default: str
    acts: str
    """``live`` acts at the next step, ``rebuild`` starts over with the same seed."""
    allowed: str
    help: str


def rows(node: Any, path: str = "") -> Iterator[Row]:
    """Every knob below a node with the values that it has, those of all variants included."""
    for field in fields_of(type(node)):
        here = f"{path}.{field.name}" if path else field.name
        value = getattr(node, field.name)
        if field.knob is not None:
            acts = "live" if field.knob.live else "rebuild"
            yield Row(here, _words(value), acts, allowed(field), field.knob.help)
        elif field.node is not None:
            yield from rows(value, here)
        for name, variant in (field.choices or {}).items():
            chosen = name == value.name
            yield Row(f"{here}.name={name}", "default" if chosen else "", "live", "", help_of(variant))
            yield from rows(value if chosen else variant(), here)


def declare(parser: ArgumentParser) -> None:
    """Whose knobs, and only a part of them if one is named."""
    parser.add_argument("part", nargs="?", metavar="PART", help="only what begins so, as in: loss")
    parser.add_argument(
        "--of", choices=TREES, default="train", help="the verb whose --set turns them (default: %(default)s)"
    )


def run(args: Namespace) -> int:
    """Print path, default, when it acts, what is allowed, and what it does."""
    part = args.part or ""
    tree = TREES[args.of]
    table = [row for row in rows(tree()) if row.path.startswith(part)]
    if not table:
        raise GanplayError(unknown("part", part, [field.name for field in fields_of(tree)]))
    head = Row("KNOB", "DEFAULT", "ACTS", "ALLOWED", "")
    path = max(len(row.path) for row in table)
    default = max(len(row.default) for row in (head, *table))
    for row in (head, *table):
        print(f"{row.path:{path}}  {row.default:{default}}  {row.acts:7}  {row.allowed}".rstrip())
        if row.help:
            print(f"    {row.help}")
    return 0


def _words(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return f"{len(value)} entries" if value else "[]"
    return f"{value:g}" if isinstance(value, float) else str(value) or '""'


VERB = Verb("knobs", "list every knob with its default, what it allows and what it does", declare, run)
