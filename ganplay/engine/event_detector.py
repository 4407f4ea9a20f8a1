"""The detector of events in a run: collapse, recovery, a winning D, dead units, points out of view."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from ganplay.contract.errors import CheckpointError
from ganplay.contract.events import Event
from ganplay.contract.knobs import title_of
from ganplay.contract.objectives import Loss, NoPenalty, Wasserstein
from ganplay.contract.settings import Settings

SETTLED = 600
"""Steps before which too few regions are merely a start, not a collapse.

Runs on the ring that end with all modes were seen to start as a clump and open by step 600; a collapse
stays."""

FADED = 0.02
"""D has won when the gradient that reaches G falls below this share of the largest so far."""


@dataclass(slots=True)
class EventDetector:
    """Tells each kind of event once when it begins, and again only after it has ended."""

    regions: int
    """How many parts the data have that G can miss."""
    noun: str = "regions of the data"
    """What these are called."""
    active: set[str] = field(default_factory=set)
    """What has begun and not ended."""
    strongest: float = 0.0
    """The largest gradient norm that has reached G at a measurement."""
    signs: Counter[str] = field(default_factory=Counter)
    """Measurements in a row that looked like a kind of event."""

    def look(self, step: int, numbers: Mapping[str, float], settings: Settings) -> list[Event]:
        """Compare the newest numbers with what is known; gives the events that begin at this step.

        ``settings`` are those in force: what they have already is not advised.
        """
        found = [
            self._collapse(step, int(numbers["regions"]), settings),
            self._d_wins(step, numbers, settings.loss),
            self._dead(step, numbers["dead_units"], settings),
            self._outside(step, numbers["outside"], settings),
        ]
        return [event for event in found if event is not None]

    def state(self) -> str:
        """All that it remembers of the run, as JSON, for :meth:`restore`."""
        return json.dumps(
            {"active": sorted(self.active), "strongest": self.strongest, "signs": dict(self.signs)}
        )

    def restore(self, state: str) -> None:
        """Go on from what :meth:`state` gave, so that nothing is told twice.

        Raises:
            CheckpointError: this is no such state; nothing has changed then.
        """
        try:
            held = json.loads(state)
            active = {str(kind) for kind in held["active"]}
            strongest = float(held["strongest"])
            signs = Counter({str(kind): int(count) for kind, count in held["signs"].items()})
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError) as error:
            raise CheckpointError(
                f"the checkpoint's state of the event detector is damaged: {error}"
            ) from None
        self.active, self.strongest, self.signs = active, strongest, signs

    def _collapse(self, step: int, reached: int, settings: Settings) -> Event | None:
        few = reached <= self.regions / 2 and self.regions > 1
        if self._lasts("collapse", few) and step >= SETTLED and self._begins("collapse"):
            return Event(
                "collapse",
                step,
                f"Mode collapse: G reaches {reached} of {self.regions} {self.noun}.",
                _against_collapse(settings),
            )
        if reached >= 0.75 * self.regions and self._ends("collapse"):
            return Event(
                "recovery", step, f"Recovered: G reaches {reached} of {self.regions} {self.noun} again."
            )
        return None

    def _d_wins(self, step: int, numbers: Mapping[str, float], loss: Loss) -> Event | None:
        gradient = numbers["g_grad"]
        if not math.isfinite(gradient):
            return None
        if step >= 1:
            self.strongest = max(self.strongest, gradient)
        sure = numbers["accuracy"]
        if sure > 0.95 and gradient < FADED * self.strongest and self._begins("d_wins"):
            return Event(
                "d_wins",
                step,
                f"D wins: it sorts {sure:.0%} of all points rightly, and the gradient that reaches G has "
                f"faded to {gradient:.2g}.",
                _against_a_winning_d(loss),
            )
        if gradient > 5 * FADED * self.strongest:
            self._ends("d_wins")
        return None

    def _dead(self, step: int, share: float, settings: Settings) -> Event | None:
        if share > 0.5 and self._begins("dead_relus"):
            return Event(
                "dead_relus",
                step,
                f"Dead ReLUs: {share:.0%} of the units of one network fire for no point.",
                "Reset with a lower learning rate"
                + (", or take leaky_relu or tanh." if _rectifies(settings) else "."),
            )
        if share < 0.4:
            self._ends("dead_relus")
        return None

    def _outside(self, step: int, share: float, settings: Settings) -> Event | None:
        if self._lasts("out_of_view", share > 0.25) and self._begins("out_of_view"):
            return Event(
                "out_of_view",
                step,
                f"Out of view: {share:.0%} of the generated points lie outside the visible plane.",
                "Lower the learning rates"
                + (", or add a gradient penalty." if isinstance(settings.penalty, NoPenalty) else "."),
            )
        if share < 0.1:
            self._ends("out_of_view")
        return None

    def _lasts(self, kind: str, seen: bool) -> bool:
        """One measurement may be a swing, above all at the start; three in a row are a state."""
        self.signs[kind] = self.signs[kind] + 1 if seen else 0
        return self.signs[kind] >= 3

    def _begins(self, kind: str) -> bool:
        new = kind not in self.active
        self.active.add(kind)
        return new

    def _ends(self, kind: str) -> bool:
        was = kind in self.active
        self.active.discard(kind)
        return was


def _against_a_winning_d(loss: Loss) -> str:
    """What helps against a winning D under this loss: the losses of which it is not one already."""
    others = [] if loss.non_saturating is None else [type(loss.non_saturating)]
    if not loss.estimates_w1:
        others.append(Wasserstein)
    if not others:
        return "Slow D down."
    return f"Take {' or '.join(f'the {title_of(other)} loss' for other in others)}, or slow D down."


def _against_collapse(settings: Settings) -> str:
    """What helps against a collapse and is not yet in force."""
    ideas = []
    if settings.discriminator.minibatch == "off":
        ideas.append("give D a minibatch feature")
    if settings.updates.unroll == 0:
        ideas.append("unroll D")
    if settings.g_optimiser.rate != settings.d_optimiser.rate:
        ideas.append("bring the learning rates closer together")
    if not ideas:
        return "Start again with another seed, or with lower learning rates."
    said = " or ".join(ideas) if len(ideas) < 3 else f"{ideas[0]}, {ideas[1]}, or {ideas[2]}"
    return f"{said[0].upper()}{said[1:]}."


def _rectifies(settings: Settings) -> bool:
    """Whether a network has units that can die for good."""
    return "relu" in (settings.generator.activation, settings.discriminator.activation)
