"""Short runs, and all that they leave."""

from __future__ import annotations

import dataclasses
import tempfile
from pathlib import Path
from typing import Any

import torch
from safetensors import safe_open
from torch import Tensor

from ganplay.contract.networks import (
    ConvolutionalDiscriminator,
    ConvolutionalGenerator,
    Noise,
    PerceptronDiscriminator,
    PerceptronGenerator,
)
from ganplay.contract.pictures import Strokes
from ganplay.contract.settings import Settings
from ganplay.engine.experiments.gan import GanExperiment

SMALL = Settings(
    noise=Noise(dim=4),
    generator=PerceptronGenerator(width=16),
    discriminator=PerceptronDiscriminator(width=16),
    batch=32,
    seed=3,
    device="cpu",
)

PICTURES = Settings(
    data=Strokes(size=200),
    noise=Noise(dim=4),
    generator=ConvolutionalGenerator(channels=4, init="he"),
    discriminator=ConvolutionalDiscriminator(channels=4),
    batch=8,
    seed=3,
    device="cpu",
)


def small(**changes: Any) -> Settings:
    return dataclasses.replace(SMALL, **changes)


def pictures(**changes: Any) -> Settings:
    return dataclasses.replace(PICTURES, **changes)


def run(settings: Settings, steps: int) -> GanExperiment:
    experiment = GanExperiment(settings)
    for _ in range(steps):
        experiment.advance()
    return experiment


def saved(experiment: GanExperiment) -> tuple[dict[str, Tensor], dict[str, str]]:
    """All of a checkpoint of this moment that decides what follows: tensors and header."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "now.safetensors"
        experiment.moment().save(path)
        with safe_open(path, framework="pt") as file:
            names = [name for name in file.keys() if not name.startswith("history.")]  # noqa: SIM118
            header = {name: text for name, text in file.metadata().items() if name != "history"}
            return {name: file.get_tensor(name) for name in names}, header


def same(first: GanExperiment, second: GanExperiment) -> bool:
    """Whether two runs stand at the same point, bit for bit."""
    (a, header_a), (b, header_b) = saved(first), saved(second)
    return header_a == header_b and a.keys() == b.keys() and all(torch.equal(a[name], b[name]) for name in a)
