"""The Latent page with the engine behind it: a small InfoGAN that has just been trained, and a broken one."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from ganplay import engine
from ganplay.contract.conditions import Codes
from ganplay.contract.networks import ConvolutionalDiscriminator, ConvolutionalGenerator, Noise
from ganplay.contract.pictures import Strokes
from ganplay.contract.settings import Settings

from .conftest import OpenPage, Visitor

SETTINGS = Settings(
    data=Strokes(size=100),
    noise=Noise(dim=8, law="uniform"),
    generator=ConvolutionalGenerator(channels=4, init="default"),
    discriminator=ConvolutionalDiscriminator(channels=4, init="default"),
    condition=Codes(categories=10, continuous=2),
    batch=16,
    device="cpu",
)


@pytest.fixture(scope="module")
def infogan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    experiment = engine.load().create(SETTINGS)
    for _ in range(3):
        experiment.advance()
    path: Path = tmp_path_factory.mktemp("weights") / "tiny.safetensors"
    experiment.save_model(path, "A tiny InfoGAN")
    return path


@pytest.fixture
def visitor(open_page: OpenPage, infogan: Path) -> Visitor:
    """Somebody who has opened the tiny InfoGAN."""
    visitor = open_page((), playground=engine.load())
    visitor.page._open(infogan)
    visitor.until(lambda: visitor.exploration.card is not None)
    visitor.settle()
    return visitor


def test_an_infogan_is_walked_by_its_codes(visitor: Visitor):
    page, exploration = visitor.page, visitor.exploration
    assert page.catalogue.currentText() == "A tiny InfoGAN (tiny.safetensors)"
    first, second = page.sliders.rows[:2]
    assert [row.axis.name for row in (first, second)] == ["code 1", "code 2"]
    before = page.portrait.picture
    first.slider._choose(1.0)
    visitor.settle()
    assert exploration.codes == pytest.approx([1.0, 0.0])
    assert not np.array_equal(page.portrait.picture, before)
    strip = page.categories.strip
    assert len({picture.tobytes() for picture in strip.pictures}) == 10, "each category draws something else"
    visitor.click_tile(strip, 6)
    visitor.settle()
    assert exploration.category == 6
    assert np.array_equal(page.portrait.picture, strip.pictures[6])
    assert page.portrait.nearest.captions, "it was trained on digits that are always there"


def test_every_tab_shows_an_infogan(visitor: Visitor):
    page = visitor.page
    visitor.turn_to("Pad")
    assert page.pad.across.currentText() == "code 1"
    assert page.pad.up.currentText() == "code 2"
    assert page.pad.pad.map.columns == 15
    visitor.turn_to("Path")
    assert page.path.race.drawn.scores.shape == (22,)
    visitor.turn_to("Wall")
    assert len(page.wall.wall.pictures) == 100
    visitor.turn_to("Arithmetic")
    assert len(page.arithmetic.result.pictures) == 9
    for kind in ("layer", "jacobian"):
        page.sliders.kind.set_value(kind)
        page.sliders.measure()
        visitor.settle()
        assert page.sliders.axes[2].name.startswith("direction ")


def test_what_is_no_model_is_refused_in_a_sentence_and_nothing_is_lost(visitor: Visitor, infogan: Path):
    page, shown = visitor.page, visitor.page.portrait.picture
    broken = infogan.with_name("half.safetensors")
    broken.write_bytes(infogan.read_bytes()[: infogan.stat().st_size // 2])
    plane = infogan.with_name("ring.safetensors")
    engine.load().create(dataclasses.replace(Settings(), device="cpu")).moment().save(plane)
    for path, why in ((broken, "damaged"), (plane, "points in the plane")):
        page.strip.hide()
        page._open(path)
        visitor.until(page.strip.isVisible)
        assert str(path) in page.strip._sentence.text()
        assert why in page.strip._sentence.text()
        assert page.catalogue.currentText() == "A tiny InfoGAN (tiny.safetensors)"
    page.sliders.rows[0].slider._choose(0.5)
    page.sliders.rows[0].slider._choose(0.0)
    visitor.settle()
    assert np.array_equal(page.portrait.picture, shown)
