"""One measured number."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its target and with what it was compared to; ``value`` is None where it was not taken."""

    name: str
    value: float | None
    unit: str
    target: float
    at_least: bool
    """Whether the target is a lower bound, else an upper one."""
    beside: str = ""
    """What was measured, or why it was not."""

    @property
    def reached(self) -> bool:
        """Whether the target is met; a figure that was not taken is not missed."""
        if self.value is None:
            return True
        return self.value >= self.target if self.at_least else self.value <= self.target

    @property
    def line(self) -> str:
        """The figure as a person reads it."""
        bound = f"{'at least' if self.at_least else 'at most'} {self.target:g} {self.unit}".strip()
        if self.value is None:
            return f"  --  {self.name}: not measured, {self.beside} ({bound})"
        mark = "  ok" if self.reached else "MISS"
        return f"{mark}  {self.name}: {self.value:.3g} {self.unit}".rstrip() + f" ({bound}; {self.beside})"
