"""The table of actions against what the keys do in the window."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QPushButton, QWidget

from ganplay.gui.actions import WHOLE_CHART, Action, tooltip
from ganplay.gui.page import Page, page_of
from ganplay.gui.page_table import PAGES, PageEntry, actions_on

from .conftest import Person

ENTRIES = pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.title)


def visit(person: Person, entry: PageEntry) -> None:
    """Turn to a page and to each of its tabs, which are made when they are turned to."""
    person.turn_to(entry.title)
    tabs = getattr(person.page, "tabs", None)
    for word in tabs.words if tabs is not None else ():
        tabs.current = word


def tab_of(page: Page, owner: QObject) -> str:
    """The tab that a part of the page is seen on; empty where it does not belong to one."""
    tabs = getattr(page, "tabs", None)
    words = tabs.words if tabs is not None else ()
    return next((word for at, word in enumerate(words) if tabs.stack.widget(at).isAncestorOf(owner)), "")


def shortcuts(person: Person) -> list[QShortcut]:
    """Those of the page that is seen, and those of the window."""
    return [
        shortcut
        for shortcut in person.window.findChildren(QShortcut)
        if page_of(shortcut.parent()) in (None, person.page)
    ]


def keys_in_force(person: Person) -> Counter[tuple[str, str]]:
    """The tab to which it belongs, and the key, of everything that obeys one."""
    keys = Counter((tab_of(person.page, s.parent()), s.key().toString()) for s in shortcuts(person))
    menu = (key for entry in person.window.actions() for key in entry.shortcuts())
    return keys + Counter(("", key.toString()) for key in menu)


@ENTRIES
def test_the_table_has_the_keys_that_work_on_a_page_and_no_other(person: Person, entry: PageEntry):
    visit(person, entry)
    table = Counter((action.tab, key) for action in actions_on(entry) for key in action.keys)
    # This one goes to the chart that has the focus.
    assert table - keys_in_force(person) == Counter({("", key): 1 for key in WHOLE_CHART.keys})
    assert keys_in_force(person) - table == Counter()


@ENTRIES
def test_no_key_means_two_things_on_a_page(entry: PageEntry):
    actions = actions_on(entry)
    for tab in {action.tab for action in actions}:
        keys = [key for action in actions if action.tab in ("", tab) for key in action.keys]
        assert len(keys) == len(set(keys))


@ENTRIES
def test_a_tooltip_names_the_keys_that_click_its_button(person: Person, entry: PageEntry):
    visit(person, entry)
    told = {action.tooltip: action for action in actions_on(entry)}
    buttons = {s.parent() for s in shortcuts(person) if isinstance(s.parent(), QAbstractButton)}
    assert len(buttons) > len(PAGES)
    for button in buttons:
        keys = {s.key().toString() for s in shortcuts(person) if s.parent() is button}
        action = told[button.toolTip()]
        assert keys == set(action.keys), button.toolTip()
        assert button.accessibleName() == action.name


@ENTRIES
def test_every_key_that_a_tooltip_names_works_there(person: Person, entry: PageEntry):
    visit(person, entry)
    every_key = {key for page in PAGES for action in actions_on(page) for key in action.keys}
    in_force = keys_in_force(person)
    for widget in person.window.findChildren(QWidget):
        if page_of(widget) not in (None, person.page):
            continue
        named = re.split(r" or |, ", "".join(re.findall(r"\(([^()]*)\)$", widget.toolTip())))
        for key in every_key.intersection(named):
            assert in_force["", key] or in_force[tab_of(person.page, widget), key], widget.toolTip()


def test_keys_are_read_as_a_person_says_them():
    step = Action("step", "One step", ("3", "Right"))
    save = Action("save", "Save", ("Ctrl+S",))
    assert step.tooltip == "One step (3 or Right)"
    assert Action("views", "A view", ("1", "2", "3")).keys_text == "1, 2 or 3"
    assert tooltip("Step and save", step, save) == "Step and save (3 or Right, Ctrl+S)"


def test_the_key_of_a_button_that_is_off_does_nothing(qtbot):
    clicks: list[str] = []
    card = QWidget()
    button = QPushButton(card)
    Action("go", "Go", ("G",), "Go").attach(button)
    button.clicked.connect(lambda: clicks.append("go"))
    qtbot.addWidget(card)
    with qtbot.waitActive(card):
        card.show()
    for enabled, expected in ((True, 1), (False, 1), (True, 2)):
        button.setEnabled(enabled)
        QTest.keyClick(card, Qt.Key.Key_G)
        assert len(clicks) == expected
