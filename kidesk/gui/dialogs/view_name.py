"""Name a saved view: asks what it is to be called."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from kidesk.errors import KideskError
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.frame import Frame
from kidesk.gui.dialogs.labelled import Labelled
from kidesk.i18n import N_


class ViewNameDialog(Frame):
    """`save` is called with the name; what it refuses is said beneath the field."""

    def __init__(
        self, desk: Desk, title: str, name: str, save: Callable[[str], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, title, parent, (480, 240))
        self._save = save
        self.name = QLineEdit(name)
        help = N_("The view keeps what the list shows now: its words, its filters and its order.")
        self.box = Labelled(desk, N_("Name of the view"), self.name, "" if name else help)
        self.body.addWidget(self.box)
        self.body.addStretch(1)
        self.add_button(N_("Cancel"), self.reject)
        self.add_button(N_("Save"), self.save, is_default=True)
        self.name.selectAll()
        self.name.setFocus()

    def save(self) -> None:
        """Saves, or says what must be put right first."""
        try:
            if not self.name.text().strip():
                raise KideskError(N_("This field must be filled in."))
            self._save(self.name.text())
        except KideskError as error:
            self.box.show_problem(error.said(self.desk.language))
            self.name.setFocus()
        else:
            self.accept()
