"""The eigenvalues of each rule's step against the unit circle."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy

from ganplay.gui.games.course import Course
from ganplay.gui.plots.plane import Plane
from ganplay.gui.plots.plot import Plot
from ganplay.gui.theme import Appearance

REACH = 1.35
MOST = 4.0
"""Farther out an eigenvalue stands at the edge."""


class EigenPlot(Plot):
    """Inside the circle a rule converges, outside it diverges; beside it the largest modulus in figures."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(appearance)
        self._courses: Sequence[Course] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("eigenvalues of the step on the complex plane")
        self.setToolTip("Eigenvalues of one step. Inside the unit circle it converges, outside it diverges.")

    def sizeHint(self) -> QSize:
        """A square and figures."""
        return QSize(312, 180)

    def minimumSizeHint(self) -> QSize:
        """Small, but round."""
        return QSize(180, 100)

    def show_courses(self, courses: Sequence[Course]) -> None:
        """Show these rules' eigenvalues."""
        self._courses = courses
        self.update()

    @property
    def plane(self) -> Plane:
        """The complex plane as it is seen."""
        values = [c.analysis.eigenvalues for c in self._courses if c.analysis is not None]
        far = max((float(abs(v).max()) for v in values if v is not None), default=1.0)
        reach = min(max(REACH, 1.15 * far), MOST)
        side = float(min(self.height(), self.width() * 0.62))
        return Plane((-reach, reach, -reach, reach), 0.0, (self.height() - side) / 2, side, side)

    def draw(self, painter: QPainter) -> None:
        """Draw axes, circle, eigenvalues and figures."""
        look, px, plane = self.appearance, self.appearance.px, self.plane
        area = QRectF(plane.left, plane.top, plane.width, plane.height)
        middle, unit = QPointF(*plane.pixels((0.0, 0.0))), plane.pixels_per_unit
        painter.setPen(look.pen("line"))
        painter.drawLine(QPointF(area.left(), middle.y()), QPointF(area.right(), middle.y()))
        painter.drawLine(QPointF(middle.x(), area.top()), QPointF(middle.x(), area.bottom()))
        painter.setPen(look.pen("text", 1.3))
        painter.setBrush(look.brush("raised", 0.6))
        painter.drawEllipse(middle, unit, unit)
        painter.setFont(look.font(8))
        painter.setPen(look.color("muted"))
        painter.drawText(QPointF(middle.x() + unit + px(3), middle.y() - px(3)), "1")
        painter.drawText(QPointF(middle.x() + px(3), area.top() + px(9)), "i")
        reach = plane.view[1]
        for course in self._courses:
            if course.analysis is None or course.analysis.eigenvalues is None:
                continue
            for value in course.analysis.eigenvalues:
                size = abs(value)
                seen = value if size <= reach * 0.96 else value / size * reach * 0.96
                painter.setPen(look.pen("card", 1.2))
                painter.setBrush(look.brush(course.token))
                painter.drawEllipse(QPointF(*plane.pixels((seen.real, seen.imag))), px(5), px(5))
        self._draw_figures(painter, area.right() + px(10))

    def _draw_figures(self, painter: QPainter, left: float) -> None:
        look, px = self.appearance, self.appearance.px
        painter.setFont(look.font(9))
        line = painter.fontMetrics().height() + px(2)
        align = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(look.color("muted"))
        painter.drawText(QRectF(left, 0, self.width() - left, line), align, "largest |λ|")
        painter.setFont(look.font(10, tabular=True))
        rows = max(1, int(self.height() / line) - 1)
        for row, course in enumerate(self._courses[:rows]):
            radius = course.analysis.radius if course.analysis is not None else None
            text = "none" if radius is None else f"{radius:.6g}"
            if radius is not None and np.isclose(radius, 1.0, atol=1e-12):
                text = "1 exactly"
            painter.setPen(look.color(course.token))
            painter.drawText(QRectF(left, (row + 1) * line, self.width() - left, line), align, text)
