"""The form of any tree of settings, on one that nobody else has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Annotated, ClassVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from ganplay.contract.knobs import Knob
from ganplay.gui.forms.form_state import FormState
from ganplay.gui.forms.sections import Section
from ganplay.gui.forms.settings_form import SettingsForm
from ganplay.gui.theme import Appearance
from ganplay.gui.widgets.slider import KEYS
from ganplay.gui.widgets.value_slider import ValueSlider

from .form_driver import choose, type_in

LEFT = Qt.MouseButton.LeftButton


@dataclass(frozen=True, slots=True)
class Embers:
    """No flame at all."""

    name: ClassVar[str] = "embers"


@dataclass(frozen=True, slots=True)
class Flame:
    """A flame of some height."""

    name: ClassVar[str] = "flame"
    height: Annotated[float, Knob(help="How high it burns.", low=0.0, high=10.0)] = 2.0


@dataclass(frozen=True, slots=True)
class Wood:
    """Burns slowly."""

    name: ClassVar[str] = "wood"
    logs: Annotated[int, Knob(help="How many.", low=1, high=9)] = 3
    fire: Embers | Flame = Embers()


@dataclass(frozen=True, slots=True)
class Gas:
    """Burns at once."""

    name: ClassVar[str] = "gas"
    fire: Embers | Flame = Flame(5.0)


@dataclass(frozen=True, slots=True)
class Electric:
    """Does not burn."""

    name: ClassVar[str] = "electric"


@dataclass(frozen=True, slots=True)
class Bread:
    """A loaf, and what it is baked by."""

    heat: Annotated[Wood | Gas | Electric, Knob(help="What heats the oven.", live=False)] = Wood()
    minutes: Annotated[int, Knob(help="How long.", label="time", low=1, high=90, unit="min")] = 40
    flour: Annotated[
        str, Knob(help="Ground from what.", options=("rye", "strong_white"), live=False, advanced=True)
    ] = "rye"
    seed: Annotated[int, Knob(help="No concern of the form.", low=0, high=9, hidden=True)] = 1


OVEN = Section("Oven", {"heat": "Oven", "minutes": ""})
DOUGH = Section("Dough", {"flour": "", "seed": ""})


def form_of(qtbot, sections=(OVEN, DOUGH), choices=None, **more) -> SettingsForm:
    state = FormState(Bread(), choices or {}, **more)
    form = SettingsForm(state, sections, Appearance(), rebuilds="needs another dough")
    qtbot.addWidget(form)
    form.resize(270, 500)
    with qtbot.waitActive(form):
        form.show()
        form.activateWindow()
    return form


@pytest.fixture
def form(qtbot) -> Iterator[SettingsForm]:
    return form_of(qtbot)


@pytest.fixture
def told(form: SettingsForm) -> list[Bread]:
    told: list[Bread] = []
    form.state.edited.connect(told.append)
    return told


def marked(form: SettingsForm) -> set[str]:
    """The rows that have a way back."""
    return {path for path, row in form.rows.items() if not row.back.isHidden()}


def test_a_tree_has_a_row_for_each_knob_and_choice_that_is_not_hidden(form: SettingsForm, qtbot):
    qtbot.waitUntil(form.rows["minutes"].isVisible)
    assert list(form.rows) == ["heat.name", "heat.logs", "heat.fire.name", "minutes", "flour"]
    labels = {path: row.label.text() for path, row in form.rows.items()}
    assert labels["minutes"] == "time"
    assert labels["heat.fire.name"] == "fire"
    assert not form.rows["heat.name"].label.isVisible(), "the title of the card says it"
    assert form.rows["heat.name"].control.accessibleName() == "Oven"
    assert not form.rows["flour"].isVisible()
    assert [card.fold.isVisible() for card in form.sections] == [False, True]


def test_a_choice_brings_its_own_rows_and_every_edit_is_told_as_a_whole(
    form: SettingsForm, told: list[Bread]
):
    choose(form, "heat.fire.name", "flame")
    assert told == [Bread(Wood(fire=Flame()))]
    type_in(form, "heat.fire.height", "7")
    type_in(form, "minutes", "55")
    assert told[1:] == [Bread(Wood(fire=Flame(7.0))), Bread(Wood(fire=Flame(7.0)), minutes=55)]
    choose(form, "heat.name", "electric")
    assert told[-1] == Bread(Electric(), minutes=55)
    assert list(form.rows) == ["heat.name", "minutes", "flour"]


def test_a_variant_comes_back_as_it_was_left_with_the_choices_in_it(form: SettingsForm):
    type_in(form, "heat.logs", "8")
    choose(form, "heat.fire.name", "flame")
    type_in(form, "heat.fire.height", "7")
    choose(form, "heat.fire.name", "embers")
    choose(form, "heat.name", "electric")
    choose(form, "heat.name", "wood")
    assert form.state.settings.heat == Wood(8, Embers())
    assert form.rows["heat.logs"].control.entry.text() == "8"
    choose(form, "heat.fire.name", "flame")
    assert form.state.settings.heat == Wood(8, Flame(7.0))
    form.state.forget()
    choose(form, "heat.name", "electric")
    form.state.forget()
    choose(form, "heat.name", "wood")
    assert form.state.settings == Bread()


def test_what_another_owner_of_the_settings_left_comes_back_too(form: SettingsForm, told: list[Bread]):
    form.state.set_settings(Bread(Electric()), Bread())
    form.state.remember("heat", Wood(5))
    choose(form, "heat.name", "wood")
    assert told[-1] == Bread(Wood(5))


def test_what_differs_from_the_baseline_is_marked_and_goes_back_to_it(form: SettingsForm, told: list[Bread]):
    baseline = Bread(Wood(6, Flame(4.0)), minutes=30)
    form.state.set_settings(baseline, baseline)
    assert told == []
    assert marked(form) == set()
    type_in(form, "heat.fire.height", "9")
    type_in(form, "minutes", "31")
    assert marked(form) == {"heat.fire.height", "minutes"}
    assert form.rows["minutes"].back.toolTip() == "Put back to 30"
    QTest.mouseClick(form.rows["minutes"].back, LEFT)
    assert told[-1] == replace(baseline, heat=Wood(6, Flame(9.0)))
    choose(form, "heat.fire.name", "embers")
    assert marked(form) == {"heat.fire.name"}
    QTest.mouseClick(form.rows["heat.fire.name"].back, LEFT)
    assert told[-1] == baseline
    assert marked(form) == set()


def test_in_a_variant_that_the_baseline_has_not_the_way_back_leads_to_the_defaults(form: SettingsForm):
    """Of a choice within it, too: the baseline's flame is wood's, and gas has another height by default."""
    baseline = Bread(Wood(6, Flame(4.0)))
    form.state.set_settings(Bread(Gas()), baseline)
    assert marked(form) == {"heat.name"}
    choose(form, "heat.fire.name", "embers")
    assert marked(form) == {"heat.name", "heat.fire.name"}
    QTest.mouseClick(form.rows["heat.fire.name"].back, LEFT)
    assert form.state.settings == Bread(Gas())


def test_what_is_not_live_is_marked_said_in_its_tip_and_explained_below(form: SettingsForm, qtbot):
    assert "acts at the next step" in form.rows["minutes"].toolTip()
    assert "acts at the next step" in form.rows["heat.logs"].toolTip()
    assert "needs another dough" in form.rows["heat.name"].toolTip()
    assert "needs another dough" in form.rows["flour"].toolTip()
    assert form.legend.isVisible()
    assert "needs another dough" in [label.text() for label in form.legend.findChildren(QLabel)]


def test_where_everything_is_live_nothing_is_explained(qtbot):
    form = form_of(qtbot, [Section("Time", {"minutes": "", "seed": ""})])
    assert list(form.rows) == ["minutes"]
    assert not form.legend.isVisible()


def test_only_what_is_offered_can_be_chosen_and_a_choice_of_one_is_none(qtbot):
    form = form_of(qtbot, choices={"heat": (Wood, Electric), "heat.fire": (Embers,)})
    box = form.rows["heat.name"].control
    assert [box.itemData(index) for index in range(box.count())] == ["wood", "electric"]
    assert "heat.fire.name" not in form.rows


def test_settings_that_come_from_elsewhere_replace_an_edit_that_waits(qtbot):
    form = form_of(qtbot, throttle_ms=30)
    told: list[Bread] = []
    form.state.edited.connect(told.append)
    type_in(form, "minutes", "50")
    type_in(form, "minutes", "60")
    assert [bread.minutes for bread in told] == [50]
    assert form.rows["minutes"].control.value == 60
    form.state.set_settings(Bread(minutes=10), Bread())
    with qtbot.assertNotEmitted(form.state.edited, wait=60):
        pass
    assert form.rows["minutes"].control.value == 10


def test_the_keyboard_goes_down_the_rows_and_stays_where_it_is_when_they_change(form: SettingsForm, qtbot):
    box = form.rows["heat.name"].control
    box.setFocus()
    choose(form, "heat.name", "gas")
    assert box.hasFocus()
    qtbot.waitUntil(form.rows["heat.fire.height"].isVisible)
    seen = []
    while not seen or seen[-1] != "minutes":
        focused = QApplication.focusWidget()
        path = next(path for path, row in form.rows.items() if row.isAncestorOf(focused))
        seen += [path] if path not in seen else []
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert seen == ["heat.name", "heat.fire.name", "heat.fire.height", "minutes"]


def test_tracks_are_long_enough_to_aim_at_and_the_numbers_beside_can_be_read(form: SettingsForm):
    form.resize(form.minimumWidth(), 600)
    form.show()
    QApplication.processEvents()
    sliders = [slider for slider in form.findChildren(ValueSlider) if slider.isVisible()]
    assert sliders
    for slider in sliders:
        assert slider.slider.width() >= 85
        assert slider.entry.fontMetrics().horizontalAdvance("20000") <= slider.entry.width()
        assert KEYS in form.rows["minutes"].toolTip()
