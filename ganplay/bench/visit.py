"""A window that watches itself, in a process of its own: ``python -m ganplay.bench.visit start ring8 0``."""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from ganplay import app
from ganplay.contract import scenes
from ganplay.contract.snapshots import Report
from ganplay.gui.memory import Memory
from ganplay.gui.page_table import PAGES
from ganplay.gui.training.session import Session
from ganplay.gui.window import MainWindow
from ganplay.runtime.heartbeat import Heartbeat

WARM_UP = 5000
LIFE = 20_000
MINUTE = 60_000
"""Milliseconds."""
THEMES = 6
"""Changes from light to dark or back."""
HAND = 40
"""Milliseconds between two moves of a hand that zooms and pans."""
MOVES = 200


class Visit(QObject):
    """Opens the window on a scene, plays it, and prints what it saw as one line of JSON."""

    def __init__(self, what: str, scene: str, began: float, minutes: float, memory: Memory) -> None:
        super().__init__()
        self.what, self.began, self.minutes = what, began, minutes
        self.seen: dict[str, float] = {}
        self.frames = 0
        self.first_step = self.last_step = 0
        self.since = 0.0
        self.window: MainWindow = app.build(scenes.load(scene), memory)
        self.session: Session | None = None
        self.heart = Heartbeat(self)
        self.window.installEventFilter(self)
        self.window.show()
        self.window.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Note when the window, and then its page, is first painted."""
        if event.type() == QEvent.Type.Paint:
            seen = "visible" if watched is self.window else "page"
            if seen not in self.seen:
                QTimer.singleShot(0, self, partial(self.on_painted, seen))
        return super().eventFilter(watched, event)

    def on_painted(self, seen: str) -> None:
        """Note the time; play as soon as there is a page."""
        self.seen.setdefault(seen, time.time() - self.began)
        if self.session is None:
            page = self.window.page
            page.installEventFilter(self)
            assert isinstance(page.session, Session)
            self.session = page.session
            self.session.reported.connect(self.on_report)
            self.session.set_pace(None)
            self.session.toggle()

    def on_report(self, report: Report) -> None:
        """Count frames; begin when training does."""
        if report.frame is None or report.frame.step == 0:
            return
        self.frames += 1
        self.last_step = report.frame.step
        if "trained" not in self.seen:
            self.seen["trained"] = time.time() - self.began
            looks = {
                "start": self.start,
                "live": self.live,
                "soak": self.soak,
                "pages": self.open_pages,
                "zoom": self.zoom,
            }
            looks[self.what]()

    def start(self) -> None:
        """Close at full speed, a second later."""
        QTimer.singleShot(1000, self.leave)

    def live(self) -> None:
        """Watch the heart for a while, after a warm-up."""
        QTimer.singleShot(WARM_UP, self.begin_life)
        QTimer.singleShot(WARM_UP + LIFE, self.end_life)

    def soak(self) -> None:
        """Compare the memory after the first minute with that at the end."""
        QTimer.singleShot(MINUTE, self.weigh)
        QTimer.singleShot(round(MINUTE * self.minutes), self.end_soak)

    def open_pages(self) -> None:
        """Pause, open each page for the first time, then change from light to dark and back."""
        assert self.session is not None
        self.session.toggle()
        QTimer.singleShot(1000, self.time_pages)

    def time_pages(self) -> None:
        """Note how long each takes until it is painted, in milliseconds."""
        for index, place in enumerate(PAGES):
            self.seen[f"opened {place.title}"] = self.painted(partial(self.window.turn_to, index))
        self.window.turn_to(0)
        appearance = self.window.appearance
        changes = []
        for _ in range(THEMES):
            changes.append(self.painted(partial(setattr, appearance, "dark", not appearance.dark)))
        self.seen["theme"] = statistics.median(changes)
        self.leave()

    def zoom(self) -> None:
        """After a warm-up, turn the wheel over the plane and drag it, to and fro."""
        self.moved: list[float] = []
        self.hand = QTimer(self)
        self.hand.setInterval(HAND)
        self.hand.timeout.connect(self.move_hand)
        QTimer.singleShot(WARM_UP, self.hand.start)

    def move_hand(self) -> None:
        """Turn the wheel once or drag a little, and note how long it takes until that is painted."""
        # Not with the window, which stands before its charts are imported.
        from ganplay.gui.play.page import PlayPage

        page = self.window.page
        assert isinstance(page, PlayPage)
        canvas = page.world.chart.canvas.viewport()
        way = 1 if len(self.moved) // 10 % 2 else -1
        turn = len(self.moved) // 20 % 2 == 0
        self.moved.append(self.painted(partial(turn_wheel if turn else drag, canvas, way)))
        if len(self.moved) == MOVES:
            self.hand.stop()
            percentiles = statistics.quantiles(self.moved, n=100)
            self.seen |= {"p50": percentiles[49], "p95": percentiles[94], "worst": max(self.moved)}
            self.leave()

    def painted(self, act: Callable[[], None]) -> float:
        """Milliseconds from an action to the end of all that it has set going."""
        QCoreApplication.processEvents()
        began = time.perf_counter()
        act()
        QCoreApplication.processEvents()
        return 1000 * (time.perf_counter() - began)

    def begin_life(self) -> None:
        """Count from here."""
        self.frames, self.first_step, self.since = 0, self.last_step, time.perf_counter()
        self.heart.start()

    def end_life(self) -> None:
        """Sum up."""
        spent = time.perf_counter() - self.since
        pulse = self.heart.pulse()
        self.seen |= {
            "steps_per_second": (self.last_step - self.first_step) / spent,
            "frames_per_second": self.frames / spent,
            "ticks": pulse.ticks,
            "p50": pulse.p50,
            "p99": pulse.p99,
            "worst": pulse.worst,
        }
        self.leave()

    def weigh(self) -> None:
        """Note the memory after a minute."""
        self.seen["first"] = resident()

    def end_soak(self) -> None:
        """Note the memory at the end."""
        self.seen["last"] = resident()
        self.leave()

    def leave(self) -> None:
        """Say what was seen, and close as a person would."""
        print(json.dumps(self.seen | {"closing": time.time()}), flush=True)
        self.window.close()


def turn_wheel(canvas: QWidget, way: int) -> None:
    """Turn the wheel by one notch in the middle of a canvas."""
    middle = QPointF(canvas.rect().center())
    none = Qt.KeyboardModifier.NoModifier
    phase = Qt.ScrollPhase.NoScrollPhase
    wheel = QWheelEvent(
        middle,
        canvas.mapToGlobal(middle),
        QPoint(),
        QPoint(0, 120 * way),
        Qt.MouseButton.NoButton,
        none,
        phase,
        False,
    )
    QCoreApplication.sendEvent(canvas, wheel)


def drag(canvas: QWidget, way: int) -> None:
    """Drag the middle of a canvas by so many pixels in two moves."""
    middle = QPointF(canvas.rect().center())
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    press, move, release = QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.MouseButtonRelease
    for kind, button, buttons, pixels in (
        (press, left, left, 0),
        (move, none, left, 6),
        (move, none, left, 12),
        (release, left, none, 12),
    ):
        at = middle + QPointF(way * pixels, 0)
        event = QMouseEvent(kind, at, canvas.mapToGlobal(at), button, buttons, Qt.KeyboardModifier.NoModifier)
        QCoreApplication.sendEvent(canvas, event)


def resident() -> float:
    """Resident memory of this process, in megabytes; its peak where the system has no more to tell."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024
    import resource

    unit = 2**20 if sys.platform == "darwin" else 2**10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def main() -> int:
    """Visit as the arguments say: what, on which scene, when the command was given, how many minutes."""
    what, scene, began, *minutes = sys.argv[1:]
    application = app.application()
    sys.setswitchinterval(app.SWITCH_INTERVAL)
    with tempfile.TemporaryDirectory() as forgotten:
        memory = Memory(Path(forgotten))
        visit = Visit(what, scene, float(began), float(minutes[0]) if minutes else 0.0, memory)
        return application.exec() if visit.window else 1


if __name__ == "__main__":
    sys.exit(main())
