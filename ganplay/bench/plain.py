"""The counterpart: a GAN on a ring of Gaussians as a PyTorch tutorial would write it."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor, nn

from ganplay.contract.data import Ring
from ganplay.contract.settings import Settings
from ganplay.contract.training import Adam, Optimiser, Sgd


def plain_loop(settings: Settings, device: torch.device) -> Callable[[], tuple[float, float]]:
    """A function that takes one step and gives both losses: non-saturating, alternating, Adam or SGD."""
    torch.manual_seed(settings.seed)
    n = settings.batch
    generator = _perceptron(
        settings.noise.dim, settings.generator.width, settings.generator.layers, 2, device
    )
    discriminator = _perceptron(2, settings.discriminator.width, settings.discriminator.layers, 1, device)
    optimise_g = _optimiser(settings.g_optimiser, generator)
    optimise_d = _optimiser(settings.d_optimiser, discriminator)
    criterion = nn.BCEWithLogitsLoss()
    ones, zeros = torch.ones(n, 1, device=device), torch.zeros(n, 1, device=device)
    sample = _ring(settings.data, n, device)

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


def _perceptron(inputs: int, width: int, layers: int, outputs: int, device: torch.device) -> nn.Sequential:
    stack: list[nn.Module] = []
    for _ in range(layers):
        stack += [nn.Linear(inputs, width), nn.ReLU()]
        inputs = width
    return nn.Sequential(*stack, nn.Linear(inputs, outputs)).to(device)


def _optimiser(settings: Optimiser, network: nn.Module) -> torch.optim.Optimizer:
    if isinstance(settings, Adam):
        betas = (settings.beta1, settings.beta2)
        return torch.optim.Adam(network.parameters(), lr=settings.rate, betas=betas)
    assert isinstance(settings, Sgd)
    return torch.optim.SGD(network.parameters(), lr=settings.rate)


def _ring(data: object, n: int, device: torch.device) -> Callable[[], Tensor]:
    assert isinstance(data, Ring)
    angles = torch.arange(data.modes, device=device) * (2 * torch.pi / data.modes)
    means = data.radius * torch.stack((angles.cos(), angles.sin()), dim=1)

    def sample() -> Tensor:
        chosen = means[torch.randint(data.modes, (n,), device=device)]
        return chosen + data.sigma * torch.randn(n, 2, device=device)

    return sample
