"""The counterpart: a GAN on a ring of Gaussians or on pictures as a PyTorch tutorial would write it."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor, nn

from ganplay.contract.data import Ring
from ganplay.contract.networks import (
    ConvolutionalDiscriminator,
    ConvolutionalGenerator,
    PerceptronDiscriminator,
    PerceptronGenerator,
)
from ganplay.contract.settings import Settings
from ganplay.contract.training import Adam, Optimiser, Sgd


def plain_loop(settings: Settings, device: torch.device) -> Callable[[], tuple[float, float]]:
    """A function that takes one step and gives both losses: non-saturating, alternating, Adam or SGD."""
    torch.manual_seed(settings.seed)
    n = settings.batch
    generator, discriminator = (network.to(device) for network in _networks(settings))
    optimise_g = _optimiser(settings.g_optimiser, generator)
    optimise_d = _optimiser(settings.d_optimiser, discriminator)
    criterion = nn.BCEWithLogitsLoss()
    ones, zeros = torch.ones(n, 1, device=device), torch.zeros(n, 1, device=device)
    sample = _ring(settings.data, n, device) if isinstance(settings.data, Ring) else _pictures(n, device)

    def step() -> tuple[float, float]:
        for _ in range(settings.updates.d_steps):
            optimise_d.zero_grad()
            fake = generator(torch.randn(n, settings.noise.dim, device=device))
            d_loss = criterion(discriminator(sample()), ones) + criterion(discriminator(fake.detach()), zeros)
            d_loss.backward()
            optimise_d.step()
        optimise_g.zero_grad()
        g_loss = criterion(discriminator(fake), ones)
        g_loss.backward()
        optimise_g.step()
        return d_loss.item(), g_loss.item()

    return step


def plain_search(
    settings: Settings, candidates: int, wanted: Tensor, hole: Tensor
) -> Callable[[], list[float]]:
    """A function that takes one step of every candidate's z in turn, and gives their losses.

    Inpainting as Yeh et al. 2017 write it down, L1 on known pixels and -log D, by Adam, with both networks
    in evaluation mode and frozen; ``wanted`` and ``hole`` are a picture and its mask, both (28, 28).
    """
    torch.manual_seed(settings.seed)
    generator, discriminator = (network.eval().requires_grad_(False) for network in _networks(settings))
    every = [torch.randn(1, settings.noise.dim, requires_grad=True) for _ in range(candidates)]
    optimisers = [torch.optim.Adam([z], lr=0.05, betas=(0.9, 0.999)) for z in every]
    known = (~hole).float()
    criterion = nn.BCEWithLogitsLoss()
    one = torch.ones(1, 1)

    def step() -> list[float]:
        losses = []
        for z, optimiser in zip(every, optimisers, strict=True):
            optimiser.zero_grad()
            picture = generator(z)
            context = (known * (picture - wanted).abs()).sum() / known.sum()
            loss = context + 0.003 * criterion(discriminator(picture), one) + 0.1 * z.square().mean()
            loss.backward()
            optimiser.step()
            losses.append(loss.item())
        return losses

    return step


def _networks(settings: Settings) -> tuple[nn.Module, nn.Module]:
    g, d, dim = settings.generator, settings.discriminator, settings.noise.dim
    if isinstance(g, PerceptronGenerator) and isinstance(d, PerceptronDiscriminator):
        return _perceptron(dim, g.width, g.layers, 2), _perceptron(2, d.width, d.layers, 1)
    assert isinstance(g, ConvolutionalGenerator)
    assert isinstance(d, ConvolutionalDiscriminator)
    c = g.channels
    generator = nn.Sequential(
        *(_dense(dim, g.dense, nn.ReLU(), g.norm) if g.dense else ()),
        nn.Linear(g.dense or dim, 2 * c * 49),
        nn.Unflatten(1, (2 * c, 7, 7)),
        *(nn.BatchNorm2d(2 * c), nn.ReLU(), nn.ConvTranspose2d(2 * c, c, 4, 2, 1)),
        *(nn.BatchNorm2d(c), nn.ReLU(), nn.ConvTranspose2d(c, 1, 4, 2, 1)),
        nn.Tanh(),
    )
    c = d.channels
    discriminator = nn.Sequential(
        *(nn.Conv2d(1, c, 4, 2, 1), nn.LeakyReLU(0.2), nn.Conv2d(c, 2 * c, 4, 2, 1)),
        *([nn.BatchNorm2d(2 * c)] if d.norm == "batch" else ()),
        *(nn.LeakyReLU(0.2), nn.Flatten()),
        *(_dense(2 * c * 49, d.dense, nn.LeakyReLU(0.2), d.norm) if d.dense else ()),
        nn.Linear(d.dense or 2 * c * 49, 1),
    )
    return generator, discriminator


def _dense(inputs: int, outputs: int, activation: nn.Module, norm: str) -> list[nn.Module]:
    return [nn.Linear(inputs, outputs), *([nn.BatchNorm1d(outputs)] if norm == "batch" else ()), activation]


def _perceptron(inputs: int, width: int, layers: int, outputs: int) -> nn.Sequential:
    stack: list[nn.Module] = []
    for _ in range(layers):
        stack += [nn.Linear(inputs, width), nn.ReLU()]
        inputs = width
    return nn.Sequential(*stack, nn.Linear(inputs, outputs))


def _optimiser(settings: Optimiser, network: nn.Module) -> torch.optim.Optimizer:
    if isinstance(settings, Adam):
        betas = (settings.beta1, settings.beta2)
        return torch.optim.Adam(network.parameters(), lr=settings.rate, betas=betas)
    assert isinstance(settings, Sgd)
    return torch.optim.SGD(network.parameters(), lr=settings.rate)


def _pictures(n: int, device: torch.device) -> Callable[[], Tensor]:
    """Noise in place of digits, resident on the device: what they show costs no time."""
    every = torch.rand(10_000, 1, 28, 28, device=device) * 2 - 1
    return lambda: every[torch.randint(len(every), (n,), device=device)]


def _ring(data: object, n: int, device: torch.device) -> Callable[[], Tensor]:
    assert isinstance(data, Ring)
    angles = torch.arange(data.modes, device=device) * (2 * torch.pi / data.modes)
    means = data.radius * torch.stack((angles.cos(), angles.sin()), dim=1)

    def sample() -> Tensor:
        chosen = means[torch.randint(data.modes, (n,), device=device)]
        return chosen + data.sigma * torch.randn(n, 2, device=device)

    return sample
