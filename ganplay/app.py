"""Where window, thread and engine are joined: the only place that knows them all."""

from __future__ import annotations

import itertools
import math
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QSize, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from ganplay import engine
from ganplay.contract import scenes
from ganplay.contract.errors import GanplayError
from ganplay.contract.files import replacing
from ganplay.contract.scenes import Scene
from ganplay.contract.snapshots import Frame, PictureFrame, Report
from ganplay.engine.fetch import Progress, fetch
from ganplay.gui.memory import Memory
from ganplay.gui.plots.grid import GridPlot
from ganplay.gui.plots.world import WorldPlot
from ganplay.gui.theme import Appearance
from ganplay.gui.window import MainWindow

SWITCH_INTERVAL = 0.001
"""Seconds after which the training thread gives way to the window; Python's own 5 ms is felt."""

PICTURE = 800
"""Side of the picture that headless training leaves, in pixels."""

SHOT_SIZES = (QSize(1280, 720), QSize(1920, 1080))
SHOT_STEP = 2500
"""Where the first scene's run is when its picture is taken."""

PATIENCE = 120.0
"""Seconds until waiting for a run is given up."""


def main(scene: Scene | None = None) -> int:
    """Open the window on a scene, or where it was left, and stay until it is closed."""
    app = application()
    sys.setswitchinterval(SWITCH_INTERVAL)
    window = build(scene, Memory())
    window.show()
    window.start()
    status = app.exec()
    if not window.ended:
        # Closed while torch is being imported, which nothing can interrupt; all has been saved.
        sys.stdout.flush()
        os._exit(status)
    return status


def build(scene: Scene | None, memory: Memory) -> MainWindow:
    """The window with its threads, none of them started."""
    library = [scenes.load(name) for name in scenes.names()]
    return MainWindow(engine.load, _fetch, scene, library, memory)


def _fetch(which: str, progress: Progress, cancelled: Callable[[], bool]) -> bool:
    """Put a published set into ganplay's own store."""
    return fetch(which, progress=progress, cancelled=cancelled)


def picture(frame: Frame, path: Path) -> None:
    """Write the plane or the sheet of a frame as a PNG file.

    Raises:
        GanplayError: it cannot be written.
    """
    app = _draw_nowhere()
    appearance = Appearance()
    appearance.dress(app)
    _save(_drawn(frame, appearance), path)


def _drawn(frame: Frame, appearance: Appearance) -> QWidget:
    if isinstance(frame, PictureFrame):
        columns = math.ceil(math.sqrt(len(frame.fake)))
        sheet = GridPlot(appearance, columns)
        sheet.fit(columns, PICTURE / columns)
        sheet.resize(round(columns * sheet.side), round(columns * sheet.side))
        sheet.show_pictures(frame.fake)
        return sheet
    plane = WorldPlot(appearance)
    plane.resize(PICTURE + 70, PICTURE)
    plane.show_frame(frame)
    return plane


def shots(folder: Path) -> None:
    """Write every page as PNG files, at both sizes, light and dark.

    Raises:
        GanplayError: the folder cannot be written to, or the run did not get there.
    """
    _draw_nowhere()
    with tempfile.TemporaryDirectory() as forgotten:
        window = build(scenes.load(scenes.FIRST), Memory(Path(forgotten)))
        try:
            window.show()
            window.start()
            window.session.set_pace(None)
            window.session.run_to(SHOT_STEP)
            wait(window, lambda frame: frame.step >= SHOT_STEP)
            for size, dark in itertools.product(SHOT_SIZES, (False, True)):
                window.appearance.dark = dark
                window.resize(size)
                QApplication.processEvents()
                look = "dark" if dark else "light"
                path = folder / f"play-{size.width()}x{size.height()}-{look}.png"
                _save(window, path)
                print(path)
        finally:
            window.close()


def wait(window: MainWindow, there: Callable[[Frame], bool]) -> Frame:
    """Let the window live until a frame is there that is wanted.

    Raises:
        GanplayError: it did not come.
    """
    loop = QEventLoop()
    frames: list[Frame] = []

    def look(report: Report) -> None:
        if report.frame is not None and there(report.frame):
            frames.append(report.frame)
            loop.quit()

    window.session.reported.connect(look)
    QTimer.singleShot(round(1000 * PATIENCE), loop.quit)
    loop.exec()
    window.session.reported.disconnect(look)
    if not frames:
        raise GanplayError(f"the run did not get there within {PATIENCE:g} seconds")
    return frames[0]


def _save(widget: QWidget, path: Path) -> None:
    """Write what a widget looks like, whole or not at all."""
    with replacing(path) as temporary:
        # Qt reports a full disk by its answer alone.
        if not widget.grab().save(str(temporary), "PNG"):
            raise OSError("the picture could not be saved")


def _draw_nowhere() -> QApplication:
    """An application that needs no screen: without one Qt would abort the process."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return application()


def application() -> QApplication:
    """The one application of this process."""
    app = QApplication.instance()
    return app if isinstance(app, QApplication) else QApplication(["ganplay"])
