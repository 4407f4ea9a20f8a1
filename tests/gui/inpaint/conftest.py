"""The Inpaint page with a search that needs no torch."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ganplay.contract.scenes import Scene
from ganplay.contract.settings import Settings
from ganplay.gui.inpaint import session as session_module
from ganplay.gui.inpaint.page import InpaintPage
from ganplay.gui.inpaint.session import InpaintSession
from ganplay.gui.latent import catalogue
from ganplay.gui.latent.exploration import Exploration
from ganplay.gui.theme import Appearance
from ganplay.gui.training.session import Session
from ganplay.runtime.exploring import LazyExplorer
from ganplay.runtime.jobs import JobThread, RequestChannel
from ganplay.runtime.searching import SearchRunner
from ganplay.runtime.training import TrainingThread

from .fake_search import InpaintEngine
from .page_driver import PageDriver

OpenPage = Callable[..., PageDriver]


@pytest.fixture
def open_page(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenPage]:
    """The page as a window shows it, with these models shipped."""
    made: list[tuple[PageDriver, Session, JobThread]] = []

    def opened(shipped: tuple[str, ...] = ("dcgan", "cgan"), *, missing: str = "") -> PageDriver:
        names = {name: Path(f"{name}.safetensors") for name in shipped}
        for module in (catalogue, session_module):
            monkeypatch.setattr(module, "models", lambda: names)
        appearance = Appearance()
        engine = InpaintEngine()
        engine.missing = missing
        images_session = Session(TrainingThread(lambda: engine), Scene("own", "Own", Settings()))
        jobs = JobThread(lambda: engine)
        page = InpaintPage(
            InpaintSession(SearchRunner(jobs)),
            Exploration(jobs),
            RequestChannel(jobs, LazyExplorer(jobs).answer),
            images_session,
            appearance,
        )
        driver = PageDriver(page, engine, qtbot)
        made.append((driver, images_session, jobs))
        page.resize(1192, 656)
        with qtbot.waitActive(page):
            page.show()
            page.activateWindow()
        return driver

    yield opened
    for driver, images_session, jobs in made:
        driver.engine.may_iterate.set()
        assert jobs.stop(10)
        driver.page.close()
        for each in (driver.page, images_session, driver.session, driver.page.exploration):
            each.deleteLater()


@pytest.fixture
def driver(open_page: OpenPage) -> PageDriver:
    """The page after the first result for a test digit."""
    driver = open_page()
    driver.until(lambda: driver.page.editor.picture.any())
    driver.settle()
    return driver
