"""The next pane: F6 goes through sidebar, panes of the page and toast, round and round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from kidesk.gui.aside_page import AsidePage
from kidesk.gui.pages.agenda import AgendaPage
from kidesk.gui.pages.plan import PlanPage
from kidesk.gui.record_page import RecordPage

if TYPE_CHECKING:
    from kidesk.gui.main_window import MainWindow


def next_pane(window: MainWindow) -> None:
    """Gives the keyboard to the pane after the one that has it."""
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
