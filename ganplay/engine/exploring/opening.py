"""Where models come from: those that ganplay ships, files, and the run of this moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import torch

from ganplay.contract import files
from ganplay.contract.conditions import Codes, Labels
from ganplay.contract.errors import CheckpointError, unknown
from ganplay.contract.latent import Card, Source
from ganplay.contract.pictures import Digits
from ganplay.contract.snapshots import Model
from ganplay.engine import classifier
from ganplay.engine.classifier import Classifier
from ganplay.engine.stream import one_hot
from ganplay.engine.trained import Trained

THIS_RUN = "this run"
"""What the networks of this moment are called."""

PER_CODE = 16
"""Pictures of each category by which it is found out what that category means."""


@dataclass(frozen=True, slots=True, eq=False)
class Opened:
    """A model with all that is known of it."""

    card: Card
    trained: Trained
    run: Mapping[int, Trained]
    """Earlier checkpoints of its run by step, the earliest first."""
    classifier: Classifier | None
    """The frozen classifier, where it can read what this model draws."""


def open_model(source: Source) -> Opened:
    """Read a model onto the CPU, and what lies in the folder of its name as checkpoints of its run.

    Raises:
        CheckpointError: there is no such model, or a file cannot be used.
    """
    if isinstance(source, Model):
        return _opened(THIS_RUN, Trained.of_model(source), {})
    path = source if isinstance(source, Path) else shipped(source)
    trained = Trained.load(path)
    run = sorted(map(Trained.load, path.with_suffix("").glob("*.safetensors")), key=lambda each: each.step)
    if any(each.inputs != trained.inputs for each in run):
        raise CheckpointError(f"{path.with_suffix('')} holds checkpoints of another model than {path}")
    return _opened(trained.notes.get("title", path.stem), trained, {each.step: each for each in run})


def shipped(name: str) -> Path:
    """The file of a model that ganplay ships.

    Raises:
        CheckpointError: there is none of that name.
    """
    models = files.models()
    if name not in models:
        raise CheckpointError(unknown("model", name, models))
    return models[name]


def _opened(title: str, trained: Trained, run: Mapping[int, Trained]) -> Opened:
    settings = trained.settings
    # MNIST's classes are those of Strokes, but not those of Fashion-MNIST.
    foreign = isinstance(settings.data, Digits) and settings.data.which != "mnist"
    reader = None if foreign else classifier.frozen(torch.device("cpu"))
    card = Card(
        title=f"{title}, step {trained.step:,}",
        settings=settings,
        step=trained.step,
        inputs=trained.inputs,
        dim=settings.noise.dim,
        categories=trained.categories,
        labelled=isinstance(settings.condition, Labels),
        continuous=trained.continuous,
        names=reader.names if reader is not None else (),
        checkpoints=tuple(run),
        code_classes=_meanings(trained, reader) if reader is not None else (),
    )
    return Opened(card, trained, run, reader)


def _meanings(trained: Trained, reader: Classifier) -> tuple[int, ...]:
    """The class that is mostly seen in each category of a code; empty where there is none."""
    condition = trained.settings.condition
    if not isinstance(condition, Codes) or not condition.categories:
        return ()
    dim, categories = trained.settings.noise.dim, condition.categories
    rows = trained.rows(PER_CODE * categories, torch.Generator().manual_seed(0))
    rows[:, dim : dim + categories] = one_hot(torch.arange(len(rows)) % categories, categories)
    verdicts = reader.probabilities(trained.draw(rows)).argmax(dim=1)
    return tuple(verdicts.view(PER_CODE, categories).mode(dim=0).values.tolist())
