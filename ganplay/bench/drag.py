"""A hand on a slider of the Latent page, in a process of its own: ``python -m ganplay.bench.drag sheet``."""

from __future__ import annotations

import json
import sys
import time

import numpy as np
from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ganplay import app, engine
from ganplay.bench.page_alone import SCENE, app_context
from ganplay.contract import files, scenes
from ganplay.contract.commands import Look
from ganplay.contract.kinds import PICTURES
from ganplay.contract.latent import Draw, Drawn, Source
from ganplay.contract.settings import Settings
from ganplay.contract.snapshots import Report
from ganplay.contract.views import Model
from ganplay.gui.latent.page import latent_page
from ganplay.gui.latent.sheet import SheetPlot
from ganplay.runtime.jobs import RequestChannel
from ganplay.runtime.timers import repeating

MODEL = "dcgan"

PERIOD = 16
"""Milliseconds between two moves of the hand."""
MOVES = 560
WARM_UP = 60
"""Moves that are not counted: torch plans its work for every new size of a batch."""
SIDE = 8
"""Of the sheet."""


class Watch(QObject):
    """Sees how long after each move a picture is painted that is at least as new."""

    painted = Signal()
    """Something has been painted."""

    def __init__(self, plot: QWidget, channel: RequestChannel) -> None:
        super().__init__(plot)
        self.places = np.linspace(-2, 2, MOVES, dtype=np.float32)
        """Where the first coordinate of z is dragged."""
        self._moved: list[float] = []
        self._seen: list[float] = []
        self._newest = -1
        channel.answered.connect(self._on_answered)
        plot.installEventFilter(self)

    def next_place(self) -> float | None:
        """Where the hand goes now; None at the end."""
        if len(self._moved) == MOVES:
            return None
        self._moved.append(time.perf_counter())
        return float(self.places[len(self._moved) - 1])

    @property
    def seen(self) -> int:
        """How many moves have their picture."""
        return len(self._seen)

    def milliseconds(self) -> list[float]:
        """From each move to its picture, without the warm-up."""
        pairs = zip(self._moved, self._seen, strict=True)
        return [1000 * (seen - moved) for moved, seen in pairs][WARM_UP:]

    @Slot(object, object)
    def _on_answered(self, request: Draw, _drawn: Drawn) -> None:
        (found,) = np.nonzero(self.places == request.rows[0, 0])
        self._newest = max([self._newest, *found.tolist()])

    def eventFilter(self, _plot: QObject, event: QEvent) -> bool:  # noqa: N802
        """Note what is on the screen once the painting has been done."""
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, lambda newest=self._newest: self._on_painted(newest))
        return False

    def _on_painted(self, newest: int) -> None:
        self._seen += [time.perf_counter()] * (newest + 1 - len(self._seen))
        self.painted.emit()


class Drag(QObject):
    """Drags one coordinate of z along, while the whole page looks on, and perhaps a sheet of 64."""

    def __init__(self, source: Source, *, sheet: bool, train: bool) -> None:
        super().__init__()
        self._train = train
        self._app_context = app_context()
        self._session = self._app_context.sessions[PICTURES]
        self._noise = np.random.default_rng(0)
        page = latent_page(self._app_context)
        self._exploration = page.exploration
        self._window = QWidget()
        self._window.resize(1280 + 400 * sheet, 720)
        layout = QHBoxLayout(self._window)
        layout.addWidget(page, 3)
        self._channel: RequestChannel | None = None
        if sheet:
            self._channel = self._exploration.channel("bench")
            self._plot = SheetPlot(self._app_context.appearance, SIDE, SIDE)
            layout.addWidget(self._plot, 1)
            self._channel.answered.connect(self._on_drawn)
            self._watch = Watch(self._plot, self._channel)
        else:
            self._watch = Watch(page.portrait.digit, self._exploration.channel("digit"))
        self._watch.painted.connect(self._on_painted)
        self._hand = repeating(PERIOD, self, precise=True)
        self._hand.timeout.connect(self._on_move)
        self._exploration.opened.connect(self._on_opened)
        self._session.reported.connect(self._on_reported)
        self._window.show()
        self._exploration.open(source)

    @Slot()
    def _on_opened(self) -> None:
        if self._train:
            self._app_context.attend(self._session)
            self._session.start()
            self._session.set_pace(None)
            self._session.toggle()
        else:
            self._hand.start()

    @Slot(object)
    def _on_reported(self, report: Report) -> None:
        if report.frame is not None and report.frame.step > 0 and not self._hand.isActive():
            self._hand.start()

    @Slot()
    def _on_move(self) -> None:
        place = self._watch.next_place()
        if place is None:
            return
        z = self._exploration.z
        z[0] = place
        self._exploration.move(z)
        if self._channel is not None:
            around = z + 0.5 * self._noise.standard_normal((SIDE * SIDE, len(z)))
            around[:, 0] = place
            self._channel.ask(Draw(self._exploration.rows(around)))

    @Slot(object, object)
    def _on_drawn(self, _request: Draw, drawn: Drawn) -> None:
        self._plot.show_pictures(drawn.pictures)

    @Slot()
    def _on_painted(self) -> None:
        if self._watch.seen < MOVES or not self._hand.isActive():
            return
        self._hand.stop()
        p50, p95, worst = np.percentile(self._watch.milliseconds(), (50, 95, 100))
        print(json.dumps({"p50": p50, "p95": p95, "worst": worst}), flush=True)
        self._app_context.stop(10.0)
        app.application().quit()


def main() -> int:
    r"""Drag as the arguments say: beside a ``sheet`` or not, while something ``train``\ s or not."""
    wishes = sys.argv[1:]
    application = app.application()
    sys.setswitchinterval(app.SWITCH_INTERVAL)
    drag = Drag(_source(), sheet="sheet" in wishes, train="train" in wishes)
    return application.exec() if drag else 1


def _source() -> Source:
    """The shipped DCGAN, or where there is none one that has learnt nothing, which costs as much to draw."""
    if MODEL in files.models():
        return MODEL
    settings = scenes.load(SCENE).settings
    assert isinstance(settings, Settings)
    model = engine.load().create(settings).look(Look(tiles=1, model=True)).get(Model)
    assert model is not None
    return model


if __name__ == "__main__":
    sys.exit(main())
