"""What can be done with saved views: save what the list shows, bring a view up to date, rename it, delete it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton

from kidesk.errors import KideskError
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.view_name import ViewNameDialog
from kidesk.gui.icons import dress_button, icon
from kidesk.gui.plain import set_tool_tip
from kidesk.gui.record_table import RecordTable
from kidesk.gui.view_tabs import ViewTabs
from kidesk.i18n import N_
from kidesk.operations import edit, saved_views
from kidesk.records.saved_view import SAVED_VIEWS


class SavedViewMenu(QToolButton):
    """Works on the view that is chosen. `done` says what can be taken back, `failed` carries a KideskError.

    `saved` carries the id of a new view.
    """

    done = Signal(str)
    failed = Signal(object)
    saved = Signal(int)

    def __init__(self, desk: Desk, model: RecordTable, tabs: ViewTabs) -> None:
        super().__init__()
        self._desk, self._model, self._tabs = desk, model, tabs
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        dress_button(self, "bookmark")
        desk.say(self, self.setAccessibleName, N_("Saved views"))
        desk.say(self, lambda text: set_tool_tip(self, text), N_("Saved views"))
        menu = QMenu(self)
        self.save_action = self._add(menu, "bookmark-plus", N_("Save view…"), self.ask_save)
        self.update_action = self._add(menu, "refresh-cw", N_("Update the view"), self.update_view)
        self.rename_action = self._add(menu, "pencil", N_("Rename the view…"), self.ask_rename)
        self.delete_action = self._add(menu, "trash-2", N_("Delete the view"), self.delete_view)
        self.setMenu(menu)
        self.suit()

    def _add(self, menu: QMenu, sign: str, words: str, act: Callable[[], None]) -> QAction:
        action = menu.addAction(icon(sign, "muted"), "")
        self._desk.say(menu, action.setText, words)
        action.triggered.connect(lambda: act())
        return action

    def is_changed(self) -> bool:
        """Whether the list shows something else than the saved view that is chosen."""
        chosen = self._tabs.saved()
        return chosen is not None and saved_views.listing(self._model.record_type, chosen) != self._model.listing

    def suit(self) -> None:
        """Offers what can be done now."""
        self.update_action.setEnabled(self.is_changed())
        for action in (self.rename_action, self.delete_action):
            action.setEnabled(self._tabs.saved() is not None)

    def ask_save(self) -> None:
        """Asks for a name and saves what the list shows."""

        def save(name: str) -> None:
            number = saved_views.save(self._desk.store, name, self._model.listing)
            self.saved.emit(number)
            self.done.emit(self._desk.text(N_("The view was saved")))

        ViewNameDialog(self._desk, N_("Save view"), "", save, self.window()).open()

    def ask_rename(self) -> None:
        """Asks for another name of the view that is chosen."""
        chosen = self._tabs.saved()
        if chosen is None:
            return

        def rename(name: str) -> None:
            saved_views.rename(self._desk.store, self._model.record_type, chosen.id, name)
            self.done.emit(self._desk.text(N_("The view was renamed")))

        ViewNameDialog(self._desk, N_("Rename the view"), chosen.name, rename, self.window()).open()

    def update_view(self) -> None:
        """Makes the view that is chosen stand for what the list shows."""
        chosen, shown = self._tabs.saved(), self._model.listing
        if chosen is not None:
            self._do(lambda: saved_views.update(self._desk.store, chosen.id, shown), N_("The view was updated"))

    def delete_view(self) -> None:
        """Deletes the view that is chosen, at once; the toast takes it back."""
        chosen = self._tabs.saved()
        if chosen is not None:
            self._do(lambda: edit.delete(self._desk.store, SAVED_VIEWS, [chosen.id]), N_("The view was deleted"))

    def _do(self, act: Callable[[], None], said: str) -> None:
        try:
            act()
        except KideskError as error:
            self.failed.emit(error)
        else:
            self.done.emit(self._desk.text(said))
