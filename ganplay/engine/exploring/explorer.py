"""Answers questions about one trained model at a time."""

from __future__ import annotations

from typing import assert_never

import numpy as np
import torch
from torch import Tensor

from ganplay.contract.errors import GanplayError
from ganplay.contract.latent import (
    Answer,
    Card,
    Draw,
    Drawn,
    History,
    Nearest,
    Neighbours,
    Open,
    Pick,
    Rank,
    Request,
    Timeline,
)
from ganplay.contract.pictures import SIDE, Pictures
from ganplay.contract.snapshots import Array
from ganplay.engine import datasets
from ganplay.engine.arrays import array, grey
from ganplay.engine.exploring.kept_moments import KeptMoments
from ganplay.engine.exploring.nearest import NearestSearch
from ganplay.engine.exploring.opening import Opened, open_model
from ganplay.engine.exploring.picking import pick
from ganplay.engine.exploring.ranking import class_means, rank
from ganplay.engine.trained import Trained

MEANS_KEPT_FACTOR = 1.25
"""A run that has gone on by no more than this factor has its classes about where they were: to look for them
anew in every model that a run hands over would take half a second each time."""


class Explorer:
    """Holds a model on the CPU, beside whatever trains; what is costly is found out once a model or set."""

    def __init__(self) -> None:
        self._opened: Opened | None = None
        self._kept_moments = KeptMoments()
        self._class_means: tuple[Card, dict[int, Tensor]] | None = None
        self._nearest_search: tuple[Pictures, NearestSearch] | None = None

    def answer(self, request: Request) -> Answer:
        """Answer one question.

        Raises:
            GanplayError: the model cannot be read, or the question does not fit it; the model stays.
        """
        match request:
            case Open(source):
                self._opened = open_model(source, self._kept_moments)
                return self._opened.card
            case Draw():
                return self._draw(request)
            case Rank():
                row = self._rows(request.row[np.newaxis])[0]
                return rank(self._require_opened(), request, row, self._current_class_means)
            case Nearest():
                return self._nearest(request)
            case Timeline():
                return self._timeline(request)
            case Pick():
                return pick(request)
            case _:
                assert_never(request)

    def _draw(self, request: Draw) -> Drawn:
        opened, rows = self._require_opened(), self._rows(request.rows)
        trained = opened.trained if request.step is None else self._generator_at(request.step)
        pictures = trained.draw(rows)
        if not request.judged:
            return Drawn(grey(pictures))
        reader, scores = opened.classifier, trained.score(rows, pictures)
        return Drawn(
            grey(pictures),
            array(reader.probabilities(pictures)) if reader is not None else None,
            None if scores is None else array(scores),
        )

    def _nearest(self, request: Nearest) -> Neighbours:
        data = request.data if request.data is not None else self._require_opened().card.settings.data
        assert isinstance(data, Pictures)
        if self._nearest_search is None or self._nearest_search[0] != data:
            try:
                split = datasets.build(data, "cpu").train
            except GanplayError as error:
                return Neighbours(np.empty((0, SIDE, SIDE), np.uint8), note=str(error))
            self._nearest_search = data, NearestSearch(split)
        return self._nearest_search[1].nearest(request.picture, request.count)

    def _timeline(self, request: Timeline) -> History:
        rows, run = self._rows(request.row[np.newaxis]), self._require_opened().run
        if len(run) < 2:
            raise GanplayError("no earlier moments of this model's run are kept")
        return History(tuple(run), grey(torch.cat([each.draw(rows) for each in run.values()])))

    def _current_class_means(self) -> dict[int, Tensor]:
        card = self._require_opened().card
        if self._class_means is not None:
            seen, means = self._class_means
            if seen.settings == card.settings and seen.step <= card.step <= MEANS_KEPT_FACTOR * seen.step:
                return means
        self._class_means = card, class_means(self._require_opened())
        return self._class_means[1]

    def _require_opened(self) -> Opened:
        if self._opened is None:
            raise GanplayError("no model is open")
        return self._opened

    def _generator_at(self, step: int) -> Trained:
        run = self._require_opened().run
        if step not in run:
            raise GanplayError(f"step {step} of this run is not kept; there are {', '.join(map(str, run))}")
        return run[step]

    def _rows(self, rows: Array) -> Tensor:
        """Rows as the generator takes them, shape (N, inputs)."""
        inputs = self._require_opened().card.inputs
        if rows.ndim != 2 or rows.shape[1] != inputs:
            raise GanplayError(
                f"this model takes rows of {inputs} numbers, not an array of shape {rows.shape}"
            )
        found = torch.tensor(rows, dtype=torch.float32)
        if not found.isfinite().all():
            raise GanplayError("a row holds a number that is not finite")
        return found
