"""Of a long run few moments are kept, the first and the last among them."""

from __future__ import annotations

import dataclasses

import numpy as np

from ganplay.engine.exploring.kept_moments import MOST, KeptMoments

from .linear import linear


def test_moments_are_spread_evenly_by_the_factor_between_them(matrix):
    kept_moments, trained = KeptMoments(), linear(matrix)
    for step in range(0, 20_001, 40):
        kept = kept_moments.take(dataclasses.replace(trained, step=step))
        assert len(kept) <= MOST
    steps = np.array(list(kept))
    assert (steps[0], steps[-1]) == (0, 20_000)
    factors = (steps[1:] + 1) / (steps[:-1] + 1)
    assert factors[1:].max() < 4, "nowhere a gap: even would be 500 ** (1 / 8), a good two"
    assert factors[:-1].min() > 1.2, "and nowhere a heap, but for the present moment"


def test_only_what_draws_is_kept(matrix):
    (kept,) = KeptMoments().take(linear(matrix)).values()
    assert kept.discriminator is None
