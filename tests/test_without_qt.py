"""Where Qt is not installed, all but the window works, and the window says how to get it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
WITHOUT_QT = """\
import sys
sys.modules.update(dict.fromkeys(("PySide6", "shiboken6", "contourpy")))
"""
"""Run by Python at its start: what stands in sys.modules as None cannot be imported."""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    folder = tmp_path / "without_qt"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(WITHOUT_QT)
    return os.environ | {"PYTHONPATH": os.pathsep.join([str(folder), str(ROOT)])}


def ganplay(*typed: str, cwd: Path, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "ganplay", *typed],
        cwd=cwd,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )


def test_training_leaves_all_files_but_the_picture(tmp_path: Path, environment: dict[str, str]) -> None:
    done = ganplay("train", "ring8", "--steps", "20", "--out", "run", cwd=tmp_path, env=environment)
    assert (done.returncode, done.stderr) == (0, "")
    assert "ring8: step 20 on " in done.stdout
    assert "no picture.png without Qt" in done.stdout
    assert {path.name for path in (tmp_path / "run").iterdir()} == {
        "metrics.csv",
        "samples.csv",
        "checkpoint.safetensors",
        "settings.toml",
    }
    assert len((tmp_path / "run" / "samples.csv").read_text().splitlines()) == 1 + 2500


def test_lists_are_printed(tmp_path: Path, environment: dict[str, str]) -> None:
    for verb in ("scenes", "knobs"):
        done = ganplay(verb, cwd=tmp_path, env=environment)
        assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("typed", [[], ["play", "ring8"], ["shots", "pictures"]], ids=str)
def test_the_window_says_how_to_get_it(tmp_path: Path, environment: dict[str, str], typed: list[str]) -> None:
    done = ganplay(*typed, cwd=tmp_path, env=environment)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("ganplay: the window needs ")
    assert 'pip install -e ".[gui]"' in done.stderr
    assert done.stderr.count("\n") == 1
