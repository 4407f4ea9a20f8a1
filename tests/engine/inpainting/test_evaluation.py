"""The protocol: the same digits and masks for every recipe, judged as a person would see them."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
import torch

from ganplay.contract.errors import DataError
from ganplay.contract.inpainting import Recipe, psnr
from ganplay.contract.masks import PRESETS
from ganplay.contract.pictures import Strokes
from ganplay.contract.training import Adam
from ganplay.engine import datasets
from ganplay.engine.arrays import grey
from ganplay.engine.datasets import PictureSet, Split
from ganplay.engine.inpainting import evaluation
from ganplay.engine.inpainting.evaluation import BLIND, MASKS, evaluate

from ..exploring.linear import linear

QUICK = Recipe(
    iterations=40, candidates=2, screened=32, weight=0.0, prior_weight=0.0, optimiser=Adam(0.2, beta1=0.9)
)


@pytest.fixture
def trained(matrix):
    """Draws a first pixel that is bright in half of all pictures: classes 0 and 1."""
    return linear(matrix)


@pytest.fixture
def truths(trained, monkeypatch):
    """Twenty pictures that the model can draw."""
    pixels = torch.from_numpy(
        grey(trained.draw(trained.rows(20, torch.Generator().manual_seed(50)))).reshape(20, -1).copy()
    )
    split = Split(pixels, (pixels[:, 0] > 127).long(), Strokes())
    found = PictureSet("drawn", [str(i) for i in range(10)], "nowhere", split, split)
    monkeypatch.setattr(datasets, "build", lambda data, device: found)
    return pixels.view(-1, 28, 28).numpy()


@pytest.mark.usefixtures("first_pixel")
def test_what_the_model_can_draw_is_restored(trained, truths):
    outcomes = list(evaluate(trained.model(), {"quick": QUICK}, 10, [3]))
    assert [(each.mask, each.recipe) for each in outcomes] == [
        (mask, name) for mask in MASKS for name in (BLIND, "quick")
    ]
    for blind, ours in zip(outcomes[::2], outcomes[1::2], strict=True):
        assert (ours.seed, len(ours.right)) == (3, 10)
        assert ours.right.mean() >= 0.9
        assert (ours.among >= ours.right).all()
        assert ours.whole.mean() > blind.whole.mean() + 5
        assert (ours.whole > ours.inside).all()


@pytest.mark.usefixtures("first_pixel")
def test_the_mean_image_is_painted_into_these_very_holes(trained, truths):
    (mean,) = grey(
        trained.draw(trained.rows(256, torch.Generator().manual_seed(0))).mean(dim=0, keepdim=True)
    )
    outcomes = {each.mask: each for each in evaluate(trained.model(), {}, 10, [1])}
    for i, truth in enumerate(truths[::2]):
        for mask, preset in (
            ("random 80 %", "random 80 %"),
            ("half", ("left half", "right half")[i % 2]),
            ("centre", "centre"),
        ):
            hole = PRESETS[preset](10 + i)
            restored = np.where(hole, mean, truth)
            assert outcomes[mask].whole[i] == pytest.approx(psnr(restored, truth))
            assert outcomes[mask].inside[i] == pytest.approx(psnr(restored, truth, hole))
            assert outcomes[mask].right[i] == ((restored[0, 0] > 127) == (truth[0, 0] > 127))


@pytest.mark.usefixtures("first_pixel")
def test_it_is_the_answer_that_counts(trained, truths, monkeypatch):
    """Whichever candidate that is: here the last one, whose loss is not looked at."""
    asked = []

    def last(totals, classes, temperature):
        asked.append((tuple(totals.shape), tuple(classes.shape), temperature))
        return len(totals) - 1

    recipe = dataclasses.replace(QUICK, temperature=0.5, iterations=1, candidates=3)
    usual = list(evaluate(trained.model(), {"quick": recipe}, 10, [3]))[1]
    monkeypatch.setattr(evaluation, "answer", last)
    other = list(evaluate(trained.model(), {"quick": recipe}, 10, [3]))[1]
    assert asked[10:20] == [((3,), (3, 10), 0.5)] * 10
    assert (other.whole < usual.whole).mean() > 0.5
    np.testing.assert_array_equal(other.among, usual.among)


@pytest.mark.usefixtures("first_pixel")
@pytest.mark.parametrize("blend", ["paste", "poisson"])
def test_many_at_once_are_what_they_are_alone(trained, truths, monkeypatch, blend):
    recipe = dataclasses.replace(QUICK, blend=blend, iterations=5)
    together = list(evaluate(trained.model(), {"quick": recipe}, 6, [0]))
    monkeypatch.setattr("ganplay.engine.inpainting.evaluation.TOGETHER", 1)
    for one, other in zip(evaluate(trained.model(), {"quick": recipe}, 6, [0]), together, strict=True):
        np.testing.assert_allclose(one.whole, other.whole, atol=0.05)


def test_without_the_classifier_nobody_judges(trained, truths):
    with pytest.raises(DataError, match="classifier cannot judge"):
        next(evaluate(trained.model(), {}, 5, [0]))
