"""The published picture sets: their files, how each is recognised, and where they lie once fetched."""

from __future__ import annotations

import gzip
import hashlib
import os
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import platformdirs

FOLDER_VARIABLE = "GANPLAY_DATA"
"""Environment variable that names another store than the user's cache, as for a classroom."""

TRAIN_IMAGES = "train-images-idx3-ubyte"
TRAIN_LABELS = "train-labels-idx1-ubyte"
TEST_IMAGES = "t10k-images-idx3-ubyte"
TEST_LABELS = "t10k-labels-idx1-ubyte"

GZIP_MAGIC = b"\x1f\x8b"
CHUNK = 1 << 20
"""Bytes that are read at once."""


@dataclass(frozen=True, slots=True)
class PictureArchive:
    """A published set of pictures as IDX files, which anybody can fetch."""

    title: str
    noun: str
    """What its pictures show."""
    classes: tuple[str, ...]
    digests: Mapping[str, str]
    """SHA-256 by file name (without .gz): of the content where we know it, else of the published archive."""
    sizes: Mapping[str, int]
    """Bytes of each archive as published; a mirror may have compressed it differently."""
    mirrors: tuple[str, ...]
    """Addresses that, followed by a file name and .gz, give the archive."""


PICTURE_ARCHIVES = {
    "mnist": PictureArchive(
        title="MNIST",
        noun="digits",
        classes=tuple("0123456789"),
        digests={
            TRAIN_IMAGES: "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
            TRAIN_LABELS: "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
            TEST_IMAGES: "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
            TEST_LABELS: "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
        },
        sizes={TRAIN_IMAGES: 9_912_422, TRAIN_LABELS: 28_881, TEST_IMAGES: 1_648_877, TEST_LABELS: 4_542},
        mirrors=(
            "https://ossci-datasets.s3.amazonaws.com/mnist/",
            "https://storage.googleapis.com/cvdf-datasets/mnist/",
        ),
    ),
    "fashion": PictureArchive(
        title="Fashion-MNIST",
        noun="pictures of clothes",
        classes=(
            "T-shirt or top",
            "trousers",
            "pullover",
            "dress",
            "coat",
            "sandal",
            "shirt",
            "sneaker",
            "bag",
            "ankle boot",
        ),
        # Of the archives, as Keras states them for the copies that it serves.
        digests={
            TRAIN_IMAGES: "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
            TRAIN_LABELS: "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
            TEST_IMAGES: "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073",
            TEST_LABELS: "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5",
        },
        sizes={TRAIN_IMAGES: 26_421_880, TRAIN_LABELS: 29_515, TEST_IMAGES: 4_422_102, TEST_LABELS: 5_148},
        # The authors' own bucket has no HTTPS; their repository holds the same archives.
        mirrors=(
            "https://storage.googleapis.com/tensorflow/tf-keras-datasets/",
            "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/",
        ),
    ),
}


def folder_of(name: str) -> Path:
    """The folder in which ganplay keeps a fetched set."""
    base = os.environ.get(FOLDER_VARIABLE) or platformdirs.user_cache_dir("ganplay", appauthor=False)
    return Path(os.path.expanduser(base)) / name


def find(folder: Path, name: str) -> Path | None:
    """A file under the names it goes by: gzipped or not, and with a dot where unpacking made one."""
    stem, _, form = name.rpartition("-idx")
    for spelling in (name, f"{stem}.idx{form}"):
        for suffix in (".gz", ""):
            path = folder / f"{spelling}{suffix}"
            if path.is_file():
                return path
    return None


def has_digest(path: Path, digest: str) -> bool:
    """Whether the SHA-256 of a file, or of what is compressed in it, is ``digest``."""
    try:
        with path.open("rb") as stream:
            if _sha256(stream) == digest:
                return True
        with gzip.open(path) as stream:
            return _sha256(stream) == digest
    except (OSError, EOFError, zlib.error):
        return False


def _sha256(stream: BinaryIO | gzip.GzipFile) -> str:
    digest = hashlib.sha256()
    while chunk := stream.read(CHUNK):
        digest.update(chunk)
    return digest.hexdigest()
