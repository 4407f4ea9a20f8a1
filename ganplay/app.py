"""Where window, thread and engine are joined: the only place that knows them all."""

from __future__ import annotations

import itertools
import math
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QEventLoop, QSize, QTimer, SignalInstance
from PySide6.QtWidgets import QApplication, QWidget

from ganplay import engine
from ganplay.contract import scenes
from ganplay.contract.errors import GanplayError
from ganplay.contract.files import replacing
from ganplay.contract.scenes import Scene
from ganplay.contract.snapshots import Frame, Phase, Report
from ganplay.contract.views import PlaneView, TilesView
from ganplay.engine.fetch import Progress, fetch
from ganplay.gui.activity import Activity
from ganplay.gui.log import ErrorBox, Hooks, write_log
from ganplay.gui.memory import Memory
from ganplay.gui.page_table import PAGES
from ganplay.gui.signals import SystemSignals
from ganplay.gui.theme import Appearance
from ganplay.gui.training.session import Session
from ganplay.gui.window import MainWindow
from ganplay.runtime.timers import single_shot

if TYPE_CHECKING:
    from ganplay.gui.inpaint.session import InpaintSession

SWITCH_INTERVAL = 0.001
"""Seconds after which the training thread gives way to the window; Python's own 5 ms is felt."""

PICTURE = 800
"""Side of the picture that headless training leaves, in pixels."""

SHOT_SIZES = (QSize(1280, 720), QSize(1920, 1080))
SHOT_RUNS = ((scenes.FIRST, 2500), ("strokes-dcgan", 400))
"""Where each kind of run is when the pictures are taken."""
INPAINT = [place.title for place in PAGES].index("Inpaint")
"""The page on which a hole is filled before."""
SHOT_REST = 2.0
"""Seconds in which a page comes to rest after it has been opened or its size has changed."""

PATIENCE = 120.0
"""Seconds without a word after which waiting for a run is given up."""


def main(scene: Scene | None = None) -> int:
    """Open the window on a scene, or where it was left, and stay until it is closed."""
    app = application()
    sys.setswitchinterval(SWITCH_INTERVAL)
    memory = Memory()
    write_log(memory.state)
    window = build(scene, memory)
    hooks = Hooks(ErrorBox(window), window)
    signals = SystemSignals(window)
    signals.end_wanted.connect(window.close)
    window.show()
    window.start()
    status = app.exec()
    signals.stop()
    hooks.stop()
    if not window.ended:
        # Closed while torch is being imported or takes a very long step, which nothing can interrupt.
        for path in window.app_context.unsaved:
            print(f"ganplay: closed before {path} could be written", file=sys.stderr)
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
    # Not with the module: the window is painted before pyqtgraph is imported.
    from ganplay.gui.charts.world import WorldPlot
    from ganplay.gui.sheets.grid import GridPlot

    tiles = frame.get(TilesView)
    if tiles is not None:
        columns = math.ceil(math.sqrt(len(tiles.fake)))
        sheet = GridPlot(appearance, columns)
        sheet.fit(columns, PICTURE / columns)
        sheet.resize(round(columns * sheet.side), round(columns * sheet.side))
        sheet.show_pictures(tiles.fake)
        return sheet
    world = WorldPlot(appearance)
    world.resize(PICTURE + 70, PICTURE)
    world.show_plane(frame.get(PlaneView), frame.notes)
    return world


def shots(folder: Path) -> None:
    """Write every page as PNG files, at both sizes, light and dark.

    Raises:
        GanplayError: the folder cannot be written to, or the run did not get there.
    """
    from ganplay.gui.inpaint.page import InpaintPage

    _draw_nowhere()
    with tempfile.TemporaryDirectory() as forgotten:
        window = build(scenes.load(scenes.FIRST), Memory(Path(forgotten)))
        try:
            window.show()
            window.start()
            for name, step in SHOT_RUNS:
                window.open_scene(scenes.load(name))
                _run_to(window.session, step)
            window.app_context.game.go_to(window.app_context.game.last)
            window.turn_to(INPAINT)
            assert isinstance(window.page, InpaintPage)
            _fill_hole(window.page.inpaint_session)
            for dark, size in itertools.product((False, True), SHOT_SIZES):
                window.appearance.dark = dark
                window.resize(size)
                look = "dark" if dark else "light"
                for index, place in enumerate(PAGES):
                    window.turn_to(index)
                    _live(SHOT_REST)
                    path = folder / f"{place.title.lower()}-{size.width()}x{size.height()}-{look}.png"
                    _save(window, path)
                    print(path, flush=True)
        finally:
            window.close()
            window.app_context.stop(PATIENCE)
            window.deleteLater()


def _run_to(session: Activity, step: int) -> None:
    """Let the window live until its run has come to a step.

    Raises:
        GanplayError: it did not come.
    """
    assert isinstance(session, Session)
    arrived = False

    def ended(report: Report) -> bool:
        nonlocal arrived
        arrived = report.frame is not None and report.frame.step >= step
        return arrived or report.phase is Phase.FAILED

    session.set_pace(None)
    session.run_to(step)
    _wait(session.reported, ended)
    if not arrived:
        raise GanplayError(f"the run of {session.scene.title} did not get to step {step:,}")


def _fill_hole(session: InpaintSession) -> None:
    """Let the window live until its hole is filled.

    Raises:
        GanplayError: it was not.
    """
    if session.progress is None:
        _wait(session.progressed, lambda: session.progress is not None)
    session.play()
    _wait(session.played, lambda: not session.playing)
    if session.progress is None or not session.progress.finished:
        raise GanplayError("the hole was not filled")


def _wait(news: SignalInstance, enough: Callable[..., bool]) -> None:
    """Let the window live until what a signal brings is enough, or nothing has come for too long."""
    loop = QEventLoop()
    patience = single_shot(round(1000 * PATIENCE))
    patience.timeout.connect(loop.quit)

    def look(*brought: object) -> None:
        patience.start()
        if enough(*brought):
            loop.quit()

    news.connect(look)
    patience.start()
    loop.exec()
    news.disconnect(look)


def _live(seconds: float) -> None:
    """Let the window live for a while."""
    loop = QEventLoop()
    QTimer.singleShot(round(1000 * seconds), loop.quit)
    loop.exec()


def _save(widget: QWidget, path: Path) -> None:
    """Write what a widget looks like, whole or not at all."""
    with replacing(path) as temporary:
        # By way of a buffer: Qt finds no folder whose name is of no encoding.
        buffer = QBuffer()
        if not widget.grab().save(buffer, "PNG"):
            raise OSError("the picture could not be saved")
        temporary.write_bytes(buffer.data().data())


def _draw_nowhere() -> QApplication:
    """An application that needs no screen: without one Qt would abort the process."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return application()


def application() -> QApplication:
    """The one application of this process."""
    app = QApplication.instance()
    return app if isinstance(app, QApplication) else QApplication(["ganplay"])
