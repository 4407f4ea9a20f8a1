"""The frozen classifier that reads digits: what class a picture shows, and what it is made of."""

from __future__ import annotations

import functools
import itertools
from pathlib import Path

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file
from torch import Tensor

from ganplay.contract.errors import CheckpointError
from ganplay.contract.files import CLASSIFIER, replacing, resources
from ganplay.contract.pictures import SIDE
from ganplay.engine.datasets import PictureSet
from ganplay.engine.models.batch_norm import BatchNorm
from ganplay.engine.models.convolution import Convolution
from ganplay.engine.models.layers import Layer, Mode
from ganplay.engine.models.linear import Linear
from ganplay.engine.models.network import Network
from ganplay.engine.models.pictures import fold, unfold
from ganplay.engine.picture_archives import PICTURE_ARCHIVES

CHANNELS = (1, 16, 32, 64)
"""Feature maps at 28 x 28 pixels (the picture and the first layer), 14 x 14 and 7 x 7."""
FEATURES = 64

READING = Mode(training=False)
BATCH = 250
"""Pictures that are read at once: what they become on the way then stays in the cache."""


class Classifier:
    """Three convolutions, each batch-normalised, a layer of features and one of verdicts."""

    names = PICTURE_ARCHIVES["mnist"].classes
    """The classes, in order."""

    def __init__(self, device: torch.device, rng: torch.Generator | None = None) -> None:
        """Untrained, with weights drawn from ``rng``."""
        rng = rng or torch.Generator()
        layers: list[Layer] = [fold(SIDE)]
        for inputs, outputs in itertools.pairwise(CHANNELS):
            same_size = inputs == 1
            kernel, stride = (3, 1) if same_size else (4, 2)
            layers.append(Convolution(inputs, outputs, "default", "linear", kernel=kernel, stride=stride))
            layers.append(BatchNorm(outputs, "relu"))
        layers += [unfold(), Linear(CHANNELS[-1] * (SIDE // 4) ** 2, FEATURES, "default", "relu")]
        self._features = Network(layers, 1.0, rng, device)
        self._verdict = Network([Linear(FEATURES, len(self.names), "default", "linear")], 1.0, rng, device)

    @classmethod
    def load(cls, path: Path, device: torch.device) -> Classifier:
        """Read the weights.

        Raises:
            CheckpointError: the file is missing, damaged or of another architecture.
        """
        try:
            stored = load_file(path)
        except (SafetensorError, OSError) as error:
            raise CheckpointError(f"{path} cannot be read: {error}") from None
        made = cls(device)
        for name, target in made.tensors().items():
            if name not in stored or stored[name].shape != target.shape:
                raise CheckpointError(f"{path} is not the classifier: it lacks a fitting {name!r}")
            target.copy_(stored[name])
        return made

    def save(self, path: Path) -> None:
        """Write the weights in half precision, whole or not at all.

        Raises:
            GanplayError: the folder cannot be written to or the disk is full.
        """
        halves = {name: tensor.half().contiguous() for name, tensor in self.tensors().items()}
        with replacing(path) as temporary:
            try:
                save_file(halves, temporary)
            except SafetensorError as error:
                raise OSError(str(error)) from error

    @property
    def networks(self) -> tuple[Network, Network]:
        """The two that are trained: features, and the classes that are read from them."""
        return self._features, self._verdict

    def training_logits(self, pictures: Tensor, mode: Mode) -> Tensor:
        """Logits (N, 10) of pictures (N, 784), differentiable with respect to the parameters."""
        features = self._features(pictures, self._features.weights, mode)
        return self._verdict(features, self._verdict.weights, mode)

    def tensors(self) -> dict[str, Tensor]:
        """Parameters and running statistics by the names that they have in a file."""
        found = {"features.theta": self._features.values, "verdict.theta": self._verdict.values}
        return found | {f"features.buffer.{i}": each for i, each in enumerate(self._features.buffers)}

    def understands(self, dataset: PictureSet) -> bool:
        """Whether the set's classes are those that it tells apart."""
        return dataset.names == self.names

    def read(self, pictures: Tensor) -> tuple[Tensor, Tensor]:
        """Features (N, 64) and probabilities (N, 10) of pictures (N, 784) from -1, black, to 1, white."""
        features = self.features(pictures)
        return features, self._verdict(features, self._verdict.frozen, READING).softmax(dim=1)

    def features(self, pictures: Tensor) -> Tensor:
        """The last hidden layer, shape (N, 64)."""
        network = self._features
        return torch.cat([network(some, network.frozen, READING) for some in torch.split(pictures, BATCH)])

    def probabilities(self, pictures: Tensor) -> Tensor:
        """The probability of each class, shape (N, 10)."""
        return self.read(pictures)[1]


def frozen(device: torch.device) -> Classifier | None:
    """The classifier that ganplay ships, or None where its weights are not installed.

    Raises:
        CheckpointError: they are damaged.
    """
    path = resources() / "weights" / f"{CLASSIFIER}.safetensors"
    return _shared(path, device) if path.is_file() else None


@functools.lru_cache(maxsize=4)
def _shared(path: Path, device: torch.device) -> Classifier:
    return Classifier.load(path, device)
