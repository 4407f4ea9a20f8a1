"""Driving the Inpaint page: mouse, keys, and what is then shown."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ganplay.contract.inpainting import Progress
from ganplay.gui.inpaint.page import InpaintPage
from ganplay.gui.inpaint.search_tasks import MAIN
from ganplay.gui.inpaint.session import InpaintSession

from .fake_search import FakeSearch, InpaintEngine

LEFT = Qt.MouseButton.LeftButton


@dataclasses.dataclass
class PageDriver:
    """The page in a window of its own, with a fake search."""

    page: InpaintPage
    engine: InpaintEngine
    qtbot: QtBot

    @property
    def session(self) -> InpaintSession:
        return self.page.inpaint_session

    @property
    def progress(self) -> Progress:
        progress = self.session.progress
        assert progress is not None
        return progress

    @property
    def search(self) -> FakeSearch:
        """The newest search by the model that was chosen."""
        return next(each for each in reversed(self.engine.begun) if each.task.source != "cgan")

    def until(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition, timeout=20_000)

    def settle(self) -> None:
        """Wait until what is shown is of what was asked for last."""
        self.until(
            lambda: (
                not self.session._send_timer.isActive()
                and self.session.progress is not None
                and self.progress.task is self.session._results.tasks[MAIN]
            )
        )

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.page, key)

    def click(self, widget: QWidget, place: QPointF | None = None) -> None:
        assert widget.isVisible()
        QTest.mouseClick(widget, LEFT, pos=place.toPoint() if place is not None else QPoint())

    def play(self) -> None:
        """Play to the end."""
        self.press(Qt.Key.Key_Space)
        self.until(lambda: not self.session.playing and self.progress.finished)

    def paint(self, *places: tuple[float, float]) -> None:
        """Drag the brush over these places of the picture, x to the right and y down."""
        placement = self.page.canvas.placement
        way = [QPointF(*placement.point(place)).toPoint() for place in places]
        QTest.mousePress(self.page.canvas, LEFT, pos=way[0])
        for point in way[1:]:
            QTest.mouseMove(self.page.canvas, point)
        QTest.mouseRelease(self.page.canvas, LEFT, pos=way[-1])

    def seen(self, row: int, column: int) -> tuple[int, int, int]:
        """The colour of a pixel in the large view."""
        large = self.page.result.large
        place = large._placement()
        x, y = place.point((column + 0.5, row + 0.5))
        color = large.grab().toImage().pixelColor(round(x * place.ratio), round(y * place.ratio))
        return color.red(), color.green(), color.blue()

    def sees(self, row: int, column: int, grey: int) -> bool:
        return self.seen(row, column) == (grey, grey, grey)


def middle(hole: np.ndarray) -> tuple[int, int]:
    """A pixel well within a hole, not on its outline."""
    rows, columns = np.nonzero(hole)
    return int(np.median(rows)), int(np.median(columns))
