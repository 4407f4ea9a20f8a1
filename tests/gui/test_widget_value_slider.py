"""A number under a person's fingers: typed, dragged, stepped, scrolled past."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from ganplay.contract.knobs import Field, Knob
from ganplay.gui.theme import Appearance
from ganplay.gui.widgets.value_slider import ValueSlider

RATE = Field("rate", float, 1e-3, knob=Knob(help="", label="learning rate", low=1e-6, high=1.0, scale="log"))
COUNT = Field("modes", int, 8, knob=Knob(help="", low=1, high=64))
LEFT = Qt.MouseButton.LeftButton


class Told(list[Any]):
    """What a signal has told so far."""


def shown(qtbot, field: Field) -> tuple[ValueSlider, Told, Told]:
    control = ValueSlider(field, Appearance())
    qtbot.addWidget(control)
    control.resize(260, 30)
    with qtbot.waitActive(control):
        control.show()
        control.activateWindow()
    values, refusals = Told(), Told()
    control.changed.connect(values.append)
    control.refused.connect(refusals.append)
    return control, values, refusals


def type_in(control: ValueSlider, text: str, key: Qt.Key = Qt.Key.Key_Return) -> None:
    control.entry.setFocus()
    control.entry.selectAll()
    QTest.keyClicks(control.entry, text)
    QTest.keyClick(control.entry, key)


def wheel(widget: QWidget) -> None:
    """One notch towards the user, over the middle of a widget."""
    window = widget.window()
    QTest.wheelEvent(window.windowHandle(), widget.mapTo(window, widget.rect().center()), QPoint(0, -120))


def test_it_starts_at_the_default(qtbot) -> None:
    control, values, _ = shown(qtbot, RATE)
    assert control.value == 1e-3
    assert control.entry.text() == "1e-3"
    assert values == []


def test_a_typed_value_is_taken_once(qtbot) -> None:
    control, values, _ = shown(qtbot, RATE)
    type_in(control, "3.5e-4")
    control.slider.setFocus()
    assert values == [3.5e-4]
    assert control.value == control.slider.current == 3.5e-4


def test_a_decimal_comma_is_taken_for_a_point(qtbot) -> None:
    control, values, refusals = shown(qtbot, RATE)
    type_in(control, "0,05")
    assert values == [0.05]
    assert not any(refusals)


def test_leaving_the_field_takes_what_was_typed(qtbot) -> None:
    control, values, _ = shown(qtbot, COUNT)
    type_in(control, "12", Qt.Key.Key_Tab)
    assert values == [12]
    assert type(values[0]) is int


def test_merely_passing_through_the_field_changes_nothing(qtbot) -> None:
    control, values, _ = shown(qtbot, RATE)
    control.set_value(0.000123456789)
    control.entry.setFocus()
    QTest.keyClick(control.entry, Qt.Key.Key_Return)
    control.slider.setFocus()
    assert values == []
    assert control.value == 0.000123456789


@pytest.mark.parametrize(
    ("field", "text", "reason"),
    [
        (RATE, "3", "is outside 1e-06 to 1"),
        (RATE, "nan", "nan is outside 1e-06 to 1"),
        (RATE, "fast", "'fast' is not a number"),
        (COUNT, "8.5", "8.5 is not a whole number"),
        (COUNT, "0", "0 is outside 1 to 64"),
        (COUNT, "", "'' is not a whole number"),
    ],
)
def test_what_is_not_allowed_is_refused_with_the_knob_s_sentence(qtbot, field, text, reason) -> None:
    control, values, refusals = shown(qtbot, field)
    before = control.value, control.entry.text()
    control.entry.setFocus()
    control.entry.selectAll()
    QTest.keyClick(control.entry, Qt.Key.Key_Delete)
    QTest.keyClicks(control.entry, text)
    QTest.keyClick(control.entry, Qt.Key.Key_Return)
    assert refusals[-1].startswith(f"{field.label}: ")
    assert refusals[-1].endswith(reason)
    assert values == []
    assert (control.value, control.entry.text()) == before
    QTest.keyClick(control.entry, Qt.Key.Key_1)
    assert refusals[-1] == "", "the sentence goes when typing begins anew"


def test_escape_brings_back_what_was_there(qtbot) -> None:
    control, values, _ = shown(qtbot, RATE)
    type_in(control, "0.5", Qt.Key.Key_Escape)
    QTest.keyClick(control.entry, Qt.Key.Key_Return)
    assert control.entry.text() == "1e-3"
    assert values == []


def test_arrows_climb_the_ladder(qtbot) -> None:
    control, values, _ = shown(qtbot, RATE)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_Down, Qt.Key.Key_Down):
        QTest.keyClick(control.slider, key)
    assert values == [2e-3, 5e-3, 2e-3, 1e-3, 5e-4]
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageDown):
        QTest.keyClick(control.slider, key)
    assert values[5:] == [1e-6, 1.0, 0.05]


def test_up_and_down_in_the_field_climb_too(qtbot) -> None:
    control, values, _ = shown(qtbot, RATE)
    type_in(control, "3e-3", Qt.Key.Key_Return)
    QTest.keyClick(control.entry, Qt.Key.Key_Up)
    assert values == [3e-3, 5e-3]
    assert control.entry.text() == "5e-3"


def test_dragging_tells_every_rung_on_the_way(qtbot) -> None:
    control, values, _ = shown(qtbot, COUNT)
    slider, y = control.slider, control.slider.height() // 2
    start = QPoint(round(slider.handle_x()), y)
    QTest.mousePress(slider, LEFT, pos=start)
    assert values == [], "taking the handle is not yet moving it"
    for x in range(start.x(), slider.width() + 30, 3):
        QTest.mouseMove(slider, QPoint(x, y))
    QTest.mouseRelease(slider, LEFT, pos=QPoint(slider.width() + 30, y))
    assert values == sorted(values)
    assert values[-1] == 64
    assert len(values) > 10
    QTest.mouseMove(slider, start)
    assert control.value == 64, "let go is let go"


def test_a_click_on_the_track_jumps_there(qtbot) -> None:
    control, values, _ = shown(qtbot, RATE)
    QTest.mouseClick(control.slider, LEFT, pos=QPoint(1, control.slider.height() // 2))
    assert values == [1e-6]


def test_a_typed_value_between_rungs_stays_until_the_handle_moves(qtbot) -> None:
    control, values, _ = shown(qtbot, RATE)
    control.set_value(3e-3)
    QTest.mouseClick(control.slider, LEFT, pos=QPoint(round(control.slider.handle_x()), 10))
    assert control.value == 3e-3
    assert values == []


def test_the_wheel_scrolls_past(qtbot) -> None:
    control, values, _ = shown(qtbot, RATE)
    for part in (control.entry, control.slider):
        part.setFocus()
        qtbot.waitUntil(part.hasFocus)
        wheel(control.slider)
        wheel(control.entry)
    assert values == []


def test_arrows_belong_to_a_slider_only_while_it_is_ringed(qtbot) -> None:
    control, values, _ = shown(qtbot, COUNT)
    stepped = Told()
    QShortcut(QKeySequence("Right"), control, lambda: stepped.append("run"))
    slider = control.slider
    QTest.mouseClick(slider, LEFT, pos=QPoint(round(slider.handle_x()), slider.height() // 2))
    assert slider.hasFocus()
    ring = slider.grab().toImage()
    QTest.keyClick(slider, Qt.Key.Key_Right)
    assert (values, stepped) == ([9], [])
    QTest.keyClick(slider, Qt.Key.Key_Return)
    assert not slider.hasFocus()
    control.set_value(8)
    assert slider.grab().toImage() != ring
    QTest.keyClick(control, Qt.Key.Key_Right)
    assert (values, stepped) == ([9], ["run"])


def test_arrows_are_the_pages_once_the_slider_is_scrolled_out_of_sight(qtbot) -> None:
    control, values, _ = shown(qtbot, COUNT)
    stepped = Told()
    QShortcut(QKeySequence("Right"), control, lambda: stepped.append("run"))
    control.slider.setFocus()
    control.layout().setEnabled(False)
    control.slider.move(0, 500)
    QTest.keyClick(control.slider, Qt.Key.Key_Right)
    assert (values, stepped) == ([], ["run"])


def test_setting_a_value_says_nothing(qtbot) -> None:
    control, values, _ = shown(qtbot, RATE)
    control.set_value(0.1)
    assert values == []
    assert control.entry.text() == "0.1"
    assert control.slider.handle_x() == pytest.approx(8 + (control.slider.width() - 16) * 5 / 6)
