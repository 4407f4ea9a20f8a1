"""What D says of real and of generated samples, as two histograms."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from ganplay.contract.snapshots import Frame, PictureFrame
from ganplay.gui.plots.histogram import Mark, draw_histograms
from ganplay.gui.plots.plot import Plot
from ganplay.gui.theme import Appearance


class AnswersPlot(Plot):
    """D's answers: green to real samples, purple to generated ones; alike at the equilibrium."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(appearance, parent)
        self._frame: PictureFrame | None = None
        self._marks: tuple[Mark, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("histograms of what D says of real and of generated pictures")
        self.setToolTip(
            "What D says of real (green) and of generated pictures (purple). Far apart, D wins; one upon "
            "the other, it can no longer tell them."
        )

    def sizeHint(self) -> QSize:
        """Half a card."""
        return QSize(312, 160)

    def minimumSizeHint(self) -> QSize:
        """Room for three ticks."""
        return QSize(180, 84)

    def set_undecided(self, value: float | None) -> None:
        """The answer of a D that cannot tell; None where the loss leaves it free."""
        self._marks = ((value, "undecided"),) if value is not None else ()
        self.update()

    def show_frame(self, frame: Frame | None) -> None:
        """Draw a moment of a run, or the empty state."""
        self._frame = frame if isinstance(frame, PictureFrame) else None
        self.update()

    def draw(self, painter: QPainter) -> None:
        """Draw both histograms over one axis."""
        frame, room = self._frame, QRectF(self.rect())
        if frame is None or frame.d_real is None or frame.d_fake is None:
            self.draw_message(painter, room, "what D says of both kinds, once it has been asked")
            return
        edges = frame.d_real.edges
        draw_histograms(
            painter,
            self.appearance,
            room,
            ((frame.d_real, "real"), (frame.d_fake, "fake")),
            (float(edges[0]), float(edges[-1])),
            "",
            self._marks,
        )
        self._draw_names(painter)

    def _draw_names(self, painter: QPainter) -> None:
        """Say at the top left what is counted, in the colours of both."""
        painter.setFont(self.appearance.font(9))
        metrics = painter.fontMetrics()
        left = metrics.horizontalAdvance("100") + self.appearance.px(8)
        for words, token in (("% by ", "muted"), ("D(x)", "real"), (", ", "muted"), ("D(G(z))", "fake")):
            painter.setPen(self.appearance.color(token))
            painter.drawText(QPointF(left, metrics.ascent()), words)
            left += metrics.horizontalAdvance(words)
