"""The Inpaint page: a digit with a hole at the left, its best filling, and tabs on the search."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ganplay.contract.kinds import PICTURES
from ganplay.contract.latent import Pick, Picked, Source
from ganplay.contract.masks import PRESETS, Hole
from ganplay.contract.pictures import Pictures
from ganplay.contract.views import Model
from ganplay.gui.app_context import AppContext
from ganplay.gui.inpaint.candidates_tab import CandidatesTab
from ganplay.gui.inpaint.canvas import HoleCanvas
from ganplay.gui.inpaint.curves_tab import CurvesTab
from ganplay.gui.inpaint.hole_editor import HoleEditor
from ganplay.gui.inpaint.input_picture import InputPicture
from ganplay.gui.inpaint.mask_tools import MaskTools
from ganplay.gui.inpaint.note_tab import NoteTab
from ganplay.gui.inpaint.path_tab import PathTab
from ganplay.gui.inpaint.picture_source import PictureSource
from ganplay.gui.inpaint.race_tab import RaceTab
from ganplay.gui.inpaint.recipe_form import RecipeForm
from ganplay.gui.inpaint.result_card import ResultCard
from ganplay.gui.inpaint.session import InpaintSession
from ganplay.gui.inpaint.transport import InpaintTransport
from ganplay.gui.latent.catalogue import Catalogue
from ganplay.gui.latent.exploration import Exploration
from ganplay.gui.latent.live_model import LiveModel
from ganplay.gui.notice import Notice
from ganplay.gui.page import Page
from ganplay.gui.theme import Appearance
from ganplay.gui.training.session import Session
from ganplay.gui.widgets.card import Card
from ganplay.gui.widgets.event_strip import EventStrip
from ganplay.gui.widgets.segmented_tabs import SegmentedTabs
from ganplay.runtime.jobs import RequestChannel
from ganplay.runtime.searching import SearchRunner

WARMING = "Warming up torch and reading the weights (the first start takes a few seconds)."
NO_WEIGHTS = (
    "No weights lie in this installation. Train a model on the Images page and choose “training now” "
    "at the upper left, or open a file of weights there."
)
WAITING = "Waiting for the run on the Images page: go there and press Play, then come back."

WITHOUT = "G’s own samples stand in. The Images page fetches it."

BLANK = "Draw a digit at the left with the ink, or half of one, then paint the hole that shall be filled."

FIRST = 24
"""The test digit to begin with: a 4 that might be a 1 where its middle is unknown."""

FIRST_SAMPLE = 69
"""The seed of the sample to begin with where there are no test digits: a 7 that might be a 4."""

CANDIDATES, CURVES, PATH, RACE, RECIPE, NOTE = "Candidates", "Curves", "Path", "Race", "Recipe", "Note"


class InpaintPage(Page):
    """Paint a hole into a digit and watch many z being searched that fill it."""

    def __init__(
        self,
        inpaint_session: InpaintSession,
        exploration: Exploration,
        nearest: RequestChannel,
        images_session: Session,
        appearance: Appearance,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.inpaint_session, self.exploration = inpaint_session, exploration
        self._images, self._appearance = images_session, appearance
        self.live_model = LiveModel(images_session, exploration, self)
        self.editor = HoleEditor(self)
        self.catalogue = Catalogue(appearance)
        self.sources = PictureSource(self.editor, exploration, appearance)
        self.canvas = HoleCanvas(self.editor, appearance)
        self.tools = MaskTools(self.editor, appearance)
        self.result = ResultCard(inpaint_session, nearest, appearance)
        self.candidates = CandidatesTab(inpaint_session, appearance)
        self.tabs = SegmentedTabs(appearance)
        self.transport = InpaintTransport(inpaint_session, appearance)
        self.left, self.right = Card("", appearance), Card("", appearance)
        self.strip = EventStrip(appearance, self.result)
        self._picks = exploration.channel("test digit")
        self._settled = False
        """Whether there has been a first picture."""
        self._missing = ""
        """Why there are no test digits of the model's kind, as it was shown last."""
        self._noted: tuple[str, ...] = ()
        self._lay_out()
        self._connect()
        self.editor.set_hole(PRESETS["centre"](0))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.result.large.set_message(WARMING if self.catalogue.names else NO_WEIGHTS)
        self._on_looks_changed()

    # The tabs that nobody sees at first are made when they are turned to: the page opens in half the time.

    @cached_property
    def curves(self) -> CurvesTab:
        """The loss terms over the iterations."""
        return CurvesTab(self.inpaint_session, self._appearance)

    @cached_property
    def path(self) -> PathTab:
        """The paths of all candidates."""
        return PathTab(self.inpaint_session, self._appearance)

    @cached_property
    def race(self) -> RaceTab:
        """The recipes side by side."""
        return RaceTab(self.inpaint_session, self._appearance)

    @cached_property
    def form(self) -> RecipeForm:
        """All knobs of the recipe."""
        return RecipeForm(self.inpaint_session, self._appearance)

    def say(self, notice: Notice) -> None:
        """Show a notice above the large picture."""
        self.strip.say(notice.sentence, notice.advice, calm=notice.calm)
        self.strip.raise_()
        self._place_strip()

    def showEvent(self, event: QShowEvent) -> None:
        """Open the first model when the page is first seen."""
        super().showEvent(event)
        if self.exploration.card is None and not self.exploration.busy and self.catalogue.names:
            self._open(self.catalogue.names[0])

    def hideEvent(self, event: QHideEvent) -> None:
        """Pause the searches."""
        super().hideEvent(event)
        self.inpaint_session.pause()

    def _lay_out(self) -> None:
        self.left.add(self.catalogue)
        self.left.add(self.sources)
        self.left.add(self.canvas, 1)
        self.left.add(self.tools)
        for word, tab, tip in (
            (CANDIDATES, self.candidates, "All that was found, and which classes it is read as"),
            (CURVES, lambda: self.curves, "Every loss term of every candidate"),
            (PATH, lambda: self.path, "Where each z went"),
            (RACE, lambda: self.race, "Published recipes on the same hole"),
            (RECIPE, lambda: self.form, "All knobs of the search; they act while it goes on"),
            (NOTE, NoteTab, "What is to be seen here, and what to try"),
        ):
            self.tabs.add(word, tab, tip)
        self.right.add(self.tabs)
        self.right.add(self.tabs.stack, 1)
        self._columns = QHBoxLayout()
        self._columns.addWidget(self.left, 12)
        self._columns.addWidget(self.result, 17)
        self._columns.addWidget(self.right, 8)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.addLayout(self._columns, 1)
        self._rows.addWidget(self.transport)

    def _connect(self) -> None:
        inpaint_session, exploration = self.inpaint_session, self.exploration
        exploration.opened.connect(self._on_opened)
        exploration.renewed.connect(self._on_opened)
        exploration.refused.connect(self._on_refused)
        self._picks.answered.connect(self._on_picked)
        self.catalogue.shipped_chosen.connect(self._open)
        self.catalogue.file_chosen.connect(self._open)
        self.catalogue.live_chosen.connect(self._on_live_chosen)
        self.canvas.offered.connect(self.sources.offer)
        self.editor.hole_changed.connect(self._on_hole_changed)
        self.editor.picture_changed.connect(self._on_picture_changed)
        inpaint_session.progressed.connect(self._on_progressed)
        inpaint_session.refused.connect(self._on_search_refused)
        self.result.installEventFilter(self)
        self._appearance.changed.connect(self._on_looks_changed)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Keep the notice above the large view."""
        if event.type() == QEvent.Type.Resize:
            self._place_strip()
        return False

    def _place_strip(self) -> None:
        over = self.result.sentence.geometry()
        layout = self.strip.layout()
        assert layout is not None
        layout.activate()  # Or it measures the sentence before.
        height = max(self._appearance.px(44), layout.totalHeightForWidth(over.width()))
        self.strip.setGeometry(over.x(), over.y(), over.width(), height)

    @Slot(str)
    @Slot(object)
    def _open(self, source: Source) -> None:
        self.live_model.follow(False)
        self.exploration.open(source)

    @Slot()
    def _on_live_chosen(self) -> None:
        """Take the networks of the run on the Images page as they are in its next report."""
        self.catalogue.show_live()
        self.live_model.follow(True)
        self.say(Notice.of(WAITING))

    @Slot()
    def _on_opened(self) -> None:
        source, card = self.exploration.source, self.exploration.card
        assert card is not None
        assert source is not None
        self.live_model.follow(False)
        if isinstance(source, Model):
            self.catalogue.show_live()
        elif isinstance(source, Path):
            self.catalogue.show_file(source)
        else:
            self.catalogue.show_shipped(source)
        self.catalogue.setToolTip(card.title)
        self.strip.hide()
        if not self.editor.picture.any():
            self.sources.pick(FIRST)
        data = card.settings.data
        assert isinstance(data, Pictures)
        self.inpaint_session.open(source, card.names, data)

    @Slot(object, object)
    def _on_picked(self, _request: Pick, picked: Picked) -> None:
        """Begin with a sample of G where there are no test digits."""
        if not self._settled:
            self.editor.clear_history()
            if picked.note:
                self.say(Notice.of(f"{picked.note.partition(';')[0]}: {WITHOUT}"))
                self.sources.take_sample(FIRST_SAMPLE)
        elif picked.note and picked.note != self._missing:
            self.say(Notice.of(picked.note))
        self._settled, self._missing = True, picked.note

    @Slot(object)
    def _on_hole_changed(self, hole: Hole) -> None:
        """Search with the new hole."""
        self.inpaint_session.set_hole(hole)
        self.inpaint_session.play_soon()

    @Slot(object)
    def _on_picture_changed(self, input_picture: InputPicture) -> None:
        play = self.inpaint_session.finished and self.isVisible()
        self.inpaint_session.set_input_picture(input_picture)
        if play:
            self.inpaint_session.play_soon()
        if not input_picture.picture.any():
            self.result.large.set_message(BLANK)

    @Slot(str)
    def _on_refused(self, sentence: str) -> None:
        self.catalogue.show_last()
        if self.exploration.card is None:
            self.result.large.set_message(f"{sentence} Choose another model at the upper left.")
        else:
            self.say(Notice.of(sentence))

    @Slot(str)
    def _on_search_refused(self, sentence: str) -> None:
        self.result.large.set_message(Notice.of(sentence).sentence)

    @Slot()
    def _on_progressed(self) -> None:
        progress = self.inpaint_session.progress
        notes = progress.notes if progress is not None else ()
        if notes != self._noted:
            self._noted = notes
            if notes:
                self.say(Notice.of(" ".join(notes)))
            else:
                self.strip.hide()

    @Slot()
    def _on_looks_changed(self) -> None:
        gap = self._appearance.px(10)
        self._rows.setSpacing(gap)
        self._columns.setSpacing(gap)


def inpaint_page(app_context: AppContext, parent: QWidget | None = None) -> InpaintPage:
    """Paint a hole into a digit, and watch z being found that fills it."""
    jobs = app_context.model_jobs
    return InpaintPage(
        InpaintSession(SearchRunner(jobs, app_context), app_context),
        Exploration(jobs, app_context),
        app_context.nearest_channel(app_context),
        app_context.sessions[PICTURES],
        app_context.appearance,
        parent,
    )
