"""What is played on the Games page, and how far."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path

import tomli_w
from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer, Signal, Slot

from ganplay.contract.errors import GanplayError
from ganplay.contract.files import write_text
from ganplay.contract.games import Match, Rule
from ganplay.contract.scenes import Scene, as_table
from ganplay.gui.games.course import MOST, Course, courses
from ganplay.gui.notice import Notice

TICK_MS = 16


class GameSession(QObject):
    """Holds a match, the rules that play it side by side, and the step that is looked at.

    All steps are there at once; to play is to move along them.
    """

    opened = Signal()
    """Another scene is shown."""
    settings_changed = Signal()
    """Other settings are asked for, or another scene: all courses are new."""
    shown_changed = Signal()
    """Other rules are seen."""
    moved = Signal()
    """Another step is looked at, or it plays or no longer does."""
    said = Signal(object)
    """A notice for the person at the window."""

    def __init__(self, scene: Scene, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, interval=TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_tick)
        self._clock = QElapsedTimer()
        self._pace = 50.0
        self.open_scene(scene)

    @property
    def scene(self) -> Scene:
        """What was opened last."""
        return self._scene

    @property
    def settings(self) -> Match:
        """What is played: its rule is the first of the legend."""
        return self._match

    @property
    def rules(self) -> tuple[Rule, ...]:
        """All rules of the legend."""
        return self._rules

    @property
    def shown(self) -> tuple[bool, ...]:
        """Which of the rules are seen."""
        return self._shown

    @property
    def courses(self) -> tuple[Course, ...]:
        """What each rule of the legend does."""
        return self._courses

    @property
    def seen(self) -> tuple[Course, ...]:
        """The courses of the rules that are seen."""
        return tuple(course for course, on in zip(self._courses, self._shown, strict=True) if on)

    @property
    def panels(self) -> tuple[tuple[str, Match, tuple[Course, ...]], ...]:
        """Title, match and courses of each small picture, while they are looked at."""
        return self._panels

    @property
    def panel(self) -> str:
        """Title of the small picture that is looked at by itself; empty otherwise."""
        return self._scene.panels[self._inside].title if self._inside is not None else ""

    @property
    def changed(self) -> bool:
        """Whether this is no longer what the scene says."""
        match, rules = self._outside
        return (match, rules) != _of(self._scene)

    @property
    def present(self) -> Scene:
        """The scene as it stands now."""
        match, rules = self._outside
        return dataclasses.replace(
            self._scene, settings=dataclasses.replace(match, rule=rules[0]), beside=rules[1:]
        )

    @property
    def step(self) -> int:
        """The step that is looked at."""
        return int(self._place)

    @property
    def last(self) -> int:
        """The last step there is."""
        return self._match.steps

    @property
    def running(self) -> bool:
        """Whether it goes on by itself."""
        return self._timer.isActive()

    def start(self) -> None:
        """There is nothing to load."""

    def rest(self) -> None:
        """Pause: nobody is looking."""
        self._timer.stop()
        self.moved.emit()

    def open_scene(self, scene: Scene) -> None:
        """Show another scene at its start."""
        assert isinstance(scene.settings, Match)
        self._scene = scene
        self._match, self._rules = _of(scene)
        self._shown = (True,) * len(self._rules)
        self._inside: int | None = None
        self._left = (self._match, self._rules, self._shown)
        self._timer.stop()
        self._place = 0.0
        self._play()
        self.opened.emit()
        self.settings_changed.emit()
        self.moved.emit()

    def edit(self, match: Match) -> None:
        """Turn a knob of the game, the step size, the start or the number of steps."""
        if type(match.game) is not type(self._match.game):
            match = dataclasses.replace(match, start=())
        self._match = match
        self._place = min(self._place, float(self.last))
        self._announce()

    def set_rule(self, index: int, rule: Rule) -> None:
        """Turn a knob of one of the rules."""
        self._rules = (*self._rules[:index], rule, *self._rules[index + 1 :])
        self._announce()

    def add(self, rule: Rule) -> None:
        """Have one more rule; where there is no colour left it takes the place of one that is not seen."""
        if len(self._rules) < MOST:
            self._rules, self._shown = (*self._rules, rule), (*self._shown, True)
        elif False in self._shown:
            index = self._shown.index(False)
            self._rules = (*self._rules[:index], rule, *self._rules[index + 1 :])
            self._shown = (*self._shown[:index], True, *self._shown[index + 1 :])
        else:
            self.said.emit(
                Notice.of(f"{MOST} rules at once are as many as can be told apart; hide one first")
            )
            return
        self._announce()

    def show_rule(self, index: int, on: bool) -> None:
        """See a rule, or no longer."""
        self._shown = (*self._shown[:index], on, *self._shown[index + 1 :])
        self._play_panels()
        self.shown_changed.emit()

    def enter(self, index: int) -> None:
        """Look at one of the small pictures by itself."""
        self._left = (self._match, self._rules, self._shown)
        self._inside = index
        panel = self._scene.panels[index]
        self._match, self._rules = panel.of(self._match), self._rules_of(index)
        self._shown = self._shown if len(self._rules) > 1 else (True,)
        self._announce()

    def leave(self) -> None:
        """Look at all small pictures again; what was tried on one is forgotten."""
        if self._inside is not None:
            self._inside = None
            self._match, self._rules, self._shown = self._left
            self._announce()

    def reset(self) -> None:
        """Back to the start; the settings stay."""
        self._timer.stop()
        self.go_to(0)

    def toggle(self) -> None:
        """Play, or pause; from the end it begins anew."""
        if self.running:
            self._timer.stop()
        else:
            if self.step >= self.last:
                self._place = 0.0
            self._clock.start()
            self._timer.start()
        self.moved.emit()

    def advance(self, steps: int) -> None:
        """Pause, and go so many steps on, or back."""
        self._timer.stop()
        self.go_to(self.step + steps)

    def go_to(self, step: int) -> None:
        """Look at a step."""
        self._place = float(min(max(step, 0), self.last))
        self.moved.emit()

    def set_pace(self, steps_per_second: float) -> None:
        """How fast it plays."""
        self._pace = steps_per_second

    def save_settings(self, path: Path) -> None:
        """Write the game as a scene of its own."""
        try:
            write_text(path, tomli_w.dumps(as_table(self.present)))
        except GanplayError as error:
            self.said.emit(Notice.of(str(error)))
        else:
            self.said.emit(Notice.of(f"saved the game as {path.name}", calm=True))

    @property
    def _outside(self) -> tuple[Match, tuple[Rule, ...]]:
        return self._left[:2] if self._inside is not None else (self._match, self._rules)

    def _rules_of(self, panel: int) -> tuple[Rule, ...]:
        own = self._scene.panels[panel]
        return (own.match.rule,) if "rule" in own.own else self._rules

    def _announce(self) -> None:
        self._play()
        self.settings_changed.emit()
        self.moved.emit()

    def _play(self) -> None:
        self._courses = courses(self._match, self._rules)
        self._play_panels()

    def _play_panels(self) -> None:
        self._panels: tuple[tuple[str, Match, tuple[Course, ...]], ...] = ()
        if self._inside is None:
            self._panels = tuple(
                (panel.title, match, self._seen_of(match, self._rules_of(index)))
                for index, panel in enumerate(self._scene.panels)
                for match in (panel.of(self._match),)
            )

    def _seen_of(self, match: Match, rules: Sequence[Rule]) -> tuple[Course, ...]:
        played = courses(match, rules)
        if len(played) != len(self._shown):
            return played
        return tuple(course for course, on in zip(played, self._shown, strict=True) if on)

    @Slot()
    def _on_tick(self) -> None:
        before, self._place = self.step, self._place + self._pace * self._clock.restart() / 1000
        if self.step >= self.last:
            self._place = float(self.last)
            self._timer.stop()
        if self.step != before or not self.running:
            self.moved.emit()


def _of(scene: Scene) -> tuple[Match, tuple[Rule, ...]]:
    assert isinstance(scene.settings, Match)
    return scene.settings, (scene.settings.rule, *scene.beside)
