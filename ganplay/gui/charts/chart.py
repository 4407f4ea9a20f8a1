"""The base of every chart: a themed pyqtgraph view with axes, a headline, a readout, a menu and exports."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPoint, QPointF, QSize, Qt, Slot
from PySide6.QtGui import QGuiApplication, QHelpEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QLabel, QMenu, QSizePolicy, QVBoxLayout, QWidget

from ganplay.contract.errors import GanplayError
from ganplay.gui import actions
from ganplay.gui.charts import export
from ganplay.gui.charts.axis import OVERHANG, ChartAxis, Rules
from ganplay.gui.charts.headline import Figure, Headline
from ganplay.gui.charts.numerals import numeral
from ganplay.gui.charts.view import ChartView
from ganplay.gui.notice import Notice
from ganplay.gui.page import page_of
from ganplay.gui.stylesheet import ROLES
from ganplay.gui.theme import Appearance
from ganplay.gui.widgets.text import set_role
from ganplay.gui.widgets.tip import show_beside

pg.setConfigOptions(imageAxisOrder="row-major", antialias=True, useOpenGL=False)

Range = tuple[float, float]


class Chart(QWidget):
    """A view with axes below a line of figures.

    The wheel zooms at the pointer, a drag pans, a double click or the key A goes back to what the chart shows
    by itself (a live chart then follows its data again), the pointer reads values out, and the right click
    offers copy, PNG, SVG and CSV. Subclasses add items to :attr:`view`, call :meth:`show_range`, and write
    :meth:`table` and, where "x, y" will not do, :meth:`readout_at`.
    """

    left: ChartAxis
    bottom: ChartAxis
    """Only where there are axes."""

    def __init__(
        self,
        appearance: Appearance,
        parent: QWidget | None = None,
        *,
        log_y: bool = False,
        unit: str = "",
        aspect_locked: bool = False,
        axes: bool = True,
        rules: bool = True,
        zoom_x_only: bool = False,
    ) -> None:
        """``unit`` stands behind the numbers of y; ``zoom_x_only`` leaves y to follow what is seen."""
        super().__init__(parent)
        self.appearance = appearance
        self._wanted: tuple[Range, Range] | None = None
        self._pointer: QPointF | None = None
        self.headline_label = Headline(appearance, self)
        self.view = ChartView(aspect_locked=aspect_locked)
        if zoom_x_only:
            self.view.setMouseEnabled(x=True, y=False)
        self.canvas = pg.GraphicsView(self, background=None)
        self.canvas.setFrameShape(self.canvas.Shape.NoFrame)
        # A cached ground would be a picture of pixels in an SVG.
        self.canvas.setCacheMode(self.canvas.CacheModeFlag.CacheNone)
        self.canvas.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # The ground is painted all over, so that nothing below needs to be.
        self.canvas.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        layout = pg.GraphicsLayout()
        # Room for the halves of the outermost numbers, which stand beyond the ends of their axes.
        margin = OVERHANG if axes else 0
        layout.setContentsMargins(0, margin, margin, 0)
        layout.setSpacing(0)
        self.canvas.setCentralItem(layout)
        layout.addItem(self.view, 0, 1)
        if axes:
            self.left = ChartAxis("left", appearance, log=log_y, unit=unit)
            self.bottom = ChartAxis("bottom", appearance)
            self.left.linkToView(self.view)
            self.bottom.linkToView(self.view)
            layout.addItem(self.left, 0, 0)
            layout.addItem(self.bottom, 1, 1)
            if rules:
                self.view.addItem(Rules(self.left, appearance))
        self._axes, self._log_y = axes, log_y
        self.message_label = QLabel(self.canvas)
        set_role(self.message_label, "muted")
        self.message_label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.message_label.setWordWrap(True)
        self.message_label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        # On a ground of its own: the lines across and the dashed ones would run through the words.
        self.message_label.setBackgroundRole(ROLES["card"])
        self.message_label.setAutoFillBackground(True)
        self.message_label.hide()
        self.readout_label = QLabel(self.canvas)
        self.readout_label.setProperty("role", "readout")
        self.readout_label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.readout_label.hide()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        # A chart gives way to any size; what it asks for is in its size hints.
        rows.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        rows.addWidget(self.headline_label)
        rows.addWidget(self.canvas, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.canvas.viewport().installEventFilter(self)
        self.view.sigResized.connect(self._place_labels)
        self.view.menu_wanted.connect(self.open_menu)
        self.view.moved.connect(self._on_moved)
        self.view.followed.connect(self._on_followed)
        appearance.changed.connect(self.restyle)
        self._restyle_parts()

    def sizeHint(self) -> QSize:
        """Half a card."""
        return QSize(312, 180)

    def minimumSizeHint(self) -> QSize:
        """Room for three ticks."""
        return QSize(180, 84)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """What the headline shows."""
        return self.headline_label.figures

    @property
    def message(self) -> str:
        """Why there is nothing to see; empty if there is something."""
        return self.message_label.text() if not self.message_label.isHidden() else ""

    @property
    def readout(self) -> str:
        """What is told of the place under the pointer; empty when it is elsewhere."""
        return self.readout_label.text() if not self.readout_label.isHidden() else ""

    @property
    def follows(self) -> bool:
        """Whether the range is the chart's own, or has been moved by hand."""
        return not self.view.moved_by_hand

    @property
    def visible_range(self) -> tuple[Range, Range]:
        """The x and the y range that are seen."""
        x, y = self.view.viewRange()
        return (x[0], x[1]), (y[0], y[1])

    def show_range(self, x: Range, y: Range) -> None:
        """Show this range, unless somebody has zoomed or panned; it is then kept for the way back."""
        if self._axes:
            self.left.make_room(*y)
        if (x, y) == self._wanted:
            return
        self._wanted = x, y
        if self.follows:
            self.view.setRange(xRange=x, yRange=y, padding=0, disableAutoRange=False)
            # Now, and not within the next paint, which would then be followed by another one.
            self.view.prepareForPaint()

    def set_headline(self, figures: Sequence[Figure]) -> None:
        """Write these figures above the view; no figures take no room."""
        self.headline_label.set_figures(figures)

    def set_message(self, message: str) -> None:
        """Say in the middle why there is nothing to see; empty for nothing."""
        if message != self.message:
            self.message_label.setText(message)
            self.message_label.setVisible(bool(message))
            self._place_labels()

    def table(self) -> export.Table:
        """The numbers that are drawn, in the units of the data, as columns of a CSV file."""
        return {}

    def readout_at(self, x: float, y: float) -> str:
        """What to tell of a place in the units of the axes (exponents of ten on a logarithmic one)."""
        return f"{numeral(x)}   {numeral(10.0**y if self._log_y else y, 3)}"

    def save(self, path: Path) -> None:
        """Write the chart by the suffix of the name: .png, .svg or .csv.

        Raises:
            GanplayError: another suffix, or the file cannot be written.
        """
        export.save(self, self.table(), path)

    def menu(self) -> QMenu:
        """What a right click offers."""
        menu = QMenu(self)
        menu.addAction(actions.WHOLE_CHART.tooltip, self.view.follow)
        menu.addSeparator()
        menu.addAction("Copy the picture", self._copy)
        for suffix, title in (
            ("png", "Save as PNG…"),
            ("svg", "Save as SVG…"),
            ("csv", "Save the data as CSV…"),
        ):
            if suffix != "csv" or self.table():
                menu.addAction(title).triggered.connect(
                    lambda _=False, suffix=suffix: self._ask_and_save(suffix)
                )
        return menu

    @Slot(QPoint)
    def open_menu(self, place: QPoint) -> None:
        """Open the menu at a place on the screen."""
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    def restyle(self) -> None:
        """Colours or scale have changed: dress every part anew."""
        self._restyle_parts()
        self.updateGeometry()

    def refresh_readout(self) -> None:
        """Tell the value under a resting pointer anew: the data have changed."""
        if self._pointer is not None:
            self._on_pointer_moved(self._pointer)

    def event(self, event: QEvent) -> bool:
        """Show the tip beside the chart, which it would cover."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and self.toolTip():
            show_beside(self, event.globalPos())
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A goes back to the chart's own range."""
        if actions.WHOLE_CHART.matches(event):
            self.view.follow()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep message and readout where they belong."""
        super().resizeEvent(event)
        self.headline_label.fit()
        self._place_labels()

    def eventFilter(self, watched: Any, event: QEvent) -> bool:
        """Read out the place under the pointer, and nothing when it has left."""
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseMove:
            self._on_pointer_moved(event.position())
        elif event.type() == QEvent.Type.Leave:
            self._pointer = None
            self.readout_label.hide()
        return super().eventFilter(watched, event)

    def _on_pointer_moved(self, place: QPointF) -> None:
        self._pointer = place
        inside = self.view.sceneBoundingRect().contains(place)
        point = self.view.mapSceneToView(place)
        across, up = self.view.viewPixelSize()
        x, y = rounded(point.x(), across), rounded(point.y(), up)
        text = self.readout_at(x, y) if inside and not self.message else ""
        self.readout_label.setText(text)
        self.readout_label.setVisible(bool(text))
        self._place_labels()

    @Slot()
    def _on_moved(self) -> None:
        if self._axes:
            self.left.make_room(*self.visible_range[1])

    @Slot()
    def _on_followed(self) -> None:
        if self._wanted is not None:
            x, y = self._wanted
            if self._axes:
                self.left.make_room(*y)
            self.view.setRange(xRange=x, yRange=y, padding=0, disableAutoRange=False)

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setImage(export.image(self))

    def _ask_and_save(self, suffix: str) -> None:
        name, _ = QFileDialog.getSaveFileName(self, "Save the chart", f"chart.{suffix}", f"*.{suffix}")
        if not name:
            return
        path = Path(name)
        try:
            self.save(path if path.suffix else path.with_suffix(f".{suffix}"))
        except GanplayError as error:
            page = page_of(self)
            if page is not None:
                page.say(Notice.of(str(error)))

    def _restyle_parts(self) -> None:
        look = self.appearance
        self.canvas.setBackgroundBrush(look.brush("card"))
        if self._axes:
            self.left.restyle()
            self.bottom.restyle()
        for item in self.view.childGroup.childItems():
            if hasattr(item, "restyle"):
                item.restyle()
        if self._wanted is not None and self._axes:
            self.left.make_room(*self._wanted[1])
        self.message_label.setFont(look.font(10))
        self.readout_label.setFont(look.font(9, tabular=True))
        self.headline_label.restyle()
        self._place_labels()

    @Slot()
    def _place_labels(self) -> None:
        area = self.canvas.rect()
        if not self.message_label.isHidden():
            # Within the view: over the axes it would run through their numbers.
            view = self.view.sceneBoundingRect().toRect()
            self.message_label.setGeometry(view.adjusted(1, 1, -1, -1))
        if not self.readout_label.isHidden():
            self.readout_label.adjustSize()
            self.readout_label.move(area.right() - self.readout_label.width() - 4, 4)


def rounded(value: float, pixel: float) -> float:
    """A place to the digits that a pixel tells apart: 0, and not 4e-16, in the middle."""
    digits = max(0, -math.floor(math.log10(pixel))) if pixel > 0 else 15
    return round(value, digits) + 0.0  # Which is never -0.
