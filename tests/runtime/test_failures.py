"""Errors become sentences."""

from __future__ import annotations

import pytest

from ganplay.contract.errors import DataError, DeviceError
from ganplay.runtime.failures import joined, lacks_data, lacks_device, lacks_memory, sentence


def test_our_own_errors_speak_for_themselves():
    assert sentence(DataError("points.csv is empty")) == "points.csv is empty"


@pytest.mark.parametrize(
    "error",
    [
        MemoryError(),
        RuntimeError("CUDA out of memory. Tried to allocate 2.00 GiB."),
        RuntimeError("MPS backend out of memory (MPS allocated: 5.00 GB)"),
        RuntimeError("DefaultCPUAllocator: can't allocate memory: you tried to allocate 9 bytes"),
        RuntimeError("DefaultCPUAllocator: not enough memory: you tried to allocate 9 bytes"),
    ],
    ids=["python", "cuda", "mps", "linux", "windows"],
)
def test_lack_of_memory_offers_the_cpu(error: Exception):
    assert sentence(error).startswith("out of memory")
    assert "CPU" in sentence(error)


def test_what_broke_off_for_want_of_memory_lacks_memory():
    """A recording on a GPU that runs out complains of a broken recording, with the reason behind it."""
    broken = RuntimeError("the recording was broken off")
    broken.__context__ = RuntimeError("CUDA out of memory. Tried to allocate 2.00 GiB.")
    assert lacks_memory(broken)
    assert lacks_device(broken)
    assert not lacks_memory(RuntimeError("the recording was broken off"))


def test_other_errors_give_their_type_and_the_first_line():
    assert sentence(ValueError("bad shape\n  in layer 3")) == "ValueError: bad shape"
    assert sentence(ValueError()) == "ValueError"


def test_data_that_cannot_be_used_are_told_from_all_else():
    assert lacks_data(DataError("points.csv is empty"))
    assert not lacks_data(DeviceError("there is no such device"))
    assert not lacks_data(ValueError())


@pytest.mark.parametrize(
    ("first", "second", "both"),
    [("", "", ""), ("a", "", "a"), ("", "b", "b"), ("a", "b", "a; b"), ("a; b", "a", "a; b")],
)
def test_sentences_are_joined_without_repetition(first: str, second: str, both: str):
    assert joined(first, second) == both
