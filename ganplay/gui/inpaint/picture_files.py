"""Grey levels of Qt's pictures, and masks saved as files."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PySide6.QtGui import QImage, QImageWriter, QPainter

from ganplay.contract.files import replacing
from ganplay.contract.masks import Hole
from ganplay.contract.pictures import SIDE
from ganplay.contract.snapshots import Grey


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
