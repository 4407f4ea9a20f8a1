"""The frozen classifier is the network that its weights were trained in, and knows what it knows."""

from __future__ import annotations

import pytest
import torch
import torch.nn.functional as F
from safetensors.torch import save_file

from ganplay.contract.errors import CheckpointError
from ganplay.contract.pictures import Strokes
from ganplay.engine import classifier, datasets
from ganplay.engine.classifier import Classifier

CPU = torch.device("cpu")


@pytest.fixture
def made() -> Classifier:
    """A classifier of random numbers, running statistics and all."""
    found = Classifier(CPU)
    rng = torch.Generator().manual_seed(0)
    for name, tensor in found.tensors().items():
        noise = torch.randn(tensor.shape, generator=rng)
        tensor.copy_(noise * 0.1 if name.endswith("theta") else noise.abs() + 0.1)
    return found


def write(found: Classifier, path):
    save_file({name: tensor.half() for name, tensor in found.tensors().items()}, path)
    return path


def test_it_is_three_normalised_convolutions_and_two_layers(made):
    """Written out in torch's own words, from the flat vector on."""
    pictures = torch.rand(3, 784, generator=torch.Generator().manual_seed(1)) * 2 - 1
    held = made.tensors()
    theta, x = held["features.theta"], pictures.view(3, 1, 28, 28)

    def take(*shape):
        nonlocal theta
        size = torch.Size(shape).numel()
        taken, theta = theta[:size].view(shape), theta[size:]
        return taken

    for i, (inputs, outputs, kernel, stride) in enumerate(((1, 16, 3, 1), (16, 32, 4, 2), (32, 64, 4, 2))):
        x = F.conv2d(x, take(outputs, inputs, kernel, kernel), take(outputs), stride, padding=1)
        mean, var = held[f"features.buffer.{2 * i}"], held[f"features.buffer.{2 * i + 1}"]
        x = F.relu(F.batch_norm(x, mean, var, take(outputs), take(outputs)))
    assert x.shape == (3, 64, 7, 7)
    x = F.relu(F.linear(x.flatten(1), take(64, 3136), take(64)))
    verdict = held["verdict.theta"]
    expected = F.linear(x, verdict[:640].view(10, 64), verdict[640:]).softmax(dim=1)
    features, probabilities = made.read(pictures)
    assert len(theta) == 0
    torch.testing.assert_close(features, x)
    torch.testing.assert_close(probabilities, expected)
    torch.testing.assert_close(made.probabilities(pictures), expected)


def test_many_pictures_are_read_like_one(made):
    pictures = torch.rand(600, 784, generator=torch.Generator().manual_seed(1)) * 2 - 1
    probabilities = made.probabilities(pictures)
    assert probabilities.shape == (600, 10)
    torch.testing.assert_close(probabilities[599:], made.probabilities(pictures[599:]))


def test_its_file_holds_half_precision(made, tmp_path):
    found = Classifier.load(write(made, tmp_path / "c.safetensors"), CPU)
    pictures = torch.zeros(1, 784)
    torch.testing.assert_close(found.features(pictures), made.features(pictures), rtol=0.02, atol=0.02)


@pytest.mark.parametrize("missing", ["features.theta", "verdict.theta", "features.buffer.3"])
def test_another_file_is_refused(made, tmp_path, missing):
    tensors = made.tensors()
    del tensors[missing]
    save_file(tensors, tmp_path / "c.safetensors")
    with pytest.raises(CheckpointError, match=missing):
        Classifier.load(tmp_path / "c.safetensors", CPU)


def test_a_damaged_file_is_refused(made, tmp_path):
    path = write(made, tmp_path / "c.safetensors")
    path.write_bytes(path.read_bytes()[:5000])
    with pytest.raises(CheckpointError, match="cannot be read"):
        Classifier.load(path, CPU)


def test_it_may_be_absent(tmp_path, monkeypatch):
    monkeypatch.setattr(classifier, "resources", lambda: tmp_path)
    assert classifier.frozen(CPU) is None


def test_it_is_read_once(made, tmp_path, monkeypatch):
    monkeypatch.setattr(classifier, "resources", lambda: tmp_path)
    (tmp_path / "weights").mkdir()
    write(made, tmp_path / "weights" / "classifier.safetensors")
    first = classifier.frozen(CPU)
    assert first is not None
    assert classifier.frozen(CPU) is first


def test_it_understands_digits_and_no_clothes(made):
    strokes = datasets.build(Strokes(size=100), "cpu")
    assert made.understands(strokes)
    strokes.names = tuple(f"garment {name}" for name in strokes.names)
    assert not made.understands(strokes)
