"""The style sheet of Qt's own widgets, written from the palette.

A widget says what it is with dynamic properties: ``role`` on labels (title, heading, number, muted, small,
changed, warn, alarm, readout), ``kind`` on buttons (primary, flat, fold), fields (number) and frames (card,
toast).
Widgets of our own paint themselves.
"""

from __future__ import annotations

from collections.abc import Callable

from ganplay.gui.palette import Palette


def write(palette: Palette, px: Callable[[float], int]) -> str:
    """The sheet for one palette; ``px`` scales lengths given in pixels."""
    p = palette
    return f"""
QMainWindow, QDialog {{ background: {p.ground}; }}
QWidget {{ color: {p.text}; }}
QLabel {{ background: transparent; }}
QLabel[role="title"] {{ font-size: {px(20)}px; font-weight: 600; }}
QLabel[role="heading"] {{ font-weight: 600; }}
QLabel[role="number"] {{ font-size: {px(26)}px; font-weight: 600; }}
QLabel[role="muted"] {{ color: {p.muted}; }}
QLabel[role="small"] {{ color: {p.muted}; font-size: {px(12)}px; }}
QLabel[role="changed"] {{ color: {p.accent}; }}
QLabel[role="alarm"] {{ color: {p.warn}; font-weight: 600; }}
QLabel[role="readout"] {{
    background: {p.raised}; border: 1px solid {p.line}; border-radius: {px(5)}px;
    padding: {px(2)}px {px(6)}px;
}}
QLabel[role="warn"] {{ color: {p.warn}; font-size: {px(12)}px; }}

QFrame[kind="card"] {{
    background: {p.card}; border: 1px solid {p.line}; border-radius: {px(10)}px;
}}
QFrame[kind="toast"] {{
    background: {p.raised}; border: 1px solid {p.line}; border-left: {px(3)}px solid {p.warn};
    border-radius: {px(8)}px; border-top-left-radius: {px(2)}px; border-bottom-left-radius: {px(2)}px;
}}
QFrame[kind="toast"][tone="calm"] {{ border-left-color: {p.accent}; }}

QPushButton, QToolButton {{
    icon-size: {px(16)}px;
    background: {p.raised}; border: 1px solid {p.line}; border-radius: {px(8)}px;
    padding: {px(6)}px {px(12)}px;
}}
QToolButton {{ padding: {px(6)}px; }}
QPushButton:hover, QToolButton:hover {{ border-color: {p.muted}; }}
QPushButton:pressed, QToolButton:pressed {{ background: {p.line}; }}
QPushButton:checked, QToolButton:checked {{ background: {p.line}; border-color: {p.accent}; }}
QPushButton:focus, QToolButton:focus {{ border-color: {p.accent}; }}
QPushButton:disabled, QToolButton:disabled {{ color: {p.muted}; background: transparent; }}
QPushButton[kind="primary"] {{
    background: {p.accent}; color: {p.on_accent}; border-color: {p.accent}; font-weight: 600;
}}
QPushButton[kind="primary"]:hover, QPushButton[kind="primary"]:focus {{ border-color: {p.text}; }}
QPushButton[kind="primary"]:disabled {{ background: {p.line}; color: {p.muted}; border-color: {p.line}; }}
QPushButton[kind="flat"], QToolButton[kind="flat"] {{
    background: transparent; border-color: transparent; padding: {px(3)}px;
}}
QPushButton[kind="flat"]:hover, QToolButton[kind="flat"]:hover {{ background: {p.raised}; }}
QPushButton[kind="flat"]:focus, QToolButton[kind="flat"]:focus {{ border-color: {p.accent}; }}
QPushButton[kind="flat"]:checked, QToolButton[kind="flat"]:checked {{ background: {p.raised}; }}

QToolButton[kind="rail"] {{
    background: transparent; border-color: transparent; border-radius: {px(10)}px; padding: {px(4)}px;
    color: {p.muted}; font-size: {px(12)}px;
}}
QToolButton[kind="rail"]:hover {{ color: {p.text}; background: {p.raised}; }}
QToolButton[kind="rail"]:checked {{ color: {p.text}; background: {p.line}; border-color: transparent; }}
QToolButton[kind="rail"]:focus {{ border-color: {p.accent}; }}

QToolButton[kind="fold"] {{
    background: transparent; border-color: transparent; color: {p.muted}; padding: {px(3)}px {px(8)}px;
}}
QToolButton[kind="fold"]:hover {{ color: {p.text}; }}
QToolButton[kind="fold"]:focus {{ border-color: {p.accent}; }}

QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox {{
    background: {p.raised}; border: 1px solid {p.line}; border-radius: {px(6)}px;
    padding: {px(2)}px {px(6)}px;
    selection-background-color: {p.accent}; selection-color: {p.on_accent};
}}
QLineEdit:hover, QAbstractSpinBox:hover {{ border-color: {p.muted}; }}
QLineEdit:focus, QAbstractSpinBox:focus {{ border-color: {p.accent}; }}
QLineEdit[kind="number"] {{ background: transparent; border-color: transparent; padding: 0; }}
QLineEdit[kind="number"]:hover {{ background: {p.raised}; border-color: {p.line}; }}
QLineEdit[kind="number"]:focus {{ background: {p.raised}; border-color: {p.accent}; }}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ width: 0; border: none; }}

QComboBox {{ combobox-popup: 0; }}
QComboBox QAbstractItemView, QMenu {{
    background: {p.raised}; color: {p.text}; border: 1px solid {p.line}; border-radius: {px(6)}px;
    padding: {px(4)}px; outline: none;
}}
QComboBox QAbstractItemView::item {{
    min-height: {px(24)}px; padding: 0 {px(6)}px; border-radius: {px(4)}px;
}}
QComboBox QAbstractItemView::item:selected, QComboBox QAbstractItemView::item:hover,
QMenu::item:selected {{ background: {p.accent}; color: {p.on_accent}; }}
QMenu::item {{ padding: {px(5)}px {px(18)}px; border-radius: {px(4)}px; }}
QMenu::separator {{ height: 1px; background: {p.line}; margin: {px(4)}px; }}
QToolTip {{
    background: {p.raised}; color: {p.text}; border: 1px solid {p.line}; padding: {px(4)}px {px(6)}px;
}}

QListView, QTreeView, QTableView {{ background: transparent; border: none; outline: none; }}
QListView::item:selected, QTableView::item:selected {{ background: {p.raised}; color: {p.text}; }}
QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; border: none; }}
QScrollBar {{ background: transparent; border: none; }}
QScrollBar:vertical {{ width: {px(8)}px; }}
QScrollBar:horizontal {{ height: {px(8)}px; }}
QScrollBar::handle {{ background: {p.line}; border-radius: {px(3)}px; margin: 1px; }}
QScrollBar::handle:vertical {{ min-height: {px(28)}px; }}
QScrollBar::handle:horizontal {{ min-width: {px(28)}px; }}
QScrollBar::handle:hover {{ background: {p.muted}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QSplitter::handle {{ background: transparent; }}
QProgressBar {{
    background: {p.raised}; border: none; border-radius: {px(3)}px; max-height: {px(6)}px; color: transparent;
}}
QProgressBar::chunk {{ background: {p.accent}; border-radius: {px(3)}px; }}
"""
