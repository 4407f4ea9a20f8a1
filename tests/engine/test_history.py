"""The curves of a run are in its checkpoint, in bounded room."""

from __future__ import annotations

import json

import numpy as np
import pytest
import torch

from ganplay.contract.events import Event
from ganplay.contract.metrics import GAN_COLUMNS
from ganplay.contract.snapshots import Log, Sheet
from ganplay.engine.history import MOST_ROWS, MOST_SHEETS, PREFIX, History
from ganplay.engine.torch_engine import TorchEngine

from .runs import run, small


def log(first: int, last: int) -> Log:
    """Rows of the steps from ``first`` to ``last``, a sheet and a measurement at each."""
    steps = np.arange(first, last + 1, dtype=np.float64)[:, None]
    sheets = tuple(Sheet(int(step), np.full((2, 28, 28), step % 256, np.uint8)) for step in steps[:, 0])
    trace, measures = (
        np.repeat(steps, 1 + len(keys), axis=1) for keys in (GAN_COLUMNS.trace, GAN_COLUMNS.measures)
    )
    return Log(GAN_COLUMNS, trace, measures, (Event("collapse", last, "Few modes."),), sheets)


def test_a_long_run_is_thinned_evenly_however_it_was_cut():
    whole, cut = History(GAN_COLUMNS), History(GAN_COLUMNS)
    whole.add(log(1, 10_000))
    for first in range(1, 10_001, 40):
        cut.add(log(first, first + 39))
    steps = whole.log().trace[:, 0]
    assert MOST_ROWS / 2 < len(steps) <= MOST_ROWS
    assert steps[0] == 1
    assert len(set(np.diff(steps))) == 1
    np.testing.assert_array_equal(cut.log().trace, whole.log().trace)
    np.testing.assert_array_equal(cut.log().measures, whole.log().measures)
    assert len(whole.log().sheets) <= MOST_SHEETS
    assert [sheet.step for sheet in cut.log().sheets] == [sheet.step for sheet in whole.log().sheets]


def test_what_is_written_is_read_and_goes_on():
    history = History(GAN_COLUMNS)
    history.add(log(1, 5000))
    again = History.read(*history.state(), GAN_COLUMNS)
    for each in (history, again):
        each.add(log(5001, 6000))
    np.testing.assert_array_equal(again.log().trace, history.log().trace)
    assert again.log().events == history.log().events
    assert np.array_equal(again.log().sheets[-1].pictures, history.log().sheets[-1].pictures)


def test_a_column_that_was_not_recorded_then_is_a_gap_now():
    history = History(GAN_COLUMNS)
    history.add(log(1, 3))
    tensors, text = history.state()
    words = json.loads(text)
    words["columns"]["trace"][1] = "long_gone"
    trace = History.read(tensors, json.dumps(words), GAN_COLUMNS).log().trace
    assert np.isnan(trace[:, 1]).all()
    assert (trace[:, 2] == [1, 2, 3]).all()


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"columns": 3}', "[" * 5000])
def test_a_damaged_history_is_as_good_as_none(text: str):
    assert len(History.read({PREFIX + "trace": torch.zeros(3, 3)}, text, GAN_COLUMNS).log().trace) == 0


def test_an_opened_run_has_the_history_of_the_saved_one(tmp_path):
    experiment = run(small(), 30)
    experiment.drain()
    for _ in range(10):
        experiment.advance()
    experiment.moment().save(tmp_path / "run.safetensors")
    opened = TorchEngine().open(tmp_path / "run.safetensors")
    np.testing.assert_array_equal(opened.history().trace[:, 0], np.arange(1, 41))
    assert len(opened.drain().trace) == 0, "that has been handed over before"
