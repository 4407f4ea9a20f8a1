"""One slider of the list: how much it does, what lies at its ends, where it stands, and its lock."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QImage, QMouseEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ganplay.contract.pictures import SIDE
from ganplay.gui.charts.numerals import MINUS
from ganplay.gui.icons import icon
from ganplay.gui.latent.axis import Axis
from ganplay.gui.latent.axis_slider import AxisSlider
from ganplay.gui.latent.effect_bar import EffectBar
from ganplay.gui.latent.sheet import draw_picture
from ganplay.gui.sheets.painted_widget import PaintedWidget
from ganplay.gui.theme import Appearance
from ganplay.gui.widgets.elided import Elided
from ganplay.gui.widgets.entry import Entry

STILL = 1e-5
"""Below this a value has not moved: rows are of single precision."""


class AxisRow(QWidget):
    """Says what a person does with it; what it shows comes from outside."""

    moved = Signal(object, float)
    """A person chose another value of the axis, while dragging too."""
    settled = Signal()
    """The slider has been let go."""
    locked = Signal(object, bool)
    """The axis was locked, or let go."""
    refused = Signal(str)
    """Why a typed value was not taken; empty when that is over."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self.axis: Axis | None = None
        self._value = math.nan
        self.effect = EffectBar(appearance)
        self.low, self.high = _End(appearance), _End(appearance)
        self.head = Elided("", "plain")
        self.slider = AxisSlider(appearance)
        self.entry = Entry()
        self.entry.setProperty("kind", "number")
        self.entry.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.lock = QToolButton()
        self.lock.setCheckable(True)
        self.lock.setProperty("kind", "flat")
        self.lock.setToolTip("Lock: dice, reset and a new ranking leave this one alone")
        top = QHBoxLayout()
        top.setContentsMargins(0, 0, 0, 0)
        top.addWidget(self.head, 1)
        top.addWidget(self.entry)
        middle = QVBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addLayout(top)
        middle.addWidget(self.slider)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self.effect)
        self._row.addWidget(self.low)
        self._row.addLayout(middle, 1)
        self._row.addWidget(self.high)
        self._row.addWidget(self.lock)
        self.slider.moved.connect(self._on_moved)
        self.slider.sliderReleased.connect(self.settled)
        self.low.clicked.connect(self._on_low_clicked)
        self.high.clicked.connect(self._on_high_clicked)
        self.lock.toggled.connect(self._on_locked)
        self.entry.entered.connect(self._on_entered)
        appearance.changed.connect(self._on_appearance_changed)
        self._on_appearance_changed()

    def set_axis(self, axis: Axis, share: float, *, locked: bool) -> None:
        """Stand for an axis, whose effect is this share of the largest."""
        self.axis = axis
        self._value = math.nan
        self.head.set_text(axis.name)
        self.effect.show_share(math.nan if axis.code else share)
        if axis.code:
            words = f"{axis.name}: a continuous code that the model learnt to give a meaning"
        else:
            words = (
                f"{axis.name}: one unit along it changes a pixel by {axis.effect:.3f} here "
                f"(black to white is 1), {share:.0%} of the largest effect"
            )
        for widget in (self.head, self.effect):
            widget.setToolTip(words)
        for end, sign in ((self.low, MINUS), (self.high, "")):
            end.setToolTip(f"G(z) with {axis.name} at {sign}{axis.reach:g}. A click goes there.")
        self.slider.set_reach(axis.reach)
        self.slider.setAccessibleName(axis.name)
        self.lock.blockSignals(True)
        self.lock.setChecked(locked)
        self.lock.blockSignals(False)
        self._draw_lock()

    def show_value(self, value: float) -> None:
        """Stand there. Most rows stay where they are when one is moved, and then cost nothing."""
        if not abs(value - self._value) < STILL:
            self._write(value)

    def _write(self, value: float) -> None:
        self._value = value
        self.slider.show_value(value)
        self.entry.show_text(f"{value:.2f}".replace("-", MINUS))

    def _go(self, value: float) -> None:
        self._write(value)
        self.refused.emit("")
        self.moved.emit(self.axis, value)
        self.settled.emit()

    @Slot()
    def _on_low_clicked(self) -> None:
        if self.axis is not None:
            self._go(-self.axis.reach)

    @Slot()
    def _on_high_clicked(self) -> None:
        if self.axis is not None:
            self._go(self.axis.reach)

    @Slot(object)
    def _on_moved(self, value: float) -> None:
        self.refused.emit("")
        self.moved.emit(self.axis, value)

    @Slot(str)
    def _on_entered(self, text: str) -> None:
        axis = self.axis
        assert axis is not None
        try:
            value = float(text.strip().replace(MINUS, "-").replace(",", "."))
        except ValueError:
            value = float("nan")
        if -axis.reach <= value <= axis.reach:
            self._go(value)
        else:
            self._write(self._value)
            self.refused.emit(
                f"{axis.name}: {text!r} is no number from {MINUS}{axis.reach:g} to {axis.reach:g}."
            )

    @Slot(bool)
    def _on_locked(self, on: bool) -> None:
        self._draw_lock()
        self.locked.emit(self.axis, on)

    def _draw_lock(self) -> None:
        on = self.lock.isChecked()
        name = "lock" if on else "lock_open"
        self.lock.setIcon(icon(name, self._appearance, "accent" if on else "muted"))

    @Slot()
    def _on_appearance_changed(self) -> None:
        px = self._appearance.px
        self._row.setSpacing(px(6))
        self.lock.setFixedSize(px(24), px(24))
        self.entry.setFixedSize(px(46), px(20))
        self.slider.setFixedHeight(px(20))
        self._draw_lock()


class _End(PaintedWidget):
    """The picture at one end: its part of a sheet."""

    clicked = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(appearance)
        self._sheet = QImage()
        self._index = 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click wants this picture."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit()

    def sizeHint(self) -> QSize:
        """A thumb nail."""
        return QSize(self.appearance.px(38), self.appearance.px(38))

    def show_tile(self, sheet: QImage, index: int) -> None:
        """Show one tile of a sheet of one column."""
        self._sheet, self._index = sheet, index
        self.update()

    def draw(self, painter: QPainter) -> None:
        """Draw it, or an empty frame."""
        box = QRectF(self.rect())
        if self._sheet.isNull():
            painter.fillRect(box, self.appearance.color("raised"))
        else:
            draw_picture(painter, box, self._sheet, QRectF(0, self._index * SIDE, SIDE, SIDE))
