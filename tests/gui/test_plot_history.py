from __future__ import annotations

import numpy as np
import pytest

from ganplay.gui.history import History


def noisy(count, seed=0):
    values = np.random.default_rng(seed).normal(size=count)
    values[count // 3 : count // 2] = np.nan
    return np.arange(1, count + 1), values


def contents(history):
    return history.columns(10**9)


def test_a_short_history_is_kept_as_it_is():
    steps, values = noisy(100)
    history = History(capacity=128)
    history.append(steps, values)
    kept_steps, lows, highs = history.columns(500)
    np.testing.assert_array_equal(kept_steps, steps)
    np.testing.assert_array_equal(lows, values)
    np.testing.assert_array_equal(highs, values)


@pytest.mark.parametrize("count", [1, 63, 64, 65, 500, 5001])
def test_pieces_give_the_same_history_as_one_append(count):
    steps, values = noisy(count)
    whole, pieces = History(capacity=64), History(capacity=64)
    whole.append(steps, values)
    cuts = np.sort(np.random.default_rng(1).integers(0, count + 1, 20))
    for part_of_steps, part in zip(np.split(steps, cuts), np.split(values, cuts), strict=True):
        pieces.append(part_of_steps, part)
    assert len(whole) == len(pieces) == count
    for one, other in zip(contents(whole), contents(pieces), strict=True):
        np.testing.assert_array_equal(one, other)
    assert whole.latest == pieces.latest


@pytest.mark.parametrize("place", [0, 1, 4999, 77_777, 99_999])
def test_a_spike_of_one_step_in_a_hundred_thousand_survives(place):
    values = np.zeros(100_000)
    values[place] = 9.0
    history = History()
    for start in range(0, len(values), 777):
        history.append(np.arange(start, min(start + 777, len(values))), values[start : start + 777])
    steps, lows, highs = history.columns(500)
    assert len(steps) <= 500
    assert highs.max() == 9
    assert lows.max() == 0
    column = int(highs.argmax())
    assert steps[column] <= place < (*steps[1:], 1e9)[column]


def test_memory_stays_the_same_however_long_the_run():
    history = History(capacity=64)
    history.append(*noisy(100_000))
    assert len(contents(history)[0]) <= 64


def test_columns_never_exceed_what_was_asked():
    history = History()
    history.append(*noisy(8000))
    for count in (1, 2, 7, 300, 8000):
        assert len(history.columns(count)[0]) <= count


def test_a_gap_stays_a_gap_and_infinity_is_one():
    history = History()
    history.append(range(5), [1.0, np.nan, np.inf, -np.inf, 2.0])
    np.testing.assert_array_equal(history.columns(10)[1], [1, np.nan, np.nan, np.nan, 2])
    assert history.latest == 2


def test_the_newest_number_is_the_last_finite_one():
    history = History()
    history.append([1, 2], [3.0, np.nan])
    assert history.latest == 3
    assert history.last_step == 2


def test_clearing_forgets():
    history = History()
    history.append(*noisy(10))
    history.clear()
    assert len(history) == 0
    assert np.isnan(history.latest)
    assert len(history.columns(5)[0]) == 0
