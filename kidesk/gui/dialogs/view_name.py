"""Name what is saved, a view or a mapping of columns: asks what it is to be called."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from kidesk.errors import KideskError
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.frame import Frame
from kidesk.gui.dialogs.labelled import Labelled
from kidesk.i18n import N_


class NameDialog(Frame):
    """`save` is called with the name; what it refuses is said beneath the field. `help` says what is saved anew."""

    label: str
    help: str

    def __init__(
        self, desk: Desk, title: str, name: str, save: Callable[[str], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, title, parent, (480, 240))
        self._save = save
        self.name = QLineEdit(name)
        self.box = Labelled(desk, self.label, self.name, "" if name else self.help)
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


class ViewNameDialog(NameDialog):
    """Names a saved view."""

    label = N_("Name of the view")
    help = N_("The view keeps what the list shows now: its words, its filters and its order.")


class MappingNameDialog(NameDialog):
    """Names a saved mapping of columns."""

    label = N_("Name of the mapping")
    help = N_("The mapping keeps what each column means, for tables with the same headings.")
