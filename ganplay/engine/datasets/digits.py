"""MNIST and its kin, read from IDX files."""

from __future__ import annotations

import functools
import os
from pathlib import Path

import torch
from torch import Tensor

from ganplay.contract.errors import DataError
from ganplay.contract.pictures import Digits
from ganplay.engine.datasets import idx
from ganplay.engine.datasets.pictures import PictureSet, Split, only
from ganplay.engine.picture_archives import (
    PICTURE_ARCHIVES,
    TEST_IMAGES,
    TEST_LABELS,
    TRAIN_IMAGES,
    TRAIN_LABELS,
    find,
    folder_of,
    has_digest,
)

Stamped = tuple[Path, int, int]
"""A file, when it was last written, and its size."""


def digits(data: Digits, device: torch.device | str) -> PictureSet:
    """The set in the named folder or in ganplay's own store.

    It bears its published name only if its test labels are the published ones.

    Raises:
        DataError: a file is missing or cannot be used.
        SettingsError: classes or weights that leave nothing to draw.
    """
    archive = PICTURE_ARCHIVES[data.which]
    folder = Path(os.path.expanduser(data.folder)) if data.folder else folder_of(data.which)
    paths = {name: find(folder, name) for name in (TRAIN_IMAGES, TRAIN_LABELS, TEST_IMAGES, TEST_LABELS)}
    files = [_stamped(path) for path in paths.values() if path is not None]
    if not files and not data.folder:
        raise DataError(
            f"{archive.title} is not on this computer yet; fetch it with `ganplay fetch {data.which}`, "
            "name the folder of its files in data.folder, or choose Strokes, which needs none"
        )
    if not folder.is_dir():
        raise DataError(f"{folder} is not a folder; the IDX files of {archive.title} are looked for there")
    for name, path in paths.items():
        if path is None:
            raise DataError(f"{folder} has no file {name}.gz, nor one without .gz")
    train_images, train_labels, test_images, test_labels = files
    train = Split(*_resident(train_images, train_labels, str(device)), data, data.size)
    test = Split(*_resident(test_images, test_labels, str(device)), data)
    recognised = has_digest(test_labels[0], archive.digests[TEST_LABELS])
    title = archive.title if recognised else "IDX files"
    noun = archive.noun if recognised else "pictures"
    return PictureSet(
        title,
        archive.classes,
        f"{title}, {len(train):,} training {noun}{only(data, archive.classes)} from {folder}",
        train,
        test,
    )


def _stamped(path: Path) -> Stamped:
    try:
        state = path.stat()
    except OSError as error:
        raise DataError(f"cannot read {path}: {error.strerror}") from None
    return path, state.st_mtime_ns, state.st_size


@functools.lru_cache(maxsize=4)
def _read(images: Stamped, labels: Stamped) -> tuple[Tensor, Tensor]:
    """Read a pair of files; a second time only if one of them has changed."""
    pixels, classes = idx.read(images[0], labels[0])
    return torch.from_numpy(pixels), torch.from_numpy(classes).long()


@functools.lru_cache(maxsize=4)
def _resident(images: Stamped, labels: Stamped, device: str) -> tuple[Tensor, Tensor]:
    """Pictures and labels on a device, where all that is built from them shares them."""
    pixels, classes = _read(images, labels)
    return pixels.to(device), classes.to(device)
