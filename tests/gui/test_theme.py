"""What the theme promises: legible, safe for the colour-blind, and the only place with colours."""

from __future__ import annotations

import re
from dataclasses import asdict
from pathlib import Path
from typing import get_args

import numpy as np
import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFrame,
    QGridLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QSpinBox,
    QToolButton,
    QWidget,
)

import ganplay.gui
from ganplay.contract.files import resources
from ganplay.gui import fonts
from ganplay.gui.icons import icon
from ganplay.gui.palette import DARK, LIGHT, Palette
from ganplay.gui.theme import Appearance
from ganplay.gui.widgets.text import Role, Text

PALETTES = pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
ICONS = sorted(path.stem for path in (resources() / "icons").glob("*.svg"))

# Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB.
BLINDNESS = {
    "protan": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deutan": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.01182, 0.04294, 0.968881],
    ],
    "tritan": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.3039],
    ],
}


def linear(color: str) -> np.ndarray:
    rgb = np.array(QColor(color).getRgbF()[:3])
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast ratio."""
    lower, higher = sorted(linear(color) @ [0.2126, 0.7152, 0.0722] for color in (one, other))
    return float((higher + 0.05) / (lower + 0.05))


def lab(rgb: np.ndarray) -> np.ndarray:
    """CIELAB (D65) of linear RGB."""
    xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]) @ rgb
    f = np.cbrt(xyz / [0.9505, 1.0, 1.089])
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@PALETTES
def test_every_colour_is_written_as_six_hex_digits(palette: Palette) -> None:
    assert all(re.fullmatch("#[0-9a-f]{6}", color) for color in asdict(palette).values())


@PALETTES
@pytest.mark.parametrize("token", ["text", "muted", "accent", "real", "fake", "pull", "critic", "warn"])
def test_words_are_legible_on_every_ground(palette: Palette, token: str) -> None:
    for ground in ("ground", "card", "raised"):
        assert contrast(getattr(palette, token), getattr(palette, ground)) >= 4.5, ground


@PALETTES
def test_words_on_the_primary_button_are_legible(palette: Palette) -> None:
    assert contrast(palette.on_accent, palette.accent) >= 4.5


@PALETTES
@pytest.mark.parametrize("blindness", [*BLINDNESS, "none"])
def test_real_and_fake_differ_for_every_eye(palette: Palette, blindness: str) -> None:
    seen = np.array(BLINDNESS.get(blindness, np.eye(3)))
    real, fake = (lab(np.clip(seen @ linear(color), 0, 1)) for color in (palette.real, palette.fake))
    assert np.linalg.norm(real - fake) > 40


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("blindness", [*BLINDNESS, "none"])
def test_points_stand_out_on_every_colour_of_the_surface_for_every_eye(
    qapp: QApplication, dark: bool, blindness: str
) -> None:
    appearance, seen = Appearance(dark=dark), np.array(BLINDNESS.get(blindness, np.eye(3)))
    table = appearance.surface_table()
    surface = [
        lab(np.clip(seen @ linear(QColor(*row).name()), 0, 1)) for row in table[[*range(0, 256, 15)]].tolist()
    ]
    for token in ("real", "fake"):
        point = lab(np.clip(seen @ linear(getattr(appearance.palette, token)), 0, 1))
        assert min(np.linalg.norm(point - color) for color in surface) > 40
    # Nor is one end of the surface taken for the other, or either for the middle.
    ends = surface[0], surface[-1], lab(np.clip(seen @ linear(appearance.palette.card), 0, 1))
    assert min(np.linalg.norm(ends[i] - ends[j]) for i, j in ((0, 1), (0, 2), (1, 2))) > 10


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_surface_vanishes_at_one_half(qapp: QApplication, dark: bool) -> None:
    appearance = Appearance(dark=dark)
    table = appearance.surface_table()
    assert table.shape == (256, 4)
    assert table.dtype == np.uint8
    card = np.array(appearance.color("card").getRgb())
    np.testing.assert_array_equal(table[127], card)
    np.testing.assert_array_equal(table[128], card)
    # The colour only ever grows away from the middle, and leans to fake below, to real above.
    away = np.abs(table[:, :3].astype(int) - card[:3]).sum(axis=1)
    assert np.all(np.diff(away[:128]) <= 0)
    assert np.all(np.diff(away[128:]) >= 0)
    for end, token in ((0, "fake"), (255, "real")):
        lean = table[end, :3].astype(float) - card[:3]
        full = np.array(appearance.color(token).getRgb()[:3]) - card[:3]
        assert lean @ full / np.linalg.norm(lean) / np.linalg.norm(full) > 0.999


def test_a_change_is_told_once_and_only_when_there_is_one(qapp: QApplication) -> None:
    appearance = Appearance()
    told = []
    appearance.changed.connect(lambda: told.append((appearance.dark, appearance.scale)))
    appearance.dark = False
    appearance.scale = 1.0
    appearance.dark = True
    appearance.scale = 1.5
    assert told == [(True, 1.0), (True, 1.5)]
    assert appearance.palette is DARK


def test_type_and_lines_grow_with_the_scale(qapp: QApplication) -> None:
    desk, hall = Appearance(), Appearance(scale=2.0)
    assert hall.pen("real", 1.5).widthF() == 2 * desk.pen("real", 1.5).widthF() == 3.0
    assert hall.pen("real").isCosmetic()
    assert hall.font(12).pixelSize() == 2 * desk.font(12).pixelSize() == 32


def test_inter_is_bundled_with_its_licence(qapp: QApplication) -> None:
    assert fonts.family() == "Inter"
    licence = (resources() / "fonts" / "OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert "The Inter Project Authors" in licence


def test_tabular_figures_are_all_as_wide(qapp: QApplication) -> None:
    appearance = Appearance()
    running = QFontMetricsF(appearance.font(20, tabular=True))
    assert len({running.horizontalAdvance(figure) for figure in "0123456789"}) == 1
    prose = QFontMetricsF(appearance.font(20))
    assert prose.horizontalAdvance("1") < prose.horizontalAdvance("8")


@pytest.mark.parametrize("name", ICONS)
def test_an_icon_is_drawn_in_the_colour_asked_for(qapp: QApplication, name: str) -> None:
    appearance = Appearance(dark=True)
    image = icon(name, appearance, "pull").pixmap(QSize(64, 64)).toImage()
    colors = {
        image.pixelColor(x, y).name()
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() == 255
    }
    assert colors == {DARK.pull}


def test_an_icon_that_is_not_there_is_an_error(qapp: QApplication) -> None:
    with pytest.raises(FileNotFoundError):
        icon("no_such_icon", Appearance())


def test_an_application_is_dressed(qtbot, qapp: QApplication) -> None:
    appearance = Appearance(dark=True)
    appearance.dress(qapp)
    label = Text("words", "muted")
    qtbot.addWidget(label)
    label.ensurePolished()
    assert label.palette().color(label.foregroundRole()).name() == DARK.muted
    assert label.font().family() == "Inter"


def test_colours_are_written_in_the_theme_only() -> None:
    folder = Path(ganplay.gui.__file__).parent
    written = re.compile(
        r"#[0-9a-fA-F]{3,8}\b|QColor\(\s*[\d\"']|Qt\.GlobalColor\.(?!transparent)|mk(?:Pen|Brush)\([\"'(]"
    )
    found = [
        f"{path.relative_to(folder)}: {line.strip()}"
        for path in sorted(folder.rglob("*.py"))
        if path != folder / "palette.py"
        for line in path.read_text(encoding="utf-8").splitlines()
        if written.search(line)
    ]
    assert found == []


def test_the_style_sheet_holds_no_colour_of_its_own() -> None:
    sheet = Appearance(dark=True).style_sheet()
    assert not re.findall("#[0-9a-fA-F]{3,8}|rgba?\\(", sheet)
    assert sheet == Appearance(dark=False).style_sheet()


def dressed_widgets(qtbot) -> QWidget:
    """One of each widget that the style sheet dresses, in each of its states."""
    panel = QWidget()
    qtbot.addWidget(panel)
    rows = QGridLayout(panel)
    widgets: list[QWidget] = [Text("words", role) for role in get_args(Role)]
    for make in (QPushButton, QToolButton):
        for kind in ("", "primary", "flat", "rail", "fold"):
            for state in ("plain", "checked", "disabled"):
                button = make(text=kind or state)
                button.setProperty("kind", kind)
                button.setCheckable(state == "checked")
                button.setChecked(state == "checked")
                button.setEnabled(state != "disabled")
                widgets.append(button)
    for kind in ("card", "toast"):
        frame = QFrame()
        frame.setProperty("kind", kind)
        frame.setMinimumSize(40, 30)
        widgets.append(frame)
    number = QLineEdit("0.5")
    number.setProperty("kind", "number")
    readout = QLabel("1.5")
    readout.setProperty("role", "readout")
    box, items, progress = QComboBox(), QListWidget(), QProgressBar()
    box.addItems(["one", "two"])
    items.addItems([f"item {index}" for index in range(30)])
    items.setCurrentRow(1)
    progress.setValue(40)
    selected = QLineEdit("selected")
    selected.selectAll()
    widgets += [number, selected, readout, box, items, progress, QSpinBox(), QPlainTextEdit("text")]
    for index, widget in enumerate(widgets):
        rows.addWidget(widget, index // 8, index % 8)
    panel.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)  # No window is active: no focus.
    panel.resize(900, 700)
    panel.show()
    return panel


def pictures(panel: QWidget) -> dict[str, QImage]:
    """What each widget of a panel looks like, by its place, class and kind or role."""
    whole = panel.grab().toImage()
    widgets = [panel.layout().itemAt(index).widget() for index in range(panel.layout().count())]
    return {
        f"{index} {type(widget).__name__} {widget.property('kind') or widget.property('role')}": (
            whole.copy(widget.geometry())
        )
        for index, widget in enumerate(widgets)
    }


def different(left: dict[str, QImage], right: dict[str, QImage]) -> list[str]:
    return [name for name, picture in left.items() if picture != right[name]]


def test_after_a_change_of_theme_all_looks_as_if_made_in_it(qtbot, qapp: QApplication) -> None:
    appearance = Appearance(dark=False)
    appearance.dress(qapp)
    switched = dressed_widgets(qtbot)
    light = pictures(switched)
    appearance.dark = True
    appearance.dress(qapp)
    qapp.processEvents()
    dark = pictures(switched)
    assert different(dark, pictures(dressed_widgets(qtbot))) == []
    assert different(dark, light) == list(light)
    appearance.dark = False
    appearance.dress(qapp)
    qapp.processEvents()
    assert different(pictures(switched), light) == []
