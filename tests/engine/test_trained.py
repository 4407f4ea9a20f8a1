"""A model draws the same from memory, from a file and from a run's checkpoint, or is refused in words."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
import torch

from ganplay.contract.errors import CheckpointError, GanplayError
from ganplay.contract.networks import ConvolutionalGenerator
from ganplay.contract.settings import Settings
from ganplay.engine import checkpoint, trained
from ganplay.engine.checkpoint import Checkpoint
from ganplay.engine.trained import Trained

from .picture_games import DCGAN, VARIANTS, game


def drawn(model: Trained, n=5):
    rows = model.rows(n, torch.Generator().manual_seed(3))
    pictures = model.draw(rows)
    return rows, pictures, model.score(rows, pictures)


def same(first: Trained, second: Trained) -> bool:
    return first.settings == second.settings and all(
        torch.equal(mine, theirs) for mine, theirs in zip(drawn(first), drawn(second), strict=True)
    )


@pytest.fixture
def plain() -> Trained:
    return Trained.of_game(game(), 120, {"title": "DCGAN on Strokes"})


@pytest.mark.parametrize("changes", VARIANTS.values(), ids=VARIANTS)
def test_every_kind_of_model_draws_and_judges_alike_from_memory_and_file(changes, tmp_path):
    here = Trained.of_game(game(**changes), 120)
    here.save(tmp_path / "model.safetensors")
    rows, pictures, scores = drawn(here)
    assert rows.shape == (5, here.inputs)
    assert pictures.shape == (5, 784)
    assert scores.shape == (5,)
    assert len(set(scores.tolist())) == 5
    assert same(here, Trained.load(tmp_path / "model.safetensors"))
    assert same(here, Trained.of_model(here.model()))


@pytest.mark.parametrize(
    ("changes", "categories", "continuous"),
    [({}, 0, 0), (VARIANTS["labels"], 10, 0), (VARIANTS["codes"], 10, 2)],
    ids=["plain", "labels", "codes"],
)
def test_rows_follow_the_law_of_training(changes, categories, continuous):
    model = Trained.of_game(game(**changes), 0)
    assert (model.categories, model.continuous) == (categories, continuous)
    rows = model.rows(4000, torch.Generator().manual_seed(0))
    z, rest = rows[:, :6], rows[:, 6:]
    assert z.std().item() == pytest.approx(1, abs=0.03)
    assert rest.shape[1] == categories + continuous
    if categories:
        np.testing.assert_array_equal(rest[:, :10].sum(dim=1), 1)
        np.testing.assert_allclose(rest[:, :10].mean(dim=0), 0.1, atol=0.03)
    if continuous:
        assert rest[:, 10:].abs().max() <= 1
        assert rest[:, 10:].std().item() == pytest.approx(3**-0.5, abs=0.02)


def test_half_precision_halves_the_file_and_hardly_changes_a_picture(plain, tmp_path):
    whole, half = tmp_path / "whole.safetensors", tmp_path / "half.safetensors"
    plain.save(whole)
    plain.save(half, half=True)
    assert half.stat().st_size < 0.6 * whole.stat().st_size
    _, pictures, _ = drawn(plain)
    assert torch.allclose(drawn(Trained.load(half))[1], pictures, atol=1e-3)


def test_what_is_noted_comes_back(plain, tmp_path):
    plain.save(tmp_path / "model.safetensors")
    found = Trained.load(tmp_path / "model.safetensors")
    assert (found.step, found.notes) == (120, {"title": "DCGAN on Strokes"})


@pytest.mark.parametrize("average", [0.0, 0.99])
def test_a_checkpoint_draws_what_its_run_drew(average, tmp_path):
    run = game(average=average)
    path = tmp_path / "checkpoint.safetensors"
    Checkpoint(run.settings, run.state(), {"step": 7}).save(path)
    assert same(Trained.load(path), Trained.of_game(run, 7))


def test_an_average_is_what_draws():
    run = game(average=0.99)
    assert Trained.of_game(run, 0).generator is run.average.network


def test_a_model_may_have_nobody_who_judges(tmp_path):
    """As the checkpoints along a shipped run, which are there to draw."""
    alone, path = dataclasses.replace(Trained.of_game(game(), 7), discriminator=None), tmp_path / "m"
    alone.save(path)
    found = Trained.load(path)
    rows, pictures, scores = drawn(found)
    assert scores is None
    assert torch.equal(pictures, alone.draw(rows))


def test_numbers_of_a_game_stay_when_it_goes_on():
    run = game()
    numbers = trained.model(run, 3)
    before = drawn(Trained.of_model(numbers))[1]
    run.generator.values.zero_()
    assert numbers.step == 3
    assert torch.equal(drawn(Trained.of_model(numbers))[1], before)
    assert not any(array.flags.writeable for array in numbers.tensors.values())


def refused(path) -> str:
    with pytest.raises(CheckpointError) as caught:
        Trained.load(path)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def spoiled(plain, path, settings=DCGAN, counters=None, **tensors):
    held = plain.tensors() | {name.replace("_", ".", 1): tensor for name, tensor in tensors.items()}
    held = {name: tensor for name, tensor in held.items() if tensor is not None}
    Checkpoint(settings, held, {"step": 1} if counters is None else counters).save(path)
    return path


def test_weights_of_another_architecture_are_refused(plain, tmp_path):
    other = dataclasses.replace(DCGAN, generator=ConvolutionalGenerator(channels=5, init="default"))
    assert "'generator.theta'" in refused(spoiled(plain, tmp_path / "m", settings=other))


@pytest.mark.parametrize("name", ["generator_theta", "generator_buffer.0", "discriminator_buffer.1"])
def test_nothing_may_be_missing(plain, tmp_path, name):
    assert name.replace("_", ".") in refused(spoiled(plain, tmp_path / "m", **{name: None}))


def test_numbers_must_be_finite(plain, tmp_path):
    theta = plain.generator.values.clone()
    theta[5] = torch.nan
    assert "not finite" in refused(spoiled(plain, tmp_path / "m", generator_theta=theta))


def test_a_model_without_a_step_is_refused(plain, tmp_path):
    assert "step" in refused(spoiled(plain, tmp_path / "m", counters={}))


def test_points_in_the_plane_are_refused(plain, tmp_path):
    assert "pictures" in refused(spoiled(plain, tmp_path / "m", settings=Settings()))


def test_a_damaged_and_a_missing_file_are_refused(plain, tmp_path):
    path = tmp_path / "m"
    refused(path)
    plain.save(path)
    path.write_bytes(path.read_bytes()[:-100])
    refused(path)


def test_a_model_is_written_whole_or_not_at_all(plain, tmp_path, monkeypatch):
    path = tmp_path / "m"
    plain.save(path)
    before = path.read_bytes()

    def full(tensors, file, metadata):
        file.write_bytes(b"half of it")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(checkpoint, "save_file", full)
    with pytest.raises(GanplayError, match="No space left"):
        plain.save(path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]
