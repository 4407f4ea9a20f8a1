"""Window, thread and engine joined: what a person and the command line see of them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage, QPixmap

from ganplay import app, engine
from ganplay.contract import scenes
from ganplay.contract.commands import Look
from ganplay.gui.page_table import PAGES
from ganplay.gui.palette import LIGHT
from ganplay.gui.training.session import Session


def test_shots_are_written_at_both_sizes_light_and_dark(qapp, tmp_path: Path, monkeypatch):
    monkeypatch.setattr(app, "SHOT_RUNS", ((scenes.FIRST, 200), ("strokes-dcgan", 2)))
    monkeypatch.setattr(app, "SHOT_REST", 0.05)
    app.shots(tmp_path / "new")
    grounds = {}
    for path in (tmp_path / "new").glob("*.png"):
        image = QImage(str(path))
        assert f"{image.width()}x{image.height()}" in path.name
        grounds[path.stem] = image.pixelColor(2, image.height() - 2).lightnessF()
    pages = [place.title.lower() for place in PAGES]
    assert {name.partition("-")[0] for name in grounds} == set(pages)
    assert len(grounds) == 4 * len(pages)
    for name, lightness in grounds.items():
        assert (lightness > 0.5) == name.endswith("light")


START = """
import sys
from pathlib import Path
from ganplay import app
from ganplay.gui.memory import Memory
application = app.application()
window = app.build(None, Memory(Path(sys.argv[1])))
window.show()
assert not {"pyqtgraph", "torch", "contourpy"} & set(sys.modules), sorted(sys.modules)
assert window.pages.current is None
while window.pages.current is None:
    application.processEvents()
print(window.page.session.scene.name)
window.close()
"""


def test_the_window_is_painted_before_its_first_page_is_imported(tmp_path: Path):
    command = [sys.executable, "-c", START, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == scenes.FIRST


EVERY_PAGE = """
import locale, sys
from pathlib import Path
from ganplay import app
from ganplay.gui.memory import Memory
from ganplay.gui.page_table import PAGES
application = app.application()
assert locale.setlocale(locale.LC_ALL).startswith("tr_TR"), "Qt has not taken over the locale"
window = app.build(None, Memory(Path(sys.argv[1])))
window.show()
for index, _ in enumerate(PAGES):
    window.turn_to(index)
print(window.page.isVisible())
window.close()
window.app_context.stop(60)
"""


def test_every_page_opens_where_the_capital_of_i_is_not_the_english_one(tmp_path: Path):
    localedef = shutil.which("localedef")
    target = tmp_path / "tr_TR.UTF-8"
    made = localedef and subprocess.run(
        [localedef, "-i", "tr_TR", "-f", "UTF-8", str(target)], capture_output=True, check=False
    )
    if not target.is_dir():
        pytest.skip(f"no Turkish locale can be made here: {made and made.stderr.decode()}")
    there = os.environ | {"LOCPATH": str(tmp_path), "LC_ALL": target.name}
    command = [sys.executable, "-c", EVERY_PAGE, str(tmp_path / "memory")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300, env=there)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "True"


def test_the_picture_of_a_run_shows_its_points(qapp, tmp_path: Path):
    settings = scenes.load(scenes.FIRST).settings
    frame = engine.load().create(settings).look(Look(points=2500))
    app.picture(frame, tmp_path / "picture.png")
    image = QImage(str(tmp_path / "picture.png"))
    assert (image.width(), image.height()) == (app.PICTURE + 70, app.PICTURE)
    colors = {image.pixelColor(x, y).name() for x in range(0, 800, 2) for y in range(0, 800, 2)}
    assert {LIGHT.real, LIGHT.fake} <= colors


def test_a_picture_that_qt_cannot_save_leaves_the_old_one(qapp, tmp_path: Path, monkeypatch):
    monkeypatch.setattr(QPixmap, "save", lambda *_: False)
    (tmp_path / "picture.png").write_text("old")
    frame = engine.load().create(scenes.load(scenes.FIRST).settings).look(Look())
    with pytest.raises(app.GanplayError, match="cannot write"):
        app.picture(frame, tmp_path / "picture.png")
    assert (tmp_path / "picture.png").read_text() == "old"


def test_a_headless_run_leaves_its_picture_where_there_is_no_screen(tmp_path: Path):
    screens = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environment = {key: value for key, value in os.environ.items() if key not in screens}
    command = [sys.executable, "-m", "ganplay", "train", scenes.FIRST, "--steps", "5", "--out", "out"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert not QImage(str(tmp_path / "out" / "picture.png")).isNull()


@pytest.mark.usefixtures("qapp")
def test_waiting_for_a_run_that_does_not_come_ends_in_a_sentence(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(app, "SHOT_RUNS", ((scenes.FIRST, 200),))
    monkeypatch.setattr(Session, "run_to", lambda *_: None)
    monkeypatch.setattr(app, "PATIENCE", 0.5)
    with pytest.raises(app.GanplayError, match="did not get to step 200"):
        app.shots(tmp_path)
