"""The style sheet of Qt's own widgets: lengths in pixels, colours by role of the application's palette.

A widget says what it is with dynamic properties: ``role`` on labels (title, heading, number, muted, small,
changed, warn, alarm, readout), ``kind`` on buttons (primary, flat, fold), fields (number) and frames (card,
toast).
Widgets of our own paint themselves.
"""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

from PySide6.QtGui import QPalette

ROLES = {
    "card": QPalette.ColorRole.Light,
    "raised": QPalette.ColorRole.AlternateBase,
    "line": QPalette.ColorRole.Mid,
    "text": QPalette.ColorRole.Shadow,
    "muted": QPalette.ColorRole.Dark,
    "accent": QPalette.ColorRole.Link,
    "on_accent": QPalette.ColorRole.Midlight,
    "warn": QPalette.ColorRole.BrightText,
}
"""The palette's role that holds each colour of the sheet.

A sheet of roles is the same in light and dark, so that a change of theme needs no new sheet, for which Qt
would take .5 ms a widget. None of these is a role that Qt writes into the palette of a widget that has a
background or a colour by the sheet (Window, Base, Button, Text...): those would keep the colour of the theme
in which the widget was made.
"""


def write(px: Callable[[float], int]) -> str:
    """The sheet; ``px`` scales lengths given in pixels."""
    c = SimpleNamespace(**{token: f"palette({_name(role)})" for token, role in ROLES.items()})
    return f"""
QLabel[role="title"] {{ font-size: {px(20)}px; font-weight: 600; }}
QLabel[role="heading"] {{ font-weight: 600; }}
QLabel[role="number"] {{ font-size: {px(26)}px; font-weight: 600; }}
QLabel[role="small"] {{ font-size: {px(12)}px; }}
QLabel[role="alarm"] {{ font-weight: 600; }}
QLabel[role="readout"] {{
    background: {c.raised}; border: 1px solid {c.line}; border-radius: {px(5)}px;
    padding: {px(2)}px {px(6)}px;
}}
QLabel[role="warn"] {{ font-size: {px(12)}px; }}

QFrame[kind="card"] {{
    background: {c.card}; border: 1px solid {c.line}; border-radius: {px(10)}px;
}}
QFrame[kind="toast"] {{
    background: {c.raised}; border: 1px solid {c.line}; border-left: {px(3)}px solid {c.warn};
    border-radius: {px(8)}px; border-top-left-radius: {px(2)}px; border-bottom-left-radius: {px(2)}px;
}}
QFrame[kind="toast"][tone="calm"] {{ border-left-color: {c.accent}; }}

QPushButton, QToolButton {{
    icon-size: {px(16)}px;
    background: {c.raised}; border: 1px solid {c.line}; border-radius: {px(8)}px;
    padding: {px(6)}px {px(12)}px;
}}
QToolButton {{ padding: {px(6)}px; }}
QPushButton:hover, QToolButton:hover {{ border-color: {c.muted}; }}
QPushButton:pressed, QToolButton:pressed {{ background: {c.line}; }}
QPushButton:checked, QToolButton:checked {{ background: {c.line}; border-color: {c.accent}; }}
QPushButton:focus, QToolButton:focus {{ border-color: {c.accent}; }}
QPushButton:disabled, QToolButton:disabled {{ color: {c.muted}; background: transparent; }}
QPushButton[kind="primary"] {{
    background: {c.accent}; color: {c.on_accent}; border-color: {c.accent}; font-weight: 600;
}}
QPushButton[kind="primary"]:hover, QPushButton[kind="primary"]:focus {{ border-color: {c.text}; }}
QPushButton[kind="primary"]:disabled {{ background: {c.line}; color: {c.muted}; border-color: {c.line}; }}
QPushButton[kind="flat"], QToolButton[kind="flat"] {{
    background: transparent; border-color: transparent; padding: {px(3)}px;
}}
QPushButton[kind="flat"]:hover, QToolButton[kind="flat"]:hover {{ background: {c.raised}; }}
QPushButton[kind="flat"]:focus, QToolButton[kind="flat"]:focus {{ border-color: {c.accent}; }}
QPushButton[kind="flat"]:checked, QToolButton[kind="flat"]:checked {{ background: {c.raised}; }}

QToolButton[kind="rail"] {{
    background: transparent; border-color: transparent; border-radius: {px(10)}px; padding: {px(4)}px;
    color: {c.muted}; font-size: {px(12)}px;
}}
QToolButton[kind="rail"]:hover {{ color: {c.text}; background: {c.raised}; }}
QToolButton[kind="rail"]:checked {{ color: {c.text}; background: {c.line}; border-color: transparent; }}
QToolButton[kind="rail"]:focus {{ border-color: {c.accent}; }}

QToolButton[kind="fold"] {{
    background: transparent; border-color: transparent; color: {c.muted}; padding: {px(3)}px {px(8)}px;
}}
QToolButton[kind="fold"]:hover {{ color: {c.text}; }}
QToolButton[kind="fold"]:focus {{ border-color: {c.accent}; }}

QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox {{
    background: {c.raised}; border: 1px solid {c.line}; border-radius: {px(6)}px;
    padding: {px(2)}px {px(6)}px;
}}
QLineEdit:hover, QAbstractSpinBox:hover {{ border-color: {c.muted}; }}
QLineEdit:focus, QAbstractSpinBox:focus {{ border-color: {c.accent}; }}
QLineEdit[kind="number"] {{ background: transparent; border-color: transparent; padding: 0; }}
QLineEdit[kind="number"]:hover {{ background: {c.raised}; border-color: {c.line}; }}
QLineEdit[kind="number"]:focus {{ background: {c.raised}; border-color: {c.accent}; }}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ width: 0; border: none; }}

QComboBox {{ combobox-popup: 0; }}
QComboBox QAbstractItemView, QMenu {{
    background: {c.raised}; border: 1px solid {c.line}; border-radius: {px(6)}px;
    padding: {px(4)}px; outline: none;
}}
QComboBox QAbstractItemView::item {{
    min-height: {px(24)}px; padding: 0 {px(6)}px; border-radius: {px(4)}px;
}}
QComboBox QAbstractItemView::item:selected, QComboBox QAbstractItemView::item:hover,
QMenu::item:selected {{ background: {c.accent}; color: {c.on_accent}; }}
QMenu::item {{ padding: {px(5)}px {px(18)}px; border-radius: {px(4)}px; }}
QMenu::separator {{ height: 1px; background: {c.line}; margin: {px(4)}px; }}
QToolTip {{
    background: {c.raised}; color: {c.text}; border: 1px solid {c.line}; padding: {px(4)}px {px(6)}px;
}}

QListView, QTreeView, QTableView {{ background: transparent; border: none; outline: none; }}
QListView::item:selected, QTableView::item:selected {{ background: {c.raised}; color: {c.text}; }}
QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; border: none; }}
QScrollBar {{ background: transparent; border: none; }}
QScrollBar:vertical {{ width: {px(8)}px; }}
QScrollBar:horizontal {{ height: {px(8)}px; }}
QScrollBar::handle {{ background: {c.line}; border-radius: {px(3)}px; margin: 1px; }}
QScrollBar::handle:vertical {{ min-height: {px(28)}px; }}
QScrollBar::handle:horizontal {{ min-width: {px(28)}px; }}
QScrollBar::handle:hover {{ background: {c.muted}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QSplitter::handle {{ background: transparent; }}
QProgressBar {{
    background: {c.raised}; border: none; border-radius: {px(3)}px; max-height: {px(6)}px; color: transparent;
}}
QProgressBar::chunk {{ background: {c.accent}; border-radius: {px(3)}px; }}
"""


def _name(role: QPalette.ColorRole) -> str:
    """A role as a style sheet writes it: alternate-base."""
    return "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in role.name).lstrip("-")
