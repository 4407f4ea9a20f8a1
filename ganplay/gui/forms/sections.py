"""Which settings share a card, in the order in which a person meets them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ganplay.contract.kinds import Choices
from ganplay.contract.knobs import Field, fields_of
from ganplay.contract.settings import Settings, leaves

EVERYTHING: Choices = {}


@dataclass(frozen=True, slots=True)
class Section:
    """One card: its title, and the fields of the settings (:class:`Settings` or another tree) on it.

    A field that is a choice is named by the word given here, or by its own label if that is empty; if the
    word is the title, the choice stands in the title's line.
    """

    title: str
    parts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: where its value is, what it is, and the name a person reads."""

    path: str
    field: Field
    label: str
    value: Any
    in_title: bool = False

    @property
    def advanced(self) -> bool:
        """Whether it waits behind the fold."""
        return self.field.knob is not None and self.field.knob.advanced


_DATA = Section("Data", {"data": "Data"})
_PLAYERS = (
    Section("Discriminator", {"discriminator": "network", "d_optimiser": "optimiser"}),
    Section(
        "Generator",
        {"condition": "", "noise": "", "generator": "network", "g_optimiser": "optimiser", "average": ""},
    ),
)
_TAKEN = {part for section in (_DATA, *_PLAYERS) for part in section.parts}
_GAME = Section("Game", {field.name: "" for field in fields_of(Settings) if field.name not in _TAKEN})

SECTIONS = (_DATA, _GAME, *_PLAYERS)
"""Every field of the settings is on one of them: what no other card claims belongs to the game."""


def entries_of(section: Section, settings: Any, choices: Choices = EVERYTHING) -> Iterator[Entry]:
    """The rows of one card for a tree of settings; hidden knobs and choices of one have none."""
    for path, field, value in leaves(settings):
        part = path.partition(".")[0]
        if part not in section.parts or (field.knob is not None and field.knob.hidden):
            continue
        offered = choices.get(path.removesuffix(".name"))
        if offered is not None and field.choices is not None:
            field = dataclasses.replace(field, choices={node.name: node for node in offered})
            if len(offered) == 1:
                continue
        word = section.parts[part] if field.name == part else ""
        yield Entry(path, field, word or field.label, value, in_title=word == section.title)


def origin_of(baseline: Any, settings: Any, path: str, field: Field) -> Any:
    """Where a value came from: the baseline, or the default if the baseline made another choice."""
    was, now = baseline, settings
    *above, last = path.split(".")
    for name in above if field.choices is None else above[:-1]:
        was, now = getattr(was, name), getattr(now, name)
        if type(was) is not type(now):
            return field.default if field.choices is None else field.default.name
    return getattr(was, last) if field.choices is None else getattr(was, above[-1]).name
