"""The form of an experiment, and what all forms made of settings do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from ganplay.contract.codec import override
from ganplay.contract.knobs import Field, Knob, fields_of
from ganplay.contract.objectives import Wasserstein
from ganplay.contract.settings import Settings, get, leaves
from ganplay.gui.forms.controls import control_for
from ganplay.gui.forms.sections import entries_of
from ganplay.gui.theme import Appearance
from ganplay.gui.training.form import SECTIONS, ExperimentForm
from ganplay.gui.widgets.toggle import Toggle

from .form_driver import choose, type_in

LEFT = Qt.MouseButton.LeftButton
VARIANTS = [f"{field.name}.name={name}" for field in fields_of(Settings) for name in (field.choices or {})]


@pytest.fixture
def form(qtbot) -> Iterator[ExperimentForm]:
    form = ExperimentForm(Appearance())
    qtbot.addWidget(form)
    form.resize(270, 600)
    with qtbot.waitActive(form):
        form.show()
        form.activateWindow()
    return form


@pytest.fixture
def told(form: ExperimentForm) -> list[Settings]:
    told: list[Settings] = []
    form.state.edited.connect(told.append)
    return told


def with_(*assignments: str) -> Settings:
    return override(Settings(), assignments)


def wheel(widget: QWidget) -> None:
    """One notch towards the user, over the middle of a widget."""
    window = widget.window()
    QTest.wheelEvent(window.windowHandle(), widget.mapTo(window, widget.rect().center()), QPoint(0, -120))


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_knob_of_every_variant_has_a_row(form: ExperimentForm, variant: str) -> None:
    settings = with_(variant)
    form.state.set_settings(settings, Settings())
    visible = {
        path: value for path, field, value in leaves(settings) if not (field.knob and field.knob.hidden)
    }
    assert {path: row.control.value for path, row in form.rows.items()} == visible


@pytest.mark.parametrize("variant", VARIANTS)
def test_nothing_is_wider_than_the_column(form: ExperimentForm, qtbot, variant: str) -> None:
    form.state.set_settings(with_(variant), Settings())
    for card in form.findChildren(QWidget):
        if getattr(card, "fold", None) is not None:
            card.fold.setChecked(True)
    qtbot.waitUntil(lambda: all(row.isVisible() for row in form.rows.values()))
    assert form.widget().minimumSizeHint().width() <= form.viewport().width()
    for path, row in form.rows.items():
        if row.label.isVisible():
            words = row.label.text().split()
            assert max(map(row.label.fontMetrics().horizontalAdvance, words)) <= row.label.width(), path
        for entry in row.findChildren(QLineEdit):
            room = entry.width() - 8
            assert entry.fontMetrics().horizontalAdvance(entry.text()) <= room, path


def test_every_setting_is_on_exactly_one_card() -> None:
    settings = Settings()
    paths = [entry.path for section in SECTIONS for entry in entries_of(section, settings, settings)]
    assert len(paths) == len(set(paths))
    assert [section.title for section in SECTIONS] == ["Data", "Game", "Discriminator", "Generator"]


def test_every_kind_of_value_has_a_control_and_others_are_an_error(qtbot) -> None:
    flag = control_for(Field("flag", bool, False, knob=Knob(help="")), Appearance())
    qtbot.addWidget(flag)
    assert isinstance(flag, Toggle)
    kind = Annotated[complex, "unheard of"]
    with pytest.raises(TypeError, match="no control for phase"):
        control_for(Field("phase", kind, 0j, knob=Knob(help="")), Appearance())


def test_showing_settings_tells_nothing(form: ExperimentForm, told: list[Settings], qtbot) -> None:
    settings = with_("loss.name=wgan", "penalty.name=gradient", "generator.width=14", "data.name=spiral")
    form.state.set_settings(settings, Settings())
    assert form.state.settings == settings
    assert form.rows["generator.width"].control.entry.text() == "14"
    with qtbot.assertNotEmitted(form.state.edited, wait=50):
        pass
    assert told == []


def test_a_typed_value_is_told(form: ExperimentForm, told: list[Settings], qtbot) -> None:
    type_in(form, "d_optimiser.rate", "3e-4")
    qtbot.waitUntil(lambda: len(told) == 1)
    type_in(form, "generator.width", "100")
    qtbot.waitUntil(lambda: len(told) == 2)
    first = with_("d_optimiser.rate=3e-4")
    assert told == [first, override(first, ["generator.width=100"])]


def test_a_refused_value_is_explained_below_its_row(form: ExperimentForm, told: list[Settings]) -> None:
    row = form.rows["batch"]
    type_in(form, "batch", "5000")
    assert row.refusal.isVisible()
    assert row.refusal.text() == "batch size: 5000 is outside 8 to 4096"
    assert form.state.settings == Settings()
    assert told == []
    type_in(form, "batch", "500")
    assert not row.refusal.isVisible()
    assert form.state.settings.batch == 500


def test_another_variant_starts_from_its_defaults_and_the_one_left_comes_back_as_it_was(
    form: ExperimentForm, told: list[Settings], qtbot
) -> None:
    form.state.set_settings(with_("penalty.name=gradient", "penalty.weight=5"), Settings())
    choose(form, "penalty.name", "r1")
    assert form.state.settings == with_("penalty.name=r1")
    assert "penalty.gamma" in form.rows
    assert "penalty.weight" not in form.rows
    choose(form, "penalty.name", "gradient")
    assert form.state.settings == with_("penalty.name=gradient", "penalty.weight=5")
    qtbot.waitUntil(lambda: told[-1] == form.state.settings)


def test_choosing_keeps_the_focus_where_it_is(form: ExperimentForm) -> None:
    box = form.rows["loss.name"].control
    box.setFocus()
    choose(form, "loss.name", "wgan")
    assert form.state.settings.loss == Wasserstein()
    assert box.hasFocus()


def test_what_differs_from_the_baseline_is_put_back_one_by_one(form: ExperimentForm) -> None:
    baseline = with_("data.modes=12", "generator.width=14")
    form.state.set_settings(baseline, baseline)
    assert not any(row.changed for row in form.rows.values())
    type_in(form, "data.modes", "3")
    type_in(form, "generator.width", "64")
    assert {path for path, row in form.rows.items() if row.changed} == {"data.modes", "generator.width"}
    back = form.rows["data.modes"].back
    assert back.isVisible()
    assert back.toolTip() == "Put back to 12"
    QTest.mouseClick(back, LEFT)
    assert form.state.settings == override(baseline, ["generator.width=64"])
    assert not back.isVisible()
    QTest.mouseClick(form.rows["generator.width"].back, LEFT)
    assert form.state.settings == baseline


def test_putting_back_a_choice_brings_its_knobs_back_too(form: ExperimentForm) -> None:
    baseline = with_("penalty.name=gradient", "penalty.weight=5")
    form.state.set_settings(baseline, baseline)
    choose(form, "penalty.name", "r1")
    assert form.rows["penalty.name"].changed
    assert not form.rows["penalty.gamma"].changed, "a new variant is at its own defaults"
    type_in(form, "penalty.gamma", "2")
    QTest.mouseClick(form.rows["penalty.gamma"].back, LEFT)
    assert get(form.state.settings, "penalty.gamma") == 0.1
    QTest.mouseClick(form.rows["penalty.name"].back, LEFT)
    assert form.state.settings == baseline


def test_a_fast_drag_is_told_seldom_but_its_end_always(
    form: ExperimentForm, told: list[Settings], qtbot
) -> None:
    slider = form.rows["data.modes"].control.slider
    stops: list[int] = []
    slider.moved.connect(stops.append)
    y = slider.height() // 2
    QTest.mousePress(slider, LEFT, pos=QPoint(round(slider.handle_x()), y))
    for x in range(round(slider.handle_x()), slider.width() + 20):
        QTest.mouseMove(slider, QPoint(x, y))
    QTest.mouseRelease(slider, LEFT, pos=QPoint(slider.width() + 20, y))
    assert form.state.settings.data.modes == 64, "the form itself follows at once"
    qtbot.waitUntil(lambda: told[-1].data.modes == 64)
    assert told[0].data.modes == stops[0], "the first is told at once"
    assert len(told) < len(stops)


def test_a_change_there_and_back_within_one_telling_is_not_told(
    form: ExperimentForm, told: list[Settings], qtbot
) -> None:
    slider = form.rows["data.modes"].control.slider
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left):
        QTest.keyClick(slider, key)
    with qtbot.waitSignal(form.state._timer.timeout):
        pass
    assert [settings.data.modes for settings in told] == [9]


def test_the_wheel_scrolls_the_form_and_turns_no_knob(form: ExperimentForm, told: list[Settings]) -> None:
    bar = form.verticalScrollBar()
    assert bar.maximum() > 0
    for path in ("data.modes", "data.name", "loss.name"):
        bar.setValue(0)
        control = form.rows[path].control
        wheel(getattr(control, "slider", control))
        assert bar.value() > 0, path
    assert told == []
    assert form.state.settings == Settings()


def test_the_fold_hides_the_less_used_and_counts_what_is_changed_there(form: ExperimentForm, qtbot) -> None:
    card = form.sections[1]
    row = form.rows["loss.alpha"]
    assert card.fold.text() == "more"
    assert not row.isVisible()
    QTest.mouseClick(card.fold, LEFT)
    qtbot.waitUntil(row.isVisible)
    type_in(form, "loss.alpha", "0.1")
    QTest.mouseClick(card.fold, LEFT)
    assert not row.isVisible()
    assert card.fold.text() == "more · 1 changed"


def test_the_fold_stays_open_when_another_variant_is_chosen(form: ExperimentForm, qtbot) -> None:
    QTest.mouseClick(form.sections[1].fold, LEFT)
    choose(form, "loss.name", "non_saturating")
    qtbot.waitUntil(form.rows["loss.alpha"].isVisible)


def test_a_variant_without_further_knobs_has_no_fold(form: ExperimentForm) -> None:
    choose(form, "data.name", "line")
    assert not form.sections[0].fold.isVisible()
    choose(form, "data.name", "ring")
    assert form.sections[0].fold.isVisible()


def test_a_row_s_tip_says_what_it_is_what_is_allowed_and_when_it_acts(form: ExperimentForm) -> None:
    live, dead = form.rows["batch"].toolTip(), form.rows["generator.width"].toolTip()
    assert "Samples in each minibatch." in live
    assert "8 to 4096 · acts at the next step" in live
    assert "1 to 1024 · rebuilds the networks, same seed" in dead
    assert "The original game" in form.rows["loss.name"].toolTip()


def test_tab_goes_down_the_form(form: ExperimentForm, qtbot) -> None:
    choose(form, "penalty.name", "gradient")
    qtbot.waitUntil(form.rows["penalty.weight"].isVisible)
    form.rows["penalty.name"].control.setFocus()
    seen = []
    for _ in range(4):
        widget = QApplication.focusWidget()
        seen.append(next(path for path, row in form.rows.items() if row.isAncestorOf(widget)))
        QTest.keyClick(widget, Qt.Key.Key_Tab)
    assert seen[0] == "penalty.name"
    assert "penalty.weight" in seen[1:]
    order = list(form.rows)
    assert [order.index(path) for path in seen] == sorted(order.index(path) for path in seen)


def test_the_form_follows_the_appearance(form: ExperimentForm) -> None:
    before = form.rows["batch"].control.slider.sizeHint()
    form._appearance.scale = 2.0
    assert form.rows["batch"].control.slider.sizeHint() == 2 * before
    assert form.minimumWidth() == 2 * ExperimentForm.WIDTH
