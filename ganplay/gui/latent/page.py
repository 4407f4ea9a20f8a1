"""The Latent page as the window makes it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ganplay.gui.kinds import PICTURES
from ganplay.gui.latent.exploration import Exploration
from ganplay.gui.pages.latent import LatentPage
from ganplay.gui.studio import Studio
from ganplay.runtime.exploring import ExploringThread


def latent_page(studio: Studio, parent: QWidget | None = None) -> LatentPage:
    """Sliders, planes, paths, arithmetic and time in what a trained model has learnt."""
    thread = ExploringThread(studio.load_engine, studio)
    studio.look_after(thread)
    exploration = Exploration(thread, studio)
    return LatentPage(exploration, studio.sessions[PICTURES], studio.appearance, parent)
