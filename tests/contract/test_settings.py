"""One tree of settings can be walked, changed at a path and compared."""

from __future__ import annotations

import pytest

from ganplay.contract.conditions import Labels
from ganplay.contract.data import Grid, Ring
from ganplay.contract.networks import PerceptronDiscriminator, PerceptronGenerator
from ganplay.contract.objectives import NonSaturating, Wasserstein, WeightClipping
from ganplay.contract.pictures import Digits, Strokes
from ganplay.contract.settings import Settings, changed, get, leaves, put, rebuilds
from ganplay.contract.training import Adam, Sgd


def test_leaves_are_all_knobs_and_the_names_of_all_choices() -> None:
    values = {path: value for path, _, value in leaves(Settings(data=Ring(modes=5)))}
    assert values["data.name"] == "ring"
    assert values["data.modes"] == 5
    assert values["noise.dim"] == 16
    assert values["g_optimiser.name"] == "adam"
    assert values["batch"] == 128
    assert "data" not in values
    assert "noise" not in values


def test_every_leaf_can_be_got_and_put() -> None:
    settings = Settings()
    for path, field, value in leaves(settings):
        assert get(settings, path) == value
        if field.knob is not None:
            assert put(settings, path, value) == settings


def test_put_changes_one_place_and_not_the_original() -> None:
    before = Settings()
    after = put(before, "data.modes", 3)
    assert (before.data, after.data) == (Ring(), Ring(modes=3))
    assert put(before, "loss", Wasserstein()).loss == Wasserstein()
    assert put(after, "data.modes", 8) == before


def test_put_knows_no_other_fields() -> None:
    with pytest.raises(TypeError):
        put(Settings(), "bach", 3)


def test_equal_settings_differ_in_nothing() -> None:
    assert changed(Settings(), Settings()) == ()
    assert rebuilds(Settings(), Settings()) == ()


def test_changed_names_the_knobs_that_differ() -> None:
    after = Settings(data=Ring(modes=3), batch=64)
    assert changed(Settings(), after) == ("data.modes", "batch")


def test_another_variant_brings_its_name_and_its_knobs() -> None:
    assert changed(Settings(), Settings(data=Grid())) == (
        "data.name",
        "data.side",
        "data.spacing",
        "data.sigma",
    )
    assert changed(Settings(loss=NonSaturating()), Settings(loss=Wasserstein())) == ("loss.name",)


LIVE = {
    "loss": Settings(loss=Wasserstein()),
    "penalty": Settings(penalty=WeightClipping()),
    "optimiser": Settings(g_optimiser=Sgd()),
    "rate": Settings(d_optimiser=Adam(rate=0.01)),
    "batch": Settings(batch=64),
}
REBUILDING = {
    "generator.width": Settings(generator=PerceptronGenerator(width=32)),
    "discriminator.packing": Settings(discriminator=PerceptronDiscriminator(packing=2)),
    "discriminator.norm": Settings(discriminator=PerceptronDiscriminator(norm="spectral")),
    "seed": Settings(seed=8),
    "device": Settings(device="cpu"),
}


@pytest.mark.parametrize("after", LIVE.values(), ids=LIVE)
def test_what_acts_at_the_next_step_rebuilds_nothing(after: Settings) -> None:
    assert changed(Settings(), after)
    assert rebuilds(Settings(), after) == ()


@pytest.mark.parametrize(("path", "after"), REBUILDING.items(), ids=REBUILDING)
def test_what_needs_new_networks_is_named(path: str, after: Settings) -> None:
    assert rebuilds(Settings(), after) == (path,)


def test_a_mixed_change_names_only_what_rebuilds() -> None:
    after = Settings(generator=PerceptronGenerator(layers=3), batch=64)
    assert rebuilds(Settings(), after) == ("generator.layers",)


def test_samples_of_another_size_need_new_networks_and_so_do_other_classes() -> None:
    before = Settings(data=Strokes())
    assert rebuilds(Settings(), before) == changed(Settings(), before) != ()
    other = Settings(data=Digits())
    assert changed(before, other)
    assert rebuilds(before, other) == ()
    labelled = (Settings(data=data, condition=Labels()) for data in (Strokes(), Digits()))
    assert rebuilds(*labelled) == changed(before, other)
