"""The negative gradient of G's loss at each generated point: where a step of descent would move it."""

from __future__ import annotations

import torch
from torch import Tensor

from ganplay.engine.game.game import Game
from ganplay.engine.models.layers import Mode


def negative_gradient(game: Game, points: Tensor, real: Tensor) -> Tensor:
    """Minus the gradient of G's loss with respect to each point, times their number, shape (N, 2).

    The loss is a mean, so the factor gives every point the gradient of its own share. This is what moves
    G, not the slope of D alone: under minimax it vanishes where D is sure. ``real`` are as many real points,
    for a loss whose generator is compared with them.
    """
    points = points.detach().requires_grad_()

    def judge(points: Tensor) -> Tensor:
        return game.discriminator.judge(points, game.discriminator.frozen, Mode(training=False))

    with torch.enable_grad():
        loss = game.loss.generator_loss(game.settings.loss, judge(points), lambda: judge(real))
        (gradient,) = torch.autograd.grad(loss, points)
    return -points.shape[0] * gradient
