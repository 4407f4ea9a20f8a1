"""The Inpaint page as the window makes it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ganplay.gui.inpaint.restoration import Restoration
from ganplay.gui.kinds import PICTURES
from ganplay.gui.latent.exploration import Exploration
from ganplay.gui.pages.inpaint import InpaintPage
from ganplay.gui.studio import Studio
from ganplay.runtime.exploring import ExploringThread
from ganplay.runtime.searching import SearchingThread


def inpaint_page(studio: Studio, parent: QWidget | None = None) -> InpaintPage:
    """Paint a hole into a digit, and watch z being found that fills it."""
    explorer, searcher = (
        ExploringThread(studio.load_engine, studio),
        SearchingThread(studio.load_engine, studio),
    )
    for thread in (explorer, searcher):
        studio.look_after(thread)
    restoration, exploration = Restoration(searcher, studio), Exploration(explorer, studio)
    return InpaintPage(restoration, exploration, studio.sessions[PICTURES], studio.appearance, parent)
