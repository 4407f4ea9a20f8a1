"""What the searches were asked last, and what has come of it. No Qt."""

from __future__ import annotations

from collections.abc import Mapping

from ganplay.contract.inpainting import Progress, Task
from ganplay.gui.inpaint.search_tasks import RACE


class SearchResults:
    """The newest task of each search, by its name, with its newest result or why it cannot run."""

    def __init__(self) -> None:
        self.tasks: dict[str, Task] = {}
        self.found: dict[str, Progress] = {}
        self.refusals: dict[str, str] = {}

    @property
    def race(self) -> Mapping[str, Progress]:
        """The newest results of the race, by the recipe's name."""
        return {
            name.removeprefix(RACE): progress
            for name, progress in self.found.items()
            if name.startswith(RACE)
        }

    @property
    def all_ended(self) -> bool:
        """Whether no search can go on; a late result of an earlier task does not count."""
        return all(self._has_ended(name) for name in self.tasks)

    def begin(self, tasks: dict[str, Task]) -> None:
        """Other tasks have been sent; those that could not run are tried again."""
        self.tasks, self.refusals = tasks, {}
        if not tasks:
            self.found.clear()

    def take(self, found: Mapping[str, Progress], failures: Mapping[str, str]) -> None:
        """Keep the news of the searches that there still are."""
        self.found |= {name: progress for name, progress in found.items() if name in self.tasks}
        for name in failures:
            self.found.pop(name, None)
        self.refusals = {name: why for name, why in self.refusals.items() if name not in found}
        self.refusals |= {name: why for name, why in failures.items() if name in self.tasks}

    def drop_race(self) -> None:
        """Forget the searches of the race: their tasks and their results."""
        for known in (self.found, self.tasks):
            for name in [name for name in known if name.startswith(RACE)]:
                del known[name]

    def _has_ended(self, name: str) -> bool:
        result = self.found.get(name)
        finished = result is not None and result.finished and result.task is self.tasks[name]
        return finished or name in self.refusals
