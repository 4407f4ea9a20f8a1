"""The Path tab: each candidate's path through latent space over the pictures that G draws there."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import ArrayLike, NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ganplay.contract.inpainting import Plane, Progress
from ganplay.contract.pictures import NUMERALS, SIDE
from ganplay.contract.snapshots import Array, Grey
from ganplay.gui.charts import export
from ganplay.gui.charts.chart import Chart
from ganplay.gui.charts.numerals import numeral
from ganplay.gui.charts.points import Points
from ganplay.gui.charts.segments import Segments
from ganplay.gui.inpaint.class_colours import CLASS_TOKENS
from ganplay.gui.inpaint.session import InpaintSession
from ganplay.gui.theme import Appearance
from ganplay.gui.widgets.text import Text

Floats = NDArray[np.float64]

EMPTY = "The map is drawn when the first z are there."

SENTENCE = (
    "A plane through latent space: what G draws at each place, the brighter the better it fits. A line is "
    "the way of one candidate, in the colour of its class; its dot is where it is: click it."
)

MOST = 2400
"""Lines of all paths together."""

DIM = 0.25
"""How bright the picture with the largest loss is, of the brightness of that with the least."""

NEAR = 14.0
"""Logical pixels within which a click finds the end of a path."""

UNREAD = "fake"
"""The colour of paths while no classifier reads where they end."""


class PathPlot(Chart):
    """Paths in the colour of the class that is read at their end, that of the focus in bold.

    A click on the end of a path chooses its candidate. The units of the axes are those of :func:`project`.
    """

    chosen = Signal(int)
    """A person clicked on the end of this candidate's path."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(appearance, aspect_locked=True, axes=False)
        self.progress: Progress | None = None
        self.class_names: tuple[str, ...] = NUMERALS
        self._mapped: Plane | None = None
        self.map = PictureMap()
        self.halo = Segments(appearance, "card", 3.0, alpha=0.8)
        self.end_halo = Points(appearance, "card", 11.0, z=1.5)
        tokens = (*CLASS_TOKENS, UNREAD)
        self.paths = {token: Segments(appearance, token, 1.5, alpha=0.9, z=1) for token in tokens}
        self.ends = {token: Points(appearance, token, 8.0, z=2) for token in tokens}
        self.focus_halo = Segments(appearance, "card", 5.0, z=3)
        self.focus_end_halo = Points(appearance, "card", 17.0, z=4.5)
        self.focus_path = Segments(appearance, UNREAD, 3.5, z=4)
        self.focus_end = Points(appearance, UNREAD, 14.0, z=5)
        focus = (self.focus_halo, self.focus_path, self.focus_end_halo, self.focus_end)
        for item in (self.map, self.halo, self.end_halo, *self.paths.values(), *self.ends.values(), *focus):
            self.view.addItem(item)
        self.canvas.scene().sigMouseClicked.connect(self._on_clicked)
        self.setAccessibleName("paths of all candidates through latent space")
        self.show_range((-1.0, 1.0), (-1.0, 1.0))
        self.show_progress(None)

    def sizeHint(self) -> QSize:
        """A square."""
        return QSize(320, 320)

    def minimumSizeHint(self) -> QSize:
        """A small one."""
        return QSize(160, 160)

    def show_progress(self, progress: Progress | None, class_names: tuple[str, ...] = NUMERALS) -> None:
        """Show how far the candidates have come; None before there is anything."""
        self.progress, self.class_names = progress, class_names
        plane = progress.plane if progress is not None else None
        self.set_message(EMPTY if plane is None else "")
        if plane is not self._mapped:
            self._mapped = plane
            self.map.show_plane(plane)
        self._draw_paths()
        self.refresh_readout()

    def table(self) -> export.Table:
        """Where each candidate was at each iteration."""
        progress = self.progress
        if progress is None or progress.plane is None or not len(progress.path):
            return {}
        table: dict[str, ArrayLike] = {"iteration": np.arange(len(progress.path))}
        for index, path in enumerate(project(progress.plane, progress.path).swapaxes(0, 1), 1):
            table[f"candidate {index} across"], table[f"candidate {index} up"] = path.T
        return table

    def readout_at(self, x: float, y: float) -> str:
        """The candidate whose path ends here, its loss and its class; elsewhere the loss of the map."""
        progress = self.progress
        if progress is None or progress.plane is None:
            return ""
        candidate = self.candidate_at(x, y)
        if candidate is None:
            return _loss_at(progress.plane, x, y)
        text = f"candidate {candidate + 1}   loss {numeral(float(progress.totals[candidate]), 3)}"
        if progress.classes is not None:
            text += f"   reads as {self.class_names[int(progress.classes[candidate].argmax())]}"
        return text

    def candidate_at(self, x: float, y: float) -> int | None:
        """The candidate whose path ends nearest to a place; None if no end is near."""
        progress = self.progress
        if progress is None or progress.plane is None or not len(progress.path):
            return None
        ends = project(progress.plane, progress.path[_last(progress)])
        # Not the axes' transform but pixels: near is what looks near at every zoom.
        away = np.hypot(*((ends - (x, y)) / self.view.viewPixelSize()).T)
        away[~np.isfinite(away)] = np.inf
        nearest = int(away.argmin())
        return nearest if away[nearest] <= NEAR else None

    def _draw_paths(self) -> None:
        """Bring the lines and their ends up to date with the progress."""
        progress = self.progress
        count, focus = 0, -1
        tokens: list[str] = []
        paths = np.empty((1, 0, 2))
        if progress is not None and progress.plane is not None and len(progress.path):
            count, last, focus = progress.path.shape[1], _last(progress), progress.focus
            tokens = [_token(progress, index) for index in range(count)]
            rows = np.linspace(0, last, min(last + 1, max(2, MOST // count))).round().astype(np.intp)
            paths = project(progress.plane, progress.path[rows])
        others = np.arange(count) != focus
        self.halo.set_lines(lines_of(paths[:, others]))
        self.end_halo.set_points(paths[-1, others])
        for token in self.paths:
            same = others & (np.array(tokens, dtype=object) == token)
            self.paths[token].set_lines(lines_of(paths[:, same]))
            self.ends[token].set_points(paths[-1, same])
        self.focus_halo.set_lines(lines_of(paths[:, ~others]))
        self.focus_path.set_lines(lines_of(paths[:, ~others]))
        self.focus_end_halo.set_points(paths[-1, ~others])
        self.focus_end.set_points(paths[-1, ~others])
        if count:
            self.focus_path.token = self.focus_end.token = tokens[focus]
            self.focus_end.restyle()

    def _on_pointer_moved(self, place: QPointF) -> None:
        super()._on_pointer_moved(place)
        point = self.view.mapSceneToView(place)
        found = self.candidate_at(point.x(), point.y()) is not None
        shape = Qt.CursorShape.PointingHandCursor if found else Qt.CursorShape.ArrowCursor
        self.canvas.viewport().setCursor(shape)

    def _on_clicked(self, event: Any) -> None:
        """Choose the candidate under the pointer."""
        if event.button() != Qt.MouseButton.LeftButton or event.double():
            return
        point = self.view.mapSceneToView(event.scenePos())
        candidate = self.candidate_at(point.x(), point.y())
        if candidate is not None:
            self.chosen.emit(candidate)


class PictureMap(pg.ImageItem):
    """The pictures of a plane as one grey image from -1 to 1, the brighter the smaller the loss there."""

    def __init__(self) -> None:
        super().__init__(axisOrder="row-major", levels=(0, 255), autoDownsample=False)
        self.setZValue(-50)

    def show_plane(self, plane: Plane | None) -> None:
        """Draw the pictures of a plane; nothing for None."""
        if plane is None:
            self.clear()
        else:
            self.setImage(grey_map(plane), autoLevels=False, rect=QRectF(-1, -1, 2, 2))

    def paint(self, painter: QPainter, *args: Any) -> None:
        """Draw smoothly where a pixel is small; large ones stay squares."""
        small = painter.worldTransform().m11() < 3
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, small)
        super().paint(painter, *args)


class PathTab(QWidget):
    """Shows what the session has found while it is visible."""

    def __init__(self, session: InpaintSession, appearance: Appearance) -> None:
        super().__init__()
        self._session = session
        self.plot = PathPlot(appearance)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.addWidget(Text(SENTENCE, "muted", wrap=True))
        body.addWidget(self.plot, 1)
        session.progressed.connect(self._on_progressed)
        self.plot.chosen.connect(session.focus)

    def showEvent(self, event: QShowEvent) -> None:
        """Show what has changed while hidden."""
        super().showEvent(event)
        self._show()

    @Slot()
    def _on_progressed(self) -> None:
        if self.isVisible():
            self._show()

    def _show(self) -> None:
        self.plot.show_progress(self._session.progress, self._session.class_names)


def grey_map(plane: Plane) -> Grey:
    """The pictures of a plane side by side, dimmed by the rank of their loss; the first row is the lowest."""
    cells = len(plane.pictures)
    losses = np.where(np.isfinite(plane.losses), plane.losses, np.nanmax(plane.losses))
    rank = losses.ravel().argsort().argsort().reshape(cells, cells) / max(1, cells * cells - 1)
    light = 1 - (1 - DIM) * rank
    # Within a picture the first row is the highest.
    tiles = (plane.pictures * light[..., None, None]).astype(np.uint8)[:, :, ::-1]
    return tiles.swapaxes(1, 2).reshape(cells * SIDE, cells * SIDE)


def project(plane: Plane, z: Array) -> Floats:
    """Places of shape (..., d) on the plane, shape (..., 2): across and up, from -1 to 1 in its view."""
    flat: Floats = (z.astype(np.float64) - plane.origin) @ plane.axes.T.astype(np.float64) / plane.reach
    return flat


def lines_of(paths: Floats) -> Floats:
    """The lines of paths, shape (rows, paths, 2), as shape (n, 4)."""
    return np.concatenate((paths[:-1], paths[1:]), axis=2).reshape(-1, 4)


def _loss_at(plane: Plane, x: float, y: float) -> str:
    cells = len(plane.losses)
    column, row = (int((place + 1) / 2 * cells) for place in (x, y))
    inside = -1 <= x < 1 and -1 <= y < 1
    return f"loss here {numeral(float(plane.losses[row, column]), 3)}" if inside else ""


def _last(progress: Progress) -> int:
    """The row of the path that is looked at."""
    return min(progress.shown, len(progress.path) - 1)


def _token(progress: Progress, index: int) -> str:
    return UNREAD if progress.classes is None else CLASS_TOKENS[int(progress.classes[index].argmax())]
