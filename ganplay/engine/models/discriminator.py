"""The discriminator (or critic): samples in, logits out."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from ganplay.contract import networks
from ganplay.contract.conditions import Codes, Labels
from ganplay.contract.data import features
from ganplay.contract.settings import Settings
from ganplay.engine.models.convolution import Convolution
from ganplay.engine.models.generator import columns, dense
from ganplay.engine.models.layers import Layer, Mode
from ganplay.engine.models.linear import Linear
from ganplay.engine.models.minibatch import MinibatchDiscrimination, MinibatchStddev
from ganplay.engine.models.network import Network, Weights
from ganplay.engine.models.normalisations import LAYER_NORMS
from ganplay.engine.models.pictures import pool, unfold, with_label_planes

MINIBATCH: dict[str, type[MinibatchStddev] | type[MinibatchDiscrimination]] = {
    "stddev": MinibatchStddev,
    "salimans": MinibatchDiscrimination,
}


def build(settings: Settings, classes: int, rng: torch.Generator, device: torch.device) -> Discriminator:
    """The discriminator of these settings, for data of so many classes."""
    condition = settings.condition
    return Discriminator(
        settings.discriminator,
        rng,
        device,
        features(settings.data),
        labels=classes if isinstance(condition, Labels) else 0,
        codes=columns(condition, classes) if isinstance(condition, Codes) else 0,
    )


class Discriminator(Network):
    """A network from (N, features + labels) to (N // packing,) logits.

    A row is a sample, followed by its one-hot label if D is shown labels (Mirza and Osindero 2014).
    ``packing`` rows are judged together by one logit (PacGAN, Lin et al. 2018). Beside the logit D may say
    what it reads of so many columns of ``codes`` (InfoGAN, Chen et al. 2016), with all but the last layer
    in common.
    """

    def __init__(
        self,
        settings: networks.Discriminator,
        rng: torch.Generator,
        device: torch.device,
        features: int = 2,
        *,
        labels: int = 0,
        codes: int = 0,
    ) -> None:
        self.packing = settings.packing
        self.row = features + labels
        self.codes = codes
        self.compares = settings.minibatch != "off"
        if isinstance(settings, networks.ConvolutionalDiscriminator):
            layers, inputs, scale = _convolutional(settings, features, labels)
        else:
            layers, inputs, scale = [], self.row * settings.packing, settings.input_scale
            if self.compares and MINIBATCH[settings.minibatch].at_input:
                inputs += _compare(inputs, settings, layers)
            for _ in range(settings.layers):
                layers += dense(inputs, settings.width, settings)
                inputs = settings.width
        if self.compares and not any(isinstance(layer, MINIBATCH[settings.minibatch]) for layer in layers):
            inputs += _compare(inputs, settings, layers)
        layers.append(Linear(inputs, 1 + codes, settings.init, "linear", settings.norm == "spectral"))
        super().__init__(layers, scale, rng, device)

    def judge(self, rows: Tensor, weights: Weights, mode: Mode) -> Tensor:
        """Logits, shape (groups * (N // packing), 1) for N rows in each minibatch."""
        return self.read(rows, weights, mode)[0]

    def read(self, rows: Tensor, weights: Weights, mode: Mode) -> tuple[Tensor, Tensor | None]:
        """Logits as :meth:`judge` gives them, and what is read of the codes (..., codes) if there are any."""
        answers = self(self.pack(rows, mode.groups), weights, mode)
        # Autograd's way back through a slice is felt in the step of a small network.
        return (answers[:, :1], answers[:, 1:]) if self.codes else (answers, None)

    def pack(self, rows: Tensor, groups: int = 1) -> Tensor:
        """``packing`` rows side by side; what does not fill a pack of its minibatch is left out."""
        if self.packing == 1:
            return rows
        batches = rows.view(groups, -1, self.row)
        packs = batches.shape[1] // self.packing
        return batches[:, : packs * self.packing].reshape(-1, self.row * self.packing)

    def logits_among(self, points: Tensor, among: Tensor) -> Tensor:
        """The logit of each single point, shape (N,), as if it stood among the given minibatch.

        A discriminator that judges packs or compares samples has no verdict on a lone point; each point
        takes the first place of a pack (and of a minibatch) whose other places ``among`` (M, row) fills.
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
        logits = self(points, self.frozen, Mode(mates=mates, training=False))[:, 0]
        return logits[: logits.shape[0] - mates]


def _convolutional(
    settings: networks.ConvolutionalDiscriminator, features: int, labels: int
) -> tuple[list[Layer], int, float]:
    """All but the last layer, the columns that it leaves, and the scale of its input."""
    few, many = settings.channels, 2 * settings.channels
    side = math.isqrt(features)
    layers: list[Layer] = [
        with_label_planes(side, settings.packing, labels),
        *_shrink(settings.packing * (1 + labels), few, settings, settings.activation),
    ]
    # DCGAN leaves the first layer of D without normalisation, which would hide the input's mean.
    if settings.norm in LAYER_NORMS:
        norm = LAYER_NORMS[settings.norm](many, settings.activation)
        layers += [*_shrink(few, many, settings, "linear"), norm]
    else:
        layers += _shrink(few, many, settings, settings.activation)
    layers.append(unfold())
    inputs = many * (side // 4) ** 2
    if settings.dense:
        layers += dense(inputs, settings.dense, settings)
        inputs = settings.dense
    return layers, inputs, 1.0


def _shrink(
    inputs: int, outputs: int, settings: networks.ConvolutionalDiscriminator, activation: str
) -> list[Layer]:
    """Halve the side of a picture."""
    normalised = settings.norm == "spectral"
    if settings.downsampling == "strided":
        return [Convolution(inputs, outputs, settings.init, activation, normalised=normalised)]
    convolution = Convolution(
        inputs, outputs, settings.init, activation, kernel=3, stride=1, normalised=normalised
    )
    return [convolution, pool(settings.downsampling)]


def _compare(inputs: int, settings: networks.Discriminator, layers: list[Layer]) -> int:
    """Add the layer that compares the samples of a minibatch; gives the columns that it appends."""
    layer = MINIBATCH[settings.minibatch](inputs)
    layers.append(layer)
    return layer.features
