"""Trains a classifier of digits: the frozen one that ganplay ships, and those that are trained on fakes."""

from __future__ import annotations

from collections.abc import Callable

import torch
import torch.nn.functional as F
from torch import Tensor

from ganplay.contract.pictures import SIDE
from ganplay.engine.classifier import Classifier
from ganplay.engine.models.layers import Mode

BATCH = 128
RATE = 4e-3
"""Peak of the one-cycle schedule (Smith and Topin 2019)."""
DECAY = 1e-2

TRACKING = Mode(tracking=True)


def train_classifier(
    pixels: Tensor,
    labels: Tensor,
    epochs: int,
    seed: int,
    on_step: Callable[[int, int], None] | None = None,
) -> Classifier:
    """Train a classifier on pictures (N, 784), uint8, and their labels (N,) for so many epochs.

    Each time a picture is seen it is distorted anew. AdamW, batches of 128 and the
    one-cycle schedule; ``on_step(steps done, steps)`` is called after each step.
    """
    rng = torch.Generator().manual_seed(seed)
    classifier = Classifier(pixels.device, rng)
    thetas = [network.theta for network in classifier.networks]
    # Updates go through the alias that autograd does not watch, as those of players do.
    values = [network.values for network in classifier.networks]
    optimiser = torch.optim.AdamW(values, lr=RATE, weight_decay=DECAY)
    steps = epochs * (len(pixels) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=steps, pct_start=0.2)
    for step in range(steps):
        turn = step % (len(pixels) // BATCH)
        if turn == 0:
            order = torch.randperm(len(pixels), generator=rng).to(pixels.device)
        chosen = order[turn * BATCH : (turn + 1) * BATCH]
        rows = pixels[chosen].float().div_(127.5).sub_(1)
        loss = F.cross_entropy(classifier.training_logits(distorted(rows, rng), TRACKING), labels[chosen])
        for value, gradient in zip(values, torch.autograd.grad(loss, thetas), strict=True):
            value.grad = gradient
        optimiser.step()
        schedule.step()
        if on_step is not None:
            on_step(step + 1, steps)
    return classifier


def distorted(rows: Tensor, rng: torch.Generator) -> Tensor:
    """Rows (N, 784), each turned by up to 12 degrees, scaled by 12 %, sheared and shifted by 2 pixels."""
    n = len(rows)

    def up_to(bound: float) -> Tensor:
        return ((2 * torch.rand(n, generator=rng) - 1) * bound).to(rows.device)

    angle, scale, aspect, shear = up_to(0.21), 1 + up_to(0.12), 1 + up_to(0.08), up_to(0.2)
    first = (angle.cos() * scale * aspect, shear - angle.sin() * scale, up_to(2 / 14))
    second = (angle.sin() * scale * aspect, angle.cos() * scale, up_to(2 / 14))
    maps = torch.stack([torch.stack(row, dim=1) for row in (first, second)], dim=1)
    grid = F.affine_grid(maps, [n, 1, SIDE, SIDE], align_corners=False)
    pictures = rows.view(n, 1, SIDE, SIDE)
    return F.grid_sample(pictures, grid, padding_mode="border", align_corners=False).flatten(1)


def accuracy(classifier: Classifier, pixels: Tensor, labels: Tensor) -> float:
    """Share of pictures (N, 784), uint8, that are read as their labels (N,) say."""
    with torch.no_grad():
        rows = pixels.float().div_(127.5).sub_(1)
        return float((classifier.probabilities(rows).argmax(dim=1) == labels).float().mean())
