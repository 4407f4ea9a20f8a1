"""The dialog that shows an opened picture as it is and as 28 x 28 pixels, before it is used."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ganplay.contract.snapshots import Grey
from ganplay.gui.inpaint.input_picture import InputPicture
from ganplay.gui.latent.digit import DigitPlot
from ganplay.gui.sheets.painted_widget import PaintedWidget
from ganplay.gui.theme import Appearance
from ganplay.gui.widgets.text import Text

SIDE = 196

WORDS = (
    "White ink on black, the longer side of the digit 20 pixels, its centre of mass in the middle: "
    "so were the pictures made that the models know."
)

READY = "A picture of 28 x 28 pixels is taken as it is, and at most inverted: white ink on black."


class PicturePreview(QDialog):
    """Both pictures; Use takes the small one."""

    used = Signal(object)
    """The :class:`InputPicture` that is to be used."""

    def __init__(
        self,
        original: Grey,
        input_picture: InputPicture,
        appearance: Appearance,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Use this picture?")
        self._input_picture = input_picture
        self.original = _Original(original, appearance)
        self.digit = DigitPlot(appearance)
        self.digit.show_picture(input_picture.picture)
        self.digit.setAccessibleName("the picture as the models take it")
        self.use = QPushButton("Use")
        self.use.setProperty("kind", "primary")
        self.use.setDefault(True)
        self.cancel = QPushButton("Cancel")
        pictures, buttons = QHBoxLayout(), QHBoxLayout()
        height, width = original.shape
        for plot, words in (
            (self.original, f"as it is, {width} x {height} pixels"),
            (self.digit, "as it would be used, 28 x 28"),
        ):
            column = QVBoxLayout()
            column.addWidget(Text(words, "muted"))
            column.addWidget(plot)
            pictures.addLayout(column)
            plot.setFixedSize(appearance.px(SIDE), appearance.px(SIDE))
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.use)
        rows = QVBoxLayout(self)
        rows.addWidget(Text(input_picture.title, "heading"))
        rows.addLayout(pictures)
        rows.addWidget(
            Text(WORDS if original.shape != input_picture.picture.shape else READY, "small", wrap=True)
        )
        rows.addLayout(buttons)
        self.use.clicked.connect(self._on_use_clicked)
        self.cancel.clicked.connect(self.reject)

    @Slot()
    def _on_use_clicked(self) -> None:
        self.used.emit(self._input_picture)
        self.accept()


class _Original(PaintedWidget):
    """A grey picture of any shape, as large as there is room."""

    def __init__(self, grey: Grey, appearance: Appearance) -> None:
        super().__init__(appearance)
        rows = np.ascontiguousarray(grey)
        height, width = rows.shape
        self._image = QImage(rows.data, width, height, width, QImage.Format.Format_Grayscale8).copy()
        self.setAccessibleName("the picture as it is")

    def draw(self, painter: QPainter) -> None:
        """Draw it in the middle, smoothed where it is made smaller."""
        size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        size = size.expandedTo(QSize(1, 1))
        box = QRectF(0, 0, size.width(), size.height())
        box.moveCenter(QRectF(self.rect()).center())
        smaller = size.width() < self._image.width()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smaller)
        painter.drawImage(box, self._image)
