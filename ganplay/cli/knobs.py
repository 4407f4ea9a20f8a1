"""``ganplay knobs``: the help table, written from the settings' own declarations."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ganplay.cli.verb import Verb
from ganplay.contract.codec import allowed
from ganplay.contract.errors import GanplayError, unknown
from ganplay.contract.knobs import Field, fields_of, help_of
from ganplay.contract.settings import Settings


@dataclass(frozen=True, slots=True)
class Row:
    """One knob, choice or variant of a choice, as a person reads it."""

    path: str
    default: str
    acts: str
    """``live`` acts at the next step, ``rebuild`` starts over with the same seed."""
    allowed: str
    help: str


def rows(node: type[Any] = Settings, path: str = "") -> Iterator[Row]:
    """Every knob below a node, those of all variants included."""
    for field in fields_of(node):
        here = f"{path}.{field.name}" if path else field.name
        if field.knob is not None:
            acts = "live" if field.knob.live else "rebuild"
            yield Row(here, _default(field), acts, allowed(field), field.knob.help)
        elif field.node is not None:
            yield from rows(field.node, here)
        for name, variant in (field.choices or {}).items():
            default = name == field.default.name
            yield Row(f"{here}.name={name}", "default" if default else "", "live", "", help_of(variant))
            yield from rows(variant, here)


def declare(parser: ArgumentParser) -> None:
    """Only a part, if one is named."""
    parser.add_argument("part", nargs="?", metavar="PART", help="only what begins so, as in: loss")


def run(args: Namespace) -> int:
    """Print path, default, when it acts, what is allowed, and what it does."""
    part = args.part or ""
    table = [row for row in rows() if row.path.startswith(part)]
    if not table:
        raise GanplayError(unknown("part", part, [field.name for field in fields_of(Settings)]))
    head = Row("KNOB", "DEFAULT", "ACTS", "ALLOWED", "")
    path = max(len(row.path) for row in table)
    default = max(len(row.default) for row in (head, *table))
    for row in (head, *table):
        print(f"{row.path:{path}}  {row.default:{default}}  {row.acts:7}  {row.allowed}".rstrip())
        if row.help:
            print(f"    {row.help}")
    return 0


def _default(field: Field) -> str:
    value = field.default
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return f"{len(value)} entries" if value else "[]"
    return f"{value:g}" if isinstance(value, float) else str(value) or '""'


VERB = Verb("knobs", "list every knob with its default, what it allows and what it does", declare, run)
