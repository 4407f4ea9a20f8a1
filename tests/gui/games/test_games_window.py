"""The Games page in the window: every scene in quick succession, the way to a real GAN, and the end."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication

from ganplay.contract import scenes
from ganplay.contract.kinds import GAMES

from ..conftest import SCENE, OpenWindow, Person
from .conftest import SCENES, OpenPlayer, Player

KEY = Qt.Key


@pytest.fixture
def person(open_window: OpenWindow) -> Person:
    """At the slide, with all other games in the menu of the title."""
    return open_window(scene=SCENES[0], library=(SCENE, *SCENES, scenes.load("collapse")), begin=False)


def choose_scene(person: Person, name: str) -> None:
    """Choose in the menu of the title."""
    menu = person.window.header.menu
    menus = [menu, *(action.menu() for action in menu.actions() if action.menu())]
    next(action for part in menus for action in part.actions() if action.data() == name).trigger()


def test_every_scene_opens_while_another_plays_and_fits_a_projector(person: Person):
    page, session = person.page, person.window.session
    for scene in SCENES:
        person.press(KEY.Key_Space)
        choose_scene(person, scene.name)
        assert not session.running
        assert session.step == 0
        assert person.window.header.title.text().startswith(scene.title[:10])
        assert page.foot.also.isVisible() == bool(scene.see_also)
        QApplication.processEvents()
        assert person.window.minimumSizeHint().width() <= 1280, scene.name
        assert person.window.minimumSizeHint().height() <= 690, scene.name
        assert all(word.geometry().right() <= page.legend.width() for word in page.legend.words)
    person.press(KEY.Key_Space)
    person.until(lambda: session.step > 2)
    person.window.close()
    assert not person.window.isVisible()


def test_a_game_leads_to_a_real_gan_rests_there_and_is_remembered(person: Person):
    games, session = person.page, person.window.session
    person.enter("eta", "0.3")
    games.setFocus()
    person.press(KEY.Key_Space)
    person.until(lambda: session.step > 3)
    person.turn_to("Play")
    assert not session.running
    step = session.step
    person.turn_to("Games")
    assert session.step == step
    assert person.play_word == "Play"
    person.press(KEY.Key_Space)
    person.click(games.foot.also)
    assert person.window.session.scene.name == "collapse"
    assert person.page is not games
    assert not session.running
    person.click(person.page.foot.also)
    assert person.page is games
    assert person.window.session is session
    assert session.scene.name == "game-slide"
    assert not session.changed
    person.enter("eta", "0.3")
    games.setFocus()
    person.press(KEY.Key_Space)
    person.window.close()
    assert person.window._memory.kept[GAMES].present.settings.eta == 0.3
    assert person.window._memory.page == "Games"


@pytest.mark.parametrize("size", [QSize(1204, 670), QSize(1840, 1030)], ids=["projector", "desk"])
def test_nothing_on_the_page_lies_on_something_else(open_player: OpenPlayer, size: QSize):
    player: Player = open_player("game-mescheder")
    page = player.page
    page.window().resize(size)
    QApplication.processEvents()
    seen = [plot for plot in page.panels.plots if plot.isVisible()]
    assert len(seen) == 9
    boxes = [plot.geometry() for plot in seen]
    assert not any(a.intersects(b) for i, a in enumerate(boxes) for b in boxes[:i])
    assert all(box.height() > 110 for box in boxes)
    assert page.legend.geometry().bottom() <= page.panels.geometry().top()
