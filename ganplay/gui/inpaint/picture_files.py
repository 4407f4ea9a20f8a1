"""Reading pictures and masks from files, and saving masks."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PySide6.QtGui import QImage, QImageReader, QImageWriter, QPainter

from ganplay.contract.centring import LARGEST
from ganplay.contract.errors import DataError
from ganplay.contract.files import replacing
from ganplay.contract.masks import Hole, hole_of
from ganplay.contract.pictures import SIDE
from ganplay.contract.snapshots import Grey


def read_picture(path: Path) -> Grey:
    """A picture as grey levels, shape (H, W), on white where it is transparent.

    Raises:
        DataError: it is no picture, or too large.
    """
    return grey_of(_read(path))


def read_mask(path: Path) -> Hole:
    """A hole: white is unknown, black is known.

    Raises:
        DataError: it is no picture of 28 x 28 pixels.
    """
    return hole_of(read_picture(path), path.name)


def write_mask(path: Path, hole: Hole) -> None:
    """Write a hole as a PNG file: white is unknown.

    Raises:
        GanplayError: the file cannot be written.
    """
    levels = np.where(hole, np.uint8(255), np.uint8(0))
    image = QImage(levels.data, SIDE, SIDE, SIDE, QImage.Format.Format_Grayscale8)
    with replacing(path) as temporary:
        if not QImageWriter(str(temporary), b"PNG").write(image):
            raise OSError("the PNG file could not be written")


def grey_of(image: QImage) -> Grey:
    """Grey levels, shape (H, W), on white where it is transparent."""
    if image.hasAlphaChannel():
        paper = QImage(image.size(), QImage.Format.Format_RGB32)
        paper.fill(0xFFFFFFFF)
        painter = QPainter(paper)
        painter.drawImage(0, 0, image)
        painter.end()
        image = paper
    image = image.convertToFormat(QImage.Format.Format_Grayscale8)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : image.width()].copy()


def _read(path: Path) -> QImage:
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    # What is inside counts, whatever the file is called.
    reader.setDecideFormatFromContent(True)
    size = reader.size()
    if max(size.width(), size.height()) > LARGEST:
        raise DataError(
            f"{path.name} has {size.width()} x {size.height()} pixels; up to {LARGEST} x {LARGEST} are taken"
        )
    image = reader.read()
    if image.isNull():
        raise DataError(f"{path.name} cannot be read as a picture: {reader.errorString()}")
    return image
