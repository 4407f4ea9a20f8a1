"""The protocol that judges models: closed forms, and what a person would see of good and bad models."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
import torch

from ganplay.contract.conditions import Codes, Labels
from ganplay.contract.errors import DataError
from ganplay.contract.networks import Noise, PerceptronDiscriminator, PerceptronGenerator
from ganplay.contract.pictures import Digits, Strokes
from ganplay.contract.settings import Settings
from ganplay.engine import classifier, classifier_training, evaluation
from ganplay.engine.datasets import PictureSet, build
from ganplay.engine.evaluation import Evaluation, evaluate
from ganplay.engine.models import discriminator, generator
from ganplay.engine.trained import Trained

CPU = torch.device("cpu")
MNIST = Path(__file__).parents[3] / "shared" / "mnist"
STROKES = Strokes(size=2000)


class Copyist(Trained):
    """A model of Strokes that draws real pictures of the class asked for: as good as a model can be."""

    def draw(self, rows: torch.Tensor) -> torch.Tensor:
        dataset = build(self.settings.data, CPU)
        labels = rows[:, self.settings.noise.dim :].argmax(dim=1)
        # The noise chooses among the pictures of the class.
        pick = (rows[:, 0].abs() * 1e6).long()
        known = dataset.train.labels[dataset.train.index]
        chosen = torch.empty(len(rows), dtype=torch.long)
        for each in range(10):
            asked = labels == each
            own = dataset.train.index[known == each]
            chosen[asked] = own[pick[asked] % len(own)]
        return dataset.train.rows(chosen)


class Collapsed(Trained):
    """Draws one real picture, whatever it is asked."""

    def draw(self, rows: torch.Tensor) -> torch.Tensor:
        dataset = build(self.settings.data, CPU)
        return dataset.train.rows(dataset.train.index[:1]).expand(len(rows), -1)


def model(kind, condition):
    settings = Settings(
        data=STROKES,
        condition=condition,
        noise=Noise(dim=4),
        generator=PerceptronGenerator(layers=1, width=4, output="tanh"),
        discriminator=PerceptronDiscriminator(layers=1, width=4),
    )
    rng = torch.Generator().manual_seed(0)
    return kind(
        settings,
        1,
        generator.build(settings, 10, rng, CPU),
        discriminator.build(settings, 10, rng, CPU),
    )


@pytest.fixture(autouse=True)
def few_samples(monkeypatch: pytest.MonkeyPatch) -> None:
    """Enough to tell good from bad."""
    monkeypatch.setattr(evaluation, "SAMPLES", 2000)
    monkeypatch.setattr(evaluation, "CHECKED", 200)


@pytest.fixture(scope="module")
def protocol() -> Evaluation:
    dataset = build(STROKES, CPU)
    assert isinstance(dataset, PictureSet)
    return Evaluation(dataset)


def figures(protocol, who, seed=0):
    return {figure.key: figure for figure in protocol.figures(who, seed)}


def test_real_pictures_are_judged_perfect_but_copied(protocol):
    found = figures(protocol, model(Copyist, Labels()))
    assert found["class_score"].value > 9.7
    assert found["classes"].value == 10
    assert found["class_kl"].value < 0.01
    assert found["frechet"].value < 3 * found["frechet"].floor + 2
    assert found["label_agreement"].value == pytest.approx(protocol.accuracy, abs=0.01)
    assert found["copies"].value == 1


def test_one_picture_for_all_is_a_collapse(protocol):
    found = figures(protocol, model(Collapsed, Codes()))
    assert found["class_score"].value == pytest.approx(1, abs=1e-6)
    assert found["classes"].value == 1
    assert found["class_kl"].value == pytest.approx(math.log(10), abs=0.2)
    assert found["frechet"].value > 100 * found["frechet"].floor
    assert found["code_match"].value == pytest.approx(0.1, abs=0.02)


def test_the_same_seed_judges_the_same(protocol):
    who = model(Copyist, Labels())
    first, again, other = (figures(protocol, who, seed) for seed in (3, 3, 4))
    assert first["frechet"].value == again["frechet"].value != other["frechet"].value


def test_every_seed_is_in_the_table():
    found = evaluate(model(Collapsed, Labels()), (0, 1), train_on_fake=False)
    assert {len(each) for each in found.values()} == {2}
    assert [figure.value for figure in found["class_score"]] == pytest.approx([1, 1], abs=1e-6)


def test_clothes_are_no_digits(monkeypatch):
    dataset = build(STROKES, CPU)
    assert isinstance(dataset, PictureSet)
    monkeypatch.setattr(dataset, "names", ("shirt",) * 10)
    with pytest.raises(DataError, match="knows digits only"):
        Evaluation(dataset)
    monkeypatch.undo()
    monkeypatch.setattr(classifier, "frozen", lambda device: None)
    with pytest.raises(DataError, match="knows digits only"):
        Evaluation(dataset)


def test_a_classifier_learns_to_read_strokes():
    """Forty-five steps and it reads nine of ten: far from ignorant."""
    dataset = build(STROKES, CPU)
    assert isinstance(dataset, PictureSet)
    told = []
    trained = classifier_training.train_classifier(
        dataset.train.pixels[dataset.train.index],
        dataset.train.labels[dataset.train.index],
        epochs=3,
        seed=1,
        on_step=lambda done, steps: told.append((done, steps)),
    )
    assert told[-1] == (45, 45)
    pixels, labels = dataset.test.pixels[dataset.test.index], dataset.test.labels[dataset.test.index]
    assert classifier_training.accuracy(trained, pixels, labels) > 0.9


def test_a_classifier_is_written_and_read_in_half_precision(tmp_path):
    rng = torch.Generator().manual_seed(2)
    trained = classifier.Classifier(CPU, rng)
    trained.save(tmp_path / "classifier.safetensors")
    again = classifier.Classifier.load(tmp_path / "classifier.safetensors", CPU)
    rows = torch.rand(5, 784, generator=rng) * 2 - 1
    torch.testing.assert_close(again.probabilities(rows), trained.probabilities(rows), atol=1e-3, rtol=0)
    assert (tmp_path / "classifier.safetensors").stat().st_size < 500_000


def test_bending_leaves_a_digit_legible_and_never_twice_the_same():
    dataset = build(STROKES, CPU)
    assert isinstance(dataset, PictureSet)
    judge = classifier.frozen(CPU)
    assert judge is not None
    rng = torch.Generator().manual_seed(0)
    rows, labels = dataset.test.sample_labelled(500, rng)
    once, twice = classifier_training.distorted(rows, rng), classifier_training.distorted(rows, rng)
    assert not torch.equal(once, twice)
    assert float((judge.probabilities(once).argmax(dim=1) == labels).float().mean()) > 0.95


def test_the_shipped_classifier_reads_mnist_as_its_readme_says():
    if not MNIST.is_dir():
        pytest.skip("the real MNIST does not lie beside the checkout")
    assert Evaluation(build(Digits(folder=str(MNIST)), CPU)).accuracy >= 0.992
