"""Ways to fill a hole that have names: those that were published, as they were, and ganplay's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ganplay.contract.inpainting import Clipped, Recipe
from ganplay.contract.training import Adam, Nesterov


@dataclass(frozen=True, slots=True)
class Named:
    """A recipe with the name and the source that a person reads."""

    title: str
    source: str
    recipe: Recipe


_PUBLISHED = Recipe(
    error="absolute",
    pixels="sum",
    prior_weight=0.0,
    support=Clipped(1.0),
    decay=0.0,
    candidates=1,
    screened=0,
    start="uniform",
    blend="paste",
    temperature=0.0,
)

RECIPES: Mapping[str, Named] = {
    "ours": Named("ours", "measured best with the models that ganplay ships", Recipe()),
    "yeh-2016": Named(
        "Yeh et al. 2016",
        "arXiv 1607.07539v1: Nesterov momentum on L1 and log(1 - D), z clipped, one start",
        replace(
            _PUBLISHED,
            realism="saturating",
            weight=0.1,
            optimiser=Nesterov(rate=0.01, momentum=0.9),
            iterations=1000,
        ),
    ),
    "yeh-2017": Named(
        "Yeh et al. 2017",
        "CVPR 2017: known pixels weigh by the hole's share of a 7 x 7 window, Adam, Poisson blending; "
        "the paper gives no rate, 0.01 is Amos'",
        replace(
            _PUBLISHED,
            window=7,
            realism="saturating",
            weight=0.003,
            optimiser=Adam(rate=0.01, beta1=0.9),
            iterations=1500,
            blend="poisson",
        ),
    ),
    "amos": Named(
        "Amos 2016",
        "dcgan-completion.tensorflow: Adam on L1 and -log D, z clipped, one start",
        replace(_PUBLISHED, weight=0.1, optimiser=Adam(rate=0.01, beta1=0.9), iterations=1000),
    ),
}
"""By the word that a command line takes."""

FIRST = "ours"
"""The one that the window begins with."""
