"""Generator against discriminator: the objectives, and one step of play."""

from __future__ import annotations

import torch
from torch import Tensor

from ganplay.contract.commands import Turn
from ganplay.contract.conditions import Codes, Labels
from ganplay.contract.kinds import DISCRIMINATOR, GENERATOR
from ganplay.contract.settings import Settings
from ganplay.engine.game import player
from ganplay.engine.game.average import Average
from ganplay.engine.losses import LOSSES
from ganplay.engine.losses.information import mutual_information_loss
from ganplay.engine.losses.terms import output
from ganplay.engine.models import discriminator, generator
from ganplay.engine.models.layers import Mode
from ganplay.engine.models.network import Network, Weights
from ganplay.engine.optimisers.step import Memory
from ganplay.engine.penalties import PENALTIES
from ganplay.engine.stream import Batch

TRACKING = Mode(tracking=True)
TRAINING = Mode()
TRACKING_PAIR = Mode(groups=2, tracking=True)
TRAINING_PAIR = Mode(groups=2)

Trace = tuple[Tensor, ...]
Kept = tuple[player.Kept, player.Kept, list[Tensor]]


class Game:
    """Two players, their loss and penalty. Deterministic: all chance comes in with the batch."""

    def __init__(
        self, settings: Settings, rng: torch.Generator, device: torch.device, classes: int = 0
    ) -> None:
        """``classes`` is how many the data have, for players that are shown labels."""
        self.generator: Network = generator.build(settings, classes, rng, device)
        self.discriminator = discriminator.build(settings, classes, rng, device)
        self.average = Average(generator.build(settings, classes, torch.Generator(), device))
        self.average.begin(self.generator)
        self.settings = settings
        kind = player.DevicePlayer if device.type == "cuda" else player.Player
        self.g = kind(self.generator, settings.g_optimiser)
        self.d = kind(self.discriminator, settings.d_optimiser)
        self._none = torch.zeros((), device=device)
        self.change(settings)

    def change(self, settings: Settings) -> None:
        """Turn live knobs."""
        if settings.average and not self.settings.average:
            self.average.begin(self.generator)
        self.settings = settings
        self.loss = LOSSES[type(settings.loss)]
        self.penalty = PENALTIES[type(settings.penalty)]
        self.g.change(settings.g_optimiser)
        self.d.change(settings.d_optimiser)

    @property
    def drawing(self) -> Network:
        """The generator that is shown and measured: the average, where one is kept."""
        return self.average.network if self.settings.average else self.generator

    def state(self) -> dict[str, Tensor]:
        """Everything that play changes, by name; to be read, or to be filled."""
        found: dict[str, Tensor] = {}
        for name, who in (("generator", self.g), ("discriminator", self.d)):
            found[f"{name}.theta"] = who.network.values
            found |= {f"{name}.buffer.{i}": buffer for i, buffer in enumerate(who.network.buffers)}
            found |= {f"{name}.memory.{i}": slot for i, slot in enumerate(who.memory)}
        if self.settings.average:
            found |= {f"average.{i}": tensor for i, tensor in enumerate(self.average.tensors())}
        return found

    def keep(self) -> Kept:
        """What :meth:`restore` needs to come back to this moment."""
        average = self.average.tensors() if self.settings.average else ()
        return self.g.keep(), self.d.keep(), [tensor.clone() for tensor in average]

    def restore(self, kept: Kept) -> None:
        """Take back all that was done since."""
        g, d, average = kept
        self.g.restore(g)
        self.d.restore(d)
        for tensor, copy in zip(self.average.tensors(), average, strict=False):
            tensor.copy_(copy)

    def step(self, batch: Batch, turn: Turn | None = None) -> Trace:
        """One step: D's updates, then G's; gives one 0-d tensor for each entry of the trace.

        Both gradients are always computed, so that both losses are known; ``turn`` says whose moves
        alone are made. G's first update answers the noise that D saw last: one pass through G serves both.
        A number that is not finite on the way is not stopped: the trace, if no later one, shows it.
        """
        updates = self.settings.updates
        simultaneous = updates.scheme == "simultaneous"
        # Who does not move is not to change at all, not even in what batch normalisation remembers.
        seen_by_g = TRAINING if turn == DISCRIMINATOR else TRACKING
        seen_by_d = TRAINING_PAIR if turn == GENERATOR else TRACKING_PAIR
        for k in range(updates.d_steps):
            last = k == updates.d_steps - 1
            real, noise, uniforms = batch.real[k], batch.noise[k], batch.uniforms[k]
            # Only G's own update walks back through G: before that its frozen weights do, and cost less.
            g_weights = self.generator.weights if last else self.generator.frozen
            fake = self.generator(noise, g_weights, seen_by_g)
            d_loss, term, logits = self.discriminator_loss(
                self.discriminator.weights, real, fake.detach(), noise, uniforms, seen_by_d
            )
            whole = d_loss if term is None else d_loss + term
            (d_gradient,) = torch.autograd.grad(whole, self.discriminator.theta)
            d_norm = torch.linalg.vector_norm(d_gradient)
            if last and simultaneous:
                g_loss, g_gradient = self._generator_gradient(fake, real, noise, uniforms)
            if turn != GENERATOR:
                self.d.move(d_gradient)
                if self.penalty.project is not None:
                    self.d.project(self.penalty.project(self.settings.penalty, self.discriminator.values))
        for j in range(updates.g_steps):
            if j > 0:
                noise = batch.noise[updates.d_steps - 1 + j]
                fake = self.generator(noise, self.generator.weights, seen_by_g)
            if j > 0 or not simultaneous:
                g_loss, g_gradient = self._generator_gradient(fake, real, noise, uniforms)
            g_norm = torch.linalg.vector_norm(g_gradient)
            if turn != DISCRIMINATOR:
                self.g.move(g_gradient)
                if self.settings.average:
                    self.average.follow(self.generator, self.settings.average, self.g.moves)
        d_real, d_fake = output(self.settings.loss, logits.detach()).view(2, -1).mean(dim=1).unbind()
        return d_loss, g_loss, d_real, d_fake, d_norm, g_norm, self._none if term is None else term

    def discriminator_loss(
        self, weights: Weights, real: Tensor, fake: Tensor, noise: Tensor, uniforms: Tensor, mode: Mode
    ) -> tuple[Tensor, Tensor | None, Tensor]:
        """D's loss, what penalty and codes add to it if they do, and the logits, real samples first.

        ``noise`` is what G made the fake samples of; a real sample bears the label that its
        fake was asked for.
        """
        rows = torch.cat((self._labelled(real, noise), self._labelled(fake, noise)))
        logits, read = self.discriminator.read(rows, weights, mode)
        loss = self.loss.discriminator(self.settings.loss, *logits.chunk(2))
        term = None if read is None else self._information_loss(read.chunk(2)[1], noise)
        if self.penalty.term is not None:

            def critic(samples: Tensor) -> Tensor:
                return self.discriminator.judge(self._labelled(samples, noise), weights, TRAINING)

            penalty = self.penalty.term(self.settings.penalty, critic, real, fake, uniforms)
            term = penalty if term is None else term + penalty
        return loss, term, logits

    def _generator_gradient(
        self, fake: Tensor, real: Tensor, noise: Tensor, uniforms: Tensor
    ) -> tuple[Tensor, Tensor]:
        """G's loss against the present (or foreseen) D, and the gradient of all it minimises, shape (P,)."""
        ahead = self.settings.updates.unroll
        # The frozen weights keep autograd from walking into D's parameters: G's step needs none of that.
        weights = self._unrolled(fake, real, noise, uniforms, ahead) if ahead else self.discriminator.frozen
        logits, read = self.discriminator.read(self._labelled(fake, noise), weights, TRAINING)

        def judge_real() -> Tensor:
            return self.discriminator.judge(self._labelled(real, noise), weights, TRAINING)

        loss = self.loss.generator_loss(self.settings.loss, logits, judge_real)
        term = None if read is None else self._information_loss(read, noise)
        (gradient,) = torch.autograd.grad(loss if term is None else loss + term, self.generator.theta)
        return loss, gradient

    def _labelled(self, samples: Tensor, noise: Tensor) -> Tensor:
        """Samples as D is shown them: with the labels that are part of G's input, where D knows labels."""
        if isinstance(self.settings.condition, Labels):
            return torch.cat((samples, noise[:, self.settings.noise.dim :]), dim=1)
        return samples

    def _information_loss(self, read: Tensor, noise: Tensor) -> Tensor:
        """The mutual information loss of what D's head reads of the codes, weighted."""
        condition = self.settings.condition
        assert isinstance(condition, Codes)
        codes = noise[:, self.settings.noise.dim :]
        # Packs are judged as one: it is their first sample's codes that are read.
        first = codes[:: self.discriminator.packing][: len(read)]
        return condition.weight * mutual_information_loss(read, first, condition.categories)

    def _unrolled(self, fake: Tensor, real: Tensor, noise: Tensor, uniforms: Tensor, steps: int) -> Weights:
        """D's weights after further updates on this batch, as a differentiable function of ``fake``.

        Metz et al. 2017, eq. 7 to 10: the optimiser's own state moves along, and G's gradient flows
        through every inner step. (Without that second part it would be mere look-ahead.)
        """
        theta: Tensor = self.discriminator.theta
        memory: Memory = self.d.memory
        for i in range(steps):
            weights = self.discriminator.split(theta)
            loss, term, _ = self.discriminator_loss(weights, real, fake, noise, uniforms, TRAINING_PAIR)
            whole = loss if term is None else loss + term
            (gradient,) = torch.autograd.grad(whole, theta, create_graph=True)
            theta, memory = self.d.propose(theta, gradient, memory, self.d.moves + 1 + i)
            if self.penalty.project is not None:
                theta = self.penalty.project(self.settings.penalty, theta)
        return self.discriminator.split(theta)
