"""Import of a file: first what would happen, then the import, then what became of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QWidget

from kidesk.errors import KideskError
from kidesk.gui import tasks
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs import places
from kidesk.gui.dialogs.frame import Frame
from kidesk.gui.dialogs.import_agreements import AgreementsPreview
from kidesk.gui.dialogs.import_contacts import ContactsPreview
from kidesk.gui.dialogs.import_organisations import OrganisationsPreview
from kidesk.gui.dialogs.import_preview import ImportPreview
from kidesk.gui.dialogs.import_values import ValuesPreview
from kidesk.gui.dialogs.labelled import Options
from kidesk.gui.empty import EmptyState
from kidesk.gui.plain import PlainLabel
from kidesk.i18n import N_
from kidesk.operations.file_kind import TABLES, FileKind, kind_of

_FILES = N_("Files to import (*.csv *.txt *.tsv *.xlsx *.vcf *.vcard *.xml)")
MOST_SHOWN = 2000  # that are shown selected in their list
_FAILED = N_("Something went wrong that kidesk did not expect, and nothing was imported. The log says what.")
_STOPPED = N_("Stopped. Nothing was imported.")


class ImportDialog(Frame):
    """Imports contacts, organisations, values or agreements, whichever the file holds; with a `file` it starts with
    its preview.

    `imported` carries what became of it, and `left` says it once the dialog is closed. `record_chosen` carries the type
    and id of a record that is to be shown, `records_chosen` those of what was added.
    """

    imported = Signal(object)
    left = Signal(str)
    record_chosen = Signal(object, int)
    records_chosen = Signal(object, object)

    def __init__(self, desk: Desk, file: Path | None = None, parent: QWidget | None = None) -> None:
        super().__init__(desk, N_("Import"), parent, (980, 860))
        self.file: Path | None = None
        self.found: Any = None
        self.is_done = False
        self._task: tasks.Task | None = None
        self._is_importing = self._is_asked_anew = False
        self.contacts, self.organisations = ContactsPreview(desk), OrganisationsPreview(desk)
        self.values, self.agreements = ValuesPreview(desk), AgreementsPreview(desk)
        self.views: dict[FileKind, ImportPreview] = {
            FileKind.CONTACTS: self.contacts,
            FileKind.ORGANISATIONS: self.organisations,
            FileKind.VALUES: self.values,
            FileKind.AGREEMENTS: self.agreements,
        }
        self.shown: ImportPreview = self.organisations
        self._stack = QStackedWidget()
        self._start_page = self._make_start()
        self._stack.addWidget(self._start_page)
        for view in self.views.values():
            view.other.clicked.connect(self.choose)
            self._stack.addWidget(view)
        self.body.addWidget(self._stack, 1)
        self.kind = self._add_kind()
        self._add_buttons()
        self._connect()
        desk.keep_saying(self, self._speak)
        if file is not None:
            self.preview(file)

    def _add_kind(self) -> Options:
        """What the rows of a table are, which the person knows better than their headings."""
        kind = Options(self.desk, [(one, one.label) for one in TABLES])
        kind.show_whole()
        label = PlainLabel("", "muted")
        label.setBuddy(kind)
        self.desk.say(label, label.setText, N_("These rows are"))
        self.desk.say(kind, kind.setAccessibleName, N_("These rows are"))
        self._kind_line = QWidget()
        row = QHBoxLayout(self._kind_line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(label)
        row.addWidget(kind)
        self.add_beside_title(self._kind_line)
        return kind

    def _add_buttons(self) -> None:
        self.show_button = self.add_button(N_("Show in the register"), self._show_record, at_start=True)
        self.added_button = self.add_button(N_("Show the new ones"), self._show_added, at_start=True)
        self.close_button = self.add_button(N_("Cancel"), self.reject)
        self.import_button = self.add_button(N_("Import"), self.run_import, "file-up", is_default=True)

    def _connect(self) -> None:
        self.kind.activated.connect(lambda: self._read_as(self.kind.value()))
        self.agreements.agreements.selectionModel().currentRowChanged.connect(lambda: self._offer_record())
        for rows in (self.contacts, self.organisations):
            rows.view.looked_at.connect(self._offer_record)
            rows.view.copied.connect(self._say_copied)
        for view in (self.values, self.contacts, self.organisations):
            view.asked_anew.connect(self._preview_anew)
        self.finished.connect(self._leave)

    def _make_start(self) -> QWidget:
        start = EmptyState("file-up")
        self.desk.keep_saying(
            start,
            lambda: start.set_text(
                self.desk.text(N_("Choose a file")),
                self.desk.text(
                    N_(
                        "Contacts as vCards or as a table (CSV, XLSX), such as Outlook and Google export them. "
                        "Organisations as a table, with headings such as Name, Country, City and Website. "
                        "Values of indicators as a table with a column Period and one called like each series. "
                        "Agreements as XML, as a partner sends them over Erasmus Without Paper. "
                        "Nothing is changed until you have seen what would happen."
                    )
                ),
            ),
        )
        self.choose_button = start.add_button("", "folder-open", primary=True)
        self.desk.say(self.choose_button, self.choose_button.setText, N_("Choose a file…"))
        self.choose_button.clicked.connect(self.choose)
        return start

    # What happens

    def choose(self) -> None:
        """Asks for a file and shows its preview."""
        file = places.choose_to_read(self, self.desk.text(N_("Choose a file to import")), self.desk.text(_FILES))
        if file is not None:
            self.preview(file)

    def preview(self, file: Path) -> None:
        """Shows what an import of the file would do."""
        for view in self.views.values():
            view.begin()
        self._read(file, None)

    def _read(self, file: Path, kind: FileKind | None) -> None:
        def work(progress: tasks.Progress) -> Any:
            view = self.views[kind or kind_of(self.desk.store, file)]
            return file, view, view.work(file, tasks.heeding(progress, _STOPPED), is_trial=True)

        self._start(N_("Reading the file"), work, self._show_preview)

    def _read_as(self, kind: FileKind) -> None:
        """Shows what an import of the same file as something else would do."""
        if self.file is not None and self._task is None:
            self._read(self.file, kind)

    def _shown_kind(self) -> FileKind:
        return next(kind for kind, view in self.views.items() if view is self.shown)

    def _preview_anew(self) -> None:
        """Reads the file again as it is asked for now; what is under way for what was asked before is stopped."""
        if self.file is None or self.is_done or self._is_importing:
            return
        if self._task is not None:
            self._is_asked_anew = True
            self._task.cancel()
        else:
            self._read(self.file, self._shown_kind())

    def run_import(self) -> None:
        """Imports the file that is previewed."""
        view, file = self.shown, self.file
        if file is None:
            return

        def work(progress: tasks.Progress) -> Any:
            return view.work(file, tasks.heeding(progress, _STOPPED), is_trial=False)

        self._is_importing = True
        self._start(N_("Importing"), work, self._show_done)

    def _start(self, title: str, work: Callable[[tasks.Progress], Any], done: Callable[[Any], None]) -> None:
        self.banner.hide()
        words = (self.desk.text(title), self.desk.text(N_("Cancel")))

        def finish(result: Any) -> None:
            self._task, self._is_importing = None, False
            if not self._is_followed():
                done(result)
                self._speak()

        self._task = tasks.start(self, words, work, finish, self._failed)
        self._speak()

    def _show_preview(self, read: tuple[Path, ImportPreview, Any]) -> None:
        self.file, self.shown, self.found = read
        if not self._is_worthwhile():
            tone, said = self.shown.verdict(self.found)
            self.banner.say(tone, lambda: said.said(self.desk.language))

    def _show_done(self, result: Any) -> None:
        self.found, self.is_done = result, True
        is_whole = not self.shown.counts(result)["refused"]
        tone, said = ("ok", self.shown.done) if is_whole else ("warn", self.shown.done_without)
        self.banner.say(tone, lambda: self.desk.text(said))
        self.imported.emit(result)

    def _is_followed(self) -> bool:
        """Whether another reading was asked for meanwhile; it is begun."""
        is_asked, self._is_asked_anew = self._is_asked_anew, False
        if is_asked:
            self._preview_anew()
        return is_asked

    def _failed(self, error: BaseException) -> None:
        self._task, self._is_importing = None, False
        if self._is_followed():
            return
        self.shown.take_back()
        known = error if isinstance(error, KideskError) else KideskError(_FAILED)
        self.banner.say("info" if isinstance(error, tasks.Stopped) else "bad", lambda: known.said(self.desk.language))
        self._speak()

    def _is_worthwhile(self) -> bool:
        if self.found is None:
            return False
        counts = self.shown.counts(self.found)
        return bool(counts["created"] or counts["updated"])

    def _show_record(self) -> None:
        chosen = self.shown.record()
        if chosen is not None:
            self.accept()
            self.record_chosen.emit(*chosen)

    def _show_added(self) -> None:
        added = self.shown.added(self.found)
        if added is not None:
            self.accept()
            self.records_chosen.emit(*added)

    def _say_copied(self, count: int) -> None:
        plural = self.desk.language.plural
        copied = plural("{count} row is on the clipboard.", "{count} rows are on the clipboard.", count)
        self.banner.say("ok", lambda: copied)

    def _leave(self) -> None:
        if self.is_done and self.file is not None:
            self.left.emit(self.desk.text(N_("{file} was imported."), file=self.file.name))

    # What is shown

    def _speak(self) -> None:
        """Shows the state in the window's language."""
        is_busy = self._task is not None
        text = self.desk.text
        self._show_view(self._start_page if self.found is None else self.shown)
        self.import_button.setVisible(not self.is_done and self.found is not None)
        self.import_button.setEnabled(self._is_worthwhile() and not is_busy)
        self.close_button.setText(text(N_("Close")) if self.is_done else text(N_("Cancel")))
        self.choose_button.setEnabled(not is_busy)
        self.shown.other.setEnabled(not is_busy)
        if self.found is not None and self.file is not None and not is_busy:
            self.shown.show_result(self.found, self.file.name, is_done=self.is_done)
        is_table = self.found is not None and self.shown.is_of_table(self.found)
        self._kind_line.setVisible(is_table and not self.is_done)
        if is_table:
            self.kind.set_value(self._shown_kind())
        self._offer_record()
        if self.is_done:
            self.close_button.setDefault(True)
            self.close_button.setFocus()
        elif self.import_button.isEnabled() and not (self.kind.hasFocus() or self.shown.is_being_filled()):
            self.import_button.setFocus()

    def _show_view(self, wanted: QWidget) -> None:
        """Shows a page of the stack, which then takes no more room than that page needs."""
        for page in (self._start_page, *self.views.values()):
            policy = QSizePolicy.Policy.Preferred if page is wanted else QSizePolicy.Policy.Ignored
            page.setSizePolicy(policy, policy)
        self._stack.setCurrentWidget(wanted)

    def _offer_record(self) -> None:
        """A stored agreement can be gone to once there is nothing left to import."""
        is_over = self.found is not None and (self.is_done or not self._is_worthwhile())
        self.show_button.setVisible(is_over and self._task is None and self.shown.record() is not None)
        added = self.shown.added(self.found) if self.is_done else None
        self.added_button.setVisible(added is not None and 0 < len(added[1]) <= MOST_SHOWN)

    def reject(self) -> None:
        """Closes; while something is going on, asks it to stop instead."""
        if self._task is not None:
            self._task.cancel()
        else:
            super().reject()
