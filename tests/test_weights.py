"""The shipped weights are the files that their README describes, and they are what it says."""

from __future__ import annotations

import hashlib
import itertools
import re
import shlex
from pathlib import Path

import pytest

from ganplay.contract import codec, latent, scenes
from ganplay.contract.files import models
from ganplay.engine.exploring.explorer import Explorer
from ganplay.engine.trained import Trained

FOLDER = Path(__file__).parents[1] / "resources" / "weights"
README = (FOLDER / "README.md").read_text(encoding="utf-8")
SUMS = dict(re.findall(r"^\| `([^`]+\.safetensors)` \|.*`([0-9a-f]{64})` \|$", README, re.MULTILINE))
COMMANDS = dict(re.findall(r"^\| (\w+) \| `ganplay train ([^`]+)` \|", README, re.MULTILINE))
FILES = {path.relative_to(FOLDER).as_posix(): path for path in FOLDER.rglob("*.safetensors")}


def test_every_file_is_in_the_readme_and_no_other():
    assert set(SUMS) == set(FILES)


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_file_is_the_one_that_was_measured(name):
    assert hashlib.sha256(FILES[name].read_bytes()).hexdigest() == SUMS[name]


@pytest.mark.parametrize("name", sorted(models()))
def test_a_model_has_the_settings_of_the_command_that_made_it(name):
    scene, *options = shlex.split(COMMANDS[name])
    changes = [change for option, change in itertools.pairwise(options) if option == "--set"]
    assert Trained.load(models()[name]).settings == codec.override(scenes.load(scene).settings, changes)


def test_all_together_take_little_room():
    assert sum(path.stat().st_size for path in FILES.values()) < 8e6


def test_nothing_of_the_machine_that_trained_them_is_left_in_them():
    for path in FILES.values():
        assert b"/work" not in path.read_bytes()[:8192]


@pytest.mark.parametrize("name", sorted(models()))
def test_a_shipped_model_opens_and_draws_digits(name):
    """Of its own prior, read by the frozen classifier: most classes, and surely."""
    explorer = Explorer()
    card = explorer.answer(latent.Open(name))
    assert isinstance(card, latent.Card)
    assert card.title
    model = Trained.load(models()[name])
    import torch

    drawn = explorer.answer(
        latent.Draw(model.rows(200, torch.Generator().manual_seed(1)).numpy(), judged=True)
    )
    assert isinstance(drawn, latent.Drawn)
    assert drawn.classes is not None
    assert len(set(drawn.classes.argmax(axis=1).tolist())) == 10
    assert drawn.classes.max(axis=1).mean() > 0.9
