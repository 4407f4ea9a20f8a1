"""The eigenvalues of each rule's step against the unit circle, and those near 1 enlarged."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPixmap
from PySide6.QtWidgets import QSizePolicy

from ganplay.gui.games.course import Course
from ganplay.gui.plots.arrays import draw_sprites, polygon
from ganplay.gui.plots.dots import dot
from ganplay.gui.plots.plane import Plane
from ganplay.gui.plots.plot import Plot
from ganplay.gui.theme import Appearance

REACH = 1.35
MOST = 4.0
"""Farther out an eigenvalue stands at the edge."""
NEAR = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5)
"""How far around 1 the second picture may show."""
ARC = 33
"""Points of the circle's part that it shows."""


class EigenPlot(Plot):
    """Inside the circle a rule converges, outside it diverges; beside it the largest modulus in figures."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(appearance)
        self._courses: Sequence[Course] = ()
        self._sprites: dict[tuple[str, float], QPixmap] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("eigenvalues of the step on the complex plane")
        self.setToolTip("Eigenvalues of one step. Inside the unit circle it converges, outside it diverges.")

    def sizeHint(self) -> QSize:
        """Two squares and figures."""
        return QSize(312, 180)

    def minimumSizeHint(self) -> QSize:
        """Small, but round."""
        return QSize(180, 100)

    def restyle(self) -> None:
        """The looks have changed, and so have the points'."""
        self._sprites.clear()
        super().restyle()

    def show_courses(self, courses: Sequence[Course]) -> None:
        """Show these rules' eigenvalues."""
        self._courses = courses
        self.update()

    @property
    def near(self) -> float:
        """How far around 1 the largest eigenvalues lie that are close to it; 0 if none is."""
        away = [abs(values - 1.0) for _, values in self._values]
        close = [float(distance[distance <= NEAR[-1]].max(initial=0.0)) for distance in away]
        return (
            next((reach for reach in NEAR if reach >= 1.1 * max(close, default=0.0)), NEAR[-1])
            if any(close)
            else 0.0
        )

    @property
    def plane(self) -> Plane:
        """The complex plane as it is seen."""
        far = max((float(abs(values).max()) for _, values in self._values), default=1.0)
        reach = min(max(REACH, 1.15 * far), MOST)
        side = max(20.0, min(self.height() - 2.0, self.width() * (0.38 if self.near else 0.6)))
        return Plane((-reach, reach, -reach, reach), 0.0, (self.height() - side) / 2, side, side)

    @property
    def close_up(self) -> Plane | None:
        """What is around 1, enlarged; None where nothing is."""
        near, plane = self.near, self.plane
        if not near:
            return None
        left = plane.width + self.appearance.px(8)
        head = QFontMetricsF(self.appearance.font(8)).height() + self.appearance.px(2)
        side = max(20.0, min(self.height() - head - 1.0, self.width() * 0.34))
        top = (self.height() - head - side) / 2 + head
        return Plane((1 - near, 1 + near, -near, near), left, top, side, side)

    @property
    def _values(self) -> list[tuple[str, np.ndarray]]:
        """Token and eigenvalues of each rule that has some."""
        return [
            (course.token, course.analysis.eigenvalues)
            for course in self._courses
            if course.analysis is not None and course.analysis.eigenvalues is not None
        ]

    def draw(self, painter: QPainter) -> None:
        """Draw circle and eigenvalues, the same enlarged, and the figures."""
        look, px, plane = self.appearance, self.appearance.px, self.plane
        self._draw_plane(painter, plane)
        middle, unit = QPointF(*plane.pixels((0.0, 0.0))), plane.pixels_per_unit
        painter.setFont(look.font(8))
        painter.setPen(look.color("muted"))
        painter.drawText(QPointF(middle.x() - unit - px(13), middle.y() - px(3)), "−1")
        painter.drawText(QPointF(middle.x() + px(3), plane.top + px(9)), "i")
        right, close_up = plane.left + plane.width, self.close_up
        if close_up is not None:
            near = self.near
            corner = plane.pixels((1 - near, near))
            painter.setPen(look.pen("muted"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(*corner, 2 * near * unit, 2 * near * unit))
            self._draw_plane(painter, close_up)
            area = QRectF(close_up.left, close_up.top, close_up.width, close_up.height)
            painter.setPen(look.pen("muted"))
            painter.drawRect(area.adjusted(0.5, 0.5, -0.5, -0.5))
            painter.setFont(look.font(8))
            painter.setPen(look.color("muted"))
            painter.drawText(QPointF(area.left(), area.top() - px(4)), f"around 1, ± {near:g}")
            right = close_up.left + close_up.width
        self._draw_figures(painter, right + px(8))

    def _draw_plane(self, painter: QPainter, plane: Plane) -> None:
        look = self.appearance
        area = QRectF(plane.left, plane.top, plane.width, plane.height)
        middle, unit = QPointF(*plane.pixels((0.0, 0.0))), plane.pixels_per_unit
        painter.save()
        painter.setClipRect(area)
        painter.setPen(look.pen("text", 1.3))
        painter.setBrush(look.brush("raised", 0.6))
        if plane.extent[0] > 0:
            # Qt would fill a disc of thousands of pixels to show this arc.
            above = min(1.0, 1.2 * plane.extent[3])
            up = np.linspace(-above, above, ARC)
            arc = np.stack((np.sqrt(1.0 - up * up), up), axis=1)
            outside = [(-1.0, above), (-1.0, -above)]
            painter.drawPolygon(polygon(plane.pixels(np.concatenate((arc, outside)))))
        else:
            painter.drawEllipse(middle, unit, unit)
        painter.setPen(look.pen("line"))
        painter.drawLine(QPointF(area.left(), middle.y()), QPointF(area.right(), middle.y()))
        painter.drawLine(QPointF(middle.x(), area.top()), QPointF(middle.x(), area.bottom()))
        left, right, _, top = plane.extent
        far = abs(complex(right, top)) if left > 0 else right * 0.96
        for token, values in self._values:
            size = np.abs(values)
            seen = np.where(size <= far, values, values / np.maximum(size, far) * far)
            draw_sprites(painter, plane.pixels(np.stack((seen.real, seen.imag), axis=1)), self._sprite(token))
        painter.restore()

    def _sprite(self, token: str) -> QPixmap:
        key = (token, self.devicePixelRatioF())
        if key not in self._sprites:
            self._sprites[key] = dot(self.appearance, token, 10, key[1])
        return self._sprites[key]

    def _draw_figures(self, painter: QPainter, left: float) -> None:
        look, px = self.appearance, self.appearance.px
        painter.setFont(look.font(9))
        line = painter.fontMetrics().height() + px(2)
        align = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(look.color("muted"))
        painter.drawText(QRectF(left, 0, self.width() - left, line), align, "largest |λ|")
        painter.setFont(look.font(10, tabular=True))
        line = min(line, self.height() / (len(self._courses) + 1))
        for row, course in enumerate(self._courses):
            radius = course.analysis.radius if course.analysis is not None else None
            text = "none" if radius is None else f"{radius:.6g}"
            if radius is not None and np.isclose(radius, 1.0, atol=1e-12):
                text = "1 exactly"
            painter.setPen(look.color(course.token))
            painter.drawText(QRectF(left, (row + 1) * line, self.width() - left, line), align, text)
