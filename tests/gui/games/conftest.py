"""Somebody at the Games page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from ganplay.contract import scenes
from ganplay.gui.games.session import GameSession
from ganplay.gui.kinds import GAMES, kind_of

from ..conftest import LEFT, SCENE, OpenWindow, Person

SCENES = tuple(scene for scene in map(scenes.load, scenes.names()) if kind_of(scene.settings) is GAMES)


class Player(Person):
    """What is done at the page, and what is then seen."""

    @property
    def session(self) -> GameSession:
        return self.window.studio.game

    @property
    def plane(self):
        return self.page.planes[0]

    @property
    def watch(self) -> str:
        return self.page.foot._watch.text()

    @property
    def words(self) -> list[str]:
        return [word.text() for word in self.page.legend.words]

    def sentence(self, index: int) -> str:
        """What the card of a rule says."""
        card = self.page.form.cards[index]
        assert card.isVisible()
        return card.sentence.text

    def drag(self, widget: QWidget, *places: QPointF) -> None:
        way = [place.toPoint() for place in places]
        QTest.mousePress(widget, LEFT, pos=way[0])
        for point in way[1:]:
            QTest.mouseMove(widget, point)
        QTest.mouseRelease(widget, LEFT, pos=way[-1])

    def pixel(self, x: float, y: float) -> QPointF:
        """Where a place is seen on the large plane."""
        return QPointF(*self.plane.plane.pixels((x, y)))

    def drag_slider(self, path: str, value: float) -> None:
        """Drag the handle of a knob to a value."""
        slider = self.page.form.rows[path].control.slider
        middle = slider.height() / 2
        there = QPointF(slider._x(value), middle)
        self.drag(
            slider,
            QPointF(slider.handle_x(), middle),
            QPointF((slider.handle_x() + there.x()) / 2, middle),
            there,
        )

    def choose(self, path: str, key: str) -> None:
        """Choose in the form with the arrow keys."""
        box = self.page.form.rows[path].control
        steps = box.findData(key) - box.currentIndex()
        for _ in range(abs(steps)):
            QTest.keyClick(box, Qt.Key.Key_Down if steps > 0 else Qt.Key.Key_Up)

    def choose_rule(self, title: str) -> None:
        """Choose in the open menu of rules."""
        menu = self.page.legend.menu
        assert menu.isVisible()
        next(action for action in menu.actions() if action.text() == title).trigger()
        menu.close()
        # The rows of a new card are shown by the next turn of the event loop.
        self.until(lambda: all(row.isVisible() for row in self.page.form.rows.values()))

    def open(self, name: str) -> None:
        """Choose a scene in the menu of the title."""
        menu = self.window.header.menu
        actions = [
            action
            for part in (menu, *(a.menu() for a in menu.actions() if a.menu()))
            for action in part.actions()
        ]
        next(action for action in actions if action.data() == name).trigger()

    def click_at(self, widget: QWidget, x: float, y: float) -> None:
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=QPoint(round(x), round(y)))


OpenPlayer = Callable[..., Player]


@pytest.fixture
def open_player(open_window: OpenWindow, qtbot) -> OpenPlayer:
    """Open the window on a scene of a game, with all others in its menu."""

    def opened(name: str = "game-slide", library=SCENES) -> Player:
        person = open_window(scene=scenes.load(name), library=(SCENE, *library), begin=False)
        return Player(person.window, qtbot)

    return opened


@pytest.fixture
def player(open_player: OpenPlayer) -> Player:
    """At the slide, at step 0."""
    return open_player()
