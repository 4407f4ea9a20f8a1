"""Pictures and masks as files, without Qt."""

from __future__ import annotations

import warnings
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from ganplay.contract.centring import LARGEST
from ganplay.contract.errors import DataError
from ganplay.contract.files import replacing
from ganplay.contract.masks import Hole, hole_of
from ganplay.contract.pictures import SIDE
from ganplay.contract.snapshots import Grey

GAP = 2
"""Pixels between the pictures of a wall."""

ZOOM = 4
"""A wall is so many times as large as its pictures."""


def read_picture(path: Path) -> Grey:
    """A picture as grey levels, shape (H, W); what is transparent in it is paper.

    Raises:
        DataError: it is no picture, or too large.
    """
    try:
        # A picture so large that Pillow warns of it is refused here before it is read.
        with (
            warnings.catch_warnings(action="ignore", category=Image.DecompressionBombWarning),
            Image.open(path) as image,
        ):
            if max(image.size) > LARGEST:
                width, height = image.size
                raise DataError(
                    f"{path.name} has {width} x {height} pixels; up to {LARGEST} x {LARGEST} are taken"
                )
            return _levels(ImageOps.exif_transpose(image))
    except UnidentifiedImageError:
        raise DataError(f"{path.name} cannot be read as a picture") from None
    except Image.DecompressionBombError:
        raise DataError(f"{path.name} is too large; up to {LARGEST} x {LARGEST} pixels are taken") from None
    except (OSError, SyntaxError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise DataError(f"{path} cannot be read: {why}") from None


def _levels(image: Image.Image) -> Grey:
    if image.mode.startswith("I"):
        # Pillow cuts off what is above 255 of 65,535.
        levels: Grey = (np.asarray(image) // 257).clip(0, 255).astype(np.uint8)
        return levels
    paper = Image.new("RGBA", image.size, "white")
    return np.asarray(Image.alpha_composite(paper, image.convert("RGBA")).convert("L"))


def read_mask(path: Path) -> Hole:
    """A hole: white is unknown, black is known.

    Raises:
        DataError: it is no picture of 28 x 28 pixels.
    """
    return hole_of(read_picture(path), path.name)


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
