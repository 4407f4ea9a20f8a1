"""What is worth interrupting a class for."""

from __future__ import annotations

from dataclasses import dataclass

KINDS = {
    "collapse": "mode collapse",
    "recovery": "recovery from a collapse",
    "d_wins": "D wins and G's gradient vanishes",
    "dead_relus": "units that never fire",
    "diverged": "a number that is not finite",
    "out_of_view": "points leaving the view",
}
"""Every kind of event by key, in a person's words."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something noticed once, at a step, in one sentence, with what might help."""

    kind: str
    step: int
    sentence: str
    remedy: str = ""
