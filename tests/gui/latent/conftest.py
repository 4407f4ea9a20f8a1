"""Somebody at the Latent page, with an explorer that needs no torch."""

from __future__ import annotations

import dataclasses
import itertools
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ganplay.contract.experiment import Engine
from ganplay.contract.pictures import Digits
from ganplay.contract.scenes import Scene
from ganplay.contract.settings import Settings
from ganplay.contract.snapshots import Frame, Phase, Report
from ganplay.contract.views import Model
from ganplay.gui.charts.chart import Chart
from ganplay.gui.latent import catalogue
from ganplay.gui.latent.exploration import Exploration
from ganplay.gui.latent.page import LatentPage
from ganplay.gui.latent.sheet import SheetPlot
from ganplay.gui.theme import Appearance
from ganplay.gui.training.session import Session
from ganplay.runtime.exploring import LazyExplorer
from ganplay.runtime.jobs import JobThread, RequestChannel
from ganplay.runtime.training import TrainingThread

from ..plot_frames import pixels
from .fake_explorer import FakeEngine, FakeExplorer

LEFT = Qt.MouseButton.LeftButton
SHIPPED = ("digits-dcgan", "digits-infogan", "digits-labels", "digits-wgan-gp")
TITLES = {"digits-dcgan": "Digits by a DCGAN", "digits-labels": "Digits on demand"}
"""What the headers of some files of weights say; the others are silent."""


@dataclasses.dataclass
class Visitor:
    """What is done at the page, and what is then seen."""

    page: LatentPage
    jobs: tuple[JobThread, JobThread]
    nearest: RequestChannel
    session: Session
    explorer: FakeExplorer
    qtbot: QtBot

    @property
    def exploration(self) -> Exploration:
        return self.page.exploration

    def until(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition, timeout=20_000)

    def settle(self) -> None:
        """Wait until all that was asked has been answered, and nothing waits for a rest."""
        page, exploration = self.page, self.exploration
        timers = (page.portrait._rest, page.sliders._rest, page.pad._rest)
        channels = (*exploration._channels.values(), self.nearest)
        self.until(
            lambda: (
                not any(timer.isActive() for timer in timers)
                and not exploration.busy
                and all(channel.idle for channel in channels)
            )
        )

    def open(self, name: str) -> None:
        box = self.page.catalogue
        box.setCurrentIndex(box.findText(TITLES.get(name, name)))
        self.until(lambda: self.exploration.source == name)
        self.settle()

    def turn_to(self, word: str) -> None:
        self.page.tabs.current = word
        self.settle()

    def click(self, widget: QWidget, place: QPointF | None = None) -> None:
        assert widget.isVisible()
        QTest.mouseClick(widget, LEFT, pos=place.toPoint() if place is not None else QPoint())

    def click_tile(self, sheet: SheetPlot, index: int) -> None:
        self.click(sheet, sheet.tile(index).center())

    def drag(self, widget: QWidget, *places: QPointF) -> None:
        points = [place.toPoint() for place in places]
        QTest.mousePress(widget, LEFT, pos=points[0])
        for point in points[1:]:
            QTest.mouseMove(widget, point)
        QTest.mouseRelease(widget, LEFT, pos=points[-1])

    def click_chart(self, chart: Chart, place: tuple[float, float]) -> None:
        """Click at a place in the units of the axes."""
        self.click(chart.canvas.viewport(), QPointF(*pixels(chart, place)))

    def drag_chart(self, chart: Chart, *places: tuple[float, float]) -> None:
        """Drag over places in the units of the axes; pyqtgraph sees a move each hundredth of a second."""
        canvas = chart.canvas.viewport()
        points = [QPointF(*pixels(chart, place)).toPoint() for place in places]
        QTest.mouseMove(canvas, points[0])
        QTest.mousePress(canvas, LEFT, pos=points[0])
        for start, end in itertools.pairwise(points):
            for share in (0.3, 0.6, 1.0):
                QTest.mouseMove(canvas, start + (end - start) * share)
                QTest.qWait(15)
        QTest.mouseRelease(canvas, LEFT, pos=points[-1])
        QTest.qWait(15)

    def wheel(self, chart: Chart, place: tuple[float, float], turns: int) -> None:
        """Turn the wheel with the pointer at a place in the units of the axes."""
        canvas = chart.canvas.viewport()
        at = canvas.mapTo(self.page, QPointF(*pixels(chart, place)).toPoint())
        QTest.wheelEvent(self.page.windowHandle(), at, QPoint(0, 120 * turns))

    def type_in(self, field: QWidget, text: str) -> None:
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, text)
        QTest.keyClick(field, Qt.Key.Key_Return)

    def shows(self, picture: np.ndarray) -> bool:
        shown = self.page.portrait.picture
        return shown is not None and np.array_equal(shown, picture)


def live(step: int, **changes: object) -> Report:
    """What a run tells the window at a step, its networks among it."""
    settings = Settings(data=Digits(), **changes)
    return Report(1, Phase.RUNNING, settings, Frame(step=step, views=(Model(settings, step, {}),)))


OpenPage = Callable[..., Visitor]


def weights(folder: Path, name: str) -> Path:
    """A file that has nothing but the header of a file of weights."""
    header = json.dumps({"__metadata__": {"note.title": TITLES[name]} if name in TITLES else {}}).encode()
    path = folder / f"{name}.safetensors"
    path.write_bytes(len(header).to_bytes(8, "little") + header)
    return path


@pytest.fixture
def open_page(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[OpenPage]:
    """The page as a window shows it, with these models shipped."""
    made: list[Visitor] = []

    def opened(
        shipped: tuple[str, ...] = SHIPPED, *, show: bool = True, playground: Engine | None = None
    ) -> Visitor:
        monkeypatch.setattr(catalogue, "models", lambda: {name: weights(tmp_path, name) for name in shipped})
        appearance = Appearance()
        explorer = FakeExplorer()
        engine = playground or FakeEngine(explorer)
        session = Session(TrainingThread(lambda: engine), Scene("own", "Own", Settings()))
        jobs, data_jobs = (JobThread(lambda: engine) for _ in range(2))
        nearest = RequestChannel(data_jobs, LazyExplorer(data_jobs).answer)
        page = LatentPage(Exploration(jobs), nearest, session, appearance)
        visitor = Visitor(page, (jobs, data_jobs), nearest, session, explorer, qtbot)
        made.append(visitor)
        page.resize(1192, 656)
        if show:
            with qtbot.waitActive(page):
                page.show()
                page.activateWindow()
        return visitor

    yield opened
    for visitor in made:
        visitor.explorer.may_answer.set()
        visitor.explorer.may_search.set()
        for thread in visitor.jobs:
            assert thread.stop(10)
        visitor.exploration.deleteLater()
        visitor.page.close()
        visitor.page.deleteLater()
        visitor.session.deleteLater()


@pytest.fixture
def visitor(open_page: OpenPage) -> Visitor:
    """Somebody who looks at the first shipped model, with everything drawn."""
    visitor = open_page()
    visitor.until(lambda: visitor.exploration.card is not None)
    visitor.settle()
    return visitor
