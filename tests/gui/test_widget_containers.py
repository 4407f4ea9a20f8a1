"""Cards, tabs, and what is said about events."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QVBoxLayout, QWidget

from ganplay.contract.events import Event
from ganplay.gui.theme import Appearance
from ganplay.gui.widgets.card import Card
from ganplay.gui.widgets.event_list import EventList
from ganplay.gui.widgets.event_strip import EventStrip
from ganplay.gui.widgets.segmented_tabs import SegmentedTabs

LEFT = Qt.MouseButton.LeftButton


def words_on(widget: QWidget) -> list[str]:
    """The texts that a person sees, from top to bottom."""
    places = {
        (place.y(), place.x()): label.text()
        for label in widget.findChildren(QLabel)
        if label.isVisible() and label.text()
        for place in [label.mapTo(widget, QPoint(0, 0))]
    }
    return [places[place] for place in sorted(places)]


def test_a_card_shows_its_number_only_when_it_has_one(qtbot) -> None:
    card = Card("Modes covered", Appearance())
    qtbot.addWidget(card)
    card.show()
    assert words_on(card) == ["Modes covered"]
    card.set_number("8 of 8", "dashed = fair share")
    assert words_on(card) == ["Modes covered", "8 of 8", "dashed = fair share"]
    card.set_number("")
    assert words_on(card) == ["Modes covered"]


def test_tabs_bring_their_page_to_the_front(qtbot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    tabs = SegmentedTabs(Appearance())
    layout = QVBoxLayout(page)
    layout.addWidget(tabs)
    layout.addWidget(tabs.stack)
    for word in ("Modes", "Losses", "Distances"):
        tabs.add(word, QLabel(f"page of {word}"))
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    told: list[str] = []
    tabs.changed.connect(told.append)
    assert tabs.current == "Modes"
    assert words_on(page) == ["page of Modes"]
    buttons = {button.text(): button for button in tabs.findChildren(QAbstractButton)}
    QTest.mouseClick(buttons["Distances"], LEFT)
    assert words_on(page) == ["page of Distances"]
    QTest.keyClick(buttons["Distances"], Qt.Key.Key_Right)
    QTest.keyClick(buttons["Modes"], Qt.Key.Key_Right)
    tabs.current = "Modes"
    assert told == ["Distances", "Modes", "Losses", "Modes"]
    assert words_on(page) == ["page of Modes"]


def test_a_tab_s_page_is_made_when_it_is_first_seen(qtbot) -> None:
    made: list[str] = []

    def make() -> QLabel:
        made.append("page")
        return QLabel("page of Losses")

    tabs = SegmentedTabs(Appearance())
    qtbot.addWidget(tabs)
    qtbot.addWidget(tabs.stack)
    tabs.add("Modes", QLabel("page of Modes"))
    tabs.add("Losses", make)
    tabs.add("Distances", QLabel("page of Distances"))
    tabs.stack.show()
    assert made == []
    for word in ("Losses", "Distances", "Losses"):
        tabs.current = word
        assert words_on(tabs.stack) == [f"page of {word}"]
    assert made == ["page"]
    assert tabs.stack.count() == 3


def test_an_event_is_said_with_its_remedy_and_closed(qtbot) -> None:
    strip = EventStrip(Appearance())
    qtbot.addWidget(strip)
    assert not strip.isVisible()
    strip.say("G has collapsed.", "Another loss often helps.", "Use non-saturating")
    assert words_on(strip) == ["G has collapsed.", "Another loss often helps."]
    with qtbot.waitSignal(strip.acted):
        QTest.mouseClick(strip.action, LEFT)
    strip.say("The file is empty.")
    assert words_on(strip) == ["The file is empty."]
    assert not strip.action.isVisible()
    with qtbot.waitSignal(strip.closed):
        QTest.mouseClick(strip.close_button, LEFT)
    assert not strip.isVisible()


def test_events_are_listed_newest_first(qtbot) -> None:
    events = EventList(Appearance())
    qtbot.addWidget(events)
    events.resize(300, 200)
    events.show()
    assert words_on(events) == [EventList.EMPTY]
    first = Event("collapse", 1240, "G has collapsed.", "Try more noise.")
    second = Event("recovery", 20480, "All modes are covered again.")
    events.add(first)
    events.add(second)
    assert events.events == (second, first)
    qtbot.waitUntil(
        lambda: words_on(events) == ["20,480", second.sentence, "1,240", first.sentence, first.remedy]
    )
    events.clear()
    assert words_on(events) == [EventList.EMPTY]
    assert events.events == ()
