"""Devices by name: what is absent is refused in a sentence; what is there can train."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
import torch

from ganplay.contract.commands import Look
from ganplay.contract.errors import DeviceError
from ganplay.contract.kinds import DISCRIMINATOR, GENERATOR
from ganplay.contract.networks import PerceptronDiscriminator, PerceptronGenerator
from ganplay.contract.objectives import GradientPenalty, LeastSquares
from ganplay.contract.training import Momentum, RmsProp, Sgd, Updates
from ganplay.contract.views import PlaneView
from ganplay.engine import device
from ganplay.engine.experiments.gan import GanExperiment

from .runs import saved, small

needs_cuda = pytest.mark.skipif(not torch.cuda.is_available(), reason="torch sees no CUDA GPU here")


@pytest.mark.parametrize(
    "name",
    ["", "gpu", "CPU", "cpu:", "cpu:0", "cuda:", "cuda:x", "cuda:-1", "cuda:٣", "mps:0", "auto:0", "tpu"],
)
def test_a_device_that_does_not_exist_is_unknown(name):
    with pytest.raises(DeviceError, match="unknown device"):
        device.resolve(name)


def test_the_nearest_name_is_offered():
    with pytest.raises(DeviceError, match="did you mean 'cuda'"):
        device.resolve("cuba")


def test_a_gpu_that_is_not_there_is_said_to_be_absent(monkeypatch):
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    for name in ("cuda", "cuda:0", "cuda:999999999999999999999"):
        with pytest.raises(DeviceError, match="no CUDA GPU here; the CPU works"):
            device.resolve(name)
    assert device.resolve("auto") == torch.device("cpu")


def test_one_gpu_too_many_is_counted(monkeypatch):
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 2)
    assert device.resolve("cuda:1") == torch.device("cuda:1")
    assert device.resolve("auto") == torch.device("cuda")
    with pytest.raises(DeviceError, match=r"has 2 CUDA GPU"):
        device.resolve("cuda:2")


def test_an_apple_gpu_that_is_not_there_is_said_to_be_absent(monkeypatch):
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: False)
    with pytest.raises(DeviceError, match="no Apple GPU here"):
        device.resolve("mps")


def test_the_cpu_is_named_with_its_threads():
    assert device.describe(device.resolve("cpu")).startswith("CPU, ")
    assert GanExperiment(small()).device == device.describe(torch.device("cpu"))


def test_settings_that_ask_for_what_is_absent_are_refused(monkeypatch):
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    with pytest.raises(DeviceError):
        GanExperiment(small(device="cuda"))


CUDA_RUNS = {
    "default": {},
    "batch_norm": {
        "generator": PerceptronGenerator(width=16, norm="batch"),
        "discriminator": PerceptronDiscriminator(width=16, norm="batch", minibatch="stddev"),
    },
    "spectral": {
        "discriminator": PerceptronDiscriminator(width=16, norm="spectral"),
        "d_optimiser": RmsProp(),
    },
    "penalty": {"penalty": GradientPenalty(), "updates": Updates(d_steps=2), "g_optimiser": Momentum()},
    "unrolled": {"updates": Updates(unroll=2)},
}


@needs_cuda
@pytest.mark.parametrize("changes", CUDA_RUNS.values(), ids=CUDA_RUNS)
def test_a_recorded_step_is_the_step_itself(changes):
    """The first trace is that of the same batch played by the host, and all later ones are finite."""
    settings = small(**changes, device="cuda")
    recorded, eager = GanExperiment(settings), GanExperiment(settings)
    for _ in range(3):
        recorded.advance()
    for _ in range(3):
        # What a turn of both would do, but never recorded.
        eager._recorded = None
        batch = eager._stream.next()
        eager._game.step(batch)
    ours, theirs = (experiment._game.state() for experiment in (recorded, eager))
    recorded.drain()
    for name in ours:
        torch.testing.assert_close(ours[name], theirs[name], rtol=1e-3, atol=1e-4)


@needs_cuda
@pytest.mark.parametrize("changes", CUDA_RUNS.values(), ids=CUDA_RUNS)
def test_a_gpu_trains_is_seen_saved_and_opened(changes, tmp_path):
    experiment = GanExperiment(small(**changes, device="cuda"))
    for turn in (*[None] * 120, DISCRIMINATOR, GENERATOR):
        experiment.advance(turn)
    seen = experiment.look(Look(optimal=True, pull=True, manifold=True)).get(PlaneView)
    assert np.isfinite(seen.fake).all()
    log = experiment.drain()
    np.testing.assert_array_equal(log.trace[:, 0], np.arange(1, 123))
    experiment.moment().save(tmp_path / "run.safetensors")
    opened = GanExperiment.open(tmp_path / "run.safetensors")
    a, b = saved(experiment)[0], saved(opened)[0]
    assert all(torch.equal(a[name], b[name]) for name in a)
    experiment.change(dataclasses.replace(experiment.settings, batch=16))
    for _ in range(5):
        experiment.advance()
    assert experiment.step == 127


@needs_cuda
def test_a_gpu_stops_at_the_step_of_an_infinity_too():
    wild = small(
        loss=LeastSquares(),
        discriminator=PerceptronDiscriminator(width=16, input_scale=10.0),
        g_optimiser=Sgd(rate=1.0),
        d_optimiser=Sgd(rate=1.0),
        device="cuda",
    )
    experiment = GanExperiment(wild)
    for _ in range(200):
        experiment.advance()
    log = experiment.drain()
    assert experiment.diverged
    assert len(log.trace) == experiment.step
    assert np.isfinite(log.trace).all()
    assert [event.step for event in log.events if event.kind == "diverged"] == [experiment.step + 1]
    assert all(tensor.isfinite().all() for name, tensor in saved(experiment)[0].items() if name != "stream")


def test_whoever_bounds_the_threads_is_heard(monkeypatch):
    before = torch.get_num_threads()
    threads = []
    for bound in ("1", "", "1000"):
        monkeypatch.setenv("OMP_NUM_THREADS", bound)
        device.share_cores(convolutions=True)
        threads.append(torch.get_num_threads())
    torch.set_num_threads(before)
    assert threads[0] == 1
    assert threads[1] == threads[2] <= 4
