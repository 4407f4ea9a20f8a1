"""Observers measure a game and make its frames: one for points in the plane, one for pictures."""

from __future__ import annotations

import torch

from ganplay.contract.settings import Settings
from ganplay.engine.datasets import Dataset, PictureSet
from ganplay.engine.observers.observer import Observer
from ganplay.engine.observers.pictures import PictureObserver
from ganplay.engine.observers.plane import PlaneObserver


def build(settings: Settings, dataset: Dataset | PictureSet, device: torch.device) -> Observer:
    """The observer for these data."""
    if isinstance(dataset, PictureSet):
        return PictureObserver(settings, dataset, device)
    return PlaneObserver(settings, dataset, device)
