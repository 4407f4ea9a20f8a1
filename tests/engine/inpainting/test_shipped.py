"""What ganplay ships fills holes: samples of G itself come back, as they must where the optimiser is fine."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch

from ganplay.contract import files
from ganplay.contract.masks import PRESETS
from ganplay.contract.recipes import RECIPES
from ganplay.engine.classifier import Classifier
from ganplay.engine.inpainting.blending import Blender
from ganplay.engine.inpainting.filling import Filling
from ganplay.engine.trained import Trained


@pytest.fixture
def trained():
    if "dcgan" not in files.models():
        pytest.skip("the weights are not installed")
    return Trained.load(files.models()["dcgan"])


def test_gs_own_samples_are_restored_by_our_recipe(trained):
    recipe = replace(RECIPES["ours"].recipe, iterations=80, candidates=4, screened=256)
    samples = trained.draw(trained.rows(6, torch.Generator().manual_seed(11)))
    holes = torch.from_numpy(PRESETS["random 80 %"](1)).view(1, -1).expand(6, -1)
    filling = Filling(trained, recipe, samples, holes)
    while not filling.finished:
        filling.advance()
    best = filling.descent.best_terms[:, -1].view(6, 4).argmin(dim=1) + 4 * torch.arange(6)
    found = filling.descent.best_pictures[best]
    restored = torch.cat(
        [
            Blender(sample, holes[0])(each.unsqueeze(0), "paste")
            for sample, each in zip(samples, found, strict=True)
        ]
    )
    apart = (restored - samples).square().mean(dim=1)
    blind = (samples.mean(dim=0) - samples).square()[:, holes[0]].sum(dim=1) / 784
    assert apart.mean() < blind.mean() / 2
    reader = Classifier.load(
        files.resources() / "weights" / f"{files.CLASSIFIER}.safetensors", torch.device("cpu")
    )
    same = reader.probabilities(restored).argmax(dim=1) == reader.probabilities(samples).argmax(dim=1)
    assert int(same.sum()) >= 5
