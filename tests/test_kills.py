"""A window that is killed, or asked to end, is back as it was kept: real processes on a fake engine."""

from __future__ import annotations

import contextlib
import os
import random
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from ganplay.contract.codec import from_toml

ROOT = Path(__file__).parents[1]

WINDOW = """
import sys
from ganplay import app
from ganplay.contract.kinds import PLANE
from ganplay.gui import run_store
from tests.gui.conftest import DrawnEngine, Script

run_store.EVERY_MS = 20
app.engine.load = lambda: DrawnEngine(Script())
build = app.build


def built(scene, memory):
    window = build(scene, memory)
    plane = window.app_context.sessions[PLANE]

    def play(report):
        if report.frame is not None and not plane.running:
            print(report.frame.step, flush=True)
            plane.toggle()

    plane.reported.connect(play)
    return window


app.build = built
sys.exit(app.main())
"""


class Home:
    """A person's folders, and the windows that are opened one after another."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.run = folder / "state" / "ganplay" / "plane.safetensors"

    def open(self) -> tuple[subprocess.Popen[str], int]:
        """A window that plays, and the step at which it began."""
        names = {f"XDG_{name.upper()}_HOME": str(self._folder / name) for name in ("config", "state")}
        environment = os.environ | names | {"PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-c", WINDOW]
        process = subprocess.Popen(
            command, cwd=self._folder, env=environment, stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        return process, int(process.stdout.readline())

    def kept_step(self) -> int:
        """The step of the run that was kept, all files being whole."""
        step, _, settings = self.run.read_text().partition("\n")
        from_toml(settings)
        for path in self._folder.rglob("*.toml"):
            if not path.name.startswith("."):
                tomllib.loads(path.read_text(encoding="utf-8"))
        return int(step)

    def strays(self) -> list[Path]:
        """What only a save under way has."""
        return [path for path in self._folder.rglob(".*") if path.is_file()]


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    return Home(tmp_path)


@pytest.mark.slow
def test_a_killed_window_is_back_where_it_was_kept(home: Home, request: pytest.FixtureRequest):
    rng = random.Random(7)
    kept = 0
    for _ in range(50 if request.config.getoption("--fifty-kills") else 1):
        process, began = home.open()
        assert began == kept
        deadline = time.monotonic() + 60
        while not home.run.exists() or home.kept_step() <= began:
            assert time.monotonic() < deadline, "nothing is kept"
            assert process.poll() is None
        # Long enough for several saves, so that some kills hit one.
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(rng.uniform(0, 0.2))
        process.kill()
        process.communicate(timeout=60)
        kept = home.kept_step()
    process, began = home.open()
    assert began == kept
    process.terminate()
    process.communicate(timeout=60)
    assert process.returncode == 0
    assert home.kept_step() > began, "what went on since is kept at the end"
    assert home.strays() == [], "those of killed saves went at the start"
