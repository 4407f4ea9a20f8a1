"""The discriminator (or critic): points in, logits out."""

from __future__ import annotations

import torch
from torch import Tensor

from ganplay.contract import networks
from ganplay.engine.models.generator import hidden
from ganplay.engine.models.layers import Layer, Mode
from ganplay.engine.models.linear import Linear
from ganplay.engine.models.minibatch import MinibatchDiscrimination, MinibatchStddev
from ganplay.engine.models.network import Network, Weights

MINIBATCH: dict[str, type[MinibatchStddev] | type[MinibatchDiscrimination]] = {
    "stddev": MinibatchStddev,
    "salimans": MinibatchDiscrimination,
}


class Discriminator(Network):
    """A multilayer perceptron from (N, 2) to (N // packing,) logits.

    ``packing`` points are judged together by one logit (PacGAN, Lin et al. 2018).
    """

    def __init__(
        self, settings: networks.PerceptronDiscriminator, rng: torch.Generator, device: torch.device
    ) -> None:
        self.packing = settings.packing
        self.compares = settings.minibatch != "off"
        spectral = settings.norm == "spectral"
        layers: list[Layer] = []
        inputs = 2 * settings.packing
        for depth in range(settings.layers + 1):
            if self.compares and depth == (0 if MINIBATCH[settings.minibatch].at_input else settings.layers):
                features = MINIBATCH[settings.minibatch](inputs)
                layers.append(features)
                inputs += features.features
            if depth < settings.layers:
                layers += hidden(inputs, settings, spectral=spectral)
                inputs = settings.width
        layers.append(Linear(inputs, 1, settings.init, "linear", spectral))
        super().__init__(layers, settings.input_scale, rng, device)

    def judge(self, points: Tensor, weights: Weights, mode: Mode) -> Tensor:
        """Logits, shape (groups * (N // packing), 1) for N points in each minibatch."""
        return self(self.pack(points, mode.groups), weights, mode)

    def pack(self, points: Tensor, groups: int = 1) -> Tensor:
        """Rows of ``packing`` points side by side; what does not fill a pack of its minibatch is left out."""
        if self.packing == 1:
            return points
        batches = points.view(groups, -1, 2)
        packs = batches.shape[1] // self.packing
        return batches[:, : packs * self.packing].reshape(-1, 2 * self.packing)

    def at(self, points: Tensor, among: Tensor) -> Tensor:
        """The logit of each single point, shape (N,), as if it stood among the given minibatch.

        A discriminator that judges packs or compares samples has no verdict on a lone point; each point
        takes the first place of a pack (and of a minibatch) whose other places ``among`` (M, 2) fills.
        The running state stays untouched.
        """
        mates = 0
        if self.packing > 1:
            company = among[: self.packing - 1].reshape(1, -1)
            points = torch.cat((points, company.expand(points.shape[0], -1)), dim=1)
            among = self.pack(among)
        if self.compares:
            mates = among.shape[0]
            points = torch.cat((points, among))
        logits = self(points, self.frozen, Mode(mates=mates, training=False)).squeeze(1)
        return logits[: logits.shape[0] - mates]
