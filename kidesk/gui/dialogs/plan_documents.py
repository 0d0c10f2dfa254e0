"""The documents of a plan: their editions with status, and what can be done with each."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from kidesk.errors import KideskError
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.edition import ControlDialog, DecideDialog
from kidesk.gui.dialogs.frame import Frame
from kidesk.gui.dialogs.lines import LinesTable
from kidesk.gui.icons import dress_button
from kidesk.gui.plain import PlainLabel
from kidesk.i18n import N_
from kidesk.operations.document_editions import mark_ready, new_edition
from kidesk.records.document_edition import (
    CONCLUDED,
    CONTROL_FIELDS,
    DOCUMENT_EDITION_FIELDS,
    DocumentEdition,
    DocumentKind,
    EditionStatus,
    editions_of,
)
from kidesk.records.field import Problem
from kidesk.records.plan import DOCUMENTS, Plan
from kidesk.records.record import Record

_SHOWN = ("document", "number", "dnr", "decision_date", "decided_by", "status")
_FIELDS = {field.key: field for field in (*DOCUMENT_EDITION_FIELDS, *CONTROL_FIELDS)}


class PlanDocuments(Frame):
    """The documents of the plan with the id `plan`.

    `texts_asked` carries the document whose prose is to be written, `preview_asked` a document and the number of its
    edition; `told` says what was done, and whether it can be taken back.
    """

    texts_asked = Signal(object)
    preview_asked = Signal(object, int)
    told = Signal(str, bool)

    def __init__(self, desk: Desk, plan: Plan, parent: QWidget | None = None) -> None:
        super().__init__(desk, N_("Documents of the plan"), parent, (900, 440))
        self._number = plan.id
        self.rows: list[DocumentEdition] = []
        self._name = PlainLabel("", "muted", elide=True)
        self.body.addWidget(self._name)
        self.table, self.nothing = LinesTable(), PlainLabel("", wrap=True)
        desk.say(self.table, self.table.setAccessibleName, N_("Editions"))
        desk.say(
            self.nothing, self.nothing.setText, N_("No edition has been begun yet. The texts can be written before.")
        )
        self.body.addWidget(self.table)
        self.body.addWidget(self.nothing)
        self.body.addLayout(self._buttons())
        self.body.addStretch(1)
        self.preview_button = self.add_button(N_("Preview…"), self._preview, "file-text", at_start=True)
        self.add_button(N_("Close"), self.reject, is_default=True)
        self.table.selectionModel().currentRowChanged.connect(lambda: self._offer())
        self.table.doubleClicked.connect(lambda index: self._preview())
        desk.records_changed.connect(self._follow)
        desk.language_changed.connect(self._show)
        self._read()
        self.table.setFocus()

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.texts_button = self._button(N_("Texts…"), "pencil", lambda: self.texts_asked.emit(self.document()))
        self.control_button = self._button(N_("Document control…"), "clipboard-list", self._control)
        self.ready_button = self._button(N_("Mark as ready"), "check", self._mark_ready)
        self.decide_button = self._button(N_("Decide…"), "stamp", self._decide)
        self.new_button = self._button(N_("New edition"), "plus", self._begin)
        buttons = (self.texts_button, self.control_button, self.ready_button, self.decide_button, self.new_button)
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _button(self, text: str, sign: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton()
        self.desk.say(button, button.setText, text)
        dress_button(button, sign)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: act())
        return button

    # What is shown

    def _follow(self, touched: frozenset[type[Record]]) -> None:
        if Plan in touched:
            self._read()

    def _read(self) -> None:
        found = self.desk.store.get(Plan, self._number)
        if found is None:
            super().reject()
            return
        self._plan = found
        documents = DOCUMENTS[found.kind]
        self.rows = [one for document in documents for one in editions_of(found.editions, document)[::-1]]
        self._show()

    def _show(self) -> None:
        language, kept = self.desk.language, self.edition()
        self._name.setText(self._plan.caption(language.code))
        fields = [_FIELDS[key] for key in _SHOWN]
        lines = [[field.text(one, language) for field in fields] for one in self.rows]
        with QSignalBlocker(self.table.selectionModel()):
            tones = [str(one.status.tone) for one in self.rows]
            self.table.show_lines([language.text(field.label) for field in fields], lines, tones)
            places = [place for place, one in enumerate(self.rows) if kept is not None and one.id == kept.id]
            self.table.selectRow(places[0] if places else 0)
        self.table.setVisible(bool(self.rows))
        self.nothing.setVisible(not self.rows)
        self._offer()

    def edition(self) -> DocumentEdition | None:
        """The edition selected."""
        row = self.table.currentIndex().row()
        return self.rows[row] if 0 <= row < len(self.rows) else None

    def document(self) -> DocumentKind:
        """The document of the edition selected; without one, the plan's first."""
        edition = self.edition()
        return edition.document if edition is not None else DOCUMENTS[self._plan.kind][0]

    def _offer(self) -> None:
        """Offers what can be done with the edition selected."""
        edition = self.edition()
        status = edition.status if edition is not None else None
        self.control_button.setEnabled(status is not None and status not in CONCLUDED)
        self.ready_button.setEnabled(status == EditionStatus.DRAFT)
        self.decide_button.setEnabled(status == EditionStatus.READY)
        newest = next((one for one in self.rows if one.document == self.document()), None)
        self.new_button.setEnabled(newest is None or newest.status in CONCLUDED)
        self.preview_button.setEnabled(edition is not None)

    # What is done

    def _preview(self) -> None:
        edition = self.edition()
        if edition is not None:
            self.preview_asked.emit(edition.document, edition.number)

    def _begin(self) -> None:
        document = self.document()
        if self._is_done(lambda: new_edition(self.desk.store, self._number, document)):
            self.table.selectRow(0)
            self.told.emit(self.desk.text(N_("A new edition has been begun.")), True)

    def _mark_ready(self) -> None:
        edition = self.edition()
        if edition is not None and self._is_done(
            lambda: mark_ready(self.desk.store, self._number, edition.document, edition.number)
        ):
            self.told.emit(self.desk.text(N_("The edition is ready to be decided.")), True)

    def _is_done(self, act: Callable[[], object]) -> bool:
        try:
            act()
        except KideskError as error:
            refused = error
            self.banner.say("bad", lambda: refused.said(self.desk.language))
            return False
        self.banner.hide()
        return True

    def _control(self) -> None:
        self._open(ControlDialog, N_("The document control was saved."), is_undoable=True)

    def _decide(self) -> None:
        self._open(DecideDialog, N_("The edition has been decided."), is_undoable=False)

    def _open(self, form: type[ControlDialog], done: str, *, is_undoable: bool) -> None:
        edition = self.edition()
        if edition is None:
            return
        dialog = form(self.desk, self._number, edition, self)
        dialog.saved.connect(lambda saved: self.told.emit(self._said(done, saved.warnings), is_undoable))
        dialog.open()

    def _said(self, done: str, doubts: tuple[Problem, ...]) -> str:
        return " ".join((self.desk.text(done), *(doubt.said(self.desk.language) for doubt in doubts)))
