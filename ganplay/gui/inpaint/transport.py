"""The bar below a search: restart, one iteration, play, every iteration to scrub through, and its word."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QFont, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QWidget

from ganplay.gui.icons import icon
from ganplay.gui.inpaint.restoration import Restoration
from ganplay.gui.theme import Appearance
from ganplay.gui.widgets.ladder import Ladder
from ganplay.gui.widgets.slider import Slider
from ganplay.gui.widgets.text import Role, Text

STOPS = 200
"""Stops of the slider over the iterations."""

VERDICTS: dict[str, tuple[Role, str]] = {
    "searching": ("heading", "The loss still falls."),
    "converged": ("heading", "The loss no longer falls, and the known pixels are fitted."),
    "stuck": ("alarm", "The loss no longer falls, yet G does not fit the known pixels: try more candidates."),
    "diverging": ("alarm", "The loss has risen far above its least: lower the learning rate."),
}
"""How each word looks, and what it means."""


class InpaintTransport(QFrame):
    """Buttons and a slider that speak to the restoration; shows what comes back."""

    def __init__(
        self, restoration: Restoration, appearance: Appearance, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self._restoration, self._appearance = restoration, appearance
        self.restart = self._button("Restart", "Begin again with the same candidates (R)")
        self.seed = QToolButton(self)
        self.seed.setToolTip("Begin with other candidates (N)")
        self.seed.setAccessibleName("other candidates")
        self.step_button = self._button("", "One iteration (Right)")
        self.step_button.setAccessibleName("one iteration")
        self.play = self._button("Play", "Search, or pause (Space)")
        self.play.setProperty("kind", "primary")
        self.scrub = Slider(_track(1), appearance, self)
        self.scrub.setToolTip("Every iteration is kept: look back at any of them; the right end is now")
        self.scrub.setAccessibleName("iteration")
        self.live = self._button("Now", "Show the present again (Esc)")
        self.iteration = Text("iteration 0", "heading")
        self.verdict = Text("", "heading")
        self.pace = Text("", "small")
        self._row = QHBoxLayout(self)
        for widget in (self.restart, self.seed, self.step_button, self.play):
            self._row.addWidget(widget)
        self._row.addWidget(self.scrub, 1)
        for widget in (self.live, self.iteration, self.verdict, self.pace):
            self._row.addWidget(widget)
        self._connect()
        self._on_appearance_changed()
        self._on_progressed()
        self._on_played()

    def _button(self, text: str, tip: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setToolTip(tip)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _connect(self) -> None:
        restoration = self._restoration
        self.restart.clicked.connect(restoration.restart)
        self.seed.clicked.connect(restoration.new_seed)
        self.step_button.clicked.connect(restoration.advance)
        self.play.clicked.connect(restoration.toggle)
        self.live.clicked.connect(self._on_live)
        self.scrub.moved.connect(self._on_scrubbed)
        for keys, slot in (
            ("Space", self.play.click),
            ("R", restoration.restart),
            ("N", restoration.new_seed),
            ("Right", restoration.advance),
        ):
            QShortcut(QKeySequence(keys), self, slot, autoRepeat=keys == "Right")
        self._escape = QShortcut(QKeySequence("Esc"), self, self._on_live)
        restoration.progressed.connect(self._on_progressed)
        restoration.played.connect(self._on_played)
        self._appearance.changed.connect(self._on_appearance_changed)

    @Slot(object)
    def _on_scrubbed(self, iteration: float) -> None:
        progress = self._restoration.progress
        present = progress is None or iteration >= progress.iteration
        self._restoration.look_at(None if present else round(iteration))

    @Slot()
    def _on_live(self) -> None:
        self._restoration.look_at(None)

    @Slot()
    def _on_progressed(self) -> None:
        progress, at = self._restoration.progress, self._restoration.glance.at
        iteration = progress.iteration if progress is not None else 0
        if self.scrub.ladder.high != max(iteration, 1):
            self.scrub.set_ladder(_track(iteration))
        self.scrub.set_current(iteration if at is None else min(at, iteration))
        self.scrub.setEnabled(iteration > 0)
        self.live.setEnabled(at is not None)
        self._escape.setEnabled(at is not None)
        past = f"iteration {at:,} of {iteration:,}" if at is not None else f"iteration {iteration:,}"
        self.iteration.setText(past)
        self._show_verdict()

    def _show_verdict(self) -> None:
        progress, speed = self._restoration.progress, self._restoration.speed
        if progress is None or not progress.iteration:
            self.verdict.setText("")
            self.pace.setText("")
            return
        role, meaning = VERDICTS[progress.verdict]
        pace = f"{speed:,.0f} it/s" if self._restoration.playing and speed else f"{progress.seconds:.1f} s"
        self.pace.setText(pace)
        self.verdict.setText(progress.verdict)
        self.verdict.set_role(role)
        self.verdict.setToolTip(meaning)

    @Slot()
    def _on_played(self) -> None:
        word = "Pause" if self._restoration.playing else "Play"
        self.play.setText(word)
        self.play.setIcon(icon(word.lower(), self._appearance, "on_accent"))
        self._show_verdict()

    @Slot()
    def _on_appearance_changed(self) -> None:
        look, px = self._appearance, self._appearance.px
        self._row.setContentsMargins(px(10), px(8), px(14), px(8))
        self._row.setSpacing(px(8))
        self.restart.setIcon(icon("reset", look))
        self.seed.setIcon(icon("dice", look))
        self.step_button.setIcon(icon("step", look))
        self.play.setIcon(icon(self.play.text().lower(), look, "on_accent"))
        self.play.setMinimumSize(QSize(px(112), px(42)))
        self.seed.setFixedSize(px(34), px(34))
        self.scrub.setMinimumWidth(px(120))
        self.iteration.setFont(look.font(13, QFont.Weight.DemiBold, tabular=True))
        self.verdict.setFont(look.font(13, QFont.Weight.DemiBold))
        for text, sample in (
            (self.iteration, "iteration 888 of 888"),
            (self.verdict, "converged"),
            (self.pace, "888.8 it/s"),
        ):
            text.ensurePolished()
            text.setMinimumWidth(text.fontMetrics().horizontalAdvance(sample) + px(2))


def _track(last: int) -> Ladder:
    stops = {round(last * stop / STOPS) for stop in range(STOPS + 1)}
    return Ladder(0.0, float(max(last, 1)), False, tuple(float(stop) for stop in sorted(stops)))
