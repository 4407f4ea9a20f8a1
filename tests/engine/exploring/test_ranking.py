"""Directions are ordered by what they do to the picture, and end pictures lie where they are said to."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
import torch

from ganplay.contract.conditions import Codes, Labels
from ganplay.contract.errors import GanplayError
from ganplay.contract.latent import Draw, Open, Rank
from ganplay.contract.networks import ConvolutionalGenerator, Noise, PerceptronGenerator
from ganplay.engine.exploring import ranking
from ganplay.engine.exploring.explorer import Explorer
from ganplay.engine.trained import Trained

from ..picture_games import game
from .linear import DIM, exploring, linear

ROW = np.linspace(-1, 1, DIM, dtype=np.float32)

GENERATORS = {
    "dcgan": ConvolutionalGenerator(channels=4, init="default"),
    "nearest": ConvolutionalGenerator(channels=4, init="default", upsampling="nearest", output="linear"),
    "dense": ConvolutionalGenerator(channels=4, init="default", dense=16, norm="off", activation="elu"),
    "leaky": ConvolutionalGenerator(channels=4, init="default", activation="leaky_relu"),
    "perceptron": PerceptronGenerator(norm="batch", activation="tanh", output="tanh"),
    "scaled": PerceptronGenerator(activation="sigmoid", input_scale=3.0),
    "softplus": PerceptronGenerator(activation="softplus"),
}


@pytest.mark.parametrize("generator", GENERATORS.values(), ids=GENERATORS)
def test_slopes_are_the_derivatives_of_every_kind_of_generator(generator):
    """Small steps against backward mode: u (J v) = (u J) v, but for a kink that a step may cross."""
    trained = Trained.of_game(game(generator=generator, condition=Labels()), 0)
    rng = torch.Generator().manual_seed(4)
    row, towards = trained.rows(1, rng)[0], torch.randn(784, generator=rng)
    found = ranking.slopes(trained, row, torch.eye(DIM)) @ towards
    leaf = row.clone().requires_grad_()
    (expected,) = torch.autograd.grad((trained.draw(leaf[None])[0] / 2) @ towards, leaf)
    assert expected[:DIM].abs().max() > 1e-3
    assert (found - expected[:DIM]).norm() < 0.05 * expected[:DIM].norm()


def test_coordinates_are_ordered_by_their_effect(matrix):
    found = exploring(linear(matrix)).answer(Rank(ROW, count=4))
    effects = (matrix / 2).square().mean(dim=1).sqrt().numpy()
    order = np.argsort(-effects)[:4]
    assert found.names == tuple(f"z{i + 1}" for i in order)
    np.testing.assert_array_equal(found.directions, np.eye(DIM)[order])
    np.testing.assert_allclose(found.effects, effects[order], rtol=1e-3)


@pytest.mark.parametrize("kind", ["layer", "jacobian"])
def test_principal_directions_of_a_linear_model_are_its_singular_vectors(matrix, kind):
    found = exploring(linear(matrix)).answer(Rank(ROW, kind, count=3))
    _, singular, vectors = np.linalg.svd(matrix.T.numpy(), full_matrices=False)
    assert found.directions.shape == (3, DIM)
    np.testing.assert_allclose(np.abs((found.directions * vectors[:3]).sum(axis=1)), 1, atol=1e-3)
    np.testing.assert_allclose(found.effects, singular[:3] / 784**0.5 / 2, rtol=1e-3)
    assert np.all(found.directions.max(axis=1) == np.abs(found.directions).max(axis=1))


@pytest.mark.parametrize("kind", ["coordinates", "layer", "jacobian"])
def test_directions_leave_what_is_beside_z_alone(kind):
    trained = Trained.of_game(game(condition=Codes()), 0)
    explorer = exploring(trained)
    row = trained.rows(1, torch.Generator().manual_seed(0))[0].numpy()
    found = explorer.answer(Rank(row, kind, count=DIM))
    assert found.directions.shape == (DIM, DIM)
    assert np.all(np.diff(found.effects) <= 0)
    np.testing.assert_allclose(np.linalg.norm(found.directions, axis=1), 1, rtol=1e-5)
    ends = np.tile(row, (2, 1))
    ends[:, :DIM] += np.outer([-2, 2], found.directions[0])
    drawn = explorer.answer(Draw(ends)).pictures
    np.testing.assert_allclose(found.low[0].astype(int), drawn[0], atol=1)
    np.testing.assert_allclose(found.high[0].astype(int), drawn[1], atol=1)


def test_ends_of_a_uniform_prior_stay_within_it(matrix):
    """Its standard deviation is 1/sqrt(3), and beyond 1 the model has never been."""
    explorer = exploring(linear(matrix, noise=Noise(dim=DIM, law="uniform")))
    row = np.full(DIM, 0.5, np.float32)
    found = explorer.answer(Rank(row, count=1, reach=1.5))
    ends = np.tile(row, (2, 1))
    axis = found.directions[0].argmax()
    ends[:, axis] = 0.5 - 1.5 / 3**0.5, 1.0
    drawn = explorer.answer(Draw(ends)).pictures
    np.testing.assert_array_equal(found.low[0], drawn[0])
    np.testing.assert_array_equal(found.high[0], drawn[1])


@pytest.mark.usefixtures("first_pixel")
@pytest.mark.parametrize(("sign", "name"), [(1.0, "1 → 0"), (-1.0, "0 → 1")])
def test_classes_lie_where_their_pictures_come_from(matrix, sign, name):
    """The first pixel is z3, and what separates the classes is its sign."""
    matrix[:, 0] = torch.tensor([0.0, 0.0, 1.0, 0.0, 0.0, 0.0])
    row = np.zeros(DIM, np.float32)
    row[2] = sign
    found = exploring(linear(matrix)).answer(Rank(row, "classes"))
    assert found.names == (name,)
    np.testing.assert_allclose(found.directions[0], [0, 0, -sign, 0, 0, 0], atol=0.1)


@pytest.mark.usefixtures("first_pixel")
def test_one_class_leads_nowhere(matrix):
    matrix[:, 0] = 0
    with pytest.raises(GanplayError, match="too few classes"):
        exploring(linear(matrix)).answer(Rank(ROW, "classes"))


@pytest.mark.usefixtures("first_pixel")
@pytest.mark.parametrize("condition", [Labels(), Codes()], ids=["labels", "codes"])
def test_a_class_beside_z_is_not_looked_for_in_z(condition):
    trained = Trained.of_game(game(condition=condition), 0)
    row = trained.rows(1, torch.Generator().manual_seed(0))[0].numpy()
    with pytest.raises(GanplayError, match="beside z"):
        exploring(trained).answer(Rank(row, "classes"))


def test_classes_need_the_classifier(matrix):
    with pytest.raises(GanplayError, match="need the frozen classifier"):
        exploring(linear(matrix)).answer(Rank(ROW, "classes"))


@pytest.mark.usefixtures("first_pixel")
def test_where_classes_lie_is_found_out_anew_when_a_run_has_gone_on_for_long(matrix, monkeypatch):
    explorer, calls = Explorer(), []
    find = ranking.class_means
    monkeypatch.setattr(
        "ganplay.engine.exploring.explorer.class_means", lambda opened: calls.append(opened) or find(opened)
    )
    for step in (100, 100, 110, 125, 126, 150, 100):
        explorer.answer(Open(dataclasses.replace(linear(matrix), step=step).model()))
        explorer.answer(Rank(ROW, "classes"))
    assert [opened.card.step for opened in calls] == [100, 126, 100]
    explorer.answer(Open(linear(matrix, noise=Noise(dim=DIM, law="uniform")).model()))
    explorer.answer(Rank(ROW, "classes"))
    assert len(calls) == 4


def test_another_kind_is_named(matrix):
    with pytest.raises(GanplayError, match="did you mean 'jacobian'"):
        exploring(linear(matrix)).answer(dataclasses.replace(Rank(ROW), kind="jakobian"))
