"""A chart on disk and on the clipboard: PNG, SVG and the table of its numbers."""

from __future__ import annotations

import csv
import io
import itertools
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike
from PySide6.QtCore import QBuffer, QIODevice, QPoint, QSize
from PySide6.QtGui import QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QWidget

from ganplay.contract.errors import GanplayError
from ganplay.contract.files import replacing

PNG_SCALE = 2
"""Pixels of a saved picture to one on the screen: it goes on slides."""

Table = Mapping[str, ArrayLike]
"""Columns by their headings; they may differ in length."""


def save(widget: QWidget, table: Table, path: Path) -> None:
    """Write a widget as PNG or SVG, or its numbers as CSV, by the name's suffix.

    Raises:
        GanplayError: the suffix is another one, or the file cannot be written.
    """
    match path.suffix.lower():
        case ".png":
            data = _png(widget)
        case ".svg":
            data = _svg(widget)
        case ".csv":
            data = _csv(table)
        case suffix:
            raise GanplayError(
                f"a chart is saved as .png, .svg or .csv, not as {suffix or 'a file without suffix'}"
            )
    with replacing(path) as temporary:
        temporary.write_bytes(data)


def image(widget: QWidget) -> QImage:
    """What the widget shows, at twice its pixels."""
    picture = QImage(widget.size() * PNG_SCALE, QImage.Format.Format_RGB32)
    picture.setDevicePixelRatio(PNG_SCALE)
    picture.fill(widget.palette().base().color())
    painter = QPainter(picture)
    widget.render(painter, QPoint())
    painter.end()
    return picture


def _png(widget: QWidget) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, b"PNG").write(image(widget))
    return bytes(buffer.data().data())


def _svg(widget: QWidget) -> bytes:
    # pyqtgraph's own SVG exporter raises on this Qt (pyqtgraph issue 3495).
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(QSize(widget.width(), widget.height()))
    generator.setViewBox(widget.rect())
    painter = QPainter(generator)
    widget.render(painter, QPoint())
    painter.end()
    return bytes(buffer.data().data())


def _csv(table: Table) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table)
    columns = [np.asarray(column).ravel().tolist() for column in table.values()]
    writer.writerows(itertools.zip_longest(*columns, fillvalue=""))
    return text.getvalue().encode()
