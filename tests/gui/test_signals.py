"""What the system asks of the window."""

from __future__ import annotations

import signal
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ganplay.gui.signals import SystemSignals
from ganplay.runtime.ending_signals import ENDING

from .conftest import Person


@pytest.fixture
def system() -> Iterator[SystemSignals]:
    signals = SystemSignals()
    yield signals
    signals.stop()


@pytest.mark.parametrize("number", ENDING)
def test_each_request_to_end_closes_the_window_in_order(
    person: Person, system: SystemSignals, qtbot: QtBot, number: signal.Signals
):
    system.end_wanted.connect(person.window.close)
    with qtbot.waitSignal(system.end_wanted, timeout=10_000):
        signal.raise_signal(number)
    assert not person.window.isVisible()
    assert person.window.ended


def test_ctrl_q_closes_the_window(person: Person):
    person.press(Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    person.until(lambda: not person.window.isVisible())
    assert person.window.ended
