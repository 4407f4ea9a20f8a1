"""A trained model of pictures: the networks that draw and judge, as a file and as numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import torch
from torch import Tensor

from ganplay.contract.conditions import Codes, Labels
from ganplay.contract.errors import CheckpointError
from ganplay.contract.pictures import CLASSES, Pictures
from ganplay.contract.settings import Settings
from ganplay.contract.views import Model
from ganplay.engine import checkpoint
from ganplay.engine.arrays import array
from ganplay.engine.checkpoint import Checkpoint
from ganplay.engine.game.game import Game
from ganplay.engine.losses.terms import output
from ganplay.engine.models import discriminator, generator
from ganplay.engine.models.discriminator import Discriminator
from ganplay.engine.models.layers import Mode
from ganplay.engine.models.network import Network
from ganplay.engine.stream import draw_noise, one_hot

DRAWING = Mode(training=False)
BATCH = 500
"""Pictures that are drawn at once: thousands would take half a gigabyte on the way."""
REFERENCE_BATCH = 64
"""Samples beside which a single picture is judged by a D that compares samples or judges packs."""


@dataclass(frozen=True, eq=False)
class Trained:
    """Networks that are no longer trained, on one device.

    A *row* is an input of the generator: z, the one-hot class or category, the continuous codes.
    """

    settings: Settings
    step: int
    generator: Network
    """What draws: the average where one was kept."""
    discriminator: Discriminator | None
    """What judges; None where only what draws was kept."""
    notes: Mapping[str, str] = field(default_factory=dict)
    """Where it comes from, such as its ``title`` and the ``command`` that trained it."""

    @classmethod
    def load(cls, path: Path) -> Trained:
        """Read a model, or the networks of a run's checkpoint, onto the CPU.

        Raises:
            CheckpointError: the file is missing, damaged, foreign or no model of pictures.
        """
        stored = checkpoint.load(path)
        tensors = dict(stored.tensors)
        # A run's checkpoint keeps the average beside the generator that is being trained.
        tensors |= {
            name: tensors[f"average.{i}"]
            for i, name in enumerate(_names("generator", len(tensors)))
            if f"average.{i}" in tensors
        }
        try:
            return cls._build(stored.settings, stored.step, tensors, stored.notes)
        except CheckpointError as error:
            raise CheckpointError(f"{path} cannot be explored: {error}") from None

    @classmethod
    def of_game(cls, game: Game, step: int, notes: Mapping[str, str] | None = None) -> Trained:
        """The networks of a game, which change as it goes on: save them or take their numbers at once."""
        return cls(game.settings, step, game.drawing, game.discriminator, notes or {})

    @classmethod
    def of_model(cls, model: Model) -> Trained:
        """Take over the networks of a moment, as numbers."""
        tensors = {name: torch.tensor(array) for name, array in model.tensors.items()}
        return cls._build(model.settings, model.step, tensors, {})

    @classmethod
    def _build(
        cls, settings: Settings, step: int, tensors: Mapping[str, Tensor], notes: Mapping[str, str]
    ) -> Trained:
        if not isinstance(settings.data, Pictures):
            raise CheckpointError("it has learnt points in the plane, and only models of pictures can be")
        device, rng = torch.device("cpu"), torch.Generator()
        made = cls(
            settings,
            step,
            generator.build(settings, CLASSES, rng, device),
            discriminator.build(settings, CLASSES, rng, device) if "discriminator.theta" in tensors else None,
            notes,
        )
        stored = Checkpoint(settings, {name: tensor.float() for name, tensor in tensors.items()}, {})
        for name, target in made.tensors().items():
            checkpoint.fill(target, stored, name)
            if not target.isfinite().all():
                raise CheckpointError(f"{name!r} holds a number that is not finite")
        return made

    def save(self, path: Path, *, half: bool = False) -> None:
        """Write the model whole or not at all; ``half`` halves the file and keeps 11 bits of each parameter.

        Raises:
            GanplayError: the folder cannot be written to or the disk is full.
        """
        tensors = self.tensors()
        if half:
            # Running statistics take little room and may exceed what half precision can hold.
            tensors |= {name: tensor.half() for name, tensor in tensors.items() if name.endswith(".theta")}
        Checkpoint(self.settings, tensors, {"step": self.step}, self.notes).save(path)

    def model(self) -> Model:
        """The networks as numbers of their own, which training does not change."""
        return Model(self.settings, self.step, {name: array(each) for name, each in self.tensors().items()})

    def tensors(self) -> dict[str, Tensor]:
        """Parameters and running statistics by name; to be read, or to be filled."""
        found: dict[str, Tensor] = {}
        for prefix, network in (("generator", self.generator), ("discriminator", self.discriminator)):
            if network is not None:
                held = (network.values, *network.buffers)
                found |= dict(zip(_names(prefix, len(held)), held, strict=True))
        return found

    @property
    def categories(self) -> int:
        """Columns of a row for the class or the categorical code."""
        condition = self.settings.condition
        if isinstance(condition, Codes):
            return condition.categories
        return CLASSES if isinstance(condition, Labels) else 0

    @property
    def continuous(self) -> int:
        """Columns of a row for continuous codes."""
        condition = self.settings.condition
        return condition.continuous if isinstance(condition, Codes) else 0

    @property
    def inputs(self) -> int:
        """Columns of a row."""
        return self.settings.noise.dim + self.categories + self.continuous

    def rows(self, n: int, rng: torch.Generator) -> Tensor:
        """Random rows from the law of training, shape (n, inputs); classes are drawn evenly."""
        parts = [draw_noise(self.settings.noise, (n,), rng)]
        if self.categories:
            drawn = torch.randint(self.categories, (n,), generator=rng, device=rng.device)
            parts.append(one_hot(drawn, self.categories))
        if self.continuous:
            uniform = torch.rand(n, self.continuous, generator=rng, device=rng.device)
            parts.append(2 * uniform - 1)
        return torch.cat(parts, dim=1)

    def draw(self, rows: Tensor) -> Tensor:
        """Pictures at rows (N, inputs), shape (N, 784): -1 is black, 1 white."""
        network = self.generator
        return torch.cat([network(some, network.frozen, DRAWING) for some in torch.split(rows, BATCH)])

    def score(self, rows: Tensor, pictures: Tensor) -> Tensor | None:
        """What D says of pictures (N, 784) that were drawn at rows, on its loss's scale, shape (N,).

        None where only what draws was kept.
        """
        logits = self.logits(rows, pictures)
        return None if logits is None else output(self.settings.loss, logits)

    def logits(self, rows: Tensor, pictures: Tensor) -> Tensor | None:
        """D's raw output for pictures (N, 784) that were drawn at rows, shape (N,).

        None where only what draws was kept.
        """
        if self.discriminator is None:
            return None
        return self.discriminator.logits_among(self._shown(rows, pictures), self._reference_rows)

    def _shown(self, rows: Tensor, pictures: Tensor) -> Tensor:
        """What D is shown: pictures, with their labels if it is told them."""
        if not isinstance(self.settings.condition, Labels):
            return pictures
        return torch.cat((pictures, rows[:, self.settings.noise.dim :]), dim=1)

    @cached_property
    def _reference_rows(self) -> Tensor:
        device = self.generator.values.device
        rows = self.rows(REFERENCE_BATCH, torch.Generator(device).manual_seed(0))
        return self._shown(rows, self.draw(rows))


def model(game: Game, step: int) -> Model:
    """The networks of a game at a step, as numbers that stay as they are."""
    return Trained.of_game(game, step).model()


def _names(prefix: str, tensors: int) -> list[str]:
    """The names of a network's parameters and of its running statistics."""
    return [f"{prefix}.theta", *(f"{prefix}.buffer.{i}" for i in range(tensors - 1))]
