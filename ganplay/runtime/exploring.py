"""Exploring trained models in a job thread."""

from __future__ import annotations

from ganplay.contract.latent import Answer, Explorer, Request
from ganplay.runtime.jobs import JobThread


class LazyExplorer:
    """An explorer that the engine makes at the first request: to be asked in the job thread."""

    def __init__(self, jobs: JobThread) -> None:
        self._jobs = jobs
        self._explorer: Explorer | None = None

    def answer(self, request: Request) -> Answer:
        """Answer one request.

        Raises:
            GanplayError: the model cannot be read, or the request does not fit it; the model stays.
        """
        if self._explorer is None:
            self._explorer = self._jobs.engine().explorer()
        return self._explorer.answer(request)
