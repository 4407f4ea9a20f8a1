"""Choices, switches, paths, lists of numbers: what a person chooses is told, what is shown is not."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QWidget

from ganplay.contract.data import Ring
from ganplay.contract.knobs import fields_of
from ganplay.contract.pictures import Digits
from ganplay.gui.forms.controls import control_for
from ganplay.gui.palette import DARK, LIGHT
from ganplay.gui.theme import Appearance
from ganplay.gui.widgets.choice_box import Choice, ChoiceBox
from ganplay.gui.widgets.legend_toggle import LegendToggle
from ganplay.gui.widgets.numbers_field import NumbersField
from ganplay.gui.widgets.path_field import PathField
from ganplay.gui.widgets.toggle import Toggle

LEFT = Qt.MouseButton.LeftButton
CHOICES = (Choice("minimax", "minimax", "The original game."), Choice("wgan", "Wasserstein", "A critic."))
(WEIGHTS,) = (field for field in fields_of(Ring) if field.name == "weights")


def show(qtbot, widget: QWidget) -> list[Any]:
    """Put a control on the screen; what it tells is listed from now on."""
    qtbot.addWidget(widget)
    with qtbot.waitActive(widget):
        widget.show()
        widget.activateWindow()
    told: list[Any] = []
    if hasattr(widget, "changed"):
        widget.changed.connect(told.append)
    return told


def colors_of(widget: QWidget) -> set[str]:
    image = widget.grab().toImage()
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


def test_what_is_in_force_can_be_chosen_once_more(qtbot) -> None:
    box = ChoiceBox(CHOICES, Appearance())
    told, again = show(qtbot, box), []
    box.again.connect(again.append)
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert (told, again) == (["wgan"], [])
    # As Qt says it when an entry of the open list is chosen.
    box.activated.emit(1)
    assert (told, again) == (["wgan"], ["wgan"])
    box.set_value("minimax")
    box.activated.emit(0)
    assert (told, again) == (["wgan"], ["wgan", "minimax"])


def test_choosing_from_the_list_tells_the_key(qtbot) -> None:
    box = ChoiceBox(CHOICES, Appearance())
    told = show(qtbot, box)
    box.showPopup()
    QTest.keyClick(box.view(), Qt.Key.Key_Down)
    QTest.keyClick(box.view(), Qt.Key.Key_Return)
    assert told == ["wgan"]
    assert box.value == "wgan"
    assert box.currentText() == "Wasserstein"


def test_each_choice_has_its_sentence(qtbot) -> None:
    box = ChoiceBox(CHOICES, Appearance())
    show(qtbot, box)
    tips = [box.itemData(index, Qt.ItemDataRole.ToolTipRole) for index in range(box.count())]
    assert tips == ["The original game.", "A critic."]


def test_showing_another_choice_tells_nothing(qtbot) -> None:
    box = ChoiceBox(CHOICES, Appearance())
    told = show(qtbot, box)
    box.set_value("wgan")
    assert told == []
    assert box.value == "wgan"


def test_the_wheel_never_changes_a_choice(qtbot) -> None:
    box = ChoiceBox(CHOICES, Appearance())
    told = show(qtbot, box)
    box.setFocus()
    QTest.wheelEvent(box.windowHandle(), box.rect().center(), QPoint(0, -120))
    assert box.value == "minimax"
    assert told == []


def test_the_list_is_wide_enough_for_its_longest_word(qtbot) -> None:
    long = "a title that is far longer than the box is wide"
    box = ChoiceBox((Choice("a", "a"), Choice("b", long)), Appearance())
    show(qtbot, box)
    box.resize(80, 26)
    box.showPopup()
    assert box.view().viewport().width() >= box.fontMetrics().horizontalAdvance(long)
    box.hidePopup()


def test_a_switch_turns_by_click_and_by_space(qtbot) -> None:
    toggle = Toggle(Appearance())
    told = show(qtbot, toggle)
    QTest.mouseClick(toggle, LEFT)
    QTest.keyClick(toggle, Qt.Key.Key_Space)
    toggle.set_value(True)
    assert told == [True, False]
    assert toggle.value


def test_a_path_is_typed_or_picked(qtbot, monkeypatch: pytest.MonkeyPatch) -> None:
    field = PathField(Appearance())
    told = show(qtbot, field)
    QTest.keyClicks(field.entry, " /tmp/a.csv ")
    QTest.keyClick(field.entry, Qt.Key.Key_Return)
    answers = iter([("/tmp/b.csv", ""), ("", "")])
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: next(answers))
    QTest.mouseClick(field.button, LEFT)
    QTest.mouseClick(field.button, LEFT)
    assert told == ["/tmp/a.csv", "/tmp/b.csv"], "the dialog that was cancelled changes nothing"
    assert field.entry.text() == field.value == "/tmp/b.csv"


def test_where_a_folder_is_meant_a_folder_is_chosen(qtbot, monkeypatch: pytest.MonkeyPatch) -> None:
    field = next(field for field in fields_of(Digits) if field.name == "folder")
    control = control_for(field, Appearance())
    told = show(qtbot, control)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "/tmp/mnist")
    QTest.mouseClick(control.button, LEFT)
    assert told == ["/tmp/mnist"]
    assert control.entry.placeholderText() == "path of a folder"
    assert control.button.toolTip() == "Choose a folder"


@pytest.mark.parametrize(("text", "value"), [("1, 2,0.5", (1.0, 2.0, 0.5)), ("3", (3.0,)), (" ", ())])
def test_numbers_are_typed_with_commas(qtbot, text: str, value: tuple[float, ...]) -> None:
    field = NumbersField(WEIGHTS, Appearance())
    field.set_value((9.0,))
    told = show(qtbot, field)
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert told == [value]


@pytest.mark.parametrize(
    ("text", "reason"),
    [("1, two", "'two' is not a number"), ("1,,2", "'' is not a number"), ("1, -1", "is outside 0 to 1000")],
)
def test_a_wrong_number_is_refused_and_named(qtbot, text: str, reason: str) -> None:
    field = NumbersField(WEIGHTS, Appearance())
    field.set_value((1.0, 2.0))
    told = show(qtbot, field)
    refusals: list[str] = []
    field.refused.connect(refusals.append)
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert refusals[-1].startswith("weights[1]: ")
    assert refusals[-1].endswith(reason)
    assert told == []
    assert field.text() == "1, 2"


@pytest.mark.parametrize("mark", ["dot", "line", "dashed", "swatch", "arrow", "grid"])
def test_a_legend_s_word_is_in_its_colour_only_while_it_is_on(qtbot, mark) -> None:
    appearance = Appearance()
    word = LegendToggle("generated", mark, "fake", appearance)
    show(qtbot, word)
    states: list[bool] = []
    word.toggled.connect(states.append)
    assert LIGHT.fake in colors_of(word)
    QTest.mouseClick(word, LEFT)
    assert LIGHT.fake not in colors_of(word)
    QTest.mouseClick(word, LEFT)
    assert states == [False, True]
    appearance.dark = True
    assert DARK.fake in colors_of(word)


def test_a_legend_s_word_is_never_cut(qtbot) -> None:
    word = LegendToggle("discriminator", "swatch", "text", Appearance())
    show(qtbot, word)
    font = word.fontMetrics()
    assert word.sizeHint().width() > LegendToggle.MARK + font.horizontalAdvance(word.text())
