"""IDX files, in which MNIST and its kin are published, or one sentence that says why not."""

from __future__ import annotations

import gzip
import io
import zlib
from pathlib import Path
from typing import BinaryIO, cast

import numpy as np
from numpy.typing import NDArray

from ganplay.contract.errors import DataError
from ganplay.contract.files import check_file
from ganplay.contract.pictures import CLASSES, SIDE
from ganplay.engine.picture_archives import CHUNK, GZIP_MAGIC

MAX_COUNT = 300_000
"""The most pictures that a file may hold, 235 MB; the largest set of digits, EMNIST's, has 240,000."""

MAX_BYTES = 16 + MAX_COUNT * SIDE * SIDE

_IMAGES = 0x0803
"""Two zeros, 8 for unsigned bytes, 3 for the number of dimensions."""
_LABELS = 0x0801

Bytes = NDArray[np.uint8]


def read(images: Path, labels: Path) -> tuple[Bytes, Bytes]:
    """Read pictures, shape (N, 784), 0 is black, and their labels, shape (N,), gzipped or not.

    Raises:
        DataError: names the file and what is wrong with it.
    """
    pixels, classes = read_images(images), read_labels(labels)
    if len(pixels) != len(classes):
        raise DataError(
            f"{images} has {len(pixels):,} pictures, but {labels} has {len(classes):,} labels; "
            "each picture needs one"
        )
    return pixels, classes


def read_images(path: Path) -> Bytes:
    """Read pictures of 28 x 28 pixels, shape (N, 784); raises like :func:`read`."""
    return _read(path, _IMAGES, "pictures", (SIDE, SIDE)).reshape(-1, SIDE * SIDE)


def read_labels(path: Path) -> Bytes:
    """Read labels from 0 to 9, shape (N,); raises like :func:`read`."""
    labels = _read(path, _LABELS, "labels", ())
    wrong = labels >= CLASSES
    if wrong.any():
        first = int(wrong.argmax())
        raise DataError(f"{path}: label {first + 1:,} is {labels[first]}; 0 to {CLASSES - 1} are allowed")
    return labels


def _read(path: Path, magic: int, what: str, shape: tuple[int, ...]) -> Bytes:
    check_file(path, MAX_BYTES, DataError)
    try:
        with path.open("rb") as stream:
            packed = stream.read(len(GZIP_MAGIC)) == GZIP_MAGIC
            stream.seek(0)
            return _parse(path, _unpacking(stream) if packed else stream, magic, what, shape)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise DataError(f"{path} is a damaged gzip file: {_lower(str(error))}") from None
    except OSError as error:
        raise DataError(f"cannot read {path}: {error.strerror}") from None


def _unpacking(stream: BinaryIO) -> BinaryIO:
    return cast(BinaryIO, gzip.GzipFile(fileobj=stream, mode="rb"))


def _parse(path: Path, stream: BinaryIO, magic: int, what: str, shape: tuple[int, ...]) -> Bytes:
    header = _take(stream, 4 * (2 + len(shape)))
    if not header:
        raise DataError(f"{path} is empty; an IDX file of {what} is needed")
    if header[:4] != magic.to_bytes(4):
        raise DataError(
            f"{path} is no IDX file of {what}: it begins with {header[:4].hex(' ')}, "
            f"not with {magic.to_bytes(4).hex(' ')}"
        )
    if len(header) < 4 * (2 + len(shape)):
        raise DataError(f"{path} is cut off within its header")
    count, *sides = (int(each) for each in np.frombuffer(header, ">u4")[1:])
    if tuple(sides) != shape:
        found, needed = (" x ".join(str(side) for side in each) for each in (sides, shape))
        raise DataError(f"{path} has {what} of {found} pixels; {needed} are needed")
    if count == 0:
        raise DataError(f"{path} holds no {what}")
    if count > MAX_COUNT:
        raise DataError(f"{path} says that it holds {count:,} {what}; at most {MAX_COUNT:,} are allowed")
    size = count * int(np.prod(shape, dtype=int))
    content = _take(stream, size)
    if len(content) < size:
        raise DataError(
            f"{path} is cut off: {len(content):,} of the {size:,} bytes of its {count:,} {what} are there"
        )
    # To the end, where gzip keeps its checksum.
    if _take(stream, 1):
        raise DataError(f"{path} goes on after the {count:,} {what} that its header announces")
    return np.frombuffer(content, np.uint8)


def _take(stream: BinaryIO, size: int) -> memoryview:
    """The next bytes, fewer at the end; memory is taken for those that come, not for those announced."""
    taken = io.BytesIO()
    while (missing := size - taken.tell()) and (chunk := stream.read(min(missing, CHUNK))):
        taken.write(chunk)
    return taken.getbuffer()


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
