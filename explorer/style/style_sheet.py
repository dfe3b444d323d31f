"""The style sheet's text and how widgets ask for a style: through the properties ``role`` and ``state``.

Widgets hold no colours. ``set_style(label, role="caption")`` chooses a look from the list in TEMPLATE, and
``set_style(field, state="error")`` changes it; both may be called again at any time.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton, QWidget

from explorer.style.capitals import CapitalsLabel
from explorer.style.plain_text import plain_tip

# $names are fields of Theme; $tiny to $big are font sizes in px; $focus is the accent, see-through.
TEMPLATE = """
QToolTip { background: $field; color: $text; border: 1px solid $border; padding: 4px 6px; font-size: $small; }
QMainWindow, QDialog { background: $window; }

QFrame[role="card"] { background: $panel; border: 1px solid $border; border-radius: 8px; }
QFrame[role="card-header"] { border: none; border-bottom: 1px solid $border; }
QFrame[role="bar"] { background: $panel; border: none; }
QFrame[role="bar"][edge="bottom"] { border-bottom: 1px solid $border; }
QFrame[role="bar"][edge="top"] { border-top: 1px solid $border; }
QFrame[role="sidebar"] { background: $panel; border: none; border-right: 1px solid $border; }
QFrame[role="inset"] { background: $field; border: 1px solid transparent; border-radius: 8px; }
QFrame[role="well"] { background: $window; border: 1px solid $border; border-radius: 8px; }
QFrame[role="notice"] { background: $panel; border: 1px solid $warning; border-radius: 8px; }
QFrame[role="problem"] { background: $panel; border: 1px solid $error; border-radius: 8px; }
QFrame[role="verdict"] { background: $field; border: 1px solid $border; border-radius: 8px; }
QFrame[role="verdict"][state="live"] { background: $live_tint; border-color: $live_edge; }
QFrame[role="verdict"][state="warning"] { background: $warning_tint; border-color: $warning_edge; }
QFrame[role="verdict"][state="error"] { background: $error_tint; border-color: $error_edge; }
QFrame[role="lesson"] { background: $panel; border: none; border-right: 1px solid $border; }
QFrame[role="lesson"][edge="left"] { border-right: none; border-left: 1px solid $border; }
QFrame[role="lesson"] #qt_scrollarea_viewport, QFrame[role="lesson"] #lesson_body { background: transparent; }
QFrame[role="entry"] { background: $field; border: 1px solid transparent; border-radius: 8px; }
QFrame[role="line-row"] { background: transparent; border: none; border-radius: 5px; }
QFrame[role="line-row"][state="lit"] { background: $accent_tint; }
QFrame[role="line-row"][state="discriminator"] { background: $discriminator_tint; }
QFrame[role="line-row"][state="generator"] { background: $generator_tint; }
QFrame[role="separator"] { background: $border; border: none; }
QScrollArea, QAbstractScrollArea::corner { border: none; background: transparent; }
QFrame[role="sidebar"] #qt_scrollarea_viewport, QFrame[role="sidebar"] #settings_content { background: transparent; }

QLabel { background: transparent; color: $text; }
QLabel:disabled { color: $muted; }
QLabel[role="caption"] { color: $muted; font-size: $small; font-weight: 600; letter-spacing: 1px; }
QLabel[role="title"] { font-size: $title; font-weight: 600; }
QLabel[role="brand"] { font-size: $title; font-weight: 700; }
QLabel[role="code"] { font-size: $huge; font-weight: 700; letter-spacing: 3px; }
QLabel[role="strong"] { font-weight: 600; }
QLabel[role="muted"] { color: $muted; }
QLabel[role="small"] { color: $muted; font-size: $small; }
QLabel[role="live"] { color: $live; font-size: $small; }
QLabel[role="warning"] { color: $warning; font-size: $small; }
QLabel[role="error"] { color: $error; font-size: $small; }
QLabel[role="line"] { color: $muted; }
QLabel[role="line-number"] { color: $muted; font-size: $small; }
QLabel[role="line"][state="off"], QLabel[role="line-number"][state="off"] { color: $faint; }
QLabel[role="line"][state="lit"], QLabel[role="line-number"][state="lit"] { color: $text; }
QLabel[role="verdict-title"] { font-weight: 600; }
QLabel[role="verdict-title"][state="live"] { color: $live; }
QLabel[role="verdict-title"][state="warning"] { color: $warning; }
QLabel[role="verdict-title"][state="error"] { color: $error; }
QLabel[role="reading"] { font-size: $reading; }
QLabel[role="question"] { font-size: $reading; font-weight: 600; }
QLabel[role="heading"] { font-size: $big; font-weight: 600; }
QLabel[role="coach"] {
    background: $panel; color: $accent; border: 1px solid $border; border-radius: 5px; padding: 2px 6px;
    font-size: $small; }
QLabel[role="badge"] { color: $muted; }
QLabel[role="badge"][state="live"] { color: $live; }
QLabel[role="badge"][state="warning"] { color: $warning; }
QLabel[role="badge"][state="error"] { color: $error; }
QLabel[role="badge"][state="hole"], QLabel[role="score"] { color: $hole_ink; }
QLabel[role="pill"], QFrame[role="pill"] {
    background: $field; color: $muted; border: 1px solid transparent; border-radius: ${pill}px;
    padding: 0; font-size: $small; }
QLabel[role="pill"][state="warning"] { color: $warning; border-color: $warning; }
QFrame[role="pill"] QLabel { color: $muted; font-size: $small; }
QFrame[role="pill"][state="focus"] { border-color: $accent; }
QFrame[role="pill"] QLineEdit { background: transparent; border: none; padding: 0; color: $muted; font-size: $small; }
QFrame[role="pill"] QLineEdit:focus { color: $text; }
QFrame[role="overlay"], HoleLegend, ArenaScale { font-size: $tiny; }

QPushButton, QToolButton {
    background: $field; color: $text; border: 1px solid transparent; border-radius: 6px; padding: 5px 11px; }
QPushButton:hover, QToolButton:hover { background: $field_hover; }
QPushButton:pressed, QToolButton:pressed, QToolButton:open { background: $border; }
QPushButton:focus, QToolButton:focus { border-color: $accent; }
QPushButton:disabled, QToolButton:disabled { color: $faint; background: $field_off; }
QPushButton:checked, QToolButton:checked { background: $field_hover; border-color: $accent; }
QPushButton[state="next"] { background: $accent_tint; border-color: $accent; }
QPushButton[state="next"]:disabled { background: $field_off; border-color: transparent; }
QPushButton[role="primary"] { background: $accent; color: $accent_text; font-weight: 600; }
QPushButton[role="primary"]:hover { background: $accent_hover; }
QPushButton[role="primary"]:pressed { background: $accent; }
QPushButton[role="primary"]:focus { border-color: $text; }
QPushButton[role="primary"]:disabled { background: $field_off; color: $faint; }
QPushButton[role="pill"], QToolButton[role="pill"] {
    color: $muted; border-radius: ${pill}px; padding: 3px 9px; font-size: $small; }
QToolButton[role="pill"]::menu-indicator { image: none; }
QToolButton[role="pill"][state="busy"] { color: $warning; border-color: $warning; }
QPushButton[role="pill"]:disabled, QToolButton[role="pill"]:disabled { color: $faint; }
QPushButton[role="pill"]:checked, QToolButton[role="pill"]:checked { color: $text; border-color: $accent; }
QPushButton[role="option"] { padding: 0; border-radius: 8px; text-align: left; }
QPushButton[role="option"]:checked { background: $accent_tint; border-color: $accent; }
QPushButton[role="option"]:checked:focus { border: 2px solid $accent; }
QPushButton[role="option"]:disabled { background: $field_off; }
QPushButton[role="option"]:checked:disabled { background: $accent_tint; border-color: $accent; }
QPushButton[role="option"]:disabled QLabel { color: $muted; }
QPushButton[role="option"]:checked:disabled QLabel { color: $text; }
QPushButton[role="discriminator"] { color: $discriminator; }
QPushButton[role="generator"] { color: $generator; }
QPushButton[role="discriminator"]:disabled, QPushButton[role="generator"]:disabled { color: $faint; }
QPushButton[role="link"], QToolButton[role="link"] {
    background: transparent; color: $muted; padding: 2px 0; text-align: left; }
QPushButton[role="offer"] { background: transparent; color: $accent; border: 1px solid transparent; padding: 2px 0;
    min-height: 0; text-align: left; text-decoration: underline; }
QPushButton[role="offer"]:hover { color: $text; }
QPushButton[role="offer"]:focus { border-color: $accent; border-radius: 4px; }
QPushButton[role="waiting"] { background: transparent; color: $warning; border: none; padding: 0 2px;
    min-height: 0; font-size: $small; text-decoration: underline; }
QPushButton[role="waiting"]:hover { color: $text; }
QPushButton[role="waiting"]:focus { color: $text; border: 1px solid $accent; border-radius: 4px; }
QPushButton[role="link"]:checked, QToolButton[role="link"]:checked {
    background: transparent; border-color: transparent; }
QPushButton[role="link"]:hover, QToolButton[role="link"]:hover { color: $text; }
QPushButton[role="link"]:focus, QToolButton[role="link"]:focus { color: $accent; text-decoration: underline;
    border-color: transparent; }
QToolButton[role="icon"] { background: transparent; padding: 2px; border-radius: 5px; }
QToolButton[role="icon"]:hover { background: $field_hover; }
QToolButton[role="icon"]:focus { border-color: $accent; }
QFileDialog QToolButton { padding: 0; }
QToolButton::menu-indicator { image: none; width: 0; }
QPushButton::menu-indicator { image: none; width: 0; }

QFrame[role="segments"] { background: $field; border: none; border-radius: 8px; }
QPushButton[role="segment"] { background: transparent; color: $muted; padding: 4px 10px; border-radius: 6px; }
QPushButton[role="segment"][state="off"] { color: $faint; }
QPushButton[role="segment"]:hover { color: $text; }
QPushButton[role="segment"]:checked { background: $segment; color: $text; border-color: transparent; }
QPushButton[role="segment"]:focus { border-color: $accent; }
QPushButton[role="segment"]:disabled { color: $faint; }

QLineEdit, QComboBox, QSpinBox, QDoubleSpinBox, QPlainTextEdit {
    background: $field; color: $text; border: 1px solid transparent; border-radius: 6px; padding: 4px 8px;
    selection-background-color: $accent; selection-color: $accent_text; }
QLineEdit:hover, QComboBox:hover { background: $field_hover; }
QLineEdit:focus, QComboBox:focus, QPlainTextEdit:focus { border-color: $accent; }
QLineEdit:disabled, QComboBox:disabled { color: $faint; background: $field_off; }
QLineEdit[state="error"], QComboBox[state="error"] { border-color: $error; }
QComboBox { padding-right: 20px; }
QComboBox::drop-down { border: none; width: 18px; }
QComboBox::down-arrow { image: url("$icons/down.svg"); width: ${mark}px; height: ${mark}px; right: 5px; }
QComboBox QAbstractItemView {
    background: $panel; color: $text; border: 1px solid $border; padding: 3px; outline: none;
    selection-background-color: $field_hover; selection-color: $text; }

QSlider { min-height: 22px; }
QSlider::groove:horizontal { height: 4px; border-radius: 2px; background: $groove; }
QSlider::sub-page:horizontal { border-radius: 2px; background: $accent; }
QSlider::handle:horizontal {
    width: 14px; height: 14px; margin: -6px 0; border-radius: 8px; background: $knob; border: 1px solid $knob_edge; }
QSlider::handle:horizontal:hover { border-color: $accent; }
QSlider::handle:horizontal:focus { border: 2px solid $accent; width: 12px; height: 12px; }
QSlider::sub-page:horizontal:disabled { background: $muted; }
QSlider::handle:horizontal:disabled { background: $muted; }

QProgressBar { background: $groove; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }

QCheckBox, QRadioButton { spacing: 7px; color: $text; background: transparent; border-radius: 4px; padding: 2px; }
QCheckBox[role="bare"] { spacing: 0; }
QCheckBox:disabled, QRadioButton:disabled { color: $faint; }
QCheckBox:focus, QRadioButton:focus { background: $focus; }
QCheckBox::indicator, QRadioButton::indicator, QGroupBox::indicator, QMenu::indicator {
    width: ${mark}px; height: ${mark}px; border: 1px solid $scroll; border-radius: 4px; background: $field; }
QRadioButton::indicator { border-radius: ${half_mark}px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { border-color: $accent; }
QCheckBox::indicator:checked, QMenu::indicator:checked {
    background: $accent; border-color: $accent; image: url("$icons/check.svg"); }
QCheckBox::indicator:indeterminate {
    background: $accent; border-color: $accent; image: url("$icons/dash.svg"); }
QRadioButton::indicator:checked { background: $accent; border-color: $accent; image: url("$icons/dot.svg"); }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { background: $field_off; border-color: $border; }
QCheckBox::indicator:checked:disabled { background: $faint; border-color: $faint; }

QTableView { background: $panel; color: $text; border: 1px solid $border; border-radius: 8px; outline: none;
    gridline-color: transparent; selection-background-color: $accent_tint; selection-color: $text; }
QTableView:focus { border-color: $accent; }
QTableView::item { padding: 2px 8px; border: none; }
QTableView QHeaderView { background: transparent; border: none; }
QTableView QHeaderView::section { background: $panel; color: $muted; border: none; border-bottom: 1px solid $border;
    padding: 4px 8px; }
QTableView QHeaderView::section:first { border-top-left-radius: 7px; }
QTableView QHeaderView::section:last { border-top-right-radius: 7px; }
QTableView QHeaderView::section:only-one { border-top-left-radius: 7px; border-top-right-radius: 7px; }

QMenu { background: $panel; color: $text; border: 1px solid $border; border-radius: 8px; padding: 5px; }
QMenu::item { padding: 5px 26px 5px 10px; border-radius: 5px; }
QMenu::item:selected { background: $field_hover; }
QMenu::item:disabled { color: $faint; }
QMenu::indicator { margin-left: 4px; }
QMenu::separator { height: 1px; background: $border; margin: 5px 4px; }

QTreeView { background: $panel; color: $text; border: 1px solid $border; border-radius: 8px; outline: none;
    show-decoration-selected: 0; selection-background-color: transparent; }
QTreeView::item, QTreeView::item:selected, QTreeView::item:hover { background: transparent; border: none; }
QTreeView:focus { border-color: $accent; }
QTreeView::branch, QTreeView::branch:selected { background: transparent; }
QFileDialog QAbstractItemView { selection-background-color: $accent_tint; selection-color: $text; }
QFileDialog QTreeView::item:selected { background: $accent_tint; }
QHeaderView { background: transparent; border: none; }
QHeaderView::section { background: $panel; color: $muted; border: none; border-bottom: 1px solid $border;
    padding: 6px 8px; font-size: $small; font-weight: 600; }
QHeaderView::section:hover { color: $text; }
QHeaderView::down-arrow { image: url("$icons/down.svg"); width: ${mark}px; height: ${mark}px; }

QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: $scroll; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: none; }
QSplitter::handle { background: transparent; }
"""


def set_style(widget: QWidget, **properties: str) -> None:
    """Sets style properties (``role``, ``state``, ``edge``) and lets the style sheet look again."""
    changed = [name for name, value in properties.items() if widget.property(name) != value]
    for name in changed:
        widget.setProperty(name, properties[name])
    if changed:
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.update()


def make_label(text: str = "", role: str = "", name: str = "", wrap: bool = False) -> QLabel:
    """A label in one of the roles, whose text is plain whatever it holds. Captions are in small capitals, where the
    script has capitals."""
    label = CapitalsLabel(text) if role == "caption" else QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setObjectName(name)
    label.setWordWrap(wrap)
    if role:
        label.setProperty("role", role)
    return label


def make_button(text: str, name: str, role: str = "", tip: str = "", checkable: bool = False) -> QPushButton:
    """A push button in one of the roles. A click leaves the focus where it was, so that Space goes on to play."""
    button = QPushButton(text)
    button.setObjectName(name)
    button.setProperty("role", role)
    button.setToolTip(plain_tip(tip))
    button.setCheckable(checkable)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


def make_icon_button(name: str, text: str, role: str = "icon") -> QToolButton:
    """A button without words: *text* is its tooltip and its name for screen readers."""
    button = QToolButton()
    button.setObjectName(name)
    button.setProperty("role", role)
    button.setToolTip(plain_tip(text))
    button.setAccessibleName(text)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


def with_steady_digits(widget: QWidget) -> None:
    """Gives every digit the same width, so that changing numbers do not jump."""
    font = widget.font()
    font.setFeature(QFont.Tag("tnum"), 1)
    widget.setFont(font)
