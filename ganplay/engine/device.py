"""Where torch computes, chosen by a word and named in words."""

from __future__ import annotations

import os
import re

import torch

from ganplay.contract.errors import DeviceError, unknown

KINDS = ("auto", "cpu", "cuda", "mps")


def resolve(name: str) -> torch.device:
    """The device behind ``auto``, ``cpu``, ``cuda``, ``cuda:N`` or ``mps``.

    Raises:
        DeviceError: there is no such kind, or this machine has none of it.
    """
    if name not in KINDS and not re.fullmatch("cuda:[0-9]+", name):
        raise DeviceError(unknown("device", name, KINDS))
    kind, _, index = name.partition(":")
    if kind == "auto":
        return torch.device("cuda") if torch.cuda.is_available() else torch.device("cpu")
    if kind == "cuda" and not torch.cuda.is_available():
        raise DeviceError(f"device {name!r}: torch sees no CUDA GPU here; the CPU works everywhere")
    if kind == "cuda" and index and int(index) >= torch.cuda.device_count():
        raise DeviceError(
            f"device {name!r}: this machine has {torch.cuda.device_count()} CUDA GPU(s), from 0"
        )
    if kind == "mps" and not torch.backends.mps.is_available():
        raise DeviceError("device 'mps': torch sees no Apple GPU here; the CPU works everywhere")
    return torch.device(name)


def share_cores(*, convolutions: bool) -> None:
    """Set how many cores torch uses in the calling thread.

    Perceptrons of this size take one: two threads on two loaded cores were up to forty times slower.
    Convolutions gain from two (42 against 30 steps a second on two idle cores) and, as torch's threads
    wait passively here, lose little to a window beside them; beyond four there is too little to share.
    Whoever sets ``OMP_NUM_THREADS`` has other work for the rest.
    """
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    threads = min(cores, max(2, min(4, cores - 1))) if convolutions else 1
    allowed = os.environ.get("OMP_NUM_THREADS", "")
    torch.set_num_threads(min(threads, max(1, int(allowed))) if allowed.isdecimal() else threads)


def describe(device: torch.device) -> str:
    """The device as a person would name it."""
    if device.type == "cuda":
        return str(torch.cuda.get_device_name(device))
    if device.type == "mps":
        return "Apple GPU"
    threads = torch.get_num_threads()
    return f"CPU, {threads} thread{'s' if threads > 1 else ''}"
