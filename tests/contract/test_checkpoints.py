"""The header of a checkpoint tells what it is of."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from ganplay import engine
from ganplay.contract.checkpoints import peek
from ganplay.contract.codec import override
from ganplay.contract.errors import CheckpointError
from ganplay.contract.settings import Settings


def test_a_checkpoint_s_settings_are_read_without_opening_it(tmp_path: Path):
    settings = override(Settings(), ["data.name=grid", "batch=32", "seed=5"])
    engine.load().create(settings).moment().save(tmp_path / "run.safetensors")
    assert peek(tmp_path / "run.safetensors") == settings


def checkpoint_of(text: str) -> bytes:
    header = json.dumps({"__metadata__": {"ganplay": "1", "settings": text}}).encode()
    return len(header).to_bytes(8, "little") + header


def test_a_checkpoint_that_does_not_say_its_kind_is_an_older_one(tmp_path: Path):
    path = tmp_path / "run.safetensors"
    path.write_bytes(checkpoint_of("seed = 5"))
    assert peek(path) == Settings(seed=5)


def test_a_checkpoint_of_an_unknown_kind_is_refused_with_the_nearest(tmp_path: Path):
    path = tmp_path / "run.safetensors"
    path.write_bytes(checkpoint_of('kind = "pictuers"'))
    assert peek(path) is None
    with pytest.raises(CheckpointError) as caught:
        engine.load().open(path)
    assert str(caught.value) == (
        f"{path} holds settings that this ganplay does not know: "
        "kind: unknown kind of run 'pictuers'; did you mean 'pictures'?"
    )


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff" * 8,
        (2).to_bytes(8, "little") + b"{}",
        (10).to_bytes(8, "little") + b"{}",
        (2).to_bytes(8, "little") + b"[]",
        (7).to_bytes(8, "little") + json.dumps("\xff").encode(),
        (36).to_bytes(8, "little") + b'{"__metadata__": {"settings": "x ="}}',
        (38).to_bytes(8, "little") + b'{"__metadata__": {"settings": "no = 1"}}',
        checkpoint_of('kind = "games"'),
    ],
)
def test_anything_else_has_none(tmp_path: Path, content: bytes):
    path = tmp_path / "run.safetensors"
    path.write_bytes(content)
    assert peek(path) is None
    assert peek(tmp_path / "absent.safetensors") is None


def test_a_pipe_is_not_waited_for(tmp_path: Path):
    path = tmp_path / "run.safetensors"
    os.mkfifo(path)
    assert peek(path) is None
    with pytest.raises(CheckpointError, match=r"cannot read .*run\.safetensors: it is not a file"):
        engine.load().open(path)
