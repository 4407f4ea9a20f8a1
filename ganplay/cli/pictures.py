"""Pictures as files, without Qt."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image

from ganplay.contract.files import replacing
from ganplay.contract.pictures import SIDE
from ganplay.contract.snapshots import Grey

GAP = 2
"""Pixels between the pictures of a wall."""

ZOOM = 4
"""A wall is so many times as large as its pictures."""


def write_picture(path: Path, levels: Grey) -> None:
    """Write grey levels (H, W) as a PNG file, whole or not at all.

    Raises:
        GanplayError: the file cannot be written.
    """
    with replacing(path) as temporary:
        Image.fromarray(levels).save(temporary, "PNG")


def wall(pictures: Grey) -> Grey:
    """Pictures (N, 28, 28) in rows, enlarged, with a grey line between them."""
    columns = int(np.ceil(np.sqrt(len(pictures))))
    rows = -(-len(pictures) // columns)
    step = SIDE + GAP
    sheet = np.full((rows * step + GAP, columns * step + GAP), 96, np.uint8)
    for place, picture in enumerate(pictures):
        top, left = GAP + place // columns * step, GAP + place % columns * step
        sheet[top : top + SIDE, left : left + SIDE] = picture
    return sheet.repeat(ZOOM, axis=0).repeat(ZOOM, axis=1)
