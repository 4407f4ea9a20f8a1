"""The pages of the window, in the rail's order.

A page's module is imported when the page is first opened, or when the window has nothing else to do: with
pyqtgraph and the charts all of them together take longer than the window's first paint.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from types import ModuleType

from ganplay.contract.kinds import GAMES, PICTURES, PLANE, Kind
from ganplay.gui.app_context import AppContext
from ganplay.gui.page import Page


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A button of the rail and the page that it opens."""

    title: str
    icon: str
    tip: str
    """What the page shows, in a sentence."""
    module: str
    """Where ``make_page(app_context)`` makes it."""
    kind: Kind | None = None
    """The kind of run that is shown there; None where there is none of its own."""

    def load(self) -> ModuleType:
        """Import the page's module."""
        return importlib.import_module(self.module)

    def make(self, app_context: AppContext) -> Page:
        """Make the page."""
        page = self.load().make_page(app_context)
        assert isinstance(page, Page)
        return page


PAGES = (
    PageEntry(
        "Play",
        "page_play",
        "One GAN on a distribution in the plane.",
        "ganplay.gui.play.page",
        PLANE,
    ),
    PageEntry(
        "Images",
        "page_images",
        "One GAN on digits, and all that it drew before.",
        "ganplay.gui.images.page",
        PICTURES,
    ),
    PageEntry(
        "Latent",
        "page_latent",
        "Latent space of a trained model: sliders, planes, paths.",
        "ganplay.gui.latent.page",
    ),
    PageEntry(
        "Inpaint",
        "page_inpaint",
        "Paint a hole into a digit, and see what fills it.",
        "ganplay.gui.inpaint.page",
    ),
    PageEntry(
        "Games",
        "page_games",
        "Min-max xy and its like, under every update rule.",
        "ganplay.gui.games.page",
        GAMES,
    ),
)
"""In the rail's order."""
