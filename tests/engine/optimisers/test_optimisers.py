"""Every optimiser against torch's own, and as a function that can be differentiated."""

from __future__ import annotations

import itertools
import typing

import pytest
import torch

from ganplay.contract.networks import PerceptronDiscriminator as DiscriminatorSettings
from ganplay.contract.training import Adam, Momentum, Nesterov, Optimiser, RmsProp, Sgd
from ganplay.engine.game.player import Player
from ganplay.engine.models.discriminator import Discriminator
from ganplay.engine.optimisers import OPTIMISERS

TORCHS = {
    Sgd: lambda s, p: torch.optim.SGD([p], lr=s.rate),
    Momentum: lambda s, p: torch.optim.SGD([p], lr=s.rate, momentum=s.momentum),
    Nesterov: lambda s, p: torch.optim.SGD([p], lr=s.rate, momentum=s.momentum, nesterov=True),
    RmsProp: lambda s, p: torch.optim.RMSprop([p], lr=s.rate, alpha=s.decay),
    Adam: lambda s, p: torch.optim.Adam([p], lr=s.rate, betas=(s.beta1, s.beta2)),
}
SETTINGS = [
    *(kind() for kind in OPTIMISERS),
    Momentum(rate=0.05, momentum=0.3),
    Momentum(rate=0.05, momentum=0.0),
    RmsProp(rate=0.01, decay=0.0),
    Adam(rate=0.1, beta1=0.9, beta2=0.99),
    Adam(rate=0.1, beta1=0.0, beta2=0.0),
]


def valley(theta):
    """A curved, badly scaled function with a gradient of every size."""
    scales = torch.logspace(-3, 1, len(theta), dtype=theta.dtype)
    return (scales * theta.square()).sum() + theta.sin().sum()


def start(n=7):
    return torch.randn(n, generator=torch.Generator().manual_seed(5), dtype=torch.float64)


def blank(settings, theta):
    return tuple(torch.zeros_like(theta) for _ in range(OPTIMISERS[type(settings)].slots))


def descend(settings, theta, steps, memory=None, done=0):
    memory = blank(settings, theta) if memory is None else memory
    for t in range(done + 1, done + steps + 1):
        leaf = theta.detach().requires_grad_()
        (gradient,) = torch.autograd.grad(valley(leaf), leaf)
        theta, memory = OPTIMISERS[type(settings)].step(settings, theta, gradient, memory, t)
    return theta, memory


def torchs(optimiser, theta, steps):
    for _ in range(steps):
        optimiser.zero_grad()
        valley(theta).backward()
        optimiser.step()
    return theta.detach()


def test_what_the_contract_declares_is_registered_and_checked_here():
    assert set(OPTIMISERS) == set(typing.get_args(Optimiser)) == set(TORCHS)


@pytest.mark.parametrize("settings", SETTINGS, ids=repr)
def test_fifty_steps_lead_where_torchs_lead(settings):
    theirs = start().requires_grad_()
    torchs(TORCHS[type(settings)](settings, theirs), theirs, 50)
    ours, _ = descend(settings, start(), 50)
    torch.testing.assert_close(ours, theirs.detach(), rtol=1e-10, atol=1e-10)
    assert not torch.allclose(ours, start())


def test_negative_momentum_takes_back_part_of_the_last_move():
    """The heavy ball's formula, written out: torch refuses a negative momentum."""
    settings = Momentum(rate=0.1, momentum=-0.5)
    before = theta = start()
    for steps in range(1, 30):
        leaf = theta.clone().requires_grad_()
        (gradient,) = torch.autograd.grad(valley(leaf), leaf)
        before, theta = theta, theta - 0.1 * gradient - 0.5 * (theta - before)
        torch.testing.assert_close(descend(settings, start(), steps)[0], theta, rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize("settings", SETTINGS, ids=repr)
def test_nothing_is_changed_in_place(settings):
    theta, gradient, memory = start(), start(7) + 1, blank(settings, start())
    _, memory = OPTIMISERS[type(settings)].step(settings, theta, gradient, memory, 1)
    kept = tuple(slot.clone() for slot in (theta, gradient, *memory))
    OPTIMISERS[type(settings)].step(settings, theta, gradient, memory, 2)
    assert all(torch.equal(a, b) for a, b in zip(kept, (theta, gradient, *memory), strict=True))


@pytest.mark.parametrize(
    "settings", [*(kind() for kind in OPTIMISERS), Momentum(momentum=-0.5), Adam(beta1=0.0)], ids=repr
)
def test_unrolled_steps_can_be_differentiated_through(settings):
    """Where three steps lead, as a function of what the loss depends on, against finite differences."""
    step = OPTIMISERS[type(settings)].step
    _, memory = descend(settings, start(3), 2)

    def led_to(target):
        theta, slots = start(3).requires_grad_(), memory
        for t in range(3, 6):
            loss = ((theta - target) ** 2 * (1 + theta**2)).sum()
            (gradient,) = torch.autograd.grad(loss, theta, create_graph=True)
            theta, slots = step(settings, theta, gradient, slots, t)
        return theta

    assert torch.autograd.gradcheck(led_to, start(3).roll(1).requires_grad_())


@pytest.mark.parametrize("settings", [RmsProp(), Adam()], ids=repr)
def test_a_gradient_of_zero_leaves_no_nan_when_differentiated(settings):
    theta = torch.zeros(2, dtype=torch.float64, requires_grad=True)
    pull = torch.tensor([1.0, 0.0], dtype=torch.float64, requires_grad=True)
    (gradient,) = torch.autograd.grad((theta * pull.square()).sum(), theta, create_graph=True)
    after, _ = OPTIMISERS[type(settings)].step(settings, theta, gradient, blank(settings, theta), 1)
    (slope,) = torch.autograd.grad(after.sum(), pull)
    assert slope.isfinite().all()


def player(settings):
    network = Discriminator(
        DiscriminatorSettings(layers=1, width=3), torch.Generator().manual_seed(1), torch.device("cpu")
    )
    return Player(network, settings)


def play(someone, steps):
    for _ in range(steps):
        (gradient,) = torch.autograd.grad(valley(someone.network.theta), someone.network.theta)
        someone.move(gradient)


@pytest.mark.parametrize("kind", OPTIMISERS)
def test_a_turned_knob_acts_at_the_next_move_and_keeps_the_memory(kind):
    someone = player(kind(rate=0.01))
    theirs = someone.network.values.clone().requires_grad_()
    optimiser = TORCHS[kind](kind(rate=0.01), theirs)
    play(someone, 5)
    torchs(optimiser, theirs, 5)
    someone.change(kind(rate=0.002))
    optimiser.param_groups[0]["lr"] = 0.002
    play(someone, 5)
    torchs(optimiser, theirs, 5)
    torch.testing.assert_close(someone.network.values, theirs.detach(), rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize(("before", "after"), list(itertools.permutations(OPTIMISERS, 2)))
def test_another_optimiser_starts_afresh(before, after):
    someone = player(before(rate=0.01))
    play(someone, 5)
    theirs = someone.network.values.clone().requires_grad_()
    someone.change(after(rate=0.01))
    play(someone, 5)
    torchs(TORCHS[after](after(rate=0.01), theirs), theirs, 5)
    torch.testing.assert_close(someone.network.values, theirs.detach(), rtol=1e-4, atol=1e-6)
