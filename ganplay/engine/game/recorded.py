"""One step as a CUDA graph: a hundred small kernels launched at once instead of one by one."""

from __future__ import annotations

import torch
from torch import Tensor

from ganplay.engine.game.game import Game
from ganplay.engine.stream import Batch

WARM_UP = 3
"""Steps on a side stream before recording, as torch asks for (they choose kernels and allocate)."""


class RecordedStep:
    """Records a step of a game between two of ``DevicePlayer``, and replays it on other batches.

    Settings are part of the recording: a turned knob needs a new one. The random numbers are not, they
    come in with the batch. A step whose trace is not finite takes itself back, and so does every one after.
    """

    def __init__(self, game: Game, batch: Batch) -> None:
        self._inputs = Batch(*(tensor.clone() for tensor in batch.tensors()))
        # Recording happens on the current device, which need not be the one that the game is on.
        with torch.cuda.device(batch.real.device):
            self._record(game)

    def _record(self, game: Game) -> None:
        state = (*game.state().values(), game.g.moves, game.d.moves)
        before = [tensor.clone() for tensor in state]
        side = torch.cuda.Stream()  # type: ignore[no-untyped-call]
        side.wait_stream(torch.cuda.current_stream())
        try:
            with torch.cuda.stream(side):
                for _ in range(WARM_UP):
                    game.step(self._inputs)
        finally:
            torch.cuda.current_stream().wait_stream(side)
            # Recording runs nothing, but the warm-up did, and memory may not have sufficed for all of it:
            # put everything back where it was.
            for tensor, kept in zip(state, before, strict=True):
                tensor.copy_(kept)
        # Made before recording, so it must be held on to: the graph knows only its address.
        self._alive = torch.ones((), dtype=torch.bool, device=self._inputs.real.device)
        self._graph = torch.cuda.CUDAGraph()
        # On a stream of this device: the one that torch keeps for recording is of the first device to record.
        with torch.cuda.graph(self._graph, stream=side):
            before = [tensor.clone() for tensor in state]
            self._trace = torch.stack([value.float() for value in game.step(self._inputs)])
            self._alive.logical_and_(self._trace.isfinite().all())
            for tensor, kept in zip(state, before, strict=True):
                tensor.copy_(torch.where(self._alive, tensor, kept))

    def __call__(self, batch: Batch) -> Tensor:
        """Take the step; gives the trace's values, shape (len(TRACE),), fresh."""
        for mine, given in zip(self._inputs.tensors(), batch.tensors(), strict=True):
            mine.copy_(given)
        self._graph.replay()
        return self._trace.clone()
