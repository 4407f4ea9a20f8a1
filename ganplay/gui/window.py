"""The window: a rail of pages, the header, and the page itself."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFileDialog,
    QHBoxLayout,
    QMainWindow,
    QVBoxLayout,
    QWidget,
)

from ganplay.contract import scenes
from ganplay.contract.checkpoints import SUFFIX, is_checkpoint, peek
from ganplay.contract.errors import GanplayError
from ganplay.contract.experiment import EngineLoader
from ganplay.contract.kinds import KINDS, PLANE, Kind, kind_of
from ganplay.contract.scenes import Scene
from ganplay.gui.activity import Activity
from ganplay.gui.app_context import AppContext
from ganplay.gui.ask_save import ask_save
from ganplay.gui.header import Header
from ganplay.gui.memory import Memory
from ganplay.gui.notice import Notice
from ganplay.gui.page import Page
from ganplay.gui.page_stack import PageStack
from ganplay.gui.page_table import PAGES
from ganplay.gui.rail import Rail
from ganplay.gui.run_store import RunStore
from ganplay.gui.theme import Appearance
from ganplay.gui.window_scale import WindowScale
from ganplay.runtime.fetching import Fetch

SIZE = QSize(1280, 720)

PATIENCE = 1.5
"""Seconds that closing waits for the threads, which cannot be stopped while they import torch."""

SAVE_PATIENCE = 20.0
"""The same while a run is still to be written, after the step it is at."""


class MainWindow(QMainWindow):
    """Everything that is on the screen; closing it ends all threads."""

    def __init__(
        self,
        load_engine: EngineLoader,
        fetch: Fetch,
        scene: Scene | None,
        library: Sequence[Scene],
        memory: Memory,
    ) -> None:
        """The page of ``scene`` is shown, or the one that was open last; ``library`` has each kind."""
        super().__init__()
        self._memory = memory
        self.appearance = Appearance(dark=memory.dark, parent=self)
        self.appearance.dress(_application())
        scenes_ = {kind: scenes.first_of(kind, library) for kind in KINDS}
        self.app_context = AppContext(load_engine, fetch, scenes_, self.appearance, self)
        self.run_store = RunStore(self.app_context.runs, memory, self)
        self.run_store.restore(library)
        if scene is not None:
            self._put(scene)
        self.header = Header(library, self.appearance)
        self.pages = PageStack(PAGES, self.app_context)
        self.rail = Rail(PAGES, self.app_context.runs, self.appearance)
        self._begun = False
        self._followed: Activity | None = None
        self.installEventFilter(self)
        self.ended = True
        """Whether all threads have ended; while one has not, nobody may delete it."""
        self._lay_out()
        self._connect()
        self.setWindowTitle("ganplay")
        WindowScale(self, self.appearance)
        self.resize(SIZE if memory.size is None else QSize(*memory.size))
        if memory.maximized:
            self.setWindowState(Qt.WindowState.WindowMaximized)
        titles = [place.title for place in PAGES]
        if scene is not None:
            first = _page_of(kind_of(scene.settings))
        else:
            first = titles.index(memory.page) if memory.page in titles else 0
        self.pages.setCurrentIndex(first)
        self.rail.choose(first)
        kind = PAGES[first].kind
        self.header.follow(self.app_context.runs[kind] if kind else None, PAGES[first].title)

    @property
    def page(self) -> Page:
        """The page that is shown; the first is made when the window has been painted, or when asked for."""
        if self.pages.current is None:
            self.turn_to(self.pages.currentIndex())
        return self.pages.page_at(self.pages.currentIndex())

    @property
    def session(self) -> Activity:
        """The run of the page that is shown; where it has none, that of the first page."""
        return self.page.session or self.app_context.sessions[PLANE]

    def start(self) -> None:
        """Begin to train as soon as the window stands."""
        self._begun = True
        for session in self.app_context.sessions.values():
            session.reported.connect(self._on_first_report)
        if self.pages.current is not None:
            self.session.start()  # Otherwise when the page has been made: threads would slow that down.

    def open_scene(self, scene: Scene) -> None:
        """Show a scene from its first step, on its page."""
        self._put(scene)
        self._go_to(kind_of(scene.settings))

    def open_file(self, path: Path) -> None:
        """Show what a file holds; one that cannot be used is named, and nothing changes."""
        if is_checkpoint(path):
            settings = peek(path)
            kind = kind_of(settings) if settings is not None else PLANE
            own = PAGES[self.pages.currentIndex()].kind is not None
            if settings is not None or not own or not self.session.has_checkpoints:
                self._go_to(kind)  # Where it is seen what comes of it, an error too.
            self.run_store.put_aside(self._kind)
            self.session.open_checkpoint(path)
            return
        try:
            self.open_scene(scenes.read(path))
        except GanplayError as error:
            self.page.say(Notice.of(str(error)))

    def turn_to(self, index: int) -> None:
        """Show a page."""
        page = self.pages.page_at(index)
        self.pages.setCurrentIndex(index)
        self._on_session_changed()
        self.rail.choose(index)
        # Not the button of the rail, whose ring would be the brightest thing on the page.
        page.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep everything, and end the threads; nothing is asked."""
        memory, self._memory.page = self._memory, PAGES[self.pages.currentIndex()].title
        memory.dark, memory.maximized = self.appearance.dark, self.isMaximized()
        if not memory.maximized:
            memory.size = self.width(), self.height()
        self.hide()
        self.run_store.stop()
        self.run_store.save()
        self.ended = self.app_context.stop(PATIENCE, SAVE_PATIENCE)
        memory.release()
        super().closeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """After the first paint make the first page, whose modules take longer to import than the window."""
        if watched is self and event.type() == QEvent.Type.Paint:
            self.removeEventFilter(self)
            QTimer.singleShot(0, self._make_first_page)
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return presses the button that has the focus: Space, which would, plays."""
        button = QApplication.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(button, QAbstractButton):
            button.click()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.addWidget(self.header)
        right.addWidget(self.pages, 1)
        middle = QWidget()
        self._columns = QHBoxLayout(middle)
        self._columns.addWidget(self.rail)
        self._columns.addLayout(right, 1)
        self._right = right
        self.setCentralWidget(middle)

    def _connect(self) -> None:
        menu = self.header.menu
        menu.scene_chosen.connect(self._on_scene_chosen)
        menu.quit_wanted.connect(self.close)
        menu.back_wanted.connect(self._on_back_wanted)
        self.run_store.put_aside_changed.connect(self._on_put_aside_changed)
        menu.open_wanted.connect(self._on_open_wanted)
        menu.save_settings_wanted.connect(self._on_save_settings_wanted)
        menu.save_checkpoint_wanted.connect(self._on_save_checkpoint_wanted)
        for action in (menu.back, menu.open, menu.save_settings, menu.save_checkpoint, menu.quit):
            self.addAction(action)
        self.pages.made.connect(self._on_page_made)
        self.rail.chosen.connect(self._on_page_chosen)
        self.rail.pause_wanted.connect(self._on_pause_wanted)
        self.app_context.scene_wanted.connect(self._on_scene_wanted)
        self.appearance.changed.connect(self._on_appearance_changed)
        self._on_appearance_changed()

    @property
    def _kind(self) -> Kind:
        """The kind of :attr:`session`."""
        return next(kind for kind, run in self.app_context.runs.items() if run is self.session)

    def _put(self, scene: Scene) -> None:
        """Have a scene take the place of the run of its kind, which is kept."""
        kind = kind_of(scene.settings)
        self.run_store.put_aside(kind)
        self.app_context.runs[kind].open_scene(scene)

    def _go_to(self, kind: Kind) -> None:
        """Show the page of this kind of run."""
        self.turn_to(_page_of(kind))

    @Slot(object)
    def _on_page_made(self, page: Page) -> None:
        page.session_changed.connect(self._on_session_changed)

    @Slot()
    def _on_session_changed(self) -> None:
        """Follow the run of the page that is shown; the one before goes on, if runs of its sort do."""
        left, session = self._followed, self.page.session
        if left is not None and left is not session and not left.goes_on:
            left.pause()
        self.app_context.attend(session)
        if session is not None and self._begun:
            session.start()
        self._followed = session
        self.header.follow(session, PAGES[self.pages.currentIndex()].title)
        self._on_put_aside_changed()

    @Slot()
    def _on_put_aside_changed(self) -> None:
        self.header.menu.back.setEnabled(self.run_store.has_before(self._kind))

    @Slot()
    def _on_back_wanted(self) -> None:
        kind = self._kind
        self._go_to(kind)
        self.run_store.go_back(kind)

    @Slot(int)
    def _on_page_chosen(self, index: int) -> None:
        if self.pages.currentIndex() != index:
            self.turn_to(index)

    @Slot()
    def _on_pause_wanted(self) -> None:
        self.app_context.pause()
        self.page.pause()
        self.rail.refresh()

    @Slot(object)
    def _on_first_report(self, report: object) -> None:
        if getattr(report, "frame", None) is None:
            return
        for session in self.app_context.sessions.values():
            session.reported.disconnect(self._on_first_report)
        QTimer.singleShot(0, self._on_warm)

    @Slot()
    def _make_first_page(self) -> None:
        if self.isVisible() and self.pages.current is None:
            self.turn_to(self.pages.currentIndex())

    @Slot()
    def _on_warm(self) -> None:
        # With torch loaded a full collection takes a quarter of a second, a visible hitch: what is there
        # now stays for good and need never be looked at again.
        gc.collect()
        gc.freeze()

    @Slot(object)
    def _on_scene_chosen(self, scene: Scene) -> None:
        self.open_scene(scene)

    @Slot(str)
    def _on_scene_wanted(self, name: str) -> None:
        self.open_scene(scenes.load(name))

    @Slot()
    def _on_open_wanted(self) -> None:
        kinds = f"Scenes, experiments and checkpoints (*.toml *{SUFFIX});;All files (*)"
        name, _ = QFileDialog.getOpenFileName(self, "Open", "", kinds)
        if name:
            self.open_file(Path(name))

    @Slot()
    def _on_save_settings_wanted(self) -> None:
        path = ask_save(self, "Save the experiment", "experiment", "TOML", ".toml")
        if path is not None:
            self.session.save_settings(path)

    @Slot()
    def _on_save_checkpoint_wanted(self) -> None:
        path = ask_save(self, "Save a checkpoint", "run", "Checkpoints", SUFFIX)
        if path is not None and self.session.has_checkpoints:
            self.session.save_checkpoint(path)

    @Slot()
    def _on_appearance_changed(self) -> None:
        look, px = self.appearance, self.appearance.px
        look.dress(_application())
        self._columns.setContentsMargins(px(8), px(8), px(12), px(12))
        self._columns.setSpacing(px(8))
        self._right.setSpacing(px(8))


def _page_of(kind: Kind) -> int:
    """Where on the rail the page of this kind of run is."""
    return [place.kind for place in PAGES].index(kind)


def _application() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app
