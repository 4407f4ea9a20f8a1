"""A slow slider is missed, and a move counts as seen when a picture at least as new is painted."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ganplay.bench import drag, latent
from ganplay.contract.latent import Draw
from ganplay.runtime.jobs import JobThread, RequestChannel


def test_a_slow_slider_is_missed_alone_and_may_be_met_while_training(monkeypatch):
    asked = []

    def run(module, *arguments):
        asked.append(arguments)
        return {"p50": 20.0, "p95": 50.0, "worst": 90.0}

    monkeypatch.setattr(latent.process, "run", run)
    found = list(latent.figures())
    assert asked == [("digit",), ("digit", "train"), ("sheet",), ("sheet", "train")]
    assert [figure.reached for figure in found] == [False, True, True, True]
    assert "median 20.0 ms, worst 90.0 ms" in found[0].beside


@pytest.fixture
def channel(qtbot: QtBot) -> RequestChannel:
    return RequestChannel(JobThread(lambda: None), lambda request: None)


def test_a_move_is_seen_when_a_picture_as_new_is_painted(qtbot: QtBot, channel: RequestChannel):
    """Three moves, the second of which is overtaken: its picture is that of the third."""
    plot = QWidget()
    qtbot.addWidget(plot)
    watch = drag.Watch(plot, channel)
    with qtbot.waitSignal(watch.painted):
        plot.show()
    places = [watch.next_place() for _ in range(3)]

    def seen_after(place: float) -> int:
        channel.answered.emit(Draw(np.array([[place, 0.0]], np.float32)), None)
        with qtbot.waitSignal(watch.painted):
            plot.update()
        return watch.seen

    assert watch.seen == 0
    assert seen_after(places[0]) == 1
    assert seen_after(places[2]) == 3
    assert seen_after(0.1234) == 3


def test_the_warm_up_does_not_count(qtbot: QtBot, channel: RequestChannel, monkeypatch):
    monkeypatch.setattr(drag, "MOVES", 5)
    monkeypatch.setattr(drag, "WARM_UP", 2)
    plot = QWidget()
    qtbot.addWidget(plot)
    watch = drag.Watch(plot, channel)
    with qtbot.waitSignal(watch.painted):
        plot.show()
    while (place := watch.next_place()) is not None:
        last = place
    channel.answered.emit(Draw(np.array([[last]], np.float32)), None)
    with qtbot.waitSignal(watch.painted):
        plot.update()
    milliseconds = watch.milliseconds()
    assert len(milliseconds) == 3
    assert milliseconds == sorted(milliseconds, reverse=True)
    assert milliseconds[-1] > 0
