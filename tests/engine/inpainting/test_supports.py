"""Where z may be, it stays; and what descends stands for the z it began as."""

from __future__ import annotations

import pytest
import torch

from ganplay.contract.inpainting import Clipped, Free, Resampled, Shell, Squashed
from ganplay.engine.inpainting.supports import SUPPORTS

Z = 2 * torch.randn(50, 8, generator=torch.Generator().manual_seed(0))
EVERY = [Free(), Clipped(1.5), Resampled(1.5), Squashed(1.5), Shell()]


def place(support, z):
    rule = SUPPORTS[type(support)]
    return rule.from_free(support, rule.to_free(support, z))


@pytest.mark.parametrize("support", EVERY, ids=lambda support: support.name)
def test_a_z_that_may_be_there_is_kept(support):
    inside = place(support, Z)
    torch.testing.assert_close(place(support, inside), inside, rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize("support", EVERY, ids=lambda support: support.name)
def test_a_step_leads_nowhere_else(support):
    rule = SUPPORTS[type(support)]
    moved = rule.to_free(support, Z) + 3 * torch.randn(Z.shape, generator=torch.Generator().manual_seed(1))
    z = rule.from_free(support, rule.settle(support, moved, torch.Generator().manual_seed(2)))
    if isinstance(support, Free):
        torch.testing.assert_close(z, moved)
    elif isinstance(support, Shell):
        torch.testing.assert_close(z.norm(dim=1), torch.full((50,), 8**0.5))
    else:
        assert float(z.abs().max()) <= 1.5


def test_clipping_sets_onto_the_wall_and_lot_into_the_box():
    rng = torch.Generator().manual_seed(0)
    outside = Z.abs() > 1.0
    clipped = SUPPORTS[Clipped].settle(Clipped(1.0), Z, rng)
    drawn = SUPPORTS[Resampled].settle(Resampled(1.0), Z, rng)
    torch.testing.assert_close(clipped[outside], Z[outside].sign())
    assert float(drawn[outside].abs().max()) < 1.0
    assert float(drawn[outside].std()) == pytest.approx(3**-0.5, abs=0.05)
    for z in (clipped, drawn):
        torch.testing.assert_close(z[~outside], Z[~outside], rtol=0, atol=0)


def test_the_squashed_have_no_dead_gradient():
    support = Squashed(1.0)
    u = SUPPORTS[Squashed].to_free(support, torch.tensor([[5.0, -5.0]])).requires_grad_()
    SUPPORTS[Squashed].from_free(support, u).sum().backward()
    assert (u.grad > 1e-3).all()


def test_on_the_shell_the_gradient_is_tangential():
    u = SUPPORTS[Shell].to_free(Shell(), Z).requires_grad_()
    (SUPPORTS[Shell].from_free(Shell(), u) * torch.randn(Z.shape)).sum().backward()
    torch.testing.assert_close((u * u.grad).sum(dim=1), torch.zeros(50), rtol=0, atol=1e-4)
