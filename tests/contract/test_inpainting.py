"""What is handed to whoever searches."""

from __future__ import annotations

import numpy as np
import pytest

from ganplay.contract.errors import GanplayError
from ganplay.contract.inpainting import Task
from ganplay.contract.recipes import RECIPES

OURS = RECIPES["ours"].recipe


@pytest.mark.parametrize("name", [name for name in RECIPES if name != "ours"])
def test_what_was_published_takes_its_one_candidate_for_the_answer(name):
    recipe = RECIPES[name].recipe
    assert (recipe.candidates, recipe.temperature) == (1, 0.0)


def test_a_task_knows_nothing_of_what_lies_in_the_hole():
    picture = np.full((28, 28), 200, np.uint8)
    hole = np.zeros((28, 28), np.bool_)
    hole[3, 4] = True
    task = Task.of("dcgan", picture, hole, OURS)
    assert task.picture[3, 4] == 0
    assert (task.picture[~hole] == 200).all()
    assert (picture == 200).all()


@pytest.mark.parametrize(
    ("picture", "hole", "sentence"),
    [
        ((28, 30), (28, 28), "the picture is of 30 x 28 pixels; 28 x 28 are needed"),
        ((28, 28), (14, 28), "the mask is of 28 x 14 pixels; 28 x 28 are needed"),
    ],
)
def test_a_size_that_does_not_fit_is_told(picture, hole, sentence):
    with pytest.raises(GanplayError, match=sentence):
        Task.of("dcgan", np.zeros(picture, np.uint8), np.ones(hole, np.bool_), OURS)
