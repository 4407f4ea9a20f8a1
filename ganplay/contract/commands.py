"""What the window may ask of the training thread."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ganplay.contract.settings import Settings


@dataclass(frozen=True, slots=True)
class Turn:
    """A step in which one player alone is updated; a kind of run declares those that it has."""

    player: str
    label: str
    """What its button says: ``D``."""


@dataclass(frozen=True, slots=True)
class Look:
    """What the views of frames shall hold; what is not drawn need not be computed."""

    surface: bool = True
    optimal: bool = False
    pull: bool = False
    manifold: bool = False
    resolution: int = 64
    """Cells along one side of each surface, at most 128."""
    points: int = 1000
    """Points of each kind, at most 2,500."""
    tiles: int = 64
    """Pictures of each kind, at most 256."""
    model: bool = False
    """The networks' numbers, where pictures are drawn."""
    measured: bool = False
    """Measure everything at this very moment, rather than give each number's newest reading."""


@dataclass(frozen=True, slots=True)
class Load:
    """Start anew from step 0; answers carry ``generation``, older ones are stale."""

    settings: Settings
    generation: int


@dataclass(frozen=True, slots=True)
class Open:
    """Go on from a checkpoint."""

    path: Path
    generation: int


@dataclass(frozen=True, slots=True)
class Change:
    """Turn live knobs: act at the next step."""

    settings: Settings


@dataclass(frozen=True, slots=True)
class Play:
    """Run, to a step if one is given."""

    until: int | None = None


@dataclass(frozen=True, slots=True)
class Pause:
    """Stop before the next step."""


@dataclass(frozen=True, slots=True)
class Advance:
    """One step, then pause; a whole one, or one player's turn."""

    turn: Turn | None = None


@dataclass(frozen=True, slots=True)
class Pace:
    """At most this many steps a second; None is full speed."""

    steps_per_second: float | None = None


@dataclass(frozen=True, slots=True)
class Watch:
    """What frames shall hold from now on."""

    look: Look


@dataclass(frozen=True, slots=True)
class Attend:
    """Whether the run is looked at: an unseen one reports rarely, and may have to leave time to others."""

    seen: bool
    share: float = 1.0
    """Share of the time that steps may take, above 0; the run sleeps through the rest."""


@dataclass(frozen=True, slots=True)
class PauseOn:
    """Pause when an event of one of these kinds is noticed."""

    kinds: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Save:
    """Write a checkpoint."""

    path: Path
    quiet: bool = False
    """Say nothing when it is done."""


@dataclass(frozen=True, slots=True)
class Quit:
    """End the thread."""


Command = Load | Open | Change | Play | Pause | Advance | Pace | Watch | Attend | PauseOn | Save | Quit
