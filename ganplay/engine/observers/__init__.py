"""Who watches a game: points in the plane and pictures are seen and measured each in their own way."""

from __future__ import annotations

import torch

from ganplay.contract.settings import Settings
from ganplay.engine.datasets import Dataset, PictureSet
from ganplay.engine.observers.observer import Observer
from ganplay.engine.observers.pictures import PictureObserver
from ganplay.engine.observers.plane import PlaneObserver


def build(settings: Settings, dataset: Dataset | PictureSet, device: torch.device) -> Observer:
    """Whoever understands these data."""
    if isinstance(dataset, PictureSet):
        return PictureObserver(settings, dataset, device)
    return PlaneObserver(settings, dataset, device)
