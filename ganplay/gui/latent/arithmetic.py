"""A - B + C: adding and subtracting what pictures mean."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from ganplay.contract.latent import Draw, Drawn
from ganplay.contract.pictures import SIDE
from ganplay.contract.snapshots import Grey
from ganplay.gui.latent.arithmetic_slots import SLOTS, SlotBox, Slots
from ganplay.gui.latent.exploration import Exploration
from ganplay.gui.latent.geometry import Floats, norm
from ganplay.gui.latent.samples import Samples
from ganplay.gui.latent.sheet import SheetPlot
from ganplay.gui.latent.tab import Tab
from ganplay.gui.latent.tool import Tool
from ganplay.gui.latent.tray import Tray
from ganplay.gui.theme import Appearance
from ganplay.gui.widgets.text import Text

STARTERS = 5
"""Pictures that each slot starts with. Of the 90 pairs of classes of the shipped DCGAN the result slants in
all, and is of C's class in 44 with three pictures a slot, as in the paper, and in 55 with five (measured)."""

NINE = 9
CENTRE = 4
SIGNS = ("−", "+", "=")


class ArithmeticTab(Tab):
    """Slots that average, a tray to fill them from, and the result among its neighbours."""

    WORD = "Arithmetic"
    TIP = "A − B + C with averages of several z"
    SENTENCE = (
        "Each slot averages its z. At first: slanted − upright + others that are upright; does the result "
        "slant? Pick pictures below: try bold − thin + thin."
    )

    def __init__(self, exploration: Exploration, samples: Samples, appearance: Appearance) -> None:
        self.boxes = tuple(
            SlotBox(letter, sign, appearance) for letter, sign in zip(SLOTS, SIGNS, strict=True)
        )
        self.result = SheetPlot(appearance, 3, 3, token="fake", empty="put something into A, B and C")
        self.shell = Tool(appearance, "On the shell", "Push the result out to where z are drawn from")
        self.words = Text("", "small")
        self.tray = Tray(samples, appearance)
        super().__init__(exploration, appearance)
        self._samples = samples
        self._channel = exploration.channel("arithmetic")
        self.slots = Slots()
        self._active = 0
        self._untouched = True
        """Whether the slots hold only what they started with."""
        self.shell.setCheckable(True)
        self.result.setToolTip(
            "The result and eight neighbours, with noise of ±0.25; click one to look at it"
        )
        self.result.setAccessibleName("A minus B plus C, and eight neighbours")
        self._lay_out()
        self._connect()
        self._activate(0)

    def begin(self) -> None:
        """Another model's z mean something else."""
        card = self.exploration.card
        assert card is not None
        self.slots.clear()
        self._untouched = True
        self.tray.name_classes(card.names)
        self._draw()

    def renew(self) -> None:
        """Draw it with other weights."""
        self._samples.want()
        self._draw()

    def refresh(self) -> None:
        """Nothing here follows z; where another class is told, other samples are drawn, and heard of."""
        self._samples.want()

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        top = QHBoxLayout()
        top.addWidget(self.shell)
        top.addWidget(self.words, 1)
        right.addLayout(top)
        right.addWidget(self.result, 1)
        row = QHBoxLayout()
        for box in self.boxes:
            row.addWidget(box, 4)
        row.addLayout(right, 7)
        self.body.addLayout(row, 5)
        self.body.addWidget(self.tray, 6)

    def _connect(self) -> None:
        for index, box in enumerate(self.boxes):
            for tool in (box.choose, box.here, box.empty):
                tool.setProperty("slot", index)
            box.members.setProperty("slot", index)
            box.choose.clicked.connect(self._on_slot_chosen)
            box.here.clicked.connect(self._on_here_clicked)
            box.empty.clicked.connect(self._on_empty_clicked)
            box.members.chosen.connect(self._on_member_chosen)
        self.shell.toggled.connect(self._draw)
        self.tray.picked.connect(self._on_picked)
        self.result.chosen.connect(self._on_result_chosen)
        self._samples.changed.connect(self._on_samples_changed)
        self._channel.answered.connect(self._on_drawn)

    @property
    def _radius(self) -> float | None:
        return self.exploration.prior.radius if self.shell.isChecked() else None

    def _activate(self, index: int) -> None:
        self._active = index
        for other, box in enumerate(self.boxes):
            box.choose.setChecked(other == index)

    def _start(self) -> None:
        """Fill the slots with slanted and upright pictures: there is something to see and to change."""
        leaning = skew(self._samples.pictures)
        pools = [self._samples.of_class(index) for index in range(10)]
        rich = [pool for pool in sorted(pools, key=len, reverse=True) if len(pool) >= 2 * STARTERS]
        first = rich[0] if rich else self._samples.of_class(None)
        second = rich[1] if len(rich) > 1 else first
        first = first[np.argsort(leaning[first], kind="stable")]
        second = second[np.argsort(leaning[second], kind="stable")]
        upright = first[:STARTERS]
        # Where all are of one class, as G was told, the others are the next in turn.
        others = second[~np.isin(second, upright)][:STARTERS]
        for slot, chosen in enumerate((first[-STARTERS:], upright, others)):
            for index in chosen:
                self.slots.add(slot, self._samples.z[index])

    @Slot()
    def _draw(self) -> None:
        card = self.exploration.card
        if card is None:
            return
        self.sentence.set_role("muted")
        self.sentence.setText(self.SENTENCE)
        tiles = self.slots.tiles(self._radius)
        means = [self.slots.mean(index) for index in range(3)]
        parts = [z for slot in self.slots.members for z in slot]
        parts += [mean for mean in means if mean is not None]
        parts += list(tiles) if tiles is not None else []
        if not parts:
            self._show(np.empty((0, 28, 28), np.uint8))
            return
        self._channel.ask(Draw(self.exploration.rows(np.stack(parts))))
        self.words.setText(f"|z| {float(norm(tiles[CENTRE])):.1f}" if tiles is not None else "")

    def _show(self, pictures: np.ndarray) -> None:
        """Show what was asked for: the members of each slot, the averages, the nine tiles."""
        counts = [len(slot) for slot in self.slots.members]
        filled = sum(count > 0 for count in counts)
        tiles = NINE if self.slots.complete else 0
        if len(pictures) != sum(counts) + filled + tiles:
            return  # The slots have changed meanwhile; their pictures are on their way.
        means = list(pictures[sum(counts) : sum(counts) + filled])
        start = 0
        for box, count in zip(self.boxes, counts, strict=True):
            box.show_slot(means.pop(0) if count else None, pictures[start : start + count])
            start += count
        self.result.show_pictures(pictures[len(pictures) - tiles :])
        self.result.mark(CENTRE if tiles else None)

    @Slot(object, object)
    def _on_drawn(self, _request: Draw, drawn: Drawn) -> None:
        self._show(drawn.pictures)

    @Slot()
    def _on_samples_changed(self) -> None:
        if not len(self._samples):
            return  # Another model is there: what is in the slots is still of the one before.
        if self._untouched:
            self.slots.clear()
            self._start()
        self._draw()

    @Slot(int)
    def _on_picked(self, sample: int) -> None:
        self._put(self._active, self._samples.z[sample])

    def _put(self, index: int, z: np.ndarray) -> None:
        self._untouched = False
        if self.slots.add(index, z):
            self._draw()
        else:
            self.sentence.set_role("warn")
            self.sentence.setText(f"{SLOTS[index]} is full. Click a picture in it to take it out.")

    @Slot()
    def _on_slot_chosen(self) -> None:
        self._activate(self.sender().property("slot"))

    @Slot()
    def _on_here_clicked(self) -> None:
        self._put(self.sender().property("slot"), self.exploration.z)

    @Slot()
    def _on_empty_clicked(self) -> None:
        index = self.sender().property("slot")
        self._untouched = False
        self.slots.members[index].clear()
        self._activate(index)
        self._draw()

    @Slot(int)
    def _on_member_chosen(self, member: int) -> None:
        index = self.sender().property("slot")
        self._untouched = False
        del self.slots.members[index][member]
        self._activate(index)
        self._draw()

    @Slot(int)
    def _on_result_chosen(self, tile: int) -> None:
        tiles = self.slots.tiles(self._radius)
        if tiles is not None:
            self.exploration.move(tiles[tile])


def skew(pictures: Grey) -> Floats:
    """How far digits lean: pixels to the right per pixel upwards, shape (N,), for pictures (N, 28, 28).

    The shear by which digits are set upright before they are read: minus the covariance of column and row
    under the ink over the variance of the row. A blank picture stands upright.
    """
    ink = pictures.astype(np.float64)
    whole = ink.sum(axis=(1, 2))
    mass = np.where(whole > 0, whole, 1.0)
    place = np.arange(SIDE, dtype=np.float64)
    row = (ink.sum(axis=2) @ place / mass)[:, None] - place
    column = (ink.sum(axis=1) @ place / mass)[:, None] - place
    both = np.einsum("nrc,nr,nc->n", ink, row, column)
    height = (ink.sum(axis=2) * row**2).sum(axis=1)
    leaning: Floats = -both / np.where(height > 0, height, 1.0)
    return leaning
