"""The commands on the list that is shown and on the record in it: print, export, edit, filter, sort."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLineEdit

from kidesk.gui import many_commands
from kidesk.gui.actions import Command
from kidesk.gui.pages.coverage import CoveragePage
from kidesk.gui.pages.plan import PlanPage
from kidesk.gui.pages.plan_bars import FilterBar
from kidesk.gui.partner_links import ICON, partners_of
from kidesk.gui.record_page import RecordPage
from kidesk.i18n import N_
from kidesk.store.store import Listing

if TYPE_CHECKING:
    from kidesk.gui.main_window import MainWindow

Standard = QKeySequence.StandardKey


def in_file(window: MainWindow) -> list[Command]:
    """Those of the File menu."""
    print_record, print_list = partial(_on_page, window, "report_asked"), partial(_print_list, window)
    return [
        Command("print", "file", N_("Preview and print the record…"), "file-text", Standard.Print, print_record),
        Command("print-list", "file", N_("Preview and print the list…"), "table", "Ctrl+Shift+P", print_list),
        Command("export", "file", N_("Export the list…"), "file-down", "Ctrl+E", partial(_export, window)),
    ]


def in_edit(window: MainWindow) -> list[Command]:
    """Those of the Edit menu, for one record and for several."""
    edit, history = partial(_on_page, window, "edit_asked"), partial(_on_page, window, "history_asked")
    return [
        Command("edit", "edit", N_("Edit the record…"), "pencil", "F2", edit),
        *many_commands.in_edit(window),
        Command("delete", "edit", N_("Delete the record"), "trash-2", None, partial(_delete, window)),
        Command("history", "edit", N_("History of the record…"), "history", "Ctrl+H", history),
    ]


def in_view(window: MainWindow) -> list[Command]:
    """Those of the View menu."""
    return [
        Command("filter", "view", N_("Filter this list"), "list-filter", Standard.Find, partial(_filter, window)),
        Command("add-filter", "view", N_("Add a filter…"), "funnel", "Ctrl+Shift+F", partial(_add_filter, window)),
        Command("save-view", "view", N_("Save view…"), "bookmark-plus", None, partial(_save_view, window)),
        *many_commands.in_view(window),
        Command("sort", "view", N_("Sort another way"), "arrow-down-up", "Ctrl+Shift+S", partial(_sort, window)),
    ]


def in_go(window: MainWindow) -> list[Command]:
    """Those of the Go menu."""
    partner = N_("Everything about the partner…")
    return [Command("partner", "go", partner, ICON, "Ctrl+Shift+O", partial(_partner, window))]


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


def _sort(window: MainWindow) -> None:
    page = window.stack.currentWidget()
    if isinstance(page, RecordPage):
        page.list.sort_another_way()
    elif isinstance(page, CoveragePage):
        page.sort_another_way()
