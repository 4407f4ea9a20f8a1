"""Measures a GAN on pictures, and makes its frames."""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping
from dataclasses import dataclass

import torch
from torch import Tensor

from ganplay.contract.commands import Look
from ganplay.contract.conditions import Codes, Labels
from ganplay.contract.metrics import GAN_COLUMNS
from ganplay.contract.settings import Settings
from ganplay.contract.snapshots import Frame, Sheet, View
from ganplay.contract.views import AnswersView, Histogram, Model, SharesView, TilesView
from ganplay.engine import classifier, metrics
from ganplay.engine.arrays import array, grey
from ganplay.engine.datasets import PictureSet
from ganplay.engine.frame import weights
from ganplay.engine.game.game import Game
from ganplay.engine.losses.information import category_loss
from ganplay.engine.losses.terms import output
from ganplay.engine.models.generator import columns
from ganplay.engine.models.layers import Mode
from ganplay.engine.probes.dead import dead_share
from ganplay.engine.stream import draw_inputs, one_hot
from ganplay.engine.trained import Trained

TILES = 256
"""Pictures of the largest sheet."""

KEPT = 64
"""Pictures of a sheet that is kept."""

FEW = 256
"""Pictures for what is measured often: they cost about as much as two steps."""

MANY = 2000
"""Pictures for the Fréchet distance and the class score, and of the data beside them."""

ENOUGH = 0.2
"""A class counts as reached when it has this share of its fair share."""

BINS = 40

EVALUATING = Mode(training=False)
UNKNOWN = dict.fromkeys(GAN_COLUMNS.measure_keys, math.nan)


@dataclass(frozen=True, slots=True)
class Measured:
    """What frames show of the newest measurement: to measure for each frame would cost a step."""

    answers: AnswersView
    shares: SharesView | None


class PictureObserver:
    """Fixed inputs of G and fixed real pictures, so that a tile changes only when the networks do."""

    noun = "classes"

    def __init__(self, settings: Settings, dataset: PictureSet, device: torch.device) -> None:
        rng = torch.Generator(device).manual_seed(settings.seed + 1)
        self.settings = settings
        self.dataset = dataset
        self.tiles = draw_inputs(settings, dataset, (TILES,), rng)
        self._set_class_columns()
        self.inputs = draw_inputs(settings, dataset, (MANY,), rng)
        self.real, self.real_labels = dataset.sample_labelled(FEW, rng)
        self._fair = dataset.train.shares
        found = classifier.frozen(device)
        self._classifier = found if found is not None and found.understands(dataset) else None
        self._measured: Measured | None = None

    @property
    def parts(self) -> int:
        """Classes that the data have, where the classifier can tell them apart."""
        return int((self._fair > 0).sum()) if self._classifier is not None else 1

    @property
    def every(self) -> int:
        """Steps between two measurements: every second or two on a laptop."""
        return max(5, round(50 / self.settings.updates.work))

    @property
    def every_slow(self) -> int:
        """Steps between two measurements of everything."""
        return 10 * self.every

    def measure(self, game: Game, *, slow: bool) -> dict[str, float]:
        """The measures by key; those that were not asked for, or say nothing here, are NaN."""
        inputs = self.inputs if slow else self.inputs[:FEW]
        with torch.no_grad():
            fake = game.drawing(inputs, game.drawing.frozen, EVALUATING)
            real_rows = self._labelled(self.real, one_hot(self.real_labels, self.dataset.classes))
            fake_rows = self._labelled(fake[:FEW], inputs[:FEW, self.settings.noise.dim :])
            d_real, d_fake = (self._outputs(game, rows) for rows in (real_rows, fake_rows))
            found = UNKNOWN | {
                "regions": float(self.parts),
                "outside": 0.0,
                "dead_units": max(
                    dead_share(game.drawing, inputs[:FEW]),
                    dead_share(
                        game.discriminator, game.discriminator.pack(torch.cat((real_rows, fake_rows)))
                    ),
                ),
            }
            undecided = self.settings.loss.undecided
            if undecided is not None:
                right = (d_real > undecided).sum() + (d_fake < undecided).sum()
                found["accuracy"] = float(right) / (len(d_real) + len(d_fake))
            found |= self._information(game, fake[:FEW], inputs[:FEW])
            shares = None
            if self._classifier is not None and bool(fake.isfinite().all()):
                features, probabilities = self._classifier.read(fake)
                shares = SharesView(
                    array(metrics.class_shares(probabilities)), array(self._fair), self.dataset.names
                )
                found |= self._classified(features, probabilities, inputs, slow=slow)
        self._measured = Measured(_histograms(d_real, d_fake, self.settings.loss.output_range), shares)
        return found

    def _classified(
        self, features: Tensor, probabilities: Tensor, inputs: Tensor, *, slow: bool
    ) -> dict[str, float]:
        shares, fair = metrics.class_shares(probabilities), self._fair
        found = {
            "regions": float(((shares > 0) & (shares >= ENOUGH * fair) & (fair > 0)).sum()),
            "class_kl": metrics.class_kl(shares, fair),
            "confidence": float(probabilities.amax(dim=1).mean()),
            "label_agreement": self._agreement(probabilities.argmax(dim=1), inputs),
        }
        if slow:
            found["class_score"] = metrics.class_score(probabilities)
            found["frechet"] = metrics.frechet(metrics.moments(features), self._reference[0])
        return found

    def _outputs(self, game: Game, rows: Tensor) -> Tensor:
        """D's output at rows of one kind, minibatch by minibatch as in training.

        Batch normalisation levels each minibatch by itself, and by what it remembers of both kinds a
        single picture would be read otherwise than the players' losses are.
        """
        size = min(self.settings.batch, len(rows))
        groups = len(rows) // size
        mode = Mode(groups=groups)
        logits = game.discriminator.judge(rows[: groups * size], game.discriminator.frozen, mode)
        return output(self.settings.loss, logits[:, 0])

    def _agreement(self, verdicts: Tensor, inputs: Tensor) -> float:
        """Share of pictures read as the class that was asked for, or that their code stands for."""
        condition, dim = self.settings.condition, self.settings.noise.dim
        if isinstance(condition, Labels):
            return float((verdicts == inputs[:, dim:].argmax(dim=1)).float().mean())
        if isinstance(condition, Codes) and condition.categories:
            codes = inputs[:, dim : dim + condition.categories].argmax(dim=1)
            pairs = codes * self.dataset.classes + verdicts
            counts = pairs.bincount(minlength=condition.categories * self.dataset.classes)
            return metrics.matched(counts.view(condition.categories, -1)) / len(verdicts)
        return math.nan

    def _information(self, game: Game, fake: Tensor, inputs: Tensor) -> dict[str, float]:
        """What D's head knows of the category: its entropy ln K minus the head's cross entropy."""
        condition = self.settings.condition
        if not isinstance(condition, Codes) or not condition.categories:
            return {}
        _, read = game.discriminator.read(fake, game.discriminator.frozen, EVALUATING)
        assert read is not None
        codes = inputs[:: game.discriminator.packing][: len(read), self.settings.noise.dim :]
        lost = category_loss(read, codes, condition.categories).mean()
        return {"information": math.log(condition.categories) - float(lost)}

    def frame(self, game: Game, look: Look, step: int, numbers: Mapping[str, float]) -> Frame:
        """The tiles of this moment, with the histograms and shares of the newest measurement."""
        if self._measured is None:
            # Other data were chosen, and nothing has been measured beside them yet.
            self.measure(game, slow=False)
        assert self._measured is not None
        count = min(look.tiles, TILES)
        with torch.no_grad():
            fake = game.drawing(self.tiles[:count], game.drawing.frozen, EVALUATING)
        notes = {}
        if self._classifier is None:
            notes["modes"] = "ganplay's frozen classifier knows digits only: it cannot sort these pictures."
        labels = tuple(self.real_labels[:count].tolist())
        tiles = TilesView(grey(self.real[:count]), grey(fake), labels, self.dataset.names)
        views: list[View] = [tiles, self._measured.answers, weights(game)]
        if self._measured.shares is not None:
            views.append(self._measured.shares)
        if look.model:
            views.append(self._model(game, step))
        return Frame(
            step=step,
            views=tuple(views),
            numbers=dict(numbers),
            floors=self._floors,
            notes=notes,
            source=self.dataset.source,
        )

    def sheet(self, game: Game, step: int) -> Sheet | None:
        """Kept every 2 steps at the start, and ever more rarely: 64 sheets between a step and its double."""
        if step % max(2, 1 << max(step.bit_length() - 7, 0)):
            return None
        with torch.no_grad():
            return Sheet(step, grey(game.drawing(self.tiles[:KEPT], game.drawing.frozen, EVALUATING)))

    def _model(self, game: Game, step: int) -> Model:
        return Trained(self.settings, step, game.drawing, game.discriminator).model()

    @functools.cached_property
    def _reference(self) -> tuple[metrics.Moments, dict[str, float]]:
        """Moments of the features of test pictures, and what as many training pictures read beside them."""
        assert self._classifier is not None
        rng = torch.Generator(self.real.device).manual_seed(0)
        with torch.no_grad():
            (theirs, _), (ours, probabilities) = (
                self._classifier.read(split.sample(MANY, rng))
                for split in (self.dataset.test, self.dataset.train)
            )
        moments = metrics.moments(theirs)
        return moments, {
            "frechet": metrics.frechet(metrics.moments(ours), moments),
            "class_score": metrics.class_score(probabilities),
        }

    @functools.cached_property
    def _floors(self) -> dict[str, float]:
        if self._classifier is None:
            return {}
        return self._reference[1] | {"class_kl": (self.parts - 1) / (2 * MANY)}

    def _labelled(self, pictures: Tensor, labels: Tensor) -> Tensor:
        """Rows as D is shown them: with labels where it knows them."""
        if isinstance(self.settings.condition, Labels):
            return torch.cat((pictures, labels), dim=1)
        return pictures

    def _set_class_columns(self) -> None:
        """Make tile i ask for class (or category) i mod their number: columns of a sheet are classes."""
        condition, dim = self.settings.condition, self.settings.noise.dim
        labelled = columns(condition, self.dataset.classes)
        count = condition.categories if isinstance(condition, Codes) else labelled
        if count:
            turn = torch.arange(len(self.tiles), device=self.tiles.device) % count
            self.tiles[:, dim : dim + count] = one_hot(turn, count)


def _histograms(real: Tensor, fake: Tensor, output_range: tuple[float, float] | None) -> AnswersView:
    """How D's answers spread, with the same edges for both: the ends of their range, or of all answers."""
    both = torch.cat((real, fake)).float().cpu()
    low, high = output_range or (float(both.min()), float(both.max()))
    if not math.isfinite(low + high) or low >= high:
        low, high = -1.0, 1.0
    edges = torch.linspace(low, high, BINS + 1)
    # Least squares may answer beyond its range: what lies outside counts in the last bins.
    counts = (torch.histc(each.float().cpu().clamp(low, high), BINS, low, high) for each in (real, fake))
    return AnswersView(*(Histogram(array(edges), array(each)) for each in counts))
