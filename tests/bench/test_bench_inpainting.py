"""What the bench says of inpainting is of whole searches, and of a loop that does the same."""

from __future__ import annotations

import pytest
import torch

from ganplay.bench import engine, inpainting
from ganplay.bench.plain import plain_search
from ganplay.contract.codec import override
from ganplay.contract.inpainting import Recipe
from ganplay.contract.networks import ConvolutionalGenerator, PerceptronDiscriminator
from ganplay.contract.pictures import Strokes
from ganplay.contract.settings import Settings
from ganplay.engine.game.game import Game
from ganplay.engine.trained import Trained

QUICK = Recipe(iterations=4, candidates=2, screened=8)


@pytest.fixture
def source():
    settings = Settings(
        data=Strokes(),
        generator=ConvolutionalGenerator(channels=4),
        discriminator=PerceptronDiscriminator(layers=1, width=4),
    )
    game = Game(settings, torch.Generator().manual_seed(0), torch.device("cpu"), classes=10)
    return Trained.of_game(game, 0).model()


def test_a_search_is_timed_from_the_task_to_its_picture_and_to_its_end(source, monkeypatch):
    monkeypatch.setattr(inpainting, "SEARCHES", 2)
    first, whole = inpainting.first_picture(source, QUICK), inpainting.whole(source, QUICK)
    assert 0 < first.value < 60_000
    assert 0 < whole.value < 60
    assert first.unit == "ms"
    assert "looks" in whole.beside


def test_both_loops_are_paced_over_all_candidates(monkeypatch):
    paces = iter([6.0, 2.0])
    stepped = []

    def pace(step):
        stepped.append(step())
        return next(paces)

    monkeypatch.setattr(inpainting, "ROUNDS", 1)
    monkeypatch.setattr(inpainting, "CANDIDATES", 2)
    monkeypatch.setattr(inpainting, "pace", pace)
    figure = inpainting.ratio(Recipe(candidates=2))
    assert figure.value == 3.0
    assert figure.reached
    # One call is a step of all candidates on either side.
    assert len(stepped[1]) == 2


def test_the_plain_loop_finds_z_too():
    settings = override(Settings(), ["loss.name=non_saturating", *engine.CASES[2][2]])
    hole = torch.zeros(28, 28, dtype=torch.bool)
    hole[7:21, 7:21] = True
    step = plain_search(settings, 2, torch.full((28, 28), -0.5), hole)
    losses = [step() for _ in range(10)]
    assert all(late < early for early, late in zip(losses[0], losses[-1], strict=True))
