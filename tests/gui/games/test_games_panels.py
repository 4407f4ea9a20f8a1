"""Small pictures beside each other: one is looked at by itself, set by itself, or all together."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ganplay.contract import scenes
from ganplay.gui.games.panels import Panels
from ganplay.gui.theme import Appearance

from .conftest import OpenPlayer, Player

KEY = Qt.Key


@pytest.fixture
def nine(open_player: OpenPlayer) -> Player:
    return open_player("game-mescheder")


@pytest.fixture
def six(open_player: OpenPlayer) -> Player:
    return open_player("game-gidel")


def radii(player: Player) -> dict[str, list[float]]:
    """How far each rule of each panel is out at the end."""
    return {
        title: [run.radius_at(match.steps) for run in runs] for title, match, runs in player.session.panels
    }


def test_nine_games_under_three_rules_each(nine: Player):
    assert nine.words == ["simultaneous", "alternating k 1", "alternating k 5"]
    ends = radii(nine)
    assert len(ends) == 9
    assert ends["GAN"] == pytest.approx([3.097, 1.421, 1.845], abs=1e-3)
    assert ends["WGAN-GP"] == pytest.approx([1.802, 1.221, 0.716], abs=1e-3)
    assert not nine.plane.isVisible()
    nine.click(nine.page.legend.words[0])
    assert {len(runs) for _, _, runs in nine.session.panels} == {2}
    assert {len(plot._runs) for plot in nine.page.panels.plots} == {2}


def test_a_click_looks_at_one_by_itself_and_escape_at_all(nine: Player):
    titles = [plot.figures[0].words for plot in nine.page.panels.plots]
    nine.click(nine.page.panels.plots[titles.index("WGAN-GP")])
    assert nine.plane.isVisible()
    assert not nine.page.panels.isVisible()
    assert nine.session.panel == "WGAN-GP"
    assert nine.watch == "WGAN-GP"
    assert nine.session.settings.game.penalty.name == "gradient"
    assert nine.page.monitors.time.rows[0].figures[0].words.endswith("· WGAN-GP")
    nine.press(KEY.Key_Escape)
    assert nine.page.panels.isVisible()
    assert nine.session.panel == "WGAN-GP", "its knobs are still those in the form"
    nine.click(nine.page.panels.plots[0])
    nine.click(nine.page.all_panels)
    assert nine.page.panels.isVisible()


def test_what_a_panel_sets_itself_is_turned_there_alone(nine: Player):
    before = radii(nine)
    nine.click(nine.page.panels.plots[5])
    assert nine.session.panel == "R1, γ 0.3"
    nine.drag_slider("game.penalty.gamma", 3.0)
    nine.press(KEY.Key_Escape)
    after = radii(nine)
    assert {title for title in before if before[title] != after[title]} == {"R1, γ 0.3"}
    assert nine.session.changed
    nine.click(nine.page.form.rows["game.penalty.gamma"].back)
    assert radii(nine) == before
    assert not nine.session.changed


def test_what_all_share_is_turned_everywhere(nine: Player):
    before = radii(nine)
    nine.drag_slider("eta", 0.1)
    after = radii(nine)
    assert all(before[title] != after[title] for title in before)
    nine.session.add(nine.session.rules[0])
    assert {len(runs) for _, _, runs in nine.session.panels} == {4}


def test_a_panel_of_another_kind_starts_at_its_own_place(nine: Player):
    nine.click(nine.page.panels.plots[2])
    nine.choose("game.name", "bilinear")
    assert len(nine.session.runs[0].trajectory.path[0]) == 4
    nine.press(KEY.Key_Escape)
    assert all(runs[0].trajectory is not None for _, _, runs in nine.session.panels)
    nine.page.grab()


def test_the_start_of_one_is_the_start_of_all(nine: Player):
    nine.click(nine.page.panels.plots[0])
    nine.drag(nine.plane, nine.pixel(1, 1), nine.pixel(-1, 0.5))
    nine.press(KEY.Key_Escape)
    for _, _, runs in nine.session.panels:
        assert runs[0].trajectory.path[0] == pytest.approx((-1, 0.5), abs=0.1)


def test_panels_with_rules_of_their_own_have_those_alone(six: Player):
    assert [runs[0].rule.name for _, _, runs in six.session.panels] == [
        "simultaneous",
        "alternating",
        "adam",
        "averaging",
        "optimistic",
        "extragradient",
    ]
    assert not six.page.legend.more.isVisible()
    assert not six.page.legend.words[0].isEnabled()
    six.click(six.page.panels.plots[2])
    assert six.words == ["Adam β 1 0 β 2 0.99"] or six.words[0].startswith("Adam")
    six.drag_slider("0.beta1", 0.5)
    six.drag_slider("eta", 0.05)
    six.press(KEY.Key_Escape)
    matches = {title: match for title, match, _ in six.session.panels}
    assert matches["Adam, η 0.01"].eta == 0.05
    assert matches["average, η 0.1"].eta == 0.1
    six.open("game-slide")
    assert six.page.legend.more.isVisible()
    assert six.page.legend.words[0].isEnabled()


def test_panels_play_and_are_saved(six: Player, tmp_path):
    six.press(KEY.Key_Space)
    six.until(lambda: six.session.step > 3)
    six.press(KEY.Key_Space)
    assert {plot._step for plot in six.page.panels.plots} == {six.session.step}
    six.click(six.page.panels.plots[5])
    six.drag_slider("eta", 0.3)
    six.session.save_settings(tmp_path / "mine.toml")
    six.session.open_scene(scenes.read(tmp_path / "mine.toml"))
    matches = {title: match for title, match, _ in six.session.panels}
    assert matches["extragradient, η 0.6"].eta == 0.3
    assert matches["optimistic, η 0.5"].eta == 0.5


def test_the_pictures_are_made_one_after_the_other_each_at_its_place(six: Player, qtbot):
    panels = Panels(Appearance())
    qtbot.addWidget(panels)
    panels.resize(600, 500)
    panels.show()
    given = [*six.session.panels, *six.session.panels[:3]]
    panels.show_step(3)
    panels.show_panels(given, 1)
    assert panels.plots == [], "the page is painted before"
    counts = set()
    while len(panels.plots) < 9:
        counts.add(len(panels.plots))
        QApplication.processEvents()
    assert len(counts) > 3
    QApplication.processEvents()
    assert [plot._title for plot in panels.plots] == [title for title, _, _ in given]
    assert {plot._step for plot in panels.plots} == {3}
    lefts = [plot.x() for plot in panels.plots]
    tops = [plot.y() for plot in panels.plots]
    assert lefts[:3] == lefts[3:6] == lefts[6:]
    assert lefts[0] < lefts[1] < lefts[2]
    assert tops[0] == tops[2] < tops[3] == tops[5] < tops[6]
    panels.show_panels(given[:4], 0)
    assert [plot.isVisible() for plot in panels.plots] == [True] * 4 + [False] * 5
