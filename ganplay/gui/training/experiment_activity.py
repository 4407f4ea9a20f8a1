"""An activity that is an experiment: its scene, and the settings that a person made of it."""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import QObject

from ganplay.contract.codec import to_toml
from ganplay.contract.kinds import is_trained
from ganplay.contract.scenes import Scene
from ganplay.contract.settings import Settings
from ganplay.gui.activity import Activity
from ganplay.gui.notice import Notice, Remedy


class ExperimentActivity(Activity):
    """Holds what is asked for; how it runs is the subclass's."""

    def __init__(self, scene: Scene, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._scene = scene
        self._settings = self.origin

    @property
    def scene(self) -> Scene:
        """What was opened last."""
        return self._scene

    @property
    def settings(self) -> Settings:
        """What the forms show; the run follows."""
        return self._settings

    @property
    def origin(self) -> Settings:
        """What the scene says of them."""
        settings = self._scene.settings
        assert is_trained(settings)
        return settings

    @property
    def present(self) -> Scene:
        """The scene as it stands now."""
        return dataclasses.replace(self._scene, settings=self._settings)

    @property
    def changed(self) -> bool:
        """Whether these are no longer the scene's own settings; on which device is no part of it."""
        return dataclasses.replace(self._settings, device=self.origin.device) != self.origin

    @property
    def seed(self) -> int:
        """The seed of all random numbers of the run."""
        return self._settings.seed

    @property
    def wanted_device(self) -> str:
        """The device that the settings ask for, without its number."""
        return self._settings.device.partition(":")[0]

    def as_toml(self) -> str:
        """The settings alone."""
        return to_toml(self._settings)

    def edit(self, settings: Settings) -> None:
        """Turn knobs."""
        raise NotImplementedError

    def take(self, remedy: Remedy) -> None:
        """Do what a notice offered, and say what is still needed to see it while the run rests."""
        self.edit(remedy.apply(self._settings))
        if not self.running:
            self.said.emit(Notice.of(f"{remedy.word}: done; press Play to see what it does", calm=True))
