"""Pictures and masks read from files of a few known formats, without Qt."""

from __future__ import annotations

import warnings
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from ganplay.contract.centring import LARGEST
from ganplay.contract.errors import DataError
from ganplay.contract.files import check_file
from ganplay.contract.masks import Hole, hole_of
from ganplay.contract.snapshots import Grey

FORMATS = ("PNG", "JPEG", "WEBP", "BMP", "TIFF", "GIF")
"""What is decoded, whatever the file is called. Others run programs, as PostScript does."""

SUFFIXES = ("png", "jpg", "jpeg", "webp", "bmp", "tif", "tiff", "gif")
"""How such files are called, for a file dialog."""

MAX_BYTES = 100_000_000
"""Of a file: some decoders read all of it first. An uncompressed picture of the largest size has 67 MB."""


def read_picture(path: Path) -> Grey:
    """A picture as grey levels, shape (H, W); what is transparent in it is paper.

    Raises:
        DataError: it is no picture of a known format, or too large.
    """
    check_file(path, MAX_BYTES, DataError)
    try:
        # A picture so large that Pillow warns of it is refused here before it is decoded.
        with warnings.catch_warnings(action="ignore"), Image.open(path, formats=FORMATS) as image:
            if max(image.size) > LARGEST:
                width, height = image.size
                raise DataError(
                    f"{path.name} has {width} x {height} pixels; up to {LARGEST} x {LARGEST} are taken"
                )
            return _levels(image)
    except UnidentifiedImageError:
        known = f"{', '.join(FORMATS[:-1])} and {FORMATS[-1]}"
        raise DataError(f"{path.name} cannot be read as a picture; {known} files are") from None
    except Image.DecompressionBombError:
        raise DataError(f"{path.name} is too large; up to {LARGEST} x {LARGEST} pixels are taken") from None
    except OSError as error:
        raise DataError(f"cannot read {path}: {error.strerror or error}") from None


def _levels(image: Image.Image) -> Grey:
    """Grey levels, upright as a camera meant them.

    Raises:
        OSError: the file is damaged.
    """
    try:
        ImageOps.exif_transpose(image, in_place=True)
        if image.mode.startswith("I"):
            # Pillow cuts off what is above 255 of 65,535.
            levels: Grey = (np.asarray(image) // 257).clip(0, 255).astype(np.uint8)
            return levels
        if image.has_transparency_data:
            paper = Image.new("RGBA", image.size, "white")
            paper.alpha_composite(image.convert("RGBA"))
            image = paper
        return np.asarray(image.convert("L"))
    except (ArithmeticError, AttributeError, LookupError, SyntaxError, TypeError, ValueError) as error:
        # What Pillow's decoders raise when numbers in a file contradict each other.
        raise OSError(f"its pixels cannot be decoded ({' '.join(str(error).split())})") from error


def read_mask(path: Path) -> Hole:
    """A hole: white is unknown, black is known.

    Raises:
        DataError: it is no picture of 28 x 28 pixels.
    """
    return hole_of(read_picture(path), path.name)
