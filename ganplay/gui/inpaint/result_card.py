"""The result card: one view large, all six small, comparisons and the class that is read."""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ganplay.contract.inpainting import BLENDS
from ganplay.gui import actions
from ganplay.gui.inpaint.colour_scale import ColourScale
from ganplay.gui.inpaint.comparisons import Comparisons
from ganplay.gui.inpaint.large_view import LargeView
from ganplay.gui.inpaint.session import InpaintSession
from ganplay.gui.inpaint.view_row import ViewRow
from ganplay.gui.inpaint.views import RESULT, VIEWS
from ganplay.gui.latent.class_bars import ClassBars
from ganplay.gui.theme import Appearance
from ganplay.gui.widgets.card import Card
from ganplay.gui.widgets.choice_box import Choice, ChoiceBox
from ganplay.gui.widgets.live_text import LiveText
from ganplay.gui.widgets.text import Text
from ganplay.runtime.jobs import RequestChannel

BLEND_CHOICES = (
    Choice("paste", "pasted", "G(z) as it is, in the hole alone"),
    Choice("feather", "feathered", "G(z) faded into the known pixels at the rim"),
    Choice("poisson", "Poisson", "The gradients of G(z) in the hole, the known pixels at its rim"),
)


LARGE, SMALL = 64, 18
"""How the height is shared: the large view, and the small ones and the class bars each."""

LOWEST, HIGHEST = 92, 136
"""Heights of the class bars in logical pixels."""

REST = 126
"""Height of what is above the large view, and of the gaps, in logical pixels."""


class ResultCard(Card):
    """Shows what the session has found."""

    def __init__(self, session: InpaintSession, nearest: RequestChannel, appearance: Appearance) -> None:
        super().__init__("", appearance)
        self._session = session
        self.heading = Text("", "heading")
        self.pixel = LiveText("", "muted")
        """What is shown at the pixel under the pointer."""
        self.blend = ChoiceBox(BLEND_CHOICES, appearance)
        self.blend.setAccessibleName("how the hole is filled")
        self.blend.setToolTip(actions.NEXT_BLEND.tooltip)
        self.scale = ColourScale(appearance)
        self.large = LargeView(appearance)
        self.views = ViewRow(appearance)
        self.sentence = Text("", "muted", wrap=True)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.comparisons = Comparisons(session, nearest, appearance)
        self.reading = Text("", "heading")
        self.truth = Text("", "muted")
        self.bars = ClassBars(appearance)
        self._lay_out()
        session.progressed.connect(self._on_progressed)
        session.changed.connect(self._on_changed)
        self.large.read.connect(self.pixel.setText)
        self.views.chosen.connect(self.show_view)
        self.blend.changed.connect(self._on_blend_chosen)
        for index, shortcut in enumerate(actions.SHOW_VIEW.listen(self, self._on_digit_pressed)):
            shortcut.setProperty("index", index)
        actions.NEXT_BLEND.listen(self, self._on_next_blend)
        self._on_looks_changed()
        appearance.changed.connect(self._on_looks_changed)
        self.show_view(RESULT)
        self._on_changed()

    @Slot(int)
    def show_view(self, index: int) -> None:
        """Show another view large."""
        view = VIEWS[index]
        self.large.show_view(index)
        self.views.mark(index)
        self._show_heading()
        self.sentence.setText(view.sentence)
        if view.token:
            self.scale.show_view(view)
        self._tools.setCurrentWidget(self.scale if view.token else self.blend)
        self._tools.setVisible(bool(view.token) or index == RESULT)

    def add_notice(self, strip: QWidget) -> None:
        """Put a notice, shown and hidden by others, in the place of the view's sentence."""
        strip.installEventFilter(self)
        self.body.insertWidget(self.body.indexOf(self.sentence), strip)

    def eventFilter(self, strip: QObject, event: QEvent) -> bool:
        """Give the sentence's room to the notice while there is one."""
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self.sentence.setVisible(event.type() == QEvent.Type.HideToParent)
        return super().eventFilter(strip, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the comparisons to the height of the large view."""
        super().resizeEvent(event)
        px = self._appearance.px
        room = (self.height() - px(REST)) * LARGE / (LARGE + 2 * SMALL)
        self.comparisons.fit(min(0.18 * self.width(), room / 3 - px(24)))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        self._tools = QStackedWidget()
        for widget in (self.blend, self.scale):
            self._tools.addWidget(widget)
        self._tools.setSizePolicy(self.scale.sizePolicy())
        head.addWidget(self.heading)
        head.addWidget(self.pixel)
        head.addStretch(1)
        head.addWidget(self._tools)
        middle = QHBoxLayout()
        middle.addWidget(self.large, 4)
        middle.addWidget(self.comparisons, 1)
        words = QVBoxLayout()
        words.setContentsMargins(0, 0, 0, 0)
        words.addWidget(self.reading)
        words.addWidget(self.truth)
        foot = QHBoxLayout()
        foot.addLayout(words)
        foot.addWidget(self.bars, 1)
        self._head, self._middle, self._words, self._foot = head, middle, words, foot
        self.add(head)
        self.add(self.sentence)
        self.add(middle, LARGE)
        self.add(self.views, SMALL)
        self.add(foot, SMALL)

    def _show_heading(self) -> None:
        progress, title = self._session.progress, VIEWS[self.views.current].title
        other = progress is not None and progress.focus != progress.answer
        self.heading.setText(f"{title} · not the answer" if other else title)

    @Slot()
    def _on_progressed(self) -> None:
        progress = self._session.progress
        self._show_heading()
        self.large.show_progress(progress)
        self.views.show_progress(progress)
        label = self._session.input_picture.label
        self.truth.setText(f"the truth is {self._session.class_names[label]}" if label is not None else "")
        if progress is None or progress.classes is None:
            self.bars.show_classes((), None)
            self.reading.setText("")
            return
        self.bars.show_classes(self._session.class_names, progress.classes[progress.focus])
        self.reading.setText(self.bars.headline)

    @Slot()
    def _on_changed(self) -> None:
        self.blend.set_value(self._session.recipe.blend)

    @Slot(object)
    def _on_blend_chosen(self, key: str) -> None:
        self._session.set_recipe(dataclasses.replace(self._session.recipe, blend=key))

    @Slot()
    def _on_next_blend(self) -> None:
        after = BLENDS.index(self._session.recipe.blend) + 1
        self._on_blend_chosen(BLENDS[after % len(BLENDS)])

    @Slot()
    def _on_digit_pressed(self) -> None:
        self.show_view(self.sender().property("index"))

    @Slot()
    def _on_looks_changed(self) -> None:
        px = self._appearance.px
        for layout in (self._head, self._foot):
            layout.setSpacing(px(10))
        self._middle.setSpacing(px(5))
        self._words.setSpacing(0)
        self._tools.setFixedSize(px(116), px(26))
        self.sentence.setFixedHeight(px(36))
        self.reading.setMinimumWidth(px(124))
        self.bars.setMinimumHeight(px(LOWEST))
        self.bars.setMaximumHeight(px(HIGHEST))
