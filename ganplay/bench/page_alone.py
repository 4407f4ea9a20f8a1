"""What a page needs to be measured by itself: all threads and sessions, without the window."""

from __future__ import annotations

from ganplay import app, engine
from ganplay.contract import scenes
from ganplay.contract.kinds import KINDS, PICTURES, Kind
from ganplay.contract.scenes import Scene
from ganplay.gui.app_context import AppContext
from ganplay.gui.theme import Appearance

SCENE = "strokes-dcgan"
"""The run on pictures: a DCGAN on data that every computer has."""


def app_context() -> AppContext:
    """As the window makes it, with :data:`SCENE` for pictures; nothing is ever fetched."""
    appearance = Appearance()
    appearance.dress(app.application())
    return AppContext(engine.load, lambda *_: False, {kind: _scene(kind) for kind in KINDS}, appearance)


def _scene(kind: Kind) -> Scene:
    if kind is PICTURES:
        return scenes.load(SCENE)
    return scenes.first_of(kind, map(scenes.load, scenes.names()))
