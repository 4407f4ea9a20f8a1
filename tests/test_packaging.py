"""What is shipped is found again: from a wheel, an sdist, an editable install and a checkout."""

from __future__ import annotations

import itertools
import os
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SHIPPED = {
    path.relative_to(ROOT).as_posix()
    for folder in ("scenes", "icons", "fonts", "weights")
    for path in (ROOT / "resources" / folder).rglob("*")
    if path.is_file()
}
BUILD = "import sys; from hatchling import build; print(getattr(build, sys.argv[1])(sys.argv[2]))"


def built(kind: str, source: Path, folder: Path) -> Path:
    """Build by the standard's own hooks, offline, with the hatchling that is installed here."""
    command = [sys.executable, "-c", BUILD, kind, str(folder)]
    done = subprocess.run(command, cwd=source, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder / done.stdout.split()[-1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built("build_wheel", ROOT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built("build_sdist", ROOT, tmp_path_factory.mktemp("sdist"))


def resources_found_by(folder: Path, cwd: Path) -> Path:
    """Where the package that stands in a folder believes its resources to be."""
    code = (
        "from ganplay.contract import files, scenes; "
        "assert scenes.load(scenes.FIRST).title; "
        "print(files.resources())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=cwd,
        env=os.environ | {"PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return Path(done.stdout.strip())


def names_in(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_the_wheel_holds_the_resources_inside_the_package(wheel: Path) -> None:
    inside = {name for name in names_in(wheel) if name.startswith("ganplay/resources/")}
    assert inside == {f"ganplay/{name}" for name in SHIPPED}


def test_the_wheel_holds_every_module_and_nothing_beside_the_package(wheel: Path) -> None:
    names = names_in(wheel)
    modules = {path.relative_to(ROOT).as_posix() for path in (ROOT / "ganplay").rglob("*.py")}
    assert modules <= names
    assert "ganplay/py.typed" in names
    assert {name.partition("/")[0] for name in names if ".dist-info" not in name} == {"ganplay"}


def test_the_wheel_says_what_it_needs_and_under_which_licences(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (metadata,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        text = archive.read(metadata).decode()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    for requirement in project["dependencies"]:
        assert f"Requires-Dist: {requirement.partition('>')[0]}" in text
    for licence in project["license-files"]:
        assert any(name.endswith(f"/licenses/{licence}") for name in names_in(wheel))


def test_the_constraints_pin_all_that_is_asked_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"].values()
    lines = (ROOT / "tests" / "constraints.txt").read_text().splitlines()
    pinned = dict(line.split("==") for line in lines if line and not line.startswith("#"))
    for requirement in [*project["dependencies"], *itertools.chain(*extras)]:
        name = re.split("[<>=!]", requirement)[0]
        assert re.fullmatch(r"[0-9.]+", pinned[name]), name


def test_an_unpacked_wheel_finds_its_own(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    assert resources_found_by(tmp_path / "site", tmp_path) == tmp_path / "site" / "ganplay" / "resources"


def test_an_unpacked_sdist_finds_its_own_and_builds_the_same_wheel(
    wheel: Path, sdist: Path, tmp_path: Path
) -> None:
    with tarfile.open(sdist) as archive:
        # As the documentation has it for Python before 3.11.4, which Debian 12 ships.
        archive.extraction_filter = getattr(tarfile, "data_filter", lambda member, _path: member)
        archive.extractall(tmp_path)
    (source,) = tmp_path.iterdir()
    assert {path.name for path in source.iterdir() if not path.name.startswith(".")} == {
        "LICENSE",
        "PKG-INFO",
        "README.md",
        "ganplay",
        "pyproject.toml",
        "resources",
        "tests",
    }
    assert resources_found_by(source, tmp_path) == source / "resources"
    assert names_in(built("build_wheel", source, tmp_path)) == names_in(wheel)


def test_an_editable_install_finds_the_checkouts_own(tmp_path: Path) -> None:
    editable = built("build_editable", ROOT, tmp_path)
    with zipfile.ZipFile(editable) as archive:
        (link,) = (name for name in archive.namelist() if name.endswith(".pth"))
        assert archive.read(link).decode().split() == [str(ROOT)]
    assert resources_found_by(ROOT, tmp_path) == ROOT / "resources"
