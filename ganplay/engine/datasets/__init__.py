"""What can be learnt, points in the plane and pictures: one file each, and one line each in the table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, overload

import torch

from ganplay.contract import data as contract
from ganplay.contract.pictures import Digits, Pictures, Strokes
from ganplay.engine.datasets.checkerboard import checkerboard
from ganplay.engine.datasets.circle import circle
from ganplay.engine.datasets.dataset import Dataset, Modes, cell_edges
from ganplay.engine.datasets.digits import digits
from ganplay.engine.datasets.drawn import drawn
from ganplay.engine.datasets.file import file
from ganplay.engine.datasets.gaussian import gaussian
from ganplay.engine.datasets.grid import grid
from ganplay.engine.datasets.line import line
from ganplay.engine.datasets.pictures import PictureSet, Split
from ganplay.engine.datasets.ring import ring
from ganplay.engine.datasets.spiral import spiral
from ganplay.engine.datasets.strokes import strokes
from ganplay.engine.datasets.swiss_roll import swiss_roll
from ganplay.engine.datasets.three_blobs import three_blobs
from ganplay.engine.datasets.two_gaussians import two_gaussians
from ganplay.engine.datasets.two_moons import two_moons

__all__ = ["DATASETS", "Dataset", "Modes", "PictureSet", "Split", "build", "cell_edges"]

DATASETS: dict[type[Any], Callable[..., Dataset | PictureSet]] = {
    contract.Ring: ring,
    contract.Grid: grid,
    contract.Line: line,
    contract.TwoGaussians: two_gaussians,
    contract.ThreeBlobs: three_blobs,
    contract.Circle: circle,
    contract.Spiral: spiral,
    contract.SwissRoll: swiss_roll,
    contract.TwoMoons: two_moons,
    contract.Checkerboard: checkerboard,
    contract.Gaussian: gaussian,
    contract.Drawn: drawn,
    contract.File: file,
    Digits: digits,
    Strokes: strokes,
}


@overload
def build(data: contract.Plane, device: torch.device | str) -> Dataset: ...


@overload
def build(data: Pictures, device: torch.device | str) -> PictureSet: ...


def build(data: contract.Data, device: torch.device | str) -> Dataset | PictureSet:
    """The distribution that the settings describe, ready to be sampled on ``device``.

    Raises:
        SettingsError: a value that makes no distribution, such as weights that are all 0.
        DataError: a data file that cannot be used.
    """
    return DATASETS[type(data)](data, device)
