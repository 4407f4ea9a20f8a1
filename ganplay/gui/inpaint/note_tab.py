"""The Note tab: what the Inpaint page shows, what to try and the keys."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea

from ganplay.gui.widgets.text import Text

TEXT = """G has learnt to turn any z into a digit. Here its weights stay as they are, and z is what moves: \
gradient descent looks for a z whose picture agrees with the pixels that are known, and what G draws where \
nothing is known fills the hole.

What descends is, for every candidate,

    mean W e(G(z) − y)  +  λ · realism  +  μ · |z|² / d

The first term is the error e at known pixels, its square or its size; the second asks D whether the \
picture looks real, the third keeps z where G has learnt to draw. What lies under the stripes is never \
shown to the search.

Every candidate speaks for the class that is read in it, by exp(−loss / temperature), and the answer is one \
of the likeliest class. The z of least loss is the likeliest z, but not always of the likeliest class: at \
temperature 0 it is the answer all the same.

To try
• Paint while it searches: the loss changes, the candidates go on from where they are.
• Mask the middle of a 4 and look at the candidates: how many digits fit what is left?
• Raise λ to 10: prettier, and not the digit that was there.
• Restore one of G's own samples. If that works and a test digit does not, the optimiser is fine and G \
is the limit.
• Race the recipes, then look at PSNR and at the class: they do not always agree.
• Tell the conditional model another class than the true one.

Keys: Space plays, R restarts, N takes other candidates, Right makes one iteration, 1 to 6 choose a view, \
B the blending, E erases, [ and ] size the brush, Ctrl+Z takes back a stroke."""


class NoteTab(QScrollArea):
    """The text in a scroll area."""

    def __init__(self) -> None:
        super().__init__()
        self.text = Text(TEXT, wrap=True)
        self.text.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text.setContentsMargins(0, 0, 10, 0)
        self.setWidget(self.text)
