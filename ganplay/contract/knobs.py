"""One knob, declared once: its range, scale, unit and help, from which forms, files and errors follow.

A node of settings is a frozen dataclass. Each of its fields is either ``Annotated[type, Knob(...)]``,
another node, or a union of nodes (a *choice*), whose members carry a class attribute ``name``; a choice that
needs new networks is ``Annotated`` too.
"""

from __future__ import annotations

import dataclasses
import inspect
import types
import typing
from dataclasses import dataclass
from typing import Any, Literal

Scale = Literal["linear", "log"]
Points = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Knob:
    """What a person needs to know of one value before turning it.

    ``low`` and ``high`` bound a number (or every entry of a tuple of numbers), both included;
    ``options`` lists the words that a string may be. A ``live`` knob acts at the next step, the others
    rebuild the networks with the same seed. ``hidden`` keeps a knob out of the form, where the page
    has a control of its own for it (the seed, the device, drawn points); an ``advanced`` one waits there
    behind a fold.
    """

    help: str
    label: str = ""
    low: float | None = None
    high: float | None = None
    scale: Scale = "linear"
    unit: str = ""
    options: tuple[str, ...] = ()
    live: bool = True
    hidden: bool = False
    advanced: bool = False
    folder: bool = False
    """Whether a text is the path of a folder rather than of a file."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a node: its name, its default, and what stands behind it.

    Exactly one of ``knob``, ``node`` and ``choices`` is set.
    """

    name: str
    type: Any
    default: Any
    knob: Knob | None = None
    node: type[Any] | None = None
    choices: dict[str, type[Any]] | None = None
    live: bool = True
    """Whether another value acts at the next step; a knob and a choice say so, a node's own fields do."""

    @property
    def label(self) -> str:
        """The name a person reads."""
        if self.knob is not None and self.knob.label:
            return self.knob.label
        return self.name.replace("_", " ")


_known: dict[type[Any], tuple[Field, ...]] = {}


def fields_of(node: type[Any]) -> tuple[Field, ...]:
    """List the fields of a node of settings, in the order in which they are declared."""
    if node not in _known:
        _known[node] = _read_fields(node)
    return _known[node]


def _read_fields(node: type[Any]) -> tuple[Field, ...]:
    hints = typing.get_type_hints(node, include_extras=True)
    found = []
    for field in dataclasses.fields(node):
        hint = hints[field.name]
        default = field.default
        if default is dataclasses.MISSING and field.default_factory is not dataclasses.MISSING:
            default = field.default_factory()
        knob = None
        if typing.get_origin(hint) is typing.Annotated:
            hint, knob = typing.get_args(hint)
        live = knob is None or knob.live
        if isinstance(hint, types.UnionType) or typing.get_origin(hint) is typing.Union:
            choices = {member.name: member for member in typing.get_args(hint)}
            found.append(Field(field.name, hint, default, choices=choices, live=live))
        elif knob is not None:
            found.append(Field(field.name, hint, default, knob=knob, live=live))
        else:
            found.append(Field(field.name, hint, default, node=hint))
    return tuple(found)


def title_of(node: type[Any]) -> str:
    """The name of a choice as a person reads it."""
    return str(getattr(node, "title", "")) or str(node.name).replace("_", " ")


def help_of(node: type[Any]) -> str:
    """The first sentence of a node's docstring."""
    return (inspect.getdoc(node) or "").split("\n")[0]
