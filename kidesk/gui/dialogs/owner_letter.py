"""The dialog with the text of the e-mail to a unit, to be copied; nothing is sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QWidget

from kidesk.errors import KideskError
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.frame import Frame
from kidesk.gui.dialogs.labelled import Labelled, Options
from kidesk.i18n import N_, Language
from kidesk.operations.owner_form import Asking
from kidesk.operations.owner_letter import letter
from kidesk.records.organisation import Organisation

_LANGUAGES = (("sv", "Svenska"), ("en", "English"))


class OwnerLetterDialog(Frame):
    """The e-mails to some units, by their ids, one shown at a time."""

    def __init__(self, desk: Desk, units: Sequence[int], asking: Asking, parent: QWidget | None = None) -> None:
        super().__init__(desk, N_("Text for the e-mail"), parent, (680, 680))
        self._asking = asking
        names = {row.id: row.caption(desk.language.code) for row in desk.store.page(Organisation, units).values()}
        self.unit = Options(desk, [(number, names[number]) for number in units if number in names], is_named=True)
        self.language = Options(desk, _LANGUAGES, is_named=True)
        self.language.set_value(asking.language.code)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(Labelled(desk, N_("Unit"), self.unit), 3)
        row.addWidget(Labelled(desk, N_("Language of the text"), self.language), 1)
        self.body.addLayout(row)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        desk.say(self.text, self.text.setAccessibleName, N_("Text for the e-mail"))
        self.body.addWidget(self.text, 1)
        self.add_button(N_("Close"), self.reject)
        self.copy_button = self.add_button(N_("Copy the text"), self.copy, "copy", is_default=True)
        for options in (self.unit, self.language):
            options.activated.connect(self._show)
        self._show()
        self.text.setFocus()

    def _show(self) -> None:
        language = Language(self.language.value())
        self.banner.hide()
        try:
            found = letter(self.desk.store, self.unit.value() or 0, replace(self._asking, language=language))
        except KideskError as error:
            known = error
            self.banner.say("bad", lambda: known.said(self.desk.language))
            return
        self.text.setPlainText(found.text(language))
        if not found.to:
            self.banner.say("info", lambda: self.desk.text(N_("No address is known for this unit.")))

    def copy(self) -> None:
        """Puts the whole text on the clipboard."""
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self.banner.say("ok", lambda: self.desk.text(N_("The text is on the clipboard.")))
