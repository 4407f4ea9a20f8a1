"""A scene: settings with a seed, a note to the class, what to watch, and what it promises to show."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ganplay.contract.codec import (
    Table,
    check,
    from_table,
    parse_toml,
    run_from_table,
    run_to_table,
    to_table,
)
from ganplay.contract.errors import SceneError, SettingsError, shown, unknown
from ganplay.contract.events import KINDS
from ganplay.contract.files import read_text, resources
from ganplay.contract.games import Match, Rule
from ganplay.contract.kinds import AnySettings, Kind, kind_of
from ganplay.contract.kinds import check as check_choices
from ganplay.contract.knobs import Knob
from ganplay.contract.settings import MAX_SEED, Settings

FIRST = "ring8"
"""The scene shown at start."""

MAX_BYTES = 3_000_000
"""Of a scene's file; the most points that can be drawn take half of it."""


@dataclass(frozen=True, slots=True)
class Promise:
    """Something the note claims, in a form that a test can hold it to.

    Either ``metric`` lies between ``at_least`` and ``at_most`` at step ``at`` (by default the scene's
    last), or an event of kind ``event`` is noticed no later than ``at``; ``never`` turns the latter round.
    In a game the metric is that of the ``rule``-th rule, counted from 1, and in the panel of
    that title, if the scene has panels.
    """

    metric: str = ""
    at_least: float = float("-inf")
    at_most: float = float("inf")
    event: str = ""
    never: bool = False
    at: int = 0
    rule: int = 1
    panel: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """One of several small pictures: a game of its own."""

    title: str
    match: Match
    own: tuple[str, ...]
    """Fields of the match that the panel sets itself; the others follow the scene's."""

    def of(self, match: Match) -> Match:
        """This panel where the scene's match is another one."""
        return dataclasses.replace(match, **{name: getattr(self.match, name) for name in self.own})


@dataclass(frozen=True, slots=True)
class Scene:
    """One demonstration, ready to be played: of training, or of a game."""

    name: str
    title: str
    settings: AnySettings
    order: int = 0
    group: str = ""
    subtitle: str = ""
    note: str = ""
    watch: str = ""
    steps: int = 3000
    """How far it takes to see what the note says."""
    seeds: tuple[int, ...] = ()
    """Further seeds for which the promises hold too."""
    layers: tuple[str, ...] = ()
    """Layers of the plane to switch on, where they differ from the usual ones."""
    monitor: str = ""
    """The monitor to open, where it differs from the usual one."""
    see_also: str = ""
    """The scene that shows the same elsewhere: a game's on a real GAN, a GAN's in a game."""
    beside: tuple[Rule, ...] = ()
    """Of a game: further rules that play it from the same start."""
    panels: tuple[Panel, ...] = ()
    """Of a game: small pictures to compare; one that sets a rule has that rule alone."""
    promises: tuple[Promise, ...] = ()


def names() -> tuple[str, ...]:
    """All scenes that ganplay ships, in lecture order."""
    scenes = [load(path.stem) for path in (resources() / "scenes").glob("*.toml")]
    return tuple(scene.name for scene in sorted(scenes, key=lambda scene: (scene.order, scene.name)))


def load(name: str) -> Scene:
    """One of the scenes that ganplay ships.

    Raises:
        SceneError: there is none of this name (the nearest is named), or its file is broken.
    """
    path = resources() / "scenes" / f"{name}.toml"
    known = [scene.stem for scene in path.parent.glob("*.toml")]
    if name not in known:
        raise SceneError(unknown("scene", name, known))
    return read(path)


def first_of(kind: Kind, library: Iterable[Scene]) -> Scene:
    """The first scene of a kind."""
    return next(scene for scene in library if kind_of(scene.settings) is kind)


def read(path: Path) -> Scene:
    """A scene, or a plain file of settings, from a TOML file.

    Raises:
        SceneError: the file cannot be read or says something that is not allowed; names the file.
    """
    text = read_text(path, MAX_BYTES, SceneError)
    try:
        table = parse_toml(text, "the file")
        if "settings" not in table and "title" not in table:
            table = {"title": path.stem, "settings": table}
        return _from_table(path.stem, table)
    except SettingsError as error:
        raise SceneError(f"{path.name}: {error}") from None


def as_table(scene: Scene) -> Table:
    """What a file says of a scene, but for its promises and its place in the lecture."""
    table: Table = {
        "title": scene.title,
        "subtitle": scene.subtitle,
        "note": scene.note,
        "watch": scene.watch,
        "layers": list(scene.layers),
        "monitor": scene.monitor,
        "see_also": scene.see_also,
        "settings": run_to_table(scene.settings),
    }
    if scene.beside:
        table["beside"] = [{"name": rule.name} | to_table(rule) for rule in scene.beside]
    if scene.panels:
        table["panel"] = [
            {"title": panel.title} | {key: to_table(panel.match)[key] for key in panel.own}
            for panel in scene.panels
        ]
    return table


_WRITTEN = {"promise": "promises", "panel": "panels"}
"""What a file writes one by one and a scene keeps together."""


def _from_table(name: str, table: Table) -> Scene:
    known = {field.name for field in dataclasses.fields(Scene)} - {"name", *_WRITTEN.values()} | {*_WRITTEN}
    settings = _typed("settings", table.get("settings", {}), dict)
    values: dict[str, Any] = {"name": name, "title": name}
    for key, value in table.items():
        if key not in known:
            raise SettingsError(unknown("key", key, known))
        if key == "settings":
            values[key] = run_from_table(settings)
        elif key == "promise":
            values["promises"] = tuple(_promise(entry) for entry in _typed(key, value, list))
        elif key == "beside":
            entries = _typed(key, value, list)
            values[key] = tuple(from_table({"rule": entry}, Match).rule for entry in entries)
        elif key == "panel":
            values["panels"] = tuple(_panel(entry, settings) for entry in _typed(key, value, list))
        elif key == "seeds":
            values[key] = tuple(
                _count(f"{key}[{i}]", entry, high=MAX_SEED)
                for i, entry in enumerate(_typed(key, value, list))
            )
        elif key == "layers":
            values[key] = tuple(
                _typed(f"{key}[{i}]", entry, str) for i, entry in enumerate(_typed(key, value, list))
            )
        elif key == "order":
            values[key] = _count(key, value)
        elif key == "steps":
            values[key] = _count(key, value, low=1)
        else:
            values[key] = _typed(key, value, str)
    found = values.setdefault("settings", Settings())
    check_choices(found)
    metrics = kind_of(found).metrics
    for promise in values.get("promises", ()):
        if promise.metric and promise.metric not in metrics:
            raise SettingsError(f"promise: {unknown('metric', promise.metric, metrics)}")
    if isinstance(found, Match):
        values["steps"] = found.steps
    elif "beside" in values or "panels" in values:
        raise SettingsError("beside and panel belong to a game; this scene's settings name none")
    return Scene(**values)


def _panel(table: Any, settings: Table) -> Panel:
    own = dict(_typed("panel", table, dict))
    knobs = {key: value for key, value in settings.items() if key != "kind"}
    title = _typed("panel.title", own.pop("title", None), str)
    return Panel(title, from_table(knobs | own, Match), tuple(own))


def _promise(table: Any) -> Promise:
    fields = {field.name: field for field in dataclasses.fields(Promise)}
    values: dict[str, Any] = {}
    for key, value in _typed("promise", table, dict).items():
        if key not in fields:
            raise SettingsError(f"promise: {unknown('key', key, fields)}")
        here = f"promise.{key}"
        if key in ("at_least", "at_most"):
            values[key] = check(here, float, Knob(help=""), value)
        elif key == "never":
            values[key] = check(here, bool, Knob(help=""), value)
        elif key in ("at", "rule"):
            values[key] = _count(here, value, low=int(key == "rule"))
        else:
            values[key] = _typed(here, value, str)
    promise = Promise(**values)
    if bool(promise.metric) == bool(promise.event):
        raise SettingsError("promise: name either a metric or an event")
    if promise.event and promise.event not in KINDS:
        raise SettingsError(f"promise: {unknown('event', promise.event, KINDS)}")
    return promise


def _count(key: str, value: Any, low: float = 0, high: float = 1e9) -> Any:
    return check(key, int, Knob(help="", low=low, high=high), value)


def _typed(key: str, value: Any, kind: type) -> Any:
    if not isinstance(value, kind) or isinstance(value, bool):
        words = {str: "a text", int: "a whole number", list: "a list", dict: "a table"}
        raise SettingsError(f"{key}: {shown(value)} is not {words[kind]}")
    return value
