"""The window on a fake engine, whose steps cost nothing, and on the real one."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import get_args

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ganplay.contract.commands import Look
from ganplay.contract.errors import DataError, DeviceError
from ganplay.contract.events import Event
from ganplay.contract.experiment import EngineLoader
from ganplay.contract.games import Match
from ganplay.contract.latent import Answer, Nearest, Neighbours, Request
from ganplay.contract.pictures import CLASSES, SIDE, Pictures, Strokes
from ganplay.contract.scenes import Scene
from ganplay.contract.settings import Settings
from ganplay.contract.snapshots import Frame, Log, Report, Sheet
from ganplay.contract.views import PlaneView, SharesView, TilesView
from ganplay.gui.memory import Memory
from ganplay.gui.notice import Notice
from ganplay.gui.theme import Appearance
from ganplay.gui.training.session import Session
from ganplay.gui.widgets.event_strip import EventStrip
from ganplay.gui.widgets.text import Text
from ganplay.gui.window import MainWindow
from ganplay.runtime.fetching import Progress

from ..runtime.fake_engine import FakeEngine, FakeExperiment, Script
from .plot_frames import pixels

LEFT = Qt.MouseButton.LeftButton
SCENE = Scene(
    "ring8", "Ring of eight", Settings(), subtitle="minimax", watch="Watch the ring.", note="The note."
)


PICTURES = Scene(
    "digits", "Digits", Settings(data=Strokes(), batch=64), subtitle="DCGAN", watch="Watch the digits."
)
GAME = Scene("slide", "The slide", Match(), subtitle="eta 0.1", watch="Does it settle?", note="It does not.")


@dataclasses.dataclass
class Mirror:
    """Where MNIST is fetched from, a piece at a time when it is allowed to; the store begins full."""

    full: bool = True
    fails: Exception | None = None
    allowed: threading.Semaphore = dataclasses.field(default_factory=lambda: threading.Semaphore(0))

    def fetch(self, which: str, progress: Progress, cancelled: Callable[[], bool]) -> bool:
        assert which == "mnist"
        for piece in range(1, 11):
            while not self.allowed.acquire(timeout=0.01):
                if cancelled():
                    return False
            if self.fails is not None:
                raise self.fails
            progress(1_000_000 * piece, 10_000_000)
        self.full = True
        return True


@dataclasses.dataclass
class Librarian:
    """Knows one neighbour of any picture: as grey as it, of the class that its grey level ends on."""

    asked: list[Nearest] = dataclasses.field(default_factory=list)
    fails: Exception | None = None

    def answer(self, request: Request) -> Answer:
        assert isinstance(request, Nearest)
        self.asked.append(request)
        if self.fails is not None:
            raise self.fails
        grey = int(request.picture[0, 0])
        return Neighbours(request.picture[None], (grey % CLASSES,), np.array([0.25], np.float32))


class DrawnExperiment(FakeExperiment):
    """The fake run with a frame that the window can draw, and what an engine refuses."""

    def __init__(self, settings: Settings, script: Script, mirror: Mirror) -> None:
        self._mirror = mirror
        if settings.device == "cuda":
            raise DeviceError("device 'cuda': there is none here")
        super().__init__(settings, script)
        self._refuse(settings)

    def change(self, settings: Settings) -> None:
        self._refuse(settings)
        super().change(settings)

    def look(self, look: Look) -> Frame:
        self._script.act("look")
        self._script.looks.append(look)
        if isinstance(self.settings.data, get_args(Pictures)):
            return self._pictures(look.tiles)
        points = np.zeros((4, 2), np.float32)
        plane = PlaneView(extent=self.settings.data.extent, real=points, fake=points)
        return Frame(step=self.step, views=(plane,), numbers={"d_loss": 1.0})

    def drain(self) -> Log:
        """With a sheet at every power of two, whose tiles are as grey as the step."""
        log = super().drain()
        steps = [int(row[0]) for row in log.trace if int(row[0]).bit_count() == 1]
        sheets = (Sheet(step, np.full((64, SIDE, SIDE), step % 256, np.uint8)) for step in steps)
        return dataclasses.replace(log, sheets=tuple(sheets))

    def _pictures(self, tiles: int) -> Frame:
        grey = np.full((tiles, SIDE, SIDE), self.step % 256, np.uint8)
        white, even, names = np.full_like(grey, 255), np.full(CLASSES, 0.1, np.float32), tuple("0123456789")
        return Frame(
            step=self.step,
            views=(TilesView(white, grey, classes=names), SharesView(even, even, names)),
            source="Strokes, drawn by ganplay",
        )

    def _refuse(self, settings: Settings) -> None:
        if settings.data.name == "file":
            raise DataError("data.path: name a CSV file")
        if settings.data.name == "digits" and not self._mirror.full:
            raise DataError("MNIST is not on this computer yet; fetch it")


class DrawnEngine(FakeEngine):
    def __init__(self, script: Script, mirror: Mirror | None = None, librarian: Librarian | None = None):
        super().__init__(script)
        self._mirror, self._librarian = mirror or Mirror(), librarian or Librarian()

    def explorer(self) -> Librarian:
        return self._librarian

    def create(self, settings: Settings) -> DrawnExperiment:
        self._script.act("create")
        return DrawnExperiment(settings, self._script, self._mirror)

    def open(self, path: Path) -> DrawnExperiment:
        stored = super().open(path)
        experiment = DrawnExperiment(stored.settings, self._script, self._mirror)
        experiment.step = experiment.opened_at = stored.step
        return experiment


@dataclasses.dataclass
class Person:
    """Somebody at the window: what is done, and what is then seen and heard."""

    window: MainWindow
    qtbot: QtBot
    notices: list[Notice] = dataclasses.field(default_factory=list)
    _reports: dict[Session, list[Report]] = dataclasses.field(default_factory=dict)

    def __post_init__(self) -> None:
        for session in self.window.app_context.sessions.values():
            self._reports[session] = []
            session.reported.connect(self._reports[session].append)
            session.said.connect(self.notices.append)

    @property
    def reports(self) -> list[Report]:
        """Those of the run that is shown."""
        return self._reports[self.window.session]

    @property
    def page(self):
        return self.window.page

    def turn_to(self, word: str) -> None:
        """Click on a page's word on the rail."""
        button = next(button for button in self.window.rail.buttons if button.text() == word)
        self.click(button)

    @property
    def step(self) -> int:
        frames = [report.frame for report in self.reports[-50:] if report.frame is not None]
        return frames[-1].step if frames else -1

    @property
    def shown_step(self) -> str:
        return self.page.transport._step.text()

    @property
    def play_word(self) -> str:
        return self.page.transport.play.text()

    @property
    def heard(self) -> list[str]:
        return [notice.sentence for notice in self.notices]

    @property
    def notice(self) -> str:
        """The sentence of the notice on the page that is shown; empty without one."""
        strips = [strip for strip in self.page.findChildren(EventStrip) if strip.isVisible()]
        return strips[0].findChildren(Text)[0].text() if strips else ""

    def until(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition, timeout=20_000)

    def settle(self) -> None:
        """Wait until all that was asked has been answered."""
        session = self.window.session
        self.until(
            lambda: (
                not session._rebuild.isActive()
                and not self.page.form.state.pending
                and bool(self.reports)
                and self.reports[-1].obeyed >= session._posted
            )
        )

    def click(self, widget: QWidget) -> None:
        assert widget.isVisible()
        QTest.mouseClick(widget, LEFT)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key as a keyboard does: it goes to whatever has the focus."""
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifier)

    def type_in(self, field: QWidget, text: str) -> None:
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, text)
        QTest.keyClick(field, Qt.Key.Key_Return)

    def choose(self, path: str, key: str) -> None:
        """Choose in the form with the arrow keys."""
        box = self.page.form.rows[path].control
        steps = box.findData(key) - box.currentIndex()
        for _ in range(abs(steps)):
            QTest.keyClick(box, Qt.Key.Key_Down if steps > 0 else Qt.Key.Key_Up)
        self.until(lambda: not self.page.form.state.pending)

    def enter(self, path: str, text: str) -> None:
        self.type_in(self.page.form.rows[path].control.entry, text)

    def draw(self, *places: tuple[float, float]) -> None:
        plane = self.page.world.chart
        way = [QPoint(*np.round(pixel).astype(int).tolist()) for pixel in pixels(plane, places)]
        canvas = plane.canvas.viewport()
        QTest.mousePress(canvas, LEFT, pos=way[0])
        for point in way[1:]:
            QTest.mouseMove(canvas, point)
        QTest.mouseRelease(canvas, LEFT, pos=way[-1])


OpenWindow = Callable[..., Person]


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    """The window's own type and style sheet, whichever test was before: sizes follow from them."""
    Appearance().dress(qapp)


@pytest.fixture
def script() -> Script:
    return Script()


@pytest.fixture
def mirror() -> Iterator[Mirror]:
    mirror = Mirror()
    yield mirror
    mirror.allowed.release(100)


@pytest.fixture
def librarian() -> Librarian:
    return Librarian()


@pytest.fixture
def open_window(
    qtbot: QtBot, tmp_path: Path, script: Script, mirror: Mirror, librarian: Librarian
) -> Iterator[OpenWindow]:
    """Open a window on an engine (the fake one unless another is given) and begin."""
    windows: list[MainWindow] = []

    def opened(
        load: EngineLoader | None = None,
        scene: Scene | None = SCENE,
        library: tuple[Scene, ...] = (SCENE,),
        *,
        begin: bool = True,
    ) -> Person:
        load = load or (lambda: DrawnEngine(script, mirror, librarian))
        shelf = (*library, PICTURES, GAME)
        window = MainWindow(load, mirror.fetch, scene, shelf, Memory(tmp_path / "memory"))
        windows.append(window)
        person = Person(window, qtbot)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        if begin:
            window.start()
            person.until(lambda: person.step == 0)
            person.settle()
        return person

    yield opened
    for window in windows:
        mirror.allowed.release(100)
        window.close()
        window.app_context.stop(10)
        window.deleteLater()
    # A style sheet is worked out for every widget there is: windows that linger make each later one slower.
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def person(open_window: OpenWindow) -> Person:
    """Somebody at a window on the fake engine, at step 0."""
    return open_window()


@pytest.fixture
def noticing(script: Script, monkeypatch: pytest.MonkeyPatch) -> Callable[[int, Event], None]:
    """Let the fake engine notice an event at a step."""
    events: dict[int, Event] = {}
    advance = FakeExperiment.advance

    def advanced(experiment: FakeExperiment, *arguments: object) -> None:
        advance(experiment, *arguments)
        if experiment.step in events and experiment.noticed == ():
            experiment.noticed = (events[experiment.step],)
            experiment._events += experiment.noticed

    monkeypatch.setattr(FakeExperiment, "advance", advanced)
    return events.__setitem__


@pytest.fixture
def look(qapp: QApplication) -> Appearance:
    """The looks at scale 1, light."""
    return Appearance()


@pytest.fixture
def shown(qtbot: QtBot) -> Callable[..., QWidget]:
    """Shows a widget by itself in a size, and gives it back."""

    def show(widget: QWidget, width: int = 400, height: int = 300) -> QWidget:
        qtbot.addWidget(widget)
        widget.resize(width, height)
        widget.show()
        return widget

    return show
