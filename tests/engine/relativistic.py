"""A loss whose generator sees D's answers to real samples: the relativistic pairing GAN, for the tests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import torch.nn.functional as F

from ganplay.contract.facts import LossFacts
from ganplay.engine.losses.terms import LossTerms


@dataclass(frozen=True, slots=True)
class Relativistic(LossFacts):
    """Each real sample is to look more real than the generated one beside it (Jolicoeur-Martineau 2019)."""

    name: ClassVar[str] = "relativistic"


def discriminator(settings, real, fake):
    """-E ln sigma(C(x) - C(G(z)))."""
    return F.softplus(fake - real).mean()


def generator(settings, real, fake):
    """-E ln sigma(C(G(z)) - C(x))."""
    return F.softplus(real - fake).mean()


TERMS = LossTerms(discriminator, generator, title="critic", generator_sees_real=True)
