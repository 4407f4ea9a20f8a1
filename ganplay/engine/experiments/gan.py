"""A GAN that learns points in the plane or pictures."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from ganplay.contract import kinds
from ganplay.contract.commands import Look, Turn
from ganplay.contract.errors import CheckpointError, GanplayError, SettingsError
from ganplay.contract.events import Event
from ganplay.contract.metrics import GAN_COLUMNS, TRACE
from ganplay.contract.networks import ConvolutionalGenerator
from ganplay.contract.pictures import Pictures
from ganplay.contract.settings import Settings, rebuilds
from ganplay.contract.snapshots import Frame, Log, Sheet
from ganplay.engine import checkpoint, device, observers
from ganplay.engine.checkpoint import Checkpoint
from ganplay.engine.datasets import build
from ganplay.engine.event_detector import EventDetector
from ganplay.engine.game.game import Game
from ganplay.engine.game.recorded import RecordedStep
from ganplay.engine.history import History
from ganplay.engine.stream import MAX_STEPS, Stream
from ganplay.engine.trained import Trained

MOST_COMPARED = 1024
"""Rows that D may compare with each other: that took 1.3 GB and 4 s a step, and 4,096 more than 14 GB."""


class GanExperiment:
    """Trains one game, measures it at fixed steps, and says what it notices.

    Training draws from one generator, everything else from others: what is measured, shown or saved
    leaves no trace in the parameters.

    Raises:
        DeviceError, DataError, SettingsError: the settings ask for what there is not.
    """

    def __init__(self, settings: Settings) -> None:
        _check(settings)
        self.settings = settings
        self.step = 0
        self.diverged = False
        self.noticed: tuple[Event, ...] = ()
        self._device = device.resolve(settings.device)
        device.share_cores(convolutions=isinstance(settings.generator, ConvolutionalGenerator))
        self._dataset = dataset = build(settings.data, self._device)
        # Networks start on the CPU's generator, so that a seed means the same weights on every device.
        rng = torch.Generator().manual_seed(settings.seed)
        self._game = Game(settings, rng, self._device, dataset.classes)
        self._stream = Stream(settings, dataset, torch.Generator(self._device).manual_seed(settings.seed))
        self._observer = observers.build(settings, dataset, self._device)
        self._detector = EventDetector(self._observer.parts, self._observer.noun)
        self._recorded: RecordedStep | None = None
        self._pending: list[Tensor] = []
        self._trace: list[list[float]] = []
        self._measures: list[list[float]] = []
        self._events: list[Event] = []
        self._sheets: list[Sheet] = []
        self._history = History(GAN_COLUMNS)
        self._measured = False
        self._numbers = dict.fromkeys(GAN_COLUMNS.keys, math.nan)
        self._measure(slow=True)
        self._keep_sheet()

    @classmethod
    def open(cls, path: Path) -> GanExperiment:
        """Go on from a checkpoint.

        Raises:
            CheckpointError: it is damaged, foreign, of another version or does not fit its own settings.
        """
        moment = checkpoint.load(path)
        experiment = cls(moment.settings)
        experiment._measures, experiment._sheets = [], []
        experiment.restore(moment)
        if moment.history is not None:
            experiment._history = History.read(*moment.history, GAN_COLUMNS)
        experiment._measure(slow=True)
        experiment._keep_sheet()
        return experiment

    @property
    def device(self) -> str:
        """The device in words."""
        return device.describe(self._device)

    def advance(self, turn: Turn | None = None) -> None:
        """Take one step; does nothing once the run has diverged."""
        self.noticed = ()
        if self.diverged:
            return
        batch = self._stream.next()
        if self._device.type == "cuda" and turn is None:
            if self._recorded is None:
                self._recorded = RecordedStep(self._game, batch)
            self._pending.append(self._recorded(batch))
        else:
            kept = self._game.keep()
            try:
                values = [value.item() for value in self._game.step(batch, turn)]
            except Exception:
                # Memory may not suffice in the middle of a step, when one player has moved and one has not.
                self._game.restore(kept)
                raise
            if not all(map(math.isfinite, values)):
                self._game.restore(kept)
                self._diverge(values)
                return
            self._trace.append([self.step + 1, *values])
        self.step += 1
        self._measured = False
        self._keep_sheet()
        if self.step % self._observer.every == 0:
            self._measure(slow=self.step % self._observer.every_slow == 0)
            self._notice()

    def look(self, look: Look) -> Frame:
        """See the present moment; a look that wants it measured leaves a row of measures in the log."""
        self._settle()
        if look.measured and not self._measured:
            self._measure(slow=True)
        return self._observer.frame(self._game, look, self.step, self._numbers)

    def drain(self) -> Log:
        """Hand over everything recorded since the last call."""
        log = self._log()
        self._trace, self._measures, self._events, self._sheets = [], [], [], []
        self._history.add(log)
        return log

    def history(self) -> Log:
        """What was handed over since step 0, thinned; that of a checkpoint was handed over before."""
        return self._history.log()

    def change(self, settings: Settings) -> None:
        """Turn live knobs: data, loss, penalty, updates, optimisers, batch size.

        Raises:
            SettingsError: a knob that needs new networks differs, or the batch is too large for D.
            DataError: the data file cannot be used; nothing has changed then.
        """
        self._settle()
        if needed := rebuilds(self.settings, settings):
            raise SettingsError(f"{needed[0]} takes effect with new networks; reset to apply it")
        _check(settings)
        dataset = self._dataset
        if settings.data != self.settings.data:
            dataset = build(settings.data, self._device)
            self._observer = observers.build(settings, dataset, self._device)
            self._detector = EventDetector(self._observer.parts, self._observer.noun)
        self._observer.settings = settings
        if (settings.data, settings.loss) != (self.settings.data, self.settings.loss):
            # What was measured before says nothing now, and gradients of another loss are of another size.
            self._numbers |= dict.fromkeys(GAN_COLUMNS.measure_keys, math.nan)
            self._detector.strongest = 0.0
        if (settings.data, settings.batch, settings.updates, settings.penalty) != (
            self.settings.data,
            self.settings.batch,
            self.settings.updates,
            self.settings.penalty,
        ):
            self._stream.change(settings, dataset)
        self._game.change(settings)
        self._recorded = None
        self._measured = False
        self._dataset = dataset
        self.settings = settings
        self.diverged = False

    def moment(self) -> Checkpoint:
        """The present moment: a copy of all that decides what follows."""
        self._settle()
        state, taken = self._stream.position()
        tensors = {name: tensor.clone() for name, tensor in self._game.state().items()}
        counters = {
            "step": self.step,
            "taken": taken,
            "g": int(self._game.g.moves),
            "d": int(self._game.d.moves),
            "diverged": int(self.diverged),
        }
        history = self._history.copy()
        history.add(self._log())
        return Checkpoint(
            self.settings,
            tensors | {"stream": state.clone()},
            counters,
            detector=self._detector.state(),
            history=history.state(),
        )

    def restore(self, moment: Checkpoint) -> None:
        """Go back, or on, to a moment: what follows is what followed it, bit for bit.

        What was recorded stays in the log; what was measured says nothing now and is measured anew.

        Raises:
            SettingsError: the moment needs other networks.
            CheckpointError: it was read from a file that does not fit its own settings.
        """
        self._settle()
        if moment.settings != self.settings:
            self.change(moment.settings)
        for name, tensor in self._game.state().items():
            checkpoint.fill(tensor, moment, name)
        state, _ = self._stream.position()
        try:
            checkpoint.fill(state, moment, "stream")
        except CheckpointError as error:
            raise CheckpointError(f"{error}; a run goes on only on the kind of device it began on") from None
        taken = checkpoint.counter(moment, "taken", at_most=MAX_STEPS)
        try:
            self._stream.seek(state, taken)
        except RuntimeError as error:
            raise CheckpointError(f"the checkpoint's random numbers are damaged: {error}") from None
        self._game.g.count_moves_from(checkpoint.counter(moment, "g"))
        self._game.d.count_moves_from(checkpoint.counter(moment, "d"))
        self.step = moment.step
        # Older files do not say; such a run meets its divergence once more.
        self.diverged = moment.counters.get("diverged", 0) > 0
        self.noticed = ()
        if moment.detector:
            self._detector.restore(moment.detector)
        self._numbers = dict.fromkeys(GAN_COLUMNS.keys, math.nan)
        self._measured = False

    def save_model(self, path: Path, title: str, *, only_drawing: bool = False) -> None:
        """Write the networks alone, in half precision; without D if only what draws is wanted.

        Raises:
            GanplayError: the run is one of points, or the file cannot be written.
        """
        if not isinstance(self.settings.data, Pictures):
            raise GanplayError("only models of pictures can be explored; of points, save the checkpoint")
        self._settle()
        judge = None if only_drawing else self._game.discriminator
        Trained(self.settings, self.step, self._game.drawing, judge, {"title": title}).save(path, half=True)

    def _log(self) -> Log:
        """Everything recorded since the last call of :meth:`drain`."""
        self._settle()
        return Log(
            GAN_COLUMNS,
            np.array(self._trace, dtype=np.float64).reshape(-1, 1 + len(GAN_COLUMNS.trace)),
            np.array(self._measures, dtype=np.float64).reshape(-1, 1 + len(GAN_COLUMNS.measures)),
            tuple(self._events),
            tuple(self._sheets),
        )

    def _settle(self) -> None:
        """Fetch what a device has recorded meanwhile, and see whether it met a number that is not finite."""
        if self._pending:
            rows = torch.stack(self._pending).cpu()
            first = self.step - len(self._pending)
            self._pending = []
            finite = rows.isfinite().all(dim=1)
            good = len(rows) if bool(finite.all()) else int(finite.byte().argmin())
            self._trace += [[first + i + 1, *row] for i, row in enumerate(rows[:good].tolist())]
            if good < len(rows):
                self.step = first + good
                self._diverge(rows[good].tolist())
        if self._trace:
            self._numbers.update(zip(GAN_COLUMNS.trace_keys, self._trace[-1][1:], strict=True))

    def _measure(self, *, slow: bool) -> None:
        self._settle()
        found = self._observer.measure(self._game, slow=slow)
        self._measured = slow
        self._measures.append([self.step, *found.values()])
        self._numbers.update({key: value for key, value in found.items() if not math.isnan(value)})

    def _keep_sheet(self) -> None:
        sheet = self._observer.sheet(self._game, self.step)
        if sheet is not None:
            self._sheets.append(sheet)

    def _notice(self) -> None:
        if not self.diverged:
            self.noticed = tuple(self._detector.look(self.step, self._numbers, self.settings))
            self._events += self.noticed

    def _diverge(self, values: list[float]) -> None:
        what = next(
            metric.label for metric, value in zip(TRACE, values, strict=True) if not math.isfinite(value)
        )
        self.diverged = True
        self.noticed = (
            Event(
                "diverged",
                self.step + 1,
                f"Diverged: at step {self.step + 1:,} the {what} is not finite; "
                f"the networks are kept as they were at step {self.step:,}.",
                "Lower the learning rates and reset.",
            ),
        )
        self._events += self.noticed


def _check(settings: Settings) -> None:
    """Refuse what does not go together, and what would end the process: no system asks before it does."""
    kinds.check(settings)
    rows = settings.batch // settings.discriminator.packing
    if settings.discriminator.minibatch == "salimans" and rows > MOST_COMPARED:
        raise SettingsError(
            f"batch: {settings.batch} is too large for the Salimans layer, which compares every point with "
            f"every other; at most {MOST_COMPARED * settings.discriminator.packing} are allowed"
        )
