"""The table of actions: all that has a key, and its words; buttons, menus and help are made from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QMenu, QWidget

from ganplay.contract.commands import Turn


@dataclass(frozen=True, slots=True)
class Action:
    """What can be done by a key, and by a button or an entry of a menu where there is one."""

    name: str
    """A few words: the accessible name of its button."""
    tip: str
    """What it does, in a sentence."""
    keys: tuple[str, ...]
    """As :class:`QKeySequence` reads them."""
    text: str = ""
    """What its button or its entry in a menu says."""
    icon: str = ""
    repeats: bool = False
    """Whether it is done again and again while the key is held."""
    tab: str = ""
    """The tab that has to be in front; empty where it is always there."""

    @property
    def keys_text(self) -> str:
        """The keys as a person reads them: "3 or Right"."""
        keys = [QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) for key in self.keys]
        return " or ".join(filter(None, (", ".join(keys[:-1]), keys[-1])))

    @property
    def tooltip(self) -> str:
        """The sentence and the keys."""
        return tooltip(self.tip, self)

    def listen(self, owner: QWidget, slot: Callable[[], object]) -> tuple[QShortcut, ...]:
        """Call a slot at each of the keys, while ``owner`` is seen and enabled."""
        shortcuts = tuple(QShortcut(QKeySequence(key), owner, slot) for key in self.keys)
        for shortcut in shortcuts:
            shortcut.setAutoRepeat(self.repeats)
        return shortcuts

    def attach(self, button: QAbstractButton) -> None:
        """Give a button its words, and click it at each of the keys while it is seen and enabled."""
        if self.text:
            button.setText(self.text)
        button.setToolTip(self.tooltip)
        button.setAccessibleName(self.name)
        self.listen(button, button.click)

    def entry(self, menu: QMenu) -> QAction:
        """Append an entry to a menu, with its keys."""
        entry = menu.addAction(self.text)
        entry.setToolTip(self.tip)
        entry.setShortcuts([QKeySequence(key) for key in self.keys])
        return entry

    def matches(self, event: QKeyEvent) -> bool:
        """Whether a key that went to the focus is one of these."""
        return QKeySequence(event.keyCombination()).toString() in self.keys


def tooltip(tip: str, *actions: Action) -> str:
    """A sentence, and the keys of the actions that do what it says."""
    return f"{tip} ({', '.join(action.keys_text for action in actions)})"


OPEN = Action(
    "Open",
    "A scene, an experiment or a checkpoint from a file",
    ("Ctrl+O",),
    "Open a scene, experiment or checkpoint…",
)
SAVE_SETTINGS = Action(
    "Save the experiment", "Its settings and its seed", ("Ctrl+S",), "Save the experiment…"
)
SAVE_CHECKPOINT = Action(
    "Save a checkpoint",
    "The run as it is now, to go on from there",
    ("Ctrl+Shift+S",),
    "Save a checkpoint…",
)
BACK = Action(
    "Back to the run before",
    "The run that another scene or file has replaced; the same again leads forth",
    ("Ctrl+B",),
    "Back to the run before",
)
QUIT = Action("Quit", "Everything is kept, and is there at the next start", ("Ctrl+Q",), "Quit")
THEME = Action("Light or dark", "Light or dark", ("Ctrl+T",))
PAUSE_ALL = Action("Pause all", "Pause every run, seen or not", ("Ctrl+P",), "Pause all", "pause")
WHOLE_CHART = Action("The whole chart", "Back to the whole", ("A",))
"""Goes to the chart that has the focus."""
WINDOW = (OPEN, SAVE_SETTINGS, SAVE_CHECKPOINT, BACK, QUIT, THEME, PAUSE_ALL, WHOLE_CHART)

RINGED = "a slider that is ringed takes the arrow keys"

PLAY = Action("Play or pause", "Play or pause", ("Space",), "Play", "play")

RESET_RUN = Action("Reset", "Back to step 0; the settings and the seed stay", ("R",), "Reset", "reset")
NEW_SEED = Action(
    "New seed", "Start over with a new seed; Reset takes the same one again", ("N",), icon="dice"
)


def step_actions(turns: Sequence[Turn]) -> tuple[Action, ...]:
    """A step in which one player alone moves, for each of them, and last a whole one."""
    alone = (
        Action(
            f"Step of {turn.label}",
            f"One step in which only the {turn.player} moves",
            (str(number),),
            turn.label,
        )
        for number, turn in enumerate(turns, 1)
    )
    whole = Action(
        "Whole step",
        f"One whole step; {RINGED}",
        (str(len(turns) + 1), "Right"),
        "+".join(turn.label for turn in turns) if len(turns) > 1 else "Step",
        repeats=True,
    )
    return (*alone, whole)


def run_actions(turns: Sequence[Turn]) -> tuple[Action, ...]:
    """All of the bar below a run whose step has these turns."""
    return (PLAY, RESET_RUN, NEW_SEED, *step_actions(turns))


UNDO_POINTS = Action("Undo", "Undo the last stroke", ("Ctrl+Z",), icon="undo", repeats=True)
DRAWING = (UNDO_POINTS,)

EARLIER_SHEET = Action("Earlier", "The tiles at an earlier step", ("Shift+Left",), repeats=True)
LATER_SHEET = Action("Later", "The tiles at a later step", ("Shift+Right",), repeats=True)
LIVE_SHEET = Action("Live", "Show the present again", ("Esc",), "Live")
SHEETS = (EARLIER_SHEET, LATER_SHEET, LIVE_SHEET)

RESET_GAME = Action("Reset", "Back to the start; the settings stay", ("R",), "Reset", "reset")
STEP_BACK = Action("One step back", f"One step back; {RINGED}", ("Left",), icon="step_back", repeats=True)
STEP_ON = Action("One step", f"One step; {RINGED}", ("Right",), icon="step", repeats=True)
ALL_PANELS = Action("All panels", "Back to the small pictures", ("Esc",), "All panels")
GAME = (PLAY, RESET_GAME, STEP_BACK, STEP_ON, ALL_PANELS)

NEW_Z = Action("Another z", "Another z at random; what is locked stays", ("N",), icon="dice", repeats=True)
WALK = Action("Walk or pause", "Walk on from here, or pause", ("Space",), "Walk", "play", tab="Path")
MORPH = Action("Morph or pause", "Let all of them go there and back", ("Space",), "Play", "play", tab="Wall")
LATENT = (NEW_Z, WALK, MORPH)

SEARCH = Action("Search or pause", "Search, or pause", ("Space",), "Play", "play")
RESTART = Action("Restart", "Begin again with the same candidates", ("R",), "Restart", "reset")
OTHER_CANDIDATES = Action("other candidates", "Begin with other candidates", ("N",), icon="dice")
ITERATE = Action("one iteration", f"One iteration; {RINGED}", ("Right",), icon="step", repeats=True)
NOW = Action("Now", "Show the present again", ("Esc",), "Now")
SHOW_VIEW = Action("A view large", "Show one of the six small views large", ("1", "2", "3", "4", "5", "6"))
NEXT_BLEND = Action("Next filling", "How the hole is filled from G(z)", ("B",))
PASTE = Action("Paste", "A picture from the clipboard", ("Ctrl+V",), icon="paste")
UNDO = Action("Undo", "Undo", ("Ctrl+Z",), icon="undo", repeats=True)
REDO = Action("Redo", "Redo", ("Ctrl+Shift+Z", "Ctrl+Y"), icon="redo", repeats=True)
ERASER = Action("Eraser", "Eraser; the right button and Alt erase as well", ("E",), icon="eraser")
SMALLER_BRUSH = Action("Smaller brush", "A narrower brush; so does the wheel", ("[",), repeats=True)
LARGER_BRUSH = Action("Larger brush", "A wider brush; so does the wheel", ("]",), repeats=True)
INPAINT = (
    SEARCH,
    RESTART,
    OTHER_CANDIDATES,
    ITERATE,
    NOW,
    SHOW_VIEW,
    NEXT_BLEND,
    PASTE,
    UNDO,
    REDO,
    ERASER,
    SMALLER_BRUSH,
    LARGER_BRUSH,
)
