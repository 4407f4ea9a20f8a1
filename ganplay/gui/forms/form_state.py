"""What a form shows of a tree of settings, and how it changes when a person turns a knob."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from ganplay.contract.kinds import Choices
from ganplay.contract.knobs import Field
from ganplay.contract.settings import get, put
from ganplay.gui.forms.sections import EVERYTHING, Entry, Section, entries_of, node_path, origin_of
from ganplay.runtime.timers import single_shot


class FormState(QObject):
    """Settings, the baseline that they are compared with, and the variants that others have replaced.

    Rows turn its knobs; cards follow :attr:`changed`; whoever owns the settings follows :attr:`edited`.
    """

    changed = Signal()
    """The settings or the baseline are others."""
    edited = Signal(object)
    """The whole settings, after a person changed them."""

    def __init__(self, settings: Any, choices: Choices = EVERYTHING, *, throttle_ms: int = 0) -> None:
        """At most one edit is told in ``throttle_ms``, however fast a slider moves; the last always is."""
        super().__init__()
        self._choices = choices
        self._settings = self._told = self._baseline = settings
        self._left: dict[tuple[str, type[Any]], Any] = {}
        """Variants as they were when another was chosen, by path and type."""
        self._timer = single_shot(throttle_ms, self)
        self._timer.timeout.connect(self._tell)

    @property
    def settings(self) -> Any:
        """What the form shows."""
        return self._settings

    @property
    def pending(self) -> bool:
        """Whether edits wait, or would have to, before they are told."""
        return self._timer.isActive()

    def set_settings(self, settings: Any, baseline: Any) -> None:
        """Show other settings without saying so; an edit not yet told is dropped."""
        if (settings, baseline) != (self._settings, self._baseline):
            self._settings = self._told = settings
            self._baseline = baseline
            self.changed.emit()

    def forget(self) -> None:
        """From now on choices begin at their defaults again."""
        self._left.clear()

    def remember(self, path: str, variant: Any) -> None:
        """Have a choice begin with this when its variant is chosen."""
        self._left[path, type(variant)] = variant

    def entries(self, section: Section) -> Iterator[Entry]:
        """The rows of a card."""
        return entries_of(section, self._settings, self._baseline, self._choices)

    def turn(self, path: str, field: Field, value: Any) -> None:
        """Change a knob, or choose a variant by its name: as it was left, or else at its defaults."""
        if field.choices is not None:
            variant = field.choices[value]
            value = self._left.get((node_path(path, field), variant)) or variant()
        self._put(path, field, value)

    def put_back(self, path: str, field: Field) -> None:
        """Have a knob, or a choice with all its knobs, as in the baseline."""
        self._put(path, field, origin_of(self._baseline, self._settings, path, field))

    def _put(self, path: str, field: Field, value: Any) -> None:
        path = node_path(path, field)
        if field.choices is not None:
            self.remember(path, get(self._settings, path))
        self._settings = put(self._settings, path, value)
        self.changed.emit()
        if not self._timer.isActive():
            self._tell()

    @Slot()
    def _tell(self) -> None:
        if self._told != self._settings:
            self._told = self._settings
            if self._timer.interval():
                self._timer.start()
            self.edited.emit(self._settings)
