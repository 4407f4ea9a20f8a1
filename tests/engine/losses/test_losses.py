"""Every loss against its formulas: value, slope, equilibrium, and the discriminator that is best under it."""

from __future__ import annotations

import math
import typing

import numpy as np
import pytest
import torch
import torch.nn.functional as F

from ganplay.contract.objectives import Hinge, LeastSquares, Loss, Minimax, NonSaturating, Wasserstein
from ganplay.engine.losses import LOSSES
from ganplay.engine.losses.terms import output


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def cross_entropy(target, logit):
    return -(target * np.log(sigmoid(logit)) + (1 - target) * np.log(sigmoid(-logit)))


class Formula(typing.NamedTuple):
    """Loss of one real and one generated point, and its slopes, as in the papers; a and b smooth."""

    of_real: typing.Callable
    of_fake: typing.Callable
    of_generator: typing.Callable
    real_slope: typing.Callable
    fake_slope: typing.Callable
    generator_slope: typing.Callable


def log_loss(of_generator, generator_slope):
    return Formula(
        lambda s, x: cross_entropy(1 - s.alpha, x),
        lambda s, x: cross_entropy(s.beta, x),
        of_generator,
        lambda s, x: sigmoid(x) - (1 - s.alpha),
        lambda s, x: sigmoid(x) - s.beta,
        generator_slope,
    )


FORMULAS = {
    Minimax: log_loss(lambda s, x: -cross_entropy(s.beta, x), lambda s, x: s.beta - sigmoid(x)),
    NonSaturating: log_loss(lambda s, x: -np.log(sigmoid(x)), lambda s, x: sigmoid(x) - 1),
    LeastSquares: Formula(
        lambda s, x: (x - (1 - s.alpha)) ** 2 / 2,
        lambda s, x: (x - s.beta) ** 2 / 2,
        lambda s, x: (x - 1) ** 2 / 2,
        lambda s, x: x - (1 - s.alpha),
        lambda s, x: x - s.beta,
        lambda s, x: x - 1,
    ),
    Hinge: Formula(
        lambda s, x: np.maximum(0, 1 - x),
        lambda s, x: np.maximum(0, 1 + x),
        lambda s, x: -x,
        lambda s, x: -1.0 * (x < 1),
        lambda s, x: 1.0 * (x > -1),
        lambda s, x: -np.ones_like(x),
    ),
    Wasserstein: Formula(
        lambda s, x: -x,
        lambda s, x: x,
        lambda s, x: -x,
        lambda s, x: -np.ones_like(x),
        lambda s, x: np.ones_like(x),
        lambda s, x: -np.ones_like(x),
    ),
}

SMOOTHED = [
    kind(alpha=alpha, beta=beta)
    for kind in (Minimax, NonSaturating, LeastSquares)
    for alpha, beta in ((0.1, 0.0), (0.0, 0.3), (0.25, 0.1))
]
ALL = [kind() for kind in FORMULAS] + SMOOTHED


def logits(seed, n=50):
    return 3 * torch.randn(n, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)


def test_what_the_contract_declares_is_registered_and_checked_here():
    assert set(LOSSES) == set(typing.get_args(Loss))
    assert set(FORMULAS) == {kind for kind, terms in LOSSES.items() if not terms.generator_sees_real}


@pytest.mark.parametrize("settings", ALL, ids=repr)
def test_values_are_those_of_the_papers(settings):
    terms, formula = LOSSES[type(settings)], FORMULAS[type(settings)]
    real, fake = logits(1), logits(2)
    expected = np.mean(formula.of_real(settings, real.numpy())) + np.mean(
        formula.of_fake(settings, fake.numpy())
    )
    assert float(terms.discriminator(settings, real, fake)) == pytest.approx(expected, rel=1e-12)
    expected = np.mean(formula.of_generator(settings, fake.numpy()))
    assert float(terms.generator(settings, fake)) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("settings", ALL, ids=repr)
def test_slopes_are_those_of_the_papers(settings):
    terms, formula = LOSSES[type(settings)], FORMULAS[type(settings)]
    real, fake = logits(3).requires_grad_(), logits(4).requires_grad_()
    n = len(real)
    by_real, by_fake = torch.autograd.grad(terms.discriminator(settings, real, fake), (real, fake))
    (by_generator,) = torch.autograd.grad(terms.generator(settings, fake), fake)
    x_real, x_fake = real.detach().numpy(), fake.detach().numpy()
    np.testing.assert_allclose(by_real * n, formula.real_slope(settings, x_real), rtol=1e-10, atol=1e-12)
    np.testing.assert_allclose(by_fake * n, formula.fake_slope(settings, x_fake), rtol=1e-10, atol=1e-12)
    np.testing.assert_allclose(
        by_generator * n, formula.generator_slope(settings, x_fake), rtol=1e-10, atol=1e-12
    )


@pytest.mark.parametrize("kind", [Minimax, NonSaturating])
@pytest.mark.parametrize(("alpha", "beta"), [(0.0, 0.0), (0.1, 0.0), (0.2, 0.3)])
def test_the_log_losses_are_torchs_cross_entropy_with_smoothed_targets(kind, alpha, beta):
    settings, real, fake = kind(alpha=alpha, beta=beta), logits(5), logits(6)
    expected = F.binary_cross_entropy_with_logits(
        real, torch.full_like(real, 1 - alpha)
    ) + F.binary_cross_entropy_with_logits(fake, torch.full_like(fake, beta))
    torch.testing.assert_close(LOSSES[kind].discriminator(settings, real, fake), expected)


@pytest.mark.parametrize(
    ("settings", "neutral", "d_loss", "g_loss"),
    [
        (Minimax(), 0.0, 2 * math.log(2), -math.log(2)),
        (NonSaturating(), 0.0, 2 * math.log(2), math.log(2)),
        (LeastSquares(), 0.5, 1 / 4, 1 / 8),
        (Hinge(), 0.0, 2.0, 0.0),
        (Wasserstein(), 0.0, 0.0, 0.0),
    ],
    ids=repr,
)
def test_at_equilibrium_the_losses_read_their_known_values(settings, neutral, d_loss, g_loss):
    terms, undecided = LOSSES[type(settings)], torch.full((16,), neutral)
    assert float(terms.discriminator(settings, undecided, undecided)) == pytest.approx(d_loss, abs=1e-6)
    assert float(terms.generator(settings, undecided)) == pytest.approx(g_loss, abs=1e-6)
    if settings.undecided is not None:
        assert float(output(settings, undecided)[0]) == settings.undecided


@pytest.mark.parametrize("settings", ALL, ids=repr)
@pytest.mark.parametrize("logit", [-1e4, 1e4])
def test_a_discriminator_that_is_very_sure_overflows_nothing(settings, logit):
    terms = LOSSES[type(settings)]
    real = torch.tensor([logit, -logit, 0.0], requires_grad=True)
    fake = torch.tensor([-logit, logit, 0.0], requires_grad=True)
    d_loss, g_loss = terms.discriminator(settings, real, fake), terms.generator(settings, fake)
    slopes = (*torch.autograd.grad(d_loss, (real, fake)), *torch.autograd.grad(g_loss, fake))
    assert all(bool(value.isfinite().all()) for value in (d_loss, g_loss, output(settings, real), *slopes))


def test_a_winning_discriminator_silences_minimax_but_not_its_remedies():
    sure = torch.tensor([-20.0], requires_grad=True)
    slope = {
        kind: float(torch.autograd.grad(LOSSES[kind].generator(kind(), sure), sure)[0]) for kind in LOSSES
    }
    assert abs(slope[Minimax]) < 1e-8
    assert slope[NonSaturating] == pytest.approx(-1.0, abs=1e-6)
    assert slope[Hinge] == slope[Wasserstein] == -1.0


@pytest.mark.parametrize("settings", [s for s in ALL if LOSSES[type(s)].optimal is not None], ids=repr)
def test_the_minimiser_of_the_loss_at_each_point_is_the_optimal_discriminator(settings):
    """Bisects the slope of p l_real(t) + q l_fake(t), which is convex in the logit t."""
    terms = LOSSES[type(settings)]
    rng = torch.Generator().manual_seed(0)
    p, q = (0.05 + 2 * torch.rand(2, 400, generator=rng, dtype=torch.float64)).unbind()
    n = len(p)
    low, high = torch.full_like(p, -40.0), torch.full_like(p, 40.0)
    for _ in range(60):
        t = ((low + high) / 2).requires_grad_()
        by_real = torch.autograd.grad(terms.discriminator(settings, t, torch.zeros_like(t)), t)[0] * n
        by_fake = torch.autograd.grad(terms.discriminator(settings, torch.zeros_like(t), t), t)[0] * n
        rising = p * by_real + q * by_fake > 0
        low, high = torch.where(rising, low, t.detach()), torch.where(rising, t.detach(), high)
    best = terms.optimal(settings, p, q)
    assert not best.isnan().any()
    torch.testing.assert_close(output(settings, (low + high) / 2), best, rtol=0, atol=1e-9)


def test_smoothing_generated_labels_rewards_what_the_generator_already_does():
    """D* rises above 1/2 beta where only generated points are (Goodfellow 2016, section 4.2)."""
    p, q = torch.tensor([1.0, 1e-9]), torch.tensor([1e-9, 1.0])
    best = LOSSES[Minimax].optimal(Minimax(alpha=0.1, beta=0.2), p, q)
    torch.testing.assert_close(best, torch.tensor([0.9, 0.2]))


@pytest.mark.parametrize("settings", [s for s in ALL if s.output_range is not None], ids=repr)
def test_the_best_discriminator_is_undecided_where_densities_meet_and_keeps_within_its_range(settings):
    """Without smoothing it is undecided; it reaches the ends where only one kind of points is."""
    p, q = torch.tensor([1.0, 1.0, 0.0], dtype=torch.float64), torch.tensor([0.0, 1.0, 1.0]).double()
    best = LOSSES[type(settings)].optimal(settings, p, q)
    low, high = settings.output_range
    assert low <= float(best[2]) <= float(best[1]) <= float(best[0]) <= high
    assert float(best[1]) == pytest.approx(settings.undecided, abs=1e-12)
    if settings == type(settings)():
        assert best.tolist() == [high, settings.undecided, low]


@pytest.mark.parametrize("kind", [Minimax, NonSaturating, LeastSquares])
def test_with_smoothed_labels_d_is_undecided_halfway_between_them(kind):
    assert kind(alpha=0.1).undecided == pytest.approx(0.45)
    assert kind(alpha=0.1, beta=0.3).undecided == pytest.approx(0.6)
    assert kind(alpha=0.1).undecided_word == "D = 0.45"
    assert kind().undecided_word == "D = ½"


@pytest.mark.parametrize("kind", LOSSES)
def test_only_a_critic_estimates_w1_and_has_no_levels_of_its_own(kind):
    critic = kind is Wasserstein
    assert kind().estimates_w1 == critic
    assert (kind().output_range is None) == (kind().undecided is None) == critic
    assert (LOSSES[kind].optimal is None) == critic
