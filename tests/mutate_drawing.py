"""Whether the tests notice wrong drawing: run it by hand, it is no test.

    python tests/mutate_drawing.py [--count 100] [--seed 0] [--calls FOLDER] [MODULE ...]

Each mutant changes one place of a drawing module (a sign, a factor, a comparison, a number, the order of x
and y, the token of a colour) in a copy of the package. The tests that call the changed function run on it,
the fastest first, in a process forked when all libraries are imported, so that most mutants take a second or
two. Each is printed at once with its place and its fate; one that takes too long has died. At least nine of
ten should die: survivors are killed by better tests, or by deleting what makes no difference.

Not mutated, because nobody is promised them: size hints, shares of a layout, widths of lines, sizes of dots
and type, margins in pixels, the numbers of z (only their order counts), assertions, tolerances of rounding
(below 1e-6), and the order of two things that a loop treats alike, that are compared to find out whether
anything has changed, or that are the ends of a range that is shown (pyqtgraph takes them either way).
"""

from __future__ import annotations

import argparse
import ast
import collections
import compileall
import copy
import functools
import importlib
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
GUI = ROOT / "ganplay" / "gui"
CHARTS = {
    "charts": tuple(path.stem for path in sorted((GUI / "charts").glob("[a-z]*.py"))),
    "games": (
        *("portrait", "phase_plot", "panels", "eigen_plot", "field", "strokes", "radius_plot", "time_plot"),
    ),
    "images": ("monitors",),
    "inpaint": ("curves_tab", "path_tab"),
    "latent": ("class_bars", "gauge", "pad_items", "pad_plot", "portrait", "race_plot", "way_chart"),
    "play": ("monitors",),
    "training": ("monitors",),
}
DRAWING = [GUI / folder / f"{name}.py" for folder, names in CHARTS.items() for name in names]
TESTS = (
    *("test_charts", "test_monitors", "test_plot_charts", "test_plot_draw", "test_plot_items"),
    *("test_plot_sketch", "test_plot_surfaces", "test_plot_world"),
    *("games/test_games_page", "games/test_games_planes", "games/test_games_plots"),
    *("games/test_games_strokes", "inpaint/test_curves_tab", "inpaint/test_path_tab"),
    *("latent/test_latent_charts", "latent/test_latent_geometry", "latent/test_latent_portrait"),
    *("latent/test_latent_page", "latent/test_latent_tabs"),
)
LIBRARIES = ("numpy", "contourpy", "pyqtgraph", "PySide6.QtTest", "PySide6.QtSvg")
MOST_SECONDS = 45.0
"""Tests of a mutant, as long as they take without one: of those that call a function the fastest."""
PATIENCE = 60.0
"""Seconds beyond that after which a mutant has died of hanging."""

TOKENS = {
    "real": "fake",
    "fake": "real",
    "critic": "pull",
    "pull": "critic",
    "text": "warn",
    "muted": "accent",
}
PIXELS = {"pen", "font", "px", "setZValue", "setContentsMargins", "adjusted", "QSize", "setStyle"}
PIXELS |= {"setSpacing", "Segments", "Points", "Words"}
"""Calls whose numbers are margins, widths of lines, sizes of dots and type, or z."""
STRETCHED = {"add", "addWidget"}
"""Calls whose plain numbers share out the room of a layout."""
SIZES = {"sizeHint", "minimumSizeHint"}
OPERATORS = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult}
COMPARISONS = {ast.Lt: ast.GtE, ast.GtE: ast.Lt, ast.Gt: ast.LtE, ast.LtE: ast.Gt, ast.Eq: ast.NotEq}

Calls = dict[str, list[str]]
"""Tests by the function that they call, ``file:qualified name``, the fastest first."""


def changes(node: ast.AST) -> Iterator[None]:
    """Change a node in place, if there is a way."""
    match node:
        case ast.BinOp(op=op) if type(op) in OPERATORS:
            node.op = OPERATORS[type(op)]()
            yield
        case ast.Compare(ops=[op]) if type(op) in COMPARISONS:
            node.ops = [COMPARISONS[type(op)]()]
            yield
        case ast.UnaryOp(op=ast.USub()):
            node.op = ast.UAdd()
            yield
        case ast.Constant(value=float() | int() as value) if not isinstance(value, bool):
            if value == 0 or abs(value) >= 1e-6:
                node.value = 3 * value or 1
                yield
        case ast.Constant(value=str() as value) if value in TOKENS:
            node.value = TOKENS[value]
            yield
        case ast.Tuple(elts=[first, second], ctx=ast.Load()) if ast.dump(first) != ast.dump(second):
            node.elts = [second, first]
            yield


def unpromised(node: ast.AST) -> Iterator[ast.AST]:
    """What of a node is not mutated; the docstring says why."""
    match node:
        case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name)) if name in PIXELS:
            parts = [part for given in (*node.args, *node.keywords) for part in ast.walk(given)]
            yield from (part for part in parts if not isinstance(getattr(part, "value", None), str))
        case ast.Call(func=ast.Attribute(attr=name), args=[_, ast.Constant() as share]) if name in STRETCHED:
            yield share
        case ast.Call(func=ast.Attribute(attr="show_range")):
            yield from (span for span in node.args if isinstance(span, ast.Tuple))
        case ast.arg(annotation=kind) | ast.AnnAssign(annotation=kind) | ast.FunctionDef(returns=kind):
            yield from ast.walk(kind) if kind is not None else ()
        case ast.Assert():
            yield from ast.walk(node)
        case ast.For(iter=ast.Tuple() as pair) | ast.comprehension(iter=ast.Tuple() as pair):
            yield pair
        case ast.Compare():
            yield from (side for side in (node.left, *node.comparators) if isinstance(side, ast.Tuple))


def functions_of(tree: ast.AST, prefix: str = "") -> Iterator[tuple[str, ast.FunctionDef]]:
    """All functions in a tree by their qualified names; inner ones after those that they are in."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef):
            yield f"{prefix}{node.name}", node
            yield from functions_of(node, f"{prefix}{node.name}.<locals>.")
        else:
            inside = f"{prefix}{node.name}." if isinstance(node, ast.ClassDef) else prefix
            yield from functions_of(node, inside)


def places(path: Path, source: str) -> Iterator[tuple[Path, int, str]]:
    """Which nodes of a module can be changed: their number in a walk, and the function that they are in."""
    tree = ast.parse(source)
    inside: dict[int, str] = {}
    for name, function in functions_of(tree):
        if function.name not in SIZES:
            for statement in function.body:
                inside |= {id(node): f"{path.relative_to(ROOT)}:{name}" for node in ast.walk(statement)}
    for node in ast.walk(tree):
        for part in unpromised(node):
            inside.pop(id(part), None)
    for number, node in enumerate(ast.walk(tree)):
        if id(node) in inside and any(True for _ in changes(copy.copy(node))):
            yield path, number, inside[id(node)]


def mutant(source: str, number: int) -> tuple[str, str]:
    """What is changed in which line, and the source with the change."""
    tree = ast.parse(source)
    node: Any = list(ast.walk(tree))[number]
    old = ast.unparse(node)
    next(changes(node))
    return f"{node.lineno}: {old} -> {ast.unparse(node)}", ast.unparse(tree)


class Recorder:
    """Notes for each test which functions of the drawing modules it calls and how long it takes."""

    def __init__(self, folder: Path, to: Path) -> None:
        self._folder, self._to = f"{folder}{os.sep}", to
        self._tests: dict[str, float] = {}
        self._called: dict[str, set[str]] = collections.defaultdict(set)

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        codes: set[Any] = set()
        start = time.perf_counter()
        sys.settrace(lambda frame, _event, _argument: codes.add(frame.f_code))
        yield
        sys.settrace(None)
        self._tests[item.nodeid] = time.perf_counter() - start
        for code in codes:
            if code.co_filename.startswith(self._folder):
                place = code.co_filename.removeprefix(self._folder)
                self._called[f"{place}:{code.co_qualname}"].add(item.nodeid)

    def pytest_sessionfinish(self) -> None:
        self._to.write_text(json.dumps([self._tests, {key: [*names] for key, names in self._called.items()}]))


def forked(folder: Path, work: Callable[[], int], seconds: float) -> int:
    """Whether work in a process of its own in a folder fails or takes too long; it writes to a file there."""
    child = os.fork()
    if not child:
        code = 1
        try:
            os.setsid()
            os.chdir(folder)
            output = os.open("output.txt", os.O_RDWR | os.O_CREAT | os.O_TRUNC)
            for stream in (1, 2):
                os.dup2(output, stream)
            sys.path.insert(0, str(folder))
            code = int(work())
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            os._exit(code)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return status
        time.sleep(0.02)
    os.killpg(child, signal.SIGKILL)
    return os.waitpid(child, 0)[1]


def run_tests(names: list[str], plugins: list[object]) -> int:
    """Run tests in this process until one fails."""
    options = ["-q", "-x", "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:randomly"]
    return pytest.main([*options, *names], plugins=plugins)


def record(folder: Path, kept: Path) -> tuple[dict[str, float], Calls]:
    """How long each test takes, and which call which function; run are test files that have changed."""
    seconds: dict[str, float] = {}
    called: dict[str, set[str]] = collections.defaultdict(set)
    kept.mkdir(parents=True, exist_ok=True)
    for name in TESTS:
        file = ROOT / "tests" / "gui" / f"{name}.py"
        to = kept.resolve() / f"{file.stem}-{file.stat().st_mtime_ns}.json"
        command = functools.partial(run_tests, [str(file.relative_to(ROOT))], [Recorder(folder, to)])
        if not to.exists() and forked(folder, command, 600.0):
            raise SystemExit(f"{file} fails without a mutant\n{(folder / 'output.txt').read_text()}")
        durations, calls = json.loads(to.read_text())
        seconds |= durations
        for key, tests in calls.items():
            called[key].update(tests)
    return seconds, {key: sorted(tests, key=seconds.__getitem__) for key, tests in called.items()}


def quick(tests: list[str], seconds: dict[str, float]) -> list[str]:
    """The first of these tests, as many as fit into the time for one mutant, and one at least."""
    total, chosen = 0.0, tests[:1]
    for test in tests[1:]:
        total += seconds[test]
        if total < MOST_SECONDS:
            chosen.append(test)
    return chosen


def main() -> int:
    """Make mutants, run the tests on each, and print who survived."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("modules", nargs="*", type=Path, default=DRAWING)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--calls", type=Path, help="folder that keeps which test calls what between runs")
    options = parser.parse_args()
    sources = {path.resolve(): path.read_text(encoding="utf-8") for path in options.modules}
    every = [place for path, source in sources.items() for place in places(path, source)]
    chosen = random.Random(options.seed).sample(every, min(options.count, len(every)))
    died = 0
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary).resolve()
        for part in ("ganplay", "resources", "tests", "pyproject.toml"):
            source = ROOT / part
            (shutil.copytree if source.is_dir() else shutil.copy2)(source, folder / part)
        compileall.compile_dir(folder, quiet=1)
        sys.dont_write_bytecode = True  # Two versions of a second and a size would be one to the cache.
        os.environ |= {"PYTHONPATH": temporary, "QT_QPA_PLATFORM": "offscreen"}
        sys.path[:] = [entry for entry in sys.path if not entry or not (Path(entry) / "ganplay").is_dir()]
        for library in LIBRARIES:
            importlib.import_module(library)
        seconds, calls = record(folder, options.calls or folder / "calls")
        print(f"{len(seconds)} tests, {len(every)} places, seed {options.seed}", flush=True)
        for path, number, function in chosen:
            what, changed = mutant(sources[path], number)
            place = folder / path.relative_to(ROOT)
            tests = quick(calls.get(function, []), seconds)
            place.write_text(changed, encoding="utf-8")
            limit = PATIENCE + sum(map(seconds.__getitem__, tests))
            killed = bool(tests) and forked(folder, functools.partial(run_tests, tests, []), limit) != 0
            place.write_text(sources[path], encoding="utf-8")
            died += killed
            fate, note = "died    " if killed else "SURVIVED", "" if tests else " (called by no test)"
            print(f"{fate} {path.relative_to(ROOT)}:{what}{note}", flush=True)
    print(f"{died} of {len(chosen)} died")
    return 0 if 10 * died >= 9 * len(chosen) else 1


if __name__ == "__main__":
    sys.exit(main())
