"""An error is said in a sentence and survived."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ganplay.contract.commands import Advance, Change, Load, Look, Open, Play, Save, Watch
from ganplay.contract.errors import DeviceError, GanplayError
from ganplay.contract.networks import PerceptronGenerator
from ganplay.contract.settings import Settings
from ganplay.contract.snapshots import Phase
from ganplay.runtime.training import TrainingThread

from .conftest import Listener
from .fake_engine import FakeEngine, Script


def test_an_error_in_a_step_ends_the_run_but_not_its_history(window: Listener, script: Script):
    script.fails, script.fails_at = {"advance": RuntimeError("boom")}, 8
    window.post(Play())
    assert window.wait_for_failure() == "RuntimeError: boom"
    assert window.last.phase is Phase.FAILED
    assert window.steps == list(range(1, 8))


@pytest.mark.parametrize("method", ["advance", "look", "drain", "change", "save", "create"])
def test_the_thread_outlives_any_error_and_takes_the_next_load(
    window: Listener, script: Script, method: str, tmp_path: Path
):
    script.fails = {method: RuntimeError("boom")}
    commands = {"change": Change(Settings()), "save": Save(tmp_path / "run"), "create": Load(Settings(), 2)}
    window.post(commands.get(method, Play()))
    assert "boom" in window.wait_for_failure()
    assert window.last.phase is Phase.FAILED
    script.fails = {}
    window.post(Load(Settings(), generation=3), Play(100))
    window.wait_for_step(100)
    assert window.last.generation == 3


def test_an_engine_in_ruins_is_still_an_answer(window: Listener, script: Script):
    script.fails = dict.fromkeys(("advance", "look", "drain"), RuntimeError("boom"))
    window.post(Play())
    assert window.wait_for_failure() == "RuntimeError: boom"
    assert window.last.phase is Phase.FAILED


def test_a_failed_run_cannot_be_played(window: Listener, script: Script):
    script.fails = {"advance": RuntimeError("boom")}
    window.post(Play())
    window.wait_for_phase(Phase.FAILED)
    window.reports.clear()
    window.post(Play())
    assert "reset" in window.wait_for_failure()
    assert window.last.phase is Phase.FAILED


NO_MEMORY = RuntimeError("CUDA out of memory. Tried to allocate 2 GiB")


@pytest.mark.parametrize("error", [MemoryError(), NO_MEMORY], ids=["python", "cuda"])
def test_lack_of_memory_in_a_step_keeps_the_run_until_a_smaller_batch_lets_it_go_on(
    window: Listener, script: Script, error: Exception
):
    script.fails, script.fails_at = {"advance": error}, 31
    window.post(Play())
    words = window.wait_for_failure()
    assert words.startswith("out of memory: choose the CPU as the device, a smaller batch")
    assert words.endswith("the run is kept at step 30")
    assert window.last.phase is Phase.PAUSED
    assert window.last.lacks_memory
    assert window.last.lacks_device
    script.fails = {}
    window.post(Change(Settings(batch=32)), Play(40))
    window.wait_for_step(40)
    assert window.steps == list(range(1, 41))


def test_lack_of_memory_for_a_look_keeps_the_run_and_its_history(window: Listener, script: Script):
    window.post(Play(30))
    window.wait_for_step(30)
    script.fails = {"look": NO_MEMORY}
    window.post(Advance())
    assert window.wait_for_failure().endswith("the run is kept at step 31")
    assert window.last.frame is None
    assert window.last.phase is Phase.PAUSED
    script.fails = {}
    window.post(Change(Settings(batch=32)))
    window.wait_for_step(31)
    assert window.steps == list(range(1, 32))


@pytest.mark.parametrize("method", ["change", "create"])
def test_what_there_is_no_memory_for_is_refused(window: Listener, script: Script, method: str):
    window.post(Play(30))
    window.wait_for_step(30)
    script.fails = {method: NO_MEMORY}
    window.post(Change(Settings(batch=64)) if method == "change" else Load(Settings(batch=64), 2))
    window.wait_for_failure()
    assert window.last.lacks_memory
    assert window.last.settings == Settings()
    window.post(Play(60))
    window.wait_for_step(60)


def test_a_step_that_ganplay_refuses_ends_the_run(window: Listener, script: Script):
    script.fails = {"advance": DeviceError("cuda:0 is gone")}
    window.post(Advance())
    assert window.wait_for_failure() == "cuda:0 is gone"
    assert window.last.phase is Phase.FAILED
    assert window.last.lacks_device
    assert not window.last.lacks_memory


def test_what_no_device_can_mend_is_not_laid_at_its_door(window: Listener, script: Script):
    script.fails = {"advance": RuntimeError("boom")}
    window.post(Advance())
    window.wait_for_failure()
    assert not window.last.lacks_device


def test_a_file_that_was_written_is_named(window: Listener, tmp_path: Path):
    window.post(Save(tmp_path / "run"))
    window.wait_until(lambda: window.last.done != "")
    assert window.last.done == "saved the run as run"
    assert (tmp_path / "run").exists()


def test_an_engine_that_does_not_load_is_tried_again(qtbot: QtBot, script: Script):
    broken = [ImportError("no module named torch")]

    def load_engine() -> FakeEngine:
        if broken:
            raise broken.pop()
        return FakeEngine(script)

    training = TrainingThread(load_engine)
    window = Listener(training, qtbot)
    training.start()
    assert window.wait_for_failure() == "ImportError: no module named torch"
    assert window.last.phase is Phase.FAILED
    window.post(Load(Settings(), generation=1))
    window.wait_for_step(0)
    training.stop()


def test_a_refused_change_leaves_the_run_going(window: Listener):
    window.post(Play())
    window.wait_until(lambda: window.step > 100)
    window.post(Change(Settings(generator=PerceptronGenerator(width=99))))
    assert window.wait_for_failure() == "generator.width: needs new networks"
    step = window.step
    window.wait_until(lambda: window.step > step)
    assert window.last.phase is Phase.RUNNING
    assert window.last.settings == Settings()


def test_a_file_that_cannot_be_written_leaves_the_run_going(window: Listener, script: Script):
    script.fails = {"save": GanplayError("cannot write run: the disk is full")}
    window.post(Play())
    window.wait_until(lambda: window.step > 100)
    window.post(Save(Path("run")))
    assert window.wait_for_failure() == "cannot write run: the disk is full"
    step = window.step
    window.wait_until(lambda: window.step > step)


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (Load(Settings(device="broken"), generation=2), "points.csv is empty"),
        (Open(Path("nowhere"), generation=2), "nowhere is not there"),
    ],
    ids=["load", "open"],
)
def test_a_start_that_is_refused_leaves_what_was_there(window: Listener, command: Load | Open, words: str):
    window.post(Play(30))
    window.wait_for_step(30)
    window.post(command)
    assert window.wait_for_failure() == words
    assert window.last.phase is Phase.PAUSED
    assert window.last.generation == 2
    assert window.last.run == 1
    assert window.last.settings == Settings()
    window.post(Play(60))
    window.wait_for_step(60)
    assert window.steps == list(range(1, 61))


def test_a_start_that_is_refused_does_not_even_pause_the_run(window: Listener):
    window.post(Play())
    window.wait_until(lambda: window.step > 50)
    window.post(Open(Path("nowhere"), generation=2))
    window.wait_for_failure()
    step = window.step
    window.wait_until(lambda: window.step > step)
    assert window.last.phase is Phase.RUNNING


def test_a_first_start_that_is_refused_has_failed(training: TrainingThread, qtbot: QtBot):
    window = Listener(training, qtbot)
    window.post(Load(Settings(device="broken"), generation=1))
    training.start()
    assert window.wait_for_failure() == "points.csv is empty"
    assert window.last.phase is Phase.FAILED


def test_a_number_that_is_not_finite_pauses_at_the_last_good_step(window: Listener, script: Script):
    script.diverges_at = 31
    window.post(Play())
    window.wait_for_step(30)
    assert window.steps == list(range(1, 31))
    for command in (Play(), Advance()):
        window.reports.clear()
        window.post(command)
        assert "not finite at step 30" in window.wait_for_failure()
        assert window.last.phase is Phase.PAUSED
    assert len(script.times) == 30


@pytest.mark.parametrize(
    "remedy", [Change(Settings(batch=64)), Load(Settings(), generation=2)], ids=["knob", "reset"]
)
def test_a_knob_or_a_reset_lets_a_diverged_run_go_on(window: Listener, script: Script, remedy: Change | Load):
    script.diverges_at = 31
    window.post(Play())
    window.wait_for_step(30)
    script.diverges_at = None
    window.post(remedy, Play(60))
    window.wait_for_step(60)
    assert not any(report.failure for report in window.reports)


def test_two_refusals_are_both_heard(window: Listener):
    window.post(Play(), Play(0), Change(Settings(seed=1)), Watch(Look()))
    window.wait_until(lambda: any("seed" in report.failure for report in window.reports))
    failures = " ".join(report.failure for report in window.reports)
    assert "already" in failures
    assert "seed: needs new networks" in failures
