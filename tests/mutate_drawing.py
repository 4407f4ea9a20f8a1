"""Whether the tests notice wrong drawing: run it by hand, it is no test.

    python tests/mutate_drawing.py [--count 30] [--seed 0] [MODULE ...]

Each mutant changes one place of a drawing module (a sign, a factor, a comparison, a number, the order of x
and y, the token of a colour) in a copy of the package, and runs the window's tests of plots on it. At least
nine of ten should die; survivors are printed, to be killed by a better test or explained.
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
DRAWING = sorted((ROOT / "ganplay" / "gui" / "charts").glob("*.py"))
TESTS = ("tests/gui/test_plot_charts.py", "tests/gui/test_plot_world.py", "tests/gui/test_plot_draw.py")
TOKENS = {
    "real": "fake",
    "fake": "real",
    "critic": "pull",
    "pull": "critic",
    "text": "warn",
    "muted": "accent",
}
OPERATORS = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult}
COMPARISONS = {ast.Lt: ast.GtE, ast.GtE: ast.Lt, ast.Gt: ast.LtE, ast.LtE: ast.Gt, ast.Eq: ast.NotEq}


def changes(node: ast.AST) -> Iterator[str]:
    """Change a node in place, one way after another, and say how."""
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


def mutants(path: Path) -> Iterator[tuple[str, str]]:
    """What is changed at which line, and the source with the change."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    places = sorted({id(node) for function in functions for node in ast.walk(function)})
    numbered = [number for number, node in enumerate(ast.walk(tree)) if id(node) in places]
    for number in numbered:
        other = copy.deepcopy(tree)
        node = list(ast.walk(other))[number]
        for change in changes(node):
            yield f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}: {change}", ast.unparse(other)


def main() -> int:
    """Make mutants, run the tests on each, and print who survived."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("modules", nargs="*", type=Path, default=DRAWING)
    parser.add_argument("--count", type=int, default=30)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--tests", nargs="*", default=TESTS)
    options = parser.parse_args()
    every = [(path.resolve(), *mutant) for path in options.modules for mutant in mutants(path.resolve())]
    chosen = random.Random(options.seed).sample(every, min(options.count, len(every)))
    survivors = []
    with tempfile.TemporaryDirectory() as folder:
        copied = Path(folder)
        for part in ("ganplay", "resources", "tests", "pyproject.toml"):
            source = ROOT / part
            (shutil.copytree if source.is_dir() else shutil.copy)(source, copied / part)
        environment = os.environ | {"PYTHONPATH": folder, "QT_QPA_PLATFORM": "offscreen"}
        command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *options.tests]
        for path, what, source in chosen:
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
