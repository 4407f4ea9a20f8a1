"""What a person types, what is answered, and what lies in the folder afterwards."""

from __future__ import annotations

import csv
import dataclasses
import errno
import io
import os
import signal
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import load_file

import ganplay.engine
from ganplay import __version__
from ganplay.__main__ import VERBS, main
from ganplay.cli import knobs, train, window
from ganplay.cli.results import Record
from ganplay.contract import scenes
from ganplay.contract.codec import from_toml, override, to_toml
from ganplay.contract.commands import Look, Turn
from ganplay.contract.data import Ring
from ganplay.contract.errors import CheckpointError, SettingsError
from ganplay.contract.events import Event
from ganplay.contract.files import write_text
from ganplay.contract.knobs import fields_of
from ganplay.contract.metrics import GAN_COLUMNS
from ganplay.contract.settings import Settings, leaves, rebuilds
from ganplay.contract.snapshots import Frame, Log
from ganplay.contract.views import PlaneView, SharesView

EVERY = 10
"""Steps between two measurements of the experiment below."""


@dataclasses.dataclass
class CountedMoment:
    step: int

    def save(self, path: Path) -> None:
        write_text(path, f"step = {self.step}")


class CountingExperiment:
    """Follows the protocol, learns nothing: its loss of D at step n is n, its modes are n / 10."""

    device = "an abacus"
    noticed: tuple[Event, ...] = ()

    def __init__(self, settings: Settings, step: int = 0) -> None:
        self.settings = settings
        self.step = step
        self.diverged = False
        self.diverges_at: int | None = None
        self.interrupted_at: int | None = None
        self.signal = signal.SIGINT
        self.log: list[Any] = [[], [], []]

    def advance(self, turn: Turn | None = None) -> None:
        assert turn is None
        if self.step == self.diverges_at:
            self.diverged = True
            self.log[2].append(Event("diverged", self.step, f"Step {self.step}: a number is not finite."))
            return
        self.step += 1
        self.log[0].append([self.step, self.step] + [0.5] * (len(GAN_COLUMNS.trace_keys) - 1))
        if self.step % EVERY == 0:
            measured = dict.fromkeys(GAN_COLUMNS.measure_keys, np.nan) | {
                "modes_captured": self.step // EVERY
            }
            self.log[1].append([self.step, *measured.values()])
        if self.step == 2 * EVERY:
            self.log[2].append(Event("collapse", self.step, "Step 20: 2 modes left.", "Try R1."))
        if self.step == self.interrupted_at:
            signal.raise_signal(self.signal)

    def look(self, look: Look) -> Frame:
        assert look.measured
        points = np.arange(2 * look.points, dtype=np.float32).reshape(-1, 2)
        fair = np.full(8, 1 / 8, np.float32)
        return Frame(
            step=self.step,
            views=(PlaneView(extent=(-1, 1, -1, 1), real=points, fake=points), SharesView(fair, fair)),
            numbers={"modes_captured": 7.0, "modes_by_share": 7.0, "high_quality": 0.86, "js": float("nan")},
        )

    def drain(self) -> Log:
        trace, measures, events = self.log
        self.log = [[], [], []]
        return Log(
            GAN_COLUMNS,
            np.array(trace, float).reshape(-1, 1 + len(GAN_COLUMNS.trace_keys)),
            np.array(measures, float).reshape(-1, 1 + len(GAN_COLUMNS.measure_keys)),
            tuple(events),
        )

    def change(self, settings: Settings) -> None:
        if rebuilds(self.settings, settings):
            raise SettingsError(f"{rebuilds(self.settings, settings)[0]} needs new networks")
        self.settings = settings

    def moment(self) -> CountedMoment:
        return CountedMoment(self.step)


class CountingEngine:
    def __init__(self) -> None:
        self.diverges_at: int | None = None
        self.interrupted_at: int | None = None
        self.signal = signal.SIGINT
        self.begun: list[CountingExperiment] = []

    def create(self, settings: Settings) -> CountingExperiment:
        return self._begin(CountingExperiment(settings))

    def open(self, path: Path) -> CountingExperiment:
        if not path.exists():
            raise CheckpointError(f"cannot read {path}: No such file or directory")
        step = int(path.read_text().removeprefix("step = "))
        return self._begin(CountingExperiment(Settings(seed=1), step))

    def _begin(self, experiment: CountingExperiment) -> CountingExperiment:
        experiment.diverges_at = self.diverges_at
        experiment.interrupted_at = self.interrupted_at
        experiment.signal = self.signal
        self.begun.append(experiment)
        return experiment


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> CountingEngine:
    engine = CountingEngine()
    monkeypatch.setattr(ganplay.engine, "load", lambda: engine, raising=False)
    monkeypatch.setattr(window, "app", no_window)
    monkeypatch.chdir(tmp_path)
    return engine


def no_window() -> Any:
    raise window.WindowError("the window needs PySide6")


def table(path: Path) -> list[dict[str, str]]:
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


def complaint(capsys: pytest.CaptureFixture[str]) -> str:
    """The one line that a failed command leaves, and nothing else."""
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("ganplay: ")
    assert err.count("\n") == 1
    return err.removeprefix("ganplay: ").rstrip("\n")


class TestTrain:
    def test_fills_the_folder(self, engine: CountingEngine, tmp_path: Path) -> None:
        assert main(["train", "ring8", "--steps", "35", "--out", "new/run"]) == 0
        folder = tmp_path / "new" / "run"
        assert {path.name for path in folder.iterdir()} == {
            "metrics.csv",
            "samples.csv",
            "checkpoint.safetensors",
            "settings.toml",
        }
        assert (folder / "checkpoint.safetensors").read_text() == "step = 35"
        assert from_toml((folder / "settings.toml").read_text()) == scenes.load("ring8").settings
        samples = table(folder / "samples.csv")
        assert len(samples) == 2500
        assert samples[1] == {"x": "2", "y": "3"}

    def test_writes_a_row_a_measurement_and_one_for_the_last_step(self, engine: CountingEngine) -> None:
        main(["train", "ring8", "--steps", "35", "--out", "run"])
        rows = table(Path("run/metrics.csv"))
        assert list(rows[0]) == ["step", *GAN_COLUMNS.keys]
        assert [row["step"] for row in rows] == ["10", "20", "30", "35"]
        assert [row["d_loss"] for row in rows] == ["10", "20", "30", "35"]
        assert [row["g_loss"] for row in rows] == ["0.5"] * 4
        assert [row["modes_captured"] for row in rows] == ["1", "2", "3", "7"]
        assert [row["js"] for row in rows] == [""] * 4

    def test_loses_no_row_between_two_readings_of_the_log(
        self, engine: CountingEngine, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(train, "DRAIN", 7)
        main(["train", "ring8", "--steps", "100", "--out", "run"])
        rows = table(Path("run/metrics.csv"))
        assert [row["d_loss"] for row in rows] == [str(n) for n in range(10, 101, 10)]

    def test_holds_no_more_steps_than_it_writes(self, engine: CountingEngine) -> None:
        experiment, record = engine.create(Settings()), Record()
        for _ in range(100):
            experiment.advance()
        record.add(experiment.drain())
        assert list(record.trace) == list(record.measures) == list(range(10, 101, 10))

    def test_sums_up_what_was_reached_and_noticed(
        self, engine: CountingEngine, capsys: pytest.CaptureFixture[str]
    ) -> None:
        main(["train", "ring8", "--steps", "35", "--out", "run"])
        lines = capsys.readouterr().out.splitlines()
        assert lines[0] == "ring8: step 35 on an abacus"
        assert "modes by share 7 of 8" in " ".join(lines[1].split())
        assert "modes captured 7 of 8" in " ".join(lines[2].split())
        assert "high quality 0.860" in " ".join(lines[3].split())
        assert lines[4] == "  Step 20: 2 modes left. Try R1."
        assert lines[5].startswith("run: metrics.csv, samples.csv, ")
        assert lines[5].endswith("no picture.png without Qt")

    def test_adds_a_picture_where_there_is_qt(
        self, engine: CountingEngine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        def picture(frame: Frame, path: Path) -> None:
            write_text(path, f"{len(frame.get(PlaneView).fake)} points at step {frame.step}")

        monkeypatch.setattr(window, "app", lambda: SimpleNamespace(picture=picture))
        main(["train", "ring8", "--steps", "5", "--out", "run"])
        assert Path("run/picture.png").read_text() == "2500 points at step 5"
        assert capsys.readouterr().out.endswith("picture.png\n")

    def test_turns_the_knobs_that_are_named(self, engine: CountingEngine) -> None:
        options = ["--set", "loss.name=wgan", "--set", "batch=64", "--seed", "5", "--device", "cpu"]
        main(["train", "ring8", "--steps", "1", *options])
        wanted = ["loss.name=wgan", "batch=64", "seed=5", "device=cpu"]
        assert engine.begun[0].settings == override(scenes.load("ring8").settings, wanted)

    def test_goes_as_far_as_the_scene_says(self, engine: CountingEngine) -> None:
        Path("mine.toml").write_text("title = 'Mine'\nsteps = 12\n[settings.data]\nmodes = 3")
        assert main(["train", "mine.toml"]) == 0
        assert engine.begun[0].step == 12
        assert engine.begun[0].settings.data == Ring(modes=3)

    def test_starts_again_from_the_settings_it_wrote(self, engine: CountingEngine) -> None:
        main(["train", "ring8", "--steps", "1", "--set", "data.modes=5", "--out", "run"])
        main(["train", "run/settings.toml", "--steps", "1"])
        assert engine.begun[0].settings == engine.begun[1].settings

    def test_makes_a_new_folder_for_each_run(self, engine: CountingEngine) -> None:
        for _ in range(3):
            main(["train", "ring8", "--steps", "1"])
        assert sorted(path.name for path in Path("runs").iterdir()) == ["ring8", "ring8-2", "ring8-3"]

    def test_passes_by_a_file_where_its_folder_would_be(self, engine: CountingEngine) -> None:
        Path("runs").mkdir()
        Path("runs/ring8").touch()
        assert main(["train", "ring8", "--steps", "1"]) == 0
        assert Path("runs/ring8-2/metrics.csv").exists()

    @pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
    def test_stops_when_it_is_asked_to_end_and_still_writes(
        self, engine: CountingEngine, capsys: pytest.CaptureFixture[str], number: signal.Signals
    ) -> None:
        engine.interrupted_at, engine.signal = 25, number
        before = signal.getsignal(number)
        assert main(["train", "ring8", "--steps", "1000", "--out", "run"]) == 128 + number
        assert [row["step"] for row in table(Path("run/metrics.csv"))] == ["10", "20", "25"]
        assert Path("run/checkpoint.safetensors").read_text() == "step = 25"
        assert "step 25" in capsys.readouterr().out
        assert signal.getsignal(number) is before

    def test_loses_nothing_with_the_terminal(
        self, engine: CountingEngine, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        class Gone(io.StringIO):
            def isatty(self) -> bool:
                return True

            def write(self, text: str) -> int:
                raise OSError(errno.EIO, "Input/output error")

        monkeypatch.setattr(sys, "stderr", Gone())
        monkeypatch.setattr(sys, "stdout", Gone())
        engine.interrupted_at, engine.signal = 25, signal.SIGHUP
        assert main(["train", "ring8", "--steps", "1000", "--out", "run"]) == 128 + signal.SIGHUP
        assert Path("run/checkpoint.safetensors").read_text() == "step = 25"

    def test_writes_its_state_on_the_way(
        self, engine: CountingEngine, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        advance = CountingExperiment.advance

        def crash(experiment: CountingExperiment, turn: Turn | None = None) -> None:
            if experiment.step == 25:
                raise RuntimeError("killed")
            advance(experiment, turn)

        monkeypatch.setattr(train, "SAVE_EVERY", 0.0)
        monkeypatch.setattr(CountingExperiment, "advance", crash)
        with pytest.raises(RuntimeError, match="killed"):
            main(["train", "ring8", "--steps", "1000", "--out", "run"])
        assert Path("run/checkpoint.safetensors").read_text() == "step = 25"

    def test_stops_where_a_number_is_not_finite_and_still_writes(
        self, engine: CountingEngine, capsys: pytest.CaptureFixture[str]
    ) -> None:
        engine.diverges_at = 15
        assert main(["train", "ring8", "--steps", "1000", "--out", "run"]) == 1
        assert Path("run/checkpoint.safetensors").read_text() == "step = 15"
        assert "Step 15: a number is not finite." in capsys.readouterr().out

    def test_says_in_a_sentence_that_memory_ran_out(
        self, engine: CountingEngine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        def refuse(settings: Settings) -> CountingExperiment:
            raise RuntimeError("CUDA out of memory. Tried to allocate 2.00 GiB.\nSee the documentation.")

        monkeypatch.setattr(engine, "create", refuse)
        assert main(["train", "ring8", "--steps", "1"]) == 2
        assert "out of memory: choose the CPU" in complaint(capsys)

    def test_writes_what_there_was_before_memory_ran_out(
        self, engine: CountingEngine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        advance = CountingExperiment.advance

        def run_out(experiment: CountingExperiment, turn: Turn | None = None) -> None:
            if experiment.step == 25:
                raise RuntimeError("CUDA out of memory. Tried to allocate 2.00 GiB.")
            advance(experiment, turn)

        monkeypatch.setattr(CountingExperiment, "advance", run_out)
        assert main(["train", "ring8", "--steps", "1000", "--out", "run"]) == 2
        assert "a smaller batch" in capsys.readouterr().err
        assert Path("run/checkpoint.safetensors").read_text() == "step = 25"
        assert [row["step"] for row in table(Path("run/metrics.csv"))] == ["10", "20", "25"]

    def test_keeps_its_own_faults_loud(self, engine: CountingEngine, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(settings: Settings) -> CountingExperiment:
            raise RuntimeError("shapes do not match")

        monkeypatch.setattr(engine, "create", fail)
        with pytest.raises(RuntimeError, match="shapes do not match"):
            main(["train", "ring8", "--steps", "1"])


class TestResume:
    @pytest.fixture(autouse=True)
    def _checkpoint(self, engine: CountingEngine) -> None:
        Path("old.safetensors").write_text("step = 20")

    def test_goes_on_from_the_checkpoint(self, engine: CountingEngine) -> None:
        assert main(["train", "old.safetensors", "--steps", "40", "--out", "run"]) == 0
        assert [row["step"] for row in table(Path("run/metrics.csv"))] == ["30", "40"]

    def test_turns_live_knobs_on_the_way(self, engine: CountingEngine) -> None:
        main(["train", "--resume", "old.safetensors", "--steps", "40", "--set", "loss.name=wgan"])
        assert engine.begun[0].settings == override(Settings(seed=1), ["loss.name=wgan"])

    def test_takes_the_live_knobs_and_the_length_of_a_scene(self, engine: CountingEngine) -> None:
        Path("mine.toml").write_text("title = 'Mine'\nsteps = 30\n[settings]\nseed = 1\nbatch = 64")
        main(["train", "mine.toml", "--resume", "old.safetensors"])
        assert engine.begun[0].settings == Settings(seed=1, batch=64)
        assert engine.begun[0].step == 30

    @pytest.mark.parametrize(
        ("typed", "sentence"),
        {
            "nowhere to go": (["old.safetensors"], "say with --steps how far"),
            "there already": (["old.safetensors", "--steps", "20"], "the checkpoint is at step 20 already"),
            "two": (["old.safetensors", "--resume", "old.safetensors", "--steps", "40"], "not two"),
            "missing": (["new.safetensors", "--steps", "40"], "cannot read new.safetensors"),
            "a knob that rebuilds": (
                ["old.safetensors", "--steps", "40", "--set", "generator.width=8"],
                "generator.width needs new networks",
            ),
        }.values(),
    )
    def test_refuses_what_cannot_be(
        self, typed: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["train", *typed]) == 2
        assert sentence in complaint(capsys)


class TestWithTheEngine:
    @pytest.fixture(autouse=True)
    def _here(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setattr(window, "app", no_window)
        monkeypatch.chdir(tmp_path)

    def test_a_run_in_two_parts_ends_in_the_same_bits(self) -> None:
        assert main(["train", "ring8", "--steps", "30", "--device", "cpu", "--out", "whole"]) == 0
        assert main(["train", "ring8", "--steps", "17", "--device", "cpu", "--out", "part"]) == 0
        assert main(["train", "part/checkpoint.safetensors", "--steps", "30", "--out", "rest"]) == 0
        for name in ("samples.csv", "settings.toml"):
            assert Path("rest", name).read_bytes() == Path("whole", name).read_bytes()
        assert table(Path("rest/metrics.csv"))[-1] == table(Path("whole/metrics.csv"))[-1]
        whole, rest = (load_file(f"{name}/checkpoint.safetensors") for name in ("whole", "rest"))
        # The end of each part is measured, of which the whole run knows nothing.
        measured, also = (tensors.pop("history.measures") for tensors in (whole, rest))
        assert also[:, 0].tolist() == [0, 17, 30]
        np.testing.assert_array_equal(also[[0, 2]], measured)
        assert {name: array.tobytes() for name, array in rest.items()} == {
            name: array.tobytes() for name, array in whole.items()
        }

    def test_another_seed_ends_elsewhere(self) -> None:
        for seed in ("1", "2"):
            main(["train", "ring8", "--steps", "5", "--seed", seed, "--out", seed])
        assert Path("1/samples.csv").read_bytes() != Path("2/samples.csv").read_bytes()

    @pytest.mark.parametrize(
        ("typed", "sentence"),
        [
            (["ring8", "--device", "gpu"], "unknown device 'gpu'"),
            (["ring8", "--set", "data.name=file", "--set", "data.path=no.csv"], "no.csv"),
            (["cut.safetensors", "--steps", "9"], "cut.safetensors is damaged or no checkpoint"),
            (["no.safetensors", "--steps", "9"], "no.safetensors"),
        ],
    )
    def test_what_the_engine_refuses_is_one_line(
        self, typed: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        Path("cut.safetensors").write_bytes(b"\x08")
        assert main(["train", *typed]) == 2
        assert sentence in complaint(capsys)


MISTAKES = {
    "no such verb": (["trian"], "unknown verb 'trian'; did you mean 'train'?"),
    "an option for a verb": (["--seed", "3"], "see ganplay --help"),
    "an unknown option": (["train", "ring8", "--sede", "3"], "unrecognized arguments: --sede 3"),
    "nothing to train": (["train"], "name a scene or a file, as in: ganplay train ring8"),
    "no such scene": (["train", "rnig8"], "unknown scene 'rnig8'; did you mean 'ring8'?"),
    "no such scene to play": (["play", "rnig8"], "unknown scene 'rnig8'; did you mean 'ring8'?"),
    "no such file": (["train", "mine.toml"], "cannot read mine.toml: No such file or directory"),
    "a broken file": (["train", "broken.toml"], "broken.toml: the file is not valid TOML"),
    "no such loss": (["train", "ring8", "--set", "loss.name=wgn"], "did you mean 'wgan'?"),
    "no such knob": (["train", "ring8", "--set", "bach=3"], "did you mean 'batch'?"),
    "out of range": (["train", "ring8", "--set", "data.modes=0"], "data.modes: 0 is outside 1 to 64"),
    "no assignment": (["train", "ring8", "--set", "batch"], "--set takes path=value"),
    "no number for a seed": (["train", "ring8", "--seed", "x"], "seed: 'x' is not a whole number"),
    "no number for the steps": (["train", "ring8", "--steps", "x"], "--steps: 'x' is not a whole number"),
    "no steps": (["train", "ring8", "--steps", "0"], "--steps: 0 is outside 1 to 1000000000"),
    "a folder that cannot be": (
        ["train", "ring8", "--out", "broken.toml/run"],
        "cannot write to the folder broken.toml/run: Not a directory",
    ),
    "pictures nowhere": (["shots", "broken.toml"], "cannot write to the folder broken.toml: File exists"),
    "a checkpoint to play": (["play", "old.safetensors"], "the window starts with a scene"),
    "no such knobs": (["knobs", "lss"], "unknown part 'lss'; did you mean 'loss'?"),
    "a name too long for any file": (["train", "x" * 300], "unknown scene 'xxx"),
    "a stranger's home": (["train", "~nobody-of-this-name/x"], "cannot read ~nobody-of-this-name/x"),
    "a key with a line break": (["train", "two-lines.toml"], "two-lines.toml: a b: unknown key"),
    "no window": ([], "the window needs PySide6"),
}


@pytest.mark.parametrize(("typed", "sentence"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_one_line_and_exit_code_2(
    typed: list[str], sentence: str, engine: CountingEngine, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("broken.toml").write_text("title = ")
    Path("two-lines.toml").write_text('"a\\nb" = 1')
    assert main(typed) == 2
    assert sentence in complaint(capsys)
    assert engine.begun == []
    assert not Path("runs").exists()


class TestWindow:
    @pytest.fixture
    def opened(self, monkeypatch: pytest.MonkeyPatch) -> list[scenes.Scene]:
        opened: list[scenes.Scene | None] = []

        def open_window(scene: scenes.Scene) -> int:
            opened.append(scene)
            return 0

        monkeypatch.setattr(window, "app", lambda: SimpleNamespace(main=open_window))
        monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
        return opened

    def test_opens_where_it_was_left_without_a_word(self, opened: list[scenes.Scene]) -> None:
        assert main([]) == 0
        assert opened == [None]

    def test_opens_on_another_scene_with_other_knobs(
        self, opened: list[scenes.Scene], tmp_path: Path
    ) -> None:
        path = tmp_path / "mine.toml"
        path.write_text("title = 'Mine'\nwatch = 'The bars.'")
        assert main(["play", str(path), "--set", "data.modes=3"]) == 0
        (scene,) = opened
        assert (scene.title, scene.watch) == ("Mine", "The bars.")
        assert scene.settings == Settings(data=Ring(modes=3))

    @pytest.mark.skipif(sys.platform != "linux", reason="other systems always have a display")
    def test_says_when_there_is_no_display(
        self,
        opened: list[scenes.Scene],
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
            monkeypatch.delenv(name, raising=False)
        assert main([]) == 2
        assert "there is no display" in complaint(capsys)
        assert opened == []


def test_scenes_are_listed_with_what_to_watch(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["scenes"]) == 0
    out = " ".join(capsys.readouterr().out.split())
    for name in scenes.names():
        scene = scenes.load(name)
        assert f"{name} {scene.title} ({scene.steps} steps)" in out
        assert " ".join(scene.watch.split()) in out


def test_knobs_are_listed_with_default_reach_and_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["knobs"]) == 0
    out = capsys.readouterr().out
    lines = [" ".join(line.split()) for line in out.splitlines()]
    assert "batch 128 live 8 to 4096" in lines
    assert "generator.activation relu rebuild relu | leaky_relu | tanh | elu | softplus | sigmoid" in lines
    assert "Samples in each minibatch." in lines
    for path, field, _ in leaves(Settings()):
        assert path in out
        for name, variant in (field.choices or {}).items():
            assert f"{path}={name}" in out
            for knob in fields_of(variant):
                assert f"\n{path.removesuffix('.name')}.{knob.name} " in out


def test_knobs_can_be_listed_in_part(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["knobs", "noise"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines if not line.startswith(" ")] == [
        "KNOB",
        "noise.dim",
        "noise.law",
    ]


@pytest.mark.parametrize(("verb", "tree"), knobs.TREES.items())
def test_knobs_are_listed_with_the_values_that_a_verb_begins_with(
    verb: str, tree: type, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["knobs", "--of", verb]) == 0
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    listed = {tuple(line[:2]) for line in lines}
    numbers = [(path, value) for path, _, value in leaves(tree()) if type(value) in (int, float)]
    assert numbers
    assert {(path, f"{value:g}") for path, value in numbers} <= listed


def test_every_setting_that_knobs_names_can_be_set() -> None:
    for path, field, _ in leaves(Settings()):
        for name in field.choices or {}:
            override(Settings(), [f"{path}={name}"])


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_explains_itself(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main([verb, "--help"])
    assert caught.value.code == 0
    assert f"usage: ganplay {verb}" in capsys.readouterr().out


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["--version"])
    assert caught.value.code == 0
    assert capsys.readouterr().out == f"ganplay {__version__}\n"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such pipes")
def test_a_reader_who_has_enough_is_no_error() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "ganplay", "knobs"], stdout=writing, stderr=subprocess.PIPE, check=False
    )
    os.close(writing)
    assert done.stderr == b""
    assert done.returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is always full")
def test_output_that_cannot_be_written_is_one_line() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "ganplay", "knobs"], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.stderr.decode() == "ganplay: [Errno 28] No space left on device\n"
    assert done.returncode == 2


def in_a_shell(*words: str | bytes, **options: Any) -> subprocess.CompletedProcess[bytes]:
    """A process of its own, which must not wait for anything."""
    command = [sys.executable, "-m", "ganplay", *words]
    return subprocess.run(command, stderr=subprocess.PIPE, check=False, timeout=120, **options)


@pytest.mark.skipif(os.name == "nt", reason="other shells have other words")
def test_a_closed_output_is_one_line(tmp_path: Path) -> None:
    words = ["train", "ring8", "--steps", "1", "--out", str(tmp_path / "run")]
    done = in_a_shell(*words, preexec_fn=lambda: os.close(1))
    assert done.stderr == b"ganplay: the standard output is closed; for silence append: > /dev/null\n"
    assert done.returncode == 2
    assert not any(tmp_path.iterdir())


@pytest.mark.skipif(os.name == "nt", reason="other systems have other locales")
def test_a_terminal_of_ascii_is_told_letters_by_their_numbers() -> None:
    plain = os.environ | {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = in_a_shell("scenes", env=plain, stdout=subprocess.PIPE)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"Turn \\u03b7 up" in done.stdout, "of η"


@pytest.mark.skipif(os.name == "nt", reason="Windows has neither")
@pytest.mark.parametrize(
    "words",
    [
        ("train", "{}", "--steps", "3"),
        ("train", "ring8", "--resume", "{}.safetensors", "--steps", "3"),
        ("train", "ring8", "--set", "data.name=file", "--set", "data.path={}", "--steps", "3"),
        ("inpaint", "{}", "--mask", "centre", "--out", "runs/out"),
        ("inpaint", "test:1", "--mask", "{}", "--out", "runs/out"),
    ],
    ids=["scene", "checkpoint", "points", "picture", "mask"],
)
def test_what_is_no_file_is_refused_and_leaves_nothing(
    words: tuple[str, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    os.mkfifo("fifo")
    os.mkfifo("fifo.safetensors")
    before = sorted(tmp_path.iterdir())
    assert main([word.format("./fifo") for word in words]) == 2
    assert "it is not a file" in complaint(capsys)
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.skipif(os.name == "nt", reason="Windows names everything in UTF-16")
def test_a_name_of_no_encoding_is_one_line(tmp_path: Path) -> None:
    for words in (("train", b"\xff.toml"), ("inpaint", b"\xff.png", "--mask", "centre", "--out", b"\xfe")):
        done = in_a_shell(*words, cwd=tmp_path, stdout=subprocess.PIPE)
        assert (done.returncode, done.stdout) == (2, b"")
        assert done.stderr.startswith(b"ganplay: cannot read \\udcff")
        assert done.stderr.count(b"\n") == 1
        assert not any(tmp_path.iterdir())


def test_a_folder_of_no_encoding_is_filled_and_named(tmp_path: Path) -> None:
    done = in_a_shell(
        "train", "ring8", "--steps", "1", "--out", b"\xff", cwd=tmp_path, stdout=subprocess.PIPE
    )
    assert done.returncode == 0, done.stderr
    assert b"\\udcff: metrics.csv" in done.stdout


def test_nothing_heavy_is_imported_before_it_is_needed() -> None:
    code = "import sys, ganplay.__main__; print(*{'torch', 'PySide6', 'tqdm'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "\n"


def test_settings_files_are_scenes_without_a_note(engine: CountingEngine) -> None:
    Path("plain.toml").write_text(to_toml(Settings(batch=32)))
    assert main(["train", "plain.toml", "--steps", "1", "--out", "run"]) == 0
    assert engine.begun[0].settings == Settings(batch=32)
