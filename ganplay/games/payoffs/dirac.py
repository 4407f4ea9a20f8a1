"""The Dirac-GAN (Mescheder et al. 2018): x is G's parameter (their theta), y is D's slope (their psi)."""

from __future__ import annotations

import dataclasses
import math

import numpy as np

from ganplay.contract.errors import GanplayError
from ganplay.contract.games import Dirac, InstanceNoise, PublishedConsensus, SlopePenalty
from ganplay.contract.knobs import title_of
from ganplay.contract.objectives import R1, R2, WeightClipping
from ganplay.games.game import Array, Blocks, Game, Pair, linear
from ganplay.games.payoffs import blurred, published_consensus
from ganplay.games.payoffs.loss import Loss, sigmoid

SOURCE = "Mescheder et al. 2018, Which Training Methods for GANs do actually Converge?"
FORMULAS = {
    "minimax": "min over x, max over y of f(xy) + f(0), f(t) = −ln(1 + e⁻ᵗ)",
    "non_saturating": "x: max f(−xy); y: max f(xy), f(t) = −ln(1 + e⁻ᵗ)",
    "wgan": "min over x, max over y of xy",
}


def game(settings: Dirac) -> Game:
    """The loss with its penalty.

    Raises:
        GanplayError: a penalty that is defined for another loss only.
    """
    penalty = settings.penalty
    if isinstance(penalty, InstanceNoise | PublishedConsensus) and settings.loss != "minimax":
        raise GanplayError(
            f"{title_of(type(penalty))} is defined for the minimax loss only, not {settings.loss}"
        )
    if isinstance(penalty, SlopePenalty):
        return _pulled(_game(settings.loss), penalty)
    if isinstance(penalty, R1 | R2):
        return _game(settings.loss, gamma=penalty.gamma)
    if isinstance(penalty, WeightClipping):
        bounded = dataclasses.replace(_game(settings.loss), bound=penalty.bound)
        return _named(bounded, f"|y| ≤ {penalty.bound:g}", " with ")
    if isinstance(penalty, InstanceNoise):
        blurry = _smooth(blurred.loss(penalty.sigma), FORMULAS["minimax"])
        return _named(blurry, f"noise σ = {penalty.sigma:g} on all points", ", ")
    if isinstance(penalty, PublishedConsensus):
        bent = _smooth(published_consensus.loss(penalty.gamma), FORMULAS["minimax"])
        return _named(bent, f"consensus γ = {penalty.gamma:g} as in the notebook", ", ")
    return _game(settings.loss)


def _game(loss: str, gamma: float = 0.0) -> Game:
    """A loss, minus gamma/2 psi² in D's reward: D's slope is psi everywhere, so R1 and R2 are one."""
    formula = FORMULAS[loss]
    if loss == "wgan":
        plain = linear(
            np.array([[0.0, -1.0], [1.0, -gamma]]),
            value=lambda x, y: x * y - 0.5 * gamma * y * y,
            formula=formula,
            source=SOURCE,
            penalised=True,
        )
    else:
        plain = _smooth((_minimax if loss == "minimax" else _non_saturating)(gamma), formula)
    return _named(plain, f"{gamma:g}/2·y² for y", ", less ") if gamma else plain


def _minimax(gamma: float) -> Loss:
    """Field (-psi s, theta s - gamma psi) with s = f'(theta psi) = sigmoid(-theta psi)."""
    tanh = math.tanh

    def field(x: float, y: float) -> Pair:
        s = 0.5 - 0.5 * tanh(0.5 * x * y)
        return -y * s, x * s - gamma * y

    def blocks(x: float, y: float) -> Blocks:
        t = x * y
        s = sigmoid(-t)
        q = s * (1.0 - s)
        return y * y * q, t * q - s, s - t * q, -x * x * q - gamma

    def value(x: Array, y: Array) -> Array:
        return -np.logaddexp(0.0, -x * y) - math.log(2.0) - 0.5 * gamma * y * y

    return Loss(field, blocks, value)


def _non_saturating(gamma: float) -> Loss:
    """Field (-psi (1-s), theta s - gamma psi): G has a loss of its own, so there is no common value."""
    tanh = math.tanh

    def field(x: float, y: float) -> Pair:
        s = 0.5 - 0.5 * tanh(0.5 * x * y)
        return y * (s - 1.0), x * s - gamma * y

    def blocks(x: float, y: float) -> Blocks:
        t = x * y
        s = sigmoid(-t)
        q = s * (1.0 - s)
        return -y * y * q, s - 1.0 - t * q, s - t * q, -x * x * q - gamma

    return Loss(field, blocks, None)


def _pulled(game: Game, penalty: SlopePenalty) -> Game:
    """The same less lambda/2 (|psi| - g)² in D's reward; its field jumps at psi = 0."""
    weight, target, plain, value = penalty.weight, penalty.target, game.field, game.value

    def field(x: float, y: float) -> Pair:
        vx, vy = plain(x, y)
        return vx, vy - weight * (y - math.copysign(target, y)) if y else vy

    def less(x: Array, y: Array) -> Array:
        assert value is not None
        return value(x, y) - 0.5 * weight * (abs(y) - target) ** 2

    pulled = dataclasses.replace(
        game, field=field, blocks=None, matrix=None, value=None if value is None else less
    )
    return _named(pulled, f"{weight:g}/2·(|y| − {target:g})² for y", ", less ")


def _smooth(loss: Loss, formula: str) -> Game:
    return Game(
        dims=(1, 1),
        field=loss.field,
        blocks=loss.blocks,
        value=loss.value,
        equilibrium=np.zeros(2),
        start=(1.0, 1.0),
        formula=formula,
        source=SOURCE,
        penalised=True,
    )


def _named(game: Game, what: str, joint: str) -> Game:
    return dataclasses.replace(game, formula=f"{game.formula}{joint}{what}")
