"""One slot between the training thread and the window: the newest frame wins, no history is lost."""

from __future__ import annotations

import dataclasses
import threading

from ganplay.contract.snapshots import Report
from ganplay.runtime.failures import joined


class Mailbox:
    """Holds at most one report; safe for one thread that puts and one that takes."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._report: Report | None = None

    def put(self, report: Report) -> bool:
        """Leave a report, merged with one that still lies here; answer whether the slot was empty.

        Only then need the window be told: otherwise the notice of the earlier report is still on its way.
        """
        with self._lock:
            waiting = self._report
            self._report = report if waiting is None else _merged(waiting, report)
            return waiting is None

    def take(self) -> Report | None:
        """Everything since the last take, or None."""
        with self._lock:
            report, self._report = self._report, None
            return report

    def empty(self) -> bool:
        """Whether the last report has been taken."""
        return self._report is None


def _merged(old: Report, new: Report) -> Report:
    if new.run != old.run:
        return max(old, new, key=lambda report: report.generation)
    return dataclasses.replace(
        new,
        frame=new.frame or old.frame,
        logs=old.logs + new.logs,
        failure=joined(old.failure, new.failure),
        lacks_device=old.lacks_device or new.lacks_device,
        lacks_data=old.lacks_data or new.lacks_data,
        done=joined(old.done, new.done),
    )
