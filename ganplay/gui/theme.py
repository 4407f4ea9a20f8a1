"""The looks: a dozen named colours, and every pen, brush, font and colour map made from them.

No colour is written outside of ``palette``. Whoever draws takes an :class:`Appearance`, asks it by
token (``appearance.pen("real")``) and draws anew when it says ``changed``.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFont, QPalette, QPen
from PySide6.QtWidgets import QApplication

from ganplay.gui import fonts, stylesheet
from ganplay.gui.palette import DARK, LIGHT, Palette

PIXELS_PER_POINT = 4 / 3
"""Type is set in pixels, so that ten points are as large on a Mac (72 dpi) as anywhere else (96 dpi)."""

BASE_POINTS = 10.0


SURFACE_TINT = 0.25
"""How far the ends of the surface's colours go from the card towards real and fake.

Purple points stay visible on the purple end, and green ones on the green end, also for colour-blind eyes.
"""


class Appearance(QObject):
    """Light or dark, and how large: the one thing that all drawing depends on."""

    changed = Signal()

    def __init__(self, *, dark: bool = False, scale: float = 1.0, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._dark = dark
        self._scale = scale

    @property
    def palette(self) -> Palette:
        """The named colours in force."""
        return DARK if self._dark else LIGHT

    @property
    def dark(self) -> bool:
        """Whether the dark palette is in force."""
        return self._dark

    @dark.setter
    def dark(self, dark: bool) -> None:
        if dark != self._dark:
            self._dark = dark
            self.changed.emit()

    @property
    def scale(self) -> float:
        """By how much type, lines and points are larger than on a desk; 1 is plain."""
        return self._scale

    @scale.setter
    def scale(self, scale: float) -> None:
        if scale != self._scale:
            self._scale = scale
            self.changed.emit()

    def px(self, length: float) -> int:
        """A length given in pixels at scale 1, as whole pixels now; never less than one."""
        return max(1, round(length * self._scale))

    def color(self, token: str, alpha: float = 1.0) -> QColor:
        """The colour of a token, ``alpha`` from 0 (clear) to 1."""
        color = QColor(getattr(self.palette, token))
        color.setAlphaF(alpha)
        return color

    def rgb(self, token: str) -> NDArray[np.float64]:
        """Red, green and blue of a token from 0 to 255, shape (3,)."""
        color = self.color(token)
        return np.array((color.red(), color.green(), color.blue()), dtype=np.float64)

    def pen(
        self,
        token: str,
        width: float = 1.0,
        style: Qt.PenStyle = Qt.PenStyle.SolidLine,
        alpha: float = 1.0,
    ) -> QPen:
        """A cosmetic pen, ``width`` pixels wide at scale 1."""
        pen = QPen(self.color(token, alpha), width * self._scale, style)
        pen.setCosmetic(True)
        return pen

    def brush(self, token: str, alpha: float = 1.0) -> QBrush:
        """A plain brush."""
        return QBrush(self.color(token, alpha))

    def font(
        self,
        points: float = BASE_POINTS,
        weight: QFont.Weight = QFont.Weight.Normal,
        tabular: bool = False,
    ) -> QFont:
        """The window's type; ``tabular`` gives all figures one width, for numbers that run."""
        font = QFont(fonts.family())
        font.setPixelSize(self.px(points * PIXELS_PER_POINT))
        font.setWeight(weight)
        if tabular:
            font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def surface_table(self) -> NDArray[np.uint8]:
        """Colours of a surface, shape (256, 4): tint of fake, the card's own colour, tint of real.

        Both middle entries (127 and 128) are the card's colour, so that the contour at one half is where
        the colour vanishes.
        """
        card, fake, real = (self.rgb(token) for token in ("card", "fake", "real"))
        index = np.arange(256)
        strength = SURFACE_TINT * (np.abs(index - 127.5) - 0.5) / 127.0
        ends = np.where((index < 128)[:, None], fake, real)
        table = np.full((256, 4), 255, dtype=np.uint8)
        table[:, :3] = np.round(card + strength[:, None] * (ends - card))
        return table

    def style_sheet(self) -> str:
        """What Qt's own widgets look like, in colours of the palette."""
        return stylesheet.write(self.px)

    def qt_palette(self) -> QPalette:
        """The colours of Qt's own widgets: those of the style sheet, and those which it leaves to Qt."""
        palette = QPalette()
        roles = QPalette.ColorRole
        for role, token in (
            (roles.Window, "ground"),
            (roles.WindowText, "text"),
            (roles.Base, "raised"),
            (roles.Text, "text"),
            (roles.Button, "raised"),
            (roles.ButtonText, "text"),
            (roles.ToolTipBase, "raised"),
            (roles.ToolTipText, "text"),
            (roles.PlaceholderText, "muted"),
            (roles.Highlight, "accent"),
            (roles.HighlightedText, "on_accent"),
            (roles.LinkVisited, "accent"),
            *((role, token) for token, role in stylesheet.ROLES.items()),
        ):
            palette.setColor(role, self.color(token))
        for role in (roles.WindowText, roles.Text, roles.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.color("muted", 0.6))
        return palette

    def dress(self, app: QApplication) -> None:
        """Give the whole application these looks, now; call it again when they have changed."""
        sheet, palette = self.style_sheet(), self.qt_palette()
        if app.styleSheet() != sheet:
            if not app.styleSheet():
                app.setStyle("Fusion")  # Once: to set it again dresses all widgets one more time.
                # Or a new palette of the application would not reach the widgets that the sheet dresses.
                app.setAttribute(Qt.ApplicationAttribute.AA_UseStyleSheetPropagationInWidgetStyles)
            app.setPalette(palette)
            app.setFont(self.font(tabular=True))
            app.setStyleSheet(sheet)
        elif app.palette() != palette:
            app.setPalette(palette)
            # Forget what the sheet has come to in the old colours; no widget is dressed anew.
            app.style().unpolish(app)
