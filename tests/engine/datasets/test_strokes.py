"""Strokes: legible, varied, in MNIST's frame, and the same for everybody."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from ganplay.contract.pictures import Strokes
from ganplay.engine.datasets import PictureSet, build
from ganplay.engine.datasets.glyphs import HANDS, SAMPLES, glyphs
from ganplay.engine.datasets.strokes import TEST_SIZE, write


@pytest.fixture(scope="module")
def dataset() -> PictureSet:
    return build(Strokes(size=5000), "cpu")


def test_as_many_as_wanted_are_written_and_each_digit_equally_often(dataset: PictureSet) -> None:
    assert dataset.train.pixels.shape == (5000, 784)
    assert dataset.train.pixels.dtype == torch.uint8
    assert dataset.train.labels.bincount().tolist() == [500] * 10
    assert dataset.test.labels.bincount().tolist() == [TEST_SIZE // 10] * 10
    few = build(Strokes(size=101, classes=(3.0, 8.0)), "cpu")
    assert len(few.train) == 101
    assert few.train.labels.unique().tolist() == [3, 8]
    assert len(few.test) == TEST_SIZE


def test_it_goes_by_its_own_name(dataset: PictureSet) -> None:
    assert dataset.title == "Strokes"
    assert dataset.source == "Strokes, 5,000 training digits drawn by ganplay"
    few = build(Strokes(size=100, classes=(3.0, 8.0)), "cpu")
    assert few.source == "Strokes, 100 training digits (only 3 and 8) drawn by ganplay"


def test_fewer_are_the_first_of_more(dataset: PictureSet) -> None:
    few = build(Strokes(size=700), "cpu")
    assert torch.equal(few.train.pixels, dataset.train.pixels[:700])


def test_the_same_seed_writes_the_same_digits() -> None:
    digits = torch.arange(50) % 10
    first, again, other = (write(digits, torch.Generator().manual_seed(seed)) for seed in (1, 1, 2))
    assert torch.equal(first, again)
    assert not torch.equal(first, other)


def test_no_two_pictures_are_alike(dataset: PictureSet) -> None:
    everything = torch.cat([dataset.train.pixels, dataset.test.pixels])
    assert len(everything.unique(dim=0)) == len(everything)


def test_digits_are_framed_as_in_mnist(dataset: PictureSet) -> None:
    pictures = dataset.train.pixels.view(-1, 28, 28).float()
    # Black at the border, white within strokes, grey at their edges.
    border = torch.cat([pictures[:, [0, -1]].flatten(1), pictures[:, :, [0, -1]].flatten(1)], dim=1)
    assert float(border.mean()) < 0.5
    assert float(pictures.flatten(1).amax(1).min()) > 200
    grey = ((pictures > 10) & (pictures < 245)).sum() / (pictures > 10).sum()
    assert 0.4 < float(grey) < 0.7
    # About as much ink as in MNIST, whose mean is 0.1307.
    assert float(pictures.mean()) / 255 == pytest.approx(0.13, abs=0.015)
    # The centre of mass in the middle but for ink that paper no longer takes; the longer side some 20 pixels.
    places = torch.arange(28) - 13.5
    mass = pictures.sum((1, 2))
    for side in (1, 2):
        centre = (pictures.sum(3 - side) * places).sum(1) / mass
        assert float(centre.abs().mean()) < 0.3
        assert float(centre.abs().max()) < 2
    ink = pictures > 64
    height, width = (ink.any(axis).sum(1) for axis in (2, 1))
    longer = torch.maximum(height, width).float()
    assert float(longer.mean()) == pytest.approx(20, abs=1)
    assert float(longer.min()) >= 15
    assert float(longer.max()) <= 25


def test_hands_differ_in_slant_and_width_and_weight(dataset: PictureSet) -> None:
    ones = dataset.train.pixels[dataset.train.labels == 1].view(-1, 28, 28).double().numpy()
    y, x = np.mgrid[:28, :28] - 13.5
    slant = np.array([-(one * x * y).sum() / (one * y * y).sum() for one in ones])
    assert slant.std() > 0.1
    zeros = dataset.train.pixels[dataset.train.labels == 0].view(-1, 28, 28)
    width = (zeros > 64).any(1).sum(1).float()
    assert float(width.std()) > 1.5
    ink = (zeros > 127).flatten(1).sum(1).float()
    assert float(ink.std() / ink.mean()) > 0.15


def test_what_is_written_can_be_read(dataset: PictureSet) -> None:
    """A nearest neighbour among 5,000 is right for nine of ten at least, as it is for MNIST's digits."""
    known = dataset.train.pixels.float()
    asked = dataset.test.pixels[:1000].float()
    nearest = torch.cdist(asked, known).argmin(1)
    right = dataset.train.labels[nearest] == dataset.test.labels[:1000]
    assert float(right.float().mean()) > 0.9


def test_every_digit_has_hands_that_add_up() -> None:
    for hands in HANDS:
        assert sum(share for share, _ in hands) == pytest.approx(1)
    assert glyphs().digit.bincount().tolist() == [len(hands) for hands in HANDS]


def test_the_pen_goes_through_the_points_and_turns_where_it_shall() -> None:
    """Checked on the seven with a bar: two strokes, the first with a corner."""
    hand = glyphs()
    seven = hand.digit.tolist().index(7) + 1
    points = hand.points[seven]
    track, step = hand.place[seven] @ points, hand.step[seven] @ points
    # Every control point but those of zero padding is nearer than the distance of two samples.
    used = points[(hand.place[seven] != 0).any(0)]
    assert len(used) == 8
    spacing = float(step.norm(dim=1).max())
    assert float(torch.cdist(used, track).amin(1).max()) < spacing
    # The steps lead from sample to sample, but for the one place where the pen is lifted.
    middle = (step[:-1] + step[1:]) / 2
    missed = (track.diff(dim=0) - middle).norm(dim=1)
    assert int((missed > spacing).sum()) == 1
    # All turns are gentle but the corner at the upper right.
    heading = torch.nn.functional.normalize(step, dim=1)
    turns = (heading[:-1] * heading[1:]).sum(1)[missed < spacing]
    assert int((turns < 0.5).sum()) == 1
    assert len(track) == SAMPLES
