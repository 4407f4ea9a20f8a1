"""The nearest training pictures are those, and without the data there is a note and no failure."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from ganplay.contract.latent import Nearest, Open
from ganplay.contract.pictures import Digits, Strokes
from ganplay.engine import datasets
from ganplay.engine.exploring import nearest
from ganplay.engine.exploring.explorer import Explorer
from ganplay.engine.exploring.nearest import NearestSearch
from ganplay.engine.trained import Trained

from ..picture_games import game
from .linear import exploring

STROKES = Strokes(size=300)


@pytest.fixture(scope="module")
def split():
    return datasets.build(STROKES, "cpu").train


def explorer_of(data):
    return exploring(Trained.of_game(game(data=data), 0))


@pytest.mark.parametrize("chunk", [1000, 64])
def test_they_are_what_looking_at_every_picture_finds(split, monkeypatch, chunk):
    monkeypatch.setattr(nearest, "CHUNK", chunk)
    picture = np.random.default_rng(0).integers(0, 256, (28, 28)).astype(np.uint8)
    found = NearestSearch(split).nearest(picture, 7)
    all_of_them = split.pixels[split.index].numpy().astype(np.float64)
    distances = np.sqrt(((all_of_them - picture.reshape(-1)) ** 2).mean(axis=1)) / 255
    order = np.argsort(distances, kind="stable")[:7]
    np.testing.assert_array_equal(found.pictures.reshape(7, 784), all_of_them[order])
    assert found.labels == tuple(split.labels[split.index][order].tolist())
    np.testing.assert_allclose(found.distances, distances[order], rtol=1e-6)
    assert found.note == ""


def test_a_named_set_is_looked_in_without_a_model():
    picture = datasets.build(STROKES, "cpu").train.pixels[0].view(28, 28).numpy()
    found = Explorer().answer(Nearest(picture, data=STROKES))
    np.testing.assert_array_equal(found.pictures[0], picture)


def test_a_training_picture_is_nearest_to_itself():
    split = datasets.build(STROKES, "cpu").train
    picture = split.pixels[split.index[17]].view(28, 28).numpy()
    found = explorer_of(STROKES).answer(Nearest(picture, count=2))
    np.testing.assert_array_equal(found.pictures[0], picture)
    assert found.labels[0] == int(split.labels[split.index[17]])
    assert found.distances[0] == 0
    assert found.distances[1] > 0


def test_only_what_the_model_was_trained_on_is_looked_at():
    picture = np.zeros((28, 28), np.uint8)
    data = dataclasses.replace(STROKES, classes=(3.0, 8.0))
    assert set(explorer_of(data).answer(Nearest(picture, count=50)).labels) == {3, 8}
    few = explorer_of(STROKES).answer(Nearest(picture, count=1000))
    assert len(few.labels) == len(few.pictures) == len(few.distances) == 300


def test_another_model_may_know_other_pictures():
    picture = np.zeros((28, 28), np.uint8)
    explorer = explorer_of(dataclasses.replace(STROKES, classes=(3.0,)))
    assert set(explorer.answer(Nearest(picture)).labels) == {3}
    explorer.answer(Open(Trained.of_game(game(data=dataclasses.replace(STROKES, classes=(8.0,))), 0).model()))
    assert set(explorer.answer(Nearest(picture)).labels) == {8}


def test_data_that_are_not_here_are_a_note(tmp_path):
    found = explorer_of(Digits(folder=str(tmp_path / "none"))).answer(Nearest(np.zeros((28, 28), np.uint8)))
    assert found.pictures.shape == (0, 28, 28)
    assert "none" in found.note
    assert found.labels == ()


def test_a_set_is_read_once(monkeypatch):
    calls = []
    build = datasets.build
    monkeypatch.setattr(datasets, "build", lambda *what: calls.append(what) or build(*what))
    explorer = explorer_of(STROKES)
    for _ in range(3):
        explorer.answer(Nearest(np.zeros((28, 28), np.uint8)))
    assert calls == [(STROKES, "cpu")]
