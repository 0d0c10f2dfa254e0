"""What is done with the documents of a plan from the window: their editions, their prose, their preview."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from kidesk.gui.actions import Command
from kidesk.gui.dialogs.plan_documents import PlanDocuments
from kidesk.gui.dialogs.prose import ProseDialog
from kidesk.gui.pages.plan import PlanPage
from kidesk.i18n import N_
from kidesk.operations.edit import gone
from kidesk.records.document_edition import DocumentKind, editions_of
from kidesk.records.plan import DOCUMENTS, Plan

if TYPE_CHECKING:
    from kidesk.gui.main_window import MainWindow


class DocumentWork(QObject):
    """Opens the dialogs about a plan's documents for a window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._desk = window.desk

    def show(self, number: int) -> None:
        """The documents of the plan with the id `number`."""
        plan = self._plan(number)
        if plan is None:
            return
        if not DOCUMENTS[plan.kind]:
            self._window.toast.say(self._desk.text(N_("This plan has no documents with editions of their own.")))
            return
        dialog = PlanDocuments(self._desk, plan, self._window)
        dialog.texts_asked.connect(lambda document: self.write(number, document, dialog))
        dialog.preview_asked.connect(partial(self._preview, number))
        dialog.told.connect(self._tell)
        dialog.open()

    def write(self, number: int, document: DocumentKind, above: PlanDocuments | None = None) -> None:
        """The prose of a document."""
        plan = self._plan(number)
        if plan is None:
            return
        dialog = ProseDialog(self._desk, plan, document, above or self._window)
        dialog.preview_asked.connect(lambda: self._preview(number, document, self._latest(number, document)))
        dialog.saved.connect(lambda: self._tell(self._desk.text(N_("The texts were saved.")), True))
        dialog.open()

    def _plan(self, number: int) -> Plan | None:
        plan = self._desk.store.get(Plan, number)
        if plan is None:
            self._window.work.tell(gone(number))
        return plan

    def _latest(self, number: int, document: DocumentKind) -> int | None:
        """The edition that is being written; None where none has been begun."""
        plan = self._desk.store.get(Plan, number)
        found = editions_of(plan.editions, document) if plan is not None else []
        return found[-1].number if found else None

    def _preview(self, number: int, document: DocumentKind, edition: int | None) -> None:
        self._window.printing.document(document, number, edition)

    def _tell(self, message: str, is_undoable: bool) -> None:
        if is_undoable:
            self._window.work.offer_undo(message)
        else:
            self._window.toast.say(message)


def in_file(window: MainWindow) -> list[Command]:
    """The command of the File menu; the plan page asks for the same."""

    def ask() -> None:
        page = window.stack.currentWidget()
        if isinstance(page, PlanPage):
            page.ask_documents()
        else:
            window.toast.say(window.desk.text(N_("Go to the plan first.")))

    return [Command("documents", "file", N_("Documents of the plan…"), "files", "Ctrl+Shift+D", ask)]
