"""Where sliders stop."""

from __future__ import annotations

import pytest

from ganplay.contract.inpainting import Recipe
from ganplay.contract.knobs import Field, Knob, fields_of
from ganplay.contract.settings import Settings
from ganplay.gui.widgets.slider_scale import SliderScale, text_of


def numeric_fields() -> dict[str, Field]:
    """Every number of every variant in the settings, by where it is."""
    found: dict[str, Field] = {}

    def visit(node: type, path: str) -> None:
        for field in fields_of(node):
            here = f"{path}{field.name}"
            if field.knob is not None and field.type in (int, float) and not field.knob.hidden:
                found[here] = field
            for name, inner in (field.choices or {}).items():
                visit(inner, f"{here}[{name}].")
            if field.node is not None:
                visit(field.node, f"{here}.")

    visit(Settings, "")
    visit(Recipe, "recipe.")
    return found


FIELDS = numeric_fields()


def test_a_rate_climbs_by_one_two_five_exactly() -> None:
    scale = SliderScale.of(Knob(help="", low=1e-6, high=1.0, scale="log"), float, 1e-3)
    assert scale.stops == (
        1e-6, 2e-6, 5e-6, 1e-5, 2e-5, 5e-5, 1e-4, 2e-4, 5e-4, 1e-3, 2e-3, 5e-3, 0.01, 0.02, 0.05,
        0.1, 0.2, 0.5, 1.0,
    )  # fmt: skip
    assert scale.fraction(1e-3) == pytest.approx(0.5)
    assert scale.nearest(0.5) == 1e-3


def test_a_width_climbs_in_powers_of_two() -> None:
    scale = SliderScale.of(Knob(help="", low=1, high=1024, scale="log"), int, 14)
    assert scale.stops == (1, 2, 4, 8, 14, 16, 32, 64, 128, 256, 512, 1024)
    assert all(type(stop) is int for stop in scale.stops)


def test_a_logarithmic_track_may_begin_at_nothing_at_all() -> None:
    scale = SliderScale.of(Knob(help="", low=0.0, high=10.0, scale="log"), float, 3e-3)
    assert scale.stops == (0.0, 1e-3, 2e-3, 3e-3, 5e-3, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0)
    assert (scale.fraction(0.0), scale.fraction(1e-3), scale.fraction(10.0)) == pytest.approx((0, 0.2, 1))
    assert scale.fraction(1e-9) == 0.0  # As it can be typed, it has its place.


def test_few_whole_numbers_are_all_there() -> None:
    assert SliderScale.of(Knob(help="", low=1, high=10), int, 5).stops == tuple(range(1, 11))


def test_a_share_climbs_in_round_steps_through_both_ends() -> None:
    stops = SliderScale.of(Knob(help="", low=-0.99, high=0.99), float, 0.0).stops
    assert (stops[0], stops[-1]) == (-0.99, 0.99)
    assert stops[1:4] == (-0.9, -0.8, -0.7)
    assert 0.3 in stops


@pytest.mark.parametrize("path", FIELDS)
def test_every_knob_has_a_usable_ladder(path: str) -> None:
    field = FIELDS[path]
    assert field.knob is not None
    scale = SliderScale.of(field.knob, field.type, field.default)
    assert (scale.stops[0], scale.stops[-1]) == (field.knob.low, field.knob.high)
    assert field.default in scale.stops
    assert list(scale.stops) == sorted(set(scale.stops))
    assert 3 <= len(scale.stops) <= 110
    for stop in scale.stops:
        assert type(stop) is field.type
        assert scale.nearest(scale.fraction(stop)) == stop
        assert field.type(float(text_of(stop))) == stop


def test_steps_from_between_two_rungs_go_to_the_neighbours() -> None:
    scale = SliderScale.of(Knob(help="", low=1, high=1024, scale="log"), int, 64)
    assert scale.moved(100, 1) == 128
    assert scale.moved(100, -1) == 64
    assert scale.moved(64, 1) == 128
    assert scale.moved(64, -1) == 32
    assert scale.moved(64, 100) == 1024
    assert scale.moved(64, -100) == 1


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (8, "8"), (0.05, "0.05"), (1e-3, "1e-3"), (0.01768, "0.01768"), (1.0, "1"), (0.0, "0"),
        (-0.9, "-0.9"), (1e-6, "1e-6"), (1.5e-5, "1.5e-5"), (0.9999, "0.9999"),
        (100.0, "100"), (2**31 - 1, "2147483647"),
    ],
)  # fmt: skip
def test_numbers_are_written_as_a_person_would(value: float, text: str) -> None:
    assert text_of(value) == text
