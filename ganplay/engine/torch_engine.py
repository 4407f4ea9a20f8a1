"""The engine: makes training runs, explorers of trained models, and searches."""

from __future__ import annotations

from pathlib import Path

from ganplay.contract.experiment import Experiment
from ganplay.contract.inpainting import Search, Task
from ganplay.contract.settings import Settings
from ganplay.engine.experiments.gan import GanExperiment
from ganplay.engine.exploring.explorer import Explorer
from ganplay.engine.inpainting.search import InpaintingSearch


class TorchEngine:
    """The engine, as the training thread and the command line know it."""

    def create(self, settings: Settings) -> Experiment:
        """Start at step 0."""
        return GanExperiment(settings)

    def open(self, path: Path) -> Experiment:
        """Go on from a checkpoint."""
        return GanExperiment.open(path)

    def explorer(self) -> Explorer:
        """A new explorer, which answers questions about trained models."""
        return Explorer()

    def search(self, task: Task) -> Search:
        """Start the search that fills a hole."""
        return InpaintingSearch(task)
