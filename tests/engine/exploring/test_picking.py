"""A test digit is found by its place, by its class or by lot, and Strokes stand in for what is missing."""

from __future__ import annotations

import numpy as np
import pytest

from ganplay.contract.errors import GanplayError
from ganplay.contract.latent import Pick
from ganplay.contract.pictures import Digits, Strokes
from ganplay.engine import datasets
from ganplay.engine.exploring.explorer import Explorer

STROKES = Strokes(size=100)


def pick(**changes):
    """Asked of an explorer without a model."""
    return Explorer().answer(Pick(**{"data": STROKES, **changes}))


def test_a_picture_is_found_by_its_place_in_the_test_split():
    test = datasets.build(STROKES, "cpu").test
    for index in (0, 17, 1999):
        found = pick(index=index)
        np.testing.assert_array_equal(found.picture.reshape(-1), test.pixels[index].numpy())
        assert (found.label, found.index, found.count) == (int(test.labels[index]), index, 2000)
        assert (found.title, found.name, found.note) == ("Strokes", str(found.label), "")


@pytest.mark.parametrize("index", [-1, 2000])
def test_a_place_that_there_is_not_is_named_with_those_that_there_are(index):
    with pytest.raises(GanplayError, match=f"no test picture {index:,}; there are those from 0 to 1,999"):
        pick(index=index)


def test_a_class_is_drawn_by_lot():
    found = [pick(label=3, seed=seed) for seed in range(6)]
    assert {each.label for each in found} == {3}
    assert len({each.index for each in found}) > 3
    assert pick(label=3, seed=2).index == found[2].index
    assert len({pick(seed=seed).label for seed in range(12)}) > 3


def test_a_class_that_is_left_out_is_refused():
    with pytest.raises(GanplayError, match="no test picture of class 3"):
        pick(data=Strokes(size=100, classes=(1.0, 2.0)), label=3)


def test_where_the_set_is_missing_strokes_are_offered_under_their_own_name(tmp_path):
    missing = Digits(folder=str(tmp_path / "nothing"))
    found = pick(data=missing, label=7)
    assert (found.title, found.label, found.count) == ("Strokes", 7, 2000)
    assert "nothing is not a folder" in found.note
