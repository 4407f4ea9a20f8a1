"""Generator against discriminator: the objectives, and one step of play."""

from __future__ import annotations

import torch
from torch import Tensor

from ganplay.contract.commands import Turn
from ganplay.contract.settings import Settings
from ganplay.engine.game.player import DevicePlayer, Player
from ganplay.engine.losses import LOSSES
from ganplay.engine.models import generator
from ganplay.engine.models.discriminator import Discriminator
from ganplay.engine.models.layers import Mode
from ganplay.engine.models.network import Network, Weights
from ganplay.engine.optimisers.rule import Memory
from ganplay.engine.penalties import PENALTIES
from ganplay.engine.stream import Batch

TRACKING = Mode(tracking=True)
TRAINING = Mode()
TRACKING_PAIR = Mode(groups=2, tracking=True)
TRAINING_PAIR = Mode(groups=2)

Trace = tuple[Tensor, ...]


class Game:
    """Two players, their loss and penalty. Deterministic: all chance comes in with the batch."""

    def __init__(self, settings: Settings, rng: torch.Generator, device: torch.device) -> None:
        self.generator: Network = generator.build(settings.generator, settings.noise.dim, rng, device)
        self.discriminator = Discriminator(settings.discriminator, rng, device)
        player = DevicePlayer if device.type == "cuda" else Player
        self.g = player(self.generator, settings.g_optimiser)
        self.d = player(self.discriminator, settings.d_optimiser)
        self._none = torch.zeros((), device=device)
        self.change(settings)

    def change(self, settings: Settings) -> None:
        """Turn live knobs."""
        self.settings = settings
        self.loss = LOSSES[type(settings.loss)]
        self.penalty = PENALTIES[type(settings.penalty)]
        self.g.change(settings.g_optimiser)
        self.d.change(settings.d_optimiser)

    def state(self) -> dict[str, Tensor]:
        """Everything that play changes, by name; to be read, or to be filled."""
        found: dict[str, Tensor] = {}
        for name, player in (("generator", self.g), ("discriminator", self.d)):
            found[f"{name}.theta"] = player.network.values
            found |= {f"{name}.buffer.{i}": buffer for i, buffer in enumerate(player.network.buffers)}
            found |= {f"{name}.memory.{i}": slot for i, slot in enumerate(player.memory)}
        return found

    def step(self, batch: Batch, turn: Turn) -> Trace:
        """One step: D's updates, then G's; gives one 0-d tensor for each entry of the trace.

        Both gradients are always computed, so that both losses are known; ``turn`` says whose moves are
        made. G's first update answers the same noise that D saw last: one pass through G serves both.
        A number that is not finite on the way is not stopped: the trace, if no later one, shows it.
        """
        updates = self.settings.updates
        simultaneous = updates.scheme == "simultaneous"
        # Who does not move is not to change at all, not even in what batch normalisation remembers.
        seen_by_g = TRAINING if turn is Turn.DISCRIMINATOR else TRACKING
        seen_by_d = TRAINING_PAIR if turn is Turn.GENERATOR else TRACKING_PAIR
        for k in range(updates.d_steps):
            last = k == updates.d_steps - 1
            real, uniforms = batch.real[k], batch.uniforms[k]
            # Only G's own update walks back through G: before that its frozen weights do, and cost less.
            g_weights = self.generator.weights if last else self.generator.frozen
            fake = self.generator(batch.noise[k], g_weights, seen_by_g)
            d_loss, term, logits = self.discriminator_loss(
                self.discriminator.weights, real, fake.detach(), uniforms, seen_by_d
            )
            whole = d_loss if term is None else d_loss + term
            (d_gradient,) = torch.autograd.grad(whole, self.discriminator.theta)
            d_norm = torch.linalg.vector_norm(d_gradient)
            if last and simultaneous:
                g_loss, g_gradient = self._generator_gradient(fake, real, uniforms)
            if turn is not Turn.GENERATOR:
                self.d.move(d_gradient)
                if self.penalty.project is not None:
                    self.d.project(self.penalty.project(self.settings.penalty, self.discriminator.values))
        for j in range(updates.g_steps):
            if j > 0:
                noise = batch.noise[updates.d_steps - 1 + j]
                fake = self.generator(noise, self.generator.weights, seen_by_g)
            if j > 0 or not simultaneous:
                g_loss, g_gradient = self._generator_gradient(fake, real, uniforms)
            g_norm = torch.linalg.vector_norm(g_gradient)
            if turn is not Turn.DISCRIMINATOR:
                self.g.move(g_gradient)
        d_real, d_fake = self.loss.output(logits.detach()).view(2, -1).mean(dim=1).unbind()
        return d_loss, g_loss, d_real, d_fake, d_norm, g_norm, self._none if term is None else term

    def discriminator_loss(
        self, weights: Weights, real: Tensor, fake: Tensor, uniforms: Tensor, mode: Mode
    ) -> tuple[Tensor, Tensor | None, Tensor]:
        """D's loss, its penalty if it has one, and the logits, real points first."""
        logits = self.discriminator.judge(torch.cat((real, fake)), weights, mode)
        loss = self.loss.discriminator(self.settings.loss, *logits.chunk(2))
        if self.penalty.term is None:
            return loss, None, logits

        def critic(points: Tensor) -> Tensor:
            return self.discriminator.judge(points, weights, TRAINING)

        return loss, self.penalty.term(self.settings.penalty, critic, real, fake, uniforms), logits

    def _generator_gradient(self, fake: Tensor, real: Tensor, uniforms: Tensor) -> tuple[Tensor, Tensor]:
        """G's loss against the present (or foreseen) D, and its gradient, shape (P,)."""
        ahead = self.settings.updates.unroll
        # The frozen weights keep autograd from walking into D's parameters: G's step needs none of that.
        weights = self._unrolled(fake, real, uniforms, ahead) if ahead else self.discriminator.frozen
        logits = self.discriminator.judge(fake, weights, TRAINING)
        loss = self.loss.generator(self.settings.loss, logits)
        (gradient,) = torch.autograd.grad(loss, self.generator.theta)
        return loss, gradient

    def _unrolled(self, fake: Tensor, real: Tensor, uniforms: Tensor, steps: int) -> Weights:
        """D's weights after further updates on this batch, as a differentiable function of ``fake``.

        Metz et al. 2017, eq. 7 to 10: the optimiser's own state moves along, and G's gradient flows
        through every inner step. (Without that second part it would be mere look-ahead.)
        """
        theta: Tensor = self.discriminator.theta
        memory: Memory = self.d.memory
        for i in range(steps):
            weights = self.discriminator.split(theta)
            loss, term, _ = self.discriminator_loss(weights, real, fake, uniforms, TRAINING_PAIR)
            whole = loss if term is None else loss + term
            (gradient,) = torch.autograd.grad(whole, theta, create_graph=True)
            theta, memory = self.d.propose(theta, gradient, memory, self.d.moves + 1 + i)
            if self.penalty.project is not None:
                theta = self.penalty.project(self.settings.penalty, theta)
        return self.discriminator.split(theta)
