"""The views of a record type as tabs: its own first, then those that were saved, each with how many records it has."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTabBar

from kidesk.errors import KideskError
from kidesk.gui.desk import Desk
from kidesk.gui.plain import plain_tip
from kidesk.i18n import N_
from kidesk.operations import saved_views
from kidesk.records.record_type import RecordType, View
from kidesk.records.saved_view import SavedView
from kidesk.store.store import Listing


class ViewTabs(QTabBar):
    """`chosen` carries what was chosen: a View of the type, or a SavedView."""

    chosen = Signal(object)

    def __init__(self, desk: Desk, record_type: RecordType) -> None:
        super().__init__()
        self._desk, self._type = desk, record_type
        self._views: list[View | SavedView] = list(record_type.views)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        for _view in self._views:
            self.addTab("")
        desk.say(self, self.setAccessibleName, N_("Views"))
        self.currentChanged.connect(self._choose)

    def _choose(self, place: int) -> None:
        if 0 <= place < len(self._views):
            self.chosen.emit(self._views[place])

    def view(self) -> View | SavedView | None:
        """What is chosen."""
        place = self.currentIndex()
        return self._views[place] if 0 <= place < len(self._views) else None

    def saved(self) -> SavedView | None:
        """The saved view that is chosen; None where it is one of the type's own."""
        view = self.view()
        return view if isinstance(view, SavedView) else None

    def show_saved(self, saved: Sequence[SavedView]) -> None:
        """Shows these saved views after the type's own, silently; what is chosen stays so while it is there."""
        before = self.saved()
        self._views = [*self._type.views, *saved]
        self.blockSignals(True)
        while self.count() > len(self._views):
            self.removeTab(self.count() - 1)
        while self.count() < len(self._views):
            self.addTab("")
        if before is not None:
            self.go_to(before.id)
        self.blockSignals(False)

    def go_to(self, number: int) -> None:
        """Chooses a saved view by its id, or the first view where it is gone."""
        ids = [view.id if isinstance(view, SavedView) else None for view in self._views]
        self.setCurrentIndex(ids.index(number) if number in ids else 0)

    def count_records(self) -> None:
        """Writes the names with how many records there are; a saved view that cannot be read has no number."""
        for place, view in enumerate(self._views):
            name = view.name if isinstance(view, SavedView) else self._desk.text(view.label)
            self.setTabText(place, f"{name.replace('&', '&&')}  {self._counted(view)}".rstrip())
            self.setTabToolTip(place, plain_tip(name))
        self.setVisible(self.count() > 1)

    def _counted(self, view: View | SavedView) -> str:
        shown = saved_views.listing(self._type, view) if isinstance(view, SavedView) else Listing(self._type, view)
        try:
            return self._desk.language.number(self._desk.store.count(shown))
        except KideskError:
            return ""
