"""The engine against the plain loop: same networks, loss, optimiser and batch, turn and turn about."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import ganplay.engine
from ganplay.bench.figure import Figure
from ganplay.contract.codec import override
from ganplay.contract.settings import Settings

ROUNDS = 7
SECONDS = 1.0
"""Length of one side of a round; the median round counts."""

CASES = (
    (
        "GAN Lab's network (2x8, batch 150, 2 D updates, SGD)",
        1.5,
        (
            "noise.dim=2",
            "generator.width=8",
            "discriminator.width=8",
            "batch=150",
            "updates.d_steps=2",
            "g_optimiser.name=sgd",
            "d_optimiser.name=sgd",
        ),
    ),
    ("2x128, batch 256, Adam", 1.25, ("generator.width=128", "discriminator.width=128", "batch=256")),
    (
        "DCGAN on 28x28 (32 and 16 channels, batch 64)",
        1.0,
        (
            "data.name=strokes",
            "data.size=1000",
            "noise.dim=64",
            "generator.name=convolutional",
            "discriminator.name=convolutional",
            "discriminator.channels=16",
            "discriminator.norm=off",
            "discriminator.dense=256",
            "batch=64",
        ),
    ),
)
ON_CUDA = {True: 3.0, False: 8.0}
"""What a step recorded on the GPU shall be worth, with convolutions and without."""


def figures() -> Iterator[Figure]:
    """Steps a second of both, and their ratio."""
    engine = ganplay.engine.load()
    import torch

    from ganplay.bench.plain import plain_loop

    devices = ["cpu"] + (["cuda"] if torch.cuda.is_available() else [])
    for device in devices:
        for name, target, assignments in CASES:
            settings = override(Settings(), ["loss.name=non_saturating", *assignments])
            experiment = engine.create(override(settings, [f"device={device}"]))
            plain = plain_loop(settings, torch.device(device))
            pairs = [(pace(experiment.advance), pace(plain)) for _ in range(ROUNDS)]
            ratio, ours, theirs = sorted((a / b, a, b) for a, b in pairs)[ROUNDS // 2]
            yield Figure(
                f"engine on {experiment.device}, {name}",
                ratio,
                "x",
                ON_CUDA["convolutional" in str(assignments)] if device == "cuda" else target,
                at_least=True,
                beside=f"{ours:,.0f} steps/s beside {theirs:,.0f} of a plain loop",
            )
    if "cuda" not in devices:
        yield Figure(
            "engine on CUDA", None, "x", ON_CUDA[False], at_least=True, beside="there is no CUDA GPU here"
        )


def pace(step: Callable[[], object], seconds: float = SECONDS) -> float:
    """Steps a second, after a short warm-up."""
    for _ in range(10):
        step()
    began = time.perf_counter()
    steps = 0
    while (spent := time.perf_counter() - began) < seconds:
        for _ in range(5):
            step()
        steps += 5
    return steps / spent
