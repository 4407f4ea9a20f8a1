"""Shares in words, colours of classes and the colours of maps on the Inpaint page."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QColor

from ganplay.contract.pictures import NUMERALS
from ganplay.contract.shares import in_words
from ganplay.gui.inpaint.class_colours import CLASS_TOKENS
from ganplay.gui.inpaint.colour_scale import ColourScale
from ganplay.gui.inpaint.view_image import KNEE, heat
from ganplay.gui.inpaint.views import VIEWS
from ganplay.gui.palette import DARK, LIGHT
from ganplay.gui.theme import Appearance

from ..plot_frames import rgb


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
    assert len({getattr(palette, token) for token in CLASS_TOKENS}) == 10


def test_heat_runs_from_black_over_its_colour_to_white():
    appearance = Appearance()
    colors = heat(np.array([0.0, KNEE, 1.0]), "pull", appearance)
    assert [f"#{int(color):06x}" for color in colors] == ["#000000", LIGHT.pull, "#ffffff"]
    appearance.deleteLater()


def test_the_colour_scale_has_the_colours_of_its_map_in_light_and_in_dark(qtbot):
    appearance = Appearance()
    bar = ColourScale(appearance)
    qtbot.addWidget(bar)
    spread = next(view for view in VIEWS if view.word == "spread")
    bar.show_view(spread)
    assert (bar.low.text(), bar.high.text()) == ("0", "0.5")
    for dark, palette in ((False, LIGHT), (True, DARK)):
        appearance.dark = dark
        strip = bar.strip.pixmap().toImage()
        places = (0, round(KNEE * (strip.width() - 1)), strip.width() - 1)
        shown = [rgb(strip.pixelColor(place, 0)) for place in places]
        expected = [rgb(QColor(name)) for name in ("#000000", getattr(palette, spread.token), "#ffffff")]
        np.testing.assert_allclose(shown, expected, atol=4)
