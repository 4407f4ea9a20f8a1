"""No screen, one torch thread, and no test that leaves a thread or a window behind."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from typing import Any

import pytest

os.environ["QT_QPA_PLATFORM"] = os.environ.get("GANPLAY_TEST_PLATFORM", "offscreen")
# Read when torch is first imported, which most tests of the window never do.
os.environ["OMP_NUM_THREADS"] = "1"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the scenes be trained on all their seeds, and the window be killed often: many minutes."""
    parser.addoption("--every-seed", action="store_true", help="hold each scene to all of its seeds")
    parser.addoption("--fifty-kills", action="store_true", help="kill the window 50 times, not twice")


def pytest_configure(config: pytest.Config) -> None:
    """Let a window be raised: without a screen Qt warns of it, and warnings fail tests."""
    config.addinivalue_line("qt_log_ignore", "This plugin does not support")


@pytest.fixture(autouse=True)
def nothing_left_behind(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fail a test after which a QThread runs on or a top-level widget lives on."""
    if "PySide6.QtCore" not in sys.modules:
        yield
        return
    from PySide6.QtCore import QThread
    from shiboken6 import isValid

    started: list[QThread] = []
    start = QThread.start

    def recorded_start(thread: QThread, *arguments: Any) -> None:
        started.append(thread)
        start(thread, *arguments)

    monkeypatch.setattr(QThread, "start", recorded_start)
    before = _top_level_widgets()
    yield
    running = [thread for thread in started if isValid(thread) and thread.isRunning()]
    assert not running, f"threads still run: {running}"
    _delete_what_shall_be_deleted()
    if _top_level_widgets() - before:
        gc.collect()
    left = _top_level_widgets() - before
    assert not left, f"top-level widgets still live: {left}"


def _top_level_widgets() -> set[Any]:
    widgets = sys.modules.get("PySide6.QtWidgets")
    return set(widgets.QApplication.topLevelWidgets()) if widgets else set()


def _delete_what_shall_be_deleted() -> None:
    from PySide6.QtCore import QCoreApplication, QEvent

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
