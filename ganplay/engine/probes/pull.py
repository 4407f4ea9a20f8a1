"""Where each generated point is pulled."""

from __future__ import annotations

import torch
from torch import Tensor

from ganplay.engine.game.game import Game
from ganplay.engine.models.layers import Mode


def pull(game: Game, points: Tensor) -> Tensor:
    """Minus the gradient of G's loss with respect to each point, times their number, shape (N, 2).

    The loss is a mean, so the factor gives every point the gradient of its own share. This is what moves
    G, not the slope of D alone: under minimax it vanishes where D is sure.
    """
    points = points.detach().requires_grad_()
    with torch.enable_grad():
        logits = game.discriminator.judge(points, game.discriminator.frozen, Mode(training=False))
        loss = game.loss.generator(game.settings.loss, logits)
        (gradient,) = torch.autograd.grad(loss, points)
    return -points.shape[0] * gradient
