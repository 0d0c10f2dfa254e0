"""The one style sheet, from the tokens: controls 34 px high, radius 6, a focus ring that moves nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from string import Template

from kidesk.gui.tokens import Tokens, mix

_LABELS = """
QLabel, QCheckBox, QRadioButton { color: $text; background: transparent; }
QLabel[tint="muted"] { color: $muted; }
QLabel[kind="tag"] { background: $none_bg; color: $none; border-radius: 9px; padding: 2px 8px; min-height: 18px; }
QLabel[tint="accent"] { color: $accent; }
QLabel[tint="bad"] { color: $bad; }
QLabel:disabled, QCheckBox:disabled, QRadioButton:disabled { color: $disabled; }
"""

_PANES = """
QMainWindow, QDialog, QWizard { background: $window; }
QFrame[kind="surface"] { background: $surface; border: none; }
QFrame[kind="sidebar"] { background: $sidebar; border: none; border-right: 1px solid $line; }
QFrame[kind="card"] { background: $surface; border: 1px solid $line; border-radius: 10px; }
QFrame[kind="popup"] { background: $surface; border: 1px solid $line; border-radius: 12px; }
QFrame[kind="topbar"] { background: $surface; border: none; border-bottom: 1px solid $line; }
QFrame[kind="selection"] { background: $soft; border: none; border-top: 1px solid $line; }
QFrame[kind="toast"] { background: $text; border: none; border-radius: 8px; }
QFrame[kind="toast"] QLabel { color: $surface; }
QFrame[kind="line"] { background: $line; border: none; }
QFrame[kind="strip"] { background: $info_bg; border: none; }
QFrame[kind="banner"] { background: $info_bg; border: none; border-radius: 8px; }
QFrame[kind="banner"][tone="ok"] { background: $ok_bg; }
QFrame[kind="banner"][tone="warn"] { background: $warn_bg; }
QFrame[kind="banner"][tone="bad"] { background: $bad_bg; }
QScrollArea, QScrollArea > QWidget > QWidget[kind="clear"] { background: transparent; border: none; }
QStatusBar { background: $sidebar; color: $muted; border-top: 1px solid $line; }
QStatusBar::item { border: none; }
QStatusBar QLabel { color: $muted; }
QGroupBox { border: none; margin-top: 26px; padding: 0; }
QGroupBox::title { subcontrol-origin: margin; subcontrol-position: top left; left: -2px;
  padding: 0; color: $muted; }
QSplitter::handle { background: $line; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QSplitter::handle:hover { background: $control; }
"""

_INPUTS = """
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox {
  background: $surface; color: $text; border: 1px solid $control; border-radius: 6px;
  selection-background-color: $accent; selection-color: $on_accent; placeholder-text-color: $muted;
}
QLineEdit, QComboBox { min-height: 18px; padding: 7px 10px; }
QComboBox { padding: 7px 26px 7px 12px; }
QComboBox:editable { padding-left: 10px; }
QAbstractSpinBox { min-height: 18px; padding: 6px 28px 5px 10px; }
QPlainTextEdit, QTextEdit { padding: 5px 8px; }
QLineEdit:focus { border: 2px solid $accent; padding: 6px 9px; }
QComboBox:focus, QComboBox:on { border: 2px solid $accent; padding: 6px 25px 6px 11px; }
QComboBox:editable:focus { padding-left: 9px; }
QAbstractSpinBox:focus { border: 2px solid $accent; padding: 5px 27px 4px 9px; }
QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid $accent; padding: 4px 7px; }
QLineEdit[invalid="true"] { border: 2px solid $bad; padding: 6px 9px; }
QComboBox[invalid="true"] { border: 2px solid $bad; padding: 6px 25px 6px 11px; }
QComboBox[invalid="true"]:editable { padding-left: 9px; }
QAbstractSpinBox[invalid="true"] { border: 2px solid $bad; padding: 5px 27px 4px 9px; }
QPlainTextEdit[invalid="true"], QTextEdit[invalid="true"] { border: 2px solid $bad; padding: 4px 7px; }
QLineEdit[invalid="true"]:focus, QComboBox[invalid="true"]:focus, QAbstractSpinBox[invalid="true"]:focus,
QPlainTextEdit[invalid="true"]:focus, QTextEdit[invalid="true"]:focus {
  border: 2px solid $bad; background: $bad_field; }
QLineEdit:read-only, QPlainTextEdit[readOnly="true"], QTextEdit[readOnly="true"] {
  background: $window; border-color: $line; }
QLineEdit:disabled, QPlainTextEdit:disabled, QTextEdit:disabled, QComboBox:disabled,
QAbstractSpinBox:disabled { background: $window; color: $disabled; border-color: $line; }
QLineEdit[kind="bare"], QLineEdit[kind="bare"]:focus,
QTextEdit[kind="bare"], QTextEdit[kind="bare"]:focus { border: none; background: transparent; padding: 0; }
QComboBox QLineEdit, QAbstractSpinBox QLineEdit,
QComboBox QLineEdit:focus, QAbstractSpinBox QLineEdit:focus {
  border: none; background: transparent; padding: 0; min-height: 0; }
QSpinBox, QDoubleSpinBox, QDateTimeEdit[calendarPopup="false"],
QSpinBox:focus, QDoubleSpinBox:focus, QDateTimeEdit[calendarPopup="false"]:focus { padding-left: 0; }
QComboBox::drop-down, QDateEdit::drop-down, QDateTimeEdit::drop-down {
  subcontrol-origin: border; subcontrol-position: center right; width: 26px; border: none; }
QComboBox::down-arrow, QDateEdit::down-arrow, QDateTimeEdit::down-arrow {
  image: url($down_muted); width: 16px; height: 16px; }
QComboBox::down-arrow:disabled, QDateEdit::down-arrow:disabled, QDateTimeEdit::down-arrow:disabled {
  image: url($down_disabled); }
QSpinBox::up-button, QDoubleSpinBox::up-button, QTimeEdit::up-button { subcontrol-origin: border;
  subcontrol-position: top right; width: 26px; height: 16px; border: none; margin: 1px 0 0 0; }
QSpinBox::down-button, QDoubleSpinBox::down-button, QTimeEdit::down-button { subcontrol-origin: border;
  subcontrol-position: bottom right; width: 26px; height: 16px; border: none; margin: 0 0 1px 0; }
QSpinBox::up-arrow, QDoubleSpinBox::up-arrow, QTimeEdit::up-arrow { image: url($up_muted); width: 14px; height: 14px; }
QSpinBox::down-arrow, QDoubleSpinBox::down-arrow, QTimeEdit::down-arrow {
  image: url($down_muted); width: 14px; height: 14px; }
QSpinBox::up-arrow:off, QDoubleSpinBox::up-arrow:off,
QSpinBox::up-arrow:disabled, QDoubleSpinBox::up-arrow:disabled, QTimeEdit::up-arrow:disabled {
  image: url($up_disabled); }
QSpinBox::down-arrow:off, QDoubleSpinBox::down-arrow:off,
QSpinBox::down-arrow:disabled, QDoubleSpinBox::down-arrow:disabled, QTimeEdit::down-arrow:disabled {
  image: url($down_disabled); }
QComboBox { combobox-popup: 0; }
QComboBox QAbstractItemView { background: $surface; color: $text; border: 1px solid $line; padding: 4px;
  outline: none; selection-background-color: $soft; selection-color: $text; }
QComboBox QAbstractItemView::item { min-height: 30px; padding: 0 8px; border-radius: 6px; }
QComboBox QAbstractItemView::item:hover { background: $hover; color: $text; }
QComboBox QAbstractItemView::item:selected { background: $soft; color: $text; }
"""

_CHECKS = """
QCheckBox, QRadioButton { spacing: 8px; padding: 3px; border: 2px solid transparent; border-radius: 6px; }
QCheckBox:focus, QRadioButton:focus { border-color: $accent; }
QCheckBox::indicator, QRadioButton::indicator, QAbstractItemView::indicator, QGroupBox::indicator {
  width: 16px; height: 16px; border: 1px solid $control; background: $surface; }
QCheckBox::indicator, QAbstractItemView::indicator, QGroupBox::indicator { border-radius: 4px; }
QRadioButton::indicator { border-radius: 9px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { border-color: $accent; }
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked, QGroupBox::indicator:checked {
  background: $accent; border-color: $accent; image: url($check_on_accent); }
QCheckBox::indicator:indeterminate, QAbstractItemView::indicator:indeterminate {
  background: $accent; border-color: $accent; image: url($minus_on_accent); }
QRadioButton::indicator:checked { background: $on_accent; border: 5px solid $accent;
  width: 8px; height: 8px; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { border-color: $line; background: $window; }
QCheckBox::indicator:checked:disabled { background: $disabled; border-color: $disabled; }
"""

_BUTTONS = """
QPushButton { background: $surface; color: $text; border: 1px solid $line; border-radius: 6px;
  padding: 7px 13px; min-height: 18px; font-weight: 500; }
QPushButton:hover { background: $hover; }
QPushButton:pressed, QPushButton:checked { background: $soft; }
QPushButton:focus { border: 2px solid $accent; padding: 6px 12px; }
QPushButton:disabled { color: $disabled; background: $window; }
QPushButton::menu-indicator { image: url($down_muted); width: 14px; height: 14px; right: 8px;
  subcontrol-origin: padding; subcontrol-position: center right; }
QPushButton[kind="primary"] { background: $accent; color: $on_accent; border-color: $accent; }
QPushButton[kind="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[kind="primary"]:pressed { background: $accent_hover; }
QPushButton[kind="primary"]:focus { border-color: $text; }
QPushButton[kind="primary"]:disabled { background: $line; color: $disabled; border-color: $line; }
QPushButton[kind="danger"] { color: $bad; border-color: $bad; }
QPushButton[kind="danger"]:hover, QPushButton[kind="danger"]:pressed { background: $bad_bg; }
QPushButton[kind="danger"]:disabled { color: $disabled; border-color: $line; }
QPushButton[kind="toast"] { background: transparent; color: $surface; border: 2px solid transparent;
  padding: 0 4px; min-height: 20px; font-weight: 600; text-decoration: underline; }
QPushButton[kind="toast"]:hover, QPushButton[kind="toast"]:pressed { background: transparent; }
QPushButton[kind="toast"]:focus { border-color: $surface; }
QPushButton[kind="quiet"], QToolButton { background: transparent; border: 1px solid transparent; }
QToolButton { color: $text; border-radius: 6px; padding: 5px; min-height: 22px; min-width: 22px; }
QPushButton[kind="quiet"]:hover, QToolButton:hover { background: $hover; }
QPushButton[kind="quiet"]:pressed, QToolButton:pressed, QToolButton:checked { background: $soft; }
QPushButton[kind="quiet"]:focus { border-color: $accent; }
QToolButton:focus { border: 2px solid $accent; padding: 4px; }
QToolButton:disabled { color: $disabled; }
QToolButton::menu-indicator { image: none; }
QLineEdit QToolButton, QLineEdit QToolButton:hover, QLineEdit QToolButton:pressed {
  background: transparent; border: none; padding: 0; min-width: 0; min-height: 0; }
QFrame[kind="sidebar"] QListWidget { background: transparent; }
QFrame[kind="sidebar"] QToolButton:hover { background: $line; }
QPushButton[kind="chip"] { background: $soft; border: 1px solid transparent; border-radius: 14px;
  padding: 4px 12px 4px 8px; }
QPushButton[kind="chip"]:hover { border-color: $control; }
QPushButton[kind="chip"]:focus { border: 2px solid $accent; padding: 3px 11px 3px 7px; }
QPushButton[kind="choice"] { background: $soft; border: 1px solid transparent; border-radius: 14px; padding: 4px 12px; }
QPushButton[kind="choice"]:hover { border-color: $control; }
QPushButton[kind="choice"]:focus { border: 2px solid $accent; padding: 3px 11px; }
QPushButton[kind="beside"] { background: transparent; border: 1px solid transparent; padding: 4px 10px; }
QPushButton[kind="beside"]:hover { background: $hover; }
QPushButton[kind="beside"]:focus { border: 2px solid $accent; padding: 3px 9px; }
QPushButton[kind="search"] { color: $muted; border-color: $control; text-align: left; font-weight: 400; }
QPushButton[kind="search"]:focus { border-color: $accent; }
QDialogButtonBox { button-layout: 2; }
"""

_LISTS = """
QAbstractItemView { background: $surface; color: $text; border: none; outline: none;
  selection-background-color: $soft; selection-color: $text; }
QTableView { gridline-color: transparent; }
QListView { qproperty-spacing: 0; } /* a list measured before it had this sheet lays itself out again */
QListView::item, QTreeView::item { min-height: 30px; padding: 0 8px; }
QListView::item:hover, QTreeView::item:hover { background: $hover; }
QListView::item:selected, QTreeView::item:selected { background: $soft; color: $text; }
QListView[kind="field"], QTreeView[kind="field"], QTableView[kind="field"] {
  border: 1px solid $control; border-radius: 6px; padding: 4px; }
QListView[kind="field"]:focus, QTreeView[kind="field"]:focus, QTableView[kind="field"]:focus {
  border: 2px solid $accent; padding: 3px; }
QHeaderView { background: $surface; border: none; }
QHeaderView::section { background: $surface; color: $muted; border: none; border-bottom: 1px solid $line;
  padding: 0 12px; min-height: 36px; font-size: 12px; font-weight: 600; }
QHeaderView::section:hover { color: $text; background: $hover; }
QHeaderView::up-arrow { image: url($up_muted); width: 14px; height: 14px;
  subcontrol-origin: padding; subcontrol-position: center right; right: 10px; }
QHeaderView::down-arrow { image: url($down_muted); width: 14px; height: 14px;
  subcontrol-origin: padding; subcontrol-position: center right; right: 10px; }
QTableCornerButton::section { background: $surface; border: none; border-bottom: 1px solid $line; }
QAbstractScrollArea::corner { background: transparent; }
QScrollBar { background: transparent; border: none; margin: 0; }
QScrollBar:vertical { width: 12px; }
QScrollBar:horizontal { height: 12px; }
QScrollBar::handle { background: $thumb; margin: 3px; border-radius: 3px; }
QScrollBar::handle:vertical { min-height: 36px; }
QScrollBar::handle:horizontal { min-width: 36px; }
QScrollBar::handle:hover, QScrollBar::handle:pressed { background: $control; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: none; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
"""

_TABS = """
QTabWidget::pane { border: none; border-top: 1px solid $line; }
QTabBar { background: transparent; border: none; qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; color: $muted; border: none; padding: 8px 12px 9px 12px;
  border-bottom: 2px solid transparent; font-weight: 500; min-height: 20px; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $text; border-bottom: 2px solid $accent; }
QTabBar::tab:selected:focus { color: $accent; background: $soft; border-top-left-radius: 6px;
  border-top-right-radius: 6px; }
QTabBar::tab:disabled { color: $disabled; }
QTabBar::scroller { width: 56px; }
QTabBar::tear { width: 0; border: none; }
QTabBar QToolButton { background: $surface; border: none; min-width: 18px; padding: 5px; }
QTabBar QToolButton:focus { border: none; }
QTabBar QToolButton::left-arrow { image: url($left_muted); width: 16px; height: 16px; }
QTabBar QToolButton::right-arrow { image: url($right_muted); width: 16px; height: 16px; }
QTabBar QToolButton::left-arrow:disabled { image: url($left_disabled); }
QTabBar QToolButton::right-arrow:disabled { image: url($right_disabled); }
"""

_MENUS = """
QMenuBar { background: $surface; color: $text; border-bottom: 1px solid $line; padding: 2px 6px; }
QMenuBar::item { background: transparent; padding: 5px 9px; border-radius: 6px; }
QMenuBar::item:selected, QMenuBar::item:pressed { background: $soft; }
QMenu { background: $surface; color: $text; border: 1px solid $line; padding: 6px; }
QMenu::item { padding: 7px 28px 7px 12px; border-radius: 6px; min-height: 16px; }
QMenu::item:selected { background: $soft; color: $text; }
QMenu::item:disabled { color: $disabled; }
QMenu::icon { padding-left: 10px; }
QMenu::separator { height: 1px; background: $line; margin: 6px 4px; }
QMenu::indicator { width: 16px; height: 16px; left: 8px; }
QMenu::indicator:checked { image: url($check_accent); }
QMenu::right-arrow { image: url($right_muted); width: 14px; height: 14px; right: 6px; }
QToolTip { background: $text; color: $surface; border: 1px solid $text; padding: 4px 8px; }
QProgressBar { background: $line; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QSlider::groove:horizontal { height: 4px; background: $line; border-radius: 2px; }
QSlider::handle:horizontal { background: $accent; width: 16px; margin: -6px 0; border-radius: 8px; }
"""

_CALENDAR = """
QCalendarWidget { background: $surface; border: 1px solid $line; }
QCalendarWidget QWidget#qt_calendar_navigationbar { background: $surface; min-height: 40px; }
QCalendarWidget QToolButton { color: $text; font-weight: 600; min-height: 24px; padding: 3px 8px; }
QCalendarWidget QToolButton:focus { padding: 2px 7px; }
QCalendarWidget QToolButton#qt_calendar_prevmonth { qproperty-icon: url($left_text); }
QCalendarWidget QToolButton#qt_calendar_nextmonth { qproperty-icon: url($right_text); }
QCalendarWidget QSpinBox { min-height: 18px; padding: 2px 22px 2px 6px; }
QCalendarWidget QAbstractItemView { background: $surface; alternate-background-color: $surface;
  selection-background-color: $accent; selection-color: $on_accent; }
QCalendarWidget QAbstractItemView:disabled { color: $disabled; }
"""

_ALL = Template(_LISTS + _LABELS + _PANES + _INPUTS + _CHECKS + _BUTTONS + _TABS + _MENUS + _CALENDAR)

_PICTURES = {
    "down": "chevron-down",
    "up": "chevron-up",
    "left": "chevron-left",
    "right": "chevron-right",
    "check": "check",
    "minus": "minus",
}


def sheet(tokens: Tokens, picture: Callable[[str, str], str]) -> str:
    """The style sheet. `picture` gives the file of a Lucide icon's name in a colour."""
    values = {name: value for name, value in asdict(tokens).items() if isinstance(value, str)}
    values |= {"disabled": tokens.disabled, "accent_hover": tokens.accent_hover}
    values["bad_field"] = mix(tokens.surface, tokens.bad_bg, 0.5)
    values["thumb"] = mix(tokens.line, tokens.control, 0.35)
    for placeholder in _ALL.get_identifiers():
        short, _, tint = placeholder.partition("_")
        if short in _PICTURES:
            values[placeholder] = picture(_PICTURES[short], values[tint])
    return _ALL.substitute(values)
