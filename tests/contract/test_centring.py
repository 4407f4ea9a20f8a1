"""A picture from anywhere becomes a digit as MNIST has them."""

from __future__ import annotations

import numpy as np
import pytest

from ganplay.contract.centring import BOX, LARGEST, area_weights, centred
from ganplay.contract.errors import GanplayError


def seven(size: int) -> np.ndarray:
    """White on black: a bar and a leg, twice as high as it is wide, in the upper left."""
    picture = np.zeros((size, size), np.uint8)
    unit = size // 16
    picture[unit : 2 * unit, unit : 5 * unit] = 255
    picture[unit : 9 * unit, 4 * unit : 5 * unit] = 255
    return picture


def box(picture: np.ndarray) -> tuple[int, int]:
    """Height and width of what there is of ink."""
    rows, columns = np.nonzero(picture)
    return int(np.ptp(rows)) + 1, int(np.ptp(columns)) + 1


@pytest.mark.parametrize("size", [32, 160, 1600])
def test_it_is_as_large_and_where_mnist_has_it(size: int) -> None:
    picture = centred(seven(size))
    assert picture.shape == (28, 28)
    assert picture.dtype == np.uint8
    assert box(picture) == (BOX, BOX // 2)
    assert picture.max() == 255
    ink = picture / picture.sum()
    middle = np.arange(28) + 0.5
    for axis in (0, 1):
        assert 14 <= ink.sum(axis=axis) @ middle < 15


def test_paper_is_told_by_its_border_and_inverted() -> None:
    np.testing.assert_array_equal(centred(255 - seven(160)), centred(seven(160)))


def test_neither_grey_paper_nor_grey_ink_nor_grain_is_a_matter() -> None:
    ink = seven(160).astype(float) / 255
    grain = np.random.default_rng(0).normal(0, 2, ink.shape)
    photo = np.clip(190 - 120 * ink + grain, 0, 255).astype(np.uint8)
    assert box(centred(photo)) == (BOX, BOX // 2)
    np.testing.assert_allclose(centred(photo).astype(int), centred(seven(160)).astype(int), atol=25)


def test_a_shadow_on_the_paper_is_no_ink() -> None:
    shade = np.linspace(150, 255, 160)[None, :] * np.linspace(1, 0.85, 160)[:, None]
    photo = np.where(seven(160) > 0, 30, shade).astype(np.uint8)
    assert np.abs(centred(photo).astype(int) - centred(seven(160))).max() < 60
    assert box(centred(photo) > 64) == box(centred(seven(160)) > 64)


def test_a_digit_that_touches_the_border_does_not_tilt_the_ground() -> None:
    sheet = seven(160)[10:, 10:]
    assert sheet[0].any()
    assert box(centred(sheet)) == (20, 10)


def test_a_wide_picture_keeps_its_shape() -> None:
    picture = np.zeros((50, 400), np.uint8)
    picture[20:30, 100:300] = 200
    assert box(centred(picture)) == (1, BOX)


def test_what_is_28_by_28_already_is_at_most_inverted() -> None:
    picture = np.zeros((28, 28), np.uint8)
    picture[2:9, 3:5] = np.random.default_rng(1).integers(30, 250, (7, 2))
    np.testing.assert_array_equal(centred(picture), picture)
    np.testing.assert_array_equal(centred(255 - picture), picture)


@pytest.mark.parametrize(
    ("picture", "words"),
    [
        (np.full((40, 40), 255, np.uint8), "shows nothing"),
        (np.full((40, 40), 3, np.uint8), "shows nothing"),
        (np.zeros((0, 0), np.uint8), "no pixels"),
        (np.zeros((1, LARGEST + 1), np.uint8), rf"{LARGEST + 1} x 1 pixels is too large"),
    ],
)
def test_what_is_no_picture_of_anything_is_refused_in_a_sentence(picture: np.ndarray, words: str) -> None:
    with pytest.raises(GanplayError, match=words):
        centred(picture)


def test_a_new_pixel_is_the_mean_of_the_area_that_it_covers() -> None:
    np.testing.assert_allclose(area_weights(3, 2), [[2 / 3, 1 / 3, 0], [0, 1 / 3, 2 / 3]], rtol=1e-6)
    np.testing.assert_allclose(area_weights(2, 3), [[1, 0], [0.5, 0.5], [0, 1]], rtol=1e-6)
