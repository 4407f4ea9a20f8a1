"""The Latent page as the window makes it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ganplay.contract.kinds import PICTURES
from ganplay.gui.latent.exploration import Exploration
from ganplay.gui.pages.latent import LatentPage
from ganplay.gui.studio import Studio


def latent_page(studio: Studio, parent: QWidget | None = None) -> LatentPage:
    """Sliders, planes, paths, arithmetic and time in what a trained model has learnt."""
    exploration = Exploration(studio.model_jobs, studio)
    nearest = studio.nearest_channel(studio)
    return LatentPage(exploration, nearest, studio.sessions[PICTURES], studio.appearance, parent)
