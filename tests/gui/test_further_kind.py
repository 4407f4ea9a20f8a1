"""A kind of training that ganplay does not have, run by its thread, shown by its widgets, and in files."""

from __future__ import annotations

import csv
import dataclasses
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Annotated

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

import ganplay.engine
from ganplay.__main__ import main
from ganplay.cli import window
from ganplay.contract import kinds, scenes
from ganplay.contract.commands import Look, Turn
from ganplay.contract.errors import SceneError
from ganplay.contract.events import Event
from ganplay.contract.files import write_text
from ganplay.contract.kinds import Kind
from ganplay.contract.knobs import Knob
from ganplay.contract.metrics import Columns, Metric
from ganplay.contract.scenes import Scene
from ganplay.contract.snapshots import Frame, Log, Report
from ganplay.gui.charts.curves import CurvePlot, Series
from ganplay.gui.theme import Appearance
from ganplay.gui.training.session import Session
from ganplay.gui.training.transport import Transport
from ganplay.runtime.training import TrainingThread


@dataclasses.dataclass(frozen=True, slots=True)
class Descent:
    """Gradient descent of one weight w on (w - 3)²."""

    rate: Annotated[float, Knob(help="Learning rate.", low=0.0, high=1.0)] = 0.25
    seed: Annotated[int, Knob(help="Decides nothing.", low=0, high=9, live=False)] = 7
    device: Annotated[str, Knob(help="Where it is computed.", live=False)] = "auto"

    def rebuilding_parts(self, before: Descent) -> tuple[str, ...]:
        return ()


COLUMNS = Columns(
    trace=(Metric("error", "squared error", "The loss before the step.", symbol="L"),),
    measures=(Metric("weight", "weight", "What is learnt."), Metric("slope", "slope", "Its gradient.")),
    summary=("weight",),
)
BACK = Turn("way back", "B")
DESCENTS = Kind("descents", "Descents", Descent, COLUMNS.keys, turns=(BACK,))


class DescentExperiment:
    """With the rate 1/4 half of the way that is left is gone at each step: w = 3 (1 - 1/2ⁿ)."""

    device = "an abacus"
    diverged = False
    noticed: tuple[Event, ...] = ()

    def __init__(self, settings: Descent) -> None:
        self.settings = settings
        self.step, self.weight = 0, 0.0
        self.trace: list[list[float]] = []
        self.measures: list[list[float]] = []

    def advance(self, turn: Turn | None = None) -> None:
        self.step += 1
        error = self.weight - 3
        self.weight -= self.settings.rate * 2 * error * (-1 if turn == BACK else 1)
        self.trace.append([self.step, error**2])
        if self.step % 2 == 0:
            self.measures.append([self.step, self.weight, np.nan])

    def look(self, look: Look) -> Frame:
        return Frame(step=self.step, numbers={"weight": self.weight, "slope": 2 * (self.weight - 3)})

    def drain(self) -> Log:
        log = Log(COLUMNS, np.array(self.trace).reshape(-1, 2), np.array(self.measures).reshape(-1, 3))
        self.trace, self.measures = [], []
        return log

    def change(self, settings: Descent) -> None:
        self.settings = settings

    def moment(self) -> SimpleNamespace:
        return SimpleNamespace(save=lambda path: write_text(path, str(self.weight)))


@pytest.fixture(autouse=True)
def descents(monkeypatch: pytest.MonkeyPatch) -> None:
    """The one line in the table of kinds, and an engine that makes such runs."""
    monkeypatch.setattr(kinds, "KINDS", (*kinds.KINDS, DESCENTS))
    monkeypatch.setattr(kinds, "TRAINED", (*kinds.TRAINED, DESCENTS))
    engine = SimpleNamespace(create=DescentExperiment)
    monkeypatch.setattr(ganplay.engine, "load", lambda: engine)


class RunPage:
    """A session of such a run, the bar below it, and a plot of its numbers."""

    def __init__(self, qtbot: QtBot) -> None:
        appearance = Appearance()
        self._qtbot = qtbot
        thread = TrainingThread(lambda: ganplay.engine.load())
        self.session = Session(thread, Scene("d", "A descent", Descent()))
        self.transport = Transport(DESCENTS.turns, self.session, appearance, 500.0)
        self.plot = CurvePlot(appearance, COLUMNS, [Series("error", "critic"), Series("weight", "fake", 3)])
        self.reports: list[Report] = []
        self.widget = QWidget()
        qtbot.addWidget(self.widget)
        column = QVBoxLayout(self.widget)
        column.addWidget(self.plot, 1)
        column.addWidget(self.transport)
        self.widget.resize(1200, 300)
        self.widget.show()
        self.widget.activateWindow()
        self.session.reported.connect(self.show_report)
        self.session.start()
        self.wait_for_step(0)

    def show_report(self, report: Report) -> None:
        self.reports.append(report)
        self.transport.show_report(report)
        for log in report.logs:
            self.plot.append(log)

    def wait_for_step(self, step: int) -> None:
        def there() -> bool:
            frame = self.reports[-1].frame if self.reports else None
            return frame is not None and frame.step == step

        self._qtbot.waitUntil(there)

    def weight(self) -> float:
        frame = self.reports[-1].frame
        assert frame is not None
        return frame.numbers["weight"]


@pytest.fixture
def page(qtbot: QtBot) -> Iterator[RunPage]:
    page = RunPage(qtbot)
    yield page
    assert page.session.stop(10)


def test_its_numbers_are_drawn(page: RunPage) -> None:
    page.session.run_to(6)
    page.wait_for_step(6)
    page.plot.refresh()
    assert page.plot.headline == ("L 0.01", "weight 2.953")
    errors = [9 / 4**n for n in range(6)]
    np.testing.assert_allclose(page.plot.curves["error"].lines[:, 1], errors[:-1])
    np.testing.assert_allclose(page.plot.curves["error"].lines[:, 3], errors[1:])
    np.testing.assert_allclose(
        page.plot.curves["weight"].lines, [(2, 2.25, 4, 2.8125), (4, 2.8125, 6, 2.953125)]
    )
    for line in ("L: The loss before the step.", "weight: What is learnt."):
        assert line in page.plot.toolTip()
    assert page.plot.table()["weight_high"].tolist() == [2.25, 2.8125, 2.953125]


def test_its_turn_has_a_button_and_a_key_before_the_whole_step(page: RunPage) -> None:
    buttons = [button.text() for button in (*page.transport.turns.values(), page.transport.step_button)]
    assert buttons == ["B", "Step"]
    assert page.transport.turns[BACK].toolTip() == "One step in which only the way back moves (1)"
    page.transport.turns[BACK].click()
    page.wait_for_step(1)
    assert page.weight() == -1.5
    QTest.keyClick(page.widget, Qt.Key.Key_2)
    page.wait_for_step(2)
    assert page.weight() == 0.75


def test_its_knobs_turn_while_it_runs_or_start_it_over(page: RunPage) -> None:
    page.session.run_to(2)
    page.wait_for_step(2)
    page.session.edit(dataclasses.replace(page.session.settings, rate=0.5))
    page.session.run_to(3)
    page.wait_for_step(3)
    assert page.weight() == 3
    page.session.set_seed(8)
    page.wait_for_step(0)
    assert page.reports[-1].settings == Descent(rate=0.5, seed=8)


def test_it_is_trained_from_a_file_without_a_window(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def no_window() -> None:
        raise window.WindowError("no Qt here")

    monkeypatch.setattr(window, "app", no_window)
    monkeypatch.chdir(tmp_path)
    Path("slow.toml").write_text('kind = "descents"\nrate = 0.125')
    assert main(["train", "slow.toml", "--steps", "3", "--set", "rate=0.25", "--out", "run"]) == 0
    with Path("run/metrics.csv").open(newline="") as file:
        rows = list(csv.reader(file))
    assert rows == [
        ["step", "error", "weight", "slope"],
        ["2", "2.25", "2.25", ""],
        ["3", "0.5625", "2.625", "-0.75"],
    ]
    assert Path("run/settings.toml").read_text().startswith('kind = "descents"\nrate = 0.25\n')
    assert scenes.read(Path("run/settings.toml")).settings == Descent()
    told = capsys.readouterr().out
    assert "  weight  2.625" in told
    assert "run: metrics.csv, checkpoint.safetensors, settings.toml" in told
    assert main(["train", "slow.toml", "--steps", "3", "--keep", "2"]) == 2


def test_its_name_is_among_the_nearest(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text('kind = "descent"')
    with pytest.raises(SceneError, match="unknown kind of run 'descent'; did you mean 'descents'"):
        scenes.read(path)
