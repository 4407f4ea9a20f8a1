"""``ganplay game``: a two-player game under an update rule, as numbers or in words."""

from __future__ import annotations

import csv
import math
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TextIO

from ganplay.cli.verb import Verb
from ganplay.contract import codec
from ganplay.contract.errors import GanplayError
from ganplay.contract.files import replacing
from ganplay.contract.games import Match
from ganplay.contract.knobs import fields_of, help_of, title_of
from ganplay.games.analysis import Analysis, analyse, line, measured
from ganplay.games.payoffs import GAMES
from ganplay.games.rules import RULES
from ganplay.games.trajectory import Trajectory
from ganplay.games.trajectory import run as play

STDOUT = "-"


def declare(parser: ArgumentParser) -> None:
    """Which game, which rule, from where, and in what form it is told."""
    parser.add_argument("game", nargs="?", metavar="GAME", help="which game is played (see --list)")
    parser.add_argument("--rule", metavar="RULE", help="how the players step; short for --set rule.name=RULE")
    parser.add_argument("--eta", metavar="E", help="the step size; short for --set eta=E")
    parser.add_argument("--steps", metavar="N", help="how many steps; short for --set steps=N")
    parser.add_argument(
        "--start",
        metavar="X,Y",
        help="where it starts, x before y, as in --start=-1,1 (default: the game's own)",
    )
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="PATH=VALUE",
        help="turn a knob, as in --set rule.momentum=-0.3; may be repeated (see --list)",
    )
    parser.add_argument("--csv", metavar="FILE", help="write each step's place and radius; - is the terminal")
    parser.add_argument("--list", action="store_true", help="list the games, the rules and their knobs")


def run(args: Namespace) -> int:
    """Play, and write the table or a summary."""
    if args.list:
        _list("GAMES", "game", {kind: GAMES[kind](kind()).formula for kind in GAMES})
        _list("RULES", "rule", {kind: law.formula for kind, law in RULES.items()})
        return 0
    if args.game is None:
        raise GanplayError("name a game, as in: ganplay game xy; ganplay game --list lists them")
    match = codec.override(Match(), _assignments(args))
    trajectory = play(match.game, match.rule, match.eta, match.start, match.steps)
    if args.csv is None:
        _sum_up(match, trajectory, analyse(match.game, match.rule, match.eta))
        return 0
    if args.csv == STDOUT:
        _write(sys.stdout, trajectory)
    else:
        with (
            replacing(Path(args.csv)) as temporary,
            temporary.open("w", newline="", encoding="utf-8") as file,
        ):
            _write(file, trajectory)
    if trajectory.sentence:
        print(f"ganplay: {trajectory.sentence}", file=sys.stderr)
    return 0


def _assignments(args: Namespace) -> list[str]:
    short = {"game.name": args.game, "rule.name": args.rule, "eta": args.eta, "steps": args.steps}
    short["start"] = args.start
    return [*(f"{knob}={text}" for knob, text in short.items() if text is not None), *args.set]


def _write(file: TextIO, trajectory: Trajectory) -> None:
    """Every digit of every number, so that a closed form can be checked against them."""
    half = trajectory.path.shape[1] // 2
    names = [f"{player}{'' if half == 1 else i}" for player in "xy" for i in range(1, half + 1)]
    table = csv.writer(file, lineterminator="\n")
    table.writerow(["step", *names, "radius"])
    places, radii = trajectory.path.tolist(), trajectory.radius.tolist()
    table.writerows([step, *place, radii[step]] for step, place in enumerate(places))


def _sum_up(match: Match, trajectory: Trajectory, analysis: Analysis) -> None:
    start = ", ".join(f"{value:g}" for value in trajectory.path[0])
    first, last = float(trajectory.radius[0]), float(trajectory.radius[-1])
    played = len(trajectory.radius) - 1
    print(f"{title_of(type(match.game))}, {title_of(type(match.rule))}, eta {match.eta:g}: ", end="")
    print(f"{played} step{'' if played == 1 else 's'} from ({start})")
    print(f"  radius      {first:.9g} at the start, {last:.9g} at the end")
    closed = line(match.game, match.rule, match.eta, first, played)
    if closed is not None and analysis.exact:
        print(f"  closed form {closed[-1]:.9g} at the end")
    factor = measured(trajectory.radius)
    if not math.isnan(factor):
        # An average does not go as the iterates do, of which the closed form speaks.
        told = analysis.formula and not RULES[type(match.rule)].observes
        known = f", closed form {analysis.radius:.9g}" if told else ""
        print(f"  a step      × {factor:.9g} measured{known}")
    if analysis.limit is not None:
        print(f"  limit       {_limit(analysis.limit)}")
    for sentence in (analysis.sentence, analysis.remark, trajectory.sentence):
        if sentence:
            print(f"  {sentence[0].upper() if not sentence.startswith('x²') else sentence[0]}{sentence[1:]}")


def _limit(limit: float) -> str:
    if limit == 0.0:
        return "unstable at every eta"
    return "stable at every eta" if math.isinf(limit) else f"stable for eta < {limit:.6g}"


def _list(head: str, path: str, formulas: Mapping[type[Any], str]) -> None:
    print(head)
    for kind, formula in formulas.items():
        print(f"  {kind.name:15} {help_of(kind)}")
        print(f"  {'':15}   {formula}")
        for field in fields_of(kind):
            name = f"{path}.{field.name}" if field.knob is not None else f"{path}.{field.name}.name"
            default = field.default if field.knob is not None else field.default.name
            print(f"  {'':15}   --set {name}={default}  ({codec.allowed(field)})")


VERB = Verb("game", "play a two-player game under an update rule, as a table or in words", declare, run)
