"""Strokes: digits that ganplay writes itself with a pen, a set of its own and not MNIST."""

from __future__ import annotations

import functools
import math

import torch
from torch import Tensor

from ganplay.contract.pictures import CLASSES, SIDE, Strokes
from ganplay.engine.datasets.glyphs import SAMPLES, glyphs
from ganplay.engine.datasets.pictures import PictureSet, Split, chosen_classes, only

TEST_SIZE = 2_000
SEED = 20_240_000
"""Of the set, not of a run: everybody's Strokes are the same."""
SHEET = 500
"""Digits that are written at once; a sheet depends on its number alone, so fewer are the first of more."""

NAMES = tuple("0123456789")

_BOX = 20.0
"""Pixels of the longer side of a digit, as in MNIST."""
_FAINT = 0.06
"""Ink of the middle of a stroke is 1; less than this leaves the paper black."""


def strokes(data: Strokes, device: torch.device | str) -> PictureSet:
    """As many training digits of the chosen classes as wanted, and 2,000 others for testing.

    Raises:
        SettingsError: classes or weights that leave nothing to draw.
    """
    chosen = tuple(chosen_classes(data))
    train = Split(*_written(0, chosen, data.size, str(device)), data, data.size)
    test = Split(*_written(1, chosen, TEST_SIZE, str(device)), data, TEST_SIZE)
    source = f"Strokes, {len(train):,} training digits{only(data, NAMES)} drawn by ganplay"
    return PictureSet("Strokes", NAMES, source, train, test)


@functools.lru_cache(maxsize=4)
def _written(split: int, digits: tuple[int, ...], size: int, device: str) -> tuple[Tensor, Tensor]:
    """At least ``size`` pictures (N, 784), uint8, of each digit in turn, and labels (N,), int64."""
    each = math.ceil(size / len(digits))
    sheets = range(math.ceil(each / SHEET))
    columns = [torch.cat([_sheet(split, digit, number) for number in sheets])[:each] for digit in digits]
    return torch.stack(columns, dim=1).flatten(0, 1).to(device), torch.tensor(digits).repeat(each).to(device)


@functools.lru_cache(maxsize=200)
def _sheet(split: int, digit: int, number: int) -> Tensor:
    """Five hundred times the same digit, shape (500, 784), uint8."""
    rng = torch.Generator().manual_seed(SEED + 2 * (CLASSES * number + digit) + split)
    return write(torch.full((SHEET,), digit), rng)


def write(digits: Tensor, rng: torch.Generator) -> Tensor:
    """Write digits (n,) by hand, each a little different, shape (n, 784), uint8, 255 is ink.

    A pen's track is put down as Gaussian blots along the trajectory. Their sum is a product of two
    matrices, because a blot is the product of its profiles along x and y; paper that is full takes no more.
    """
    hand = glyphs()

    def normal(*shape: int) -> Tensor:
        return torch.randn(len(digits), *shape, generator=rng)

    # One of the digit's ways of being written.
    shares = hand.share * (hand.digit == digits[:, None])
    glyph = torch.multinomial(shares, 1, generator=rng)[:, 0]
    # Points are missed by a little, by some hands more than by others.
    control = hand.points[glyph]
    clumsy = 0.06 * (0.4 * normal(1, 1)).exp().clamp(max=1.6)
    control = control + clumsy * normal(*control.shape[1:])
    place, step = hand.place[glyph] @ control, hand.step[glyph] @ control
    place, step = _warp(place, step, rng)

    width = 0.88 * (0.22 * normal(1)).exp().clamp(0.68, 1.5)
    # The whole digit fits the box, its stroke included, and its ink's centre of mass is the frame's.
    extent = (place.amax(1) - place.amin(1)).amax(1, keepdim=True)
    scale = (_BOX - 3 * width) / extent * (1 + 0.04 * normal(1)).clamp(0.88, 1.08)
    place, step = place * scale[:, None], step * scale[:, None]
    ink = step.norm(dim=2) * _pressure(len(digits), rng)
    place = place - (place * ink[:, :, None]).sum(1, keepdim=True) / ink.sum(1)[:, None, None]

    pixels = torch.arange(SIDE) - (SIDE - 1) / 2
    blots = (-(((pixels - place[..., None]) / width[:, None, None]) ** 2) / 2).exp()
    along_x, along_y = blots[:, :, 0], blots[:, :, 1]
    track = (along_y * ink[..., None]).transpose(1, 2) @ along_x / (math.sqrt(2 * math.pi) * width[..., None])
    # The more ink it takes until the paper is white, the softer are the edges.
    full = 0.5 + 0.3 * torch.rand(len(digits), 1, 1, generator=rng)
    grey: Tensor = ((track - _FAINT) / (full - _FAINT)).clamp(0, 1)
    return grey.mul(255).round().to(torch.uint8).flatten(1)


def _warp(place: Tensor, step: Tensor, rng: torch.Generator) -> tuple[Tensor, Tensor]:
    """Bend, slant, stretch and turn trajectories (n, K, 2), and take their steps along by the Jacobian."""
    n = len(place)
    bend = 0.12 * torch.randn(4, n, 1, generator=rng)
    x, y = place.unbind(2)
    dx, dy = step.unbind(2)
    bent = torch.stack([x + bend[0] * y * y + bend[1] * x * y, y + bend[2] * x * x + bend[3] * x * y], dim=2)
    steps = torch.stack(
        [
            dx + 2 * bend[0] * y * dy + bend[1] * (x * dy + y * dx),
            dy + 2 * bend[2] * x * dx + bend[3] * (x * dy + y * dx),
        ],
        dim=2,
    )
    normal = torch.randn(3, n, generator=rng)
    slant, turn = 0.15 + 0.25 * normal[0], 0.11 * normal[1]
    stretch = (0.24 * normal[2]).clamp(-0.4, 0.5).exp()
    linear = torch.stack(
        [
            torch.stack([stretch * turn.cos(), -slant * turn.cos() - turn.sin()], dim=1),
            torch.stack([stretch * turn.sin(), turn.cos() - slant * turn.sin()], dim=1),
        ],
        dim=1,
    )
    return bent @ linear.mT, steps @ linear.mT


def _pressure(n: int, rng: torch.Generator) -> Tensor:
    """How hard the pen is pressed along the way, shape (n, K): a slow wave around 1."""
    phase, waves = torch.rand(2, n, 1, generator=rng).unbind()
    along = torch.arange(SAMPLES) / SAMPLES
    wave: Tensor = torch.sin(2 * math.pi * (phase + (0.5 + waves) * along))
    return wave.mul(0.25).exp()
