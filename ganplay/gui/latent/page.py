"""What a generator has learnt: walk through its latent space, and see every picture on the way."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ganplay.contract.kinds import PICTURES
from ganplay.contract.latent import Source
from ganplay.contract.views import Model
from ganplay.gui.app_context import AppContext
from ganplay.gui.latent.arithmetic import ArithmeticTab
from ganplay.gui.latent.categories import Categories
from ganplay.gui.latent.exploration import Exploration
from ganplay.gui.latent.model_page import NO_WEIGHTS, WAITING, WARMING, ModelPage
from ganplay.gui.latent.pad import PadTab
from ganplay.gui.latent.path import PathTab
from ganplay.gui.latent.pins import Pins
from ganplay.gui.latent.portrait import Portrait
from ganplay.gui.latent.samples import Samples
from ganplay.gui.latent.sliders import Sliders
from ganplay.gui.latent.time import TimeTab
from ganplay.gui.latent.tool import Tool
from ganplay.gui.latent.wall import WallTab
from ganplay.gui.theme import Appearance
from ganplay.gui.training.session import Session
from ganplay.gui.widgets.card import Card
from ganplay.gui.widgets.segmented_tabs import SegmentedTabs
from ganplay.gui.widgets.text import Text
from ganplay.runtime.jobs import RequestChannel


class LatentPage(ModelPage):
    """Sliders, a pad, paths, arithmetic and time in the latent space of any trained picture model."""

    def __init__(
        self,
        exploration: Exploration,
        nearest: RequestChannel,
        images_session: Session,
        appearance: Appearance,
        parent: QWidget | None = None,
    ) -> None:
        """``nearest`` looks among the training pictures."""
        super().__init__(exploration, images_session, appearance, parent)
        self.train = Tool(appearance, "", "Train on, or pause: the run of the Images page", "play")
        self.portrait = Portrait(exploration, nearest, appearance)
        self.sliders = Sliders(exploration, appearance)
        self.categories = Categories(exploration, appearance)
        self.pins, self.samples = Pins(exploration, self), Samples(exploration, self)
        self.pad = PadTab(exploration, self.sliders, self.pins, appearance)
        self.tabs = SegmentedTabs(appearance)
        self._middle = Card("", appearance)
        self._message = Text("", wrap=True)
        self._state = QStackedWidget()
        self._lay_out()
        self._connect()
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._say_empty(WARMING if self.catalogue.names else NO_WEIGHTS)
        self._on_looks_changed()

    @property
    def session(self) -> Session | None:
        """The run of the Images page while it is followed, so that it may go on meanwhile."""
        return self._images if self.live_model.following else None

    @property
    def message(self) -> str:
        """What stands where the tabs would be; empty when they are there."""
        return self._message.text() if self._state.currentIndex() == 0 else ""

    def showEvent(self, event: QShowEvent) -> None:
        """Open the first model when the page is first seen, and follow again what is followed."""
        super().showEvent(event)
        if self.live_model.following:
            self.live_model.follow(True)

    # The tabs that nobody sees at first are made when they are turned to: the page opens sooner.

    @cached_property
    def path(self) -> PathTab:
        """Ways from one picture to another, and walks."""
        return PathTab(self.exploration, self.pins, self._appearance)

    @cached_property
    def wall(self) -> WallTab:
        """Every way from class to class."""
        return WallTab(self.exploration, self.samples, self._appearance)

    @cached_property
    def arithmetic(self) -> ArithmeticTab:
        """Sums and differences of mean z."""
        return ArithmeticTab(self.exploration, self.samples, self._appearance)

    @cached_property
    def time(self) -> TimeTab:
        """The same z through the training."""
        return TimeTab(self.exploration, self._appearance)

    def _lay_out(self) -> None:
        chooser = QHBoxLayout()
        chooser.addWidget(self.catalogue, 1)
        chooser.addWidget(self.train)
        self.train.hide()
        self.portrait.body.insertLayout(0, chooser)
        self.tabs.add(PadTab.WORD, self.pad, PadTab.TIP)
        self.tabs.add(PathTab.WORD, lambda: self.path, PathTab.TIP)
        self.tabs.add(WallTab.WORD, lambda: self.wall, WallTab.TIP)
        self.tabs.add(ArithmeticTab.WORD, lambda: self.arithmetic, ArithmeticTab.TIP)
        self.tabs.add(TimeTab.WORD, lambda: self.time, TimeTab.TIP)
        below = QWidget()
        self._below = QVBoxLayout(below)
        self._below.setContentsMargins(0, 0, 0, 0)
        self._below.addWidget(self.tabs)
        self._below.addWidget(self.tabs.stack, 1)
        self._below.addWidget(self.categories)
        self._message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._state.addWidget(self._message)
        self._state.addWidget(below)
        self._middle.add(self._state, 1)
        self._middle.add(self.strip)
        self._columns = QHBoxLayout(self)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.addWidget(self.portrait, 5)
        self._columns.addWidget(self._middle, 11)
        self._columns.addWidget(self.sliders, 6)

    def _connect(self) -> None:
        exploration = self.exploration
        exploration.opening.connect(self._on_opening)
        exploration.opened.connect(self._on_opened)
        self._images.reported.connect(self._on_reported)
        self.train.clicked.connect(self._images.toggle)
        self.tabs.changed.connect(self._on_turned)
        self._appearance.changed.connect(self._on_looks_changed)

    def _say_empty(self, sentence: str) -> None:
        self._message.setText(sentence)
        self._state.setCurrentIndex(0)
        self.portrait.digit.say("")

    @Slot(str)
    @Slot(object)
    def _open(self, source: Source) -> None:
        self.live_model.follow(False)
        self.session_changed.emit()
        super()._open(source)

    @Slot()
    def _on_live_chosen(self) -> None:
        super()._on_live_chosen()
        self.session_changed.emit()
        self.train.show()
        if self.exploration.source is None or not isinstance(self.exploration.source, Model):
            self._say_empty(WAITING)

    @Slot()
    def _on_opening(self) -> None:
        if self.exploration.card is None:
            self._say_empty(WARMING)

    @Slot()
    def _on_opened(self) -> None:
        self._show_source()
        self.train.setVisible(self.live_model.following)
        self._state.setCurrentIndex(1)

    @Slot(str)
    def _on_turned(self, word: str) -> None:
        self.categories.want(word != WallTab.WORD)

    @Slot(object)
    def _on_reported(self, _report: object) -> None:
        self.train.set_picture("pause" if self._images.running else "play")

    @Slot()
    def _on_looks_changed(self) -> None:
        px = self._appearance.px
        self._columns.setSpacing(px(10))
        self._below.setSpacing(px(6))
        self.sliders.setMinimumWidth(px(316))
        self.portrait.setMinimumWidth(px(236))


def latent_page(app_context: AppContext, parent: QWidget | None = None) -> LatentPage:
    """Sliders, planes, paths, arithmetic and time in what a trained model has learnt."""
    exploration = Exploration(app_context.model_jobs, app_context)
    nearest = app_context.nearest_channel(app_context)
    return LatentPage(exploration, nearest, app_context.sessions[PICTURES], app_context.appearance, parent)
