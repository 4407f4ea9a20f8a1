"""The hole model: strokes, replacements, undo and redo."""

from __future__ import annotations

import numpy as np
import pytest

from ganplay.contract.masks import PRESETS, beyond_ink
from ganplay.gui.inpaint.brush import Tip
from ganplay.gui.inpaint.hole_model import UNDO_DEPTH, HoleModel
from ganplay.gui.inpaint.input_picture import InputPicture

DOT = Tip(3, True)


def stroke(model: HoleModel, *way: tuple[float, float], tip: Tip = DOT, **how: bool) -> None:
    model.begin(way[0], tip, **how)
    for place in way[1:]:
        model.move(place)
    model.end()


def test_a_stroke_of_many_moves_is_one_step() -> None:
    model = HoleModel()
    stroke(model, (2.5, 2.5), (20.5, 2.5), (20.5, 20.5))
    painted = model.hole
    assert painted.sum() == 3 * 21 + 3 * 18
    assert model.undo()
    assert not model.hole.any()
    assert not model.undo()
    assert model.redo()
    np.testing.assert_array_equal(model.hole, painted)
    assert not model.redo()


def test_the_eraser_makes_known_again_what_it_passes_over() -> None:
    model = HoleModel()
    model.change(hole=PRESETS["left half"](0))
    stroke(model, (-5.0, 10.5), (40.0, 10.5), erase=True)
    assert model.hole.sum() == 14 * 25
    assert not model.hole[9:12].any()


def test_a_stroke_that_changes_nothing_is_no_step() -> None:
    model = HoleModel()
    stroke(model, (5.5, 5.5), erase=True)
    stroke(model, (-9.0, -9.0), (-9.0, 30.0))
    assert not model.change(hole=model.hole.copy())
    assert not model.can_undo


@pytest.mark.parametrize(
    "act",
    [
        lambda model: model.change(hole=PRESETS["pencil"](4)),
        lambda model: model.change(hole=~model.hole),
        lambda model: model.change(hole=np.zeros((28, 28), bool)),
        lambda model: model.fill((3.5, 8.5)),
        lambda model: stroke(model, (8.5, 8.5), (20.5, 2.5)),
        lambda model: stroke(model, (3.5, 8.5), (20.5, 2.5), ink=True),
        lambda model: model.change(input_picture=InputPicture(np.full((28, 28), 9, np.uint8), 4, "four")),
    ],
    ids=["preset", "invert", "clear", "fill", "stroke", "ink", "picture"],
)
def test_each_is_taken_back_and_taken_again(act) -> None:
    model = HoleModel()
    model.change(hole=PRESETS["centre"](0))
    before = model.input_picture.picture, model.hole
    act(model)
    after = model.input_picture.picture, model.hole
    assert any(not np.array_equal(*pair) for pair in zip(before, after, strict=True))
    model.undo()
    assert model.input_picture.picture is before[0]
    assert model.hole is before[1]
    model.redo()
    assert model.input_picture.picture is after[0]
    assert model.hole is after[1]


def test_another_step_forgets_what_was_taken_back() -> None:
    model = HoleModel()
    stroke(model, (5.5, 5.5))
    model.undo()
    stroke(model, (15.5, 5.5))
    assert not model.can_redo


def test_undo_in_the_middle_of_a_stroke_takes_that_stroke_back() -> None:
    model = HoleModel()
    model.begin((5.5, 5.5), DOT)
    model.undo()
    model.move((20.5, 5.5))
    assert not model.hole.any()


def test_the_oldest_steps_are_forgotten() -> None:
    model = HoleModel()
    for _ in range(UNDO_DEPTH + 20):
        model.change(hole=~model.hole)
    steps = 0
    while model.undo():
        steps += 1
    assert steps == UNDO_DEPTH


def test_what_was_handed_out_never_changes() -> None:
    model = HoleModel()
    model.begin((5.5, 5.5), DOT)
    handed = model.hole
    copy = handed.copy()
    model.move((20.5, 20.5))
    np.testing.assert_array_equal(handed, copy)
    with pytest.raises(ValueError, match="read-only"):
        model.hole[0, 0] = True


def test_ink_that_crosses_itself_is_no_brighter_and_has_no_class() -> None:
    model = HoleModel()
    model.change(input_picture=InputPicture(np.zeros((28, 28), np.uint8), 7, "a seven"))
    stroke(model, (4.0, 14.0), (24.0, 14.0), tip=Tip(3), ink=True)
    once = model.input_picture.picture
    stroke(model, (4.0, 14.0), (24.0, 14.0), tip=Tip(3), ink=True)
    assert model.input_picture.picture is once
    assert set(np.unique(once)) > {0, 128, 255}
    assert model.input_picture.label is None
    assert model.input_picture.title == "drawn here"


def test_the_eraser_takes_ink_off() -> None:
    model = HoleModel()
    stroke(model, (4.0, 14.0), (24.0, 14.0), tip=Tip(3), ink=True)
    stroke(model, (4.0, 14.0), (24.0, 14.0), tip=Tip(8), ink=True, erase=True)
    assert not model.input_picture.picture[:, 6:22].any()


def test_a_digit_begun_is_known_and_what_is_far_from_it_is_not() -> None:
    picture = np.zeros((28, 28), np.uint8)
    picture[14, 14] = 255
    picture[0, 27] = 20
    hole = beyond_ink(picture, 2)
    assert (~hole).sum() == 13, "a disc of radius two around the dot; a smudge is no ink"
    assert not hole[14, 12]
    assert hole[13, 12]
    assert hole[0, 27]
    assert beyond_ink(np.zeros((28, 28), np.uint8)).all()
