"""The ways a document leaves the preview: saved as a PDF or web page, printed, or opened in another program."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPushButton, QWidget

from kidesk.errors import KideskError, Sentence
from kidesk.gui import tasks
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs import places
from kidesk.gui.dialogs.frame import Frame
from kidesk.gui.icons import dress_button
from kidesk.gui.preview import loose_files, paper_copy
from kidesk.gui.preview.composer import Made
from kidesk.i18n import N_
from kidesk.operations.export_table import TableReport

if TYPE_CHECKING:
    from kidesk.reports.document import WriteReport

NOT_PRINTED = N_("Stopped. What the printer had already been given may still come out.")
_ENDINGS = (".pdf", ".html", ".htm")
_TABLES = {".xlsx": "XLSX (*.xlsx)", ".csv": "CSV (*.csv)"}  # for what can be a table as well
_OTHER_ENDING = N_("“{name}” ends in none of {endings}, so nothing was saved. Choose a name that does.")


class WaysOut(QObject):
    """Works for a preview and says in its banner how it went; `pages` has the keyboard when the banner is gone."""

    def __init__(self, desk: Desk, frame: Frame, pages: QWidget) -> None:
        super().__init__(frame)
        self._desk = desk
        self._frame = frame
        self._pages = pages
        self._folder = places.documents()
        self._file = Path()
        self._task: tasks.Task | None = None
        self.open_button = self._result_button(N_("Open the file"), "external-link", lambda: self._show(self._file))
        self.folder_button = self._result_button(
            N_("Show the folder"), "folder-open", lambda: self._show(self._file.parent)
        )

    def _result_button(self, text: str, icon: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton()
        self._desk.say(button, button.setText, text)
        dress_button(button, icon)
        button.setAutoDefault(False)
        button.clicked.connect(act)
        button.hide()
        self._frame.banner.row.addWidget(button)
        return button

    def may_leave(self) -> bool:
        """Whether nothing is under way; what is gets stopped."""
        if self._task is not None:
            self._task.cancel()
        return self._task is None

    def save(self, made: Made) -> None:
        """Asks where to, and writes the document there, as it is by then."""
        text = self._desk.text
        suggested = self._folder / f"{made.order.file_name(made.language)}.pdf"
        tables = _TABLES if made.order.tabulate is not None else {}
        file = places.choose_to_write(
            self._frame, text(N_("Save the document")), suggested, text(N_("Web page (*.html)")), *tables.values()
        )
        if file is None:
            return
        endings = (*_ENDINGS, *tables)
        if file.suffix.lower() not in endings:
            self.tell(KideskError(_OTHER_ENDING, name=file.name, endings=", ".join(endings)))
            return
        self._folder, self._file = file.parent, file

        def work(progress: tasks.Progress) -> WriteReport | TableReport:
            return made.order.write(file, made.language, tasks.heeding(progress, tasks.NOT_SAVED))

        self._begin(N_("Writing the document"), work, self._saved)

    def print_(self, made: Made, current: int) -> None:
        """Asks for a printer and prints; `current` is the page looked at, from 0."""
        printer = paper_copy.printer_for(made.file, made.file.title)
        if not places.choose_printer(self._frame, printer, len(made.file.sizes)):
            return
        pages = paper_copy.wanted_pages(printer, len(made.file.sizes), current)

        def work(progress: tasks.Progress) -> int:
            paper_copy.print_pages(made.file, printer, pages, tasks.heeding(progress, NOT_PRINTED))
            return len(pages)

        self._begin(N_("Printing"), work, self._printed)

    def open_elsewhere(self, made: Made) -> None:
        """Opens the pages shown in the program the system has for a PDF."""
        try:
            file = loose_files.put(f"{made.order.file_name(made.language)}.pdf", made.file.data)
        except KideskError as error:
            self.tell(error)
            return
        self._show(file)

    def _show(self, file: Path) -> None:
        if not places.show(file):
            said = N_("No program on this computer opens {file}. Save the document and open it by hand.")
            self.tell(KideskError(said, file=file))

    def _begin(self, words: str, work: Callable[[tasks.Progress], Any], done: Callable[[Any], None]) -> None:
        def finish(result: Any) -> None:
            self._task = None
            done(result)

        def failed(error: BaseException) -> None:
            self._task = None
            self.tell(error)

        text = self._desk.text
        self._task = tasks.start(self._frame, (text(words), text(N_("Cancel"))), work, finish, failed)

    def _saved(self, written: WriteReport | TableReport) -> None:
        tone = "warn" if written.warnings else "ok"
        self.say(tone, (Sentence(N_("Saved as {name}."), {"name": self._file.name}), *written.warnings))
        self.open_button.show()
        self.folder_button.show()
        self.open_button.setFocus()

    def _printed(self, pages: int) -> None:
        self.clear()
        self._frame.banner.say(
            "ok",
            lambda: self._desk.language.plural("{count} page was printed.", "{count} pages were printed.", pages),
        )

    def say(self, tone: str, sentences: Sequence[Sentence]) -> None:
        """Says this in the window's language, in the place of what was said last."""
        self.clear()
        self._frame.banner.say(tone, lambda: "\n".join(one.said(self._desk.language) for one in sentences))

    def tell(self, error: BaseException) -> None:
        """Says what went wrong in the window's language."""
        self.clear()
        known = error if isinstance(error, KideskError) else KideskError(tasks.UNEXPECTED)
        tone = "info" if isinstance(error, tasks.Stopped) else "bad"
        # Without where it was raised, by which the message would hold the pages as long as it stands.
        told = KideskError(known.message, **known.details)
        self._frame.banner.say(tone, lambda: told.said(self._desk.language))

    def clear(self) -> None:
        """Takes away what was said last, and what was offered with it."""
        banner, focus = self._frame.banner, self._frame.focusWidget()
        if focus is not None and banner.isAncestorOf(focus):
            self._pages.setFocus()
        for button in banner.findChildren(QPushButton):
            button.hide()
        banner.hide()
