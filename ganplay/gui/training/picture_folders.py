"""Where picture sets lie on this computer: scenes do not say it, and it does not change with them."""

from __future__ import annotations

import dataclasses

from ganplay.contract.pictures import Digits
from ganplay.contract.scenes import Scene
from ganplay.contract.settings import Settings, put


class PictureFolders:
    """The folder that was chosen last for each set."""

    def __init__(self) -> None:
        self._folders: dict[str, str] = {}

    def note(self, settings: Settings) -> None:
        """Remember the folder in the settings, if they have data that can lie in one."""
        data: object = getattr(settings, "data", None)  # Other kinds of run may have none.
        if isinstance(data, Digits):
            self._folders[data.which] = data.folder

    def fill(self, scene: Scene, before: Settings) -> Scene:
        """The scene with its data looked for in that folder, unless it names one itself.

        ``before`` are the settings that it replaces, whose folder is remembered.
        """
        self.note(before)
        data = scene.settings.data if isinstance(scene.settings, Settings) else None
        if not isinstance(data, Digits) or data.folder:
            return scene
        folder = self._folders.get(data.which, "")
        return dataclasses.replace(scene, settings=put(scene.settings, "data.folder", folder))
