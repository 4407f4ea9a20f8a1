"""A run in one file: safetensors for the numbers, TOML in its header for the rest; never pickle."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor

from ganplay.contract.checkpoints import MAX_BYTES
from ganplay.contract.codec import from_toml, to_toml
from ganplay.contract.errors import CheckpointError, SettingsError
from ganplay.contract.files import check_file, replacing
from ganplay.contract.kinds import is_trained
from ganplay.contract.settings import Settings
from ganplay.engine.history import PREFIX

VERSION = "1"


@dataclass(frozen=True, slots=True, eq=False)
class Checkpoint:
    """A moment of a run, from which it goes on bit for bit; or, with fewer tensors, a trained model."""

    settings: Settings
    tensors: dict[str, Tensor]
    counters: dict[str, int]
    notes: Mapping[str, str] = field(default_factory=dict)
    """What a reader of the file may want to know, such as its title."""
    detector: str = ""
    """The state of the event detector; empty in older files, whose runs may tell an event twice."""

    history: tuple[dict[str, Tensor], str] | None = None
    """What the run has recorded, as ``engine/history.py`` writes it; None in older files and in models."""

    @property
    def step(self) -> int:
        """Steps taken before this moment.

        Raises:
            CheckpointError: it is missing.
        """
        return counter(self, "step")

    def save(self, path: Path) -> None:
        """Write it whole or not at all.

        Raises:
            GanplayError: the folder cannot be written to or the disk is full.
        """
        header = {"ganplay": VERSION, "settings": to_toml(self.settings)}
        header |= {f"counter.{name}": str(value) for name, value in self.counters.items()}
        if self.detector:
            header["detector"] = self.detector
        header |= {f"note.{name}": text for name, text in self.notes.items()}
        recorded: dict[str, Tensor] = {}
        if self.history is not None:
            recorded, header["history"] = self.history
        tensors = {
            name: tensor.detach().cpu().contiguous() for name, tensor in (self.tensors | recorded).items()
        }
        with replacing(path) as temporary:
            try:
                save_file(tensors, temporary, metadata=header)
            except SafetensorError as error:
                raise OSError(str(error)) from error


def load(path: Path) -> Checkpoint:
    """Read a checkpoint onto the CPU.

    Raises:
        CheckpointError: the file is missing, damaged, foreign or of another version.
    """
    check_file(path, MAX_BYTES, CheckpointError)
    try:
        with safe_open(path, framework="pt") as file:
            header: dict[str, str] = file.metadata() or {}
            if "ganplay" not in header:
                raise CheckpointError(f"{path} is a safetensors file, but no checkpoint of ganplay")
            if header["ganplay"] != VERSION:
                raise CheckpointError(
                    f"{path} is of checkpoint version {header['ganplay']}; this ganplay reads {VERSION}"
                )
            counters = {
                name.removeprefix("counter."): int(value)
                for name, value in header.items()
                if name.startswith("counter.")
            }
            notes = {
                name.removeprefix("note."): text for name, text in header.items() if name.startswith("note.")
            }
            settings = from_toml(header.get("settings", ""))
            if not is_trained(settings):
                raise CheckpointError(f"{path} holds settings of a run that trains nothing")
            tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
            recorded = {name: tensors.pop(name) for name in list(tensors) if name.startswith(PREFIX)}
            history = (recorded, header["history"]) if "history" in header else None
            return Checkpoint(settings, tensors, counters, notes, header.get("detector", ""), history)
    except (SafetensorError, ValueError) as error:
        raise CheckpointError(f"{path} is damaged or no checkpoint: {error}") from None
    except SettingsError as error:
        raise CheckpointError(f"{path} holds settings that this ganplay does not know: {error}") from None
    except OSError as error:
        raise CheckpointError(f"cannot read {path}: {error.strerror or error}") from None


def counter(checkpoint: Checkpoint, name: str, at_most: int = sys.maxsize) -> int:
    """A stored count.

    Raises:
        CheckpointError: it is missing, negative or too large.
    """
    value = checkpoint.counters.get(name, -1)
    if not 0 <= value <= at_most:
        raise CheckpointError(f"the checkpoint lacks a valid count of {name!r}")
    return value


def fill(target: Tensor, checkpoint: Checkpoint, name: str) -> None:
    """Copy a stored tensor into one of the same shape.

    Raises:
        CheckpointError: it is missing or of another shape or type.
    """
    stored = checkpoint.tensors.get(name)
    if stored is None:
        raise CheckpointError(f"the checkpoint lacks {name!r}")
    if stored.shape != target.shape or stored.dtype != target.dtype:
        raise CheckpointError(
            f"the checkpoint's {name!r} is {tuple(stored.shape)} {stored.dtype}, "
            f"but its settings need {tuple(target.shape)} {target.dtype}"
        )
    target.copy_(stored)
