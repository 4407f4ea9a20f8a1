"""Two ways from one z to another: their pictures, their lengths, what D and a classifier say of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QImage, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from ganplay.contract.latent import Drawn
from ganplay.contract.objectives import Loss, Minimax
from ganplay.contract.pictures import SIDE
from ganplay.gui.latent.geometry import Floats
from ganplay.gui.latent.scores import meaning
from ganplay.gui.latent.sheet import draw_picture, sheet_of
from ganplay.gui.plots.arrays import draw_segments
from ganplay.gui.plots.axes import Axes, Span, room_for_labels, settle
from ganplay.gui.plots.keyed import KeyedPlot
from ganplay.gui.theme import Appearance

STEPS = 11
"""Pictures on each way, both ends among them."""

WAYS = (("straight", "pull"), ("arc", "accent"))
"""What each way is called, and its colour."""

ARROWS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


@dataclass(frozen=True, slots=True, eq=False)
class Lengths:
    """|z| along both ways, shape (2, T), evenly from 0 to 1, and the shell that it is held against."""

    ways: Floats
    shell: float


class RacePlot(KeyedPlot):
    """Two film strips; below them |z| and D along both ways. A click shows the picture of that place."""

    KEYS = frozenset(ARROWS)

    chosen = Signal(int, float)
    """A way (0 or 1) and how far along it, 0 to 1."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(appearance, parent)
        self.way, self.share = 1, 0.0
        """Where the marker stands."""
        self.marked = False
        self._image = QImage()
        self._drawn: Drawn | None = None
        self._names: tuple[str, ...] = ()
        self._loss: Loss = Minimax()
        self._lengths: Lengths | None = None
        self._spans: list[Span | None] = [None, None]
        self._held = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("straight way and arc between A and B")

    def sizeHint(self) -> QSize:
        """Strips and curves."""
        return QSize(560, 360)

    def minimumSizeHint(self) -> QSize:
        """Half of that."""
        return QSize(280, 200)

    def begin(self, names: tuple[str, ...], loss: Loss) -> None:
        """Another model, whose classifier and D speak of these."""
        self._names, self._loss = names, loss
        self._image, self._drawn, self._lengths = QImage(), None, None
        self._spans = [None, None]
        self.marked = False
        self.update()

    def show_lengths(self, lengths: Lengths) -> None:
        """Show how long z is along both ways, which needs no network."""
        self._lengths = lengths
        self.update()

    def show_pictures(self, drawn: Drawn) -> None:
        """Show 2 x 11 pictures, the straight way first, with what is said of them."""
        self._drawn = drawn
        self._image = sheet_of(drawn.pictures, STEPS)
        self.update()

    def mark(self, way: int, share: float) -> None:
        """Put the marker there."""
        self.way, self.share, self.marked = way, share, True
        self.update()

    def strip(self, way: int) -> QRectF:
        """Where a film strip is."""
        left, side = self._left(), self._tile()
        top = way * (side + self._line() + self.appearance.px(6))
        return QRectF(left, top, side * STEPS, side)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk with Left and Right, change the way with Up and Down."""
        step = ARROWS.get(Qt.Key(event.key()))
        if step is not None:
            self._choose(self.way, self.share + step / (4 * (STEPS - 1)))
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._choose(int(event.key() == Qt.Key.Key_Down), self.share)
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to this place of the strip that is nearest."""
        if event.button() == Qt.MouseButton.LeftButton and not self._image.isNull():
            self._held = True
            if event.position().y() < self.strip(1).bottom() + self._line():
                self.way = int(event.position().y() >= self.strip(1).top() - self.appearance.px(3))
            self._follow(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag along it."""
        if self._held:
            self._follow(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._held = False

    def draw(self, painter: QPainter) -> None:
        """Draw the strips, what is read in them, the curves and the marker."""
        if self._lengths is None:
            self.draw_message(painter, QRectF(self.rect()), "drawing both ways")
            return
        for way in (0, 1):
            self._draw_strip(painter, way)
        top = self.strip(1).bottom() + self._line() + self.appearance.px(12)
        room = (self.height() - top) / 2
        self._draw_curves(painter, QRectF(0, top, self.width(), room), 0)
        self._draw_curves(painter, QRectF(0, top + room, self.width(), room), 1)
        if self.marked:
            self._draw_marker(painter)

    def _draw_strip(self, painter: QPainter, way: int) -> None:
        look, box = self.appearance, self.strip(way)
        word, token = WAYS[way]
        painter.setFont(look.font(10, QFont.Weight.DemiBold))
        painter.setPen(look.color(token))
        painter.drawText(
            QRectF(0, box.top(), box.left() - look.px(6), box.height()), Qt.AlignmentFlag.AlignVCenter, word
        )
        if self._image.isNull() or self._drawn is None:
            painter.fillRect(box, look.color("raised"))
            return
        draw_picture(painter, box, self._image, QRectF(0, way * SIDE, STEPS * SIDE, SIDE))
        classes = self._drawn.classes
        if classes is None or not self._names:
            return
        font = look.font(9, QFont.Weight.DemiBold)
        painter.setFont(font)
        side = box.width() / STEPS
        for index, shares in enumerate(classes[way * STEPS : (way + 1) * STEPS]):
            best = int(np.argmax(shares))
            # The paler, the less sure the classifier is.
            painter.setPen(look.color("text", 0.25 + 0.75 * float(shares[best]) ** 2))
            under = QRectF(box.left() + index * side, box.bottom(), side, self._line())
            painter.drawText(under, Qt.AlignmentFlag.AlignCenter, self._names[best])

    def _draw_curves(self, painter: QPainter, room: QRectF, which: int) -> None:
        """|z| (0) or D's score (1) along both ways."""
        look, px = self.appearance, self.appearance.px
        assert self._lengths is not None
        values = self._lengths.ways if which == 0 else self._scores()
        painter.setFont(look.font(9))
        metrics = QFontMetricsF(look.font(9))
        word = "|z|" if which == 0 else f"D ({meaning(self._loss)})"
        area = QRectF(
            self._left() + self._tile() / 2,
            room.top() + metrics.height(),
            self._tile() * (STEPS - 1),
            room.height() - metrics.height() - px(8),
        )
        if area.height() < 16:
            return
        painter.setPen(look.color("muted"))
        note = ", and the shell on which z was drawn (dashed)" if which == 0 else ""
        painter.drawText(QPointF(area.left(), room.top() + metrics.ascent() - px(2)), word + note)
        if values is None:
            self.draw_message(painter, area, "no score")
            return
        likely = which == 1 and self._loss.probability
        line = self._lengths.shell if which == 0 else 0.5 if likely else None
        if likely:
            span: Span = (0.0, 1.0)
        else:
            ends = [float(values.min()), float(values.max()), *([0.0, line] if line is not None else [])]
            span = settle(min(ends), max(ends), self._spans[which])
        self._spans[which] = span
        axes = Axes(area, (0.0, 1.0), span)
        self._draw_rules(painter, axes)
        if line is not None:
            y = float(axes.y_pixels(np.array(line)))
            painter.setPen(look.pen("muted", 1.2, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
        for way, (_, token) in enumerate(WAYS):
            x = axes.x_pixels(np.linspace(0, 1, values.shape[1]))
            points = np.stack((x, axes.y_pixels(values[way])), axis=1)
            pen = look.pen(token, 2)
            pen.setCapStyle(Qt.PenCapStyle.SquareCap)
            painter.setPen(pen)
            draw_segments(painter, np.hstack((points[:-1], points[1:])))

    def _draw_rules(self, painter: QPainter, axes: Axes) -> None:
        """Two rules, at the ends of the range, with their numbers."""
        look = self.appearance
        metrics = QFontMetricsF(look.font(9))
        for value in axes.y:
            y = float(axes.y_pixels(np.array(value)))
            painter.setPen(look.pen("line"))
            painter.drawLine(QPointF(axes.area.left(), y), QPointF(axes.area.right(), y))
            text = f"{value:.3g}".replace("-", "−")
            painter.setPen(look.color("muted"))
            left = axes.area.left() - look.px(6) - metrics.horizontalAdvance(text)
            painter.drawText(QPointF(left, y + metrics.capHeight() / 2), text)

    def _draw_marker(self, painter: QPainter) -> None:
        x, box = self._x(self.share), self.strip(self.way)
        painter.setPen(self.appearance.pen("fake", 2))
        painter.drawLine(QPointF(x, box.bottom()), QPointF(x, self.height() - 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        side = self._tile()
        middle = min(max(x, box.left() + side / 2), box.right() - side / 2)
        painter.drawRect(QRectF(middle - side / 2, box.top(), side, side).adjusted(1, 1, -1, -1))

    def _scores(self) -> Floats | None:
        if self._drawn is None or self._drawn.scores is None:
            return None
        return self._drawn.scores.astype(np.float64).reshape(2, STEPS)

    def _follow(self, place: QPointF) -> None:
        first, side = self._x(0.0), self._tile()
        self._choose(self.way, (place.x() - first) / (side * (STEPS - 1)))

    def _choose(self, way: int, share: float) -> None:
        share = min(max(share, 0.0), 1.0)
        self.mark(way, share)
        self.chosen.emit(way, share)

    def _x(self, share: float) -> float:
        return self._left() + self._tile() * (0.5 + share * (STEPS - 1))

    def _left(self) -> float:
        """Room for the words and the numbers at the left."""
        widest = QFontMetricsF(self.appearance.font(10, QFont.Weight.DemiBold)).horizontalAdvance("straight")
        return max(widest + self.appearance.px(6), room_for_labels(self.appearance, (0.0, 10.0), False))

    def _tile(self) -> float:
        # Curves below need room too.
        return max(8.0, min((self.width() - self._left()) / STEPS, self.height() * 0.2))

    def _line(self) -> float:
        return QFontMetricsF(self.appearance.font(9)).height()
