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
from ganplay.gui.session import Session
from ganplay.gui.theme import Appearance
from ganplay.runtime.exploring import ExploringThread
from ganplay.runtime.searching import SearchingThread
from ganplay.runtime.training import TrainingThread

from .fake_search import InpaintEngine
from .visitor import Visitor

OpenPage = Callable[..., Visitor]


@pytest.fixture
def open_page(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenPage]:
    """The page as a window shows it, with these models shipped."""
    made: list[tuple[Visitor, Session]] = []

    def opened(shipped: tuple[str, ...] = ("dcgan", "cgan"), *, missing: str = "") -> Visitor:
        names = {name: Path(f"{name}.safetensors") for name in shipped}
        for module in (catalogue, session_module):
            monkeypatch.setattr(module, "models", lambda: names)
        appearance = Appearance()
        engine = InpaintEngine()
        engine.missing = missing
        images_session = Session(TrainingThread(lambda: engine), Scene("own", "Own", Settings()))
        page = InpaintPage(
            InpaintSession(SearchingThread(lambda: engine)),
            Exploration(ExploringThread(lambda: engine)),
            images_session,
            appearance,
        )
        visitor = Visitor(page, engine, qtbot)
        made.append((visitor, images_session))
        page.resize(1192, 656)
        with qtbot.waitActive(page):
            page.show()
            page.activateWindow()
        return visitor

    yield opened
    for visitor, images_session in made:
        visitor.engine.may_iterate.set()
        assert visitor.session.stop(10)
        assert visitor.page.exploration.stop(10)
        visitor.page.close()
        for each in (visitor.page, images_session, visitor.session, visitor.page.exploration):
            each.deleteLater()


@pytest.fixture
def visitor(open_page: OpenPage) -> Visitor:
    """Somebody who sees the first picture that screening has found for a test digit."""
    visitor = open_page()
    visitor.until(lambda: visitor.page.editor.picture.any())
    visitor.settle()
    return visitor
