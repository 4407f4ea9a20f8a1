"""The bench compares like with like, and says plainly what was missed."""

from __future__ import annotations

import json

import pytest
import torch

import ganplay.bench
from ganplay.bench import engine, games, inpainting, latent, painting, window
from ganplay.bench.figure import Figure
from ganplay.bench.plain import plain_loop
from ganplay.contract import scenes
from ganplay.contract.codec import override
from ganplay.contract.errors import GanplayError
from ganplay.contract.settings import Settings
from ganplay.engine.game.game import Game

MEASURED = {name: override(Settings(), assignments) for name, _, assignments in engine.CASES}
MEASURED["in the window"] = scenes.load(window.PICTURES).settings


@pytest.mark.parametrize("settings", MEASURED.values(), ids=MEASURED)
def test_the_plain_loop_trains_the_very_networks_of_the_engine(settings, monkeypatch):
    made: list[torch.nn.Module] = []
    monkeypatch.setattr(
        "ganplay.bench.plain._optimiser",
        lambda choice, network: made.append(network) or torch.optim.SGD(network.parameters(), lr=choice.rate),
    )
    plain_loop(settings, torch.device("cpu"))
    game = Game(settings, torch.Generator().manual_seed(0), torch.device("cpu"))
    sizes = [sum(parameter.numel() for parameter in network.parameters()) for network in made]
    assert sizes == [game.generator.values.numel(), game.discriminator.values.numel()]


def test_the_plain_loop_learns():
    settings = override(
        Settings(), ["loss.name=non_saturating", "generator.width=32", "discriminator.width=32"]
    )
    step = plain_loop(settings, torch.device("cpu"))
    losses = [step() for _ in range(300)]
    first, last = losses[0][0], sum(d for d, _ in losses[-50:]) / 50
    assert first == pytest.approx(1.386, abs=0.1)
    assert 0.3 < last < 1.386


def test_pace_counts_steps_per_second():
    spent = 0

    def step() -> None:
        nonlocal spent
        spent += 1

    assert engine.pace(step, 0.05) > 10_000
    assert spent > 510


@pytest.mark.parametrize(
    ("value", "at_least", "reached", "mark"),
    [
        (2.0, True, True, "  ok"),
        (1.0, True, False, "MISS"),
        (1.0, False, True, "  ok"),
        (2.0, False, False, "MISS"),
    ],
)
def test_a_figure_says_whether_its_target_is_reached(value, at_least, reached, mark):
    figure = Figure("speed", value, "x", 1.5, at_least, "beside a loop")
    assert figure.reached is reached
    assert figure.line.startswith(mark)
    assert "beside a loop" in figure.line


def test_a_figure_that_was_not_taken_says_why():
    figure = Figure("speed on CUDA", None, "x", 8.0, at_least=True, beside="there is no CUDA GPU here")
    assert figure.reached
    assert "not measured, there is no CUDA GPU here" in figure.line


def test_a_window_that_does_not_live_is_one_sentence(monkeypatch):
    monkeypatch.setenv("QT_QPA_PLATFORM", "none_of_this_name")
    with pytest.raises(GanplayError, match="did not live"):
        window._visit("start")


def test_the_bench_ends_with_1_when_a_target_is_missed(monkeypatch, capsys):
    slow = Figure("speed", 1.0, "x", 1.5, at_least=True)
    monkeypatch.setattr(engine, "figures", lambda: iter([slow]))
    monkeypatch.setattr(window, "figures", lambda soak: iter(()))
    for other in (latent, games, inpainting, painting):
        monkeypatch.setattr(other, "figures", lambda: iter(()))
    assert ganplay.bench.main(as_json=True) == 1
    assert json.loads(capsys.readouterr().out)[0]["name"] == "speed"
