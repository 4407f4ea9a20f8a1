"""The sentence under the picture is made from the numbers."""

from __future__ import annotations

import numpy as np
import pytest

from ganplay.contract.games import (
    XY,
    AdamRule,
    Alternating,
    Averaging,
    Bilinear,
    ClippedY,
    Consensus,
    Continuous,
    Dirac,
    Extragradient,
    HeavyBall,
    Quadratic,
    R1OnY,
    Simultaneous,
    SlopePenalty,
    Unrolled,
)
from ganplay.games.analysis import analyse, conserved

SENTENCES = [
    (
        XY(),
        Simultaneous(),
        0.1,
        "radius × √(1 + η²) = 1.00499 a step: doubles every 139 steps, 63 steps a turn.",
    ),
    (
        XY(2.0),
        Simultaneous(),
        0.05,
        "radius × √(1 + (2η)²) = 1.00499 a step: doubles every 139 steps, 63 steps a turn.",
    ),
    (
        XY(),
        Extragradient(),
        0.1,
        "radius × √(1 − η² + η⁴) = 0.995038 a step: halves every 139 steps, 62 steps a turn.",
    ),
    (
        XY(),
        Alternating(),
        0.1,
        "x² + y² − 0.1xy stays what it is: an ellipse, r_max/r_min 1.05131, 63 steps a turn.",
    ),
    (
        XY(),
        Alternating("y first", 5),
        0.2,
        "5x² + y² + xy stays what it is: an ellipse, r_max/r_min 2.3224, 14 steps a turn.",
    ),
    (XY(), Continuous(), 0.1, "x² + y² stays what it is: a circle, 63 steps a turn."),
    (
        XY(),
        HeavyBall(-0.5),
        0.1,
        "in the long run radius × 0.998518 (the largest root of (λ − 1)²(λ − β)² + η²λ³) a step: "
        "halves every 467 steps, 94 steps a turn.",
    ),
    (
        XY(),
        Unrolled(5),
        0.1,
        "in the long run radius × √(1 − 9η²) = 0.953939 a step: halves every 15 steps, 69 steps a turn.",
    ),
    (
        XY(),
        R1OnY(0.1),
        0.1,
        "x² + y² − 0.1xy stays what it is: an ellipse, r_max/r_min 1.05131, 63 steps a turn.",
    ),
    (
        Quadratic(1.0),
        Simultaneous(),
        0.1,
        "in the long run radius × 0.9 a step: halves every 6.6 steps, without turning.",
    ),
    (Quadratic(1.0), Simultaneous(), 1.0, "in the long run radius × 0 a step: it is there at once."),
    (
        XY(),
        Alternating(),
        2.0,
        "in the long run it spirals neither outwards nor inwards, changing sides each step.",
    ),
    (
        Bilinear(),
        Alternating(),
        0.1,
        "in the long run it spirals neither outwards nor inwards, 63 steps a turn.",
    ),
    (
        Dirac(),
        Consensus(),
        0.2,
        "Close to the equilibrium: in the long run radius × √((1 − 0.5γ(0.5η))² + (0.5η)²) = 0.955249 "
        "a step: halves every 15 steps, 60 steps a turn.",
    ),
    (
        Dirac("non_saturating"),
        Alternating(),
        0.2,
        "Close to the equilibrium: x² + y² − 0.1xy stays what it is to first order: an ellipse, r_max/r_min "
        "1.05131, 63 steps a turn.",
    ),
    (
        XY(),
        Averaging("simultaneous"),
        0.1,
        "the iterates: in the long run radius × √(1 + η²) = 1.00499 a step: doubles every 139 steps, "
        "63 steps a turn.",
    ),
]


@pytest.mark.parametrize(("game", "rule", "eta", "sentence"), SENTENCES, ids=str)
def test_a_rate_in_words(game, rule, eta, sentence):
    assert analyse(game, rule, eta).sentence == sentence


@pytest.mark.parametrize(
    ("game", "rule", "why"),
    [
        (XY(), AdamRule(), "no matrix"),
        (XY(), ClippedY(), "cycle"),
        (Dirac("wgan", SlopePenalty()), Simultaneous(), "jumps"),
    ],
    ids=str,
)
def test_where_there_are_no_eigenvalues_it_says_why(game, rule, why):
    known = analyse(game, rule, 0.1)
    assert known.eigenvalues is None
    assert known.radius is None
    assert why in known.sentence


def test_momentum_says_what_its_sign_does():
    assert analyse(XY(), HeavyBall(-0.5), 0.1).remark == (
        "For small steps |λ|² ≈ 1 + 2βη²/(1 − β)³, here 0.997037."
    )


@pytest.mark.parametrize(
    "matrix", [[[1, -1], [1, 1]], [[2, 0], [0, 0.5]], [[1, 1], [0, 1]], [[-1, 2], [-2, 3]]], ids=str
)
def test_only_a_turning_step_of_determinant_one_keeps_an_ellipse(matrix):
    assert conserved(np.array(matrix, dtype=float)) is None
