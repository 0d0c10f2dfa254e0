"""What of a list is shown: the views as tabs, a line of words, filters and saved views."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QToolButton, QVBoxLayout, QWidget

from kidesk.gui.desk import Desk
from kidesk.gui.filter_chips import FilterChips
from kidesk.gui.filter_chooser import FilterChooser
from kidesk.gui.icons import dress_button
from kidesk.gui.record_table import RecordTable
from kidesk.gui.saved_view_menu import SavedViewMenu
from kidesk.gui.tool_button import tool_button
from kidesk.gui.view_tabs import ViewTabs
from kidesk.i18n import N_
from kidesk.operations import saved_views
from kidesk.records.filter import Chosen
from kidesk.records.record_type import View
from kidesk.records.saved_view import SavedView
from kidesk.store.store import Listing

_PAUSE = 60
_WIDEST, _NARROWEST, _MARGINS = 220, 140, 64


class ListBar(QWidget):
    """Tells the table what to show. `ordered` says which field it is sorted by now, and whether backwards."""

    ordered = Signal(str, bool)

    def __init__(self, desk: Desk, model: RecordTable, page: QWidget) -> None:
        super().__init__()
        self._desk, self._model, self._page = desk, model, page
        self._type = model.record_type
        self.tabs = ViewTabs(desk, self._type)
        self.words = self._make_words()
        self.button = QPushButton()
        desk.say(self.button, self.button.setText, N_("Filter"))
        dress_button(self.button, "list-filter", "quiet")
        if not self._type.filters:
            self.button.hide()  # never shown before it has its place: it would be a window of its own
        self.views = SavedViewMenu(desk, model, self.tabs)
        self.columns_button = self._make_columns_button()
        self.chips = FilterChips(desk, self._type)
        self.chooser = FilterChooser(desk, page, self._type)
        self._was_saved = False
        self._beside: list[QWidget] = [self.tabs, self.button, self.views, self.columns_button]
        self._lay_out()
        self._connect()

    def _make_words(self) -> QLineEdit:
        words = QLineEdit()
        words.setClearButtonEnabled(False)
        self._desk.say(words, words.setPlaceholderText, N_("Filter this list (Ctrl+F)"))
        self._desk.say(words, words.setAccessibleName, N_("Filter this list"))
        return words

    def _make_columns_button(self) -> QToolButton:
        button = tool_button(self._desk, N_("Columns…"), "columns-3")
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        return button

    def _lay_out(self) -> None:
        bar = QFrame()
        bar.setProperty("kind", "topbar")
        self._upper, row = QHBoxLayout(), QHBoxLayout()
        self._row = row
        lines = QVBoxLayout(bar)
        lines.setContentsMargins(12, 4, 24, 4)
        lines.setSpacing(4)
        lines.addLayout(self._upper)
        lines.addLayout(row)
        row.addWidget(self.tabs)
        self._upper.addStretch(1)
        row.addStretch(1)
        for widget in (self.words, self.button, self.views, self.columns_button):
            row.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self.chips)

    def add_button(self, text: str, icon: str) -> QPushButton:
        """Adds a button that only one page has; `text` is a msgid."""
        button = QPushButton()
        self._desk.say(button, button.setText, text)
        dress_button(button, icon)
        self._row.addWidget(button)
        self._beside.append(button)
        return button

    def _connect(self) -> None:
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(lambda: self._model.show(typed=self.words.text()))
        self.words.textEdited.connect(lambda: self._pause.start())
        self.tabs.chosen.connect(self._choose)
        self.button.clicked.connect(self.ask_filter)
        self.chooser.toggled.connect(self._toggle)
        self.chips.removed.connect(self._toggle)
        self.chips.cleared.connect(self._clear_filters)
        self.chips.kept.connect(self._keep)
        self.views.saved.connect(self.open_saved)
        self._model.modelReset.connect(self._suit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leaves the tabs more room on a narrow page, at last a line of their own."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        others = sum(widget.sizeHint().width() for widget in self._beside)
        is_crowded = others + _NARROWEST + _MARGINS > self.width()
        if is_crowded != (self._upper.indexOf(self.tabs) >= 0):
            (self._upper if is_crowded else self._row).insertWidget(0, self.tabs)
        others -= self.tabs.sizeHint().width() if is_crowded else 0
        self.words.setFixedWidth(min(_WIDEST, max(_NARROWEST, self.width() - others - _MARGINS)))

    def load(self) -> None:
        """Reads the saved views anew, and how many records each view has."""
        before = self.tabs.saved()
        self.tabs.show_saved(saved_views.views_of(self._desk.store, self._type))
        self.tabs.count_records()
        self._fit()
        self._settle()
        if before is not None and self.tabs.saved() is None:
            self._choose(self.tabs.view())
        self.chips.show_filters(self._model.listing.filters)
        self._suit()

    def _settle(self) -> None:
        """Takes the height that the lines need at once: the page is on the screen already."""
        for widget in (self._row.parentWidget(), self, self._page):
            layout = widget.layout() if widget is not None else None
            if layout is not None:
                layout.invalidate()
                layout.activate()

    # What is shown

    def _choose(self, view: View | SavedView | None) -> None:
        """A saved view brings its words, filters and order along, and takes words and filters away with it."""
        self._pause.stop()
        was_saved, self._was_saved = self._was_saved, isinstance(view, SavedView)
        if isinstance(view, SavedView):
            self._take(saved_views.listing(self._type, view))
        elif was_saved:
            self._take(replace(self._model.listing, view=view, typed="", filters=()))
        elif view is not None:
            self._model.show(view=view)

    def _take(self, listing: Listing) -> None:
        self.words.setText(listing.typed)
        self.ordered.emit(listing.order, listing.is_descending)
        self._model.take(listing)

    def open_saved(self, number: int) -> None:
        """Shows a saved view by its id."""
        self.load()
        before = self.tabs.saved()
        self.tabs.go_to(number)
        if before is not None and before == self.tabs.saved():
            self._choose(before)

    def show_everything(self) -> None:
        """Takes words, filters and view away."""
        self._pause.stop()
        views = self._type.views
        place = next((place for place, view in enumerate(views) if view.condition is None), 0)
        self.tabs.setCurrentIndex(place)
        self._take(replace(self._model.listing, view=views[place] if views else None, typed="", filters=()))

    def show_only(self, key: str, filters: Chosen) -> None:
        """Shows one of the type's own views, by its key, with these filters and without words."""
        self.load()
        place = next(place for place, view in enumerate(self._type.views) if view.key == key)
        self._pause.stop()
        self.tabs.setCurrentIndex(place)
        self._take(replace(self._model.listing, view=self._type.views[place], typed="", filters=filters))

    def type(self, typed: str) -> None:
        """What is typed in the list goes on in the line of words."""
        self.words.setFocus()
        self.words.setText(self.words.text() + typed)
        self._pause.start()

    def clear_words(self) -> None:
        """Takes the words away."""
        self.words.clear()
        self._model.show(typed="")

    # Filters

    def ask_filter(self) -> None:
        """Asks for a filter and a value."""
        if self._type.filters:
            corner = self.button.mapTo(self._page, QPoint(self.button.width(), self.button.height()))
            self.chooser.open_for(self._model.listing.filters, corner + QPoint(0, 4))

    def _toggle(self, key: str, text: str) -> None:
        chosen, one = self._model.listing.filters, (key, text)
        self._model.show(filters=tuple(x for x in chosen if x != one) if one in chosen else (*chosen, one))

    def _clear_filters(self) -> None:
        self._model.show(filters=())
        self.button.setFocus()

    def _keep(self) -> None:
        if self.tabs.saved() is None:
            self.views.ask_save()
        else:
            self.views.update_view()

    def _suit(self) -> None:
        shown = self._model.listing.filters
        if self.chips.filters != shown:
            self.chips.show_filters(shown)
        is_saved = self.tabs.saved() is not None
        self.chips.offer_keeping(
            "" if is_saved and not self.views.is_changed() else N_("Update the view") if is_saved else N_("Save view…")
        )
        self.views.suit()
