"""Whether the tests notice wrong drawing: run it by hand, it is no test.

    python tests/mutate_drawing.py [--count 30] [--seed 0] [MODULE ...]

Each mutant changes one place of a drawing module (a sign, a factor, a comparison, a number, the order of x
and y, the token of a colour; not widths of pens, type and margins) in a copy of the package, and runs the
window's tests of plots on it. At least nine of ten should die; survivors are printed, to be killed by better
tests or explained.
"""

from __future__ import annotations

import argparse
import ast
import copy
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
GUI = ROOT / "ganplay" / "gui"
GAMES = ("portrait", "phase_plot", "panels", "eigen_plot", "field", "strokes")
DRAWING = [*sorted((GUI / "charts").glob("*.py")), *(GUI / "games" / f"{name}.py" for name in GAMES)]
TESTS = (
    "tests/gui/test_charts.py",
    "tests/gui/test_plot_charts.py",
    "tests/gui/test_plot_world.py",
    "tests/gui/test_plot_draw.py",
    "tests/gui/games/test_games_planes.py",
    "tests/gui/games/test_games_strokes.py",
    "tests/gui/games/test_games_page.py",
)
TOKENS = {
    "real": "fake",
    "fake": "real",
    "critic": "pull",
    "pull": "critic",
    "text": "warn",
    "muted": "accent",
}
STYLE = {"pen", "font", "px", "setZValue", "setContentsMargins", "adjusted", "QSize", "setStyle", "move"}
SIZES = {"sizeHint", "minimumSizeHint", "restyle"}
OPERATORS = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult}
COMPARISONS = {ast.Lt: ast.GtE, ast.GtE: ast.Lt, ast.Gt: ast.LtE, ast.LtE: ast.Gt, ast.Eq: ast.NotEq}


def changes(node: ast.AST) -> Iterator[str]:
    """Change a node in place, if there is a way, and say how."""
    match node:
        case ast.BinOp(op=op) if type(op) in OPERATORS:
            node.op = OPERATORS[type(op)]()
            yield f"{type(op).__name__} to {type(node.op).__name__}"
        case ast.Compare(ops=[op]) if type(op) in COMPARISONS:
            node.ops = [COMPARISONS[type(op)]()]
            yield f"{type(op).__name__} to {type(node.ops[0]).__name__}"
        case ast.Constant(value=float() | int() as value) if not isinstance(value, bool):
            node.value = 3 * value or 1
            yield f"{value} to {node.value}"
        case ast.Constant(value=str() as value) if value in TOKENS:
            node.value = TOKENS[value]
            yield f"{value!r} to {node.value!r}"
        case ast.Tuple(elts=[first, second], ctx=ast.Load()):
            node.elts = [second, first]
            yield "a pair swapped"


def style_of(node: ast.AST) -> list[ast.AST]:
    """What of a node says how things look or what type they have, not where they are or what they say."""
    match node:
        case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name)) if name in STYLE:
            return [*node.args, *node.keywords]
        case ast.arg(annotation=kind) | ast.FunctionDef(returns=kind) if kind is not None:
            return [kind]
        case ast.AnnAssign(annotation=kind):
            return [kind]
    return []


def places(path: Path) -> Iterator[tuple[Path, int]]:
    """Which nodes inside functions of a module can be changed, by their number in a walk over its tree."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    inside = {id(node) for function in functions if function.name not in SIZES for node in ast.walk(function)}
    for node in ast.walk(tree):
        inside -= {id(part) for style in style_of(node) for part in ast.walk(style)}
    for number, node in enumerate(ast.walk(tree)):
        if id(node) in inside and any(changes(copy.copy(node))):
            yield path, number


def mutant(path: Path, number: int) -> tuple[str, str]:
    """What is changed at which line, and the source with the change."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    node = list(ast.walk(tree))[number]
    change = next(changes(node))
    return f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}: {change}", ast.unparse(tree)


def main() -> int:
    """Make mutants, run the tests on each, and print who survived."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("modules", nargs="*", type=Path, default=DRAWING)
    parser.add_argument("--count", type=int, default=30)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--tests", nargs="*", default=TESTS)
    options = parser.parse_args()
    every = [place for path in options.modules for place in places(path.resolve())]
    chosen = random.Random(options.seed).sample(every, min(options.count, len(every)))
    survivors = []
    with tempfile.TemporaryDirectory() as folder:
        copied = Path(folder)
        for part in ("ganplay", "resources", "tests", "pyproject.toml"):
            source = ROOT / part
            (shutil.copytree if source.is_dir() else shutil.copy)(source, copied / part)
        environment = os.environ | {"PYTHONPATH": folder, "QT_QPA_PLATFORM": "offscreen"}
        command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *options.tests]
        for path, number in chosen:
            what, source = mutant(path, number)
            place = copied / path.relative_to(ROOT)
            place.write_text(source, encoding="utf-8")
            died = subprocess.run(command, cwd=folder, env=environment, capture_output=True).returncode
            place.write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
            print("died    " if died else "SURVIVED", what, flush=True)
            survivors += [] if died else [what]
    print(f"{len(chosen) - len(survivors)} of {len(chosen)} died")
    return 0 if 10 * len(survivors) <= len(chosen) else 1


if __name__ == "__main__":
    sys.exit(main())
