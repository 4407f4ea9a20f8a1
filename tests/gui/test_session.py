"""What was asked and what is in force: refusals, races, and what a person keeps."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from ganplay.contract.codec import override
from ganplay.contract.commands import Play
from ganplay.contract.data import Drawn
from ganplay.contract.scenes import Scene
from ganplay.contract.settings import Settings
from ganplay.contract.snapshots import Phase
from ganplay.gui.notice import REMEDIES, USE_CPU, Notice, Remedy, smaller_batch

from .conftest import Person


def with_(person: Person, *assignments: str) -> Settings:
    return override(person.window.session.settings, assignments)


def test_a_live_knob_acts_without_a_reset(person: Person):
    session = person.window.session
    session.toggle()
    person.until(lambda: person.step > 20)
    session.edit(with_(person, "loss.name=hinge"))
    person.settle()
    assert person.reports[-1].settings == session.settings
    assert person.step > 20
    assert session.running


def test_a_knob_that_rebuilds_starts_over_with_the_same_seed_goes_on_and_says_so(person: Person):
    session = person.window.session
    session.toggle()
    person.until(lambda: person.step > 200)
    person.reports.clear()
    session.edit(with_(person, "generator.width=16"))
    person.settle()
    person.until(lambda: person.reports[-1].settings == session.settings)
    first = next(report for report in person.reports if report.settings == session.settings)
    assert first.frame is not None
    assert first.frame.step < 200
    assert first.settings.seed == 7
    assert session.running
    person.until(lambda: person.step > 200)
    assert person.heard == ["Rebuilt the networks with the same seed, 7."]


def test_a_remedy_taken_while_the_run_rests_says_how_to_see_it(person: Person):
    session = person.window.session
    session.take(Remedy("Unroll 5 steps", lambda settings: override(settings, ["updates.unroll=5"])))
    person.settle()
    assert person.heard == ["Unroll 5 steps: done; press Play to see what it does."]
    session.take(Remedy("Smaller", lambda settings: override(settings, ["generator.width=16"])))
    person.settle()
    person.until(lambda: "Rebuilt" in person.heard[-1])
    assert person.heard[-1] == "Rebuilt the networks with the same seed, 7; press Play to see what it does."


def test_turning_a_knob_back_before_the_rebuild_leaves_the_run_alone(person: Person):
    session = person.window.session
    session.toggle()
    person.until(lambda: person.step > 20)
    before = session.settings
    session.edit(with_(person, "generator.width=16"))
    session.edit(before)
    person.settle()
    assert person.step > 20
    assert person.heard == []


def test_a_refused_change_keeps_what_was_chosen_and_the_run_goes_on(person: Person):
    session = person.window.session
    session.toggle()
    person.until(lambda: person.step > 20)
    session.edit(with_(person, "data.name=file"))
    person.until(lambda: bool(person.heard))
    person.settle()
    assert person.heard == ["data.path: name a CSV file."]
    assert session.settings.data.name == "file"
    assert not session.in_force
    assert session.running
    step = person.step
    person.until(lambda: person.step > step)
    session.edit(with_(person, "data.name=grid"))
    person.settle()
    assert session.in_force
    assert person.reports[-1].settings.data.name == "grid"


def test_a_refused_reset_forgets_nothing_of_the_run(person: Person):
    session = person.window.session
    begun = []
    session.began.connect(lambda: begun.append(person.step))
    session.toggle()
    person.until(lambda: person.step > 20)
    session.edit(with_(person, "data.name=file"))
    session.reset()
    person.settle()
    step = person.step
    person.until(lambda: person.step > step)
    assert not begun
    rows = [int(row[0]) for report in person.reports for log in report.logs for row in log.trace]
    assert rows == list(range(1, rows[-1] + 1)), "the history has no gap"


def test_no_older_report_takes_back_a_newer_edit(person: Person):
    """Reports that were made before the last command say nothing about what is in force."""
    session = person.window.session
    session.toggle()
    seen = []
    session.settings_changed.connect(lambda: seen.append(session.settings.batch))
    for batch in range(16, 116):
        session.edit(dataclasses.replace(session.settings, batch=batch))
        person.qtbot.waitSignal(session.reported).wait()
    person.settle()
    assert seen == list(range(16, 116))
    assert person.reports[-1].settings.batch == 115


def test_play_is_remembered_while_the_engine_warms_up(open_window):
    person = open_window(begin=False)
    person.window.session.toggle()
    assert person.window.session.running
    person.window.start()
    person.until(lambda: person.step > 20)
    assert person.window.session.running


def test_opening_a_scene_shows_its_first_step_and_waits_for_play(person: Person):
    session = person.window.session
    session.toggle()
    person.until(lambda: person.step > 20)
    session.open_scene(Scene("other", "Other", Settings(batch=32)))
    person.settle()
    assert person.step == 0
    assert not session.running
    assert session.scene.title == "Other"


def test_a_checkpoint_brings_its_settings_and_its_name(person: Person, tmp_path: Path):
    session = person.window.session
    session.set_seed(3)
    session.run_to(30)
    person.until(lambda: person.step == 30)
    session.save_checkpoint(tmp_path / "my run.safetensors")
    person.until(lambda: "Saved the run as my run.safetensors." in person.heard)
    session.set_seed(9)
    person.settle()
    session.open_checkpoint(tmp_path / "my run.safetensors")
    person.settle()
    assert person.step == 30
    assert session.settings.seed == 3
    assert (session.scene.title, session.scene.subtitle) == ("my run", "checkpoint of step 30")
    assert not session.changed


def test_a_checkpoint_that_cannot_be_opened_changes_nothing(person: Person, tmp_path: Path):
    session = person.window.session
    session.toggle()
    person.until(lambda: person.step > 20)
    begun = []
    session.began.connect(lambda: begun.append(1))
    before = session.settings, session.scene
    session.open_checkpoint(tmp_path / "absent.safetensors")
    person.settle()
    assert person.heard == ["absent.safetensors is not there."]
    assert (session.settings, session.scene) == before
    assert not begun
    assert person.step > 20


def test_a_device_that_is_not_there_is_refused_and_never_stands_in_the_way_of_reset(person: Person):
    session = person.window.session
    session.run_to(20)
    person.until(lambda: person.step == 20)
    session.set_device("cuda")
    person.settle()
    assert "there is none here" in person.heard[-1]
    assert session.settings.device == "auto"
    session.reset()
    person.settle()
    assert person.step == 0


def test_another_device_is_no_change_of_the_scene(person: Person):
    session = person.window.session
    session.set_device("cpu")
    assert not session.changed
    session.set_seed(8)
    assert session.changed


def test_lack_of_memory_offers_half_the_batch_and_the_run_goes_on(person: Person, script):
    session = person.window.session
    script.fails, script.fails_at = {"advance": RuntimeError("CUDA out of memory")}, 31
    session.toggle()
    person.until(lambda: bool(person.notices))
    person.settle()
    assert person.heard[-1].startswith("Out of memory")
    assert person.heard[-1].endswith("the run is kept at step 30.")
    button = person.page.foot.strip.action
    assert button.text() == "Batch 64"
    script.fails = {}
    person.click(button)
    person.settle()
    assert session.settings == Settings(batch=64)
    assert person.step == 30
    session.run_to(40)
    person.until(lambda: person.step == 40)


def test_lack_of_memory_at_the_least_batch_on_a_gpu_offers_the_cpu(person: Person, script, monkeypatch):
    monkeypatch.setattr("tests.runtime.fake_engine.FakeExperiment.device", "Some GPU", raising=False)
    session = person.window.session
    session.edit(with_(person, "batch=8"))
    session.reset()
    person.settle()
    script.fails = {"advance": RuntimeError("CUDA out of memory")}
    session.toggle()
    person.until(lambda: bool(person.notices))
    assert person.notices[-1].remedy is USE_CPU
    script.fails = {}
    session.take(USE_CPU)
    person.settle()
    assert session.settings.device == "cpu"


@pytest.mark.parametrize(("batch", "half"), [(4096, 2048), (100, 64), (64, 32), (16, 8)])
def test_half_a_batch_is_a_power_of_two(batch: int, half: int):
    remedy = smaller_batch(Settings(batch=batch))
    assert remedy is not None
    assert remedy.word == f"Batch {half:,}"
    assert remedy.apply(Settings(batch=batch)) == Settings(batch=half)


def test_any_knob_brings_a_failed_run_back(person: Person, script):
    session = person.window.session
    script.fails = {"advance": RuntimeError("boom")}
    session.toggle()
    person.until(lambda: person.reports[-1].phase is Phase.FAILED)
    assert not session.running
    script.fails = {}
    session.edit(with_(person, "batch=32"))
    person.until(lambda: person.reports[-1].phase is Phase.PAUSED)
    assert person.step == 0


def test_what_cannot_be_played_is_not_called_running(person: Person):
    session = person.window.session
    session.run_to(10)
    person.until(lambda: person.step == 10)
    session.run_to(5)
    person.settle()
    assert "already" in person.heard[-1]
    assert not session.running


def test_settings_are_written_whole_or_the_reason_is_said(person: Person, tmp_path: Path):
    person.window.session.save_settings(tmp_path / "mine.toml")
    (tmp_path / "file").write_text("")
    person.window.session.save_settings(tmp_path / "file" / "mine.toml")
    assert person.heard[0] == "Saved the experiment as mine.toml."
    assert person.heard[1].startswith("Cannot write")
    assert "ring" in (tmp_path / "mine.toml").read_text()


def test_commands_are_not_piled_up_while_a_change_is_under_way(person: Person, monkeypatch):
    session, posted = person.window.session, []
    post = session._thread.post
    monkeypatch.setattr(session._thread, "post", lambda command: (posted.append(command), post(command))[1])
    for batch in range(16, 66):
        session.edit(dataclasses.replace(session.settings, batch=batch))
    assert len(posted) == 1
    person.settle()
    person.until(lambda: person.reports[-1].settings.batch == 65)
    assert len(posted) == 2
    assert not any(isinstance(command, Play) for command in posted)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("the disk is full", "The disk is full."),
        ("a.toml: broken", "a.toml: broken."),
        ("loss.name: no", "loss.name: no."),
    ],
)
def test_a_notice_is_a_sentence_and_leaves_names_as_they_are(text: str, sentence: str):
    assert Notice.of(text).sentence == sentence


@pytest.mark.parametrize("kind", REMEDIES)
def test_a_remedy_changes_the_settings_and_is_not_offered_twice(kind: str):
    remedy = REMEDIES[kind](Settings())
    assert remedy is not None
    cured = remedy.apply(Settings())
    assert cured != Settings()
    again = REMEDIES[kind](cured)
    assert again is None or kind in ("collapse", "diverged")
    assert again is None or again.apply(cured) != cured


def test_a_remedy_leaves_everything_else_alone():
    settings = Settings(data=Drawn(), seed=5)
    remedy = REMEDIES["collapse"](settings)
    assert remedy is not None
    cured = remedy.apply(settings)
    assert cured.discriminator.minibatch == "stddev"
    same = dataclasses.replace(cured.discriminator, minibatch="off")
    assert dataclasses.replace(cured, discriminator=same) == settings


def test_a_run_that_says_nothing_for_long_is_explained(person: Person):
    session = person.window.session
    session.toggle()
    person.until(lambda: person.step > 20)
    assert not any("takes long" in words for words in person.heard)
    session._watchdog._silence.setInterval(50)
    session.set_pace(1.0)
    person.until(lambda: any("takes long" in words for words in person.heard))
    session.toggle()
    person.settle()
    assert not session._watchdog._silence.isActive()
