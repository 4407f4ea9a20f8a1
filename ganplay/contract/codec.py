"""Settings as plain tables and TOML, and back, with errors that name the knob and what it allows."""

from __future__ import annotations

import sys
import tomllib
import typing
from collections.abc import Iterable, Mapping
from typing import Any

import tomli_w

from ganplay.contract.data import MAX_POINTS
from ganplay.contract.errors import SettingsError, shown, unknown
from ganplay.contract.kinds import AnySettings, kind_of, settings_type
from ganplay.contract.knobs import Field, Knob, Points, fields_of
from ganplay.contract.settings import Settings, leaves, put

Table = dict[str, Any]
Node = typing.TypeVar("Node")
"""Any tree of settings: the experiment's, or a game's."""

LARGEST = sys.float_info.max


def to_table(settings: Any) -> Table:
    """Settings as nested tables of TOML's own types."""
    return _node_to_table(settings)


@typing.overload
def from_table(table: Mapping[str, Any]) -> Settings: ...
@typing.overload
def from_table(table: Mapping[str, Any], kind: type[Node]) -> Node: ...
def from_table(table: Mapping[str, Any], kind: type[Any] = Settings) -> Any:
    """Read nested tables, by default of the experiment's settings; what is missing takes its default.

    Raises:
        SettingsError: an unknown key, or a value of the wrong type or out of range.
    """
    return _node_from_table(kind, table, "")


def run_to_table(settings: AnySettings) -> Table:
    """All settings of a run as a file has them: their kind first."""
    return {"kind": kind_of(settings).name} | to_table(settings)


def run_from_table(table: Mapping[str, Any]) -> AnySettings:
    """Read what :func:`run_to_table` made; older files do not say their kind.

    Raises:
        SettingsError: the kind is unknown or another one, or anything that :func:`from_table` refuses.
    """
    knobs = {key: value for key, value in table.items() if key != "kind"}
    settings: AnySettings = from_table(knobs, settings_type(table))
    kind = kind_of(settings).name
    if table.get("kind", kind) != kind:
        raise SettingsError(f"kind: these are settings of kind {kind!r}, not {table['kind']!r}")
    return settings


def to_toml(settings: AnySettings) -> str:
    """All settings of a run as the text of a TOML file."""
    return tomli_w.dumps(run_to_table(settings))


def from_toml(text: str) -> AnySettings:
    """Read what :func:`to_toml` wrote.

    Raises:
        SettingsError: broken TOML, or anything that :func:`run_from_table` refuses.
    """
    return run_from_table(parse_toml(text, "settings"))


def parse_toml(text: str, what: str) -> Table:
    """Parse TOML; on failure raise a :class:`SettingsError` that names ``what`` and the line."""
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise SettingsError(f"{what} is not valid TOML: nested too deeply") from None
    except ValueError as error:  # TOMLDecodeError, and what tomllib lets through of absurdly long numbers
        raise SettingsError(f"{what} is not valid TOML: {error}") from None


def override(settings: Node, assignments: Iterable[str]) -> Node:
    """Apply ``path=value`` texts in order, as given on a command line.

    Choosing another variant (``loss.name=wgan``) starts from that variant's defaults.
    """
    for assignment in assignments:
        path, equals, text = assignment.partition("=")
        if not equals:
            raise SettingsError(f"--set takes path=value, as in --set loss.name=wgan, not {assignment!r}")
        settings = assign(settings, path.strip(), text.strip())
    return settings


def assign(settings: Node, path: str, text: str) -> Node:
    """Set one knob or choice from the text a person typed."""
    field = _field_at(settings, path)
    if field.choices is not None:
        parent = path.removesuffix(".name")
        return typing.cast(Node, put(settings, parent, _variant(field, text, path)()))
    assert field.knob is not None
    value = read(path, field.type, field.knob, text)
    return typing.cast(Node, put(settings, path, value))


def read(path: str, kind: Any, knob: Knob, text: str) -> Any:
    """Return what a person typed as its knob's type; raises like :func:`check`."""
    return check(path, kind, knob, _parse(path, kind, text))


def check(path: str, kind: Any, knob: Knob, value: Any) -> Any:
    """Return ``value`` as its knob's type, or raise a :class:`SettingsError` that says what is allowed."""
    if kind is bool:
        if not isinstance(value, bool):
            raise SettingsError(f"{path}: {shown(value)} is neither true nor false")
        return value
    if kind is str:
        if not isinstance(value, str):
            raise SettingsError(f"{path}: {shown(value)} is not a text")
        if knob.options and value not in knob.options:
            raise SettingsError(f"{path}: {unknown('option', value, knob.options)}")
        return value
    if kind is int or kind is float:
        return _check_number(path, kind, knob, value)
    if not isinstance(value, list | tuple):
        raise SettingsError(f"{path}: {shown(value)} is not a list")
    if kind == Points:
        return _check_points(path, knob, value)
    return tuple(_check_number(f"{path}[{i}]", float, knob, entry) for i, entry in enumerate(value))


def allowed(field: Field) -> str:
    """What a knob or choice allows, in words, for help tables and errors."""
    if field.choices is not None:
        return " | ".join(field.choices)
    knob = field.knob
    assert knob is not None
    if field.type is bool:
        return "true | false"
    if knob.options:
        return " | ".join(knob.options)
    if knob.low is not None and knob.high is not None:
        many = "" if field.type in (int, float) else "list of "
        return f"{many}{_range(knob)}{' ' + knob.unit if knob.unit else ''}"
    return "text"


def _range(knob: Knob) -> str:
    low, high = _bounds(knob)
    return f"{low:.10g} to {high:.10g}"


def _bounds(knob: Knob) -> tuple[float, float]:
    # Without a bound of its own a number must still fit into a float.
    return -LARGEST if knob.low is None else knob.low, LARGEST if knob.high is None else knob.high


def _check_number(path: str, kind: type, knob: Knob, value: Any) -> int | float:
    whole = isinstance(value, float) and value.is_integer()
    if (
        isinstance(value, bool)
        or not isinstance(value, int | float)
        or (kind is int and not (isinstance(value, int) or whole))
    ):
        raise SettingsError(f"{path}: {shown(value)} is not a {'whole ' if kind is int else ''}number")
    low, high = _bounds(knob)
    # A comparison, unlike isfinite, takes integers of any size; NaN fails it.
    if not low <= value <= high:
        raise SettingsError(f"{path}: {shown(value)} is outside {_range(knob)}")
    return int(value) if kind is int else float(value)


def _check_points(path: str, knob: Knob, value: list[Any] | tuple[Any, ...]) -> Points:
    if not 1 <= len(value) <= MAX_POINTS:
        raise SettingsError(f"{path}: {len(value)} points; between 1 and {MAX_POINTS} are allowed")
    for i, pair in enumerate(value):
        if not isinstance(pair, list | tuple) or len(pair) != 2:
            raise SettingsError(f"{path}[{i}]: {shown(pair)} is not a pair of numbers")
    return tuple(
        (_check_number(f"{path}[{i}]", float, knob, x), _check_number(f"{path}[{i}]", float, knob, y))
        for i, (x, y) in enumerate(value)
    )


def _node_to_table(node: Any) -> Table:
    table: Table = {}
    for field in fields_of(type(node)):
        value = getattr(node, field.name)
        if field.knob is not None:
            table[field.name] = _plain(value)
        else:
            name = {} if field.choices is None else {"name": value.name}
            table[field.name] = name | _node_to_table(value)
    return table


def _plain(value: Any) -> Any:
    return [_plain(entry) for entry in value] if isinstance(value, tuple) else value


def _node_from_table(node: type[Any], table: Mapping[str, Any], path: str, *, variant: bool = False) -> Any:
    fields = {field.name: field for field in fields_of(node)}
    values = {}
    for key, value in table.items():
        if variant and key == "name":
            continue
        here = f"{path}.{key}" if path else key
        if key not in fields:
            raise SettingsError(f"{here}: {unknown('key', key, fields)}")
        field = fields[key]
        if field.knob is not None:
            values[key] = check(here, field.type, field.knob, value)
        elif not isinstance(value, Mapping):
            raise SettingsError(f"{here}: {shown(value)} is not a table of settings")
        elif field.choices is not None:
            name = value.get("name", field.default.name)
            chosen = _variant(field, name, f"{here}.name")
            values[key] = _node_from_table(chosen, value, here, variant=True)
        else:
            assert field.node is not None
            values[key] = _node_from_table(field.node, value, here)
    return node(**values)


def _variant(field: Field, name: object, path: str) -> type[Any]:
    choices: dict[str, type[Any]] = field.choices or {}
    if not isinstance(name, str) or name not in choices:
        raise SettingsError(f"{path}: {unknown(field.label, str(name), choices)}")
    return choices[name]


def _field_at(settings: Any, path: str) -> Field:
    known = {here: field for here, field, _ in leaves(settings)}
    if path not in known:
        choice = f"{path}.name"
        if choice in known:
            raise SettingsError(f"{path} is a choice; set {choice} to one of {allowed(known[choice])}")
        raise SettingsError(_elsewhere(known, path) or unknown("key", path, known))
    return known[path]


def _elsewhere(known: Mapping[str, Field], path: str) -> str:
    """Say so when a knob exists, but under another variant of its choice than the chosen one."""
    parent, _, name = path.rpartition(".")
    choice = known.get(f"{parent}.name")
    choices = choice.choices if choice is not None and choice.choices is not None else {}
    owners = [key for key, node in choices.items() if any(field.name == name for field in fields_of(node))]
    return f"{path} belongs to {' and '.join(owners)}; set {parent}.name first" if owners else ""


def _parse(path: str, kind: Any, text: str) -> Any:
    if kind is str:
        return text
    if kind is bool:
        words = {"true": True, "false": False, "on": True, "off": False}
        return words.get(text.lower(), text)
    if kind is int or kind is float:
        try:
            return int(text) if kind is int and not ("e" in text.lower() or "." in text) else float(text)
        except ValueError:
            return text
    table = parse_toml(f"value = {text if text.startswith('[') else f'[{text}]'}", path)
    return table["value"]
