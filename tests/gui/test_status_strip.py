"""The foot of a picture: a notice takes its own place."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from ganplay.gui.notice import Notice
from ganplay.gui.status_strip import StatusStrip
from ganplay.gui.theme import Appearance
from ganplay.gui.widgets.card import Card

LONG = "A notice that takes quite some words to say what has happened and where, and when. " * 4


@pytest.fixture
def card(qtbot, qapp: QApplication) -> Card:
    look = Appearance()
    look.dress(qapp)
    card = Card("", look)
    card.picture, card.history, card.foot = QWidget(), QWidget(), StatusStrip(card, look)
    card.history.setFixedHeight(26)
    for part, stretch in ((card.picture, 1), (card.history, 0), (card.foot, 0)):
        card.add(part, stretch)
    qtbot.addWidget(card)
    card.resize(420, 500)
    card.show()
    QApplication.processEvents()
    return card


def test_a_long_notice_covers_neither_the_picture_nor_the_history(card: Card):
    before = card.foot.geometry()
    card.foot.say(Notice.of(LONG))
    QApplication.processEvents()
    strip = card.foot.strip
    assert strip.isVisible()
    assert strip.geometry() == card.foot.geometry()
    assert strip.height() > before.height(), "all of it can be read"
    assert strip.height() >= strip.layout().totalHeightForWidth(strip.width())
    for part in (card.picture, card.history):
        assert not part.geometry().intersects(strip.geometry())
    card.foot.hush()
    QApplication.processEvents()
    assert card.foot.geometry() == before


def test_a_short_notice_moves_nothing(card: Card):
    before = card.picture.geometry()
    card.foot.say(Notice.of("Saved."))
    QApplication.processEvents()
    assert card.picture.geometry() == before
