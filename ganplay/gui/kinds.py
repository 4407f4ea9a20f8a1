"""The kinds of training: each has a run of its own, and pages that show it."""

from __future__ import annotations

import typing
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ganplay.contract.data import Plane
from ganplay.contract.networks import PerceptronDiscriminator, PerceptronGenerator
from ganplay.contract.pictures import Pictures
from ganplay.contract.settings import Settings

Choices = Mapping[str, tuple[type[Any], ...]]
"""By the path of a choice, the members of it that are offered; what is not named is offered whole."""


@dataclass(frozen=True, slots=True, eq=False)
class Kind:
    """What can be trained side by side with other kinds, one run of each."""

    name: str
    title: str
    """The word for it where a person reads it."""
    choices: Choices


PLANE = Kind(
    "plane",
    "Play",
    {
        "data": typing.get_args(Plane),
        "generator": (PerceptronGenerator,),
        "discriminator": (PerceptronDiscriminator,),
    },
)
PICTURES = Kind("pictures", "Images", {"data": typing.get_args(Pictures)})
KINDS = (PLANE, PICTURES)


def kind_of(settings: Settings) -> Kind:
    """The kind of training that settings ask for."""
    return next(kind for kind in KINDS if isinstance(settings.data, kind.choices["data"]))
