"""The kinds of run in one table: their settings, what these offer, and what a scene can promise."""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeGuard

from ganplay.contract.commands import Turn
from ganplay.contract.conditions import Codes, Unconditional
from ganplay.contract.data import Plane
from ganplay.contract.errors import SettingsError, unknown
from ganplay.contract.games import Match
from ganplay.contract.metrics import GAN_COLUMNS
from ganplay.contract.networks import PerceptronDiscriminator, PerceptronGenerator
from ganplay.contract.pictures import Pictures
from ganplay.contract.settings import Settings, get

Choices = Mapping[str, tuple[type[Any], ...]]
"""By the path of a choice, the members of it that are offered; what is not named is offered whole."""

GAME_METRICS = ("radius", "rate", "turn", "limit")
"""The distance from the equilibrium at a step, which is infinite once it is no longer drawn; the largest
modulus of an eigenvalue of the step; how many steps once round takes; and the step size up to which the rule
holds together."""


DISCRIMINATOR = Turn("discriminator", "D")
GENERATOR = Turn("generator", "G")
GAN_TURNS = (DISCRIMINATOR, GENERATOR)


@dataclass(frozen=True, slots=True, eq=False)
class Kind:
    """What goes on side by side with other kinds in the window, one run of each."""

    name: str
    title: str
    """Of the page that shows it."""
    settings: type[Settings] | type[Match]
    """The tree of all its knobs."""
    metrics: tuple[str, ...]
    """What a scene can make promises of."""
    choices: Choices = dataclasses.field(default_factory=dict)
    turns: tuple[Turn, ...] = ()
    """The turns of a step that can be taken alone, in the order in which a whole step takes them."""
    has_models: bool = False
    """Whether the networks can be written as a model, to be explored."""

    def covers(self, settings: Settings | Match) -> bool:
        """Whether settings ask for a run of this kind: their type does, and the data where it offers some."""
        return isinstance(settings, self.settings) and (
            "data" not in self.choices or isinstance(get(settings, "data"), self.choices["data"])
        )


PLANE = Kind(
    "plane",
    "Play",
    Settings,
    GAN_COLUMNS.keys,
    {
        "data": typing.get_args(Plane),
        # Points in the plane bear no labels.
        "condition": (Unconditional, Codes),
        "generator": (PerceptronGenerator,),
        "discriminator": (PerceptronDiscriminator,),
    },
    GAN_TURNS,
)
PICTURES = Kind(
    "pictures",
    "Images",
    Settings,
    GAN_COLUMNS.keys,
    {"data": typing.get_args(Pictures)},
    GAN_TURNS,
    has_models=True,
)
GAMES = Kind("games", "Games", Match, GAME_METRICS)

TRAINED = (PLANE, PICTURES)
KINDS = (*TRAINED, GAMES)


def kind_of(settings: Settings | Match) -> Kind:
    """The kind of run that settings ask for."""
    return next(kind for kind in KINDS if kind.covers(settings))


def check(settings: Settings | Match) -> None:
    """Make sure that settings choose nothing that their kind of run does not offer.

    Raises:
        SettingsError: names the choice and what is offered.
    """
    kind = kind_of(settings)
    for path, offered in kind.choices.items():
        chosen = get(settings, path)
        if not isinstance(chosen, offered):
            names = " or ".join(each.name for each in offered)
            data = get(settings, "data").name
            raise SettingsError(f"{path}.name: {chosen.name} does not go with data of {data}; take {names}")


def is_trained(settings: Settings | Match) -> TypeGuard[Settings]:
    """Whether settings ask for a run that trains networks."""
    return kind_of(settings) in TRAINED


def settings_type(table: Mapping[str, object]) -> type[Settings] | type[Match]:
    """The settings that a table in a file holds: those of the ``kind`` that it names.

    Where it names none they are those that know most of its keys; of several, those of the first kind.

    Raises:
        SettingsError: there is no such kind; the nearest is named.
    """
    kinds = {kind.name: kind for kind in KINDS}
    if "kind" in table:
        name = str(table["kind"])
        if name not in kinds:
            raise SettingsError(f"kind: {unknown('kind of run', name, kinds)}")
        return kinds[name].settings

    def known(kind: Kind) -> int:
        return len({field.name for field in dataclasses.fields(kind.settings)} & table.keys())

    return max(KINDS, key=known).settings
