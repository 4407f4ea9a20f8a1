"""The Latent page as the window makes it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ganplay.contract.kinds import PICTURES
from ganplay.gui.latent.exploration import Exploration
from ganplay.gui.pages.latent import LatentPage
from ganplay.gui.studio import Studio
from ganplay.runtime.exploring import ExploringThread


def latent_page(studio: Studio, parent: QWidget | None = None) -> LatentPage:
    """Sliders, planes, paths, arithmetic and time in what a trained model has learnt."""
    # Reading sixty thousand training digits takes a third of a second, which no slider shall wait for.
    threads = ExploringThread(studio.load_engine, studio), ExploringThread(studio.load_engine, studio)
    for thread in threads:
        studio.look_after(thread)
    exploration, library = (Exploration(thread, studio) for thread in threads)
    return LatentPage(exploration, library, studio.sessions[PICTURES], studio.appearance, parent)
