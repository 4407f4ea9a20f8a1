"""One word for how a search goes, by the rule that is written down."""

from __future__ import annotations

import numpy as np
import pytest

from ganplay.engine.inpainting.verdict import PATIENCE, verdict


def word(totals, blind=1.0, *, finished=False):
    """Of one candidate whose context is all of its loss."""
    totals = np.asarray(totals, np.float32)
    trace = np.zeros((len(totals), 1, 4), np.float32)
    trace[:, 0, 0] = trace[:, 0, 3] = totals
    return verdict(trace, trace[totals.argmin(), 0], blind, finished=finished)


FALLING = np.linspace(1.0, 0.1, 100)
FLAT = np.full(100, 0.1)
DIVERGING = np.linspace(0.1, 1.0, 100)


@pytest.mark.parametrize(
    ("totals", "blind", "finished", "expected"),
    [
        (FALLING, 1.0, False, "searching"),
        (FALLING, 1.0, True, "converged"),
        (FLAT, 1.0, False, "converged"),
        (FLAT, 0.15, False, "stuck"),
        (FLAT, 0.15, True, "stuck"),
        (DIVERGING, 1.0, False, "diverging"),
        (DIVERGING, 1.0, True, "diverging"),
        (FLAT[:PATIENCE], 1.0, False, "searching"),
        (FLAT[:PATIENCE], 1.0, True, "converged"),
    ],
)
def test_the_word(totals, blind, finished, expected):
    assert word(totals, blind, finished=finished) == expected


def test_wobbling_about_the_least_is_no_runaway():
    assert word(0.1 + 0.05 * np.sin(np.arange(100.0)) ** 2) == "converged"


def test_one_candidate_that_holds_is_enough():
    trace = np.zeros((100, 2, 4), np.float32)
    trace[:, 0, [0, 3]] = FLAT[:, np.newaxis]
    trace[:, 1, [0, 3]] = DIVERGING[:, np.newaxis]
    assert verdict(trace, trace[0, 0], 1.0, finished=False) == "converged"


def test_totals_below_zero_are_judged_too():
    """With a critic's score in it a total may be negative."""
    trace = np.zeros((100, 1, 4), np.float32)
    trace[:, 0, 0] = 0.1
    trace[:, 0, 3] = -5.0
    assert verdict(trace, trace[-1, 0], 1.0, finished=False) == "converged"
    trace[:, 0, 3] = np.linspace(0, -5, 100)
    assert verdict(trace, trace[-1, 0], 1.0, finished=False) == "searching"
