"""What a run leaves behind: tables, points and settings, each file whole or not at all."""

from __future__ import annotations

import contextlib
import csv
import itertools
import math
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ganplay.contract.errors import GanplayError
from ganplay.contract.events import Event
from ganplay.contract.files import replacing
from ganplay.contract.metrics import Columns
from ganplay.contract.snapshots import Log


@dataclass(slots=True)
class Record:
    """What an experiment logged, in the order in which it came, as far as it will be written."""

    columns: Columns = Columns()
    """Those of the log."""
    trace: dict[int, Sequence[float]] = field(default_factory=dict)
    """Losses and gradients of measured steps, without the step; of every step they would fill the memory."""
    measures: dict[int, Sequence[float]] = field(default_factory=dict)
    """The distances of every measured step, without the step."""
    events: list[Event] = field(default_factory=list)

    def add(self, log: Log) -> None:
        """Append what an experiment has just handed over."""
        self.columns = log.columns
        written = {int(step) for step in log.measures[:, 0]}
        # The last one too: the step at which a run ends is measured after its log was read.
        written.update(int(step) for step in log.trace[-1:, 0])
        self.trace.update((int(step), row) for step, *row in log.trace.tolist() if int(step) in written)
        self.measures.update((int(step), row) for step, *row in log.measures.tolist())
        self.events.extend(log.events)

    def write(self, path: Path) -> None:
        """Write metrics.csv: one row a measurement, beside the losses of that step."""
        blank = [math.nan] * len(self.columns.trace)
        write_csv(
            path,
            ("step", *self.columns.keys),
            ([step, *self.trace.get(step, blank), *row] for step, row in self.measures.items()),
        )


def write_csv(path: Path, header: Sequence[str], rows: Iterable[Iterable[float]]) -> None:
    """Write a table of numbers to nine digits; an empty cell is a number that says nothing (NaN)."""
    with replacing(path) as temporary, temporary.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(header)
        table.writerows(["" if math.isnan(value) else f"{value:.9g}" for value in row] for row in rows)


@contextlib.contextmanager
def writable_folder(folder: Path) -> Iterator[None]:
    """Make a folder that takes files, so that no run is lost for want of one.

    If the block fails, those folders that were made for it are removed again, unless there is something in
    them.

    Raises:
        GanplayError: it cannot be made or written to.
    """
    made = [each for each in (folder, *folder.parents) if not each.exists()]
    try:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            tempfile.TemporaryFile(dir=folder).close()
        except OSError as error:
            raise GanplayError(f"cannot write to the folder {folder}: {error.strerror or error}") from None
        yield
    except BaseException:
        with contextlib.suppress(OSError):
            for each in made:
                each.rmdir()
        raise


def new_run_folder(name: str) -> Path:
    """A folder below ``runs`` that holds no earlier run."""
    numbered = (Path("runs", name if n == 1 else f"{name}-{n}") for n in itertools.count(1))
    return next(path for path in numbered if not path.exists() or (path.is_dir() and not any(path.iterdir())))
