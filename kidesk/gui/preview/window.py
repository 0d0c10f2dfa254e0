"""The preview window: the pages of a record, list or report as they will be printed, kept up to date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from kidesk.errors import KideskError
from kidesk.gui import tasks
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.frame import Frame
from kidesk.gui.dialogs.labelled import Options
from kidesk.gui.icons import dress_button
from kidesk.gui.plain import PlainLabel, set_tool_tip
from kidesk.gui.preview.busy import Busy
from kidesk.gui.preview.choices import Offer, ReportChoices
from kidesk.gui.preview.composer import Composer, Made
from kidesk.gui.preview.find_bar import FindBar
from kidesk.gui.preview.page_tools import PageBox, ZoomBox
from kidesk.gui.preview.page_view import PageView
from kidesk.gui.preview.search import Search
from kidesk.gui.preview.ways_out import WaysOut
from kidesk.i18n import N_, Language
from kidesk.settings import Settings

_LANGUAGES = (("sv", "Svenska"), ("en", "English"))
_PAUSE = 300  # changes often come several at a time
Standard = QKeySequence.StandardKey


class Preview(Frame):
    """Shows what `offer` orders, and shows it anew when its records change, or what is chosen in `choices`.

    The person goes on working in the main window meanwhile.
    """

    made: Made | None = None

    def __init__(self, desk: Desk, offer: Offer, parent: QWidget | None, choices: ReportChoices | None = None) -> None:
        size = desk.settings.preview_width, desk.settings.preview_height
        super().__init__(desk, N_("Preview"), parent, size)
        self.setWindowModality(Qt.WindowModality.NonModal)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self._offer = offer
        self._choices = choices
        self._order, self._head = offer(), _head(desk.settings)
        self._updated_at = ""
        self.composer, self.search = Composer(self), Search(self)
        self.view, self.find_bar, self.busy = PageView(desk), FindBar(desk), Busy(desk)
        self.page_box, self.zoom_box = PageBox(desk), ZoomBox(desk)
        self.language = Options(desk, _LANGUAGES, is_named=True)
        self.language.set_value(desk.language.code)
        self.updated = PlainLabel("", "muted", elide=True)
        self._fill()
        self.ways_out = WaysOut(desk, self, self.view)
        self._order_tabs()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._connect()
        self._add_keys()
        self._show_pages()
        self.view.setFocus()
        self.compose()

    # Parts of the window

    def _fill(self) -> None:
        self.language.setFixedWidth(120)
        self.add_beside_title(self.language)
        tools = QHBoxLayout()
        tools.setSpacing(16)
        tools.addWidget(self.page_box)
        tools.addWidget(self.zoom_box)
        tools.addWidget(self.find_bar, 100)
        tools.addStretch(1)
        if self._choices is not None:
            self.body.addWidget(self._choices)
        self.body.addLayout(tools)
        self.body.addWidget(self.busy)
        self.add_pane(self.view)
        self.foot.insertWidget(0, self.updated, 1)
        self._add_buttons()
        self._say_all()

    def _add_buttons(self) -> None:
        self.close_button = self.add_button(N_("Close"), self.reject)
        self.open_button = self.add_button(N_("Open in the system viewer"), self.open_elsewhere, "external-link")
        self.print_button = self.add_button(N_("Print…"), self.print_, "printer")
        self.save_button = self.add_button(N_("Save as PDF…"), self.save, "download")
        dress_button(self.save_button, "download", "primary")
        self.try_again = QPushButton()
        self.desk.say(self.try_again, self.try_again.setText, N_("Try again"))
        dress_button(self.try_again, "refresh-cw")
        self.try_again.clicked.connect(self.compose)
        self.banner.row.addWidget(self.try_again)
        self.try_again.hide()
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)  # Enter in a field must not save

    def _say_all(self) -> None:
        say, save, printing = self.desk.say, self.save_button, self.print_button
        self.desk.keep_saying(self.updated, self._say_updated)
        say(self.language, self.language.setAccessibleName, N_("Language of the document"))
        say(self.language, lambda text: set_tool_tip(self.language, text), N_("Language of the document"))
        say(self.view, self.view.setAccessibleName, N_("Pages"))
        say(
            self.view,
            self.view.setAccessibleDescription,
            N_("The pages are pictures. Save the document as a web page to have it read aloud with its headings."),
        )
        say(save, lambda text: set_tool_tip(save, f"{text} (Ctrl+S)"), N_("Saves a PDF, or a web page"))
        say(printing, lambda text: set_tool_tip(printing, f"{text} (Ctrl+P)"), N_("Print the document"))

    def _order_tabs(self) -> None:
        """From the title to what is offered with a message, and on to what was made in its order."""
        first = (self.language, self.try_again, self.ways_out.open_button, self.ways_out.folder_button)
        for upper, lower in pairwise(first):
            self.setTabOrder(upper, lower)

    def _connect(self) -> None:
        self._pause.timeout.connect(self.compose)
        self.composer.made.connect(self._show)
        self.composer.failed.connect(self._fail)
        self.composer.moved.connect(self.busy.show_page)
        self.busy.stop_asked.connect(self.composer.stop)
        self.language.activated.connect(self.compose)
        self.page_box.asked.connect(self.view.go_to)
        self.zoom_box.asked.connect(self.view.set_zoom)
        self.zoom_box.step_asked.connect(self.view.step_zoom)
        self.view.page_changed.connect(self._show_place)
        self.view.zoom_changed.connect(lambda: self.zoom_box.show_zoom(self.view.zoom, self.view.factor()))
        self.view.pictures.failed.connect(self._fail)
        self.find_bar.sought.connect(lambda words: self.search.look_for(words, self.view.page))
        self.find_bar.step_asked.connect(self.search.step)
        self.find_bar.left.connect(self.view.setFocus)
        self.search.found.connect(self._show_hits)
        self.search.failed.connect(self._fail)
        self.desk.records_changed.connect(self._follow)
        self.desk.settings_changed.connect(self._follow_settings)
        if self._choices is not None:
            self._choices.changed.connect(self.compose)

    def _add_keys(self) -> None:
        keys: list[tuple[QKeySequence.StandardKey | str, Callable[[], object]]] = [
            (Standard.Find, self.find_bar.ask),
            ("F3", partial(self.find_bar.step, 1)),
            ("Shift+F3", partial(self.find_bar.step, -1)),
            ("Ctrl++", partial(self.view.step_zoom, 1)),
            ("Ctrl+=", partial(self.view.step_zoom, 1)),
            ("Ctrl+-", partial(self.view.step_zoom, -1)),
            ("Ctrl+0", partial(self.view.set_zoom, 1.0)),
            ("Ctrl+G", self._ask_page),
            ("F5", self.compose),
            (Standard.Save, self.save),
            (Standard.Print, self.print_),
        ]
        for key, act in keys:
            QShortcut(QKeySequence(key), self).activated.connect(act)

    def _ask_page(self) -> None:
        self.page_box.setFocus()
        self.page_box.selectAll()

    # What is shown

    def compose(self) -> None:
        """Makes the document anew, in the language chosen and as the records are now."""
        self._pause.stop()
        self._order, self._head = self._offer(), _head(self.desk.settings)
        self.busy.begin()
        self.composer.compose(self._order, Language(self.language.value()))

    def _follow(self, touched: frozenset[type]) -> None:
        if touched & self._order.records:
            self._pause.start()

    def _follow_settings(self) -> None:
        if _head(self.desk.settings) != self._head:
            self._pause.start()

    def _show(self, made: Made) -> None:
        is_new = self.made is None
        self.made = made
        self.busy.end()
        self.ways_out.clear()
        if made.warnings:
            self.ways_out.say("warn", made.warnings)
        self._show_pages()
        if not is_new:
            self._updated_at = f"{dt.datetime.now().astimezone():%H:%M}"
            self._say_updated()
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.updated, self.updated.text()))

    def _say_updated(self) -> None:
        """Says when the pages were made anew, if they were."""
        said = self.desk.text(N_("Updated {time}"), time=self._updated_at) if self._updated_at else ""
        self.updated.setText(said)

    def _set_title(self, title: str) -> None:
        """What is shown has its own title."""
        super()._set_title(title if self.made is None else self.made.file.title)

    def _show_pages(self) -> None:
        """The pages there are, or none; the ways out are open where there are some."""
        file = self.made.file if self.made else None
        self.view.show_file(file)
        self.search.use(file)
        self._show_place(self.view.page)
        self.zoom_box.show_zoom(self.view.zoom, self.view.factor())
        self._set_title(self.desk.text(N_("Preview")))
        for button in (self.open_button, self.print_button, self.save_button):
            button.setEnabled(file is not None)

    def _show_place(self, page: int) -> None:
        self.page_box.show_place(page, len(self.made.file.sizes) if self.made else 0)

    def _show_hits(self, is_led: bool) -> None:
        self.view.set_hits(self.search.hits, self.search.hit())
        if is_led:
            self.view.bring_hit()
        is_asked = bool(self.search.words.strip()) and self.made is not None
        self.find_bar.show_place(self.search.current, len(self.search.hits), is_asked=is_asked)

    def _fail(self, error: BaseException) -> None:
        """What cannot be printed now is not shown as it was before either; what was only stopped is."""
        self.busy.end()
        if not isinstance(error, tasks.Stopped):
            self.made = None
            self._show_pages()
        self.ways_out.tell(error)
        self.try_again.show()

    # The ways out

    def save(self) -> None:
        """Saves a PDF or a web page."""
        if self.made is not None:
            self.ways_out.save(self.made)

    def print_(self) -> None:
        """Prints on paper."""
        if self.made is not None:
            self.ways_out.print_(self.made, self.view.page)

    def open_elsewhere(self) -> None:
        """Opens the document in another program."""
        if self.made is not None:
            self.ways_out.open_elsewhere(self.made)

    def done(self, result: int) -> None:
        """Closes, and ends whatever is being made for it; while something is saved or printed, stops that instead."""
        if not self.ways_out.may_leave():
            return
        self.desk.records_changed.disconnect(self._follow)
        self.desk.settings_changed.disconnect(self._follow_settings)
        self._pause.stop()
        self.composer.drop()
        self.made = None
        self.view.show_file(None)
        self.search.use(None)
        if not self.isMaximized():
            with suppress(KideskError):  # a size that cannot be kept must not hold the window open
                self.desk.use(preview_width=self.width(), preview_height=self.height())
        super().done(result)


def _head(settings: Settings) -> tuple[str, ...]:
    """The settings that stand in every document."""
    return settings.organisation_name, settings.unit_name_sv, settings.unit_name_en, settings.accent, settings.person
