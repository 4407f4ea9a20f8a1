"""The log file, and what happens when something fails that nobody foresaw."""

from __future__ import annotations

import contextlib
import logging
import sys
import threading
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton, QWidget

FILE = "ganplay.log"

LARGEST = 500_000
"""Bytes of the log; when it is full, one older file is kept."""

logger = logging.getLogger(__name__)


def write_log(folder: Path) -> None:
    """Write what the program logs to a file in a folder; a folder that takes none is as good as no log."""
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            folder / FILE, maxBytes=LARGEST, backupCount=1, encoding="utf-8", delay=True
        )
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        logging.getLogger().addHandler(handler)


class ErrorBox(QMessageBox):
    """Says that something failed, with a button that copies what a report needs; the program goes on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("ganplay")
        self.setIcon(QMessageBox.Icon.Warning)
        self.setModal(False)
        self.setText("Something failed that nobody foresaw. ganplay goes on; your runs are kept.")
        self.setStandardButtons(QMessageBox.StandardButton.Close)
        self.copy_button = QPushButton("Copy the report")
        self.addButton(self.copy_button, QMessageBox.ButtonRole.ActionRole)
        # An action of a message box would close it.
        self.copy_button.clicked.disconnect()
        self.copy_button.clicked.connect(self._on_copy_clicked)

    @Slot(str)
    def tell(self, report: str) -> None:
        """Show another report; those that have not been closed stay above it."""
        before = f"{self.detailedText()}\n" if self.isVisible() else ""
        self.setInformativeText(report.strip().rpartition("\n")[2])
        self.setDetailedText((before + report)[-LARGEST:])
        self.show()

    @Slot()
    def _on_copy_clicked(self) -> None:
        QApplication.clipboard().setText(self.detailedText())


class Hooks(QObject):
    """Sends every exception that nobody caught, of any thread, to the log and to a box."""

    failed = Signal(str)
    """A traceback; emitted in the thread that failed."""

    def __init__(self, box: ErrorBox, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.failed.connect(box.tell, Qt.ConnectionType.QueuedConnection)
        self._before = sys.excepthook, threading.excepthook
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception

    def stop(self) -> None:
        """Leave exceptions to whoever had them before."""
        sys.excepthook, threading.excepthook = self._before

    def _on_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if not isinstance(error, Exception):
            self._before[0](kind, error, trace)
            return
        logger.error("nobody caught this", exc_info=(kind, error, trace))
        self.failed.emit("".join(traceback.format_exception(kind, error, trace)))

    def _on_thread_exception(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self._on_exception(args.exc_type, args.exc_value, args.exc_traceback)
