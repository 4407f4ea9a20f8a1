"""What an experiment needs of its observer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from ganplay.contract.commands import Look
from ganplay.contract.settings import Settings
from ganplay.contract.snapshots import Frame, Sheet
from ganplay.engine.game.game import Game


class Observer(Protocol):
    """Measures a game and makes its frames, on random numbers of its own; the game does not change."""

    settings: Settings

    @property
    def every(self) -> int:
        """Steps between two measurements."""

    @property
    def every_slow(self) -> int:
        """Steps between two measurements of everything."""

    @property
    def parts(self) -> int:
        """How many parts the data have that a generator can miss."""

    @property
    def noun(self) -> str:
        """What these parts are called."""

    def measure(self, game: Game, *, slow: bool) -> dict[str, float]:
        """The measures by key; those that were not asked for, or say nothing here, are NaN."""

    def frame(self, game: Game, look: Look, step: int, numbers: Mapping[str, float]) -> Frame:
        """One moment, as the screen needs it."""

    def sheet(self, game: Game, step: int) -> Sheet | None:
        """The pictures of this step that are kept for scrubbing; None at most steps."""
