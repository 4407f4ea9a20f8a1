"""Where models come from: those that ganplay ships, files, and the run of this moment."""

from __future__ import annotations

import contextlib
import glob
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import torch

from ganplay.contract import files
from ganplay.contract.conditions import Codes, Labels
from ganplay.contract.errors import CheckpointError, unknown
from ganplay.contract.latent import Card, Source
from ganplay.contract.pictures import Digits
from ganplay.contract.settings import rebuilds
from ganplay.contract.views import Model
from ganplay.engine import classifier
from ganplay.engine.classifier import Classifier
from ganplay.engine.exploring.kept_moments import KeptMoments
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
    """What drew at the kept steps of its run, the earliest first, its own the last."""
    classifier: Classifier | None
    """The frozen classifier, where it can read what this model draws."""


def open_model(source: Source, kept_moments: KeptMoments | None = None) -> Opened:
    """Read a model onto the CPU, with what is kept of its run.

    Of a run of this moment, earlier generators come from ``kept_moments``. Of a file, they are the files in
    a folder of its name, or of its name with a step, as ``ganplay train --keep`` writes them.

    Raises:
        CheckpointError: there is no such model, or a file cannot be used.
    """
    if isinstance(source, Model):
        trained = Trained.of_model(source)
        return _opened(THIS_RUN, trained, (kept_moments or KeptMoments()).take(trained))
    path = source if isinstance(source, Path) else shipped(source)
    trained = Trained.load(path)
    moments = sorted((*_earlier(path, trained), trained), key=lambda each: each.step)
    return _opened(trained.notes.get("title", path.stem), trained, {each.step: each for each in moments})


def _earlier(path: Path, trained: Trained) -> Iterator[Trained]:
    """Earlier moments of a model's run; what lies there but is damaged or of another run is passed over."""
    beside = path.parent.glob(f"{glob.escape(path.stem)}-[0-9]*{path.suffix}")
    for each in (*path.with_suffix("").glob(f"*{path.suffix}"), *beside):
        with contextlib.suppress(CheckpointError):
            moment = Trained.load(each)
            if moment.step < trained.step and not rebuilds(moment.settings, trained.settings):
                yield moment


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
        checkpoints=tuple(run) if len(run) > 1 else (),
        code_classes=_code_classes(trained, reader) if reader is not None else (),
    )
    return Opened(card, trained, run, reader)


def _code_classes(trained: Trained, reader: Classifier) -> tuple[int, ...]:
    """The class that is mostly seen in each category of a code; empty where there is none."""
    condition = trained.settings.condition
    if not isinstance(condition, Codes) or not condition.categories:
        return ()
    dim, categories = trained.settings.noise.dim, condition.categories
    rows = trained.rows(PER_CODE * categories, torch.Generator().manual_seed(0))
    rows[:, dim : dim + categories] = one_hot(torch.arange(len(rows)) % categories, categories)
    verdicts = reader.probabilities(trained.draw(rows)).argmax(dim=1)
    return tuple(verdicts.view(PER_CODE, categories).mode(dim=0).values.tolist())
