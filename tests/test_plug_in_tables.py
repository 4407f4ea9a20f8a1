"""What the README says of adding a part, done to a copy of the package: files of its own, a line a table."""

from __future__ import annotations

import csv
import math
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

LOSS_KNOBS = '''
"""The relativistic pairing GAN's knobs: none."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

from ganplay.contract.facts import Equilibrium, LossFacts


@dataclass(frozen=True, slots=True)
class Relativistic(LossFacts):
    """Each real sample is to look more real than a generated one (Jolicoeur-Martineau 2019)."""

    name: ClassVar[str] = "relativistic"

    @property
    def equilibrium(self) -> Equilibrium:
        return Equilibrium(math.log(2), "ln 2", math.log(2), "ln 2")
'''
LOSS = '''
"""Relativistic pairing GAN (Jolicoeur-Martineau 2019)."""

from __future__ import annotations

import torch.nn.functional as F
from torch import Tensor

from ganplay.contract.relativistic import Relativistic
from ganplay.engine.losses.terms import LossTerms


def discriminator(settings: Relativistic, real: Tensor, fake: Tensor) -> Tensor:
    """-E ln sigma(C(x) - C(G(z)))."""
    return F.softplus(fake - real).mean()


def generator(settings: Relativistic, real: Tensor, fake: Tensor) -> Tensor:
    """-E ln sigma(C(G(z)) - C(x))."""
    return F.softplus(real - fake).mean()


TERMS = LossTerms(discriminator, generator, title="critic", generator_sees_real=True)
'''

PENALTY_KNOBS = '''
from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from ganplay.contract.facts import PenaltyFacts
from ganplay.contract.knobs import Knob


@dataclass(frozen=True, slots=True)
class Drift(PenaltyFacts):
    """Keeps D's answers to real samples near 0 (Karras et al. 2018)."""

    name: ClassVar[str] = "drift"
    weight: Annotated[float, Knob(help="How strongly it counts.", low=0.0, high=1.0)] = 0.5
'''
PENALTY = """
from __future__ import annotations

from torch import Tensor

from ganplay.contract.drift import Drift
from ganplay.engine.penalties.parts import Critic, PenaltyParts


def term(settings: Drift, critic: Critic, real: Tensor, fake: Tensor, uniforms: Tensor) -> Tensor:
    return settings.weight * critic(real).square().mean()


PARTS = PenaltyParts(term)
"""

DATA_KNOBS = '''
from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from ganplay.contract.knobs import Knob


@dataclass(frozen=True, slots=True)
class Corners:
    """Gaussians in the corners of a square."""

    name: ClassVar[str] = "corners"
    sigma: Annotated[float, Knob(help="Standard deviation of each.", low=0.01, high=0.5)] = 0.1

    @property
    def extent(self) -> tuple[float, float, float, float]:
        """Twice as wide as the square."""
        return (-2.0, 2.0, -2.0, 2.0)
'''
DATA = '''
from __future__ import annotations

import torch

from ganplay.contract.corners import Corners
from ganplay.engine.datasets.mixture import Mixture


def corners(data: Corners, device: torch.device | str) -> Mixture:
    """One mode in each corner."""
    means = torch.tensor([[-1.0, -1.0], [-1.0, 1.0], [1.0, -1.0], [1.0, 1.0]])
    return Mixture.of_modes(data.extent, means, data.sigma, device=device)
'''

OPTIMISER_KNOBS = '''
from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from ganplay.contract.knobs import Knob


@dataclass(frozen=True, slots=True)
class SignDescent:
    """Every weight moves by the same step."""

    name: ClassVar[str] = "sign"
    rate: Annotated[float, Knob(help="Learning rate.", low=1e-6, high=1.0, scale="log")] = 0.001
'''
OPTIMISER = """
from __future__ import annotations

from typing import Any

from torch import Tensor

from ganplay.contract.sign_descent import SignDescent
from ganplay.engine.optimisers.step import Memory, OptimiserStep


def step(
    settings: SignDescent, theta: Tensor, gradient: Tensor, memory: Memory, t: Any
) -> tuple[Tensor, Memory]:
    return theta - settings.rate * gradient.sign(), memory


STEP = OptimiserStep(0, step)
"""

RULE_KNOBS = '''
from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Midpoint:
    """Step along the gradient found half a step ahead."""

    name: ClassVar[str] = "midpoint"
'''
RULE = '''
from __future__ import annotations

from ganplay.contract.midpoint import Midpoint
from ganplay.games.game import Game, Pair, Vector
from ganplay.games.rule import ClosedForm, Rule, Step


def step(settings: Midpoint, game: Game, eta: float) -> Step:
    """To w' = w + eta v(w + eta/2 v(w))."""
    field, keep = game.field, game.keep()

    def move(x: Vector, y: Vector) -> Pair:
        vx, vy = field(x, y)
        vx, vy = field(x + eta / 2 * vx, keep(y + eta / 2 * vy))
        return x + eta * vx, keep(y + eta * vy)

    return move


RULE = Rule(
    step,
    formula="w' = w + η·v(w + η/2·v(w))",
    source="Runge 1895",
    words="Diverges on a rotation, but slowly.",
    closed=ClosedForm(
        lambda _, eta, sigma: (1 + (sigma * eta) ** 4 / 4) ** 0.5,
        lambda *_: "√(1 + {h}⁴/4)",
        lambda *_: 0.0,
        exact=True,
    ),
)
'''

GAME_KNOBS = '''
from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Doubled:
    """f = 2 xy."""

    name: ClassVar[str] = "doubled"
'''
GAME = """
from __future__ import annotations

import numpy as np

from ganplay.contract.doubled import Doubled
from ganplay.games.game import Game, linear


def game(settings: Doubled) -> Game:
    return linear(
        np.array([[0.0, -2.0], [2.0, 0.0]]),
        value=lambda x, y: 2 * x * y,
        formula="min over x, max over y of f = 2·xy",
        source="an exercise",
    )
"""

NORM = '''
"""Layer normalisation (Ba et al. 2016): each row for itself."""

from __future__ import annotations

from collections.abc import Sequence

import torch
import torch.nn.functional as F
from torch import Tensor

from ganplay.engine.models.activations import ACTIVATIONS, RECTIFIERS
from ganplay.engine.models.layers import Mode, Shape


class LayerNorm:
    """y = activation(gamma (x - mean) / sqrt(var + eps) + beta) over each row (N, width)."""

    def __init__(self, width: int, activation: str) -> None:
        self.shapes: tuple[Shape, ...] = ((width,), (width,))
        self.transposed: tuple[bool, ...] = (False, False)
        self.buffers: tuple[Tensor, ...] = ()
        self.rectifies = activation in RECTIFIERS
        self.activation = ACTIVATIONS[activation]

    def initialise(self, weights: Sequence[Tensor], rng: torch.Generator) -> None:
        weights[0].fill_(1.0)
        weights[1].zero_()

    def to(self, device: torch.device) -> None:
        """There is nothing to move."""

    def __call__(self, weights: Sequence[Tensor], x: Tensor, mode: Mode) -> Tensor:
        return self.activation(F.layer_norm(x, x.shape[1:], *weights))
'''

METRIC = '''
"""The energy distance (Szekely and Rizzo 2013)."""

from __future__ import annotations

import torch
from torch import Tensor


def energy_distance(real: Tensor, fake: Tensor) -> float:
    """2 E|x - y| - E|x - x'| - E|y - y'| of two clouds (N, 2)."""
    of_real, of_fake = (torch.cdist(points, points).mean() for points in (real, fake))
    return float(2 * torch.cdist(real, fake).mean() - of_real - of_fake)
'''

CHART = '''
"""How far the generated points are from the origin."""

from __future__ import annotations

import numpy as np

from ganplay.contract.views import Histogram, PlaneView
from ganplay.gui.charts.histogram import HistogramPlot
from ganplay.gui.theme import Appearance


class RadiiPlot(HistogramPlot):
    """A histogram of |x|."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(appearance, ("fake",))

    def _draw(self) -> None:
        if not isinstance(self.shown, PlaneView):
            self.clear("nothing generated yet")
            return
        counts, edges = np.histogram(np.linalg.norm(self.shown.fake, axis=1), 20, (0, 5))
        self.show_histograms((Histogram(edges, counts),), (0.0, 5.0))
'''

FILES = {
    "contract/relativistic.py": LOSS_KNOBS,
    "engine/losses/relativistic.py": LOSS,
    "contract/drift.py": PENALTY_KNOBS,
    "engine/penalties/drift.py": PENALTY,
    "contract/corners.py": DATA_KNOBS,
    "engine/datasets/corners.py": DATA,
    "contract/sign_descent.py": OPTIMISER_KNOBS,
    "engine/optimisers/sign_descent.py": OPTIMISER,
    "contract/midpoint.py": RULE_KNOBS,
    "games/rules/midpoint.py": RULE,
    "contract/doubled.py": GAME_KNOBS,
    "games/payoffs/doubled.py": GAME,
    "engine/models/layer_norm.py": NORM,
    "engine/metrics/energy_distance.py": METRIC,
    "gui/charts/radii.py": CHART,
}
"""What is written."""

LINES = [
    ("contract/objectives.py", "ganplay.contract.relativistic", "Relativistic", "Loss = ", "Relativistic | "),
    ("contract/objectives.py", "ganplay.contract.drift", "Drift", "Penalty = ", "Drift | "),
    ("contract/data.py", "ganplay.contract.corners", "Corners", "Plane = (\n", "    Corners |\n"),
    (
        "contract/training.py",
        "ganplay.contract.sign_descent",
        "SignDescent",
        "Optimiser = ",
        "SignDescent | ",
    ),
    ("contract/games.py", "ganplay.contract.midpoint", "Midpoint", "Rule = (\n", "    Midpoint |\n"),
    ("contract/games.py", "ganplay.contract.doubled", "Doubled", "Game = ", "Doubled | "),
    ("contract/networks.py", "", "", "LAYER_NORMS = (", '"layer", '),
    (
        "contract/metrics.py",
        "",
        "",
        "MEASURES: tuple[Metric, ...] = (\n",
        '    Metric("energy", "energy", "Energy distance of the clouds.", group=DISTANCES, token="fake"),\n',
    ),
    (
        "engine/losses/__init__.py",
        "ganplay.engine.losses.relativistic",
        "TERMS as relativistic, Relativistic",
        "LOSSES: dict[type[Any], LossTerms] = {\n",
        "    Relativistic: relativistic,\n",
    ),
    (
        "engine/penalties/__init__.py",
        "ganplay.engine.penalties.drift",
        "PARTS as drift, Drift",
        "PENALTIES: dict[type[Any], PenaltyParts] = {\n",
        "    Drift: drift,\n",
    ),
    (
        "engine/datasets/__init__.py",
        "ganplay.engine.datasets.corners",
        "Corners, corners",
        "DATASETS: dict[type[Any], Callable[..., Dataset | PictureSet]] = {\n",
        "    Corners: corners,\n",
    ),
    (
        "engine/optimisers/__init__.py",
        "ganplay.engine.optimisers.sign_descent",
        "STEP as sign_descent, SignDescent",
        "OPTIMISERS: dict[type[Any], OptimiserStep] = {\n",
        "    SignDescent: sign_descent,\n",
    ),
    (
        "games/rules/__init__.py",
        "ganplay.games.rules.midpoint",
        "RULE as midpoint, Midpoint",
        "RULES: dict[type[Any], Rule] = {\n",
        "    Midpoint: midpoint,\n",
    ),
    (
        "games/payoffs/__init__.py",
        "ganplay.games.payoffs.doubled",
        "game as doubled, Doubled",
        "GAMES: dict[type[Any], Callable[[Any], Game]] = {\n",
        "    Doubled: doubled,\n",
    ),
    (
        "engine/models/normalisations.py",
        "ganplay.engine.models.layer_norm",
        "LayerNorm",
        "LAYER_NORMS: dict[str, Callable[[int, str], Layer]] = {\n",
        '    "layer": LayerNorm,\n',
    ),
    (
        "engine/plane_measures.py",
        "ganplay.engine.metrics.energy_distance",
        "energy_distance",
        "PLANE_MEASURES: dict[str, Callable[[Reading], float]] = {\n",
        '    "energy": lambda reading: energy_distance(reading.real, reading.fake),\n',
    ),
    (
        "gui/play/monitors.py",
        "ganplay.gui.charts.radii",
        "PlaneView, RadiiPlot",
        "CLOSER_LOOKS = (\n",
        '    CloserLook("Radii", "How far out", (ChartEntry("radii", RadiiPlot, PlaneView),)),\n',
    ),
]
"""Where, what is imported from where for it, and what is put right after which words."""


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the package as a stranger has extended it."""
    folder = tmp_path_factory.mktemp("stranger")
    package = folder / "ganplay"
    shutil.copytree(ROOT / "ganplay", package, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "resources").symlink_to(ROOT / "resources")
    for name, text in FILES.items():
        assert not (package / name).exists()
        (package / name).write_text(text.lstrip(), encoding="utf-8")
    for name, module, names, after, line in LINES:
        text = (package / name).read_text(encoding="utf-8")
        assert text.count(f"\n{after}") == 1, f"{name}: {after}"
        text = text.replace(f"\n{after}", f"\n{after}{line}")
        if module:
            future = "from __future__ import annotations\n"
            text = text.replace(future, f"{future}\nfrom {module} import {names}\n", 1)
        (package / name).write_text(text, encoding="utf-8")
    return folder


def run(copy: Path, *arguments: str) -> str:
    """Run Python on the copy; nothing may complain."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=copy,
        env=os.environ | {"PYTHONPATH": str(copy), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr, done.stderr
    return done.stdout


def trained(copy: Path, tmp_path: Path, *knobs: str) -> dict[str, list[float]]:
    """The columns of metrics.csv of a short run with these knobs, a row at every hundredth step."""
    where = ["--steps", "210", "--device", "cpu", "--out", str(tmp_path / "run")]
    settings = [word for knob in knobs for word in ("--set", knob)]
    run(copy, "-m", "ganplay", "train", "ring8", *where, *settings)
    with (tmp_path / "run" / "metrics.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {key: [float(row[key] or "nan") for row in rows] for key in rows[0]}


def test_the_readme_names_every_table_that_a_line_is_put_into() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name, _, _, after, _ in LINES:
        assert f"`{re.split('[ :]', after)[0]}` in `{name}`" in readme


@pytest.mark.parametrize(
    "knobs",
    [
        ("loss.name=relativistic",),
        ("penalty.name=drift", "penalty.weight=0.2"),
        ("d_optimiser.name=sign", "g_optimiser.name=sign"),
        ("generator.norm=layer", "discriminator.norm=layer"),
    ],
    ids=" ".join,
)
def test_a_part_of_a_stranger_trains(copy: Path, tmp_path: Path, knobs: tuple[str, ...]) -> None:
    columns = trained(copy, tmp_path, *knobs)
    assert columns["step"] == [0, 100, 200, 210]
    assert all(map(math.isfinite, columns["d_loss"][1:] + columns["g_loss"][1:]))
    assert columns["d_fake"][1] != columns["d_fake"][2]
    written = (tmp_path / "run" / "settings.toml").read_text(encoding="utf-8")
    assert f'"{knobs[0].partition("=")[2]}"' in written


def test_a_distribution_of_a_stranger_is_learnt_and_measured_by_a_metric_of_one(
    copy: Path, tmp_path: Path
) -> None:
    columns = trained(copy, tmp_path, "data.name=corners", "data.sigma=0.5")
    assert columns["modes_captured"][-1] in (1, 2, 3, 4)
    assert 0 < columns["energy"][-1] < columns["energy"][0] < 10


def test_a_game_and_a_rule_of_a_stranger_are_played_and_told_of(copy: Path) -> None:
    """On f = 2 xy with eta = 0.1, h is 0.2: the radius grows by sqrt(1 + h^4/4) in each step."""
    command = ["-m", "ganplay", "game", "doubled", "--rule", "midpoint", "--eta", "0.1", "--steps", "100"]
    *_, last = csv.reader(run(copy, *command, "--csv", "-").splitlines())
    assert float(last[-1]) == pytest.approx(math.sqrt(2) * (1 + 0.2**4 / 4) ** 50)
    assert "Radius × √(1 + (2η)⁴/4) = 1.0002 a step" in run(copy, *command)


WINDOW = """
import sys
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer

from ganplay import app
from ganplay.contract import scenes
from ganplay.contract.codec import override
from ganplay.contract.scenes import Scene
from ganplay.contract.views import PlaneView
from ganplay.gui.memory import Memory

application = app.application()
settings = override(scenes.load("ring8").settings, [*sys.argv[2:], "device=cpu"])
scene = Scene("mine", "Mine", settings, layers=("fake", "discriminator", "contour", "pull", "optimal"))
window = app.build(scene, Memory(Path(sys.argv[1])))
window.show()
window.start()
loop = QEventLoop()
session, page = window.session, window.page
QTimer.singleShot(60_000, loop.quit)
seen = []

def look(report):
    seen.append(report)
    if report.frame is not None and report.frame.step >= 120:
        loop.quit()

session.reported.connect(look)
session.run_to(120)
loop.exec()
window.grab().save(str(Path(sys.argv[1]) / "play.png"))
print("step", seen[-1].frame.step)
print("failures", [report.failure for report in seen if report.failure])
print("chosen", page.form.rows["loss.name"].control.currentText())
print("contour", page.legend["contour"].text())
print("lines", [line.label for line in page.monitors.losses.references.references])
print("arrows", len(seen[-1].frame.get(PlaneView).pull))
print("note", seen[-1].frame.notes.get("optimal", ""))
page.monitors.tabs.current = "Distances"
charts = page.monitors.charts
print("tabs", *page.monitors.tabs.words)
print("counted", charts["radii"].table()["fake_count"].sum() == len(seen[-1].frame.get(PlaneView).fake))
distances = charts["distances"]
print("distances", *(words.split()[0] for words in distances.headline))
print("energy", (distances.table()["energy_high"] > 0).all(), len(distances.curves["energy"].lines) > 0)
print("colour", distances.curves["energy"].token)
window.close()
window.app_context.stop(30)
"""


def test_the_play_page_shows_a_strangers_loss_metric_and_chart(copy: Path, tmp_path: Path) -> None:
    told = run(copy, "-c", WINDOW, str(tmp_path), "loss.name=relativistic").splitlines()
    assert told == [
        "step 120",
        "failures []",
        "chosen relativistic",
        "contour mid D*",
        "lines ['ln 2', 'ln 2']",
        "arrows 256",
        "note No closed form of the optimal discriminator is known for this loss.",
        "tabs Radii Distances Signals Weights Events Note",
        "counted True",
        "distances energy JS W2² MMD²",
        "energy True True",
        "colour fake",
    ]
