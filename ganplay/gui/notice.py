"""What the window tells a person, and the one click that may help."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ganplay.contract.events import Event
from ganplay.contract.knobs import title_of
from ganplay.contract.objectives import GradientPenalty, NoPenalty
from ganplay.contract.settings import MIN_BATCH, Settings, get, put
from ganplay.contract.snapshots import Report


@dataclass(frozen=True, slots=True)
class Remedy:
    """A change of settings that may help, and the word on its button."""

    word: str
    apply: Callable[[Settings], Settings]


@dataclass(frozen=True, slots=True)
class NoticeAction:
    """Something else that can be done about it, and the word on its button."""

    word: str
    act: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Notice:
    """One sentence, what might help, and a button that does it; a calm one needs nobody's attention."""

    sentence: str
    advice: str = ""
    remedy: Remedy | NoticeAction | None = None
    calm: bool = False

    @classmethod
    def of(cls, text: str, *, remedy: Remedy | NoticeAction | None = None, calm: bool = False) -> Notice:
        """A notice of a text that is no whole sentence yet."""
        # A sentence that starts with the name of a knob or a file keeps it as it is written.
        if text.split(maxsplit=1)[:1] and text.split(maxsplit=1)[0].isalpha():
            text = f"{text[0].upper()}{text[1:]}"
        return cls(f"{text.removesuffix('.')}.", remedy=remedy, calm=calm)

    @classmethod
    def of_failure(cls, report: Report, settings: Settings, device: str) -> Notice:
        """What has failed, with the one click that may help; ``device`` is where the run is, in words."""
        smaller = smaller_batch(settings) if report.lacks_memory else None
        elsewhere = report.lacks_device and not device.startswith("CPU")
        return cls.of(report.failure, remedy=smaller or (USE_CPU if elsewhere else None))

    @classmethod
    def of_event(cls, event: Event, settings: Settings) -> Notice:
        """What was noticed at which step, with what can be done about it under these settings."""
        remedy = REMEDIES.get(event.kind, _none)(settings)
        named = f"step {event.step:,} " in event.sentence
        sentence = event.sentence if named else f"Step {event.step:,}: {event.sentence}"
        return cls(sentence, event.remedy, remedy)


def _none(_settings: Settings) -> Remedy | None:
    return None


def _against_collapse(settings: Settings) -> Remedy | None:
    if settings.discriminator.minibatch == "off":
        return _putting("Add a minibatch feature", {"discriminator.minibatch": "stddev"})
    return _putting("Unroll 5 steps", {"updates.unroll": 5}) if settings.updates.unroll == 0 else None


def _against_a_winning_d(settings: Settings) -> Remedy | None:
    other = settings.loss.non_saturating
    return None if other is None else _putting(f"Take {title_of(type(other))}", {"loss": other})


def _against_dead_relus(settings: Settings) -> Remedy | None:
    players = ("generator.activation", "discriminator.activation")
    if all(get(settings, path) != "relu" for path in players):
        return None
    return _putting("Take leaky ReLU", dict.fromkeys(players, "leaky_relu"))


def _against_divergence(_settings: Settings) -> Remedy | None:
    return Remedy("Lower both rates tenfold", _slowed)


def _against_leaving(settings: Settings) -> Remedy | None:
    if not isinstance(settings.penalty, NoPenalty):
        return None
    return _putting("Add a gradient penalty", {"penalty": GradientPenalty()})


REMEDIES: dict[str, Callable[[Settings], Remedy | None]] = {
    "collapse": _against_collapse,
    "d_wins": _against_a_winning_d,
    "dead_relus": _against_dead_relus,
    "diverged": _against_divergence,
    "out_of_view": _against_leaving,
}
"""What helps against each kind of event, where one click can do it."""

USE_CPU = Remedy("Use the CPU", lambda settings: dataclasses.replace(settings, device="cpu"))


def smaller_batch(settings: Settings) -> Remedy | None:
    """Halve the batch, to a power of two; None where there is nothing left to halve."""
    half = 1 << (settings.batch - 1).bit_length() - 1
    return _putting(f"Batch {half:,}", {"batch": half}) if half >= MIN_BATCH else None


def _putting(word: str, values: dict[str, Any]) -> Remedy:
    def apply(settings: Settings) -> Settings:
        for path, value in values.items():
            settings = put(settings, path, value)
        return settings

    return Remedy(word, apply)


def _slowed(settings: Settings) -> Settings:
    for path in ("g_optimiser.rate", "d_optimiser.rate"):
        settings = put(settings, path, max(1e-6, get(settings, path) / 10))
    return settings
