"""How far the stroke of a digit leans."""

from __future__ import annotations

import numpy as np

from ganplay.contract.pictures import SIDE
from ganplay.contract.snapshots import Grey
from ganplay.gui.latent.geometry import Floats


def skew(pictures: Grey) -> Floats:
    """Pixels to the right per pixel upwards, shape (N,), for pictures of shape (N, 28, 28).

    The shear by which digits are set upright before they are read: minus the covariance of column and row
    under the ink over the variance of the row. A blank picture stands upright.
    """
    ink = pictures.astype(np.float64)
    whole = ink.sum(axis=(1, 2))
    mass = np.where(whole > 0, whole, 1.0)
    place = np.arange(SIDE, dtype=np.float64)
    row = (ink.sum(axis=2) @ place / mass)[:, None] - place
    column = (ink.sum(axis=1) @ place / mass)[:, None] - place
    both = np.einsum("nrc,nr,nc->n", ink, row, column)
    height = (ink.sum(axis=2) * row**2).sum(axis=1)
    leaning: Floats = -both / np.where(height > 0, height, 1.0)
    return leaning
