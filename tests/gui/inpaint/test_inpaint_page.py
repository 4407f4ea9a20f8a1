"""The Inpaint page: its session, how it is controlled, and what it shows."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from ganplay.contract.inpainting import psnr
from ganplay.contract.latent import Nearest
from ganplay.contract.masks import PRESETS
from ganplay.contract.recipes import RECIPES
from ganplay.contract.settings import leaves
from ganplay.contract.training import Adam
from ganplay.contract.views import Model
from ganplay.gui.inpaint.brush import Tip
from ganplay.gui.inpaint.candidates_tab import SORTED_UNTIL
from ganplay.gui.inpaint.page import BLANK, CURVES, NO_WEIGHTS, PATH, RACE, RECIPE
from ganplay.gui.inpaint.views import VIEWS

from ..latent.conftest import live
from ..plot_frames import pixels
from .conftest import OpenPage
from .fake_search import BROKEN, MEAN, TRUE, digit, drawn
from .page_driver import PageDriver, middle

KEY = Qt.Key
CENTRE = PRESETS["centre"](0)
LAST = RECIPES["ours"].recipe.iterations


def test_it_opens_on_a_test_digit_with_a_hole_and_shows_the_first_picture_at_rest(driver: PageDriver):
    progress = driver.progress
    assert progress.iteration == 0
    assert not driver.session.playing
    assert np.array_equal(progress.task.hole, CENTRE)
    assert driver.page.transport.iteration.text() == "iteration 0"
    assert driver.page.transport.status.text() == "first guess"
    assert not driver.page.tools.undo.isEnabled(), "nobody has done anything yet"
    row, column = middle(CENTRE)
    assert driver.sees(row, column, drawn(progress.answer, 0))
    assert driver.page.result.truth.text() == f"the truth is {TRUE}"


def test_what_lies_under_the_hole_never_reaches_the_search(driver: PageDriver):
    assert digit(TRUE)[CENTRE].any()
    driver.press(KEY.Key_Space)
    driver.paint((3.5, 20.5), (24.5, 20.5))
    driver.until(lambda: len(driver.search.tasks) > 1)
    driver.settle()
    for search in driver.engine.begun:
        for task in search.tasks:
            assert not task.picture[task.hole].any()
    assert driver.progress.task.picture.any()


def test_space_plays_to_the_end_and_then_from_the_start_again(driver: PageDriver):
    driver.play()
    assert driver.page.transport.iteration.text() == f"iteration {LAST}"
    assert driver.page.transport.status.text() == "converged"
    assert driver.page.transport.play.text() == "Play"
    first = driver.search
    driver.play()
    assert driver.search is not first
    assert driver.search.iteration == LAST


def test_the_arrow_makes_one_iteration_and_r_begins_anew(driver: PageDriver):
    for expected in (1, 2, 3):
        driver.press(KEY.Key_Right)
        driver.until(lambda expected=expected: driver.progress.iteration == expected)
    assert driver.page.transport.status.text() == "paused"
    driver.press(KEY.Key_R)
    driver.settle()
    assert driver.progress.iteration == 0
    assert driver.search.task.recipe == RECIPES["ours"].recipe


def test_n_takes_other_candidates(driver: PageDriver):
    driver.press(KEY.Key_N)
    driver.settle()
    assert driver.search.task.recipe.seed == RECIPES["ours"].recipe.seed + 1


def test_painting_changes_the_loss_and_the_search_goes_on_from_where_it_is(driver: PageDriver):
    for _ in range(3):
        driver.press(KEY.Key_Right)
    driver.until(lambda: driver.progress.iteration == 3)
    driver.engine.may_iterate.clear()
    before = driver.search
    driver.paint((2.5, 2.5), (9.5, 2.5))
    driver.until(lambda: driver.session.playing)  # Whoever paints wants to see what happens.
    driver.engine.may_iterate.set()
    driver.until(lambda: not driver.session.playing)
    assert driver.search is before
    assert before.iteration > 3
    assert driver.progress.painted
    assert driver.progress.painted[0] >= 3
    assert driver.progress.task.hole[2, 2:10].all()


def test_of_many_moves_in_one_turn_of_the_event_loop_the_search_is_given_the_last_hole(driver: PageDriver):
    """As they come from a fast mouse while the window is busy."""
    search, editor = driver.search, driver.page.editor
    editor.tip = Tip(1)
    editor.press((0.5, 2.5))
    for along in range(1, 20):
        editor.move((along + 0.5, 2.5))
    driver.settle()
    driver.until(lambda: driver.progress.task.hole[2, :20].all())
    assert len(search.tasks) == 2
    editor.release()


def test_painting_goes_on_after_everything_was_cleared(driver: PageDriver):
    driver.engine.may_iterate.clear()
    driver.press(KEY.Key_Space)
    driver.page.editor.clear()
    driver.engine.may_iterate.set()
    driver.until(lambda: not driver.session.playing and driver.session.progress is None)
    driver.engine.may_iterate.clear()
    driver.paint((2.5, 2.5), (9.5, 2.5))
    driver.until(lambda: driver.session.playing)
    driver.engine.may_iterate.set()
    driver.until(lambda: not driver.session.playing)
    assert driver.progress.finished


def test_nothing_plays_where_nothing_is_masked(driver: PageDriver):
    driver.page.editor.clear()
    driver.until(lambda: driver.session.progress is None)
    driver.press(KEY.Key_Space)
    driver.until(lambda: not driver.session.playing)
    assert driver.page.transport.play.text() == "Play"
    assert driver.page.result.large.message.startswith("Nothing is masked")


def test_another_picture_is_restored_at_once_where_the_one_before_has_been(driver: PageDriver):
    driver.play()
    before = driver.search
    driver.page.sources.pick(5)
    driver.until(lambda: driver.search is not before and not driver.session.playing)
    assert driver.search.iteration == LAST
    assert driver.progress.finished


def test_a_picture_that_comes_whole_is_not_searched_with_the_hole_of_the_one_before(driver: PageDriver):
    driver.play()
    begun = len(driver.engine.begun)
    driver.page.sources.keep.set_value(False)
    driver.page.sources.pick(5)
    driver.until(lambda: "test picture 5" in driver.page.editor.input_picture.title)
    driver.until(lambda: driver.page.result.large.message.startswith("Nothing is masked"))
    assert len(driver.engine.begun) == begun
    assert not driver.session.playing


def test_whoever_is_elsewhere_when_a_picture_comes_finds_it_resting(driver: PageDriver):
    driver.play()
    before = driver.search
    driver.page.hide()
    driver.page.sources.pick(5)
    driver.until(lambda: driver.search is not before)
    driver.settle()
    assert not driver.session.playing
    assert driver.progress.iteration == 0


def test_whoever_draws_on_a_finished_drawing_sees_what_it_does(driver: PageDriver):
    driver.page.editor.inking = True
    driver.paint((3.5, 2.5), (3.5, 24.5))
    driver.play()
    for column in (2.5, 5.5):
        made = driver.search.iteration
        driver.paint((column, 2.5), (column, 24.5))
        driver.until(lambda made=made: driver.search.iteration > made and not driver.session.playing)


def test_another_picture_is_screened_anew_and_rests_where_the_search_before_was_resting(driver: PageDriver):
    for _ in range(2):
        driver.press(KEY.Key_Right)
    driver.until(lambda: driver.progress.iteration == 2)
    before = driver.search
    driver.page.sources.pick(5)
    driver.until(lambda: driver.search is not before)
    driver.settle()
    assert driver.progress.iteration == 0
    assert not driver.session.playing


def test_a_sheet_to_draw_on_is_not_searched_before_something_is_drawn(driver: PageDriver):
    driver.play()
    begun = len(driver.engine.begun)
    driver.page.editor.start_drawing()
    driver.until(lambda: driver.session.progress is None)
    assert driver.page.result.large.message == BLANK
    driver.press(KEY.Key_Space)
    driver.page.inpaint_session.set_racing(True)
    assert not driver.session.playing
    assert not driver.session.racing
    assert len(driver.engine.begun) == begun
    driver.page.editor.inking = True
    driver.paint((8.5, 8.5), (8.5, 18.5))
    driver.page.editor.set_hole(CENTRE)
    driver.until(lambda: len(driver.engine.begun) > begun)
    drawing = driver.search
    driver.paint((18.5, 8.5), (18.5, 22.5))
    driver.until(lambda: len(drawing.tasks) > 1)
    assert driver.search is drawing, "who draws on goes on from what has been found"


def test_whoever_paints_while_looking_back_sees_what_it_does(driver: PageDriver):
    driver.play()
    driver.page.transport.scrub.step(-100)
    driver.until(lambda: driver.progress.shown < LAST)
    driver.paint((2.5, 2.5), (9.5, 2.5))
    driver.until(lambda: not driver.session.playing and driver.progress.iteration == 2 * LAST)
    assert driver.progress.shown == 2 * LAST
    driver.press(KEY.Key_N)
    driver.settle()
    assert driver.page.transport.iteration.text() == "iteration 0"


def test_a_model_that_cannot_be_read_does_not_keep_the_others_from_their_end(open_page: OpenPage):
    driver = open_page()
    driver.engine.broken.add("cgan")
    driver.until(lambda: driver.page.editor.picture.any())
    driver.settle()
    driver.play()
    assert driver.page.transport.play.text() == "Play"
    assert driver.page.result.comparisons.conditional.toolTip() == "cgan is damaged"


def test_numbers_and_clicks_make_a_view_large(driver: PageDriver):
    result = driver.page.result
    for index in range(6):
        driver.press(KEY(KEY.Key_1 + index))
        assert result.large.view is VIEWS[index]
        assert result.heading.text() == VIEWS[index].title
        assert result.views.current == index
    driver.click(result.views, result.views.tile(4).center())
    assert result.large.view is VIEWS[4]


def test_the_views_show_what_they_are_called(driver: PageDriver):
    grey = drawn(driver.progress.answer, 0)
    row, column = middle(CENTRE)
    driver.press(KEY.Key_2)
    assert driver.sees(1, 1, grey)
    assert driver.sees(row, column, grey)
    driver.press(KEY.Key_1)
    assert driver.sees(1, 1, 0)
    assert len(set(driver.seen(row, column))) > 1, "the hole is striped, not grey"
    driver.press(KEY.Key_6)
    assert driver.seen(1, 1) == driver.seen(row, column), "the spread is the same everywhere"
    scale = driver.page.result.scale
    assert (scale.low.text(), scale.high.text()) == ("0", "0.5")


def test_the_pixel_under_the_pointer_is_read_out_beside_the_title(driver: PageDriver):
    result, (row, column) = driver.page.result, middle(CENTRE)

    def point(row: float, column: float) -> str:
        x, y = result.large._placement().point((column + 0.5, row + 0.5))
        QTest.mouseMove(result.large, QPointF(x, y).toPoint())
        return result.pixel.text()

    result.show_view(1)
    assert point(row, column) == f"grey {drawn(driver.progress.answer, 0) / 255:.2f}"
    result.show_view(0)
    assert result.pixel.text() == "unknown", "it follows the view under a resting pointer"
    result.show_view(4)
    assert point(1, 1) == "1.00 here"
    result.show_view(5)
    assert point(1, 1) == f"{driver.progress.spread[1, 1]:.2f} here"
    assert point(-1, 3) == "", "beside the picture"


def test_in_a_narrow_window_the_small_views_stand_in_two_rows(driver: PageDriver):
    views = driver.page.result.views
    assert views.rows == 1
    views.parentWidget().layout().removeWidget(views)
    views.resize(270, 160)
    assert views.rows == 2
    tiles = [views.tile(index) for index in range(len(VIEWS))]
    assert all(tile.width() == 56 for tile in tiles), "no stamps of 28 pixels"
    assert not any(one.intersects(other) for one, other in itertools.combinations(tiles, 2))
    for index, tile in enumerate(tiles):
        assert views.rect().contains(tile.adjusted(0, 0, 0, 14).toRect()), "its name has room below it"
        driver.click(views, tile.center())
        assert driver.page.result.large.view is VIEWS[index]


def test_the_small_views_say_under_the_pointer_what_they_are(driver: PageDriver):
    row = driver.page.result.views
    for index, view in enumerate(VIEWS):
        place = row.tile(index).center().toPoint()
        QToolTip.hideText()
        QApplication.sendEvent(row, QHelpEvent(QEvent.Type.ToolTip, place, row.mapToGlobal(place)))
        assert QToolTip.text() == f"{view.title} ({index + 1})\n{view.sentence}"


def test_b_goes_through_the_ways_to_fill_the_hole(driver: PageDriver):
    driver.page.tabs.current = RECIPE
    grey = drawn(driver.progress.answer, 0)
    row, column = middle(CENTRE)
    for blend, expected in (("paste", 0), ("feather", 255 - grey), ("poisson", grey)):
        driver.press(KEY.Key_B)
        driver.settle()
        assert driver.page.result.blend.value == blend
        assert driver.page.form.rows["blend"].control.value == blend
        assert driver.sees(row, column, expected)
    assert len(driver.search.tasks) > 3
    assert driver.progress.iteration == 0, "nothing has to be searched anew for that"


def test_candidates_are_sorted_until_it_has_settled_and_then_keeps_its_order(driver: PageDriver):
    tab = driver.page.candidates
    assert list(tab.order) == np.argsort(driver.progress.totals, kind="stable").tolist()
    for iteration in range(1, SORTED_UNTIL + 1):
        driver.press(KEY.Key_Right)
        driver.until(lambda iteration=iteration: driver.progress.iteration == iteration)
    settled = tab.order
    assert list(settled) == np.argsort(driver.progress.totals, kind="stable").tolist()
    driver.press(KEY.Key_Right)
    driver.until(lambda: driver.progress.iteration == SORTED_UNTIL + 1)
    assert tab.order == settled
    assert list(settled) != np.argsort(driver.progress.totals, kind="stable").tolist()
    assert tab.grid.captions[settled.index(driver.progress.answer)].endswith("answer")
    assert tab.shares.text() == "75 % 3, 25 % 8"


def test_a_click_on_a_candidate_shows_it_large_and_another_the_best_again(driver: PageDriver):
    tab = driver.page.candidates
    candidate = tab.order[5]
    assert candidate != driver.progress.answer
    driver.click(tab.grid, tab.grid.tile(5).center())
    driver.until(lambda: driver.progress.focus == candidate)
    row, column = middle(CENTRE)
    assert driver.sees(row, column, drawn(candidate, 0))
    assert tab.grid.marked == 5
    driver.click(tab.grid, tab.grid.tile(5).center())
    driver.until(lambda: driver.progress.focus == driver.progress.answer)


def test_other_candidates_are_not_shown_for_one_that_was_promoted_before(driver: PageDriver):
    tab, result = driver.page.candidates, driver.page.result
    candidate = next(each for each in tab.order if each != driver.progress.answer)
    driver.session.focus(candidate)
    driver.until(lambda: driver.progress.focus == candidate)
    assert result.heading.text().endswith("not the answer")
    driver.press(KEY.Key_N)
    driver.settle()
    driver.until(lambda: driver.progress.focus == driver.progress.answer)
    assert result.heading.text() == VIEWS[result.views.current].title


def test_the_arrows_walk_through_the_candidates_and_do_not_iterate(driver: PageDriver):
    grid = driver.page.candidates.grid
    grid.setFocus()
    driver.press(KEY.Key_Right)
    driver.press(KEY.Key_Return)
    driver.until(lambda: driver.progress.focus == driver.page.candidates.order[1])
    assert driver.progress.iteration == 0


def test_one_scrubs_through_the_iterations_and_back_to_the_present(driver: PageDriver):
    driver.play()
    transport = driver.page.transport
    transport.scrub.step(-100)
    at = transport.scrub.current
    driver.until(lambda: driver.progress.shown == at)
    assert transport.iteration.text() == f"iteration {at:.0f} of {LAST}"
    row, column = middle(CENTRE)
    assert driver.sees(row, column, drawn(driver.progress.answer, int(at)))
    driver.press(KEY.Key_Escape)
    driver.until(lambda: driver.progress.shown == LAST)
    assert transport.iteration.text() == f"iteration {LAST}"


def test_recipes_are_taken_whole_and_their_knobs_turn_live(driver: PageDriver):
    driver.page.tabs.current = RECIPE
    form = driver.page.form
    before = driver.search
    form.rows["weight"].control.entry.setFocus()
    form.rows["weight"].control.changed.emit(0.5)
    driver.settle()
    assert driver.search is before
    assert before.task.recipe.weight == 0.5
    assert form.rows["weight"].changed
    form.recipes.setCurrentIndex(form.recipes.findData("yeh-2016"))
    driver.settle()
    assert driver.search.task.recipe == RECIPES["yeh-2016"].recipe
    assert not form.rows["weight"].changed
    assert form.source.text() == RECIPES["yeh-2016"].source


def test_what_a_named_recipe_finds_is_its_own(driver: PageDriver):
    """Two that both begin with one candidate: still the second does not go on from where the first ended."""
    first, second = (RECIPES[name].recipe for name in ("yeh-2016", "amos"))
    driver.session.choose_recipe("yeh-2016")
    driver.until(lambda: driver.progress.task.recipe == first)
    driver.play()
    assert driver.progress.iteration == first.iterations
    driver.session.choose_recipe("amos")
    driver.until(lambda: driver.progress.task.recipe == second and driver.progress.finished)
    assert driver.progress.iteration == second.iterations


def test_keys_typed_into_the_number_are_no_shortcuts(driver: PageDriver):
    field = driver.page.sources.index
    field.setFocus()
    driver.qtbot.keyClicks(field, "b")
    assert driver.session.recipe.blend == RECIPES["ours"].recipe.blend


def test_every_knob_has_a_row_and_choices_bring_their_own(driver: PageDriver):
    driver.page.tabs.current = RECIPE
    rows = driver.page.form.rows
    shown = {path: field.knob for path, field, _ in leaves(driver.session.recipe)}
    assert set(rows) == {path for path, knob in shown.items() if knob is None or not knob.hidden}
    rows["support.name"].control.changed.emit("clipped")
    driver.settle()
    assert driver.progress.task.recipe.support.name == "clipped"
    assert "support.limit" in driver.page.form.rows
    driver.page.form.rows["support.name"].back.click()
    driver.settle()
    assert driver.progress.task.recipe.support.name == "free"


def test_an_optimiser_comes_back_as_it_was_left_until_a_recipe_is_taken(driver: PageDriver):
    driver.page.tabs.current = RECIPE
    form = driver.page.form
    box = form.rows["optimiser.name"].control
    form.rows["optimiser.beta1"].control.changed.emit(0.5)
    for name in ("sgd", "adam"):
        box.setCurrentIndex(box.findData(name))
        assert driver.session.recipe.optimiser.name == name
    assert driver.session.recipe.optimiser == replace(RECIPES["ours"].recipe.optimiser, beta1=0.5)
    assert form.rows["optimiser.beta1"].control.value == 0.5
    assert form.rows["optimiser.beta1"].changed
    box.setCurrentIndex(box.findData("sgd"))
    form.recipes.setCurrentIndex(form.recipes.findData("yeh-2016"))
    box.setCurrentIndex(box.findData("adam"))
    assert driver.session.recipe.optimiser == Adam()


@pytest.mark.parametrize(
    ("hole", "words"),
    [(np.zeros((28, 28), bool), "Nothing is masked"), (np.ones((28, 28), bool), "Everything")],
)
def test_a_hole_that_cannot_be_filled_is_named_and_the_next_one_is_filled(driver: PageDriver, hole, words):
    driver.page.editor.set_hole(hole)
    driver.until(lambda: driver.session.progress is None)
    assert driver.page.result.large.message.startswith(words)
    driver.page.editor.set_hole(PRESETS["left half"](0))
    driver.settle()
    assert driver.progress.task.hole[:, :14].all()
    assert driver.page.result.large.progress is driver.progress


def test_what_the_search_has_to_say_is_said(driver: PageDriver):
    driver.engine.notes = ("This model was kept without its discriminator: lambda is off.",)
    driver.press(KEY.Key_Right)
    driver.until(lambda: driver.page.strip.isVisible())
    assert "lambda is off" in driver.page.strip._sentence.text()


def test_without_weights_the_page_says_so_and_what_to_do(open_page: OpenPage):
    driver = open_page(())
    assert driver.page.result.large.message == NO_WEIGHTS
    assert driver.session.progress is None


def assert_notice_covers_nothing(driver: PageDriver) -> None:
    """The notice has a place of its own, and the sentence of the view comes back when it is closed."""
    result, notice = driver.page.result, driver.page.strip
    driver.until(lambda: notice.geometry().bottom() < result.large.y())
    place = notice.geometry()
    for widget in (result.heading, result.large, result.comparisons, result.views, result.bars):
        assert not place.intersects(widget.geometry()), widget.accessibleName()
    assert not result.sentence.isVisible()
    notice.close_button.click()
    assert result.sentence.isVisible()


def test_the_small_views_and_the_class_bars_grow_with_the_page(driver: PageDriver):
    result = driver.page.result
    sides = []
    for width, height in ((1192, 656), (1832, 1016)):
        driver.page.resize(width, height)
        driver.qtbot.wait(10)
        assert result.bars.view.height() > 50, "a tenth can be told from nothing"
        assert result.large._placement().side > 4 * result.views.tile(0).width(), "one picture rules the page"
        sides.append(result.views.tile(0).width())
    assert sides == [56, 112]


def test_without_test_digits_it_begins_with_what_the_model_draws_itself(open_page: OpenPage):
    driver = open_page(missing="MNIST is not on this computer")
    driver.until(lambda: driver.page.editor.input_picture.title.startswith("G’s own sample"))
    driver.settle()
    assert "not on this computer" in driver.page.strip._sentence.text()
    assert_notice_covers_nothing(driver)
    driver.page.sources.pick(3)
    driver.until(lambda: "test picture 3" in driver.page.editor.input_picture.title)
    assert "not on this computer" in driver.page.sources.words.toolTip()


def test_a_model_that_cannot_be_read_leaves_the_one_before(driver: PageDriver):
    driver.page._open(BROKEN)
    driver.until(lambda: driver.page.strip.isVisible())
    assert "no file of weights" in driver.page.strip._sentence.text()
    assert driver.session.source == "dcgan"
    assert driver.page.catalogue.value == "shipped:dcgan"


def test_beside_the_result_stand_the_mean_the_nearest_and_the_conditional_model_s(driver: PageDriver):
    comparisons = driver.page.result.comparisons
    driver.until(
        lambda: len(comparisons.neighbour.pictures) == 1 and len(comparisons.conditional.pictures) == 1
    )
    row, column = middle(CENTRE)
    assert comparisons.mean.pictures[0, row, column] == MEAN
    assert comparisons.mean.pictures[0, 1, 1] == driver.progress.task.picture[1, 1]
    assert np.array_equal(comparisons.neighbour.pictures[0], digit(9))
    driver.play()
    comparisons.classes.setCurrentIndex(comparisons.classes.findData("7"))
    driver.until(lambda: driver.engine.begun[-1].task.label == 7)
    driver.until(lambda: driver.engine.begun[-1].finished and not driver.session.playing)
    assert driver.engine.begun[-1].task.source == "cgan"
    assert driver.search.task.label is None, "the other model goes on as it was"


def test_recipes_race_on_the_same_hole_and_seed_and_psnr_is_counted_in_it(driver: PageDriver):
    driver.page.tabs.current = RACE
    driver.click(driver.page.race.start)
    driver.until(lambda: not driver.session.playing and len(driver.session.race_results) == len(RECIPES))
    driver.until(lambda: all(each.finished for each in driver.session.race_results.values()))
    rows = driver.page.race.plot.rows
    assert [row.title for row in rows] == [*(named.title for named in RECIPES.values()), "mean image"]
    tasks = [search.task for search in driver.engine.begun if search.task.source == "dcgan"][-4:]
    assert {task.recipe.seed for task in tasks} == {0}
    assert all(np.array_equal(task.hole, CENTRE) for task in tasks)
    filled = np.where(CENTRE, np.uint8(MEAN), digit(TRUE))
    assert rows[-1].decibels == pytest.approx(psnr(filled, digit(TRUE), CENTRE))
    assert driver.page.race.plot.best == max(rows, key=lambda row: row.decibels).title


def test_a_race_that_was_paused_goes_on_from_where_it_was(driver: PageDriver):
    driver.play()
    driver.page.tabs.current = RACE
    driver.engine.may_iterate.clear()
    driver.click(driver.page.race.start)
    driver.session.pause()
    driver.engine.may_iterate.set()
    driver.until(lambda: len(driver.session.race_results) == len(RECIPES))
    begun = len(driver.engine.begun)
    driver.click(driver.page.transport.play)
    driver.until(lambda: not driver.session.playing)
    assert len(driver.engine.begun) == begun
    assert all(result.finished for result in driver.session.race_results.values())


def test_looking_back_leaves_the_race_as_it_ended(driver: PageDriver):
    driver.page.tabs.current = RACE
    driver.click(driver.page.race.start)
    driver.until(lambda: driver.session.playing)
    driver.until(lambda: not driver.session.playing)
    rows = driver.page.race.plot.rows
    driver.page.transport.scrub.step(-100)
    driver.until(lambda: driver.progress.shown < driver.progress.iteration)
    after = [(row.decibels, row.state) for row in driver.page.race.plot.rows]
    assert after == [(row.decibels, row.state) for row in rows]


def test_painting_ends_the_race(driver: PageDriver):
    driver.page.tabs.current = RACE
    driver.click(driver.page.race.start)
    driver.until(lambda: len(driver.session.race_results) == len(RECIPES))
    driver.paint((1.5, 1.5), (5.5, 1.5))
    driver.until(lambda: not driver.session.racing)
    assert driver.page.race.plot.rows == ()
    assert driver.page.race.start.text() == "Race"


def test_a_click_on_the_end_of_a_path_shows_that_candidate(driver: PageDriver):
    driver.page.tabs.current = PATH
    for _ in range(2):
        driver.press(KEY.Key_Right)
    driver.until(lambda: driver.progress.iteration == 2)
    plot = driver.page.path.plot
    wanted = 15 if driver.progress.answer != 15 else 0
    place = pixels(plot, np.array([1 / 100, wanted / 32]) / 2.0)
    driver.click(plot.canvas.viewport(), QPointF(*place))
    driver.until(lambda: driver.progress.focus == wanted)


def test_the_curves_show_the_status(driver: PageDriver):
    driver.page.tabs.current = CURVES
    assert driver.page.curves.status.text() == "first guess"
    driver.play()
    assert driver.page.curves.status.text() == "converged"
    assert driver.page.curves.plot.progress is driver.progress


def test_whoever_comes_back_sees_what_is_nearest_to_what_is_there_now(driver: PageDriver):
    driver.until(lambda: any(isinstance(each, Nearest) for each in driver.engine.asked))
    driver.play()
    driver.page.hide()
    driver.engine.asked.clear()
    driver.page.show()
    driver.until(lambda: any(isinstance(each, Nearest) for each in driver.engine.asked))
    (asked,) = [each for each in driver.engine.asked if isinstance(each, Nearest)]
    assert np.array_equal(asked.picture, driver.progress.restored[driver.progress.focus])


def test_whoever_leaves_the_page_lets_the_search_rest(driver: PageDriver):
    driver.engine.may_iterate.clear()
    driver.press(KEY.Key_Space)
    assert driver.session.playing
    driver.page.hide()
    assert not driver.session.playing


def test_the_networks_that_are_training_now_are_taken_as_they_are(driver: PageDriver):
    page, run = driver.page, driver.page._images
    before = driver.session.source
    page.catalogue.setCurrentIndex(page.catalogue.findData("live"))
    assert page.strip.isVisible(), "until that run says something, one waits for it"
    assert driver.session.source == before
    first, later = live(10), live(11)
    run.reported.emit(first)
    driver.until(lambda: driver.session.source is first.frame.get(Model))
    assert not page.strip.isVisible()
    driver.settle()
    run.reported.emit(later)
    assert not page.live_model.following
    assert driver.search.task.source is first.frame.get(Model)
    newest = live(12)
    page.catalogue.activated.emit(page.catalogue.currentIndex())
    assert page.live_model.following
    run.reported.emit(newest)
    driver.until(lambda: driver.session.source is newest.frame.get(Model))
    assert not page.live_model.following
    assert not page.strip.isVisible()
