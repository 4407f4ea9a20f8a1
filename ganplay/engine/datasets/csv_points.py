"""Two columns of numbers from a text file, or one sentence that says why not."""

from __future__ import annotations

import math
from pathlib import Path

from ganplay.contract.data import MAX_POINTS
from ganplay.contract.errors import DataError
from ganplay.contract.files import read_text

MAX_BYTES = 10_000_000


def read_points(path: Path) -> list[tuple[float, float]]:
    """Read a CSV file of two columns, with or without a header.

    Columns are separated by semicolons, commas or white space, whichever the first line has; beside
    semicolons a comma is a decimal point. Blank lines and lines that begin with # do not count.

    Raises:
        DataError: names the file, the line where there is one, and what is wrong.
    """
    lines = [
        (number, line)
        for number, line in enumerate(read_text(path, MAX_BYTES, DataError).splitlines(), start=1)
        if line.strip() and not line.lstrip().startswith("#")
    ]
    if not lines:
        raise DataError(f"{path} is empty; two columns of numbers are needed")
    first = lines[0][1]
    separator = next((mark for mark in ";," if mark in first), None)
    rows = [(number, _split(path, number, line, separator)) for number, line in lines]
    if not any(_is_number(entry) for entry in rows[0][1]):
        rows = rows[1:]
    if not rows:
        raise DataError(f"{path} has a header and no numbers below it")
    if len(rows) > MAX_POINTS:
        raise DataError(f"{path} has {len(rows)} points; at most {MAX_POINTS} are allowed")
    return [(_number(path, number, x), _number(path, number, y)) for number, (x, y) in rows]


def _split(path: Path, number: int, line: str, separator: str | None) -> tuple[str, str]:
    entries = [entry.strip().strip('"') for entry in line.split(separator)]
    if len(entries) != 2:
        columns = "1 column" if len(entries) == 1 else f"{len(entries)} columns"
        raise DataError(f"{path}, line {number}: {columns}; two are needed")
    if separator == ";":
        entries = [entry.replace(",", ".") for entry in entries]
    return entries[0], entries[1]


def _is_number(entry: str) -> bool:
    try:
        float(entry)
    except ValueError:
        return False
    return True


def _number(path: Path, number: int, entry: str) -> float:
    if not _is_number(entry):
        raise DataError(f"{path}, line {number}: {entry[:40]!r} is not a number")
    value = float(entry)
    if not math.isfinite(value):
        raise DataError(f"{path}, line {number}: {entry} is not a finite number")
    return value
