"""A file that is no checkpoint of this program says so in one sentence, and a failed save spoils nothing."""

from __future__ import annotations

import pickle
import re

import pytest
import torch
from safetensors import safe_open
from safetensors.torch import save_file

from ganplay.contract.codec import to_toml
from ganplay.contract.errors import CheckpointError, GanplayError
from ganplay.contract.networks import PerceptronDiscriminator, PerceptronGenerator
from ganplay.engine import checkpoint
from ganplay.engine.torch_engine import TorchEngine

from .runs import run, same, small


@pytest.fixture(scope="module")
def good(tmp_path_factory):
    path = tmp_path_factory.mktemp("good") / "run.safetensors"
    run(small(), 5).moment().save(path)
    return path


def refused(path):
    """The sentence with which a file is refused."""
    with pytest.raises(CheckpointError) as caught:
        TorchEngine().open(path)
    sentence = str(caught.value)
    assert "\n" not in sentence
    assert 10 < len(sentence) < 400
    return sentence


def parts(path):
    with safe_open(path, framework="pt") as file:
        return {name: file.get_tensor(name) for name in file.keys()}, dict(file.metadata())  # noqa: SIM118


def spoiled(good, tmp_path, *, tensors=None, header=None, without=()):
    """A copy of a good checkpoint in which something differs."""
    held, meta = parts(good)
    held, meta = held | (tensors or {}), meta | (header or {})
    path = tmp_path / "spoiled.safetensors"
    save_file(
        {name: value for name, value in held.items() if name not in without},
        path,
        metadata={name: value for name, value in meta.items() if name not in without},
    )
    return path


def test_what_was_saved_is_opened(good):
    opened = TorchEngine().open(good)
    assert opened.step == 5
    assert opened.settings == small()
    assert same(opened, run(small(), 5))


def test_it_holds_no_pickle(good):
    tensors, header = parts(good)
    assert header["settings"] == to_toml(small())
    assert all(isinstance(tensor, torch.Tensor) for tensor in tensors.values())


@pytest.mark.parametrize("share", [0.0, 0.0001, 0.001, 0.01, 0.1, 0.5, 0.9, 0.999, 0.99999])
def test_a_truncated_file_is_damaged(good, tmp_path, share):
    whole = good.read_bytes()
    path = tmp_path / "cut.safetensors"
    path.write_bytes(whole[: int(share * len(whole))])
    assert str(path) in refused(path)


@pytest.mark.parametrize("length", [1, 7, 8, 9, 100])
def test_so_is_one_that_ends_in_its_header(good, tmp_path, length):
    path = tmp_path / "cut.safetensors"
    path.write_bytes(good.read_bytes()[:length])
    assert str(path) in refused(path)


@pytest.mark.parametrize(
    "content",
    [b"\x00" * 64, b"\xff" * 64, b"name,value\n1,2\n", pickle.dumps({"a": 1}), b"PK\x03\x04" + b"\x00" * 99],
    ids=["zeros", "ones", "csv", "pickle", "zip"],
)
def test_a_file_of_another_kind_is_no_checkpoint(tmp_path, content):
    path = tmp_path / "other"
    path.write_bytes(content)
    assert str(path) in refused(path)


def test_a_torch_file_is_no_checkpoint(tmp_path):
    path = tmp_path / "model.pt"
    torch.save({"theta": torch.zeros(3)}, path)
    assert str(path) in refused(path)


def test_a_missing_file_and_a_folder_are_no_checkpoints(tmp_path):
    assert str(tmp_path / "none") in refused(tmp_path / "none")
    assert str(tmp_path) in refused(tmp_path)


def test_safetensors_of_somebody_else_are_foreign(tmp_path):
    path = tmp_path / "foreign.safetensors"
    save_file({"weight": torch.zeros(3)}, path)
    assert "no checkpoint of ganplay" in refused(path)
    save_file({"weight": torch.zeros(3)}, path, metadata={"format": "pt"})
    assert "no checkpoint of ganplay" in refused(path)


def test_another_version_is_named(good, tmp_path):
    assert "version 99" in refused(spoiled(good, tmp_path, header={"ganplay": "99"}))


@pytest.mark.parametrize("settings", ["seed = ", "seed = -1", "nonsense = 1", '[loss]\nname = "none"'])
def test_settings_that_are_not_known_are_named(good, tmp_path, settings):
    assert "settings" in refused(spoiled(good, tmp_path, header={"settings": settings}))


@pytest.mark.parametrize(
    "settings",
    [
        small(generator=PerceptronGenerator(width=17)),
        small(discriminator=PerceptronDiscriminator(layers=3, width=16)),
        small(discriminator=PerceptronDiscriminator(width=16, norm="batch")),
    ],
    ids=["width", "layers", "norm"],
)
def test_tensors_must_fit_the_settings(good, tmp_path, settings):
    sentence = refused(spoiled(good, tmp_path, header={"settings": to_toml(settings)}))
    assert re.search("generator|discriminator", sentence)


@pytest.mark.parametrize(
    "name",
    ["generator.theta", "discriminator.theta", "generator.memory.0", "discriminator.memory.1", "stream"]
    + [f"counter.{name}" for name in ("step", "taken", "g", "d")],
)
def test_nothing_may_be_missing(good, tmp_path, name):
    assert name.removeprefix("counter.") in refused(spoiled(good, tmp_path, without=(name,)))


@pytest.mark.parametrize("value", ["-1", "many", "1.5", "", "1000000000000000000000000"])
@pytest.mark.parametrize("name", ["step", "taken", "g"])
def test_a_count_must_be_one(good, tmp_path, name, value):
    refused(spoiled(good, tmp_path, header={f"counter.{name}": value}))


def test_nobody_waits_for_random_numbers_that_were_never_drawn(good, tmp_path):
    assert "taken" in refused(spoiled(good, tmp_path, header={"counter.taken": "1000000000"}))


@pytest.mark.parametrize(
    "tensor",
    [torch.zeros(3), torch.zeros(0), torch.zeros(5056), torch.full((5056,), 255, dtype=torch.uint8)],
    ids=["short", "empty", "floats", "noise"],
)
def test_the_state_of_the_random_numbers_must_be_one(good, tmp_path, tensor):
    refused(spoiled(good, tmp_path, tensors={"stream": tensor}))


def test_random_numbers_of_another_kind_of_device_are_named_as_such(good, tmp_path):
    of_a_gpu = torch.zeros(16, dtype=torch.uint8)
    assert "the kind of device it began on" in refused(spoiled(good, tmp_path, tensors={"stream": of_a_gpu}))


def test_parameters_must_be_of_the_right_type(good, tmp_path):
    theta = parts(good)[0]["generator.theta"]
    assert "generator.theta" in refused(spoiled(good, tmp_path, tensors={"generator.theta": theta.double()}))


def test_a_failed_save_leaves_the_old_file(good, tmp_path, monkeypatch):
    path = tmp_path / "run.safetensors"
    path.write_bytes(good.read_bytes())

    def full(tensors, file, metadata):
        file.write_bytes(b"half of it")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(checkpoint, "save_file", full)
    with pytest.raises(GanplayError, match="No space left on device"):
        run(small(), 1).moment().save(path)
    assert path.read_bytes() == good.read_bytes()
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_a_file_cannot_be_written_to(good, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(GanplayError, match="cannot write"):
        run(small(), 1).moment().save(tmp_path / "file" / "run.safetensors")


def test_a_file_without_the_detectors_state_is_opened_as_before(good, tmp_path):
    opened = TorchEngine().open(spoiled(good, tmp_path, without=("detector",)))
    assert opened.step == 5


def test_a_damaged_state_of_the_detector_is_refused(good, tmp_path):
    assert "event detector" in refused(spoiled(good, tmp_path, header={"detector": "{"}))
