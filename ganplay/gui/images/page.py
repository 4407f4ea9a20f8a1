"""One GAN on small pictures."""

from __future__ import annotations

from PySide6.QtCore import QSize, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ganplay.contract.commands import Look
from ganplay.contract.conditions import Codes, Labels
from ganplay.contract.kinds import PICTURES
from ganplay.contract.latent import Nearest, Neighbours
from ganplay.contract.pictures import CLASSES, Digits, Strokes
from ganplay.contract.settings import Settings, put
from ganplay.contract.snapshots import Grey, Log, Phase, Report
from ganplay.contract.views import TilesView
from ganplay.gui.app_context import AppContext
from ganplay.gui.images.data_offer import DataOffer
from ganplay.gui.images.history_bar import HistoryBar
from ganplay.gui.images.monitors import PictureMonitors
from ganplay.gui.notice import Notice
from ganplay.gui.sheets.gallery import Gallery
from ganplay.gui.sheets.grid import NONE
from ganplay.gui.sheets.neighbours import NeighboursPlot
from ganplay.gui.training.page import MESSAGES, TrainingPage
from ganplay.gui.training.transport import FULL_SPEED
from ganplay.gui.widgets.choice_box import Choice, ChoiceBox
from ganplay.gui.widgets.elided import Elided
from ganplay.runtime.timers import single_shot

COLUMNS = (6, 8, 10, 16)
USUAL = 8
SHEET_COLUMNS = 8
"""Of a sheet of the history, where the grid is too wide to hold its tiles at their places."""

AGAIN_MS = 500
"""A tile that changes under the pointer is looked up anew so often."""


class ImagesPage(TrainingPage):
    """One GAN on digits: the same z in every tile, real ones beside it, and how it came to this."""

    def __init__(self, app_context: AppContext, parent: QWidget | None = None) -> None:
        appearance = app_context.appearance
        super().__init__(PICTURES, PictureMonitors(appearance), FULL_SPEED, app_context, parent)
        self._shown: TilesView | None = None
        self._nearest = app_context.nearest_channel(self)
        self.gallery = Gallery(appearance, USUAL)
        self.history = HistoryBar(appearance)
        self.neighbours = NeighboursPlot(appearance)
        self.source = Elided("", "muted")
        self.tiles = ChoiceBox([Choice(str(n), f"{n} × {n}") for n in COLUMNS], appearance)
        self.tiles.set_value(str(USUAL))
        self.tiles.setToolTip("How many tiles are drawn, each from a z of its own that never changes")
        self.tiles.setAccessibleName("tiles")
        self.offer = DataOffer(app_context.fetcher, appearance)
        self._again = single_shot(AGAIN_MS, self)
        self._lay_out_card()
        self.tiles.changed.connect(self._on_tiles_chosen)
        self.gallery.fake.hovered.connect(self._on_hovered)
        self.history.scrubbed.connect(self._show_tiles)
        self.offer.fetched.connect(self.session.reset)
        self.offer.strokes_wanted.connect(self._on_strokes_wanted)
        self._nearest.answered.connect(self._on_nearest_found)
        self._nearest.refused.connect(self.neighbours.show_failure)
        self._again.timeout.connect(self._ask)
        self._open()
        self.foot.cover_with(self.neighbours)

    def _lay_out_card(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.source, 1)
        head.addWidget(self.tiles)
        self.card.add(head)
        self.card.add(self.gallery, 1)
        self.card.add(self.history)
        over = QVBoxLayout(self.gallery)
        over.addWidget(self.offer)

    @property
    def columns(self) -> int:
        """Of the grid."""
        return int(self.tiles.value)

    def showEvent(self, event: QShowEvent) -> None:
        """Ask for this page's tiles again: whoever else follows the run may want other frames."""
        super().showEvent(event)
        self._watch()

    def _watch(self) -> None:
        self._session.watch(Look(surface=False, tiles=self.columns**2))

    def _on_said(self, notice: Notice) -> None:
        if not self.offer.isVisibleTo(self):  # It says the same, at length.
            super()._on_said(notice)

    def _show_message(self, message: str) -> None:
        self._shown = None
        self._leave()
        self.gallery.set_message(message)
        self.history.setEnabled(False)

    def _show_settings(self, settings: Settings) -> None:
        data = settings.data
        if not (isinstance(data, Digits) and not data.folder):
            self._withdraw()
        kinds = _kinds(settings)
        if kinds in COLUMNS and self.columns < kinds:
            # Then each column is of one kind.
            self.tiles.set_value(str(kinds))
            self._watch()

    def _on_began(self) -> None:
        super()._on_began()
        self.history.clear()
        self._withdraw()

    def _show_report(self, report: Report) -> None:
        data = self._session.settings.data
        if report.lacks_data and isinstance(data, Digits) and not data.folder:
            self._shown = None
            self._leave()
            self.gallery.set_message("")
            self.offer.offer(data, report.failure)
        for log in report.logs:
            self._keep(log, report)
        if report.frame is not None and report.phase not in MESSAGES:
            self._shown = report.frame.get(TilesView)
            self.source.set_text(report.frame.source)
            self.history.setEnabled(True)
            self._show_tiles()
        epoch = self._epoch(report)
        self.transport.show_epoch(epoch)

    def _keep(self, log: Log, report: Report) -> None:
        step = report.frame.step if report.frame is not None else 0
        self.history.append(log.sheets, step)

    def _epoch(self, report: Report) -> float | None:
        """How often D has seen as many pictures as there are; of chosen classes nobody has counted them."""
        settings = report.settings
        if report.frame is None or settings is None or not isinstance(settings.data, Digits | Strokes):
            return None
        if settings.data.classes:
            return None
        return report.frame.step * settings.updates.d_steps * settings.batch / settings.data.size

    def _caption(self) -> str:
        """What stays the same in every frame."""
        settings = self._session.settings
        if self.columns != _kinds(settings):
            return "each tile keeps its z"
        return (
            f"a column for each {'class' if isinstance(settings.condition, Labels) else 'value of the code'}"
        )

    def _column_names(self, columns: int) -> tuple[str, ...]:
        """Classes, or values of the code, if each column is of one kind."""
        settings = self._session.settings
        kinds = _kinds(settings)
        if kinds != columns or self._shown is None:
            return ()
        names = self._shown.classes if isinstance(settings.condition, Labels) else ()
        return names if len(names) == kinds else tuple(str(kind) for kind in range(kinds))

    def _withdraw(self) -> None:
        if self.offer.isVisibleTo(self):
            self.offer.hide()
            self.gallery.set_message(MESSAGES[Phase.FAILED] if self._shown is None else None)

    @Slot()
    def _show_tiles(self) -> None:
        """Show the present, or the sheet that is looked at."""
        shown, sheet = self._shown, self.history.sheet
        if shown is None or self.offer.isVisibleTo(self):
            return
        self.gallery.set_message(None)
        columns = round(len(shown.fake) ** 0.5)
        if sheet is None:
            names = self._column_names(columns)
            self.gallery.show_pictures(shown.fake, shown.real, columns, self._caption(), names=names)
        else:
            columns = columns if columns <= CLASSES else SHEET_COLUMNS
            pictures = sheet.pictures[: columns * columns]
            few = f"the first {len(pictures)} tiles, " if len(pictures) < len(shown.fake) else ""
            caption, names = f"{few}{self.history.words}", self._column_names(columns)
            self.gallery.show_pictures(pictures, shown.real, columns, caption, past=True, names=names)
        if self.neighbours.isVisible() and not self._again.isActive():
            self._again.start()

    @property
    def _pointed(self) -> Grey | None:
        """The picture under the pointer."""
        grid = self.gallery.fake
        return grid.pictures[grid.pointed] if 0 <= grid.pointed < len(grid.pictures) else None

    @Slot(int)
    def _on_hovered(self, index: int) -> None:
        if index == NONE:
            self._leave()
            return
        picture = self._pointed
        if picture is not None:
            self.neighbours.show_picture(picture)
            self.neighbours.show()
            self._ask()

    def _leave(self) -> None:
        self._again.stop()
        self.neighbours.hide()

    @Slot()
    def _ask(self) -> None:
        picture, data = self._pointed, self._session.settings.data
        if picture is not None and isinstance(data, Digits | Strokes):
            self._nearest.ask(Nearest(picture, data=data))

    @Slot(object, object)
    def _on_nearest_found(self, request: Nearest, found: Neighbours) -> None:
        names = self._shown.classes if self._shown is not None else ()
        self.neighbours.show_neighbours(request.picture, found, names)

    @Slot(object)
    def _on_tiles_chosen(self, _key: str) -> None:
        self._watch()

    @Slot()
    def _on_strokes_wanted(self) -> None:
        self._session.edit(put(self._session.settings, "data", Strokes()))

    @Slot()
    def _on_appearance_changed(self) -> None:
        super()._on_appearance_changed()
        self.tiles.setFixedSize(QSize(self._appearance.px(92), self._appearance.px(26)))


def _kinds(settings: Settings) -> int:
    """How many kinds of tile take turns from left to right: classes, or values of a code."""
    condition = settings.condition
    if isinstance(condition, Codes):
        return condition.categories
    return CLASSES if isinstance(condition, Labels) else 0
