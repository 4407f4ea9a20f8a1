"""The pages of the window, in the rail's order.

A page's module is imported when the page is first opened: with pyqtgraph and the charts all of them together
take longer than the window's first paint.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ganplay.contract.kinds import GAMES, PICTURES, PLANE, Kind
from ganplay.gui import actions
from ganplay.gui.actions import Action
from ganplay.gui.app_context import AppContext
from ganplay.gui.page import Page


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A button of the rail and the page that it opens."""

    title: str
    icon: str
    tip: str
    """What the page shows, in a sentence."""
    make: Callable[[AppContext], Page]
    actions: tuple[Action, ...] = ()
    """All that has a key there, besides what has one on every page."""
    kind: Kind | None = None
    """The kind of run that is shown there; None where there is none of its own."""

    def action(self, number: int) -> Action:
        """Turn to the page, which is at this place of the rail, counted from 1."""
        return Action(self.title, self.tip, (f"Ctrl+{number}",), self.title, self.icon)


def _play(app_context: AppContext) -> Page:
    from ganplay.gui.play.page import PlayPage

    return PlayPage(app_context)


def _images(app_context: AppContext) -> Page:
    from ganplay.gui.images.page import ImagesPage

    return ImagesPage(app_context)


def _latent(app_context: AppContext) -> Page:
    from ganplay.gui.latent.page import latent_page

    return latent_page(app_context)


def _inpaint(app_context: AppContext) -> Page:
    from ganplay.gui.inpaint.page import inpaint_page

    return inpaint_page(app_context)


def _games(app_context: AppContext) -> Page:
    from ganplay.gui.games.page import GamesPage

    return GamesPage(app_context)


PAGES = (
    PageEntry(
        "Play",
        "page_play",
        "One GAN on a distribution in the plane.",
        _play,
        (*actions.run_actions(PLANE.turns), *actions.DRAWING),
        PLANE,
    ),
    PageEntry(
        "Images",
        "page_images",
        "One GAN on digits, and how its pictures came to be.",
        _images,
        (*actions.run_actions(PICTURES.turns), *actions.SHEETS),
        PICTURES,
    ),
    PageEntry(
        "Latent",
        "page_latent",
        "Latent space of a trained model: sliders, planes, paths.",
        _latent,
        actions.LATENT,
    ),
    PageEntry(
        "Inpaint",
        "page_inpaint",
        "Paint a hole into a digit, and see what fills it.",
        _inpaint,
        actions.INPAINT,
    ),
    PageEntry(
        "Games",
        "page_games",
        "Min-max xy and its like, under every update rule.",
        _games,
        actions.GAME,
        GAMES,
    ),
)


def actions_on(entry: PageEntry) -> tuple[Action, ...]:
    """All that has a key while this page is seen."""
    rail = [page.action(number) for number, page in enumerate(PAGES, 1)]
    return (*rail, *actions.WINDOW, *entry.actions)
