"""Walks on the sphere through z, around a great circle or at random, and the bar that starts them."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QElapsedTimer, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ganplay.gui import actions
from ganplay.gui.latent import geometry
from ganplay.gui.latent.exploration import Exploration
from ganplay.gui.latent.geometry import Floats
from ganplay.gui.latent.tool import Tool
from ganplay.gui.theme import Appearance
from ganplay.gui.widgets.choice_box import Choice, ChoiceBox
from ganplay.gui.widgets.slider import Slider
from ganplay.gui.widgets.slider_scale import SliderScale
from ganplay.gui.widgets.text import Text
from ganplay.runtime.timers import repeating

WANDER = 2.0
"""Radians that a random walk's heading turns by, in the root mean square, on a way of one radius."""

EVERY_MS = 33
LONGEST = 0.1
"""Seconds that one move may stand for: after a hitch a walk goes on from where it was."""

SPEEDS = (0.2, 0.3, 0.5, 0.7, 1.0, 1.5, 2.0, 3.0, 5.0, 7.0, 10.0)
"""Sigma a second."""

CIRCLE, RANDOM = "circle", "random"


class Walk:
    """Goes on from z at its own distance from the origin; a walk that does not wander comes back."""

    def __init__(self, z: Floats, random: np.random.Generator, *, wanders: bool) -> None:
        self._random = random
        self._wanders = wanders
        self.z = z
        self._heading = geometry.tangent(z, random.standard_normal(len(z)))

    def advance(self, way: float) -> Floats:
        """Go this far along the sphere, and answer where that is."""
        radius = float(geometry.norm(self.z))
        if radius < 1e-6:
            return self.z  # The origin is a sphere of no size.
        angle = way / radius
        if self._wanders:
            side = geometry.tangent(self.z, self._random.standard_normal(len(self.z)))
            turned = self._heading + WANDER * math.sqrt(abs(angle)) * side
            self._heading = geometry.tangent(self.z, turned)
        unit = self.z / radius
        self.z, self._heading = (
            math.cos(angle) * self.z + math.sin(angle) * radius * self._heading,
            math.cos(angle) * self._heading - math.sin(angle) * unit,
        )
        return self.z


class WalkBar(QWidget):
    """Moves the present z while it plays; whatever else moves z is followed from there."""

    def __init__(self, exploration: Exploration, appearance: Appearance) -> None:
        super().__init__()
        self._exploration = exploration
        self._walk: Walk | None = None
        self._at = exploration.row
        """The row that the walk has made."""
        self.play = Tool.of(actions.WALK, appearance)
        self.kind = ChoiceBox(
            (
                Choice(RANDOM, "at random", "A walk whose direction wanders, always as far from the origin."),
                Choice(CIRCLE, "great circle", "Around the sphere through z, and back to where it began."),
            ),
            appearance,
        )
        self.kind.setAccessibleName("kind of walk")
        self.speed = Slider(SliderScale(SPEEDS[0], SPEEDS[-1], True, SPEEDS), appearance)
        self.speed.set_current(2.0)
        self.speed.setAccessibleName("speed of the walk")
        self._words = Text("", "small")
        self._timer = repeating(EVERY_MS, self)
        self._clock = QElapsedTimer()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.play)
        row.addWidget(self.kind, 1)
        row.addWidget(self.speed, 1)
        row.addWidget(self._words)
        self._row = row
        self._timer.timeout.connect(self._on_tick)
        self.play.clicked.connect(self.toggle)
        self.kind.changed.connect(self._on_kind_changed)
        self.speed.moved.connect(self._on_speed_moved)
        exploration.opened.connect(self.pause)
        appearance.changed.connect(self._on_looks_changed)
        self._appearance = appearance
        self._on_speed_moved(2.0)
        self._on_looks_changed()

    @property
    def walking(self) -> bool:
        """Whether z moves by itself."""
        return self._timer.isActive()

    @Slot()
    def toggle(self) -> None:
        """Walk, or pause."""
        if self.walking:
            self.pause()
        elif self._exploration.card is not None:
            self._clock.start()
            self._timer.start()
            self._show()

    @Slot()
    def pause(self) -> None:
        """Stay here."""
        self._timer.stop()
        self._show()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks: stay here."""
        super().hideEvent(event)
        self.pause()

    @Slot()
    def _on_tick(self) -> None:
        exploration, prior = self._exploration, self._exploration.prior
        if self._walk is None or exploration.row is not self._at:
            z = exploration.z
            if float(geometry.norm(z)) < 1e-6:
                z = prior.sample(np.random.default_rng(), 1)[0]
            self._walk = Walk(z, np.random.default_rng(), wanders=self.kind.value == RANDOM)
        seconds = min(self._clock.restart() / 1000, LONGEST)
        exploration.move(self._walk.advance(self.speed.current * prior.std * seconds))
        self._at = exploration.row

    @Slot(object)
    def _on_kind_changed(self, _kind: str) -> None:
        self._walk = None

    @Slot(object)
    def _on_speed_moved(self, speed: float) -> None:
        self._words.setText(f"{speed:g} σ/s")

    def _show(self) -> None:
        self.play.setText("Pause" if self.walking else "Walk")
        self.play.set_picture("pause" if self.walking else "play")

    @Slot()
    def _on_looks_changed(self) -> None:
        px = self._appearance.px
        self._row.setSpacing(px(8))
        self.play.setMinimumWidth(px(84))
        self._words.setMinimumWidth(self._words.fontMetrics().horizontalAdvance("0.2 σ/s "))
