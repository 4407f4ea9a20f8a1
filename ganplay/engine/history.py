"""What a run has recorded, thinned to a bound: a checkpoint brings its curves along."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from ganplay.contract.events import Event
from ganplay.contract.metrics import Columns
from ganplay.contract.snapshots import Log, Sheet

MOST_ROWS = 2048
"""Rows of each table that are kept at most."""

MOST_SHEETS = 48
"""Sheets of pictures, 50 KB each."""

MOST_EVENTS = 200

PREFIX = "history."
"""Of the names of its tensors in a checkpoint."""

TABLES = ("trace", "measures")


class History:
    """Every ``stride``-th row of each table since step 0, the newest events, and some of the sheets.

    When there are too many rows every second one is dropped and the stride doubles, so that it makes no
    difference how they were cut into pieces on their way.
    """

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._tables = {name: np.empty((0, len(keys))) for name, keys in _keys(columns).items()}
        self._sheets: list[Sheet] = []
        self._events: list[Event] = []
        self._strides = dict.fromkeys((*TABLES, "sheets"), 1)
        self._seen = dict.fromkeys((*TABLES, "sheets"), 0)

    def copy(self) -> History:
        """Another one, to which something can be added."""
        other = History(self._columns)
        other._tables, other._sheets = dict(self._tables), list(self._sheets)
        other._events = list(self._events)
        other._strides, other._seen = dict(self._strides), dict(self._seen)
        return other

    def add(self, log: Log) -> None:
        """Take in what has been recorded since the last log; of a step that is there already, nothing."""
        for name, rows in (("trace", log.trace), ("measures", log.measures)):
            if len(self._tables[name]):
                # A run that is opened measures the step at which the part before it has ended.
                rows = rows[rows[:, 0] > self._tables[name][-1, 0]]
            table = np.concatenate((self._tables[name], rows[self._taken(name, len(rows))]))
            while len(table) > MOST_ROWS:
                table = table[::2]
                self._strides[name] *= 2
            self._tables[name] = table
        self._sheets += [log.sheets[i] for i in self._taken("sheets", len(log.sheets))]
        while len(self._sheets) > MOST_SHEETS:
            self._sheets = self._sheets[::2]
            self._strides["sheets"] *= 2
        self._events = [*self._events, *log.events][-MOST_EVENTS:]

    def log(self) -> Log:
        """All that is kept."""
        trace, measures = (self._tables[name] for name in TABLES)
        return Log(self._columns, trace, measures, tuple(self._events), tuple(self._sheets))

    def state(self) -> tuple[dict[str, Tensor], str]:
        """Tensors and words from which :meth:`read` makes it again."""
        tensors = {PREFIX + name: torch.from_numpy(table.copy()) for name, table in self._tables.items()}
        if self._sheets:
            tensors[PREFIX + "sheets"] = torch.from_numpy(
                np.stack([sheet.pictures for sheet in self._sheets])
            )
        words = {
            "columns": _keys(self._columns),
            "strides": self._strides,
            "seen": self._seen,
            "sheets": [sheet.step for sheet in self._sheets],
            "events": [dataclasses.astuple(event) for event in self._events],
        }
        return tensors, json.dumps(words)

    @classmethod
    def read(cls, tensors: Mapping[str, Tensor], text: str, columns: Columns) -> History:
        """What :meth:`state` gave, be it by a ganplay that knew other columns; empty where it is damaged."""
        try:
            return cls._read(tensors, json.loads(text), columns)
        except (LookupError, TypeError, ValueError, AttributeError, RecursionError):
            return cls(columns)

    @classmethod
    def _read(cls, tensors: Mapping[str, Tensor], words: dict[str, Any], columns: Columns) -> History:
        history = cls(columns)
        stored_keys, strides, seen = (_table(words, key) for key in ("columns", "strides", "seen"))
        for name, keys in _keys(columns).items():
            stored = tensors[PREFIX + name].numpy().astype(np.float64)
            history._tables[name] = _arranged(stored, stored_keys[name], keys)
        for name in history._strides:
            history._strides[name] = max(1, int(strides[name]))
            history._seen[name] = max(0, int(seen[name]))
        if PREFIX + "sheets" in tensors:
            pictures = tensors[PREFIX + "sheets"].numpy()
            if pictures.dtype != np.uint8 or pictures.ndim != 4:
                raise ValueError("no pictures")
            history._sheets = [
                Sheet(int(step), grid) for step, grid in zip(_list(words, "sheets"), pictures, strict=True)
            ]
        history._events = [
            Event(str(kind), int(step), str(sentence), str(remedy))
            for kind, step, sentence, remedy in _list(words, "events")
        ]
        return history

    def _taken(self, name: str, count: int) -> NDArray[np.int64]:
        """Which of so many new rows are kept."""
        first = self._seen[name]
        self._seen[name] += count
        return np.flatnonzero(np.arange(first, first + count) % self._strides[name] == 0)


def _keys(columns: Columns) -> dict[str, tuple[str, ...]]:
    """The names of the columns of each table."""
    return {"trace": ("step", *columns.trace_keys), "measures": ("step", *columns.measure_keys)}


def _arranged(rows: NDArray[np.float64], stored: Sequence[str], keys: Sequence[str]) -> NDArray[np.float64]:
    """The columns in today's order; NaN in those that were not recorded then."""
    if rows.ndim != 2 or rows.shape[1] != len(stored) or "step" not in stored:
        raise ValueError("no table")
    table = np.full((len(rows), len(keys)), np.nan)
    for column, key in enumerate(keys):
        if key in stored:
            table[:, column] = rows[:, list(stored).index(key)]
    return table


def _table(words: dict[str, Any], key: str) -> dict[str, Any]:
    found = words[key]
    if not isinstance(found, dict):
        raise ValueError(f"{key} is no table")
    return found


def _list(words: dict[str, Any], key: str) -> list[Any]:
    found = words[key]
    if not isinstance(found, list):
        raise ValueError(f"{key} is no list")
    return found
