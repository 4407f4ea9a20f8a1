"""Views made by hand, and what colour a widget shows where."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget

from ganplay.contract.views import PlaneView, Surface
from ganplay.gui.charts.chart import Chart

EXTENT = (-2.0, 2.0, -2.0, 2.0)


def points(*pairs: tuple[float, float]) -> np.ndarray:
    return np.array(pairs, dtype=np.float32).reshape(-1, 2)


def plane(**changes: Any) -> PlaneView:
    return PlaneView(**{"extent": EXTENT, "real": points(), "fake": points()} | changes)


def left_real_right_fake(size: int = 64) -> Surface:
    """D is 1 on the left third, 1/2 in the middle and 0 on the right third."""
    columns = np.repeat([1.0, 0.5, 0.0], [size // 3, size - 2 * (size // 3), size // 3])
    return Surface(np.tile(columns, (size, 1)).astype(np.float32), 0.0, 0.5, 1.0, "D(x)")


def picture(widget: QWidget) -> np.ndarray:
    """What the widget shows: red, green, blue of shape (height, width, 3)."""
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).astype(int)


def pixels(chart: Chart, places: Any) -> np.ndarray:
    """Where places in the units of the axes, shape (..., 2), lie in the pixels of the chart's canvas."""
    places = np.asarray(places, dtype=float)
    view = chart.view
    mapped = [view.mapViewToScene(QPointF(x, y)) for x, y in places.reshape(-1, 2)]
    return np.array([(point.x(), point.y()) for point in mapped]).reshape(places.shape)


def pixel_at(chart: Chart, x: float, y: float) -> QPoint:
    """The pixel of the chart's canvas nearest to a place in the units of the axes."""
    return QPoint(*np.round(pixels(chart, (x, y))).astype(int).tolist())


def rgb(color: QColor) -> np.ndarray:
    return np.array(color.getRgb()[:3])


def near(shown: np.ndarray, color: QColor, tolerance: int = 40) -> np.ndarray:
    """Which pixels are about of this colour."""
    return np.abs(shown - rgb(color)).max(axis=-1) <= tolerance
