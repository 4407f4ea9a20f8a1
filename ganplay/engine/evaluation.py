"""How good a trained model of digits is, by one protocol: 10,000 samples against the test digits."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import torch
from torch import Tensor

from ganplay.contract.conditions import Codes, Labels
from ganplay.contract.errors import DataError
from ganplay.contract.pictures import CLASSES
from ganplay.engine import classifier, metrics
from ganplay.engine.arrays import grey
from ganplay.engine.classifier import Classifier
from ganplay.engine.classifier_training import accuracy, train_classifier
from ganplay.engine.datasets import PictureSet, build
from ganplay.engine.trained import Trained

SAMPLES = 10_000

CHECKED = 1000
"""Samples whose nearest training picture is looked for."""

COPIED = 0.01
"""A sample counts as a copy where it is nearer to a training picture than this share of test pictures are."""

FAKES = 30_000
EPOCHS = 4
"""Fakes, and epochs over them, of the classifier that is trained on fakes and tested on real pictures."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of the protocol."""

    key: str
    label: str
    value: float
    floor: float = math.nan
    """The same of as many real training pictures, where that says something."""


class Evaluation:
    """The protocol with its real side prepared once.

    Raises:
        DataError: the frozen classifier is not installed, or does not know these classes.
    """

    def __init__(self, dataset: PictureSet) -> None:
        device = dataset.train.pixels.device
        judge = classifier.frozen(device)
        if judge is None or not judge.understands(dataset):
            raise DataError(f"ganplay's frozen classifier cannot judge {dataset.title}: it knows digits only")
        self.dataset = dataset
        self.judge: Classifier = judge
        self._test = dataset.test.rows(dataset.test.index)
        self._test_labels = dataset.test.labels[dataset.test.index]
        with torch.no_grad():
            features, probabilities = judge.read(self._test)
        self.theirs = metrics.moments(features)
        self.shares = self._test_labels.bincount(minlength=CLASSES).double().cpu() / len(self._test_labels)
        self.real_score = metrics.class_score(probabilities)
        self.accuracy = float((probabilities.argmax(dim=1) == self._test_labels).float().mean())

    def figures(self, model: Trained, seed: int, *, train_on_fake: bool = False) -> list[Figure]:
        """Judge 10,000 samples drawn with a seed.

        ``train_on_fake`` also trains a classifier on fakes alone and tests it on real pictures: minutes.
        """
        rng = torch.Generator().manual_seed(seed)
        rows = model.rows(SAMPLES, rng)
        with torch.no_grad():
            pictures = torch.cat([model.draw(some) for some in torch.split(rows, 500)])
            # What is judged are pictures of 256 greys, as the real ones are.
            pictures = _bytes(pictures).float().div_(127.5).sub_(1)
            features, probabilities = self.judge.read(pictures)
        real = self.dataset.train.sample(SAMPLES, rng)
        with torch.no_grad():
            real_features, real_probabilities = self.judge.read(real)
        shares = metrics.class_shares(probabilities)
        found = [
            Figure("class_score", "class score", metrics.class_score(probabilities), self.real_score),
            Figure(
                "class_kl",
                "class histogram KL",
                metrics.class_kl(shares, self.shares),
                metrics.class_kl(metrics.class_shares(real_probabilities), self.shares),
            ),
            Figure("classes", "classes of at least 1 %", float((shares >= 0.01).sum()), CLASSES),
            Figure(
                "frechet",
                "Fréchet distance (own features)",
                metrics.frechet(metrics.moments(features), self.theirs),
                metrics.frechet(metrics.moments(real_features), self.theirs),
            ),
            Figure(
                "confidence",
                "mean confidence",
                float(probabilities.amax(dim=1).mean()),
                float(real_probabilities.amax(dim=1).mean()),
            ),
            Figure(
                "copies",
                f"nearer to a training picture than {COPIED:.0%} of test pictures",
                self._copies(pictures[:CHECKED]),
                COPIED,
            ),
        ]
        verdicts = probabilities.argmax(dim=1)
        condition, dim = model.settings.condition, model.settings.noise.dim
        if isinstance(condition, Labels):
            right = (verdicts == rows[:, dim:].argmax(dim=1)).float().mean()
            found.append(Figure("label_agreement", "label agreement", float(right), self.accuracy))
            if train_on_fake:
                share = self._train_on_fakes(model, rng)
                found.append(Figure("train_on_fake", "trained on fakes, tested on real", share))
        if isinstance(condition, Codes) and condition.categories:
            codes = rows[:, dim : dim + condition.categories].argmax(dim=1)
            pairs = codes * CLASSES + verdicts
            counts = pairs.bincount(minlength=condition.categories * CLASSES).view(-1, CLASSES)
            found.append(Figure("code_match", "code matches class", metrics.matched(counts) / SAMPLES))
        return found

    def _copies(self, pictures: Tensor) -> float:
        """Share of pictures nearer to a training picture than the nearest 1 % of test pictures are."""
        apart = _nearest(self._test[:: max(1, len(self._test) // CHECKED)], self.dataset)
        return float((_nearest(pictures, self.dataset) < apart.quantile(COPIED)).float().mean())

    def _train_on_fakes(self, model: Trained, rng: torch.Generator) -> float:
        """Accuracy on real test pictures of a classifier that has seen nothing but fakes."""
        rows = model.rows(FAKES, rng)
        with torch.no_grad():
            fakes = torch.cat([_bytes(model.draw(some)) for some in torch.split(rows, 500)])
        labels = rows[:, model.settings.noise.dim :].argmax(dim=1)
        trained = train_classifier(fakes, labels, EPOCHS, seed=0)
        return accuracy(trained, self.dataset.test.pixels[self.dataset.test.index], self._test_labels)


def evaluate(model: Trained, seeds: tuple[int, ...], *, train_on_fake: bool) -> Mapping[str, list[Figure]]:
    """Every figure at every seed, by key.

    Raises:
        DataError: the data that the model has learnt are not here, or the classifier does not know them.
    """
    dataset = build(model.settings.data, "cpu")
    if not isinstance(dataset, PictureSet):
        raise DataError("only models of pictures can be evaluated")
    protocol = Evaluation(dataset)
    found: dict[str, list[Figure]] = {}
    for i, seed in enumerate(seeds):
        # A classifier is trained once: its spread is that of its own training, not of the model.
        for figure in protocol.figures(model, seed, train_on_fake=train_on_fake and i == 0):
            found.setdefault(figure.key, []).append(figure)
    return found


def _bytes(rows: Tensor) -> Tensor:
    return torch.from_numpy(grey(rows).reshape(len(rows), -1).copy())


def _nearest(pictures: Tensor, dataset: PictureSet) -> Tensor:
    """Distance of each picture (N, 784) to its nearest training picture, shape (N,)."""
    squares = (pictures * pictures).sum(dim=1, keepdim=True)
    nearest = torch.full((len(pictures),), math.inf)
    for index in torch.split(dataset.train.index, 5000):
        some = dataset.train.rows(index)
        distances = squares - 2 * pictures @ some.T + (some * some).sum(dim=1)
        nearest = torch.minimum(nearest, distances.amin(dim=1))
    return nearest.clamp(min=0).sqrt()
