"""Damaged files and settings: every reader accepts them or says in a sentence why not, and leaves nothing.

A damaged file is a whole one with bytes overwritten, cut out or put in, or its end missing.
"""

from __future__ import annotations

import gzip
import io
import tracemalloc
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from ganplay import engine
from ganplay.contract import scenes
from ganplay.contract.checkpoints import peek, title_of
from ganplay.contract.codec import override, to_toml
from ganplay.contract.commands import Look
from ganplay.contract.errors import GanplayError
from ganplay.contract.games import Match
from ganplay.contract.inpainting import Recipe
from ganplay.contract.picture_files import read_mask, read_picture
from ganplay.contract.settings import Settings, leaves
from ganplay.engine.datasets import idx
from ganplay.engine.datasets.csv_points import read_points
from ganplay.engine.trained import Trained

from .engine.exploring.linear import DIM, linear

LIGHT = settings(
    max_examples=30,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
"""The same examples on each run, less than a second for most readers."""

Damage = list[tuple[int, int, bytes]]
"""Places in a file, how many bytes are taken out there, and which come in their stead."""

damages = st.tuples(
    st.lists(
        st.tuples(st.integers(0, 1 << 16), st.integers(0, 8), st.binary(max_size=8)), min_size=1, max_size=6
    ),
    st.integers(0, 3),
)


def damaged(whole: bytes, damage: tuple[Damage, int]) -> bytes:
    """The file after the damage, one time in four cut off at the first place."""
    changes, cut = damage
    content = bytearray(whole)
    for place, out, put in changes:
        at = place % (len(whole) + 1)
        content[at : at + out] = put
    return bytes(content[: changes[0][0] % (len(whole) + 1)] if cut == 0 else content)


def tried(read: Callable[[], object]) -> None:
    """Read, or be told in a sentence why not."""
    try:
        read()
    except GanplayError as error:
        if not str(error):
            pytest.fail("refused without a word")


def saved(picture: Image.Image, form: str) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, form)
    return buffer.getvalue()


def idx_file(magic: int, *shape: int) -> bytes:
    header = b"".join(number.to_bytes(4) for number in (magic, *shape))
    return header + bytes(int(np.prod(shape)))


def open_checkpoint(path: Path) -> None:
    peek(path)
    title_of(path)
    engine.load().open(path).look(Look(points=50, resolution=8))


RAMP = Image.fromarray(np.arange(784, dtype=np.uint8).reshape(28, 28))
TEXTS = {
    "points": (b"x,y\n" + b"1.5,-2\n" * 20, read_points),
    "points with semicolons": (b"1,5;2\n" * 20, read_points),
    "settings": (to_toml(Settings()).encode(), scenes.read),
    "game": (b'title = "t"\n[[beside]]\nname = "ema"\n[settings.game]\nname = "xy"\n', scenes.read),
}
FILES: dict[str, tuple[bytes, Callable[[Path], object]]] = {
    **TEXTS,
    "images": (idx_file(0x803, 3, 28, 28), idx.read_images),
    "packed images": (gzip.compress(idx_file(0x803, 3, 28, 28)), idx.read_images),
    "labels": (idx_file(0x801, 40), idx.read_labels),
    "mask": (saved(RAMP, "PNG"), read_mask),
    **{form: (saved(RAMP, form), read_picture) for form in ("PNG", "JPEG", "WEBP", "BMP", "TIFF", "GIF")},
    "transparent": (saved(Image.new("RGBA", (9, 7), (1, 2, 3, 99)), "PNG"), read_picture),
    "palette": (saved(RAMP.convert("P"), "GIF"), read_picture),
}


@pytest.mark.parametrize("name", FILES)
def test_a_damaged_file_is_accepted_or_answered_in_one_sentence(name: str, tmp_path: Path) -> None:
    whole, read = FILES[name]
    path = tmp_path / "file"

    @LIGHT
    @given(damages)
    def attempt(damage: tuple[Damage, int]) -> None:
        path.write_bytes(damaged(whole, damage))
        tried(lambda: read(path))
        assert list(tmp_path.iterdir()) == [path]

    path.write_bytes(whole)
    read(path)
    attempt()


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A small checkpoint and small weights."""
    folder = tmp_path_factory.mktemp("stored")
    small = override(Settings(), ["generator.width=2", "discriminator.width=2", "batch=8", "seed=1"])
    engine.load().create(small).moment().save(folder / "checkpoint")
    linear(torch.ones(DIM, 784)).save(folder / "weights")
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize(("name", "read"), [("checkpoint", open_checkpoint), ("weights", Trained.load)])
def test_a_damaged_run_is_accepted_or_answered_in_one_sentence(
    name: str, read: Callable[[Path], object], stored: dict[str, bytes], tmp_path: Path
) -> None:
    path = tmp_path / "run.safetensors"
    head = int.from_bytes(stored[name][:8], "little")

    @LIGHT
    @given(damages, st.booleans())
    def attempt(damage: tuple[Damage, int], in_header: bool) -> None:
        whole = stored[name]
        if in_header:  # Most of a file are numbers; the header with its settings is what can be misread.
            content = whole[:8] + damaged(whole[8 : 8 + head], damage)[:head].ljust(head) + whole[8 + head :]
        else:
            content = damaged(whole, damage)
        path.write_bytes(content)
        tried(lambda: read(path))
        assert list(tmp_path.iterdir()) == [path]

    path.write_bytes(stored[name])
    read(path)
    attempt()


TREES = (Settings(), Match(), Recipe())
paths = st.sampled_from([(tree, path) for tree in TREES for path, _, _ in leaves(tree)])
values = st.one_of(
    st.text(max_size=12),
    st.floats().map(str),
    st.integers().map(str),
    st.sampled_from(["1e999", "[" * 2000, "9" * 5000, "[[1,2],[3]]", "nan", "true", "\0", "name"]),
)


@settings(LIGHT, max_examples=100)
@given(paths, values)
def test_a_knob_takes_a_text_or_says_why_not(place: tuple[object, str], text: str) -> None:
    tree, path = place
    tried(lambda: override(tree, [f"{path}={text}"]))


def test_a_small_file_that_unpacks_to_a_huge_one_takes_no_memory(tmp_path: Path) -> None:
    header = idx_file(0x803, 3, 28, 28)[:16]
    (tmp_path / "images.gz").write_bytes(gzip.compress(header + bytes(10_000_000), 1))
    picture = bytearray(saved(RAMP, "PNG"))
    picture[16:24] = 2 * (30_000).to_bytes(4)
    picture[29:33] = zlib.crc32(picture[12:29]).to_bytes(4)
    (tmp_path / "bomb.png").write_bytes(picture)
    tracemalloc.start()
    try:
        with pytest.raises(GanplayError, match="goes on after the 3 pictures"):
            idx.read_images(tmp_path / "images.gz")
        with pytest.raises(GanplayError, match=r"bomb\.png (has 30000 x 30000 pixels|is too large)"):
            read_picture(tmp_path / "bomb.png")
        assert tracemalloc.get_traced_memory()[1] < 5e6
    finally:
        tracemalloc.stop()
