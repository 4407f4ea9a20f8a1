"""What is played on the Games page, and how far."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import tomli_w
from PySide6.QtCore import QElapsedTimer, QObject, Signal, Slot

from ganplay.contract.games import Match, Rule
from ganplay.contract.scenes import Scene, as_table
from ganplay.gui.activity import Activity, Kept
from ganplay.gui.games.rule_run import MOST, RuleRun, runs
from ganplay.gui.notice import Notice
from ganplay.runtime.timers import repeating, single_shot

TICK_MS = 16

SHARED = ("game", "eta", "start", "steps")
"""What all small pictures have in common but for what they set themselves."""

_Asked = tuple[Match, tuple[Rule, ...]]


class GameSession(Activity):
    """Holds a match, the rules that play it side by side, and the step that is looked at.

    All steps are there at once; to play is to move along them.
    """

    noun = "game"

    shown_changed = Signal()
    """Other rules are seen."""
    followed = Signal()
    """One of these two, when what it says has been drawn: for all that need not keep up with a hand."""
    moved = Signal()
    """Another step is looked at, or it plays or no longer does."""

    def __init__(self, scene: Scene, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = repeating(TICK_MS, self, precise=True)
        self._timer.timeout.connect(self._on_tick)
        self._clock = QElapsedTimer()
        self._pace = 50.0
        self._follow = single_shot(0, self)
        self._follow.timeout.connect(self.followed)
        self.settings_changed.connect(self._follow.start)
        self.shown_changed.connect(self._follow.start)
        self.open_scene(scene)

    @property
    def scene(self) -> Scene:
        """What was opened last."""
        return self._scene

    @property
    def settings(self) -> Match:
        """What is played, in the small picture that is chosen if there are some."""
        return self._match_of(self._index)

    @property
    def origin(self) -> tuple[Match, tuple[Rule, ...]]:
        """What the scene says of the same: the match, and the rules of the legend."""
        match, rules = _of(self._scene)
        if not self._scene.panels:
            return match, rules
        panel = self._scene.panels[self._index]
        match = panel.of(match)
        return match, (match.rule,) if "rule" in panel.own else rules

    @property
    def rules(self) -> tuple[Rule, ...]:
        """All rules of the legend."""
        return self._rules_of(self._index)

    @property
    def takes_rules(self) -> bool:
        """Whether rules may be added and hidden; a small picture that sets its own has that one alone."""
        return not self._sets_rule(self._index)

    @property
    def shown(self) -> tuple[bool, ...]:
        """Which of the rules are seen."""
        return self._shown if self.takes_rules else (True,)

    @property
    def runs(self) -> tuple[RuleRun, ...]:
        """What each rule of the legend does."""
        return self._runs

    @property
    def seen(self) -> tuple[RuleRun, ...]:
        """The runs of the rules that are seen."""
        return self._seen_of(self._index)

    @property
    def panels(self) -> tuple[tuple[str, Match, tuple[RuleRun, ...]], ...]:
        """Title, match and runs of each small picture, while they are looked at."""
        if not self._panels or self._alone:
            return ()
        return tuple(
            (panel.title, self._match_of(index), self._seen_of(index))
            for index, panel in enumerate(self._panels)
        )

    @property
    def index(self) -> int:
        """Which of the small pictures is chosen: its knobs are turned, and the monitors show it."""
        return self._index

    @property
    def panel(self) -> str:
        """Title of the small picture that is chosen; empty where there is none."""
        return self._panels[self._index].title if self._panels else ""

    @property
    def alone(self) -> bool:
        """Whether the small picture that is chosen is looked at by itself."""
        return self._alone

    @property
    def changed(self) -> bool:
        """Whether this is no longer what the scene says."""
        return (self._match, self._rules, self._panels) != (*_of(self._scene), self._scene.panels)

    @property
    def present(self) -> Scene:
        """The scene as it stands now."""
        return dataclasses.replace(
            self._scene,
            settings=dataclasses.replace(self._match, rule=self._rules[0]),
            beside=self._rules[1:],
            panels=self._panels,
        )

    @property
    def step(self) -> int:
        """The step that is looked at."""
        return int(self._place)

    @property
    def steps_per_second(self) -> float:
        """The pace, while it plays."""
        return self._pace if self.running else 0.0

    @property
    def last(self) -> int:
        """The last step there is."""
        return self.settings.steps

    @property
    def running(self) -> bool:
        """Whether it goes on by itself."""
        return self._timer.isActive()

    def open_scene(self, scene: Scene) -> None:
        """Show another scene at its start."""
        assert isinstance(scene.settings, Match)
        self._scene = scene
        self._match, self._rules = _of(scene)
        self._shown = (True,) * len(self._rules)
        self._panels, self._index, self._alone = scene.panels, 0, False
        self._played: dict[_Asked, tuple[RuleRun, ...]] = {}
        self._timer.stop()
        self._place = 0.0
        self._play()
        self.opened.emit()
        self.began.emit()
        self.settings_changed.emit()
        self.moved.emit()

    def keep(self, path: Path) -> Kept:  # noqa: ARG002
        """What :meth:`resume` needs."""
        return Kept(self._scene, self.present, step=self.step)

    def resume(self, kept: Kept) -> None:
        """Show what was kept, paused."""
        self.open_scene(kept.scene)
        self._match, self._rules = _of(kept.present)
        self._shown = (True,) * len(self._rules)
        self._panels = kept.present.panels
        self._place = float(min(kept.step, self.last))
        self._announce()

    def edit(self, match: Match) -> None:
        """Turn a knob of the game, the step size, the start or the number of steps.

        What the chosen small picture sets itself is turned there alone, all else everywhere.
        """
        other = type(match.game) is not type(self.settings.game)
        if other:
            match = dataclasses.replace(match, start=())
        own: tuple[str, ...] = ()
        if self._panels:
            panel = self._panels[self._index]
            # A game of other dimensions starts at a place of its own.
            own = panel.own
            if other and "game" in own and "start" not in own:
                own = (*own, "start")
            turned = dataclasses.replace(panel.match, **{name: getattr(match, name) for name in own})
            panels = list(self._panels)
            panels[self._index] = dataclasses.replace(panel, match=turned, own=own)
            self._panels = tuple(panels)
        shared = {name: getattr(match, name) for name in SHARED if name not in own}
        self._match = dataclasses.replace(self._match, **shared)
        self._place = min(self._place, float(self.last))
        self._announce()

    def set_rule(self, index: int, rule: Rule) -> None:
        """Turn a knob of one of the rules."""
        if self.takes_rules:
            self._rules = (*self._rules[:index], rule, *self._rules[index + 1 :])
            self._announce()
        else:
            self.edit(dataclasses.replace(self.settings, rule=rule))

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
        self.shown_changed.emit()

    def enter(self, index: int) -> None:
        """Look at one of the small pictures by itself."""
        self._index, self._alone = index, True
        self._announce()

    def leave(self) -> None:
        """Look at all small pictures again."""
        if self._alone:
            self._alone = False
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

    def as_toml(self) -> str:
        """The game as a scene of its own."""
        return tomli_w.dumps(as_table(self.present))

    def _match_of(self, index: int) -> Match:
        return self._panels[index].of(self._match) if self._panels else self._match

    def _rules_of(self, index: int) -> tuple[Rule, ...]:
        return (self._panels[index].match.rule,) if self._sets_rule(index) else self._rules

    def _sets_rule(self, index: int) -> bool:
        return bool(self._panels) and "rule" in self._panels[index].own

    def _asked_of(self, index: int) -> _Asked:
        return self._match_of(index), self._rules_of(index)

    def _seen_of(self, index: int) -> tuple[RuleRun, ...]:
        played = self._played[self._asked_of(index)]
        if self._sets_rule(index):
            return played
        return tuple(run for run, on in zip(played, self._shown, strict=True) if on)

    def _announce(self) -> None:
        self._play()
        self.settings_changed.emit()
        self.moved.emit()

    def _play(self) -> None:
        """Play what is looked at and has not been played yet."""
        all_ = self._panels and not self._alone
        wanted = {self._asked_of(index) for index in (range(len(self._panels)) if all_ else [self._index])}
        self._played = {asked: self._played.get(asked) or runs(*asked) for asked in wanted}
        self._runs = self._played[self._asked_of(self._index)]

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
