"""The menu behind the title: every scene in lecture order, and files of one's own."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from PySide6.QtCore import Signal, SignalInstance, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from ganplay.contract.scenes import Scene
from ganplay.gui import actions
from ganplay.gui.actions import Action


class SceneMenu(QMenu):
    """Says what a person chose; opening it is somebody else's."""

    scene_chosen = Signal(object)
    """A scene."""
    open_wanted = Signal()
    back_wanted = Signal()
    """The run before shall be shown again."""
    save_settings_wanted = Signal()
    save_checkpoint_wanted = Signal()
    quit_wanted = Signal()

    def __init__(self, scenes: Sequence[Scene], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setToolTipsVisible(True)
        self._scenes = {scene.name: scene for scene in scenes}
        for group, members in itertools.groupby(scenes, key=lambda scene: scene.group):
            menu = self.addMenu(group) if group else self
            menu.setToolTipsVisible(True)
            for scene in members:
                menu.addAction(self._action(scene))
        self.addSeparator()
        self.back = self._add(actions.BACK, self.back_wanted)
        self.open = self._add(actions.OPEN, self.open_wanted)
        self.save_settings = self._add(actions.SAVE_SETTINGS, self.save_settings_wanted)
        self.save_checkpoint = self._add(actions.SAVE_CHECKPOINT, self.save_checkpoint_wanted)
        self.addSeparator()
        self.quit = self._add(actions.QUIT, self.quit_wanted)

    def set_saving(self, *, settings: bool, checkpoint: bool) -> None:
        """What there is that can be saved."""
        self.save_settings.setEnabled(settings)
        self.save_checkpoint.setEnabled(checkpoint)

    def _action(self, scene: Scene) -> QAction:
        self._scenes[scene.name] = scene
        action = QAction(scene.title, self)
        action.setData(scene.name)
        action.setToolTip(scene.watch or scene.subtitle)
        action.triggered.connect(self._on_scene_triggered)
        return action

    def _add(self, action: Action, signal: SignalInstance) -> QAction:
        entry = action.entry(self)
        entry.triggered.connect(signal)
        return entry

    @Slot()
    def _on_scene_triggered(self) -> None:
        action = self.sender()
        assert isinstance(action, QAction)
        self.scene_chosen.emit(self._scenes[action.data()])
