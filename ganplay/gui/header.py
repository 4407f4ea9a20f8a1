"""The line above every page: what is being shown, with which seed, where, and the looks of the window."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from ganplay.contract.codec import assign
from ganplay.contract.errors import SettingsError
from ganplay.contract.scenes import Scene
from ganplay.gui import actions
from ganplay.gui.activity import Activity
from ganplay.gui.icons import icon
from ganplay.gui.notice import Notice
from ganplay.gui.scene_menu import SceneMenu
from ganplay.gui.theme import Appearance
from ganplay.gui.widgets.choice_box import Choice, ChoiceBox
from ganplay.gui.widgets.elided import Elided
from ganplay.gui.widgets.entry import Entry
from ganplay.gui.widgets.text import Text

DEVICES = (
    Choice("auto", "auto", "A CUDA GPU if there is one, otherwise the CPU."),
    Choice("cpu", "CPU", "The same bits on every run."),
    Choice("cuda", "CUDA", "An NVIDIA GPU."),
    Choice("mps", "MPS", "An Apple GPU."),
)

TITLE_WIDTH = 340
"""Pixels that a title may take: a file's name can be long, and the window must not grow with it."""

DEVICE_WIDTH = 150
"""The same for the name of a device."""


class Header(QWidget):
    """Title with the scene menu, status (seed and device), help and light or dark."""

    help_wanted = Signal()

    def __init__(
        self, scenes: Sequence[Scene], appearance: Appearance, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._activity: Activity | None = None
        self._page = ""
        self.menu = SceneMenu(scenes, self)
        self.title = QPushButton(self)
        self.title.setProperty("kind", "flat")
        self.title.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.title.setToolTip(
            actions.tooltip("Choose a scene, open or save", actions.OPEN, actions.SAVE_SETTINGS)
        )
        self.title.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.title.clicked.connect(self._on_title_clicked)
        self._subtitle = Elided("", "muted")
        self._changed = Text("", "changed")
        self.seed = Entry(self)
        self.seed.setToolTip(
            "The seed: it decides every random number. Type one and press Enter to start over"
        )
        self.seed.setAccessibleName("seed")
        self.device = ChoiceBox(DEVICES, appearance, self)
        self.device.setToolTip("Where torch computes")
        self._device_name = Elided("", "muted")
        self._device_name.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._device_name.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.theme = QToolButton(self)
        self.theme.setProperty("kind", "flat")
        self.theme.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        actions.THEME.attach(self.theme)
        self.theme.clicked.connect(self._on_theme_clicked)
        self._lay_out()
        self.seed.entered.connect(self._on_seed_entered)
        self.seed.returnPressed.connect(self.seed.clearFocus)
        self.device.changed.connect(self._on_device_chosen)
        appearance.changed.connect(self._on_appearance_changed)
        self._on_appearance_changed()
        self.follow(None)

    def follow(self, activity: Activity | None, page: str = "") -> None:
        """Show this from now on; without one only what has nothing to do with runs is left.

        The word for the page stands where nothing has a title.
        """
        if self._activity is not None:
            self._activity.settings_changed.disconnect(self._on_settings_changed)
            self._activity.device_changed.disconnect(self._on_device_changed)
        self._activity, self._page = activity, page
        seeded = activity is not None and activity.seed is not None
        placed = activity is not None and activity.wanted_device is not None
        for widget, shown in (
            (self._seed_word, seeded),
            (self.seed, seeded),
            (self._device_name, placed),
            (self.device, placed),
            (self._changed, activity is not None),
        ):
            widget.setVisible(shown)
        self.menu.set_saving(
            settings=activity is not None, checkpoint=activity is not None and activity.has_checkpoints
        )
        self.seed.setModified(False)
        if activity is not None:
            activity.settings_changed.connect(self._on_settings_changed)
            activity.device_changed.connect(self._on_device_changed)
            self._show_device(activity.device)
        self._on_settings_changed()

    def _lay_out(self) -> None:
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self.title)
        self._row.addWidget(self._changed)
        self._row.addWidget(self._subtitle, 1)
        self._seed_word = Text("seed", "muted")
        self._row.addWidget(self._seed_word)
        self._row.addWidget(self.seed)
        self._row.addWidget(self._device_name)
        self._row.addWidget(self.device)
        self._row.addWidget(self.theme)

    @Slot()
    def _on_title_clicked(self) -> None:
        self.menu.popup(self.title.mapToGlobal(self.title.rect().bottomLeft()))

    @Slot(str)
    def _on_seed_entered(self, text: str) -> None:
        activity = self._activity
        if activity is None or activity.seed is None:
            return
        try:
            settings = assign(activity.settings, "seed", text.strip())
        except SettingsError as error:
            self.seed.show_text(str(activity.seed))
            activity.said.emit(Notice.of(str(error)))
        else:
            activity.set_seed(settings.seed)

    @Slot(object)
    def _on_device_chosen(self, device: str) -> None:
        if self._activity is not None:
            self._activity.set_device(device)

    @Slot()
    def _on_device_changed(self) -> None:
        if self._activity is not None:
            self._show_device(self._activity.device)

    @Slot()
    def _on_settings_changed(self) -> None:
        self._show_title()
        activity = self._activity
        if activity is None:
            self._subtitle.set_text("")
            return
        self._subtitle.set_text(activity.scene.subtitle)
        self._changed.setText("changed" if activity.changed else "")
        if activity.seed is not None and not self.seed.isModified():
            self.seed.show_text(str(activity.seed))
        if activity.wanted_device is not None:
            self.device.set_value(activity.wanted_device)

    def _show_device(self, device: str) -> None:
        # Of the type at the present scale, which the label itself may not have taken yet.
        room = QFontMetrics(self._appearance.font(tabular=True)).horizontalAdvance(device) + 2
        self._device_name.setFixedWidth(min(room, self._appearance.px(DEVICE_WIDTH)))
        self._device_name.set_text(device)

    def _show_title(self) -> None:
        room = self._appearance.px(TITLE_WIDTH)
        title = self._activity.scene.title if self._activity is not None else self._page
        shown = self.title.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, room)
        self.title.setText(f"{shown} ")

    @Slot()
    def _on_theme_clicked(self) -> None:
        self._appearance.dark = not self._appearance.dark

    @Slot()
    def _on_appearance_changed(self) -> None:
        look, px = self._appearance, self._appearance.px
        self._row.setSpacing(px(10))
        self.title.setFont(look.font(15, QFont.Weight.DemiBold))
        self.title.setIcon(icon("chevron_down", look, "muted"))
        self.title.setIconSize(QSize(px(16), px(16)))
        self.theme.setIcon(icon("sun" if look.dark else "moon", look))
        self._show_title()
        self.seed.setFixedWidth(px(84))
        self.device.setFixedWidth(px(84))
        if self._activity is not None:
            self._show_device(self._activity.device)
