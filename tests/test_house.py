"""The house keeps its order: borders, manners, and what lies at the door."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "ganplay").rglob("*.py"))
LONGEST = 350
"""Lines of the longest file that a reader is asked to take in at once."""


def run(*command: str) -> None:
    done = subprocess.run([sys.executable, *command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_storey_reaches_up() -> None:
    run("-c", "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_logo=True))")


def test_the_runtime_knows_qt_without_a_screen() -> None:
    """import-linter cannot see inside PySide6."""
    for path in (ROOT / "ganplay" / "runtime").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [str(node.module)] if isinstance(node, ast.ImportFrom) else []
            for name in names:
                assert not name.startswith("PySide6") or name == "PySide6.QtCore", f"{path}:{node.lineno}"


def test_no_property_is_set_by_a_keyword_of_a_qt_constructor() -> None:
    """In a Turkish locale PySide does not find the setter of ``interval``, and no window opens."""
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names, calls = [], []
            if isinstance(node, ast.Call):
                names, calls = [ast.unparse(node.func)], [node]
            elif isinstance(node, ast.ClassDef):
                names = [ast.unparse(base) for base in node.bases]
                inner = [each for each in ast.walk(node) if isinstance(each, ast.Call)]
                calls = [each for each in inner if ast.unparse(each.func) == "super().__init__"]
            if any(re.match("Q[A-Z]", name) for name in names):
                for call in calls:
                    assert not call.keywords, f"{path}:{call.lineno}"


def test_ruff_has_nothing_to_say() -> None:
    run("-m", "ruff", "check", "--quiet", ".")


def test_every_file_is_formatted() -> None:
    run("-m", "ruff", "format", "--check", "--quiet", ".")


def test_types_are_strict() -> None:
    run("-m", "mypy")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_file_needs_a_table_of_contents(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST


def test_what_the_readme_links_to_is_there() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)]+)\)", text)
    assert links
    for link in links:
        assert link.startswith("https://") or (ROOT / link).is_file(), link


def test_nothing_else_lies_at_the_door() -> None:
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout, so what belongs to it cannot be told from what was built in it")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    top = {name.partition("/")[0] for name in listed.stdout.split("\0") if name}
    visible = {name for name in top if not name.startswith(".")}
    assert visible == {"pyproject.toml", "README.md", "LICENSE", "ganplay", "resources", "tests"}
