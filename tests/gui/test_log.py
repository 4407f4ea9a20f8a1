"""An error that nobody foresaw is logged and shown, and nothing ends."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ganplay.gui.log import FILE, LARGEST, ErrorBox, Hooks, write_log


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    root = logging.getLogger()
    before = list(root.handlers)
    write_log(tmp_path / "state")
    yield tmp_path / "state" / FILE
    for handler in set(root.handlers) - set(before):
        root.removeHandler(handler)
        handler.close()


@pytest.fixture
def box(qtbot: QtBot) -> Iterator[ErrorBox]:
    box = ErrorBox()
    qtbot.addWidget(box)
    hooks = Hooks(box)
    yield box
    hooks.stop()


def fail() -> None:
    raise ZeroDivisionError("a knob of glass")


@pytest.mark.parametrize("thread", [False, True])
def test_it_is_shown_with_a_button_that_copies_it(box: ErrorBox, log: Path, qtbot: QtBot, thread: bool):
    if thread:
        worker = threading.Thread(target=fail)
        worker.start()
        worker.join()
    else:
        try:
            fail()
        except ZeroDivisionError:
            sys.excepthook(*sys.exc_info())
    qtbot.waitUntil(box.isVisible)
    assert box.informativeText() == "ZeroDivisionError: a knob of glass"
    box.copy_button.click()
    assert box.isVisible()
    assert "in fail" in QApplication.clipboard().text()
    assert "a knob of glass" in log.read_text(encoding="utf-8")


def test_the_log_is_bounded(log: Path):
    for _ in range(40):
        logging.getLogger("ganplay").error("x" * 50_000)
    files = list(log.parent.iterdir())
    assert len(files) == 2
    assert all(path.stat().st_size <= LARGEST for path in files)


def test_a_folder_that_takes_no_log_is_no_reason_to_fail(tmp_path: Path):
    (tmp_path / "file").touch()
    write_log(tmp_path / "file")
