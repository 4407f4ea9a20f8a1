"""The Inpaint page in the window: opened from the rail, and closed during a search."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication

from ganplay.gui.page_table import PAGES

from ...runtime.fake_engine import Script
from ..conftest import DrawnEngine, OpenWindow
from .fake_search import FakeInpaintExplorer, FakeSearch, InpaintEngine


class WholeEngine(DrawnEngine):
    """The fake engine of the window with the fake search."""

    def __init__(self, script: Script) -> None:
        super().__init__(script)
        self.inpainting = InpaintEngine()

    def explorer(self) -> FakeInpaintExplorer:
        return self.inpainting.explorer()

    def search(self, task) -> FakeSearch:
        return self.inpainting.search(task)


def test_closing_the_window_in_the_middle_of_a_search_ends_it(open_window: OpenWindow, script: Script):
    engine = WholeEngine(script)
    person = open_window(lambda: engine)
    person.turn_to("Inpaint")
    session = person.page.inpaint_session
    person.until(lambda: session.progress is not None)
    engine.inpainting.may_iterate.clear()
    person.press(Qt.Key.Key_Space)
    assert session.playing
    person.window.close()
    engine.inpainting.may_iterate.set()
    assert person.window.app_context.stop(10)
    assert not any(search.finished for search in engine.inpainting.begun)


def test_the_run_of_the_page_before_goes_on_while_somebody_restores(open_window: OpenWindow, script: Script):
    engine = WholeEngine(script)
    person = open_window(lambda: engine)
    plane = person.window.session
    person.press(Qt.Key.Key_Space)
    person.until(lambda: plane.running)
    person.turn_to("Inpaint")
    here = plane.step
    person.until(lambda: plane.step > here)
    assert plane.running
    assert person.window.header.title.text().startswith("Inpaint")


def test_a_window_that_was_large_can_be_small_again(open_window: OpenWindow, script: Script):
    """On every page, since what is not seen has a say in how small a window may be."""
    engine = WholeEngine(script)
    person = open_window(lambda: engine)
    window = person.window
    for size in (QSize(1920, 1080), QSize(1280, 720)):
        for place in PAGES:
            window.resize(size)
            person.turn_to(place.title)
            person.until(lambda size=size: window.size() == size)
            QApplication.processEvents()
    assert window.minimumHeight() <= 720
    assert window.minimumWidth() <= 1280
