"""Points from a file: what is read, and the one sentence for what cannot be."""

from __future__ import annotations

import math
import os
from pathlib import Path

import pytest
import torch

from ganplay.contract.data import MAX_POINTS, Drawn, File
from ganplay.contract.errors import DataError, SettingsError
from ganplay.engine.datasets import build
from ganplay.engine.datasets.csv_points import MAX_BYTES, read_points
from ganplay.engine.datasets.file import fill_square

TWO = [(1.0, 2.0), (3.5, -4e-1)]


@pytest.mark.parametrize(
    "text",
    [
        "1,2\n3.5,-0.4\n",
        "x,y\n1,2\n3.5,-0.4",
        '"x","y"\r\n"1","2"\r\n"3.5","-4e-1"\r\n',
        "\ufeff1, 2\n3.5, -.4\n\n\n",
        "\n# made by hand\nheight; weight\n1;2\n3,5;-0,4\n",
        "1\t2\n3.5\t-0.4\n",
        "x y\n  1   2\n3.5 -0.4  \n",
    ],
    ids=["plain", "header", "quoted", "byte order mark", "semicolons", "tabs", "spaces"],
)
def test_two_columns_are_read(tmp_path: Path, text: str) -> None:
    path = tmp_path / "points.csv"
    path.write_text(text, encoding="utf-8", newline="")
    assert read_points(path) == TWO


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "{path} is empty; two columns of numbers are needed"),
        (b"\n \n# nothing\n", "{path} is empty; two columns of numbers are needed"),
        (b"x,y\n", "{path} has a header and no numbers below it"),
        (b"1\n2\n", "{path}, line 1: 1 column; two are needed"),
        (b"x,y,z\n1,2,3\n", "{path}, line 1: 3 columns; two are needed"),
        (b"x,y\n1,2\n\n3,4,5\n", "{path}, line 4: 3 columns; two are needed"),
        (b"1,2\n3\n", "{path}, line 2: 1 column; two are needed"),
        (b"x,y\n1,2\n3,four\n", "{path}, line 3: 'four' is not a number"),
        (b"1,two\n3,4\n", "{path}, line 1: 'two' is not a number"),
        (b"x,y\nlength,width\n1,2\n", "{path}, line 2: 'length' is not a number"),
        (b"1,2\n3,\n", "{path}, line 2: '' is not a number"),
        (b"1,2\ninf,4\n", "{path}, line 2: inf is not a finite number"),
        (b"nan,4\n", "{path}, line 1: nan is not a finite number"),
        (b"1e999,4\n", "{path}, line 1: 1e999 is not a finite number"),
        (b"\x89PNG\r\n\x1a\n\xff", "cannot read {path}: it is not a text file in UTF-8"),
        (b"1,2\n\0\0\0", "cannot read {path}: it is not a text file in UTF-8"),
        (b"1,2\n" * (MAX_POINTS + 1), "{path} has 20001 points; at most 20000 are allowed"),
        (b"1,2\n" * (MAX_BYTES // 4 + 1), "cannot read {path}: it is larger than 10 MB"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_a_bad_file_gets_its_sentence(tmp_path: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / "points.csv"
    path.write_bytes(content)
    with pytest.raises(DataError) as caught:
        build(File(path=str(path)), "cpu")
    assert str(caught.value) == sentence.format(path=path)


def test_as_many_points_as_allowed_are_read(tmp_path: Path) -> None:
    path = tmp_path / "points.csv"
    path.write_text("x,y\n" + "1,2\n" * MAX_POINTS)
    assert len(read_points(path)) == MAX_POINTS


def test_the_home_folder_may_be_abbreviated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "points.csv").write_text("1,2\n3,4\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert build(File(path="~/points.csv"), "cpu").sample(5, torch.Generator()).shape == (5, 2)


def test_a_path_without_a_file_gets_its_sentence(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"^cannot read .*none\.csv: No such file or directory$"):
        build(File(path=str(tmp_path / "none.csv")), "cpu")
    with pytest.raises(DataError, match=r"is not a file$"):
        build(File(path=str(tmp_path)), "cpu")
    with pytest.raises(DataError, match=r"No such file or directory$"):
        build(File(path="~nobody-of-this-name/points.csv"), "cpu")
    with pytest.raises(DataError, match=r"^cannot read x"):
        build(File(path="x" * 5000), "cpu")
    with pytest.raises(DataError, match=r"^data\.path: name a CSV file"):
        build(File(), "cpu")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="anybody may read anything here")
def test_a_file_that_may_not_be_read_gets_its_sentence(tmp_path: Path) -> None:
    path = tmp_path / "points.csv"
    path.write_text("1,2\n")
    path.chmod(0)
    with pytest.raises(DataError, match=r"cannot read .*: Permission denied$"):
        read_points(path)


def test_points_fill_the_square_with_both_axes_alike() -> None:
    points = torch.tensor([[10.0, 100.0], [14.0, 101.0], [12.0, 102.0]], dtype=torch.float64)
    expected = torch.tensor([[-1.0, -0.5], [1.0, 0.0], [0.0, 0.5]], dtype=torch.float64)
    torch.testing.assert_close(fill_square(points), expected)


@pytest.mark.parametrize(
    "points",
    [[[3.0, 4.0]], [[3.0, 4.0]] * 5, [[1.7e308, -1.7e308], [-1.7e308, 1.7e308]], [[0.0, 0.0], [5e-324, 0.0]]],
    ids=["one point", "identical", "huge", "tiny"],
)
def test_any_finite_points_fit_into_the_square(points: list[list[float]]) -> None:
    scaled = fill_square(torch.tensor(points, dtype=torch.float64))
    assert torch.isfinite(scaled).all()
    assert float(scaled.abs().max()) <= 1


def test_the_points_of_a_file_are_what_is_sampled(tmp_path: Path) -> None:
    path = tmp_path / "points.csv"
    path.write_text("0,0\n4,0\n4,2\n")
    data = File(path=str(path), sigma=0.01)
    dataset = build(data, "cpu")
    points = dataset.sample(3000, torch.Generator().manual_seed(0))
    centres = torch.tensor([[-1.0, -0.5], [1.0, -0.5], [1.0, 0.5]])
    nearest = torch.cdist(points, centres).min(dim=1)
    assert float(nearest.values.max()) < 0.06
    assert nearest.indices.bincount().tolist() == pytest.approx([1000] * 3, abs=5 * math.sqrt(1000))
    assert dataset.extent == data.extent


def test_an_empty_sheet_asks_for_a_point() -> None:
    with pytest.raises(SettingsError, match=r"^data\.points: draw at least one point"):
        build(Drawn(points=()), "cpu")
