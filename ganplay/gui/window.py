"""The window: a rail of pages, the header, and the page itself."""

from __future__ import annotations

import dataclasses
import gc
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFileDialog,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ganplay.contract import scenes
from ganplay.contract.errors import GanplayError
from ganplay.contract.scenes import Scene
from ganplay.gui.header import Header
from ganplay.gui.icons import icon
from ganplay.gui.memory import Memory
from ganplay.gui.notice import Notice
from ganplay.gui.pages.play import PlayPage
from ganplay.gui.session import Session
from ganplay.gui.theme import Appearance
from ganplay.runtime.training import TrainingThread

PAGES = (("Play", "page_play", PlayPage),)
"""The word on the rail, its icon and the page, in the rail's order."""

SIZE = QSize(1280, 720)

CHECKPOINT = ".safetensors"

PATIENCE = 1.5
"""Seconds that closing waits for the training thread, which cannot be stopped while it imports torch."""


class MainWindow(QMainWindow):
    """Everything that is on the screen; closing it ends the training thread."""

    def __init__(
        self, thread: TrainingThread, scene: Scene, library: Sequence[Scene], memory: Memory
    ) -> None:
        super().__init__()
        self._memory = memory
        self.appearance = Appearance(dark=memory.dark, parent=self)
        self.appearance.dress(_application())
        self.session = Session(thread, scene, self)
        self.header = Header(self.session, library, self.appearance)
        self.pages = QStackedWidget()
        self._rail: list[QToolButton] = []
        self.ended = True
        """Whether the training thread has ended; while it has not, nobody may delete it."""
        self._lay_out()
        self._connect()
        if memory.scene is not None:
            self.header.menu.remember(memory.scene)
        self.setWindowTitle("ganplay")
        self.resize(SIZE)
        # Not the first button of the rail, whose ring would be the brightest thing on the page.
        self.play_page.setFocus()

    @property
    def play_page(self) -> PlayPage:
        """The first page."""
        page = self.pages.widget(0)
        assert isinstance(page, PlayPage)
        return page

    def start(self) -> None:
        """Begin to train as soon as the window stands."""
        self.session.reported.connect(self._on_first_report)
        self.session.start()

    def open_scene(self, scene: Scene) -> None:
        """Show a scene from its first step."""
        self.session.open_scene(scene)

    def open_file(self, path: Path) -> None:
        """Show what a file holds; one that cannot be used is named, and nothing changes."""
        if path.suffix == CHECKPOINT:
            self.session.open_checkpoint(path)
            return
        try:
            self.open_scene(scenes.read(path))
        except GanplayError as error:
            self.session.said.emit(Notice.of(str(error)))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what a person made, and end the thread; nothing is asked."""
        self.hide()
        self._memory.dark = self.appearance.dark
        if self.session.changed:
            self._memory.scene = dataclasses.replace(self.session.scene, settings=self.session.settings)
        self._memory.save()
        self.ended = self.session.stop(PATIENCE)
        super().closeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return presses the button that has the focus: Space, which would, plays."""
        button = QApplication.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(button, QAbstractButton):
            button.click()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        rail = QVBoxLayout()
        for index, (word, picture, page) in enumerate(PAGES):
            self.pages.addWidget(page(self.session, self.appearance))
            button = QToolButton()
            button.setText(word)
            button.setObjectName(picture)
            button.setCheckable(True)
            button.setAutoExclusive(True)
            button.setChecked(index == 0)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            button.setProperty("kind", "rail")
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setToolTip(f"{page.__doc__} (Ctrl+{index + 1})")
            button.setShortcut(QKeySequence(f"Ctrl+{index + 1}"))
            rail.addWidget(button)
            self._rail.append(button)
        rail.addStretch(1)
        right = QVBoxLayout()
        right.addWidget(self.header)
        right.addWidget(self.pages, 1)
        middle = QWidget()
        self._columns = QHBoxLayout(middle)
        self._columns.addLayout(rail)
        self._columns.addLayout(right, 1)
        self._right = right
        self.setCentralWidget(middle)

    def _connect(self) -> None:
        menu = self.header.menu
        menu.scene_chosen.connect(self._on_scene_chosen)
        menu.open_wanted.connect(self._on_open_wanted)
        menu.save_settings_wanted.connect(self._on_save_settings_wanted)
        menu.save_checkpoint_wanted.connect(self._on_save_checkpoint_wanted)
        for action in (menu.open, menu.save_settings, menu.save_checkpoint):
            self.addAction(action)
        for index, button in enumerate(self._rail):
            button.setProperty("page", index)
            button.toggled.connect(self._on_page_toggled)
        page = self.play_page
        transport = page.transport
        for keys, slot in (
            ("Space", transport.play.click),
            ("R", self.session.reset),
            ("N", self.session.new_seed),
            ("1", transport.d_step.click),
            ("2", transport.g_step.click),
            ("3", transport.step_button.click),
            ("Right", transport.step_button.click),
            ("Ctrl+T", self.header.theme.click),
            ("Ctrl+Z", page.tools.undo.click),
        ):
            QShortcut(QKeySequence(keys), self, slot, autoRepeat=keys in ("Right", "Ctrl+Z"))
        self.appearance.changed.connect(self._on_appearance_changed)
        self._on_appearance_changed()

    @Slot(bool)
    def _on_page_toggled(self, on: bool) -> None:
        if on:
            self.pages.setCurrentIndex(self.sender().property("page"))

    @Slot(object)
    def _on_first_report(self, report: object) -> None:
        if getattr(report, "frame", None) is None:
            return
        self.session.reported.disconnect(self._on_first_report)
        QTimer.singleShot(0, self._on_warm)

    @Slot()
    def _on_warm(self) -> None:
        # With torch loaded a full collection takes a quarter of a second, a visible hitch: what is there
        # now stays for good and need never be looked at again.
        gc.collect()
        gc.freeze()

    @Slot(object)
    def _on_scene_chosen(self, scene: Scene) -> None:
        self.open_scene(scene)

    @Slot()
    def _on_open_wanted(self) -> None:
        kinds = f"Scenes, experiments and checkpoints (*.toml *{CHECKPOINT})"
        name, _ = QFileDialog.getOpenFileName(self, "Open", "", kinds)
        if name:
            self.open_file(Path(name))

    @Slot()
    def _on_save_settings_wanted(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, "Save the experiment", "experiment.toml", "TOML (*.toml)")
        if name:
            self.session.save_settings(Path(name))

    @Slot()
    def _on_save_checkpoint_wanted(self) -> None:
        kinds = f"Checkpoints (*{CHECKPOINT})"
        name, _ = QFileDialog.getSaveFileName(self, "Save a checkpoint", f"run{CHECKPOINT}", kinds)
        if name:
            self.session.save_checkpoint(Path(name))

    @Slot()
    def _on_appearance_changed(self) -> None:
        look, px = self.appearance, self.appearance.px
        look.dress(_application())
        self._columns.setContentsMargins(px(8), px(8), px(12), px(12))
        self._columns.setSpacing(px(8))
        self._right.setSpacing(px(8))
        for button in self._rail:
            button.setIcon(icon(button.objectName(), look))
            button.setIconSize(QSize(px(22), px(22)))
            button.setFixedSize(px(60), px(58))


def _application() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app
