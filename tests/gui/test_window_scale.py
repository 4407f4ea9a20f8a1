"""What a window of another size looks like: type grows with it, and a small one stays usable."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from ganplay.gui.window_scale import scale_for

from .conftest import Person


@pytest.mark.parametrize(
    ("width", "height", "scale"),
    [(1280, 720, 1.0), (1920, 1080, 1.25), (1024, 768, 0.85), (1280, 1200, 1.0), (3840, 2160, 2.0)],
)
def test_the_scale_follows_the_size_of_the_window(width: int, height: int, scale: float):
    assert scale_for(QSize(width, height)) == scale


def test_type_is_larger_in_a_large_window_and_comes_back(person: Person):
    window = person.window
    before = window.header.title.font().pixelSize()
    window.resize(1920, 1080)
    person.until(lambda: window.appearance.scale == 1.25)
    assert window.header.title.font().pixelSize() == pytest.approx(1.25 * before, abs=1)
    device = window.header._device_name
    person.until(lambda: device.text() == device.toolTip())
    window.resize(1280, 720)
    person.until(lambda: window.appearance.scale == 1.0)
    assert window.header.title.font().pixelSize() == before
    person.until(lambda: device.text() == device.toolTip())


@pytest.mark.parametrize("page", ["Play", "Images", "Games"])
def test_nothing_is_overprinted_or_cut_at_1024_by_768(person: Person, page: str):
    window = person.window
    window.resize(1024, 768)
    person.until(lambda: window.appearance.scale == 0.85)
    person.turn_to(page)
    QApplication.processEvents()
    assert (window.width(), window.height()) == (1024, 768)
    whole = QRect(QPoint(), window.size())
    parts = [window.page.card, window.page.monitors, window.page.form, window.page.transport]
    for part in parts:
        assert whole.contains(place(part, window))
    for one, other in itertools.combinations(parts, 2):
        assert not place(one, window).intersects(place(other, window))
    bars = [window.page.card, window.page.transport, window.page.monitors, window.header]
    words = [
        word
        for bar in bars
        for kind in (QAbstractButton, QLabel)
        for word in bar.findChildren(kind)
        if word.isVisible() and word.width() and not word.visibleRegion().isEmpty()
    ]
    assert len(words) > 12
    for word in words:
        if isinstance(word, QAbstractButton):
            assert word.width() >= word.minimumSizeHint().width(), word.text()
    for one, other in itertools.combinations(words, 2):
        if one.parentWidget() is other.parentWidget():
            assert not place(one, window).intersects(place(other, window)), (one, other)


def place(widget: QWidget, window: QWidget) -> QRect:
    return QRect(widget.mapTo(window, QPoint()), widget.size())
