"""Whatever is done to a picture and its hole is one step to undo."""

from __future__ import annotations

import numpy as np
import pytest

from ganplay.contract.masks import PRESETS, beyond_ink
from ganplay.gui.inpaint.brush import Tip
from ganplay.gui.inpaint.easel import UNDO_DEPTH, Easel
from ganplay.gui.inpaint.subject import Subject

DOT = Tip(3, True)


def stroke(easel: Easel, *way: tuple[float, float], tip: Tip = DOT, **how: bool) -> None:
    easel.begin(way[0], tip, **how)
    for place in way[1:]:
        easel.move(place)
    easel.end()


def test_a_stroke_of_many_moves_is_one_step() -> None:
    easel = Easel()
    stroke(easel, (2.5, 2.5), (20.5, 2.5), (20.5, 20.5))
    painted = easel.hole
    assert painted.sum() == 3 * 21 + 3 * 18
    assert easel.undo()
    assert not easel.hole.any()
    assert not easel.undo()
    assert easel.redo()
    np.testing.assert_array_equal(easel.hole, painted)
    assert not easel.redo()


def test_the_eraser_makes_known_again_what_it_passes_over() -> None:
    easel = Easel()
    easel.change(hole=PRESETS["left half"](0))
    stroke(easel, (-5.0, 10.5), (40.0, 10.5), erase=True)
    assert easel.hole.sum() == 14 * 25
    assert not easel.hole[9:12].any()


def test_a_stroke_that_changes_nothing_is_no_step() -> None:
    easel = Easel()
    stroke(easel, (5.5, 5.5), erase=True)
    stroke(easel, (-9.0, -9.0), (-9.0, 30.0))
    assert not easel.change(hole=easel.hole.copy())
    assert not easel.can_undo


@pytest.mark.parametrize(
    "act",
    [
        lambda easel: easel.change(hole=PRESETS["pencil"](4)),
        lambda easel: easel.change(hole=~easel.hole),
        lambda easel: easel.change(hole=np.zeros((28, 28), bool)),
        lambda easel: easel.fill((3.5, 8.5)),
        lambda easel: stroke(easel, (8.5, 8.5), (20.5, 2.5)),
        lambda easel: stroke(easel, (3.5, 8.5), (20.5, 2.5), ink=True),
        lambda easel: easel.change(subject=Subject(np.full((28, 28), 9, np.uint8), 4, "four")),
    ],
    ids=["preset", "invert", "clear", "fill", "stroke", "ink", "picture"],
)
def test_each_is_taken_back_and_taken_again(act) -> None:
    easel = Easel()
    easel.change(hole=PRESETS["centre"](0))
    before = easel.subject.picture, easel.hole
    act(easel)
    after = easel.subject.picture, easel.hole
    assert any(not np.array_equal(*pair) for pair in zip(before, after, strict=True))
    easel.undo()
    assert easel.subject.picture is before[0]
    assert easel.hole is before[1]
    easel.redo()
    assert easel.subject.picture is after[0]
    assert easel.hole is after[1]


def test_another_step_forgets_what_was_taken_back() -> None:
    easel = Easel()
    stroke(easel, (5.5, 5.5))
    easel.undo()
    stroke(easel, (15.5, 5.5))
    assert not easel.can_redo


def test_undo_in_the_middle_of_a_stroke_takes_that_stroke_back() -> None:
    easel = Easel()
    easel.begin((5.5, 5.5), DOT)
    easel.undo()
    easel.move((20.5, 5.5))
    assert not easel.hole.any()


def test_the_oldest_steps_are_forgotten() -> None:
    easel = Easel()
    for _ in range(UNDO_DEPTH + 20):
        easel.change(hole=~easel.hole)
    steps = 0
    while easel.undo():
        steps += 1
    assert steps == UNDO_DEPTH


def test_what_was_handed_out_never_changes() -> None:
    easel = Easel()
    easel.begin((5.5, 5.5), DOT)
    handed = easel.hole
    copy = handed.copy()
    easel.move((20.5, 20.5))
    np.testing.assert_array_equal(handed, copy)
    with pytest.raises(ValueError, match="read-only"):
        easel.hole[0, 0] = True


def test_ink_that_crosses_itself_is_no_brighter_and_has_no_class() -> None:
    easel = Easel()
    easel.change(subject=Subject(np.zeros((28, 28), np.uint8), 7, "a seven"))
    stroke(easel, (4.0, 14.0), (24.0, 14.0), tip=Tip(3), ink=True)
    once = easel.subject.picture
    stroke(easel, (4.0, 14.0), (24.0, 14.0), tip=Tip(3), ink=True)
    assert easel.subject.picture is once
    assert set(np.unique(once)) > {0, 128, 255}
    assert easel.subject.label is None
    assert easel.subject.title == "drawn here"


def test_the_eraser_takes_ink_off() -> None:
    easel = Easel()
    stroke(easel, (4.0, 14.0), (24.0, 14.0), tip=Tip(3), ink=True)
    stroke(easel, (4.0, 14.0), (24.0, 14.0), tip=Tip(8), ink=True, erase=True)
    assert not easel.subject.picture[:, 6:22].any()


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
