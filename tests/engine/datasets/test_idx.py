"""IDX files: what is read, and the one sentence for what cannot be."""

from __future__ import annotations

import gzip
import os
import struct
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from ganplay.contract.errors import DataError
from ganplay.engine.datasets import idx
from ganplay.engine.picture_archives import TEST_IMAGES, find

PIXELS = np.random.default_rng(0).integers(0, 256, (7, 784), dtype=np.uint8)
LABELS = np.array([3, 1, 4, 1, 5, 9, 0], dtype=np.uint8)


def images_file(pixels: np.ndarray = PIXELS, count: int | None = None, side: int = 28) -> bytes:
    count = len(pixels) if count is None else count
    return struct.pack(">IIII", 0x803, count, side, side) + pixels.tobytes()


def labels_file(labels: np.ndarray = LABELS) -> bytes:
    return struct.pack(">II", 0x801, len(labels)) + labels.tobytes()


def plain(content: bytes) -> bytes:
    return content


@pytest.mark.parametrize("pack", [plain, gzip.compress])
def test_pictures_and_labels_are_read_gzipped_or_not(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    (tmp_path / "images").write_bytes(pack(images_file()))
    (tmp_path / "labels").write_bytes(pack(labels_file()))
    pixels, labels = idx.read(tmp_path / "images", tmp_path / "labels")
    np.testing.assert_array_equal(pixels, PIXELS)
    np.testing.assert_array_equal(labels, LABELS)
    assert pixels.dtype == labels.dtype == np.uint8


PACKED = gzip.compress(images_file(np.tile(PIXELS, (300, 1))))

BAD_IMAGES = [
    (b"", "is empty; an IDX file of pictures is needed"),
    (gzip.compress(b""), "is empty; an IDX file of pictures is needed"),
    (
        b"<!DOCTYPE html>",
        "is no IDX file of pictures: it begins with 3c 21 44 4f, not with 00 00 08 03",
    ),
    (labels_file(), "is no IDX file of pictures: it begins with 00 00 08 01, not with 00 00 08 03"),
    (images_file()[:9], "is cut off within its header"),
    (images_file(PIXELS, side=32), "has pictures of 32 x 32 pixels; 28 x 28 are needed"),
    (images_file(PIXELS[:0]), "holds no pictures"),
    (images_file()[:-1], "is cut off: 5,487 of the 5,488 bytes of its 7 pictures are there"),
    (
        gzip.compress(images_file()[:-1]),
        "is cut off: 5,487 of the 5,488 bytes of its 7 pictures are there",
    ),
    (images_file(count=6), "goes on after the 6 pictures that its header announces"),
    (
        images_file(count=2**32 - 1),
        "says that it holds 4,294,967,295 pictures; at most 300,000 are allowed",
    ),
    (
        images_file(count=290_000),
        "is cut off: 5,488 of the 227,360,000 bytes of its 290,000 pictures are there",
    ),
    (
        PACKED[:-100],
        "is a damaged gzip file: compressed file ended before the end-of-stream marker was reached",
    ),
    (PACKED[:-8] + bytes(4) + PACKED[-4:], "is a damaged gzip file: CRC check failed"),
    (PACKED[:30] + b"\xff" * 40 + PACKED[70:], "is a damaged gzip file: "),
    (PACKED + b"more", "is a damaged gzip file: "),
]


@pytest.mark.parametrize(("content", "words"), BAD_IMAGES, ids=range(len(BAD_IMAGES)))
def test_a_bad_file_of_pictures_gets_its_sentence(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "images"
    path.write_bytes(content)
    with pytest.raises(DataError) as caught:
        idx.read_images(path)
    assert str(caught.value).lower().startswith(f"{path} {words}".lower())
    assert words.endswith((": ", "failed")) or str(caught.value) == f"{path} {words}"
    assert "\n" not in str(caught.value)


def test_a_bad_file_of_labels_gets_its_sentence(tmp_path: Path) -> None:
    path = tmp_path / "labels"
    for content, words in [
        (images_file(), " is no IDX file of labels: it begins with 00 00 08 03, not with 00 00 08 01"),
        (labels_file()[:-3], " is cut off: 4 of the 7 bytes of its 7 labels are there"),
        (labels_file(np.array([0, 9, 10, 255], np.uint8)), ": label 3 is 10; 0 to 9 are allowed"),
    ]:
        path.write_bytes(content)
        with pytest.raises(DataError) as caught:
            idx.read_labels(path)
        assert str(caught.value) == f"{path}{words}"


def test_each_picture_needs_a_label(tmp_path: Path) -> None:
    images, labels = tmp_path / "images", tmp_path / "labels"
    images.write_bytes(images_file())
    labels.write_bytes(labels_file(LABELS[:5]))
    with pytest.raises(DataError) as caught:
        idx.read(images, labels)
    assert str(caught.value) == f"{images} has 7 pictures, but {labels} has 5 labels; each picture needs one"


def test_a_header_takes_no_memory_for_what_does_not_come(tmp_path: Path) -> None:
    path = tmp_path / "images"
    path.write_bytes(images_file(count=idx.MAX_COUNT))
    tracemalloc.start()
    try:
        with pytest.raises(DataError, match="cut off"):
            idx.read_images(path)
        assert tracemalloc.get_traced_memory()[1] < 5e6
    finally:
        tracemalloc.stop()


def test_a_path_without_a_file_gets_its_sentence(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"^cannot read .*none: No such file or directory$"):
        idx.read_images(tmp_path / "none")
    with pytest.raises(DataError, match=r"is not a file$"):
        idx.read_labels(tmp_path)
    with pytest.raises(DataError, match=r"^cannot read x"):
        idx.read_labels(Path("x" * 5000))


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="anybody may read anything here")
def test_a_file_that_may_not_be_read_gets_its_sentence(tmp_path: Path) -> None:
    path = tmp_path / "images"
    path.write_bytes(images_file())
    path.chmod(0)
    with pytest.raises(DataError, match=r"cannot read .*: Permission denied$"):
        idx.read_images(path)


@pytest.mark.parametrize(
    "name",
    [
        "t10k-images-idx3-ubyte.gz",
        "t10k-images-idx3-ubyte",
        "t10k-images.idx3-ubyte.gz",
        "t10k-images.idx3-ubyte",
    ],
)
def test_a_file_is_found_under_each_of_its_names(tmp_path: Path, name: str) -> None:
    assert find(tmp_path, TEST_IMAGES) is None
    (tmp_path / "t10k-labels-idx1-ubyte").write_bytes(b"")
    (tmp_path / name).write_bytes(b"")
    assert find(tmp_path, TEST_IMAGES) == tmp_path / name
