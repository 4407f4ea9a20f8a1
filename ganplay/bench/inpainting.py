"""How fast holes are filled: to the first picture, to the end, and beside a plain loop over candidates."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

import ganplay.engine
from ganplay.bench.engine import CASES, ROUNDS, pace
from ganplay.bench.figure import Figure
from ganplay.contract.codec import override
from ganplay.contract.files import models
from ganplay.contract.inpainting import Glance, Recipe, Task
from ganplay.contract.latent import Source
from ganplay.contract.masks import PRESETS
from ganplay.contract.recipes import FIRST, RECIPES
from ganplay.contract.settings import Settings

MODEL = "dcgan"
CANDIDATES, ITERATIONS, SECONDS = 16, 300, 4.0
FIRST_PICTURE = 100.0
"""Milliseconds."""
SEARCHES = 40
RATIO = 2.0
"""What descending together shall be worth."""

HOLE = PRESETS["centre"](0)
PICTURE = np.zeros((28, 28), np.uint8)
PICTURE[4:24, 12:16] = 255
"""A one, as good as any."""


def figures() -> Iterator[Figure]:
    """Three figures; of the first two, the model that ganplay ships."""
    recipe = replace(RECIPES[FIRST].recipe, candidates=CANDIDATES, iterations=ITERATIONS)
    if MODEL in models():
        yield first_picture(MODEL, recipe)
        yield whole(MODEL, recipe)
    yield ratio(recipe)


def first_picture(source: Source, recipe: Recipe) -> Figure:
    """From a task to something to look at, each time with other candidates."""
    engine = ganplay.engine.load()
    engine.search(Task.of(source, PICTURE, HOLE, recipe))  # Reads the model.
    spent = []
    for seed in range(1, SEARCHES + 1):
        began = time.perf_counter()
        engine.search(Task.of(source, PICTURE, HOLE, replace(recipe, seed=seed))).look(Glance())
        spent.append(1000 * (time.perf_counter() - began))
    p95 = statistics.quantiles(spent, n=20)[-1]
    beside = f"95th percentile of {SEARCHES}; median {statistics.median(spent):.1f} ms"
    return Figure("hole to first picture", p95, "ms", FIRST_PICTURE, at_least=False, beside=beside)


def whole(source: Source, recipe: Recipe) -> Figure:
    """All of a search, with the looks that a window takes at it."""
    engine = ganplay.engine.load()
    began = time.perf_counter()
    search = engine.search(Task.of(source, PICTURE, HOLE, recipe))
    looks, due = 0, 0.0
    while not search.finished:
        search.advance()
        if (now := time.perf_counter()) > due:
            search.look(Glance())
            looks, due = looks + 1, now + 1 / 30
    spent = time.perf_counter() - began
    name = f"{CANDIDATES} candidates, {ITERATIONS} iterations"
    beside = f"{MODEL}, with screening and {looks} looks"
    return Figure(name, spent, "s", SECONDS, at_least=False, beside=beside)


def ratio(recipe: Recipe) -> Figure:
    """Iterations of all candidates a second beside those of a plain loop, turn and turn about."""
    engine = ganplay.engine.load()
    import torch

    from ganplay.bench.plain import plain_search
    from ganplay.engine.game.game import Game
    from ganplay.engine.trained import Trained

    settings = override(Settings(), ["loss.name=non_saturating", "device=cpu", *CASES[2][2]])
    game = Game(settings, torch.Generator().manual_seed(0), torch.device("cpu"), classes=10)
    task = Task.of(
        Trained.of_game(game, 0).model(),
        PICTURE,
        HOLE,
        replace(recipe, weight=0.003, screened=0, iterations=5000),
    )
    search = engine.search(task)
    wanted = torch.tensor(PICTURE / 127.5 - 1, dtype=torch.float32)
    plain = plain_search(settings, CANDIDATES, wanted, torch.from_numpy(HOLE))
    pairs = [(pace(search.advance), pace(plain)) for _ in range(ROUNDS)]
    gain, ours, theirs = sorted((a / b, a, b) for a, b in pairs)[ROUNDS // 2]
    return Figure(
        f"{CANDIDATES} candidates together, lambda and all",
        gain,
        "x",
        RATIO,
        at_least=True,
        beside=f"{ours:,.0f} iterations/s beside {theirs:,.1f} of a plain loop over candidates",
    )
