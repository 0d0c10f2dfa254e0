"""The commands of the main window and the menus they stand in."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QMenu

from kidesk.gui import (
    agreement_commands,
    ambassador_commands,
    document_work,
    duplicate_work,
    follow_up_work,
    list_commands,
    many_commands,
    membership_work,
    owner_commands,
    people_papers,
    plan_commands,
    privacy_work,
    unit_work,
)
from kidesk.gui.actions import Actions, Command
from kidesk.gui.desk import Desk
from kidesk.gui.next_pane import next_pane
from kidesk.gui.pages.agenda import AgendaPage
from kidesk.gui.record_icons import ICONS
from kidesk.i18n import N_

if TYPE_CHECKING:
    from kidesk.gui.main_window import MainWindow

Standard = QKeySequence.StandardKey
Role = QAction.MenuRole
MENUS = {
    "file": N_("&File"),
    "edit": N_("&Edit"),
    "view": N_("&View"),
    "go": N_("&Go"),
    "help": N_("&Help"),
}


def add_commands(window: MainWindow) -> None:
    """Adds all commands to the window's registry, in the order in which they stand in the menus."""
    for command in (*_in_file(window), *_in_edit(window), *_in_view(window), *_in_help(window), *_in_go(window)):
        window.actions_.add(command)
    window.stack.currentChanged.connect(lambda: many_commands.suit_way(window))


def _in_file(window: MainWindow) -> list[Command]:
    errands = window.errands
    return [
        Command("new", "file", N_("New…"), "plus", Standard.New, window.add_here),
        Command("enquiry", "file", N_("New enquiry…"), "inbox", "Ctrl+Shift+N", window.agreements.enquire),
        Command("import", "file", N_("Import…"), "file-up", "Ctrl+I", errands.import_file),
        *list_commands.in_file(window),
        *many_commands.in_file(window),
        *people_papers.in_file(window),
        *agreement_commands.in_file(window),
        *membership_work.in_file(window),
        *plan_commands.in_file(window),
        *document_work.in_file(window),
        *owner_commands.in_file(window),
        Command(
            "calendar", "file", N_("Save the agenda as a calendar…"), "calendar-clock", None, errands.save_calendar
        ),
        Command("settings", "file", N_("Settings…"), "settings", "Ctrl+,", errands.settings, Role.PreferencesRole),
        Command("quit", "file", N_("Quit"), "log-out", "Ctrl+Q", window.close, Role.QuitRole),
    ]


def _in_edit(window: MainWindow) -> list[Command]:
    return [
        Command("undo", "edit", N_("Undo"), "undo-2", Standard.Undo, partial(_undo, window)),
        Command("redo", "edit", N_("Redo"), "redo-2", "Ctrl+Shift+Z", partial(_redo, window)),
        *list_commands.in_edit(window),
        *agreement_commands.in_edit(window),
        *unit_work.in_edit(window),
        *follow_up_work.in_edit(window),
        *membership_work.in_edit(window),
        *ambassador_commands.in_edit(window),
        *duplicate_work.in_edit(window),
        *privacy_work.in_edit(window),
        *plan_commands.in_edit(window),
        Command("snooze", "edit", N_("Snooze the date…"), "alarm-clock", "Ctrl+B", partial(_snooze, window)),
    ]


def _in_view(window: MainWindow) -> list[Command]:
    errands = window.errands
    return [
        Command("palette", "view", N_("Search everything"), "search", "Ctrl+K", window.palette_.open),
        *list_commands.in_view(window),
        Command("language", "view", N_("På svenska / In English"), "languages", "Ctrl+L", errands.switch_language),
        Command("scheme", "view", N_("Light / dark"), "sun-moon", "Ctrl+D", errands.switch_scheme),
        Command("pane", "view", N_("Next pane"), "panels-top-left", "F6", partial(next_pane, window)),
    ]


def _in_help(window: MainWindow) -> list[Command]:
    errands = window.errands
    return [
        Command("shortcuts", "help", N_("Keyboard shortcuts"), "keyboard", "F1", errands.shortcuts),
        Command("about", "help", N_("About kidesk"), "info", None, errands.about, Role.AboutRole),
    ]


def _in_go(window: MainWindow) -> list[Command]:
    """The ways between records first, then a command for each page."""
    commands = [
        *list_commands.in_go(window),
        *ambassador_commands.in_go(window),
        *many_commands.in_go(window),
    ]
    for number, key in enumerate(window.pages, start=1):
        shortcut = f"Ctrl+{number % 10}" if number <= 10 else None
        icon = ICONS["plans" if key == "plan" else key]
        show = partial(_go, window, key)
        commands.append(Command(f"go-{key}", "go", window.pages.title(key), icon, shortcut, show))
    return commands


def add_menus(window: QMainWindow, desk: Desk, actions: Actions) -> None:
    """Puts every command into its menu."""
    menus: dict[str, QMenu] = {}
    for key, text in MENUS.items():
        menu = menus[key] = window.menuBar().addMenu("")
        desk.say(menu, menu.setTitle, text)
    for command, action in actions:
        menus[command.menu].addAction(action)


def _undo(window: MainWindow) -> None:
    line = QApplication.focusWidget()
    if isinstance(line, QLineEdit) and line.isUndoAvailable():
        line.undo()
    else:
        window.work.undo()


def _redo(window: MainWindow) -> None:
    line = QApplication.focusWidget()
    if isinstance(line, QLineEdit) and line.isRedoAvailable():
        line.redo()
    else:
        window.work.redo()


def _go(window: MainWindow, key: str) -> None:
    window.show_page(key)
    window.focus_page()


def _snooze(window: MainWindow) -> None:
    page = window.stack.currentWidget()
    if isinstance(page, AgendaPage):
        page.ask_snooze()
