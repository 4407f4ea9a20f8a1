"""Words, colours and places on the Inpaint page, held against what they stand for."""

from __future__ import annotations

import numpy as np
import pytest

from ganplay.contract.pictures import NUMERALS
from ganplay.contract.shares import in_words
from ganplay.gui.inpaint.reading import TOKENS
from ganplay.gui.inpaint.view_image import KNEE, heat
from ganplay.gui.palette import DARK, LIGHT
from ganplay.gui.theme import Appearance


@pytest.mark.parametrize(
    ("likely", "words"),
    [
        ({3: 1.0}, "100 % 3"),
        ({8: 0.246, 3: 0.75, 0: 0.004}, "75 % 3, 25 % 8"),
        ({1: 0.37, 2: 0.26, 3: 0.25, 4: 0.07, 5: 0.05}, "37 % 1, 26 % 2, 25 % 3, 12 % others"),
    ],
)
def test_shares_are_named_in_falling_order(likely: dict[int, float], words: str):
    assert in_words(np.array([likely.get(each, 0.0) for each in range(10)]), NUMERALS) == words


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_no_two_classes_have_the_same_colour(palette):
    assert len({getattr(palette, token) for token in TOKENS}) == 10


def test_heat_runs_from_black_over_its_colour_to_white():
    appearance = Appearance()
    colors = heat(np.array([0.0, KNEE, 1.0]), "pull", appearance)
    assert [f"#{int(color):06x}" for color in colors] == ["#000000", LIGHT.pull, "#ffffff"]
    appearance.deleteLater()
