"""The dialog with the text for the registrar, and the fields for the dnr that the registrar gives."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton, QWidget

from kidesk.errors import KideskError
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.frame import Frame
from kidesk.gui.dialogs.labelled import Labelled, Options
from kidesk.gui.plain import PlainLabel
from kidesk.i18n import N_, Language
from kidesk.operations.registrar_text import register, registrar_text, unregistered_amendments
from kidesk.records.agreement import Agreement

_LANGUAGES = (("sv", "Svenska"), ("en", "English"))
_HELP = N_("The number that the registrar gave, such as 1-779/2022.")


class RegistrarDialog(Frame):
    """About one agreement. `saved` carries the doubts about the numbers that were entered."""

    saved = Signal(object)

    def __init__(self, desk: Desk, agreement: Agreement, parent: QWidget | None = None) -> None:
        super().__init__(desk, N_("Text for the registrar"), parent, (640, 640))
        self._agreement = agreement
        self.language = Options(desk, _LANGUAGES, is_named=True)
        self.language.setFixedWidth(120)
        self.language.set_value(desk.language.code)
        self.language.activated.connect(self._show)
        desk.say(self.language, self.language.setAccessibleName, N_("Language of the text"))
        self.add_beside_title(self.language)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        desk.say(self.text, self.text.setAccessibleName, N_("Text for the registrar"))
        self.body.addWidget(self.text, 1)
        self.dnr: QLineEdit | None = None
        self.amendments: dict[int, QLineEdit] = {}
        self._add_fields()
        self.add_button(N_("Close"), self.reject)
        self.copy_button = self.add_button(N_("Copy the text"), self.copy, "copy")
        self.save_button: QPushButton | None = None
        if self.dnr is not None or self.amendments:
            self.save_button = self.add_button(N_("Save the number"), self.save, is_default=True)
        self._show()
        self.text.setFocus()

    def _add_fields(self) -> None:
        """A field for each number that is missing."""
        if not self._agreement.dnr.strip():
            self.dnr = QLineEdit()
            self.body.addWidget(Labelled(self.desk, N_("Registration number (dnr)"), self.dnr, _HELP))
        for one in unregistered_amendments(self._agreement):
            field = self.amendments[one.id] = QLineEdit()
            self.body.addWidget(Labelled(self.desk, N_("Dnr of the amendment"), field))
            field.setAccessibleDescription(one.concerns)
            self.body.addWidget(PlainLabel(one.concerns, "small", elide=True))

    def _show(self) -> None:
        try:
            said = registrar_text(self.desk.store, self._agreement.id, Language(self.language.value()))
        except KideskError as error:
            self._tell(error)
        else:
            self.text.setPlainText(said)

    def copy(self) -> None:
        """Puts the whole text on the clipboard."""
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self.banner.say("ok", lambda: self.desk.text(N_("The text is on the clipboard.")))

    def save(self) -> None:
        """Saves the numbers entered and closes, or says what is wrong."""
        dnr = self.dnr.text() if self.dnr is not None else None
        entered = {number: field.text() for number, field in self.amendments.items()}
        try:
            done = register(self.desk.store, self._agreement, dnr, entered)
        except KideskError as error:
            self._tell(error)
        else:
            self.saved.emit(tuple(doubt for doubt in done.warnings if doubt.key == "dnr"))
            self.accept()

    def _tell(self, error: KideskError) -> None:
        self.banner.say("bad", lambda: error.said(self.desk.language))
