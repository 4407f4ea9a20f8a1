"""Every GAN on pictures that the lectures name trains."""

from __future__ import annotations

import numpy as np
import pytest

from ganplay.contract.codec import override
from ganplay.contract.commands import Look
from ganplay.contract.settings import Settings
from ganplay.contract.views import TilesView

from .recipes import RECIPES, SMALL
from .runs import run

pytestmark = pytest.mark.usefixtures("eye")


@pytest.mark.parametrize("recipe", RECIPES)
def test_a_hundred_steps_are_taken_and_change_every_tile(recipe):
    settings = override(Settings(), [*SMALL, *RECIPES[recipe]])
    experiment = run(settings, 100)
    log, frame = experiment.drain(), experiment.look(Look())
    assert not experiment.diverged
    assert log.trace[:, 0].tolist() == list(range(1, 101))
    assert np.isfinite(log.trace).all()
    assert frame.source.startswith("Strokes")
    assert (frame.get(TilesView).fake != log.sheets[0].pictures).any(axis=(1, 2)).all()
