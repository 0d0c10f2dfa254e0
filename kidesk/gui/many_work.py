"""What a window does with several records: edit them together, tags, copying, mail lists, export."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtWidgets import QApplication

from kidesk.errors import KideskError
from kidesk.gui import tasks
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs import places
from kidesk.gui.dialogs.edit_many import EditManyDialog
from kidesk.gui.dialogs.tag_many import TagManyDialog
from kidesk.gui.record_page import RecordPage
from kidesk.gui.selection_bar import EDIT, EMAILS, EXPORT, TAG, UNTAG
from kidesk.i18n import N_
from kidesk.operations.copy_rows import CopiedRows, copy_rows
from kidesk.operations.edit_many import EditedMany
from kidesk.operations.mail_list import LEADING_TO_PERSONS, Addresses, MailList, email_addresses, write_mail_list
from kidesk.records import clock
from kidesk.records.record_type import RecordType

if TYPE_CHECKING:
    from kidesk.gui.main_window import MainWindow

_NOT_COPIED = N_("Stopped. The clipboard is as it was.")
_NO_PERSONS = N_("Go to persons, ambassadors or organisations first.")


class ManyWork(QObject):
    """Works on the records that are selected on a page, or shown where fewer than two are."""

    def __init__(self, desk: Desk, window: MainWindow) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window
        self._folder = places.documents()
        self._task: tasks.Task | None = None

    def do(self, record_type: RecordType, act: str, numbers: Sequence[int]) -> None:
        """Does what a bar asks for with records, by their ids."""
        if act == EDIT:
            self.edit(record_type, numbers)
        elif act in (TAG, UNTAG):
            self._open(TagManyDialog(self._desk, record_type, numbers, self._window, is_given=act == TAG))
        elif act == EMAILS:
            self.copy_addresses(record_type, numbers)
        elif act == EXPORT:
            self._window.exporting.listing(self._page(record_type).model.listing, numbers)

    def edit(self, record_type: RecordType, numbers: Sequence[int]) -> None:
        """Asks which fields are to have which values."""
        self._open(EditManyDialog(self._desk, record_type, numbers, self._window))

    def _open(self, dialog: EditManyDialog | TagManyDialog) -> None:
        dialog.changed.connect(self._tell_changed)
        dialog.open()

    def _tell_changed(self, done: EditedMany) -> None:
        language = self._desk.language
        said = [language.plural("{count} record changed", "{count} records changed", done.changed)]
        said += [doubt.said(language) for doubt in done.warnings]
        self._window.work.offer_undo(". ".join(one.rstrip(".") for one in said) + ("." if done.warnings else ""))

    # Of the page shown

    def copy_here(self) -> None:
        """Copies the selected rows of the page shown, with their headings."""
        page = self._window.stack.currentWidget()
        if not isinstance(page, RecordPage) or not page.selected():
            self._window.toast.say(self._desk.text(N_("Select the rows that are to be copied first.")))
            return
        desk, fields, numbers = self._desk, list(page.model.fields), page.selected()

        def work(progress: tasks.Progress) -> CopiedRows:
            heed = tasks.heeding(progress, _NOT_COPIED)
            return copy_rows(desk.store, page.type, numbers, fields, language=desk.language, progress=heed)

        self._begin(N_("Copying the rows"), work, self._copied)

    def copy_addresses_here(self) -> None:
        """Copies the e-mail addresses of those selected, or of all that are shown where fewer than two are."""
        chosen = self._chosen()
        if chosen is not None:
            self.copy_addresses(*chosen)

    def copy_addresses(self, record_type: RecordType, numbers: Sequence[int]) -> None:
        """Copies the e-mail addresses of records, and says who was left out and why."""
        store = self._desk.store

        def work(progress: tasks.Progress) -> Addresses:
            return email_addresses(store, record_type, numbers, tasks.heeding(progress, _NOT_COPIED))

        self._begin(N_("Copying the e-mail addresses"), work, self._copied_addresses)

    def mail_list_here(self) -> None:
        """Asks where to, and writes a list for a mail merge of those selected, or of all that are shown."""
        chosen = self._chosen()
        if chosen is None:
            return
        record_type, numbers = chosen
        desk = self._desk
        name = f"{desk.text(N_('Mail merge list'))} {clock.today().isoformat()}.xlsx"
        title = desk.text(N_("Save the list for a mail merge"))
        file = places.choose_to_write(self._window, title, self._folder / name, "CSV (*.csv)")
        if file is None:
            return
        self._folder = file.parent

        def work(progress: tasks.Progress) -> MailList:
            heed = tasks.heeding(progress, tasks.NOT_SAVED)
            return write_mail_list(
                desk.store, record_type, numbers, language=desk.language, output=file, progress=heed
            )

        self._begin(N_("Writing the mail merge list"), work, lambda made: self._written(made, file))

    def _chosen(self) -> tuple[RecordType, list[int]] | None:
        """The records meant on the page shown, or None after it was said that they lead to no persons."""
        page = self._window.stack.currentWidget()
        if not isinstance(page, RecordPage) or page.type not in LEADING_TO_PERSONS:
            self._window.toast.say(self._desk.text(_NO_PERSONS))
            return None
        chosen = page.selected()
        return page.type, chosen if len(chosen) > 1 else page.model.numbers()

    def _page(self, record_type: RecordType) -> RecordPage:
        page = self._window.pages[record_type.key]
        assert isinstance(page, RecordPage)
        return page

    # In the background

    def _begin(self, words: str, work: Any, done: Any) -> None:
        if self._task is not None:
            return
        said = self._desk.text(words), self._desk.text(N_("Cancel"))

        def finish(result: Any) -> None:
            self._task = None
            done(result)

        self._task = tasks.start(self._window, said, work, finish, self._failed)

    def _copied(self, rows: CopiedRows) -> None:
        carried = QMimeData()
        carried.setText(rows.text)
        carried.setHtml(rows.html)
        QApplication.clipboard().setMimeData(carried)
        self._window.toast.say(self._desk.language.plural("{count} row copied", "{count} rows copied", rows.count))

    def _copied_addresses(self, found: Addresses) -> None:
        language = self._desk.language
        count = len(found.addresses)
        if count:
            QApplication.clipboard().setText(found.text)
            said = language.plural("{count} e-mail address copied.", "{count} e-mail addresses copied.", count)
        else:
            said = language.text(N_("There is no e-mail address to copy. The clipboard is as it was."))
        self._window.toast.say(" ".join(filter(None, [said, found.left.said(language)])))

    def _written(self, made: MailList, file: Path) -> None:
        language = self._desk.language
        said = language.plural(
            "{count} person stands in {file}.", "{count} persons stand in {file}.", made.rows, file=file.name
        )
        told = [said, made.left.said(language), *(warning.said(language) for warning in made.warnings)]
        self._window.toast.say(" ".join(filter(None, told)))

    def _failed(self, error: BaseException) -> None:
        self._task = None
        if isinstance(error, tasks.Stopped):
            self._window.toast.say(error.said(self._desk.language))
        else:
            self._window.work.tell(error if isinstance(error, KideskError) else KideskError(tasks.UNEXPECTED))
