"""The Inpaint page: what is restored, how the search is steered, and what is seen of it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt

from ganplay.contract.inpainting import psnr
from ganplay.contract.latent import Nearest
from ganplay.contract.masks import PRESETS
from ganplay.contract.recipes import RECIPES
from ganplay.contract.settings import leaves
from ganplay.contract.training import Adam
from ganplay.gui.inpaint.page import BLANK, CURVES, NO_WEIGHTS, PATH, RACE, RECIPE
from ganplay.gui.inpaint.views import VIEWS
from ganplay.gui.inpaint.wall import SETTLED

from ..latent.conftest import live
from ..plot_frames import pixels
from .conftest import OpenPage
from .fake_search import BROKEN, MEAN, TRUE, digit, drawn
from .visitor import Visitor, middle

KEY = Qt.Key
CENTRE = PRESETS["centre"](0)
LAST = RECIPES["ours"].recipe.iterations


def test_it_opens_on_a_test_digit_with_a_hole_and_shows_the_first_picture_at_rest(visitor: Visitor):
    progress = visitor.progress
    assert progress.iteration == 0
    assert not visitor.session.playing
    assert np.array_equal(progress.task.hole, CENTRE)
    assert visitor.page.transport.iteration.text() == "iteration 0"
    assert visitor.page.transport.verdict.text() == "first guess"
    assert not visitor.page.tools.undo.isEnabled(), "nobody has done anything yet"
    row, column = middle(CENTRE)
    assert visitor.sees(row, column, drawn(progress.answer, 0))
    assert visitor.page.result.truth.text() == f"the truth is {TRUE}"


def test_what_lies_under_the_hole_never_reaches_the_search(visitor: Visitor):
    assert digit(TRUE)[CENTRE].any()
    visitor.press(KEY.Key_Space)
    visitor.paint((3.5, 20.5), (24.5, 20.5))
    visitor.until(lambda: len(visitor.search.tasks) > 1)
    visitor.settle()
    for search in visitor.engine.begun:
        for task in search.tasks:
            assert not task.picture[task.hole].any()
    assert visitor.progress.task.picture.any()


def test_space_plays_to_the_end_and_then_from_the_start_again(visitor: Visitor):
    visitor.play()
    assert visitor.page.transport.iteration.text() == f"iteration {LAST}"
    assert visitor.page.transport.verdict.text() == "converged"
    assert visitor.page.transport.play.text() == "Play"
    first = visitor.search
    visitor.play()
    assert visitor.search is not first
    assert visitor.search.iteration == LAST


def test_the_arrow_makes_one_iteration_and_r_begins_anew(visitor: Visitor):
    for expected in (1, 2, 3):
        visitor.press(KEY.Key_Right)
        visitor.until(lambda expected=expected: visitor.progress.iteration == expected)
    assert visitor.page.transport.verdict.text() == "paused"
    visitor.press(KEY.Key_R)
    visitor.settle()
    assert visitor.progress.iteration == 0
    assert visitor.search.task.recipe == RECIPES["ours"].recipe


def test_n_takes_other_candidates(visitor: Visitor):
    visitor.press(KEY.Key_N)
    visitor.settle()
    assert visitor.search.task.recipe.seed == RECIPES["ours"].recipe.seed + 1


def test_painting_changes_the_loss_and_the_search_goes_on_from_where_it_is(visitor: Visitor):
    for _ in range(3):
        visitor.press(KEY.Key_Right)
    visitor.until(lambda: visitor.progress.iteration == 3)
    visitor.engine.may_iterate.clear()
    before = visitor.search
    visitor.paint((2.5, 2.5), (9.5, 2.5))
    assert visitor.session.playing, "whoever paints wants to see what happens"
    visitor.engine.may_iterate.set()
    visitor.until(lambda: not visitor.session.playing)
    assert visitor.search is before
    assert before.iteration > 3
    assert visitor.progress.painted
    assert visitor.progress.painted[0] >= 3
    assert visitor.progress.task.hole[2, 2:10].all()


def test_painting_goes_on_after_everything_was_cleared(visitor: Visitor):
    visitor.engine.may_iterate.clear()
    visitor.press(KEY.Key_Space)
    visitor.page.painting.clear()
    visitor.engine.may_iterate.set()
    visitor.until(lambda: not visitor.session.playing and visitor.session.progress is None)
    visitor.engine.may_iterate.clear()
    visitor.paint((2.5, 2.5), (9.5, 2.5))
    assert visitor.session.playing
    visitor.engine.may_iterate.set()
    visitor.until(lambda: not visitor.session.playing)
    assert visitor.progress.finished


def test_nothing_plays_where_nothing_is_masked(visitor: Visitor):
    visitor.page.painting.clear()
    visitor.until(lambda: visitor.session.progress is None)
    visitor.press(KEY.Key_Space)
    visitor.until(lambda: not visitor.session.playing)
    assert visitor.page.transport.play.text() == "Play"
    assert visitor.page.result.large.message.startswith("Nothing is masked")


def test_another_picture_is_restored_at_once_where_the_one_before_has_been(visitor: Visitor):
    visitor.play()
    before = visitor.search
    visitor.page.sources.pick(5)
    visitor.until(lambda: visitor.search is not before and not visitor.session.playing)
    assert visitor.search.iteration == LAST
    assert visitor.progress.finished


def test_a_picture_that_comes_whole_is_not_searched_with_the_hole_of_the_one_before(visitor: Visitor):
    visitor.play()
    begun = len(visitor.engine.begun)
    visitor.page.sources.keep.set_value(False)
    visitor.page.sources.pick(5)
    visitor.until(lambda: "test picture 5" in visitor.page.painting.subject.title)
    visitor.until(lambda: visitor.page.result.large.message.startswith("Nothing is masked"))
    assert len(visitor.engine.begun) == begun
    assert not visitor.session.playing


def test_whoever_is_elsewhere_when_a_picture_comes_finds_it_resting(visitor: Visitor):
    visitor.play()
    before = visitor.search
    visitor.page.hide()
    visitor.page.sources.pick(5)
    visitor.until(lambda: visitor.search is not before)
    visitor.settle()
    assert not visitor.session.playing
    assert visitor.progress.iteration == 0


def test_whoever_draws_on_a_finished_drawing_sees_what_it_does(visitor: Visitor):
    visitor.page.painting.inking = True
    visitor.paint((3.5, 2.5), (3.5, 24.5))
    visitor.play()
    for column in (2.5, 5.5):
        made = visitor.search.iteration
        visitor.paint((column, 2.5), (column, 24.5))
        visitor.until(lambda made=made: visitor.search.iteration > made and not visitor.session.playing)


def test_another_picture_is_screened_anew_and_rests_where_the_search_before_was_resting(visitor: Visitor):
    for _ in range(2):
        visitor.press(KEY.Key_Right)
    visitor.until(lambda: visitor.progress.iteration == 2)
    before = visitor.search
    visitor.page.sources.pick(5)
    visitor.until(lambda: visitor.search is not before)
    visitor.settle()
    assert visitor.progress.iteration == 0
    assert not visitor.session.playing


def test_a_sheet_to_draw_on_is_not_searched_before_something_is_drawn(visitor: Visitor):
    visitor.play()
    begun = len(visitor.engine.begun)
    visitor.page.painting.draw_anew()
    visitor.until(lambda: visitor.session.progress is None)
    assert visitor.page.result.large.message == BLANK
    visitor.press(KEY.Key_Space)
    visitor.page.inpaint_session.race(True)
    assert not visitor.session.playing
    assert not visitor.session.racing
    assert len(visitor.engine.begun) == begun
    visitor.page.painting.inking = True
    visitor.paint((8.5, 8.5), (8.5, 18.5))
    visitor.page.painting.set_hole(CENTRE)
    visitor.until(lambda: len(visitor.engine.begun) > begun)
    drawing = visitor.search
    visitor.paint((18.5, 8.5), (18.5, 22.5))
    visitor.until(lambda: len(drawing.tasks) > 1)
    assert visitor.search is drawing, "who draws on goes on from what has been found"


def test_whoever_paints_while_looking_back_sees_what_it_does(visitor: Visitor):
    visitor.play()
    visitor.page.transport.scrub.step(-100)
    visitor.until(lambda: visitor.progress.shown < LAST)
    visitor.paint((2.5, 2.5), (9.5, 2.5))
    visitor.until(lambda: not visitor.session.playing and visitor.progress.iteration == 2 * LAST)
    assert visitor.progress.shown == 2 * LAST
    visitor.press(KEY.Key_N)
    visitor.settle()
    assert visitor.page.transport.iteration.text() == "iteration 0"


def test_a_model_that_cannot_be_read_does_not_keep_the_others_from_their_end(open_page: OpenPage):
    visitor = open_page()
    visitor.engine.broken.add("cgan")
    visitor.until(lambda: visitor.page.painting.picture.any())
    visitor.settle()
    visitor.play()
    assert visitor.page.transport.play.text() == "Play"
    assert visitor.page.result.beside.conditional.toolTip() == "cgan is damaged"


def test_numbers_and_clicks_make_a_view_large(visitor: Visitor):
    result = visitor.page.result
    for index in range(6):
        visitor.press(KEY(KEY.Key_1 + index))
        assert result.large.view is VIEWS[index]
        assert result.heading.text() == VIEWS[index].title
        assert result.views.current == index
    visitor.click(result.views, result.views.tile(4).center())
    assert result.large.view is VIEWS[4]


def test_the_views_show_what_they_are_called(visitor: Visitor):
    grey = drawn(visitor.progress.answer, 0)
    row, column = middle(CENTRE)
    visitor.press(KEY.Key_2)
    assert visitor.sees(1, 1, grey)
    assert visitor.sees(row, column, grey)
    visitor.press(KEY.Key_1)
    assert visitor.sees(1, 1, 0)
    assert len(set(visitor.seen(row, column))) > 1, "the hole is striped, not grey"
    visitor.press(KEY.Key_6)
    assert visitor.seen(1, 1) == visitor.seen(row, column), "the doubt is the same everywhere"
    scale = visitor.page.result.scale
    assert (scale.low.text(), scale.high.text()) == ("0", "0.5")


def test_b_goes_through_the_ways_to_fill_the_hole(visitor: Visitor):
    visitor.page.tabs.current = RECIPE
    grey = drawn(visitor.progress.answer, 0)
    row, column = middle(CENTRE)
    for blend, expected in (("paste", 0), ("feather", 255 - grey), ("poisson", grey)):
        visitor.press(KEY.Key_B)
        visitor.settle()
        assert visitor.page.result.blend.value == blend
        assert visitor.page.form.rows["blend"].control.value == blend
        assert visitor.sees(row, column, expected)
    assert len(visitor.search.tasks) > 3
    assert visitor.progress.iteration == 0, "nothing has to be searched anew for that"


def test_the_wall_sorts_until_it_has_settled_and_then_keeps_its_order(visitor: Visitor):
    wall = visitor.page.wall
    assert list(wall.order) == np.argsort(visitor.progress.totals, kind="stable").tolist()
    for iteration in range(1, SETTLED + 1):
        visitor.press(KEY.Key_Right)
        visitor.until(lambda iteration=iteration: visitor.progress.iteration == iteration)
    settled = wall.order
    assert list(settled) == np.argsort(visitor.progress.totals, kind="stable").tolist()
    visitor.press(KEY.Key_Right)
    visitor.until(lambda: visitor.progress.iteration == SETTLED + 1)
    assert wall.order == settled
    assert list(settled) != np.argsort(visitor.progress.totals, kind="stable").tolist()
    assert wall.wall.captions[settled.index(visitor.progress.answer)].endswith("answer")
    assert wall.shares.text() == "75 % 3, 25 % 8"


def test_a_click_on_a_candidate_shows_it_large_and_another_the_best_again(visitor: Visitor):
    wall = visitor.page.wall
    candidate = wall.order[5]
    assert candidate != visitor.progress.answer
    visitor.click(wall.wall, wall.wall.tile(5).center())
    visitor.until(lambda: visitor.progress.focus == candidate)
    row, column = middle(CENTRE)
    assert visitor.sees(row, column, drawn(candidate, 0))
    assert wall.wall.marked == 5
    visitor.click(wall.wall, wall.wall.tile(5).center())
    visitor.until(lambda: visitor.progress.focus == visitor.progress.answer)


def test_other_candidates_are_not_shown_for_one_that_was_promoted_before(visitor: Visitor):
    wall, result = visitor.page.wall, visitor.page.result
    candidate = next(each for each in wall.order if each != visitor.progress.answer)
    visitor.session.focus(candidate)
    visitor.until(lambda: visitor.progress.focus == candidate)
    assert result.heading.text().endswith("not the answer")
    visitor.press(KEY.Key_N)
    visitor.settle()
    visitor.until(lambda: visitor.progress.focus == visitor.progress.answer)
    assert result.heading.text() == VIEWS[result.views.current].title


def test_the_arrows_walk_on_the_wall_and_do_not_iterate(visitor: Visitor):
    wall = visitor.page.wall.wall
    wall.setFocus()
    visitor.press(KEY.Key_Right)
    visitor.press(KEY.Key_Return)
    visitor.until(lambda: visitor.progress.focus == visitor.page.wall.order[1])
    assert visitor.progress.iteration == 0


def test_one_scrubs_through_the_iterations_and_back_to_the_present(visitor: Visitor):
    visitor.play()
    transport = visitor.page.transport
    transport.scrub.step(-100)
    at = transport.scrub.current
    visitor.until(lambda: visitor.progress.shown == at)
    assert transport.iteration.text() == f"iteration {at:.0f} of {LAST}"
    row, column = middle(CENTRE)
    assert visitor.sees(row, column, drawn(visitor.progress.answer, int(at)))
    visitor.press(KEY.Key_Escape)
    visitor.until(lambda: visitor.progress.shown == LAST)
    assert transport.iteration.text() == f"iteration {LAST}"


def test_recipes_are_taken_whole_and_their_knobs_turn_live(visitor: Visitor):
    visitor.page.tabs.current = RECIPE
    form = visitor.page.form
    before = visitor.search
    form.rows["weight"].control.entry.setFocus()
    form.rows["weight"].control.changed.emit(0.5)
    visitor.settle()
    assert visitor.search is before
    assert before.task.recipe.weight == 0.5
    assert form.rows["weight"].changed
    form.recipes.setCurrentIndex(form.recipes.findData("yeh-2016"))
    visitor.settle()
    assert visitor.search.task.recipe == RECIPES["yeh-2016"].recipe
    assert not form.rows["weight"].changed
    assert form.source.text() == RECIPES["yeh-2016"].source


def test_what_a_named_recipe_finds_is_its_own(visitor: Visitor):
    """Two that both begin with one candidate: still the second does not go on from where the first ended."""
    first, second = (RECIPES[name].recipe for name in ("yeh-2016", "amos"))
    visitor.session.take_recipe("yeh-2016")
    visitor.until(lambda: visitor.progress.task.recipe == first)
    visitor.play()
    assert visitor.progress.iteration == first.iterations
    visitor.session.take_recipe("amos")
    visitor.until(lambda: visitor.progress.task.recipe == second and visitor.progress.finished)
    assert visitor.progress.iteration == second.iterations


def test_keys_typed_into_the_number_are_no_shortcuts(visitor: Visitor):
    field = visitor.page.sources.index
    field.setFocus()
    visitor.qtbot.keyClicks(field, "b")
    assert visitor.session.recipe.blend == RECIPES["ours"].recipe.blend


def test_every_knob_has_a_row_and_choices_bring_their_own(visitor: Visitor):
    visitor.page.tabs.current = RECIPE
    rows = visitor.page.form.rows
    shown = {path: field.knob for path, field, _ in leaves(visitor.session.recipe)}
    assert set(rows) == {path for path, knob in shown.items() if knob is None or not knob.hidden}
    rows["support.name"].control.changed.emit("clipped")
    visitor.settle()
    assert visitor.progress.task.recipe.support.name == "clipped"
    assert "support.limit" in visitor.page.form.rows
    visitor.page.form.rows["support.name"].back.click()
    visitor.settle()
    assert visitor.progress.task.recipe.support.name == "free"


def test_an_optimiser_comes_back_as_it_was_left_until_a_recipe_is_taken(visitor: Visitor):
    visitor.page.tabs.current = RECIPE
    form = visitor.page.form
    box = form.rows["optimiser.name"].control
    form.rows["optimiser.beta1"].control.changed.emit(0.5)
    for name in ("sgd", "adam"):
        box.setCurrentIndex(box.findData(name))
        assert visitor.session.recipe.optimiser.name == name
    assert visitor.session.recipe.optimiser == replace(RECIPES["ours"].recipe.optimiser, beta1=0.5)
    assert form.rows["optimiser.beta1"].control.value == 0.5
    assert form.rows["optimiser.beta1"].changed
    box.setCurrentIndex(box.findData("sgd"))
    form.recipes.setCurrentIndex(form.recipes.findData("yeh-2016"))
    box.setCurrentIndex(box.findData("adam"))
    assert visitor.session.recipe.optimiser == Adam()


@pytest.mark.parametrize(
    ("hole", "words"),
    [(np.zeros((28, 28), bool), "Nothing is masked"), (np.ones((28, 28), bool), "Everything")],
)
def test_a_hole_that_cannot_be_filled_is_named_and_the_next_one_is_filled(visitor: Visitor, hole, words):
    visitor.page.painting.set_hole(hole)
    visitor.until(lambda: visitor.session.progress is None)
    assert visitor.page.result.large.message.startswith(words)
    visitor.page.painting.set_hole(PRESETS["left half"](0))
    visitor.settle()
    assert visitor.progress.task.hole[:, :14].all()
    assert visitor.page.result.large.progress is visitor.progress


def test_what_the_search_has_to_say_is_said(visitor: Visitor):
    visitor.engine.notes = ("This model was kept without its discriminator: lambda is off.",)
    visitor.press(KEY.Key_Right)
    visitor.until(lambda: visitor.page.strip.isVisible())
    assert "lambda is off" in visitor.page.strip._sentence.text()


def test_without_weights_the_page_says_so_and_what_to_do(open_page: OpenPage):
    visitor = open_page(())
    assert visitor.page.result.large.message == NO_WEIGHTS
    assert visitor.session.progress is None


def test_without_test_digits_it_begins_with_what_the_model_draws_itself(open_page: OpenPage):
    visitor = open_page(missing="MNIST is not on this computer")
    visitor.until(lambda: visitor.page.painting.subject.title.startswith("G’s own sample"))
    visitor.settle()
    assert "not on this computer" in visitor.page.strip._sentence.text()
    notice, views = visitor.page.strip, visitor.page.result.views
    assert notice.geometry().bottom() < views.y(), "nothing that one presses lies below it"
    visitor.page.sources.pick(3)
    visitor.until(lambda: "test picture 3" in visitor.page.painting.subject.title)
    assert "not on this computer" in visitor.page.sources.words.toolTip()


def test_a_model_that_cannot_be_read_leaves_the_one_before(visitor: Visitor):
    visitor.page._open(BROKEN)
    visitor.until(lambda: visitor.page.strip.isVisible())
    assert "no file of weights" in visitor.page.strip._sentence.text()
    assert visitor.session.source == "dcgan"
    assert visitor.page.catalogue.value == "shipped:dcgan"


def test_beside_the_result_stand_the_mean_the_nearest_and_the_conditional_model_s(visitor: Visitor):
    beside = visitor.page.result.beside
    visitor.until(lambda: len(beside.neighbour.pictures) == 1 and len(beside.conditional.pictures) == 1)
    row, column = middle(CENTRE)
    assert beside.mean.pictures[0, row, column] == MEAN
    assert beside.mean.pictures[0, 1, 1] == visitor.progress.task.picture[1, 1]
    assert np.array_equal(beside.neighbour.pictures[0], digit(9))
    visitor.play()
    beside.classes.setCurrentIndex(beside.classes.findData("7"))
    visitor.until(lambda: visitor.engine.begun[-1].task.label == 7)
    visitor.until(lambda: visitor.engine.begun[-1].finished and not visitor.session.playing)
    assert visitor.engine.begun[-1].task.source == "cgan"
    assert visitor.search.task.label is None, "the other model goes on as it was"


def test_recipes_race_on_the_same_hole_and_seed_and_psnr_is_counted_in_it(visitor: Visitor):
    visitor.page.tabs.current = RACE
    visitor.click(visitor.page.race.start)
    visitor.until(lambda: not visitor.session.playing and len(visitor.session.racers) == len(RECIPES))
    visitor.until(lambda: all(each.finished for each in visitor.session.racers.values()))
    lanes = visitor.page.race.plot.lanes
    assert [lane.title for lane in lanes] == [*(named.title for named in RECIPES.values()), "mean image"]
    racers = [search.task for search in visitor.engine.begun if search.task.source == "dcgan"][-4:]
    assert {task.recipe.seed for task in racers} == {0}
    assert all(np.array_equal(task.hole, CENTRE) for task in racers)
    filled = np.where(CENTRE, np.uint8(MEAN), digit(TRUE))
    assert lanes[-1].decibels == pytest.approx(psnr(filled, digit(TRUE), CENTRE))
    assert visitor.page.race.plot.winner == max(lanes, key=lambda lane: lane.decibels).title


def test_a_race_that_was_paused_goes_on_from_where_it_was(visitor: Visitor):
    visitor.play()
    visitor.page.tabs.current = RACE
    visitor.engine.may_iterate.clear()
    visitor.click(visitor.page.race.start)
    visitor.session.pause()
    visitor.engine.may_iterate.set()
    visitor.until(lambda: len(visitor.session.racers) == len(RECIPES))
    begun = len(visitor.engine.begun)
    visitor.click(visitor.page.transport.play)
    visitor.until(lambda: not visitor.session.playing)
    assert len(visitor.engine.begun) == begun
    assert all(racer.finished for racer in visitor.session.racers.values())


def test_looking_back_leaves_the_race_as_it_ended(visitor: Visitor):
    visitor.page.tabs.current = RACE
    visitor.click(visitor.page.race.start)
    visitor.until(lambda: visitor.session.playing)
    visitor.until(lambda: not visitor.session.playing)
    lanes = visitor.page.race.plot.lanes
    visitor.page.transport.scrub.step(-100)
    visitor.until(lambda: visitor.progress.shown < visitor.progress.iteration)
    after = [(lane.decibels, lane.state) for lane in visitor.page.race.plot.lanes]
    assert after == [(lane.decibels, lane.state) for lane in lanes]


def test_painting_ends_the_race(visitor: Visitor):
    visitor.page.tabs.current = RACE
    visitor.click(visitor.page.race.start)
    visitor.until(lambda: len(visitor.session.racers) == len(RECIPES))
    visitor.paint((1.5, 1.5), (5.5, 1.5))
    visitor.until(lambda: not visitor.session.racing)
    assert visitor.page.race.plot.lanes == ()
    assert visitor.page.race.start.text() == "Race"


def test_a_click_on_the_end_of_a_path_shows_that_candidate(visitor: Visitor):
    visitor.page.tabs.current = PATH
    for _ in range(2):
        visitor.press(KEY.Key_Right)
    visitor.until(lambda: visitor.progress.iteration == 2)
    plot = visitor.page.path.plot
    wanted = 15 if visitor.progress.answer != 15 else 0
    place = pixels(plot, np.array([1 / 100, wanted / 32]) / 2.0)
    visitor.click(plot.canvas.viewport(), QPointF(*place))
    visitor.until(lambda: visitor.progress.focus == wanted)


def test_the_curves_say_how_it_goes(visitor: Visitor):
    visitor.page.tabs.current = CURVES
    assert visitor.page.curves.verdict.text() == "first guess"
    visitor.play()
    assert visitor.page.curves.verdict.text() == "converged"
    assert visitor.page.curves.plot.progress is visitor.progress


def test_whoever_comes_back_sees_what_is_nearest_to_what_is_there_now(visitor: Visitor):
    visitor.until(lambda: any(isinstance(each, Nearest) for each in visitor.engine.asked))
    visitor.play()
    visitor.page.hide()
    visitor.engine.asked.clear()
    visitor.page.show()
    visitor.until(lambda: any(isinstance(each, Nearest) for each in visitor.engine.asked))
    (asked,) = [each for each in visitor.engine.asked if isinstance(each, Nearest)]
    assert np.array_equal(asked.picture, visitor.progress.restored[visitor.progress.focus])


def test_whoever_leaves_the_page_lets_the_search_rest(visitor: Visitor):
    visitor.engine.may_iterate.clear()
    visitor.press(KEY.Key_Space)
    assert visitor.session.playing
    visitor.page.hide()
    assert not visitor.session.playing


def test_the_networks_that_are_training_now_are_taken_as_they_are(visitor: Visitor):
    page, run = visitor.page, visitor.page._images
    before = visitor.session.source
    page.catalogue.setCurrentIndex(page.catalogue.findData("live"))
    assert page.strip.isVisible(), "until that run says something, one waits for it"
    assert visitor.session.source == before
    first, later = live(10), live(11)
    run.reported.emit(first)
    visitor.until(lambda: visitor.session.source is first.frame.model)
    assert not page.strip.isVisible()
    visitor.settle()
    run.reported.emit(later)
    assert not page.follower.following
    assert visitor.search.task.source is first.frame.model
    newest = live(12)
    page.catalogue.activated.emit(page.catalogue.currentIndex())
    assert page.follower.following
    run.reported.emit(newest)
    visitor.until(lambda: visitor.session.source is newest.frame.model)
    assert not page.follower.following
    assert not page.strip.isVisible()
