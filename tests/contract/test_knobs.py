"""Every knob says what a person must know before turning it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Annotated, ClassVar

import pytest

from ganplay.contract.codec import check
from ganplay.contract.knobs import Field, Knob, Points, fields_of, help_of, title_of
from ganplay.contract.settings import Settings


def every_node(node: type = Settings) -> Iterator[type]:
    yield node
    for field in fields_of(node):
        if field.node is not None:
            yield from every_node(field.node)
        for choice in (field.choices or {}).values():
            yield from every_node(choice)


NODES = list(dict.fromkeys(every_node()))
KNOBS = {
    f"{node.__name__}.{field.name}": field
    for node in NODES
    for field in fields_of(node)
    if field.knob is not None
}


def knob_of(field: Field) -> Knob:
    assert field.knob is not None
    return field.knob


@pytest.mark.parametrize("field", KNOBS.values(), ids=KNOBS)
class TestEveryKnob:
    def test_explains_itself_in_a_sentence(self, field: Field) -> None:
        sentence = knob_of(field).help
        assert sentence[0].isupper()
        assert sentence.endswith(".")

    def test_bounds_every_number_on_both_sides(self, field: Field) -> None:
        knob = knob_of(field)
        if field.type in (bool, str):
            assert (knob.low, knob.high) == (None, None)
        else:
            assert field.type in (int, float, tuple[float, ...], Points)
            assert knob.low is not None
            assert knob.high is not None
            assert knob.low < knob.high

    def test_has_a_logarithmic_scale_only_above_zero(self, field: Field) -> None:
        knob = knob_of(field)
        if knob.scale == "log":
            assert knob.low is not None
            assert knob.low > 0

    def test_allows_its_own_default(self, field: Field) -> None:
        assert check(field.name, field.type, knob_of(field), field.default) == field.default


@pytest.mark.parametrize("node", NODES, ids=lambda node: node.__name__)
class TestEveryNode:
    def test_is_frozen_and_hashable(self, node: type) -> None:
        assert hash(node()) == hash(node())
        for field in fields_of(node):
            with pytest.raises(dataclasses.FrozenInstanceError):
                setattr(node(), field.name, field.default)

    def test_says_what_it_is_in_one_sentence(self, node: type) -> None:
        assert help_of(node).endswith(".")

    def test_offers_choices_under_their_own_names(self, node: type) -> None:
        for field in fields_of(node):
            for name, choice in (field.choices or {}).items():
                assert name == choice.name
                assert title_of(choice)
                # The key "name" of a variant's table is taken by the choice itself.
                assert "name" not in {inner.name for inner in fields_of(choice)}


def test_a_field_is_exactly_one_of_knob_node_and_choice() -> None:
    for node in NODES:
        for field in fields_of(node):
            kinds = (field.knob, field.node, field.choices)
            assert sum(kind is not None for kind in kinds) == 1, field.name


@dataclasses.dataclass(frozen=True, slots=True)
class Cold:
    """Ice."""

    name: ClassVar[str] = "very_cold"


@dataclasses.dataclass(frozen=True, slots=True)
class Weather:
    """What it is like outside.

    More about it.
    """

    wind_speed: Annotated[float, Knob(help="How it blows.", low=0, high=40, unit="m/s")] = 3.0
    air: Cold = Cold()


def test_fields_are_listed_in_the_order_of_their_declaration() -> None:
    wind, air = fields_of(Weather)
    assert (wind.name, wind.type, wind.default, wind.label) == ("wind_speed", float, 3.0, "wind speed")
    assert wind.knob is not None
    assert wind.knob.unit == "m/s"
    assert (air.name, air.node, air.knob) == ("air", Cold, None)


def test_titles_fall_back_on_the_name() -> None:
    assert title_of(Cold) == "very cold"
    assert help_of(Weather) == "What it is like outside."
