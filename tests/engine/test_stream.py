"""Random numbers drawn ahead: of the right law and shape, and the same however they are asked for."""

from __future__ import annotations

import math

import pytest
import torch

from ganplay.contract.networks import Noise
from ganplay.contract.objectives import Dragan, GradientPenalty, NoPenalty
from ganplay.contract.training import Updates
from ganplay.engine.datasets import build
from ganplay.engine.stream import MAX_NUMBERS, MAX_STEPS, Stream, draw_noise

from .runs import small


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
