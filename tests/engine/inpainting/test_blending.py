"""Known pixels stay, nothing leaks from the hole, and Poisson blending keeps gradients and meets the rim."""

from __future__ import annotations

import pytest
import torch

from ganplay.contract.inpainting import BLENDS
from ganplay.contract.masks import PRESETS
from ganplay.engine.inpainting.blending import Blender, harmonic

TRUTH = 0.4 * torch.randn(784, generator=torch.Generator().manual_seed(0)).clamp(-1, 1)
DRAWN = 0.4 * torch.randn(3, 784, generator=torch.Generator().manual_seed(1)).clamp(-1, 1)
COLUMNS = torch.arange(28.0).repeat(28)
HOLES = {name: torch.from_numpy(preset(3)).view(-1) for name, preset in PRESETS.items()}


@pytest.mark.parametrize("blend", BLENDS)
@pytest.mark.parametrize("hole", HOLES.values(), ids=HOLES)
def test_nothing_leaks_from_the_hole(hole, blend):
    other = torch.where(hole, -TRUTH, TRUTH)
    torch.testing.assert_close(
        Blender(TRUTH, hole)(DRAWN, blend), Blender(other, hole)(DRAWN, blend), rtol=0, atol=0
    )


@pytest.mark.parametrize("blend", ["paste", "poisson"])
def test_known_pixels_stay(blend):
    hole = HOLES["pencil"]
    found = Blender(TRUTH, hole)(DRAWN, blend)
    torch.testing.assert_close(found[:, ~hole], TRUTH[~hole].expand(3, -1), rtol=0, atol=0)


def test_pasted_is_g_in_the_hole():
    hole = HOLES["centre"]
    torch.testing.assert_close(Blender(TRUTH, hole)(DRAWN, "paste")[:, hole], DRAWN[:, hole])


def test_feathered_fades_from_g_to_the_known_within_two_pixels():
    hole = HOLES["left half"]
    found = Blender(torch.ones(784), hole)(torch.zeros(1, 784), "feather").view(28, 28)
    torch.testing.assert_close(found[14, 12:18], torch.tensor([0.0, 0.0, 0.6, 0.8, 1.0, 1.0]))


def test_poisson_undoes_a_shade():
    """Where G is right but for a constant, its gradients are all right: the result is the truth."""
    found = Blender(TRUTH, HOLES["centre"])(TRUTH.unsqueeze(0) + 0.3, "poisson")
    torch.testing.assert_close(found[0], TRUTH, rtol=0, atol=1e-4)


@pytest.mark.parametrize("hole", HOLES.values(), ids=HOLES)
def test_poisson_takes_no_shade_too_far(hole):
    """As little of it is left as the picture's edge, where G is taken as it is, lets go of."""
    left = Blender(TRUTH, hole)(TRUTH.unsqueeze(0) + 0.3, "poisson")[0] - TRUTH
    assert float(left.min()) > -1e-4
    assert float(left.max()) < 0.3


def test_a_wrong_rim_makes_no_fog_where_g_is_black():
    """G misses one bright column at the rim of half a picture; far from it the result is G's black."""
    wanted = torch.where(COLUMNS == 14, 1.0, -1.0)
    found = Blender(wanted, HOLES["left half"])(torch.full((1, 784), -1.0), "poisson").view(28, 28)
    assert float(found[14, 13]) > 0.5
    assert float(found[:, 0].max()) < -0.8


def test_poisson_keeps_the_gradients_of_g_as_far_as_it_can():
    """The discrete equation itself, at every pixel of the hole: the Laplacian of the result is that of G."""
    hole = HOLES["centre"].view(28, 28)
    found = Blender(TRUTH, hole.view(-1))(DRAWN[:1], "poisson").view(28, 28)
    drawn = DRAWN[0].view(28, 28)

    def laplacian(x):
        return 4 * x[1:-1, 1:-1] - x[:-2, 1:-1] - x[2:, 1:-1] - x[1:-1, :-2] - x[1:-1, 2:]

    mixed = torch.where(hole, drawn, TRUTH.view(28, 28))
    inside = hole[1:-1, 1:-1]
    # At the rim G's own gradient leads to what G has beside it, not to what is known there.
    torch.testing.assert_close(laplacian(found)[inside], laplacian(drawn)[inside], rtol=0, atol=1e-3)
    assert not torch.allclose(laplacian(mixed)[inside], laplacian(drawn)[inside], atol=1e-3)


def test_within_the_picture_a_plane_is_harmonic():
    hole = HOLES["centre"]
    ramp = COLUMNS - 12
    values = torch.where(hole, torch.zeros(784), ramp)
    torch.testing.assert_close((harmonic(hole) @ values)[hole], ramp[hole], rtol=0, atol=1e-3)


@pytest.mark.parametrize(
    ("place", "neighbours"), [(400, (372, 428, 399, 401)), (14, (13, 15, 42)), (783, (782, 755))]
)
def test_a_single_unknown_pixel_is_the_mean_of_four_of_which_those_beyond_the_edge_are_0(place, neighbours):
    hole = torch.zeros(784, dtype=torch.bool)
    hole[place] = True
    expected = torch.zeros(784)
    expected[list(neighbours)] = 0.25
    torch.testing.assert_close(harmonic(hole)[place], expected)
