"""An explorer without torch: strokes bent by the row, so that every slider is seen to do something."""

from __future__ import annotations

import dataclasses
import threading
from pathlib import Path

import numpy as np

from ganplay.contract.conditions import Codes, Labels
from ganplay.contract.errors import CheckpointError, GanplayError
from ganplay.contract.latent import (
    Answer,
    Card,
    Draw,
    Drawn,
    History,
    Nearest,
    Neighbours,
    Open,
    Rank,
    Ranking,
    Request,
    Timeline,
)
from ganplay.contract.networks import Noise
from ganplay.contract.objectives import Wasserstein
from ganplay.contract.pictures import Digits
from ganplay.contract.settings import Settings
from ganplay.contract.snapshots import Array, Grey
from ganplay.contract.views import Model

NAMES = tuple("0123456789")
STEPS = (10, 100, 400, 1000, 2000, 4000, 8000, 14060)
DIM = 16
TOLD = "this model is told its class beside z, so no direction in z leads to another class"
WIDE = 24
"""Columns of z in the InfoGAN: rows of one model are no rows of another."""
MOMENTS = 4
"""That are kept of a run of this moment."""

# Strokes of ten digits in a box of [-1, 1]: what is drawn is bent, turned and thickened by z.
_PATHS = {
    0: [(0.55 * np.cos(a), 0.85 * np.sin(a)) for a in np.linspace(0, 2 * np.pi, 13)],
    1: [(-0.2, -0.6), (0.1, -0.85), (0.1, 0.85)],
    2: [(-0.5, -0.5), (-0.1, -0.85), (0.45, -0.5), (0.1, 0.1), (-0.55, 0.8), (0.6, 0.8)],
    3: [(-0.5, -0.8), (0.4, -0.8), (0, -0.1), (0.5, 0.4), (0, 0.85), (-0.55, 0.65)],
    4: [(0.3, 0.85), (0.3, -0.85), (-0.55, 0.3), (0.6, 0.3)],
    5: [(0.5, -0.8), (-0.4, -0.8), (-0.4, -0.1), (0.3, -0.1), (0.45, 0.4), (0, 0.85), (-0.5, 0.7)],
    6: [(0.4, -0.8), (-0.3, -0.1), (-0.4, 0.5), (0, 0.85), (0.4, 0.5), (0.1, 0.1), (-0.35, 0.3)],
    7: [(-0.55, -0.8), (0.55, -0.8), (-0.1, 0.85)],
    8: [
        (0, 0),
        (0.4, -0.45),
        (0, -0.85),
        (-0.4, -0.45),
        (0, 0),
        (0.45, 0.45),
        (0, 0.85),
        (-0.45, 0.4),
        (0, 0),
    ],
    9: [(0.4, -0.4), (0, -0.1), (-0.4, -0.45), (0, -0.85), (0.4, -0.5), (0.35, 0.2), (0.1, 0.85)],
}


def _trace(path: list[tuple[float, float]]) -> np.ndarray:
    points = np.asarray(path)
    length = np.r_[0, np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))]
    t = np.linspace(0, length[-1], 14)
    return np.stack([np.interp(t, length, points[:, i]) for i in (0, 1)], axis=1)


TRACES = np.stack([_trace(_PATHS[digit]) for digit in range(10)]).astype(np.float32)
_PIXELS = np.stack(np.meshgrid(np.linspace(-1.25, 1.25, 28), np.linspace(-1.25, 1.25, 28)), axis=-1).astype(
    np.float32
)


def shares_of(rows: Array, dim: int, labelled: bool) -> np.ndarray:
    """How much of each digit a row asks for, shape (N, 10)."""
    if labelled:
        shares = np.maximum(rows[:, dim : dim + 10], 0)
        return shares / np.maximum(shares.sum(axis=1, keepdims=True), 1e-6)
    logits = 2.5 * rows[:, :10]
    weights = np.exp(logits - logits.max(axis=1, keepdims=True))
    return weights / weights.sum(axis=1, keepdims=True)


def pictures_of(rows: Array, dim: int = DIM, labelled: bool = False, ripe: float = 1.0) -> Grey:
    """One picture a row, shape (N, 28, 28); an unripe model's are blurred and noisy."""
    z = rows[:, :dim]
    strokes = np.einsum("nk,kpc->npc", shares_of(rows, dim, labelled), TRACES)
    slant, wide, turn, fat = 0.18 * z[:, 10], 1 + 0.15 * z[:, 11], 0.15 * z[:, 12], z[:, 13]
    x = strokes[..., 0] * wide[:, None] - slant[:, None] * strokes[..., 1]
    y = strokes[..., 1]
    x, y = x * np.cos(turn)[:, None] - y * np.sin(turn)[:, None], x * np.sin(turn)[:, None] + y
    far = (_PIXELS[None, :, :, None, 0] - x[:, None, None]) ** 2
    far = far + (_PIXELS[None, :, :, None, 1] - y[:, None, None]) ** 2
    width = np.clip(0.11 + 0.03 * fat, 0.05, 0.25)[:, None, None] / max(ripe, 0.15)
    ink = np.exp(-0.5 * (np.sqrt(far.min(axis=-1)) / width) ** 4)
    noise = np.random.default_rng(0).random((28, 28)) * (1 - ripe)
    return np.round(255 * np.clip(ink * (0.3 + 0.7 * ripe) + 0.6 * noise, 0, 1)).astype(np.uint8)


class FakeExplorer:
    """Knows four models by name; remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[Request] = []
        self.card: Card | None = None
        self.moments: list[int] = []
        self.missing = ""
        """Why there are no training digits; they are there while it is empty."""
        self.may_answer, self.may_search = threading.Event(), threading.Event()
        self.may_answer.set()
        self.may_search.set()

    def answer(self, request: Request) -> Answer:
        assert (self.may_search if isinstance(request, Nearest) else self.may_answer).wait(10)
        self.asked.append(request)
        match request:
            case Open(source):
                self.card = self._open(source)
                return self.card
            case Draw():
                return self._draw(request)
            case Rank():
                return self._rank(request)
            case Nearest() if self.missing:
                return Neighbours(np.empty((0, 28, 28), np.uint8), note=self.missing)
            case Nearest(_, count):
                rows = np.random.default_rng(1).standard_normal((count, DIM)).astype(np.float32)
                far = np.linspace(0.11, 0.16, count).astype(np.float32)
                return Neighbours(pictures_of(rows), tuple(range(count)), far)
            case Timeline(row):
                assert self.card is not None
                steps = self.card.checkpoints
                return History(steps, np.concatenate([self._pictures(row[None], step) for step in steps]))

    def draws(self, channel_rows: int) -> list[Draw]:
        """The draws of so many rows."""
        return [ask for ask in self.asked if isinstance(ask, Draw) and len(ask.rows) == channel_rows]

    def _open(self, source: object) -> Card:
        data = Digits()
        if isinstance(source, Model):
            self.moments.append(source.step)
            kept = tuple(self.moments[-MOMENTS:]) if len(self.moments) > 1 else ()
            return Card("training now", source.settings, source.step, DIM, DIM, 0, False, 0, NAMES, kept)
        name = source.stem if isinstance(source, Path) else str(source)
        plain = Settings(data=data, noise=Noise(DIM))
        if name == "digits-labels":
            settings = dataclasses.replace(plain, condition=Labels())
            return Card("Conditional GAN on MNIST", settings, 9000, DIM + 10, DIM, 10, True, 0, NAMES)
        if name == "digits-infogan":
            settings = dataclasses.replace(plain, condition=Codes(), noise=Noise(WIDE, "uniform"))
            found = (3, 1, 4, 0, 5, 9, 2, 6, 8, 7)
            return Card("InfoGAN on MNIST", settings, 9000, WIDE + 12, WIDE, 10, False, 2, NAMES, (), found)
        if name == "digits-wgan-gp":
            settings = dataclasses.replace(plain, loss=Wasserstein())
            return Card("WGAN-GP on MNIST", settings, 9000, DIM, DIM, 0, False, 0, NAMES)
        if name == "digits-dcgan":
            return Card("DCGAN on MNIST, step 14,060", plain, 14060, DIM, DIM, 0, False, 0, NAMES, STEPS)
        raise CheckpointError(f"{name}: this is no file of weights")

    @property
    def _labelled(self) -> bool:
        assert self.card is not None
        return self.card.categories > 0

    @property
    def _dim(self) -> int:
        assert self.card is not None
        return self.card.dim

    def _pictures(self, rows: Array, step: int | None = None) -> Grey:
        ripe = 1.0 if step is None else min(1.0, 0.15 + 0.85 * np.log10(step) / np.log10(STEPS[-1]))
        return pictures_of(rows, self._dim, self._labelled, ripe)

    def _draw(self, request: Draw) -> Drawn:
        assert self.card is not None
        rows = request.rows
        assert rows.shape[1] == self.card.inputs, "a question of another model"
        pictures = self._pictures(rows, request.step)
        if not request.judged:
            return Drawn(pictures)
        classes = shares_of(rows, self._dim, self._labelled).astype(np.float32)
        score = 1 / (1 + np.exp(0.4 - 0.2 * rows[:, 14]))
        return Drawn(pictures, classes, score.astype(np.float32))

    def _rank(self, request: Rank) -> Ranking:
        if request.kind == "classes" and self._labelled:
            raise GanplayError(TOLD)
        dim = self._dim
        count = min(request.count, dim)
        order = np.roll(np.arange(dim), -10 - int(abs(request.row[0]) * 10) % 3)[:count]
        directions = np.eye(dim, dtype=np.float32)[order]
        word = {"coordinates": "z {}", "classes": "{} to 8"}.get(request.kind, "direction {}")
        rows = np.repeat(request.row[None], count, axis=0)
        step = np.zeros_like(rows)
        step[:, :dim] = request.reach * directions
        return Ranking(
            request.kind,
            directions,
            tuple(word.format(index) for index in order),
            (0.09 * 0.85 ** np.arange(count)).astype(np.float32),
            self._pictures(rows - step),
            self._pictures(rows + step),
        )


class FakeEngine:
    """Has an explorer, and nothing to train."""

    def __init__(self, explorer: FakeExplorer) -> None:
        self._explorer = explorer

    def explorer(self) -> FakeExplorer:
        return self._explorer
