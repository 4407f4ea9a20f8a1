"""One picture, as large as there is room: the thing that everything else on the page is about."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from ganplay.contract.pictures import SIDE
from ganplay.contract.snapshots import Grey
from ganplay.gui.latent.sheet import draw_picture, sheet_of
from ganplay.gui.sheets.painted_widget import PaintedWidget
from ganplay.gui.theme import Appearance


class DigitPlot(PaintedWidget):
    """A picture whose pixels are whole squares, or words where there is none."""

    def __init__(self, appearance: Appearance, message: str = "", parent: QWidget | None = None) -> None:
        super().__init__(appearance, parent)
        self.picture: Grey | None = None
        """What is shown, shape (28, 28)."""
        self._message = message
        self._image = QImage()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("the picture that G makes of this z")

    def show_picture(self, picture: Grey | None) -> None:
        """Show a picture of shape (28, 28), or the words."""
        self.picture = picture
        self._image = sheet_of(picture[None], 1) if picture is not None else QImage()
        self.update()

    def say(self, message: str) -> None:
        """What to read where there is no picture."""
        self._message = message
        self.update()

    def sizeHint(self) -> QSize:
        """Eight pixels for each of its own."""
        return QSize(8 * SIDE, 8 * SIDE)

    def minimumSizeHint(self) -> QSize:
        """Three pixels for each."""
        return QSize(3 * SIDE, 3 * SIDE)

    def draw(self, painter: QPainter) -> None:
        """Draw it as a square at the top, a whole number of device pixels for each of its own."""
        ratio = self.devicePixelRatioF()
        room = min(self.width(), self.height())
        side = max(1, int(room * ratio / SIDE)) * SIDE / ratio
        box = QRectF((self.width() - side) / 2, min(self.appearance.px(4), self.height() - side), side, side)
        if self._image.isNull():
            painter.setPen(self.appearance.pen("line"))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
            self.draw_message(painter, box.adjusted(16, 16, -16, -16), self._message)
        else:
            draw_picture(painter, box, self._image)
