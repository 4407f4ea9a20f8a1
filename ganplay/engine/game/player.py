"""A network with its optimiser: one of the two who move."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

from ganplay.engine.models.network import Network
from ganplay.engine.optimisers import OPTIMISERS
from ganplay.engine.optimisers.step import Memory

Kept = tuple[list[Tensor], Memory, Any]


class Player:
    """Holds a network, its optimiser's settings and memory, and the number of moves made."""

    def __init__(self, network: Network, optimiser: Any) -> None:
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

    def move(self, gradient: Tensor) -> None:
        """Make the next move."""
        theta, self.memory = self.propose(self.network.values, gradient, self.memory, self.moves + 1)
        self.network.values.copy_(theta)
        self.moves += 1

    def project(self, kept: Tensor) -> None:
        """Put the parameters back where they are allowed to be."""
        self.network.values.copy_(kept)

    def keep(self) -> Kept:
        """What :meth:`restore` needs to come back to this moment."""
        return [tensor.clone() for tensor in self._changed_in_place()], self.memory, self.moves

    def restore(self, kept: Kept) -> None:
        """Take back all that was done since."""
        copies, self.memory, self.moves = kept
        for tensor, copy in zip(self._changed_in_place(), copies, strict=True):
            tensor.copy_(copy)

    def count_moves_from(self, moves: int) -> None:
        """Go on as if so many moves had been made."""
        self.moves = moves

    def _changed_in_place(self) -> tuple[Tensor, ...]:
        return self.network.values, *self.network.buffers

    def _blank(self) -> Memory:
        slots = OPTIMISERS[type(self.optimiser)].slots
        return tuple(torch.zeros_like(self.network.values) for _ in range(slots))


class DevicePlayer(Player):
    """Moves always in the same memory and never asks the host: so a step can be recorded and replayed."""

    def __init__(self, network: Network, optimiser: Any) -> None:
        super().__init__(network, optimiser)
        self.moves = torch.zeros((), dtype=torch.float64, device=network.values.device)

    def move(self, gradient: Tensor) -> None:
        """Make the next move."""
        theta, memory = self.propose(self.network.values, gradient, self.memory, self.moves + 1)
        for old, new in zip((self.network.values, *self.memory), (theta, *memory), strict=True):
            old.copy_(new)
        self.moves.add_(1)

    def count_moves_from(self, moves: int) -> None:
        """Go on as if so many moves had been made."""
        self.moves.fill_(moves)

    def _changed_in_place(self) -> tuple[Tensor, ...]:
        return *super()._changed_in_place(), *self.memory, self.moves
