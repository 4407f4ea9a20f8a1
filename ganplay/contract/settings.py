"""The whole experiment as one frozen value."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any

from ganplay.contract.conditions import Condition, Labels, Unconditional
from ganplay.contract.data import Data, Ring
from ganplay.contract.knobs import Field, Knob, fields_of
from ganplay.contract.networks import (
    Discriminator,
    Generator,
    Noise,
    PerceptronDiscriminator,
    PerceptronGenerator,
)
from ganplay.contract.objectives import Loss, Minimax, NoPenalty, Penalty
from ganplay.contract.pictures import Pictures
from ganplay.contract.training import Adam, Optimiser, Updates

MAX_SEED = 2**31 - 1
MIN_BATCH = 8


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that decides a run: the same settings give the same bits on the CPU."""

    data: Data = Ring()
    condition: Annotated[Condition, Knob(help="What the players know beside the samples.", live=False)] = (
        Unconditional()
    )
    noise: Noise = Noise()
    generator: Annotated[Generator, Knob(help="Turns noise into samples.", live=False)] = (
        PerceptronGenerator()
    )
    discriminator: Annotated[Discriminator, Knob(help="Tells real from generated.", live=False)] = (
        PerceptronDiscriminator()
    )
    loss: Loss = Minimax()
    penalty: Penalty = NoPenalty()
    updates: Updates = Updates()
    g_optimiser: Optimiser = Adam()
    d_optimiser: Optimiser = Adam()
    batch: Annotated[
        int,
        Knob(help="Samples in each minibatch.", label="batch size", low=MIN_BATCH, high=4096, scale="log"),
    ] = 128
    average: Annotated[
        float,
        Knob(
            help="What is drawn and measured is G averaged over its past with this decay; 0 is G itself.",
            label="average of G",
            low=0.0,
            high=0.9999,
            advanced=True,
        ),
    ] = 0.0
    seed: Annotated[
        int,
        Knob(help="Decides every random number of the run.", low=0, high=MAX_SEED, live=False, hidden=True),
    ] = 7
    device: Annotated[
        str,
        Knob(
            help="Where torch computes: auto, cpu, cuda, cuda:N or mps.",
            live=False,
            hidden=True,
        ),
    ] = "auto"

    def rebuilding_parts(self, before: Settings) -> tuple[str, ...]:
        """Fields whose every knob needs new networks, coming from other settings."""
        # Networks are made for samples of a size, and with labels for a number of classes.
        resized = isinstance(self.data, Pictures) != isinstance(before.data, Pictures)
        return ("data",) if resized or isinstance(self.condition, Labels) else ()


def leaves(node: Any, path: str = "") -> Iterator[tuple[str, Field, Any]]:
    """Walk a tree of settings: (path, field, value) for every knob and every choice's name."""
    for field in fields_of(type(node)):
        value = getattr(node, field.name)
        here = f"{path}.{field.name}" if path else field.name
        if field.knob is not None:
            yield here, field, value
            continue
        if field.choices is not None:
            yield f"{here}.name", field, value.name
        yield from leaves(value, here)


def get(settings: Any, path: str) -> Any:
    """The node or value at a dotted path."""
    for name in path.split("."):
        settings = getattr(settings, name)
    return settings


def put(node: Any, path: str, value: Any) -> Any:
    """The same tree with another node or value at a dotted path."""
    head, _, rest = path.partition(".")
    return dataclasses.replace(node, **{head: put(getattr(node, head), rest, value) if rest else value})


def changed(before: Settings, after: Settings) -> tuple[str, ...]:
    """Dotted paths of the knobs and choices in which two settings differ."""
    old = {path: value for path, _, value in leaves(before)}
    new = {path: value for path, _, value in leaves(after)}
    return tuple(path for path in new if path not in old or old[path] != new[path])


def rebuilds(before: Settings, after: Settings) -> tuple[str, ...]:
    """Those changes that need new networks; empty when all act at the next step."""
    live = {path: field.live for path, field, _ in leaves(after)}
    parts = after.rebuilding_parts(before)
    return tuple(path for path in changed(before, after) if not live[path] or path.partition(".")[0] in parts)
