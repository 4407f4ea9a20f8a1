"""The picture that is looked at, large, and all that is known of it."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent

from ganplay.contract.data import Data
from ganplay.contract.latent import Draw, Drawn, Nearest, Neighbours
from ganplay.contract.pictures import Digits, Strokes
from ganplay.contract.snapshots import Grey
from ganplay.gui.charts.numerals import numeral
from ganplay.gui.charts.ranges import Span, settle
from ganplay.gui.latent import geometry
from ganplay.gui.latent.class_bars import ClassBars
from ganplay.gui.latent.digit import DigitPlot
from ganplay.gui.latent.exploration import Exploration
from ganplay.gui.latent.gauge import Gauge
from ganplay.gui.latent.scores import explanation, meaning
from ganplay.gui.latent.sheet import SheetPlot
from ganplay.gui.notice import Notice
from ganplay.gui.theme import Appearance
from ganplay.gui.widgets.card import Card
from ganplay.gui.widgets.text import Text
from ganplay.runtime.jobs import RequestChannel
from ganplay.runtime.timers import single_shot

NEAREST = 5

MOST_BARS = 180
"""Pixels beyond which bars do not grow."""

REST_MS = 120
"""Sixty thousand training pictures are searched once the picture has rested for so long."""

NEAR = "nearest training digits"
SEARCHING = "looking among the training digits"
FETCHED = "The Images page fetches it."


class Portrait(Card):
    """Asks for the present row's picture whenever it moves, and judges it."""

    def __init__(self, exploration: Exploration, nearest: RequestChannel, appearance: Appearance) -> None:
        super().__init__("", appearance)
        self._exploration = exploration
        self._drawn = exploration.channel("digit")
        self._found = nearest
        self.digit = DigitPlot(appearance)
        self.reading = Text("", "heading")
        self.bars = ClassBars(appearance)
        self.shell = Gauge("|z|", "text", appearance)
        self.score = Gauge("D", "critic", appearance)
        self.nearest = SheetPlot(appearance, NEAREST, token="real", empty=SEARCHING)
        self.nearest.keep_captions()
        self.nearest.setCursor(Qt.CursorShape.ArrowCursor)
        self.nearest.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.nearest.setAccessibleName("the five training digits that are nearest")
        self.missing = Text("", "small", wrap=True)
        """Why there are none."""
        self._near = Text(NEAR, "muted")
        self._near.setToolTip(
            "Did G learn by heart? Distances are root mean squares over pixels (black to white is 1)."
        )
        self._span: Span | None = None
        self._rest = single_shot(REST_MS, self)
        self._rest.timeout.connect(self._on_rest)
        self.digit.setToolTip(
            "G(z): what G draws for the z of the sliders at the right, at its own size of 28 x 28 pixels."
        )
        self.reading.setToolTip(self.bars.toolTip())
        self.shell.setToolTip(
            "|z|: how far z is from the origin. Nearly all z that G was trained on lie at one distance, on a "
            "thin shell (the grey stretch)."
        )
        self.add(self.digit, 5)
        self.add(self.shell)
        self.add(self.score)
        self.add(self.reading)
        self.add(self.bars, 1)
        self.add(self._near)
        self.add(self.nearest)
        self.add(self.missing)
        self.missing.hide()
        self.body.addStretch(0)
        exploration.opened.connect(self._on_opened)
        exploration.renewed.connect(self._on_moved)
        exploration.moved.connect(self._on_moved)
        self._drawn.answered.connect(self._on_drawn)
        self._found.answered.connect(self._on_found)
        self._found.refused.connect(self._on_not_found)

    @property
    def picture(self) -> Grey | None:
        """What is shown, shape (28, 28)."""
        return self.digit.picture

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The picture is a square; what room there is below it is for the bars, and then for nothing."""
        super().resizeEvent(event)
        px = self._appearance.px
        width = self.contentsRect().width() - 2 * px(self.PADDING)
        self.digit.setMaximumHeight(width)
        self.bars.setMaximumHeight(px(MOST_BARS))
        self.nearest.setFixedHeight(width // NEAREST + px(18))

    def showEvent(self, event: QShowEvent) -> None:
        """What was missing may have been fetched meanwhile."""
        super().showEvent(event)
        self._rest.start()

    @Slot()
    def _on_opened(self) -> None:
        card, prior = self._exploration.card, self._exploration.prior
        assert card is not None
        loss = card.settings.loss
        usual = (prior.radius - 2 * prior.thickness, prior.radius + 2 * prior.thickness)
        self.shell.set_scale((0.0, 2 * prior.radius), usual, f"shell {numeral(prior.radius, 1)}")
        self._span = None
        half = (0.5, 0.5) if loss.probability else None
        self.score.set_scale((0.0, 1.0), half, meaning(loss))
        self.digit.show_picture(None)
        self._found.cancel()
        self.nearest.show_pictures(np.empty((0, 28, 28), np.uint8))
        self._on_moved()

    @Slot()
    def _on_moved(self) -> None:
        if self._exploration.card is None:
            return
        self.shell.show_value(float(geometry.norm(self._exploration.z)))
        self._drawn.ask(Draw(self._exploration.row[None], judged=True))

    @Slot(object, object)
    def _on_drawn(self, _request: Draw, drawn: Drawn) -> None:
        card = self._exploration.card
        assert card is not None
        self.digit.show_picture(drawn.pictures[0])
        self.bars.show_classes(card.names, drawn.classes[0] if drawn.classes is not None else None)
        self.reading.setText(self.bars.headline)
        score = float(drawn.scores[0]) if drawn.scores is not None else math.nan
        if math.isfinite(score) and not card.settings.loss.probability:
            # A critic's scale is its own: show it among what it has said so far.
            low, high = self._span or (score, score)
            self._span = settle(min(low, score), max(high, score), self._span)
            self.score.set_scale(self._span, None, meaning(card.settings.loss))
        self.score.show_value(score)
        self.score.setToolTip(explanation(card.settings.loss, score))
        self._rest.start()

    @Slot()
    def _on_rest(self) -> None:
        card, picture = self._exploration.card, self.picture
        if card is not None and picture is not None and self.isVisible():
            data = card.settings.data
            assert isinstance(data, Digits | Strokes)
            self._found.ask(Nearest(picture, NEAREST, data))

    @Slot(object, object)
    def _on_found(self, _request: Nearest, found: Neighbours) -> None:
        card = self._exploration.card
        assert card is not None
        self._say_missing(_remedied(found.note, card.settings.data) if found.note else "")
        self.nearest.show_pictures(found.pictures, [str(label) for label in found.labels])
        far = found.distances
        self._near.setText(f"{NEAR}, {far[0]:.2f}–{far[-1]:.2f}" if len(far) else NEAR)

    @Slot(str)
    def _on_not_found(self, sentence: str) -> None:
        self._say_missing(sentence)
        self._near.setText(NEAR)

    def _say_missing(self, why: str) -> None:
        self.missing.setText(why)
        self.missing.setVisible(bool(why))
        self.nearest.setVisible(not why)


def _remedied(note: str, data: Data) -> str:
    """Why there are no training digits, and what helps: in a window, a page of it rather than a command."""
    if isinstance(data, Digits) and not data.folder:
        return f"{Notice.of(note.partition(';')[0]).sentence} {FETCHED}"
    return Notice.of(note).sentence
