"""The generator: noise in, samples out."""

from __future__ import annotations

import torch

from ganplay.contract import networks
from ganplay.contract.conditions import Codes, Condition, Labels
from ganplay.contract.data import features
from ganplay.contract.settings import Settings
from ganplay.engine.models.convolution import Convolution
from ganplay.engine.models.layers import Layer
from ganplay.engine.models.linear import Linear
from ganplay.engine.models.network import Network
from ganplay.engine.models.normalisations import LAYER_NORMS
from ganplay.engine.models.pictures import fold, unfold, upsample

COARSE = 7
"""Pixels along one side of the first feature maps; doubled twice, they are the picture's."""


def build(settings: Settings, classes: int, rng: torch.Generator, device: torch.device) -> Network:
    """A network from (N, noise dim + columns of the condition) to (N, features of the data)."""
    inputs = settings.noise.dim + columns(settings.condition, classes)
    return network(settings.generator, inputs, features(settings.data), rng, device)


def columns(condition: Condition, classes: int) -> int:
    """How many columns of G's input follow z."""
    if isinstance(condition, Codes):
        return condition.categories + condition.continuous
    return classes if isinstance(condition, Labels) else 0


def network(
    settings: networks.Generator, inputs: int, outputs: int, rng: torch.Generator, device: torch.device
) -> Network:
    """A network from (N, inputs) to (N, outputs)."""
    if isinstance(settings, networks.ConvolutionalGenerator):
        return Network(_convolutional(settings, inputs), 1.0, rng, device)
    layers: list[Layer] = []
    for _ in range(settings.layers):
        layers += dense(inputs, settings.width, settings)
        inputs = settings.width
    layers.append(Linear(inputs, outputs, settings.init, settings.output))
    return Network(layers, settings.input_scale, rng, device)


def _convolutional(settings: networks.ConvolutionalGenerator, inputs: int) -> list[Layer]:
    layers: list[Layer] = []
    if settings.dense:
        layers += dense(inputs, settings.dense, settings)
        inputs = settings.dense
    many, few = 2 * settings.channels, settings.channels
    # The first maps are normalised as maps: one mean and variance for each, not for each of its pixels.
    norm = LAYER_NORMS.get(settings.norm)
    activation = settings.activation if norm is None else "linear"
    layers += [Linear(inputs, many * COARSE**2, settings.init, activation), fold(COARSE)]
    if norm is not None:
        layers.append(norm(many, settings.activation))
    layers += grow(many, few, settings, activation)
    if norm is not None:
        layers.append(norm(few, settings.activation))
    return [*layers, *grow(few, 1, settings, settings.output), unfold()]


def grow(
    inputs: int, outputs: int, settings: networks.ConvolutionalGenerator, activation: str
) -> list[Layer]:
    """Double the side of a picture."""
    if settings.upsampling == "nearest":
        return [upsample(), Convolution(inputs, outputs, settings.init, activation, kernel=3, stride=1)]
    return [Convolution(inputs, outputs, settings.init, activation, transposed=True)]


def dense(inputs: int, width: int, settings: networks.Generator | networks.Discriminator) -> list[Layer]:
    """One fully connected hidden layer with its normalisation and activation."""
    if settings.norm in LAYER_NORMS:
        norm = LAYER_NORMS[settings.norm](width, settings.activation)
        return [Linear(inputs, width, settings.init, "linear"), norm]
    return [Linear(inputs, width, settings.init, settings.activation, settings.norm == "spectral")]
