"""The commands of the main window and the menus they stand in."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QMenu, QWidget

from kidesk.gui import (
    agreement_commands,
    ambassador_commands,
    document_work,
    duplicate_work,
    follow_up_work,
    many_commands,
    membership_work,
    owner_commands,
    people_papers,
    privacy_work,
    unit_work,
)
from kidesk.gui.actions import Actions, Command
from kidesk.gui.aside_page import AsidePage
from kidesk.gui.desk import Desk
from kidesk.gui.pages.agenda import AgendaPage
from kidesk.gui.pages.coverage import CoveragePage
from kidesk.gui.pages.plan import PlanPage
from kidesk.gui.pages.plan_bars import FilterBar
from kidesk.gui.partner_links import ICON, partners_of
from kidesk.gui.record_icons import ICONS
from kidesk.gui.record_page import RecordPage
from kidesk.i18n import N_
from kidesk.store.store import Listing

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
    """Adds all commands to the window's registry."""
    errands = window.errands
    commands = [
        Command("new", "file", N_("New…"), "plus", Standard.New, window.add_here),
        Command("enquiry", "file", N_("New enquiry…"), "inbox", "Ctrl+Shift+N", window.agreements.enquire),
        Command("import", "file", N_("Import…"), "file-up", "Ctrl+I", errands.import_file),
        Command(
            "print",
            "file",
            N_("Preview and print the record…"),
            "file-text",
            Standard.Print,
            partial(_on_page, window, "report_asked"),
        ),
        Command(
            "print-list",
            "file",
            N_("Preview and print the list…"),
            "table",
            "Ctrl+Shift+P",
            partial(_print_list, window),
        ),
        Command("export", "file", N_("Export the list…"), "file-down", "Ctrl+E", partial(_export, window)),
        *many_commands.in_file(window),
        *people_papers.in_file(window),
        *agreement_commands.in_file(window),
        *membership_work.in_file(window),
        Command("status", "file", N_("Quarterly status…"), "chart-column", "Ctrl+R", window.printing.status),
        Command("matrix", "file", N_("Activity matrix…"), "grid-3x3", None, partial(_of_plan, window, "ask_matrix")),
        Command(
            "compare", "file", N_("Compare quarters…"), "git-compare", None, partial(_of_plan, window, "ask_compare")
        ),
        *document_work.in_file(window),
        *owner_commands.in_file(window),
        Command(
            "calendar", "file", N_("Save the agenda as a calendar…"), "calendar-clock", None, errands.save_calendar
        ),
        Command("settings", "file", N_("Settings…"), "settings", "Ctrl+,", errands.settings, Role.PreferencesRole),
        Command("quit", "file", N_("Quit"), "log-out", "Ctrl+Q", window.close, Role.QuitRole),
        Command("undo", "edit", N_("Undo"), "undo-2", Standard.Undo, partial(_undo, window)),
        Command("redo", "edit", N_("Redo"), "redo-2", "Ctrl+Shift+Z", partial(_redo, window)),
        Command("edit", "edit", N_("Edit the record…"), "pencil", "F2", partial(_on_page, window, "edit_asked")),
        *many_commands.in_edit(window),
        Command("delete", "edit", N_("Delete the record"), "trash-2", None, partial(_delete, window)),
        Command(
            "history",
            "edit",
            N_("History of the record…"),
            "history",
            "Ctrl+H",
            partial(_on_page, window, "history_asked"),
        ),
        *agreement_commands.in_edit(window),
        *unit_work.in_edit(window),
        *follow_up_work.in_edit(window),
        *membership_work.in_edit(window),
        *ambassador_commands.in_edit(window),
        *duplicate_work.in_edit(window),
        *privacy_work.in_edit(window),
        Command(
            "assess", "edit", N_("Assess the quarter…"), "list-checks", "Ctrl+Shift+A", window.asides.assess_here
        ),
        Command("seal", "edit", N_("Seal or reopen the quarter…"), "lock", None, window.asides.seal_here),
        Command("snooze", "edit", N_("Snooze the date…"), "alarm-clock", "Ctrl+B", partial(_snooze, window)),
        Command("palette", "view", N_("Search everything"), "search", "Ctrl+K", window.palette_.open),
        Command("filter", "view", N_("Filter this list"), "list-filter", Standard.Find, partial(_filter, window)),
        Command("add-filter", "view", N_("Add a filter…"), "funnel", "Ctrl+Shift+F", partial(_add_filter, window)),
        Command("save-view", "view", N_("Save view…"), "bookmark-plus", None, partial(_save_view, window)),
        *many_commands.in_view(window),
        Command("sort", "view", N_("Sort another way"), "arrow-down-up", "Ctrl+Shift+S", partial(_sort, window)),
        Command("language", "view", N_("På svenska / In English"), "languages", "Ctrl+L", errands.switch_language),
        Command("scheme", "view", N_("Light / dark"), "sun-moon", "Ctrl+D", errands.switch_scheme),
        Command("pane", "view", N_("Next pane"), "panels-top-left", "F6", partial(_next_pane, window)),
        Command("shortcuts", "help", N_("Keyboard shortcuts"), "keyboard", "F1", errands.shortcuts),
        Command("about", "help", N_("About kidesk"), "info", None, errands.about, Role.AboutRole),
    ]
    commands.append(
        Command(
            "partner", "go", N_("Everything about the partner…"), ICON, "Ctrl+Shift+O", partial(_partner, window)
        )
    )
    commands += ambassador_commands.in_go(window)
    commands += many_commands.in_go(window)
    for command in commands:
        window.actions_.add(command)
    window.stack.currentChanged.connect(lambda: many_commands.suit_way(window))
    for number, key in enumerate(window.pages, start=1):
        shortcut = f"Ctrl+{number % 10}" if number <= 10 else None
        icon = ICONS["plans" if key == "plan" else key]
        show = partial(_go, window, key)
        window.actions_.add(Command(f"go-{key}", "go", window.pages.title(key), icon, shortcut, show))


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


def _sort(window: MainWindow) -> None:
    page = window.stack.currentWidget()
    if isinstance(page, RecordPage):
        page.list.sort_another_way()
    elif isinstance(page, CoveragePage):
        page.sort_another_way()


def _on_page(window: MainWindow, signal: str) -> None:
    page = window.stack.currentWidget()
    number = page.current() if isinstance(page, RecordPage | PlanPage) else None
    if isinstance(page, RecordPage | PlanPage) and number is not None:
        getattr(page, signal).emit(page.type, number)


def _partner(window: MainWindow) -> None:
    page = window.stack.currentWidget()
    shown = page.detail.record if isinstance(page, RecordPage) and page.current() is not None else None
    found = partners_of(shown)
    if found:
        window.show_partner(found[0].id)
    else:
        window.toast.say(window.desk.text(N_("Select an organisation or an agreement with a partner first.")))


def _print_list(window: MainWindow) -> None:
    page = window.stack.currentWidget()
    if isinstance(page, RecordPage):
        window.printing.listing(page.model.listing)


def _export(window: MainWindow) -> None:
    page = window.stack.currentWidget()
    if isinstance(page, RecordPage):
        chosen = page.selected()
        window.exporting.listing(page.model.listing, chosen if len(chosen) > 1 else ())
    elif isinstance(page, PlanPage):
        window.exporting.listing(Listing(page.type))
    else:
        window.toast.say(window.desk.text(N_("Go to the list that is to be exported first.")))


def _of_plan(window: MainWindow, ask: str) -> None:
    page = window.stack.currentWidget()
    if isinstance(page, PlanPage):
        getattr(page, ask)()
    else:
        window.toast.say(window.desk.text(N_("Go to the plan first.")))


def _snooze(window: MainWindow) -> None:
    page = window.stack.currentWidget()
    if isinstance(page, AgendaPage):
        page.ask_snooze()


def _delete(window: MainWindow) -> None:
    page = window.stack.currentWidget()
    if isinstance(page, RecordPage | PlanPage):
        page.ask_delete()


def _filter(window: MainWindow) -> None:
    line = getattr(window.stack.currentWidget(), "filter", None)
    if isinstance(line, FilterBar):
        line = line.field
    if isinstance(line, QLineEdit):
        line.setFocus()
        line.selectAll()


def _add_filter(window: MainWindow) -> None:
    page = window.stack.currentWidget()
    if isinstance(page, RecordPage):
        page.bar.ask_filter()


def _save_view(window: MainWindow) -> None:
    page = window.stack.currentWidget()
    if isinstance(page, RecordPage):
        page.bar.views.ask_save()


def _next_pane(window: MainWindow) -> None:
    page = window.stack.currentWidget()
    with_panes = RecordPage | PlanPage | AgendaPage | AsidePage
    inner = page.panes() if isinstance(page, with_panes) else [page]
    panes = [window.sidebar, *inner, window.toast]
    panes = [pane for pane in panes if pane.isVisible()]
    focus = QApplication.focusWidget()
    here = next((i for i, pane in enumerate(panes) if focus is not None and pane.isAncestorOf(focus)), -1)
    if focus in panes:
        here = panes.index(focus)
    following = [*panes[here + 1 :], *panes[: here + 1]]
    target = next((found for pane in following if (found := _way_in(pane)) is not None), None)
    if target is not None:
        target.setFocus(Qt.FocusReason.TabFocusReason)


def _way_in(pane: QWidget) -> QWidget | None:
    """The first thing in a pane that Tab would reach."""
    widget: QWidget | None = pane
    while widget is not None and not _takes_tab(widget):
        widget = widget.nextInFocusChain()
        if widget is None or not pane.isAncestorOf(widget):
            return None
    return widget


def _takes_tab(widget: QWidget) -> bool:
    is_asked = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(is_asked) and widget.isVisible() and widget.isEnabled()
