"""Measures a GAN on a distribution in the plane, and makes its frames."""

from __future__ import annotations

from collections.abc import Mapping

from ganplay.contract.commands import Look
from ganplay.contract.snapshots import Frame
from ganplay.engine.frame import frame
from ganplay.engine.game.game import Game
from ganplay.engine.monitor import Monitor


class PlaneObserver(Monitor):
    """Measures against the exact density; a frame holds points, surfaces and arrows."""

    @property
    def noun(self) -> str:
        """Neighbourhoods and not modes: a point counts wherever in one it lies, not only within 3 sigma."""
        return "regions of the data" if self.dataset.modes is None else "neighbourhoods of modes"

    @property
    def parts(self) -> int:
        """Modes, or regions of data without."""
        return self.regions.count

    def frame(self, game: Game, look: Look, step: int, numbers: Mapping[str, float]) -> Frame:
        """Points, surfaces and arrows."""
        return frame(game, self, look, step, numbers)

    def sheet(self, game: Game, step: int) -> None:  # noqa: ARG002
        """Points move too fast to be worth keeping."""
        return
