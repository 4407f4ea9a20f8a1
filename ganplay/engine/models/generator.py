"""The generator: noise in, points out."""

from __future__ import annotations

import torch

from ganplay.contract import networks
from ganplay.engine.models.batch_norm import BatchNorm
from ganplay.engine.models.layers import Layer
from ganplay.engine.models.linear import Linear
from ganplay.engine.models.network import Network


def build(
    settings: networks.PerceptronGenerator, noise_dim: int, rng: torch.Generator, device: torch.device
) -> Network:
    """A multilayer perceptron from (N, noise_dim) to (N, 2)."""
    layers: list[Layer] = []
    inputs = noise_dim
    for _ in range(settings.layers):
        layers += hidden(inputs, settings, spectral=False)
        inputs = settings.width
    layers.append(Linear(inputs, 2, settings.init, settings.output))
    return Network(layers, settings.input_scale, rng, device)


def hidden(
    inputs: int, settings: networks.PerceptronGenerator | networks.PerceptronDiscriminator, *, spectral: bool
) -> list[Layer]:
    """One hidden layer with its normalisation and activation."""
    if settings.norm == "batch":
        linear = Linear(inputs, settings.width, settings.init, "linear")
        return [linear, BatchNorm(settings.width, settings.activation)]
    return [Linear(inputs, settings.width, settings.init, settings.activation, spectral)]
