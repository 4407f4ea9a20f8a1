"""``ganplay game``: what a person types and what is answered."""

from __future__ import annotations

import csv
import io
import math
import typing

import numpy as np
import pytest

from ganplay.__main__ import main
from ganplay.contract import games
from ganplay.contract.codec import from_table, from_toml, override, to_table, to_toml
from ganplay.contract.errors import SettingsError
from ganplay.contract.games import XY, HeavyBall, Match, Optimistic
from ganplay.contract.knobs import fields_of
from ganplay.contract.settings import Settings, leaves


def table(text):
    head, *rows = csv.reader(io.StringIO(text))
    return head, np.array(rows, dtype=float)


def test_the_slide_as_a_table(capsys):
    typed = [
        "game",
        "xy",
        "--rule",
        "simultaneous",
        "--eta",
        "0.1",
        "--steps",
        "500",
        "--start",
        "1,1",
        "--csv",
        "-",
    ]
    assert main(typed) == 0
    answer = capsys.readouterr()
    head, rows = table(answer.out)
    assert head == ["step", "x", "y", "radius"]
    assert answer.err == ""
    np.testing.assert_array_equal(rows[:, 0], np.arange(501))
    np.testing.assert_allclose(rows[:, 3], math.sqrt(2) * 1.01 ** (np.arange(501) / 2), rtol=1e-9)
    np.testing.assert_allclose(np.hypot(rows[:, 1], rows[:, 2]), rows[:, 3], rtol=1e-12)
    assert "\r" not in answer.out


def test_other_dimensions_have_other_columns(tmp_path, capsys):
    assert (
        main(["game", "mean", "--rule", "optimistic", "--steps", "5", "--csv", str(tmp_path / "mean.csv")])
        == 0
    )
    head, rows = table((tmp_path / "mean.csv").read_text())
    assert head == ["step", "x1", "x2", "y1", "y2", "radius"]
    assert rows.shape == (6, 6)
    assert rows[0, 1:5].tolist() == [1.7, 1.7, 1.4, 1.4]
    assert capsys.readouterr().out == ""


def test_a_summary_sets_the_formula_beside_what_was_measured(capsys):
    assert main(["game", "xy", "--rule", "extragradient", "--set", "eta=0.2", "--set", "game.scale=0.5"]) == 0
    out = capsys.readouterr().out
    assert "xy, extragradient, eta 0.2: 500 steps from (1, 1)" in out
    assert "× 0.995037688 measured, closed form 0.995037688" in out
    assert "stable for eta < 2\n" in out
    assert "Radius × √(1 − (0.5η)² + (0.5η)⁴) = 0.995038 a step: halves every 139 steps" in out


def test_knobs_are_set_after_what_they_belong_to(capsys):
    typed = [
        "game",
        "dirac",
        "--set",
        "game.penalty.name=r1",
        "--set",
        "game.penalty.gamma=1",
        "--eta",
        "0.2",
    ]
    assert main([*typed, "--rule", "alternating", "--set", "rule.y_steps=5", "--csv", "-"]) == 0
    _, rows = table(capsys.readouterr().out)
    assert rows[-1, 3] == pytest.approx(5.144e-12, rel=1e-3)


def test_a_divergence_ends_the_table_and_is_named(capsys):
    assert main(["game", "xy", "--eta", "10", "--csv", "-"]) == 0
    answer = capsys.readouterr()
    _, rows = table(answer.out)
    assert np.isfinite(rows).all()
    assert answer.err == (
        f"ganplay: It diverges: from step {len(rows)} on it is farther out than 10¹² and no longer drawn.\n"
    )
    assert main(["game", "xy", "--eta", "10"]) == 0
    assert f"from step {len(rows)} on" in capsys.readouterr().out


def test_a_start_at_the_equilibrium_is_named(capsys):
    assert main(["game", "xy", "--start", "0,0"]) == 0
    assert "starts at the equilibrium" in capsys.readouterr().out
    assert main(["game", "xy", "--start=-1,1"]) == 0
    assert "from (-1, 1)" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ([], "name a game"),
        (["xz"], "game.name: unknown game 'xz'; did you mean 'xy'?"),
        (["xy", "--rule", "extragrad"], "did you mean 'extragradient'?"),
        (["xy", "--eta", "11"], "eta: 11.0 is outside 0.001 to 10"),
        (["xy", "--eta", "nan"], "eta: nan is outside"),
        (["xy", "--steps", "0"], "steps: 0 is outside 1 to 100000"),
        (["xy", "--start", "1,2,3"], "the start has 3 numbers; this game takes 2"),
        (["xy", "--start", "1,a"], "start is not valid TOML"),
        (["xy", "--set", "rule.momentum=1"], "belongs to heavy_ball; set rule.name first"),
        (["dirac", "--rule", "r1"], "Dirac-GAN does not admit R1 on y"),
        (["dirac", "--rule", "unrolled", "--set", "game.loss=non_saturating"], "a loss of its own"),
        (["xy", "--csv", "/dev/null/all.csv"], "all.csv"),
        (["xy", "--gamma", "1"], "unrecognized arguments"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_what_a_person_can_mend_is_one_line(capsys, typed, words):
    assert main(["game", *typed]) == 2
    answer = capsys.readouterr()
    assert answer.out == ""
    assert words in answer.err
    assert answer.err.startswith("ganplay: ")
    assert answer.err.count("\n") == 1


def test_the_list_names_every_game_rule_and_knob(capsys):
    assert main(["game", "--list"]) == 0
    out = capsys.readouterr().out
    for kind in (*typing.get_args(games.Game), *typing.get_args(games.Rule)):
        assert f"\n  {kind.name} " in out
        for field in fields_of(kind):
            assert f".{field.name}" in out


def test_a_match_is_settings_like_any_other():
    match = Match(XY(2.5), HeavyBall(-0.3), 0.05, (1.0, -2.0), 700)
    assert from_table(to_table(match), Match) == match
    assert 'name = "heavy_ball"' in to_toml(match)
    assert override(Match(), ["rule.name=optimistic", "start=3,4"]) == Match(
        rule=Optimistic(), start=(3.0, 4.0)
    )
    with pytest.raises(SettingsError, match=r"rule.momentun: unknown key .*; did you mean 'momentum'\?"):
        from_table({"rule": {"name": "heavy_ball", "momentun": 1}}, Match)
    assert from_toml(to_toml(Settings())) == Settings()


def test_every_knob_has_help_and_takes_its_default():
    for kind in (
        Match,
        *typing.get_args(games.Game),
        *typing.get_args(games.Rule),
        *typing.get_args(games.DiracPenalty),
    ):
        for path, field, _ in leaves(kind()):
            if field.knob is not None:
                assert field.knob.help.endswith("."), path
    for kind in typing.get_args(games.Rule):
        assert from_table(to_table(Match(rule=kind())), Match).rule == kind()
