"""The kinds of run, trainings and games: there is one of each, and pages that show it."""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ganplay.contract.conditions import Codes, Unconditional
from ganplay.contract.data import Plane
from ganplay.contract.games import Match
from ganplay.contract.networks import PerceptronDiscriminator, PerceptronGenerator
from ganplay.contract.pictures import Pictures
from ganplay.contract.settings import Settings

Choices = Mapping[str, tuple[type[Any], ...]]
"""By the path of a choice, the members of it that are offered; what is not named is offered whole."""


@dataclass(frozen=True, slots=True, eq=False)
class Kind:
    """What goes on side by side with other kinds, one run of each."""

    name: str
    title: str
    """The word for it where a person reads it."""
    choices: Choices = dataclasses.field(default_factory=dict)


PLANE = Kind(
    "plane",
    "Play",
    {
        "data": typing.get_args(Plane),
        # Points in the plane bear no labels.
        "condition": (Unconditional, Codes),
        "generator": (PerceptronGenerator,),
        "discriminator": (PerceptronDiscriminator,),
    },
)
PICTURES = Kind("pictures", "Images", {"data": typing.get_args(Pictures)})
GAMES = Kind("games", "Games")

TRAINED = (PLANE, PICTURES)
KINDS = (*TRAINED, GAMES)


def kind_of(settings: Settings | Match) -> Kind:
    """The kind of run that settings ask for."""
    if isinstance(settings, Match):
        return GAMES
    return next(kind for kind in TRAINED if isinstance(settings.data, kind.choices["data"]))
