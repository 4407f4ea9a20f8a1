"""Normalisations that are layers of their own, by name; each is given its width and its activation."""

from __future__ import annotations

from collections.abc import Callable

from ganplay.engine.models.batch_norm import BatchNorm
from ganplay.engine.models.layers import Layer

LAYER_NORMS: dict[str, Callable[[int, str], Layer]] = {
    "batch": BatchNorm,
}
