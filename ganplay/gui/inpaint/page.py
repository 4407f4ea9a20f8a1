"""The Inpaint page: a digit with a hole at the left, its best filling, and tabs on the search."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from ganplay.contract.kinds import PICTURES
from ganplay.contract.latent import Pick, Picked
from ganplay.contract.masks import PRESETS, Hole
from ganplay.contract.pictures import Pictures
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
from ganplay.gui.latent.exploration import Exploration
from ganplay.gui.latent.model_page import NO_WEIGHTS, WAITING, WARMING, ModelPage
from ganplay.gui.notice import Notice
from ganplay.gui.theme import Appearance
from ganplay.gui.training.session import Session
from ganplay.gui.widgets.card import Card
from ganplay.gui.widgets.segmented_tabs import SegmentedTabs
from ganplay.runtime.jobs import RequestChannel
from ganplay.runtime.searching import SearchRunner

WITHOUT = "G’s own samples stand in. The Images page fetches it."

BLANK = "Draw a digit at the left with the ink, or half of one, then paint the hole that shall be filled."

FIRST = 24
"""The test digit to begin with: a 4 that might be a 1 where its middle is unknown."""

FIRST_SAMPLE = 69
"""The seed of the sample to begin with where there are no test digits: a 7 that might be a 4."""

CANDIDATES, CURVES, PATH, RACE, RECIPE, NOTE = "Candidates", "Curves", "Path", "Race", "Recipe", "Note"


class InpaintPage(ModelPage):
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
        super().__init__(exploration, images_session, appearance, parent)
        self.inpaint_session = inpaint_session
        self.editor = HoleEditor(self)
        self.sources = PictureSource(self.editor, exploration, appearance)
        self.canvas = HoleCanvas(self.editor, appearance)
        self.tools = MaskTools(self.editor, exploration, appearance)
        self.result = ResultCard(inpaint_session, nearest, appearance)
        self.candidates = CandidatesTab(inpaint_session, appearance)
        self.tabs = SegmentedTabs(appearance)
        self.transport = InpaintTransport(inpaint_session, appearance)
        self.left, self.right = Card("", appearance), Card("", appearance)
        self.result.add_notice(self.strip)
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
        self._on_appearance_changed()

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

    def hideEvent(self, event: QHideEvent) -> None:
        """Pause the searches."""
        super().hideEvent(event)
        self.pause()

    def pause(self) -> None:
        """Pause the searches."""
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
        self.arrange(self._appearance, ((self.left, 12), (self.result, 17), (self.right, 8)), self.transport)

    def _connect(self) -> None:
        inpaint_session, exploration = self.inpaint_session, self.exploration
        exploration.opened.connect(self._on_opened)
        exploration.renewed.connect(self._on_opened)
        self._picks.answered.connect(self._on_picked)
        self.canvas.offered.connect(self.sources.offer)
        self.editor.hole_changed.connect(self._on_hole_changed)
        self.editor.picture_changed.connect(self._on_picture_changed)
        inpaint_session.progressed.connect(self._on_progressed)
        inpaint_session.refused.connect(self._on_search_refused)

    def _say_empty(self, sentence: str) -> None:
        self.result.large.set_message(sentence)

    @Slot()
    def _on_live_chosen(self) -> None:
        """Take the networks of the run on the Images page as they are in its next report."""
        super()._on_live_chosen()
        self.say(Notice.of(WAITING))

    @Slot()
    def _on_opened(self) -> None:
        source, card = self.exploration.source, self.exploration.card
        assert card is not None
        assert source is not None
        self.live_model.follow(False)
        self._show_source()
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
