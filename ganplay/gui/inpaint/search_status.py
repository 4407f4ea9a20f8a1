"""The status of a search as a word with an explanation."""

from __future__ import annotations

from dataclasses import dataclass

from ganplay.gui.inpaint.session import InpaintSession
from ganplay.gui.widgets.text import Role


@dataclass(frozen=True, slots=True)
class SearchStatus:
    """A word, what it means, and how it looks."""

    word: str
    meaning: str
    role: Role = "heading"


NOTHING = SearchStatus("", "")
FIRST = SearchStatus("first guess", "The best of many random z: Play lets them descend.")
PAUSED = SearchStatus("paused", "The loss still fell: Play goes on.")

VERDICTS = {
    status.word: status
    for status in (
        SearchStatus("searching", "The loss still falls."),
        SearchStatus("converged", "The loss no longer falls, and the known pixels are fitted."),
        SearchStatus(
            "stuck",
            "The loss no longer falls, yet G does not fit the known pixels: try more candidates.",
            "alarm",
        ),
        SearchStatus(
            "diverging", "The loss has risen far above its least: lower the learning rate.", "alarm"
        ),
    )
}
"""By the search's own verdict, which does not tell whether it is paused."""


def search_status(session: InpaintSession) -> SearchStatus:
    """The status of the search now; without a word before it has found anything."""
    progress = session.progress
    if progress is None:
        return NOTHING
    if progress.verdict == "searching" and not session.playing:
        return PAUSED if progress.iteration else FIRST
    return VERDICTS[progress.verdict]
