"""The Play page: what is drawn on it, what it says, and what a click does."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import ClassVar

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ganplay import engine
from ganplay.contract.codec import override
from ganplay.contract.data import Drawn
from ganplay.contract.events import Event
from ganplay.contract.facts import LossFacts
from ganplay.contract.kinds import DISCRIMINATOR, GENERATOR
from ganplay.contract.scenes import Scene
from ganplay.contract.settings import Settings
from ganplay.contract.snapshots import Phase
from ganplay.contract.views import PlaneView
from ganplay.gui.training.page import MESSAGES, REFUSED

from ..runtime.fake_engine import Script
from .conftest import SCENE, OpenWindow, Person

KEY = Qt.Key
COLLAPSE = Event("collapse", 40, "Mode collapse: G reaches 1 of 8 regions.", "Give D a minibatch feature.")
Noticing = Callable[[int, Event], None]


@pytest.fixture
def drawer(open_window: OpenWindow) -> Person:
    """Somebody with a sheet to draw on, at a real engine."""
    return open_window(engine.load, Scene("own", "Your own", Settings(data=Drawn(), batch=32)))


def test_a_stroke_is_on_the_sheet_at_once_and_in_the_data_a_moment_later(drawer: Person):
    drawer.press(KEY.Key_Space)
    drawer.until(lambda: drawer.step > 5)
    drawer.page.world.brush.clear()
    drawer.draw((0.2, 0.2), (0.5, 0.2), (0.8, 0.2))
    assert len(drawer.page.world.brush.sketch.points) > 300
    drawer.settle()
    drawer.until(lambda: drawer.reports[-1].settings == drawer.window.session.settings)
    real = drawer.reports[-1].frame.get(PlaneView).real
    assert abs(np.median(real[:, 1]) - 0.2) < 0.02
    assert drawer.step > 5


def test_one_undo_takes_back_one_stroke(drawer: Person):
    before = drawer.window.session.settings.data.points
    drawer.draw((0.2, 0.2), (0.4, 0.2))
    one = drawer.window.session.settings.data.points
    drawer.draw((0.2, 0.8), (0.4, 0.8))
    drawer.press(KEY.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert drawer.window.session.settings.data.points == one
    drawer.click(drawer.page.tools.undo)
    assert drawer.window.session.settings.data.points == before


def test_a_drawing_is_there_again_after_looking_at_other_data(drawer: Person):
    drawer.draw((0.2, 0.2), (0.8, 0.2))
    mine = drawer.window.session.settings.data.points
    drawer.choose("data.name", "ring")
    assert not drawer.page.tools.isVisible()
    drawer.choose("data.name", "drawn")
    assert drawer.window.session.settings.data.points == mine
    assert len(drawer.page.world.brush.sketch.points) == len(mine)
    drawer.window.open_scene(SCENE)
    drawer.choose("data.name", "drawn")
    assert drawer.window.session.settings.data.points == mine
    drawer.settle()
    assert drawer.heard == ["Your own is kept as it was at step 0."]


def test_reset_leaves_the_drawing_and_every_knob_as_they_are(drawer: Person):
    drawer.draw((0.2, 0.2), (0.8, 0.2))
    drawer.enter("batch", "64")
    drawer.settle()
    before = drawer.window.session.settings
    drawer.click(drawer.page.transport.reset)
    drawer.settle()
    assert drawer.window.session.settings == before == drawer.page.form.state.settings
    assert drawer.reports[-1].settings == before


def test_coming_back_to_a_choice_brings_back_what_was_set_there(person: Person):
    person.enter("data.modes", "12")
    person.choose("data.name", "grid")
    person.choose("data.name", "ring")
    person.settle()
    assert person.window.session.settings.data.modes == 12


def test_an_event_is_shown_listed_and_has_a_remedy_one_click_away(person: Person, noticing: Noticing):
    noticing(40, COLLAPSE)
    person.click(person.page.transport.on_collapse)
    person.click(person.page.transport.play)
    person.until(lambda: person.page.foot.strip.isVisible())
    person.settle()
    assert person.shown_step == "step 40"
    assert person.play_word == "Play"
    assert person.page.monitors.events.events == (COLLAPSE,)
    assert person.page.foot.strip._sentence.text() == "Step 40: Mode collapse: G reaches 1 of 8 regions."
    person.click(person.page.foot.strip.action)
    person.settle()
    assert person.window.session.settings.discriminator.minibatch == "stddev"
    assert person.page.monitors.events.events == (), "another run"


def test_two_events_at_once_are_both_to_be_found(person: Person, noticing: Noticing):
    noticing(5, Event("dead_relus", 5, "Dead ReLUs."))
    noticing(6, Event("collapse", 6, "Mode collapse."))
    person.window.session.run_to(6)
    person.until(lambda: len(person.page.monitors.events.events) == 2)
    assert [event.step for event in person.page.monitors.events.events] == [6, 5]
    assert person.page.foot.strip._sentence.text() == "Step 6: Mode collapse. Earlier: see Events."
    assert person.page.foot.strip.isVisible()


@pytest.mark.parametrize("words", [3, 12])
def test_a_notice_covers_nothing_and_a_usual_one_moves_nothing(
    person: Person, noticing: Noticing, words: int
):
    page, strip = person.page, person.page.foot.strip
    before = page.world.geometry()
    noticing(5, Event("d_wins", 5, "D wins: " + "so many words " * words, "Do something about it. " * 4))
    person.window.session.run_to(5)
    person.until(strip.isVisible)
    QApplication.processEvents()
    assert not strip.geometry().intersects(page.world.geometry())
    assert (page.world.geometry() == before) == (words == 3)
    assert page.card.rect().contains(strip.geometry()), "nothing of it is cut off"
    assert strip._sentence.height() >= strip._sentence.heightForWidth(strip._sentence.width())


def test_a_new_run_takes_the_notice_of_the_old_one_away(person: Person, noticing: Noticing):
    noticing(5, Event("collapse", 5, "Mode collapse."))
    person.window.session.run_to(5)
    person.until(lambda: person.page.foot.strip.isVisible())
    person.press(KEY.Key_R)
    person.until(lambda: not person.page.foot.strip.isVisible())


def test_a_refusal_stays_readable_when_its_notice_is_closed(person: Person):
    person.choose("data.name", "file")
    person.until(lambda: person.page.foot.strip.isVisible())
    person.settle()
    assert person.page.form.state.settings.data.name == "file"
    person.click(person.page.foot.strip.close_button)
    assert person.page.foot._watch.text() == REFUSED
    person.choose("data.name", "ring")
    person.settle()
    assert person.page.foot._watch.text() == SCENE.watch


def test_a_failed_run_says_so_instead_of_showing_its_last_picture(person: Person, script):
    script.fails = {"advance": RuntimeError("boom")}
    person.click(person.page.transport.play)
    person.until(lambda: person.reports[-1].phase is Phase.FAILED)
    assert person.page.world.chart.message == MESSAGES[Phase.FAILED]
    assert person.page.transport._speed.text() == "failed"
    assert not person.page.transport.play.isEnabled()
    script.fails = {}
    person.click(person.page.transport.reset)
    person.settle()
    assert person.page.world.chart.message == ""
    assert person.page.transport.play.isEnabled()


def test_warming_up_says_so_and_only_what_works_can_be_pressed(open_window: OpenWindow):
    page = open_window(begin=False).page
    assert "warming up" in page.world.chart.message
    assert page.transport._speed.text() == "warming up"
    assert page.transport.play.isEnabled()
    assert not any(button.isEnabled() for button in page.transport._step_buttons)


@pytest.mark.parametrize(
    ("loss", "word"),
    [("minimax", "D = ½"), ("hinge", "D = 0"), ("wgan", "mid D"), ("least_squares", "D = ½")],
)
def test_the_neutral_line_of_each_loss_is_named_in_the_legend_and_beside_the_outputs(
    person: Person, loss: str, word: str
):
    person.choose("loss.name", loss)
    assert person.page.legend["contour"].text() == word
    values = {"D = ½": 0.5, "D = 0": 0.0}
    lines = [
        (line.label, line.value) for line in person.page.monitors.charts["outputs"].references.references
    ]
    assert lines == ([(word, values[word])] if word in values else [])


def test_a_layer_that_a_critic_has_not_says_why(open_window: OpenWindow):
    scene = Scene("w", "W", override(Settings(batch=32), ["loss.name=wgan"]), layers=("real", "optimal"))
    person = open_window(engine.load, scene)
    assert "no optimal discriminator" in person.page.world.chart.notice
    person.click(person.page.legend["difference"])
    person.settle()
    assert "no optimal discriminator" in person.page.world.chart.notice
    person.click(person.page.legend["discriminator"])
    person.settle()
    assert person.page.world.chart.notice == ""


def test_a_live_knob_changes_the_loss_of_a_real_run_without_a_reset(open_window: OpenWindow):
    person = open_window(engine.load, Scene("s", "S", Settings(batch=16)))
    person.click(person.page.transport.play)
    person.until(lambda: person.step > 20)
    person.choose("loss.name", "least_squares")
    person.settle()
    at = person.step
    person.until(lambda: person.step > at + 20)
    assert person.reports[-1].settings.loss.name == "least_squares"
    losses = [row[1] for report in person.reports for log in report.logs for row in log.trace]
    assert losses[0] == pytest.approx(1.386, abs=0.3), "2 ln 2, minimax"
    assert losses[-1] < 0.8, "squares"


def test_a_knob_that_rebuilds_begins_again_at_step_0_and_goes_on_playing(open_window: OpenWindow):
    person = open_window(engine.load, Scene("s", "S", Settings(batch=16)))
    person.click(person.page.transport.play)
    person.until(lambda: person.step > 20)
    person.reports.clear()
    person.enter("generator.width", "16")
    person.settle()
    first = next(report for report in person.reports if report.settings.generator.width == 16)
    assert first.frame.step <= 20
    assert first.settings.seed == 7
    person.until(lambda: person.step > 20)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("x", "not a step"),
        ("0", "not a step"),
        ("-3", "not a step"),
        ("", "not a step"),
        ("1e99", "not a step"),
    ],
)
def test_a_step_that_is_none_is_refused_in_a_sentence(person: Person, typed: str, words: str):
    person.type_in(person.page.transport.until, typed)
    person.settle()
    assert "is not a step" in person.heard[-1]
    assert person.step == 0


@pytest.mark.parametrize(("typed", "step"), [("30", 30), ("1e2", 100), ("1,000", 1000)])
def test_the_run_goes_to_the_step_that_was_typed(person: Person, typed: str, step: int):
    person.type_in(person.page.transport.until, typed)
    person.until(lambda: person.step == step)
    person.settle()
    assert person.play_word == "Play"
    person.type_in(person.page.transport.until, "5")
    person.settle()
    assert "already" in person.heard[-1]
    assert person.step == step


def test_the_note_is_one_click_away(person: Person):
    person.click(person.page.foot.note)
    assert person.page.monitors.tabs.current == "Note"
    assert person.page.monitors._note.isVisible()
    assert person.page.monitors._note.text() == SCENE.note


def test_a_step_while_running_pauses_the_run(person: Person):
    person.click(person.page.transport.play)
    person.until(lambda: person.step > 20)
    person.click(person.page.transport.turns[GENERATOR])
    person.settle()
    step = person.step
    assert person.play_word == "Play"
    person.click(person.page.transport.turns[DISCRIMINATOR])
    person.settle()
    assert person.step == step + 1


def test_each_player_has_a_button_and_a_key_and_the_whole_step_the_next(person: Person, script: Script):
    buttons = [(button.text(), button.toolTip()) for button in person.page.transport._step_buttons]
    assert buttons == [
        ("D", "One step in which only the discriminator moves (1)"),
        ("G", "One step in which only the generator moves (2)"),
        ("D+G", "One whole step; a slider that is ringed takes the arrow keys (3 or Right)"),
    ]
    for key in (KEY.Key_1, KEY.Key_2, KEY.Key_3, KEY.Key_Right):
        person.press(key)
    for turn in (DISCRIMINATOR, GENERATOR):
        person.click(person.page.transport.turns[turn])
    person.click(person.page.transport.step_button)
    person.settle()
    assert script.turns == [DISCRIMINATOR, GENERATOR, None, None, DISCRIMINATOR, GENERATOR, None]


def test_dragging_the_speed_slows_the_run_down(person: Person):
    speed = person.page.transport.speed
    QTest.mouseClick(speed, Qt.MouseButton.LeftButton, pos=speed.rect().center())
    words = person.page.transport._pace.text()
    assert words.endswith("steps/s")
    speed.setFocus()
    person.press(KEY.Key_End)
    assert person.page.transport._pace.text() == "full speed"


@dataclasses.dataclass(frozen=True, slots=True)
class LossWithoutFacts(LossFacts):
    """A loss as somebody adds it who knows no closed form."""

    name: ClassVar[str] = "plain"


def test_a_loss_of_which_theory_says_nothing_shows_no_lines_and_breaks_nothing(person: Person):
    settings = dataclasses.replace(person.page.session.settings, loss=LossWithoutFacts())
    monitors = person.page.monitors
    assert monitors.losses.references.lines != []
    monitors.show_settings(settings)
    person.page._show_settings(settings)
    assert monitors.losses.references.lines == []
    assert monitors.charts["outputs"].references.lines == []
    assert person.page.legend["contour"].text() == "mid D"


def test_the_neutral_line_follows_the_surface_shown_and_the_smoothed_labels(open_window: OpenWindow):
    scene = Scene("s", "S", override(Settings(batch=16), ["loss.name=non_saturating", "loss.alpha=0.1"]))
    person = open_window(scene=scene)
    contour = person.page.legend["contour"]
    assert contour.text() == "D = 0.45"
    lines = [
        (line.label, line.value) for line in person.page.monitors.charts["outputs"].references.references
    ]
    assert lines == [("D = 0.45", pytest.approx(0.45))]
    person.click(person.page.legend["optimal"])
    assert contour.text() == "D* = 0.45"
    person.click(person.page.legend["difference"])
    assert contour.text() == "D = D*"
    person.click(person.page.legend["discriminator"])
    assert contour.text() == "D = 0.45"
