"""Random numbers drawn ahead: of the right law and shape, and the same however they are asked for."""

from __future__ import annotations

import math

import pytest
import torch

from ganplay.contract.conditions import Codes, Labels
from ganplay.contract.networks import Noise
from ganplay.contract.objectives import Dragan, GradientPenalty, NoPenalty
from ganplay.contract.pictures import Strokes
from ganplay.contract.training import Updates
from ganplay.engine.datasets import build
from ganplay.engine.stream import MAX_NUMBERS, MAX_STEPS, Stream, draw_inputs, draw_noise

from .runs import pictures, small


def stream_of(settings, seed=5):
    return Stream(settings, build(settings.data, "cpu"), torch.Generator().manual_seed(seed))


def equal(first, second):
    return all(torch.equal(a, b) for a, b in zip(first.tensors(), second.tensors(), strict=True))


@pytest.mark.parametrize(
    ("penalty", "columns"), [(NoPenalty(), 0), (GradientPenalty(), 1), (Dragan(), 2)], ids=repr
)
@pytest.mark.parametrize(("d_steps", "g_steps"), [(1, 1), (5, 1), (1, 3), (2, 2)])
def test_each_update_has_its_own_numbers(penalty, columns, d_steps, g_steps):
    settings = small(penalty=penalty, updates=Updates(d_steps=d_steps, g_steps=g_steps))
    batch = stream_of(settings).next()
    assert batch.real.shape == (d_steps, settings.batch, 2)
    assert batch.noise.shape == (d_steps + g_steps - 1, settings.batch, settings.noise.dim)
    assert batch.uniforms.shape == (d_steps, settings.batch, columns)


def test_no_batch_comes_twice():
    stream = stream_of(small())
    batches = [stream.next() for _ in range(3 * MAX_STEPS)]
    for part in ("real", "noise"):
        assert len({getattr(batch, part).numpy().tobytes() for batch in batches}) == len(batches)


@pytest.mark.parametrize("taken", [0, 1, MAX_STEPS - 1, MAX_STEPS, MAX_STEPS + 1, 200])
def test_a_position_can_be_gone_back_to(taken):
    stream = stream_of(small())
    for _ in range(taken):
        stream.next()
    state, place = stream.position()
    assert place <= MAX_STEPS
    other = stream_of(small(), seed=99)
    other.seek(state.clone(), place)
    assert all(equal(stream.next(), other.next()) for _ in range(MAX_STEPS + 5))


def test_the_largest_settings_draw_one_step_at_a_time():
    settings = small(noise=Noise(dim=256), batch=4096, updates=Updates(d_steps=20, g_steps=20))
    stream = stream_of(settings)
    stream.next()
    assert sum(tensor.numel() for tensor in stream.next().tensors()) > MAX_NUMBERS
    assert stream.position()[1] == 1


@pytest.mark.parametrize(
    ("law", "std", "reach"), [("normal", 1.0, math.inf), ("uniform", 1 / math.sqrt(3), 1.0)]
)
def test_noise_follows_its_law(law, std, reach):
    z = draw_noise(Noise(dim=3, law=law), (100, 200), torch.Generator().manual_seed(1))
    assert z.shape == (100, 200, 3)
    assert float(z.mean()) == pytest.approx(0, abs=4 * std / math.sqrt(z.numel()))
    assert float(z.std()) == pytest.approx(std, rel=0.01)
    assert float(z.abs().max()) <= reach
    if law == "uniform":
        assert float(z.min()) < -0.999


def drawn(settings, n=20_000, seed=1):
    """Inputs of G without their noise."""
    rng = torch.Generator().manual_seed(seed)
    inputs = draw_inputs(settings, build(settings.data, "cpu"), (n,), rng)
    return inputs[:, settings.noise.dim :]


def labels_of(settings, rows):
    """The label of each picture (N, 784), by looking it up in the set."""
    train = build(settings.data, "cpu").train
    known = zip(train.rows(train.index), train.labels[train.index], strict=True)
    book = {row.numpy().tobytes(): int(label) for row, label in known}
    return [book[row.numpy().tobytes()] for row in rows]


@pytest.mark.parametrize(("d_steps", "g_steps"), [(1, 1), (3, 1), (2, 3)])
def test_a_fake_is_asked_for_the_class_of_the_real_sample_beside_it(d_steps, g_steps):
    """G's further updates stand beside the last real samples once more: unrolled, D learns from both."""
    settings = pictures(condition=Labels(), updates=Updates(d_steps=d_steps, g_steps=g_steps))
    stream = stream_of(settings)
    for _ in range(3):
        batch = stream.next()
        assert batch.noise.shape == (d_steps + g_steps - 1, settings.batch, settings.noise.dim + 10)
        asked = batch.noise[:, :, settings.noise.dim :]
        assert torch.equal(asked.sum(dim=2), torch.ones(asked.shape[:2]))
        for move, labels in enumerate(asked.argmax(dim=2).tolist()):
            assert labels == labels_of(settings, batch.real[min(move, d_steps - 1)])


def test_labels_are_asked_for_as_often_as_the_data_have_them():
    weights = tuple(3.0 if digit == 8 else 1.0 for digit in range(10))
    data = Strokes(size=200, classes=(3.0, 8.0), weights=weights)
    settings = pictures(condition=Labels(), data=data)
    fair = build(data, "cpu").train.shares
    assert fair[8] == pytest.approx(0.75, abs=0.01)
    batches = stream_of(settings)
    asked = torch.cat([batches.next().noise[0, :, 4:] for _ in range(200)])
    for labels in (drawn(settings), asked):
        shares = labels.double().mean(dim=0)
        torch.testing.assert_close(shares, fair, atol=4 * 0.433 / math.sqrt(len(labels)), rtol=0)


@pytest.mark.parametrize("make", [small, pictures])
def test_codes_are_drawn_evenly(make):
    codes = drawn(make(condition=Codes(categories=5, continuous=3)))
    categories, continuous = codes[:, :5], codes[:, 5:]
    assert set(categories.flatten().tolist()) == {0.0, 1.0}
    assert torch.equal(categories.sum(dim=1), torch.ones(len(codes)))
    assert categories.mean(dim=0).tolist() == pytest.approx([0.2] * 5, abs=0.012)
    assert continuous.shape == (len(codes), 3)
    assert float(continuous.abs().max()) <= 1
    assert continuous.mean(dim=0).tolist() == pytest.approx([0.0] * 3, abs=0.017)
    assert continuous.var(dim=0).tolist() == pytest.approx([1 / 3] * 3, abs=0.01)
    assert torch.corrcoef(continuous.T).sub(torch.eye(3)).abs().max() < 0.03


@pytest.mark.parametrize(("categories", "continuous"), [(0, 2), (3, 0), (0, 0)])
def test_codes_of_one_kind_or_none_are_that_many_columns(categories, continuous):
    assert drawn(small(condition=Codes(categories, continuous)), n=7).shape == (7, categories + continuous)


def test_dragans_cloud_takes_a_number_for_each_pixel():
    batch = stream_of(pictures(penalty=Dragan())).next()
    assert batch.uniforms.shape == batch.real.shape
