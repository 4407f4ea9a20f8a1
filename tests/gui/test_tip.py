"""Where tips of charts stand."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, QSize
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from ganplay.gui.charts.chart import Chart
from ganplay.gui.theme import Appearance
from ganplay.gui.widgets.legend_toggle import LegendToggle
from ganplay.gui.widgets.tip import place_beside

SCREEN = QRect(0, 0, 800, 600)


@pytest.mark.parametrize(
    "around",
    [
        QRect(400, 100, 300, 200),
        QRect(0, 100, 300, 200),
        QRect(0, 0, 800, 300),
        QRect(0, 300, 800, 300),
        QRect(700, 500, 100, 100),
    ],
)
def test_a_tip_is_on_the_screen_and_covers_nothing_of_what_it_explains(around: QRect):
    tip = QRect(place_beside(around, QSize(200, 80), SCREEN, around.center().y()), QSize(200, 80))
    assert SCREEN.contains(tip)
    assert not tip.intersects(around)


def test_a_chart_shows_its_tip_beside_it(qtbot):
    chart = Chart(Appearance())
    chart.setToolTip("<p>What is drawn here.</p>")
    qtbot.addWidget(chart)
    chart.resize(200, 150)
    chart.move(300, 200)
    with qtbot.waitExposed(chart):
        chart.show()
    inside = chart.rect().center()
    tip_wanted = QHelpEvent(QEvent.Type.ToolTip, inside, chart.mapToGlobal(inside))
    QApplication.sendEvent(chart.canvas.viewport(), tip_wanted)
    tips = [top for top in QApplication.topLevelWidgets() if top.metaObject().className() == "QTipLabel"]
    assert QToolTip.text() == chart.toolTip()
    assert not visible(tips[0]).intersects(visible(chart))
    QToolTip.hideText()


def test_the_tip_of_a_word_of_a_legend_stands_above_it_and_not_on_the_picture_below(qtbot):
    word = LegendToggle("D*", "swatch", "text", Appearance())
    word.setToolTip("<p>What the best discriminator would say.</p>")
    qtbot.addWidget(word)
    word.move(300, 200)
    with qtbot.waitExposed(word):
        word.show()
    inside = word.rect().center()
    QApplication.sendEvent(word, QHelpEvent(QEvent.Type.ToolTip, inside, word.mapToGlobal(inside)))
    tips = [top for top in QApplication.topLevelWidgets() if top.metaObject().className() == "QTipLabel"]
    assert visible(tips[0]).bottom() < visible(word).top()
    QToolTip.hideText()


def visible(widget: QWidget) -> QRect:
    return QRect(widget.mapToGlobal(QPoint()), widget.size())
