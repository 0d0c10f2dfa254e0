"""Which page is looked at and how large: the page number, and the zoom with its steps."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QToolButton, QWidget

from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.labelled import Options
from kidesk.gui.icons import dress_button
from kidesk.gui.plain import set_tool_tip
from kidesk.gui.preview.page_view import LADDER, Zoom
from kidesk.gui.theme import dress_spin_box
from kidesk.i18n import N_


def tool(desk: Desk, icon: str, words: str, keys: str) -> QToolButton:
    """A button that shows a picture only; its name is `words`, its tip says the keys as well."""
    button = QToolButton()
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    dress_button(button, icon)
    desk.say(button, button.setAccessibleName, words)
    desk.say(button, lambda text: set_tool_tip(button, f"{text} ({keys})"), words)
    return button


class PageBox(QSpinBox):
    """The page looked at, as in "2 of 7"; `asked` carries the page to go to, from 0."""

    asked = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._pages = 0
        self.setKeyboardTracking(False)
        self.setFixedWidth(132)
        dress_spin_box(self)
        desk.say(self, self.setAccessibleName, N_("Page"))
        desk.say(self, self.lineEdit().setAccessibleName, N_("Page"))
        desk.say(self, lambda text: set_tool_tip(self, f"{text} (Ctrl+G)"), N_("Go to page"))
        desk.keep_saying(self, lambda: self.show_place(self.value() - 1, self._pages))
        self.valueChanged.connect(lambda value: self.asked.emit(value - 1))

    def show_place(self, page: int, pages: int) -> None:
        """Shows the page (from 0) of so many, without asking for it."""
        self._pages = pages
        self.blockSignals(True)
        self.setRange(min(pages, 1), pages)
        of = self._desk.text(N_("of {pages}"), pages=self._desk.language.number(pages))  # i18n: after the page's number
        self.setSuffix(f" {of}")
        self.setValue(page + 1)
        self.blockSignals(False)
        self.setEnabled(pages > 0)


class ZoomBox(QWidget):
    """The zoom, with a button for each direction. `asked` carries a zoom, `step_asked` 1 or -1."""

    asked = Signal(object)
    step_asked = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.options = Options(desk, [], is_named=True)
        self.options.setFixedWidth(150)
        desk.say(self.options, self.options.setAccessibleName, N_("Zoom"))
        self.options.activated.connect(lambda: self.asked.emit(self.options.value()))
        self.smaller = tool(desk, "zoom-out", N_("Zoom out"), "Ctrl+-")
        self.larger = tool(desk, "zoom-in", N_("Zoom in"), "Ctrl++")
        self.smaller.clicked.connect(lambda: self.step_asked.emit(-1))
        self.larger.clicked.connect(lambda: self.step_asked.emit(1))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for widget in (self.smaller, self.options, self.larger):
            row.addWidget(widget)
        desk.keep_saying(self, self._speak)

    def show_zoom(self, zoom: Zoom, factor: float) -> None:
        """Shows a zoom; at the ends of the ladder there is no further step."""
        self.options.set_value(zoom)
        self.smaller.setEnabled(factor > LADDER[0] + 0.01)
        self.larger.setEnabled(factor < LADDER[-1] - 0.01)

    def _speak(self) -> None:
        text, chosen = self._desk.text, self.options.value()
        offered: list[tuple[Zoom, str]] = [("width", text(N_("Fit width"))), ("page", text(N_("Fit page")))]
        offered += [(rung, text(N_("{percent}%"), percent=round(rung * 100))) for rung in LADDER]
        self.options.set_options(offered)
        if chosen is not None:
            self.options.set_value(chosen)
