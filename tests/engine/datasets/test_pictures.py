"""Sets of pictures: what is drawn from them, which of them, and what they say of themselves."""

from __future__ import annotations

import gzip
import hashlib
import os
import struct
from pathlib import Path

import numpy as np
import pytest
import torch

from ganplay.contract.errors import DataError, SettingsError
from ganplay.contract.pictures import Digits, Strokes
from ganplay.engine.datasets import PictureSet, Split, build, idx
from ganplay.engine.picture_archives import FOLDER_VARIABLE, PICTURE_ARCHIVES, TEST_LABELS

MNIST = Path(__file__).parents[4] / "shared" / "mnist"
N = 20_000
"""Draws; shares are then known to a hundredth or so."""


def rng(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def write_set(folder: Path, train: np.ndarray, test: np.ndarray) -> Path:
    """Files of a set whose picture i of label c is filled with the byte i mod 25 + 25 c."""
    folder.mkdir(parents=True, exist_ok=True)
    for part, labels in (("train", train), ("t10k", test)):
        bytes_ = (np.arange(len(labels)) % 25 + 25 * labels).astype(np.uint8)
        pixels = np.repeat(bytes_[:, None], 784, axis=1)
        header = struct.pack(">IIII", 0x803, len(labels), 28, 28)
        (folder / f"{part}-images-idx3-ubyte").write_bytes(header + pixels.tobytes())
        header = struct.pack(">II", 0x801, len(labels))
        (folder / f"{part}-labels-idx1-ubyte").write_bytes(header + labels.astype(np.uint8).tobytes())
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """660 training pictures, of which class 0 has 120 and each other class 60, and 100 for testing."""
    return write_set(tmp_path / "set", np.arange(660) % 11 % 10, np.arange(100) % 10)


def bytes_of(rows: torch.Tensor) -> torch.Tensor:
    return ((rows[:, 0] + 1) * 127.5).round().long()


SETS = [
    Strokes(size=1000),
    Strokes(size=500, classes=(2.0, 7.0), weights=(1.0, 1.0, 3.0)),
    Digits(size=600),
    Digits(classes=(1.0, 5.0, 9.0), weights=(0.0, 0.5)),
]


@pytest.fixture(params=SETS, ids=["strokes", "strokes, turned", "digits", "digits, turned"])
def dataset(request: pytest.FixtureRequest, folder: Path, monkeypatch: pytest.MonkeyPatch) -> PictureSet:
    monkeypatch.setenv(FOLDER_VARIABLE, str(folder.parent))
    folder.rename(folder.parent / "mnist")
    return build(request.param, "cpu")


def test_samples_are_flat_rows_between_minus_one_and_one(dataset: PictureSet) -> None:
    rows = dataset.sample(500, rng())
    assert rows.shape == (500, 784)
    assert rows.dtype == torch.float32
    assert -1 <= float(rows.min()) < float(rows.max()) <= 1
    labelled, labels = dataset.sample_labelled(500, rng())
    assert torch.equal(labelled, rows)
    assert labels.shape == (500,)
    assert labels.dtype == torch.int64


def test_samples_bear_their_own_label(dataset: PictureSet) -> None:
    rows, labels = dataset.sample_labelled(300, rng())
    known = {bytes(pixels.tolist()): int(label) for pixels, label in zip(*whole(dataset.train), strict=True)}
    drawn = ((rows + 1) * 127.5).round().byte()
    assert [known[bytes(each.tolist())] for each in drawn] == labels.tolist()


def whole(split: Split) -> tuple[torch.Tensor, torch.Tensor]:
    return split.pixels[split.index], split.labels[split.index]


def test_classes_are_drawn_as_often_as_said(dataset: PictureSet) -> None:
    for split in (dataset.train, dataset.test):
        labels = split.sample_labelled(N, rng())[1]
        shares = labels.bincount(minlength=10) / N
        torch.testing.assert_close(shares.double(), split.shares, rtol=0, atol=4 * 0.5 / N**0.5)
        assert float(shares[split.shares == 0].sum()) == 0
        assert float(split.shares.sum()) == pytest.approx(1)


def test_the_same_generator_state_gives_the_same_pictures(dataset: PictureSet) -> None:
    assert torch.equal(dataset.sample(100, rng(3)), dataset.sample(100, rng(3)))
    assert not torch.equal(dataset.sample(100, rng(3)), dataset.sample(100, rng(4)))


def test_sampling_leaves_the_global_generator_alone(dataset: PictureSet) -> None:
    before = torch.get_rng_state()
    dataset.sample(100, rng())
    assert torch.equal(torch.get_rng_state(), before)


def test_ten_classes_have_names(dataset: PictureSet) -> None:
    assert dataset.classes == len(dataset.names) == 10


@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a GPU")
def test_a_gpu_samples_without_waiting(folder: Path) -> None:
    dataset = build(Digits(folder=str(folder), classes=(3.0, 8.0)), "cuda")
    generator = torch.Generator("cuda").manual_seed(0)
    torch.cuda.set_sync_debug_mode("error")
    try:
        rows, labels = dataset.sample_labelled(N, generator)
    finally:
        torch.cuda.set_sync_debug_mode("default")
    assert rows.device.type == dataset.train.pixels.device.type == "cuda"
    assert labels.bincount(minlength=10).tolist() == pytest.approx(
        [0, 0, 0, N / 2, 0, 0, 0, 0, N / 2, 0], abs=400
    )


def test_every_picture_of_a_class_is_equally_likely(folder: Path) -> None:
    dataset = build(Digits(folder=str(folder), classes=(4.0,)), "cpu")
    # The sixty pictures of class 4 are filled with 25 bytes; how many with each can be counted.
    expected = dataset.train.pixels[dataset.train.index, 0].long().bincount(minlength=125) / 60
    found = bytes_of(dataset.sample(N, rng())).bincount(minlength=125) / N
    torch.testing.assert_close(found, expected, rtol=0, atol=4 * 0.25 / N**0.5)


def test_without_weights_classes_come_as_often_as_in_the_file(folder: Path) -> None:
    plain = build(Digits(folder=str(folder)), "cpu").train.shares
    assert plain.tolist() == pytest.approx([2 / 11] + [1 / 11] * 9)
    rare = build(Digits(folder=str(folder), weights=(0.5, 0.0)), "cpu").train.shares
    assert rare.tolist() == pytest.approx([1 / 9, 0] + [1 / 9] * 8)


def test_a_reduced_set_is_the_first_of_the_chosen_classes(folder: Path) -> None:
    dataset = build(Digits(folder=str(folder), classes=(0.0, 7.0), size=100), "cpu")
    assert len(dataset.train) == 100
    pixels, labels = idx.read(folder / "train-images-idx3-ubyte", folder / "train-labels-idx1-ubyte")
    first = np.flatnonzero((labels == 0) | (labels == 7))[:100]
    assert dataset.train.index.tolist() == first.tolist()
    assert set(bytes_of(dataset.sample(N, rng())).tolist()) == set(pixels[first, 0].tolist())


def test_a_picture_for_testing_is_never_drawn_for_training(tmp_path: Path) -> None:
    folder = write_set(tmp_path / "set", np.zeros(200, int), np.ones(50, int))
    # All are of class 0 from here on, but the pictures of the two parts share no byte.
    (folder / "t10k-labels-idx1-ubyte").write_bytes(struct.pack(">II", 0x801, 50) + bytes(50))
    dataset = build(Digits(folder=str(folder)), "cpu")
    assert int(bytes_of(dataset.sample(N, rng())).max()) < 25
    assert int(bytes_of(dataset.test.sample(N, rng())).min()) >= 25
    assert (len(dataset.train), len(dataset.test)) == (200, 50)


def test_settings_that_leave_nothing_get_their_sentence(folder: Path) -> None:
    with pytest.raises(
        SettingsError, match=r"^data\.classes: 3\.5 is no class; whole numbers from 0 to 9 are$"
    ):
        build(Digits(folder=str(folder), classes=(3.5,)), "cpu")
    with pytest.raises(SettingsError, match=r"^data\.weights: one of the chosen classes must be above 0"):
        build(Strokes(size=100, classes=(1.0,), weights=(1.0, 0.0)), "cpu")


def test_a_file_without_the_chosen_class_gets_its_sentence(tmp_path: Path) -> None:
    folder = write_set(tmp_path / "set", np.zeros(200, int), np.zeros(50, int))
    with pytest.raises(DataError, match=r"^the set has no picture of the chosen classes$"):
        build(Digits(folder=str(folder), classes=(5.0,)), "cpu")


def test_nothing_is_read_twice_until_it_changes(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = []
    real = idx.read
    monkeypatch.setattr(idx, "read", lambda *paths: read.append(paths) or real(*paths))
    first = build(Digits(folder=str(folder)), "cpu")
    again = build(Digits(folder=str(folder), classes=(2.0,), weights=(3.0,), size=100), "cpu")
    assert len(read) == 2
    assert again.train.pixels.data_ptr() == first.train.pixels.data_ptr()
    labels = folder / "train-labels-idx1-ubyte"
    labels.write_bytes(labels.read_bytes()[:8] + bytes(660))
    os.utime(labels, ns=(1, 1))
    assert build(Digits(folder=str(folder)), "cpu").train.shares[0] == 1
    assert len(read) == 3


def test_a_set_that_is_not_there_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path))
    with pytest.raises(DataError) as caught:
        build(Digits(which="fashion"), "cpu")
    assert str(caught.value) == (
        "Fashion-MNIST is not on this computer yet; fetch it with `ganplay fetch fashion`, "
        "name the folder of its files in data.folder, or choose Strokes, which needs none"
    )


def test_a_named_folder_that_lacks_a_file_gets_its_sentence(folder: Path) -> None:
    (folder / "t10k-labels-idx1-ubyte").unlink()
    with pytest.raises(DataError) as caught:
        build(Digits(folder=str(folder)), "cpu")
    assert str(caught.value) == f"{folder} has no file t10k-labels-idx1-ubyte.gz, nor one without .gz"
    with pytest.raises(
        DataError, match=r"none is not a folder; the IDX files of MNIST are looked for there$"
    ):
        build(Digits(folder=str(folder / "none")), "cpu")


def test_only_the_published_labels_make_it_mnist(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = Digits(folder=str(folder), classes=(0.0, 3.0, 8.0))
    assert build(data, "cpu").source == f"IDX files, 240 training pictures (only 0, 3 and 8) from {folder}"
    labels = (folder / "t10k-labels-idx1-ubyte").read_bytes()
    (folder / "t10k-labels-idx1-ubyte").rename(folder / "t10k-labels-idx1-ubyte.bak")
    (folder / "t10k-labels-idx1-ubyte.gz").write_bytes(gzip.compress(labels))
    digest = hashlib.sha256(labels).hexdigest()
    monkeypatch.setitem(PICTURE_ARCHIVES["mnist"].digests, TEST_LABELS, digest)  # type: ignore[arg-type]
    assert build(data, "cpu").source == f"MNIST, 240 training digits (only 0, 3 and 8) from {folder}"


@pytest.mark.skipif(not MNIST.is_dir(), reason="the real MNIST does not lie beside this checkout")
def test_the_real_mnist_is_what_everybody_knows() -> None:
    dataset = build(Digits(folder=str(MNIST)), "cpu")
    assert dataset.source == f"MNIST, 60,000 training digits from {MNIST}"
    assert dataset.train.pixels.shape == (60_000, 784)
    assert dataset.test.pixels.shape == (10_000, 784)
    assert dataset.train.labels.bincount().tolist() == [
        5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949,
    ]  # fmt: skip
    assert dataset.test.labels.bincount().tolist() == [
        980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009,
    ]  # fmt: skip
    assert float(dataset.train.pixels.float().mean()) / 255 == pytest.approx(0.1307, abs=5e-5)
    assert float(dataset.train.pixels.float().std()) / 255 == pytest.approx(0.3081, abs=5e-5)
    assert dataset.train.labels[:8].tolist() == [5, 0, 4, 1, 9, 2, 1, 3]
