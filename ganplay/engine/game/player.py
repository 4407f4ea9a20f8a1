"""A network with its optimiser: one of the two who move."""

from __future__ import annotations

import math
from typing import Any

import torch
from torch import Tensor

from ganplay.engine.models.network import Network
from ganplay.engine.optimisers import OPTIMISERS
from ganplay.engine.optimisers.rule import Memory


class NotFiniteError(ArithmeticError):
    """A gradient with a NaN or an infinity; nothing was moved."""


class Player:
    """Holds a network, its optimiser's settings and memory, and the number of moves made."""

    def __init__(self, name: str, network: Network, optimiser: Any) -> None:
        self.name = name
        self.network = network
        self.optimiser = optimiser
        self.memory = self._blank()
        self.moves: Any = 0

    def change(self, optimiser: Any) -> None:
        """Use other settings from the next move on; another kind of optimiser starts with an empty memory."""
        fresh = type(optimiser) is not type(self.optimiser)
        self.optimiser = optimiser
        if fresh:
            self.memory = self._blank()
            self.moves = self.moves * 0

    def propose(self, theta: Tensor, gradient: Tensor, memory: Memory, t: Any) -> tuple[Tensor, Memory]:
        """Where move number ``t`` leads from ``theta``; differentiable, and nothing is changed."""
        return OPTIMISERS[type(self.optimiser)].step(self.optimiser, theta, gradient, memory, t)

    def move(self, gradient: Tensor, norm: Tensor) -> None:
        """Make the next move along a gradient of the given norm.

        Raises:
            NotFiniteError: the gradient's norm is NaN or infinite.
        """
        if not math.isfinite(norm.item()):
            raise NotFiniteError(f"the gradient of {self.name}")
        theta, self.memory = self.propose(self.network.values, gradient, self.memory, self.moves + 1)
        self.network.values.copy_(theta)
        self.moves += 1

    def project(self, kept: Tensor) -> None:
        """Put the parameters back where they are allowed to be."""
        self.network.values.copy_(kept)

    def revive(self) -> None:
        """Go on after a gradient that was not finite."""

    def _blank(self) -> Memory:
        slots = OPTIMISERS[type(self.optimiser)].slots
        return tuple(torch.zeros_like(self.network.values) for _ in range(slots))


class DevicePlayer(Player):
    """Moves without asking the host, always in the same memory: so that a step can be recorded and replayed.

    A gradient that is not finite ends the game for both players, who share ``alive`` (a 0-d bool tensor):
    from that move on nothing changes any more.
    """

    def __init__(self, name: str, network: Network, optimiser: Any, alive: Tensor) -> None:
        super().__init__(name, network, optimiser)
        self.alive = alive
        self.moves = torch.zeros((), dtype=torch.float64, device=alive.device)

    def move(self, gradient: Tensor, norm: Tensor) -> None:
        """Make the next move, if the gradient is finite and the game goes on."""
        self.alive.logical_and_(norm.isfinite())
        theta, memory = self.propose(self.network.values, gradient, self.memory, self.moves + 1)
        for old, new in zip((self.network.values, *self.memory), (theta, *memory), strict=True):
            old.copy_(torch.where(self.alive, new, old))
        self.moves.add_(self.alive)

    def revive(self) -> None:
        """Let the moves take effect again."""
        self.alive.fill_(True)
