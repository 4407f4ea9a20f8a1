"""The Games page: the start is dragged, sliders turned, rules switched, and everything follows."""

from __future__ import annotations

import math

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from ganplay.contract import scenes
from ganplay.contract.games import FARTHEST, XY, Dirac, Extragradient, Match, Optimistic
from ganplay.contract.objectives import R1
from ganplay.contract.scenes import Scene

from ..plot_frames import pixels
from .conftest import Player

KEY = Qt.Key


def end(player: Player, index: int = 0) -> float:
    """How far out a rule ends."""
    return float(player.session.runs[index].trajectory.radius[-1])


def test_the_start_is_dragged_and_every_run_begins_there(player: Player):
    player.choose_rule("extragradient")
    view = player.plane.visible_range
    player.drag(player.plane, player.pixel(1, 1), player.pixel(4, 2), player.pixel(-3, 5))
    places = [run.trajectory.path[0] for run in player.session.runs]
    assert len(places) == 2
    for place in places:
        assert place == pytest.approx((-3, 5), abs=0.15)
    row = player.page.form.rows["start"]
    assert row.control.value == tuple(places[0].tolist())
    assert player.plane.visible_range != view, "the view follows once the start is let go"
    player.click(row.back)
    assert player.session.settings.start == (1.0, 1.0)
    assert not player.session.runs[1].refusal


def test_a_start_that_the_scene_leaves_to_the_game_goes_back_to_the_games_own(player: Player):
    player.session.open_scene(Scene("own", "Own start", Match()))
    player.settle()
    row = player.page.form.rows["start"]
    assert row.control.value == (1.0, 1.0)
    player.enter("eta", "0.2")
    assert player.session.settings.start == (), "another knob does not fix it"
    player.type_in(row.control, "2, 3")
    assert player.session.settings.start == (2.0, 3.0)
    player.click(row.back)
    assert player.session.settings.start == ()
    assert row.control.value == (1.0, 1.0)


def test_a_game_comes_back_as_it_was_left(player: Player):
    player.enter("game.scale", "3")
    player.choose("game.name", "dirac")
    player.choose("game.penalty.name", "r1")
    player.enter("game.penalty.gamma", "2")
    player.choose("game.penalty.name", "none")
    assert player.page.form.rows["game.penalty.name"].control.value == "none"
    player.choose("game.name", "xy")
    assert player.session.settings.game == XY(3.0)
    player.choose("game.name", "dirac")
    player.choose("game.penalty.name", "r1")
    assert player.session.settings.game == Dirac(penalty=R1(2.0))
    player.click(player.page.form.rows["game.penalty.name"].back)
    assert player.session.settings.game == Dirac()
    player.open("game-slide")
    player.choose("game.name", "dirac")
    player.choose("game.penalty.name", "r1")
    assert player.session.settings.game == Dirac(penalty=R1())


def test_the_view_holds_still_under_the_hand(player: Player):
    view = player.plane.visible_range
    canvas = player.plane.canvas.viewport()
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=player.pixel(1, 1).toPoint())
    for x in (3, 9, 15):
        QTest.mouseMove(canvas, player.pixel(x, 0).toPoint())
        player.settle()
        assert player.plane.visible_range == view
        assert player.plane.start_place == pytest.approx((x, 0), abs=2 / player.plane.pixels_per_unit)
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=player.pixel(15, 0).toPoint())


def test_a_start_cannot_be_dragged_along_with_the_view_for_ever(player: Player):
    player.plane.start_moved.emit(0, 1.3e12, -8e11)
    assert player.session.settings.start == (FARTHEST, -FARTHEST)
    assert all(run.trajectory is not None for run in player.session.seen)


def test_the_start_is_dragged_while_it_runs(player: Player):
    player.press(KEY.Key_Space)
    player.until(lambda: player.session.step > 2)
    player.drag(player.plane, player.pixel(1, 1), player.pixel(2, 2), player.pixel(3, -1))
    step = player.session.step
    assert player.session.running
    assert player.session.settings.start == pytest.approx((3, -1), abs=0.15)
    player.until(lambda: player.session.step > step + 2)


def test_a_start_at_the_equilibrium_says_so(player: Player):
    player.drag(player.plane, player.pixel(1, 1), player.pixel(0, 0))
    assert player.session.settings.start == (0.0, 0.0)
    assert "starts at the equilibrium" in player.watch
    assert "starts at the equilibrium" in player.sentence(0)
    player.page.grab()
    assert end(player) == 0


def test_the_step_size_moves_trajectory_rate_and_eigenvalues(player: Player):
    player.open("game-extragradient")
    assert player.words == ["extragradient", "optimistic", "proximal point", "simultaneous"]
    assert "√(1 − η² + η⁴) = 0.995038 a step: halves every 139 steps, 62 steps a turn" in player.sentence(0)
    near = player.page.monitors.eigen.near
    player.drag_slider("eta", 0.5)
    assert player.session.settings.eta == 0.5
    assert "= 0.901388 a step" in player.sentence(0)
    assert end(player, 1) == pytest.approx(math.sqrt(0.5) ** 500, rel=10)
    values = player.session.runs[3].analysis.eigenvalues
    np.testing.assert_allclose(values, [1 + 0.5j, 1 - 0.5j])
    assert player.page.monitors.eigen.near > near
    label = player.page.form.rows["eta"].label
    assert label.property("role") == "changed"


def test_the_limits_are_marked_and_crossing_one_is_named(player: Player):
    player.open("game-extragradient")
    slider = player.page.form.rows["eta"].control.slider
    assert {token: limit for limit, token in slider._marks} == {
        "rule1": pytest.approx(1.0),
        "rule2": pytest.approx(1 / math.sqrt(3)),
    }
    assert [player.sentence(i).rsplit(". ", 1)[1] for i in range(4)] == [
        "Stable for η below 1.",
        "Stable for η below 0.5774.",
        "Stable at every η.",
        "Unstable at every η.",
    ]
    player.drag_slider("eta", 0.6)
    assert "Η is" not in player.sentence(1)
    assert "η is beyond its limit of 0.5774." in player.sentence(1)
    assert player.page.form.cards[1].sentence.token == "warn"
    assert player.page.form.cards[0].sentence.token == "text"
    assert "optimistic" in player.watch


def test_beyond_every_limit_divergence_is_shown_and_named_and_the_axes_stay_readable(player: Player):
    player.open("game-extragradient")
    player.enter("eta", "10")
    player.session.go_to(500)
    assert "It diverges: from step" in player.watch
    assert player.session.runs[0].trajectory.left_at < 20
    reach = np.abs(player.plane.visible_range).max()
    assert reach < 60
    low, high = player.page.monitors.radius.span
    assert (low, high) == (-14, 12), "twelve decades for what leaves, and what the implicit step comes to"
    player.page.grab()


def test_words_of_the_legend_hide_what_they_name(player: Player):
    player.open("game-extragradient")
    seen = lambda: [run.word for run in player.session.seen]  # noqa: E731
    assert player.plane.plane[1] > 15
    player.click(player.page.legend.words[3])
    assert seen() == player.words[:3]
    assert player.plane.plane[1] <= 2.5, "without the spiral outwards the picture has room"
    player.session.go_to(20)
    assert len([item for item in player.page.monitors.time.rows[0].curves if len(item.lines)]) == 3
    assert [card.isVisible() for card in player.page.form.cards] == [True, True, True, False]
    player.click(player.page.form.cards[0].word)
    assert seen() == ["optimistic", "proximal point"]
    for word in player.page.legend.words[1:3]:
        player.click(word)
    assert seen() == []
    player.page.grab()
    player.click(player.page.legend.words[0])
    assert seen() == ["extragradient"]


def test_a_rule_is_added_in_a_colour_of_its_own_and_turned(player: Player):
    player.choose_rule("heavy ball")
    assert player.words == ["simultaneous", "heavy ball"]
    assert [run.token for run in player.session.runs] == ["rule1", "rule2"]
    player.drag_slider("1.momentum", 0.5)
    assert player.words == ["simultaneous", "heavy ball β 0.5"]
    assert player.session.runs[1].analysis.radius > 1
    player.click(player.page.form.rows["1.momentum"].back)
    assert player.words == ["simultaneous", "heavy ball"]
    assert player.session.changed


def test_nine_rules_are_as_many_as_there_are_colours(player: Player):
    for _ in range(9):
        player.session.add(Optimistic())
    assert len(player.words) == 9
    heard = []
    player.session.said.connect(heard.append)
    player.choose_rule("consensus")
    assert "9 rules at once" in heard[0].sentence
    player.click(player.page.legend.words[4])
    player.choose_rule("consensus")
    assert player.words[4] == "consensus"
    assert player.page.legend.words[4].isChecked()


def test_why_a_game_does_not_admit_a_rule_stands_in_the_menu_and_on_the_card(player: Player):
    player.choose_rule("R1 on y")
    player.choose("game.name", "dirac")
    why = "on the Dirac-GAN R1 is a penalty of the game itself, to be chosen there"
    assert player.sentence(1) == f"Dirac-GAN does not admit R1 on y: {why}."
    assert player.page.form.cards[1].sentence.token == "warn"
    assert why in player.watch
    player.click(player.page.legend.more)
    action = next(a for a in player.page.legend.menu.actions() if a.data() == "r1")
    assert action.text() == f"R1 on y: {why}"
    assert not action.isEnabled()
    player.page.legend.menu.close()
    player.click(player.page.legend.words[0])
    assert why in player.page.planes[0]._runs[0].refusal
    player.page.grab()


def test_knobs_that_do_not_go_together_say_so_and_can_be_turned_back(player: Player):
    player.open("game-dirac")
    player.choose("game.penalty.name", "instance_noise")
    player.choose("game.loss", "wgan")
    assert "Instance noise is defined for the minimax loss only" in player.sentence(0)
    player.page.grab()
    player.drag(player.plane, QPointF(50, 50), QPointF(90, 90))
    player.click(player.page.legend.more)
    assert not any(action.isEnabled() for action in player.page.legend.menu.actions())
    player.page.legend.menu.close()
    player.choose("game.loss", "minimax")
    assert player.session.runs[0].trajectory is not None


def test_a_start_of_the_wrong_length_is_named(player: Player):
    player.type_in(player.page.form.rows["start"].control, "1, 2, 3")
    assert "the start has 3 numbers; this game takes 2" in player.sentence(0).lower()
    player.page.grab()
    assert "3 numbers" in player.plane.message
    assert len(player.plane.start.points) == 0
    player.type_in(player.page.form.rows["start"].control, "1, 2")
    assert player.session.runs[0].trajectory is not None


def test_a_game_of_four_numbers_has_two_planes(player: Player):
    player.choose("game.name", "bilinear")
    first, second = player.page.planes
    assert first.isVisible()
    assert second.isVisible()
    assert first.names == ("x₁", "y₁")
    assert second.names == ("x₂", "y₂")
    assert player.session.settings.start == ()
    start, place = (QPointF(*pixels(second, at)) for at in (second.start_place, (0.5, -1.0)))
    player.drag(second, start, place)
    # Two planes beside each other are small: press and release stand on whole pixels of .06 each.
    assert player.session.settings.start == pytest.approx((1, 0.5, 1, -1), abs=0.15)
    player.choose("game.name", "xy")
    assert not second.isVisible()
    assert len(player.session.runs[0].trajectory.path[0]) == 2


def test_lines_of_equal_value_and_the_field_are_switched(player: Player):
    plane = player.plane
    assert len(plane.field.lines)
    assert len(plane.contours.lines) == len(plane.contours_below.lines) == 0
    player.click(player.page.legend.layers["value"])
    for item, sign in ((plane.contours, 1), (plane.contours_below, -1)):
        assert len(item.lines)
        assert ((sign * item.lines[:, 0] * item.lines[:, 1]) > -1e-9).all(), "f = xy"
    assert plane.contours_below.dash > plane.contours.dash == 0
    player.click(player.page.legend.layers["value"])
    assert len(plane.contours.lines) == len(plane.contours_below.lines) == 0
    player.click(player.page.legend.layers["field"])
    assert len(plane.field.lines) == 0


def test_a_loss_without_a_common_value_has_no_lines_of_it(player: Player):
    player.open("game-dirac")
    player.choose("game.loss", "non_saturating")
    player.click(player.page.legend.layers["value"])
    assert len(player.plane.contours.lines) == len(player.plane.contours_below.lines) == 0
    assert not any(fact.startswith("f ") for fact in player.plane.facts_at(1.0, 1.0))


def test_the_closed_form_lies_on_the_radius(player: Player):
    plot = player.page.monitors.radius
    player.session.go_to(500)
    run = player.session.seen[0]
    drawn, form = plot.curves[0].lines, plot.closed_forms[0].lines
    np.testing.assert_allclose(drawn[:, 0], np.arange(500))
    np.testing.assert_allclose(drawn[:, 1], np.log10(run.trajectory.radius[:-1]), atol=1e-12)
    # Simultaneous descent on xy: the radius grows by the factor sqrt(1 + eta^2) with each step.
    growth = np.log10(np.sqrt(1 + player.session.settings.eta**2))
    np.testing.assert_allclose(form[:, 1], form[0, 1] + growth * form[:, 0], atol=1e-9)
    np.testing.assert_allclose(form, drawn, atol=1e-9)
    assert plot.curves[0].token == run.token
    assert plot.visible_range == ((0, 500), plot.span)
    assert plot.readout_at(100.2, 0).split() == ["step", "100", f"{run.trajectory.radius[100]:.2f}"]
    assert plot.table()["simultaneous"][100] == run.trajectory.radius[100]
    player.open("game-dirac")
    assert player.session.runs[0].closed is None, "near the equilibrium only there is no such line"
    assert len(plot.closed_forms[0].lines) == 0


def test_x_is_drawn_through_and_y_dashed_over_the_steps_that_have_been_played(player: Player):
    time = player.page.monitors.time
    upper, lower = time.rows
    player.session.go_to(300)
    path = player.session.seen[0].trajectory.path
    assert lower.isHidden()
    assert [item.dash > 0 for item in upper.curves[:2]] == [False, True]
    for column in (0, 1):
        lines = upper.curves[column].lines
        np.testing.assert_allclose(lines[:, 0], np.arange(300))
        np.testing.assert_allclose(lines[:, 1], path[:300, column])
        np.testing.assert_allclose(lines[:, 3], path[1:301, column])
    assert upper.readout_at(7.0, 0.0).split() == [
        "step",
        "7",
        "x",
        f"{path[7, 0]:.2f}",
        "y",
        f"{path[7, 1]:.2f}",
    ]
    player.open("game-extragradient")
    assert not lower.isHidden()
    player.session.go_to(10)
    for row, column in ((upper, 0), (lower, 1)):
        for item, run in zip(row.curves, player.session.seen, strict=False):
            assert item.token == run.token
            np.testing.assert_allclose(item.lines[:, 1], run.trajectory.path[:10, column])


def test_the_note_is_read(player: Player):
    player.click(player.page.foot.note)
    note = player.page.monitors._note
    assert note.isVisible()
    assert note.text().startswith("x minimises xy, y maximises it")


def test_rules_and_their_knobs_are_kept_in_a_file(player: Player, tmp_path):
    player.session.add(Extragradient())
    player.drag_slider("eta", 0.3)
    player.session.save_settings(tmp_path / "mine.toml")
    player.open("game-dirac")
    player.session.open_scene(scenes.read(tmp_path / "mine.toml"))
    assert player.words == ["simultaneous", "extragradient"]
    assert player.session.settings.eta == 0.3
    assert scenes.read(tmp_path / "mine.toml").settings == player.session.settings
