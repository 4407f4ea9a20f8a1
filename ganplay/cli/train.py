"""``ganplay train``: an experiment without a window, and the files it leaves."""

from __future__ import annotations

import contextlib
import math
import signal
import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import FrameType
from typing import Any, TextIO

from ganplay.cli import target, window
from ganplay.cli.results import Record, new_run_folder, writable_folder, write_csv
from ganplay.cli.verb import Verb
from ganplay.contract import codec
from ganplay.contract.checkpoints import SUFFIX
from ganplay.contract.commands import Look
from ganplay.contract.errors import DeviceError, GanplayError
from ganplay.contract.experiment import Experiment
from ganplay.contract.files import remove_strays, write_text
from ganplay.contract.kinds import is_trained, kind_of
from ganplay.contract.knobs import Knob
from ganplay.contract.scenes import Scene
from ganplay.contract.settings import Settings
from ganplay.contract.snapshots import Frame
from ganplay.contract.views import PlaneView, SharesView
from ganplay.runtime import failures
from ganplay.runtime.ending_signals import heeded

SAMPLES = 2500
"""Rows of samples.csv; as many as the papers on mode collapse draw."""

DRAIN = 200
"""Steps between two readings of the log."""

SAVE_EVERY = 60.0
"""Seconds between two checkpoints on the way: no more is lost if the process is killed."""

CHECKPOINT = f"checkpoint{SUFFIX}"

_steps = Knob(help="The step at which to end.", low=1, high=1e9)


def declare(parser: ArgumentParser) -> None:
    """What to train, how far, and where the results go."""
    target.declare(parser)
    parser.add_argument(
        "--steps",
        type=lambda text: codec.read("--steps", int, _steps, text),
        metavar="N",
        help="the step at which to end (default: the scene's)",
    )
    parser.add_argument(
        "--keep",
        action="append",
        default=[],
        type=lambda text: codec.read("--keep", int, _steps, text),
        metavar="STEP",
        help="of pictures: keep the generator of this step too, as model-STEP.safetensors; may be repeated",
    )
    parser.add_argument(
        "--out", type=Path, metavar="DIR", help="the folder to fill (default: a new one in runs)"
    )
    parser.add_argument(
        "--resume",
        type=Path,
        metavar="CHECKPOINT",
        help="go on from a checkpoint; the live knobs are the scene's, if one is named",
    )


def run(args: Namespace) -> int:
    """Train, write what there is, and sum it up; above 128 after a signal, 1 if a number was not finite."""
    scene, checkpoint = _origin(args)
    # Read before a folder is made and torch imported, so that a mistyped knob is answered at once.
    changes = target.assignments(args)
    settings = _settings(scene, changes) if scene is not None else None
    until = args.steps or (scene.steps if scene is not None else None)
    if until is None:
        raise GanplayError("say with --steps how far to go on from the checkpoint")
    name = scene.name if scene is not None else "resumed"
    title = scene.title if scene is not None else "a resumed run"
    folder = args.out or new_run_folder(name)
    with writable_folder(folder), _memory_errors_explained():
        remove_strays(folder)
        experiment = _begin(settings, checkpoint, changes)
        if experiment.step >= until:
            raise GanplayError(
                f"the checkpoint is at step {experiment.step} already; give --steps above that"
            )
        if args.keep and not kind_of(experiment.settings).has_models:
            raise GanplayError("--keep keeps models of pictures; of points, the checkpoint has everything")

    with _memory_errors_explained(), _interruptible() as interrupted:
        kept = {step: folder / f"model-{step}{SUFFIX}" for step in args.keep}
        record = Record()
        try:
            with _memory_errors_explained():
                _train(experiment, record, until, title, kept, interrupted, folder / CHECKPOINT)
            shortage = None
        except DeviceError as error:
            # The run stands at its last whole step, which is worth as much as after Ctrl-C.
            shortage = error
        record.add(experiment.drain())
        frame = experiment.look(Look(points=SAMPLES, measured=True))
        keys = record.columns.measure_keys
        record.measures[frame.step] = [frame.numbers.get(key, math.nan) for key in keys]
        written = _write(folder, experiment, title, record, frame)
    with contextlib.suppress(OSError) if interrupted() else contextlib.nullcontext():
        # The terminal may be what has gone.
        _sum_up(name, experiment, record, frame)
        print(f"{folder}: {', '.join(written)}", flush=True)
    if shortage is not None:
        raise shortage
    if interrupted():
        return 128 + interrupted()
    return 1 if experiment.diverged else 0


def _settings(scene: Scene, changes: list[str]) -> Settings:
    if not is_trained(scene.settings):
        raise GanplayError(f"{scene.name} is a game, which is not trained; see ganplay play {scene.name}")
    return codec.override(scene.settings, changes)


def _origin(args: Namespace) -> tuple[Scene | None, Path | None]:
    """The scene and the checkpoint that were named, at least one of them."""
    if args.target is None:
        if args.resume is None:
            raise GanplayError("name a scene or a file, as in: ganplay train ring8")
        return None, args.resume
    if target.is_checkpoint(args.target):
        if args.resume is not None:
            raise GanplayError("give one checkpoint, not two")
        return None, Path(args.target)
    return target.find(args.target), args.resume


def _begin(settings: Settings | None, checkpoint: Path | None, changes: list[str]) -> Experiment:
    import ganplay.engine

    engine = ganplay.engine.load()
    if checkpoint is None:
        assert settings is not None
        return engine.create(settings)
    experiment = engine.open(checkpoint)
    settings = settings or codec.override(experiment.settings, changes)
    if settings != experiment.settings:
        experiment.change(settings)
    return experiment


@contextlib.contextmanager
def _memory_errors_explained() -> Iterator[None]:
    """Turn an error for want of memory into a DeviceError with advice; all others are bugs and are raised."""
    try:
        yield
    except (MemoryError, RuntimeError) as error:
        if not failures.lacks_memory(error):
            raise
        raise DeviceError(failures.sentence(error)) from None


@contextlib.contextmanager
def _interruptible() -> Iterator[Callable[[], int]]:
    """Note the first request to end, which is asked for between two steps; a second one ends at once.

    Yields a function that gives the signal's number, 0 while there was none.
    """
    before: dict[int, Any] = {}
    requests = []

    def restore() -> None:
        for number, handler in before.items():
            signal.signal(number, handler)

    def on_request(number: int, _: FrameType | None) -> None:
        requests.append(number)
        restore()

    for number in heeded():
        before[number] = signal.signal(number, on_request)
    try:
        yield lambda: requests[0] if requests else 0
    finally:
        restore()


class _Unbreakable:
    """Text for a terminal that may be closed meanwhile, which is no reason to lose the run."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> None:
        with contextlib.suppress(OSError):
            self._stream.write(text)

    def flush(self) -> None:
        with contextlib.suppress(OSError):
            self._stream.flush()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def _train(
    experiment: Experiment,
    record: Record,
    until: int,
    title: str,
    kept: Mapping[int, Path],
    interrupted: Callable[[], int],
    checkpoint: Path,
) -> None:
    from tqdm import tqdm

    screen = _Unbreakable(sys.stderr)
    with tqdm(
        total=until, initial=experiment.step, desc=title, unit=" steps", file=screen, disable=None
    ) as bar:
        save_due = time.monotonic() + SAVE_EVERY
        while experiment.step < until and not interrupted():
            experiment.advance()
            if experiment.diverged:
                break
            bar.update()
            if experiment.step in kept:
                experiment.save_model(kept[experiment.step], title, only_drawing=True)
            if experiment.step % DRAIN == 0:
                record.add(experiment.drain())
            if time.monotonic() >= save_due:
                experiment.moment().save(checkpoint)
                save_due = time.monotonic() + SAVE_EVERY


def _write(folder: Path, experiment: Experiment, title: str, record: Record, frame: Frame) -> list[str]:
    """Write every file; say which."""
    record.write(folder / "metrics.csv")
    written = ["metrics.csv"]
    plane = frame.get(PlaneView)
    if plane is not None:
        written.append("samples.csv")
        write_csv(folder / written[-1], ("x", "y"), plane.fake.tolist())
    if kind_of(experiment.settings).has_models:
        written.append(f"model{SUFFIX}")
        experiment.save_model(folder / written[-1], title)
    experiment.moment().save(folder / CHECKPOINT)
    write_text(folder / "settings.toml", codec.to_toml(experiment.settings))
    written += [CHECKPOINT, "settings.toml"]
    try:
        window.app().picture(frame, folder / "picture.png")
    except window.WindowError:
        return [*written, "no picture.png without Qt"]
    return [*written, "picture.png"]


def _sum_up(name: str, experiment: Experiment, record: Record, frame: Frame) -> None:
    print(f"{name}: step {experiment.step} on {experiment.device}")
    shares = frame.get(SharesView)
    modes = f" of {len(shares.fair)}" if shares is not None else ""
    summary = [record.columns[key] for key in record.columns.summary]
    width = max((len(metric.label) for metric in summary), default=0)
    for metric in summary:
        key, value = metric.key, frame.numbers.get(metric.key, math.nan)
        if not math.isnan(value):
            floor = (
                f" (a perfect generator: {frame.floors[key]:.{metric.digits}f})"
                if key in frame.floors
                else ""
            )
            total = modes if key.startswith("modes_") else floor
            print(f"  {metric.label:<{width}}  {value:.{metric.digits}f}{total}")
    for event in record.events:
        print(f"  {event.sentence} {event.remedy}".rstrip())


VERB = Verb("train", "train without a window and write tables, points and a checkpoint", declare, run)
