"""How a search goes, in one word for whoever looks at it."""

from __future__ import annotations

from dataclasses import dataclass

from ganplay.gui.inpaint.session import InpaintSession
from ganplay.gui.widgets.text import Role


@dataclass(frozen=True, slots=True)
class Word:
    """A word, how it looks, and what it means."""

    word: str
    meaning: str
    role: Role = "heading"


NOTHING = Word("", "")
FIRST = Word("first guess", "The best of many random z: Play lets them descend.")
PAUSED = Word("paused", "The loss still fell: Play goes on.")

VERDICTS = {
    each.word: each
    for each in (
        Word("searching", "The loss still falls."),
        Word("converged", "The loss no longer falls, and the known pixels are fitted."),
        Word(
            "stuck",
            "The loss no longer falls, yet G does not fit the known pixels: try more candidates.",
            "alarm",
        ),
        Word("diverging", "The loss has risen far above its least: lower the learning rate.", "alarm"),
    )
}
"""By what the search says of itself, which does not know whether anybody plays it."""


def how_it_goes(session: InpaintSession) -> Word:
    """The word for the search as it is now; an empty one before it has looked at anything."""
    progress = session.progress
    if progress is None:
        return NOTHING
    if progress.verdict == "searching" and not session.playing:
        return PAUSED if progress.iteration else FIRST
    return VERDICTS[progress.verdict]
