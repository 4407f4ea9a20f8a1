"""Somebody at the Games page: alone, which is quick to open, or in the whole window."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ganplay.contract import scenes
from ganplay.contract.kinds import GAMES, PICTURES, PLANE, kind_of
from ganplay.contract.scenes import Scene
from ganplay.gui.app_context import AppContext
from ganplay.gui.charts.chart import Chart
from ganplay.gui.games.page import GamesPage
from ganplay.gui.games.session import GameSession
from ganplay.gui.theme import Appearance

from .. import conftest
from ..plot_frames import pixels

LEFT = Qt.MouseButton.LeftButton
SCENES = tuple(scene for scene in map(scenes.load, scenes.names()) if kind_of(scene.settings) is GAMES)
PAGE = QSize(1204, 670)
"""What a window of 1280x720 leaves for its page."""


@dataclasses.dataclass
class Player:
    """What is done at the page, and what is then seen."""

    page: GamesPage
    qtbot: QtBot

    @property
    def session(self) -> GameSession:
        return self.page.session

    @property
    def plane(self):
        return self.page.planes[0]

    @property
    def watch(self) -> str:
        return self.page.foot._watch.text()

    @property
    def words(self) -> list[str]:
        return [word.text() for word in self.page.legend.words]

    @property
    def shown_step(self) -> str:
        return self.page.transport._step.text()

    @property
    def play_word(self) -> str:
        return self.page.transport.play.text()

    def sentence(self, index: int) -> str:
        """What the card of a rule says."""
        card = self.page.form.cards[index]
        assert card.isVisible()
        return card.sentence.text

    def pixel(self, x: float, y: float) -> QPointF:
        """Where a place is seen on the large plane."""
        return QPointF(*pixels(self.plane, (x, y)))

    def until(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition, timeout=20_000)

    def settle(self) -> None:
        """Until what need not keep up with a hand has followed."""
        self.until(lambda: not self.session._follow.isActive())

    def open(self, name: str) -> None:
        self.session.open_scene(scenes.load(name))
        self.settle()

    def click(self, widget: QWidget) -> None:
        # What is new in a form is shown by the next turn of the event loop.
        self.until(widget.isVisible)
        QTest.mouseClick(pressed(widget), LEFT)
        self.settle()

    def click_at(self, widget: QWidget, x: float, y: float) -> None:
        QTest.mouseClick(widget, LEFT, pos=QPoint(round(x), round(y)))

    def press(self, key: Qt.Key) -> None:
        """Press a key as a keyboard does: it goes to whatever has the focus."""
        QTest.keyClick(QApplication.focusWidget() or self.page, key)
        self.settle()

    def type_in(self, field: QWidget, text: str) -> None:
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, text)
        QTest.keyClick(field, Qt.Key.Key_Return)
        self.settle()

    def enter(self, path: str, text: str) -> None:
        self.type_in(self.page.form.rows[path].control.entry, text)

    def choose(self, path: str, key: str) -> None:
        """Choose in the form with the arrow keys."""
        box = self.page.form.rows[path].control
        steps = box.findData(key) - box.currentIndex()
        for _ in range(abs(steps)):
            QTest.keyClick(box, Qt.Key.Key_Down if steps > 0 else Qt.Key.Key_Up)
        self.settle()

    def choose_rule(self, title: str) -> None:
        """Have one more rule, by the menu of the legend."""
        self.click(self.page.legend.more)
        menu = self.page.legend.menu
        assert menu.isVisible()
        next(action for action in menu.actions() if action.text() == title).trigger()
        menu.close()
        self.settle()

    def drag(self, widget: QWidget, *places: QPointF) -> None:
        way = [place.toPoint() for place in places]
        widget = pressed(widget)
        QTest.mousePress(widget, LEFT, pos=way[0])
        for point in way[1:]:
            QTest.mouseMove(widget, point)
        QTest.mouseRelease(widget, LEFT, pos=way[-1])
        self.settle()

    def drag_slider(self, path: str, value: float) -> None:
        """Drag the handle of a knob to a value."""
        slider = self.page.form.rows[path].control.slider
        middle, here, there = slider.height() / 2, slider.handle_x(), slider._x(value)
        self.drag(slider, *(QPointF(x, middle) for x in (here, (here + there) / 2, there)))


def pressed(widget: QWidget) -> QWidget:
    """What the mouse presses: of a chart its picture."""
    return widget.canvas.viewport() if isinstance(widget, Chart) else widget


OpenPlayer = Callable[..., Player]


@pytest.fixture
def open_player(qtbot: QtBot, script, mirror) -> Iterator[OpenPlayer]:
    """Open the page by itself on a scene, the slide unless another is named."""
    windows: list[QWidget] = []

    def opened(name: str = "game-slide") -> Player:
        appearance = Appearance()
        shelf: dict[object, Scene] = {PLANE: conftest.SCENE, PICTURES: conftest.PICTURES}
        app_context = AppContext(
            lambda: conftest.DrawnEngine(script, mirror),
            mirror.fetch,
            {**shelf, GAMES: scenes.load(name)},
            appearance,
        )
        window = QWidget()
        layout = QVBoxLayout(window)
        layout.setContentsMargins(0, 0, 0, 0)
        page = GamesPage(app_context)
        layout.addWidget(page)
        window.resize(PAGE)
        windows.append(window)
        appearance.setParent(window)
        app_context.setParent(window)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        page.setFocus()
        qtbot.waitUntil(lambda: len(page.panels.plots) >= len(page.session.panels))
        return Player(page, qtbot)

    yield opened
    for window in windows:
        window.close()
        window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def player(open_player: OpenPlayer) -> Player:
    """At the slide, at step 0."""
    return open_player()
