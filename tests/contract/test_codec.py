"""Settings survive the way to a file and back, and a wrong entry is named with what it allows."""

from __future__ import annotations

from typing import Any

import pytest

from ganplay.contract.codec import allowed, from_table, from_toml, override, to_table, to_toml
from ganplay.contract.conditions import Codes
from ganplay.contract.data import MAX_POINTS, Drawn, File, Grid, Ring, TwoMoons
from ganplay.contract.errors import SettingsError
from ganplay.contract.knobs import Field, Points, fields_of
from ganplay.contract.networks import PerceptronDiscriminator, PerceptronGenerator
from ganplay.contract.objectives import Hinge, LeastSquares, WeightClipping
from ganplay.contract.settings import Settings, leaves, put
from ganplay.contract.training import RmsProp


def another_value(field: Field) -> Any:
    knob = field.knob
    assert knob is not None
    if field.type is bool:
        return not field.default
    if field.type is str:
        return next((option for option in knob.options if option != field.default), 'a "Köln".csv')
    if field.type == Points:
        return ((0.25, -0.5), (1.0, 2 / 3))
    if field.type == tuple[float, ...]:
        return (0.1, 2.0)
    assert knob.low is not None
    assert knob.high is not None
    value = knob.low + 0.7 * (knob.high - knob.low)
    return int(value) if field.type is int else value


def turned(node: type[Any]) -> Any:
    """An instance in which no knob is at its default."""
    values = {}
    for field in fields_of(node):
        inner = field.node if field.node is not None else type(field.default)
        values[field.name] = another_value(field) if field.knob is not None else turned(inner)
    return node(**values)


VARIANTS = [
    (field.name, variant) for field in fields_of(Settings) for variant in (field.choices or {}).values()
]


@pytest.mark.parametrize(("choice", "variant"), VARIANTS, ids=lambda part: getattr(part, "name", part))
class TestEveryVariant:
    def test_survives_the_way_to_toml_and_back_with_every_knob_turned(
        self, choice: str, variant: type[Any]
    ) -> None:
        settings = put(turned(Settings), choice, turned(variant))
        for path, field, value in leaves(settings):
            if field.knob is not None:
                assert value != field.default, path
        assert from_toml(to_toml(settings)) == settings

    def test_is_chosen_by_name_with_its_own_defaults(self, choice: str, variant: type[Any]) -> None:
        settings = override(turned(Settings), [f"{choice}.name={variant.name}"])
        assert settings == put(turned(Settings), choice, variant())

    def test_takes_every_knob_as_typed_text(self, choice: str, variant: type[Any]) -> None:
        settings = put(Settings(), choice, variant())
        for field in fields_of(variant):
            value = another_value(field)
            text = (
                str([list(p) if isinstance(p, tuple) else p for p in value])
                if isinstance(value, tuple)
                else value
            )
            settings = override(settings, [f"{choice}.{field.name}={text}"])
        assert settings == put(Settings(), choice, turned(variant))


def test_a_full_table_names_every_choice() -> None:
    table = to_table(Settings())
    assert table["data"]["name"] == "ring"
    assert table["loss"] == {"name": "minimax", "alpha": 0.0, "beta": 0.0}


def test_what_is_missing_takes_its_default() -> None:
    assert from_toml("") == Settings()
    assert from_toml("data.modes = 3").data == Ring(modes=3)


def test_a_whole_float_will_do_for_a_whole_number_and_the_reverse() -> None:
    settings = from_toml("batch = 64.0\n[data]\nradius = 1")
    assert (settings.batch, settings.data) == (64, Ring(radius=1.0))
    assert isinstance(settings.batch, int)
    assert isinstance(settings.data, Ring)
    assert isinstance(settings.data.radius, float)


REFUSED = {
    "unknown key": ("bach = 64", "bach: unknown key 'bach'; did you mean 'batch'?"),
    "unknown key of a variant": (
        "[loss]\nalhpa = 0.1",
        "loss.alhpa: unknown key 'alhpa'; did you mean 'alpha'?",
    ),
    "a variant without keys": (
        "[loss]\nname = 'hinge'\nalpha = 0.1",
        "loss.alpha: unknown key 'alpha'; there is none here",
    ),
    "unknown variant": ("[loss]\nname = 'wgn'", "loss.name: unknown loss 'wgn'; did you mean 'wgan'?"),
    "a variant far from any": (
        "[penalty]\nname = 'zzz'",
        "penalty.name: unknown penalty 'zzz'; known are clipping, dragan, gradient, none, r1, r2",
    ),
    "a number for a variant": ("[loss]\nname = 3", "loss.name: unknown loss '3'"),
    "a value where a table belongs": ("loss = 'wgan'", "loss: 'wgan' is not a table of settings"),
    "a value where a node belongs": ("noise = 2", "noise: 2 is not a table of settings"),
    "too small": ("batch = 0", "batch: 0 is outside 8 to 4096"),
    "no modes": ("[data]\nmodes = 0", "data.modes: 0 is outside 1 to 64"),
    "no width": ("[generator]\nwidth = 0", "generator.width: 0 is outside 1 to 1024"),
    "too large": ("seed = 2147483648", "seed: 2147483648 is outside 0 to 2147483647"),
    "beyond any float": (f"batch = 1{'0' * 400}", "is outside 8 to 4096"),
    "infinite": ("[data]\nsigma = inf", "data.sigma: inf is outside 0.001 to 1"),
    "not a number": ("[data]\nsigma = nan", "data.sigma: nan is outside 0.001 to 1"),
    "a fraction": ("batch = 64.5", "batch: 64.5 is not a whole number"),
    "a text for a number": ("batch = '64'", "batch: '64' is not a whole number"),
    "a boolean for a number": ("batch = true", "batch: True is not a whole number"),
    "a number for a text": ("device = 0", "device: 0 is not a text"),
    "unknown option": (
        "[generator]\nactivation = 'rleu'",
        "generator.activation: unknown option 'rleu'; did you mean 'relu'?",
    ),
    "a number for a list": ("[data]\nweights = 1", "data.weights: 1 is not a list"),
    "a text in a list": ("[data]\nweights = [1, 'x']", "data.weights[1]: 'x' is not a number"),
    "a negative entry": ("[data]\nweights = [1, -1]", "data.weights[1]: -1 is outside 0 to 1000"),
    "no points": ("[data]\nname = 'drawn'\npoints = []", f"0 points; between 1 and {MAX_POINTS} are allowed"),
    "half a point": (
        "[data]\nname = 'drawn'\npoints = [[0, 0], [1]]",
        "data.points[1]: [1] is not a pair of numbers",
    ),
    "a point at infinity": ("[data]\nname = 'drawn'\npoints = [[0, inf]]", "data.points[0]: inf is outside"),
    "broken TOML": ("batch = ", "settings is not valid TOML: Invalid value (at "),
    "nested beyond reason": (f"batch = {'[' * 9000}", "settings is not valid TOML: nested too deeply"),
    "longer than a number may be": (f"batch = {'9' * 9000}", "settings is not valid TOML: "),
}


@pytest.mark.parametrize(("text", "sentence"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused_is_named_with_what_is_allowed(text: str, sentence: str) -> None:
    with pytest.raises(SettingsError) as caught:
        from_toml(text)
    assert sentence in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("value", [f"0x{'f' * 5000}", f"[{'1, ' * 5000}]", f"'{'x' * 5000}'"])
def test_a_refused_value_is_repeated_no_longer_than_a_person_reads(value: str) -> None:
    with pytest.raises(SettingsError, match=r"^seed: ") as refusal:
        from_toml(f"seed = {value}")
    assert len(str(refusal.value)) < 120


def test_too_many_points_are_refused() -> None:
    table = {"data": {"name": "drawn", "points": [[0.0, 0.0]] * (MAX_POINTS + 1)}}
    with pytest.raises(SettingsError, match="20001 points; between 1 and 20000 are allowed"):
        from_table(table)


def test_overrides_apply_in_order() -> None:
    settings = override(Settings(), ["loss.alpha = 0.1", "loss.name=hinge", "batch=1e2", "data.weights=1, 2"])
    assert settings == Settings(loss=Hinge(), batch=100, data=Ring(weights=(1.0, 2.0)))


def test_an_override_of_text_may_hold_equals_signs() -> None:
    settings = override(Settings(), ["data.name=file", "data.path=a=b.csv"])
    assert settings.data == File(path="a=b.csv")


def test_an_override_leaves_the_rest_as_it_was() -> None:
    before = turned(Settings)
    after = override(before, ["data.sigma=0.5"])
    assert after == put(before, "data.sigma", 0.5)


MISTYPED = {
    "no equals sign": ("batch", "--set takes path=value, as in --set loss.name=wgan, not 'batch'"),
    "unknown path": ("data.mode=3", "unknown key 'data.mode'; did you mean 'data.modes'?"),
    "a choice without its name": ("loss=wgan", "loss is a choice; set loss.name to one of minimax | "),
    "unknown variant": ("data.name=rnig", "data.name: unknown data 'rnig'; did you mean 'ring'?"),
    "a knob of other variants": (
        "penalty.weight=1",
        "penalty.weight belongs to gradient and dragan; set penalty.name first",
    ),
    "words for a number": ("batch=many", "batch: 'many' is not a whole number"),
    "nothing for a number": ("batch=", "batch: '' is not a whole number"),
    "a fraction": ("batch=12.5", "batch: 12.5 is not a whole number"),
    "not a number": ("d_optimiser.rate=nan", "d_optimiser.rate: nan is outside 1e-06 to 1"),
    "an open list": ("data.weights=[1, 2", "data.weights is not valid TOML: "),
}


@pytest.mark.parametrize(("assignment", "sentence"), MISTYPED.values(), ids=MISTYPED)
def test_a_mistyped_override_is_named_with_what_is_allowed(assignment: str, sentence: str) -> None:
    with pytest.raises(SettingsError) as caught:
        override(Settings(), [assignment])
    assert sentence in str(caught.value)
    assert "\n" not in str(caught.value)


def test_what_is_allowed_is_said_in_words() -> None:
    words = {path: allowed(field) for path, field, _ in leaves(Settings(data=Drawn()))}
    assert words["loss.name"] == "minimax | non_saturating | least_squares | hinge | wgan"
    assert words["noise.law"] == "normal | uniform"
    assert words["batch"] == "8 to 4096"
    assert words["seed"] == "0 to 2147483647"
    assert words["device"] == "text"
    assert words["data.points"] == "list of -1000000 to 1000000"


def test_the_default_of_a_choice_is_what_its_bare_table_means() -> None:
    assert from_toml("[data]\nmodes = 4").data == Ring(modes=4)
    assert from_toml("[data]\nname = 'grid'\nside = 3").data == Grid(side=3)


WRITTEN_EARLIER = """
batch = 128
average = 0.0
seed = 7
device = "auto"

[data]
name = "two_moons"
gap = 0.0
sigma = 0.08

[condition]
name = "codes"
categories = 10
continuous = 2
weight = 1.0

[noise]
dim = 16
law = "normal"

[generator]
name = "perceptron"
layers = 2
width = 64
activation = "relu"
init = "default"
input_scale = 1.0
output = "linear"
norm = "batch"

[discriminator]
name = "perceptron"
layers = 2
width = 64
activation = "relu"
init = "default"
input_scale = 1.0
norm = "spectral"
minibatch = "off"
packing = 1

[loss]
name = "least_squares"
alpha = 0.1
beta = 0.0

[penalty]
name = "clipping"
bound = 0.05

[updates]
scheme = "alternating"
d_steps = 1
g_steps = 1
unroll = 0

[g_optimiser]
name = "rmsprop"
rate = 0.0005
decay = 0.99

[d_optimiser]
name = "adam"
rate = 0.001
beta1 = 0.5
beta2 = 0.999
"""
"""Every key that a run could have, as settings files and checkpoints of the first versions hold them."""


def test_a_file_of_settings_that_was_written_earlier_is_read_as_it_was_meant() -> None:
    assert from_toml(WRITTEN_EARLIER) == Settings(
        data=TwoMoons(),
        condition=Codes(categories=10, continuous=2),
        generator=PerceptronGenerator(norm="batch"),
        discriminator=PerceptronDiscriminator(norm="spectral"),
        loss=LeastSquares(alpha=0.1),
        penalty=WeightClipping(bound=0.05),
        g_optimiser=RmsProp(),
    )
