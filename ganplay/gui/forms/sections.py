"""Which settings share a card, and the rows that a tree of settings has there."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from ganplay.contract.kinds import Choices
from ganplay.contract.knobs import Field
from ganplay.contract.settings import leaves

EVERYTHING: Choices = {}


@dataclass(frozen=True, slots=True)
class Section:
    """One card: its title, and the fields of the tree that are on it, by the tree's own names for them.

    A field that is a choice is named by the word given here, or by its own label if that is empty; if the
    word is the title, the choice stands in the title's line.
    """

    title: str
    parts: Mapping[str, str]
    label: Callable[[Field], str] = attrgetter("label")
    """What all other fields are called."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: where its value is, what it is, and the name a person reads.

    Of a choice, ``value`` and ``origin`` are the names of variants.
    """

    path: str
    field: Field
    label: str
    value: Any
    origin: Any
    """What the value was in the baseline."""
    in_title: bool = False

    @property
    def advanced(self) -> bool:
        """Whether it waits behind the fold."""
        return self.field.knob is not None and self.field.knob.advanced


def entries_of(
    section: Section, settings: Any, baseline: Any, choices: Choices = EVERYTHING
) -> Iterator[Entry]:
    """The rows of one card for a tree of settings; hidden knobs and choices of one have none."""
    for path, field, value in leaves(settings):
        part = path.partition(".")[0]
        if part not in section.parts or (field.knob is not None and field.knob.hidden):
            continue
        offered = choices.get(node_path(path, field))
        if offered is not None and field.choices is not None:
            field = dataclasses.replace(field, choices={node.name: node for node in offered})
            if len(offered) == 1:
                continue
        origin = origin_of(baseline, settings, path, field)
        word = section.parts[part] if field.name == part else ""
        yield Entry(
            path,
            field,
            word or section.label(field),
            value,
            origin if field.choices is None else origin.name,
            in_title=bool(word) and word == section.title,
        )


def node_path(path: str, field: Field) -> str:
    """Where the value of a row is: of a choice, a row shows the name of the node at this path."""
    return path if field.choices is None else path.removesuffix(".name")


def origin_of(baseline: Any, settings: Any, path: str, field: Field) -> Any:
    """The value, or a choice's node, in the baseline; where that has another variant, this one's default."""
    was, now = baseline, settings
    *above, last = node_path(path, field).split(".")
    for name in above:
        was, now = getattr(was, name), getattr(now, name)
        if type(was) is not type(now):
            was = type(now)()
    return getattr(was, last)
