"""What every dialog does in which something is typed: nothing of it is thrown away without asking."""

from __future__ import annotations

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog

from kidesk.gui import ask
from kidesk.gui.desk import Desk
from kidesk.i18n import N_


class TypedDialog(QDialog):
    """A dialog that saves what is typed in it. Escape, Cancel and the window's own button ask before it is lost."""

    desk: Desk

    @property
    def is_dirty(self) -> bool:
        """Whether something was changed that is not saved."""
        raise NotImplementedError

    def save(self) -> bool:
        """Saves what was typed, and says whether that could be done."""
        raise NotImplementedError

    def drop(self) -> None:
        """Takes what was typed for nothing."""
        raise NotImplementedError

    def reject(self) -> None:
        """Escape and Cancel ask first."""
        if self.may_leave():
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """The window's own close button asks the same."""
        if self.isVisible() and not self.may_leave():
            event.ignore()
        else:
            super().closeEvent(event)

    def may_leave(self) -> bool:
        """Whether the dialog can be left; asks where something was changed."""
        if not self.is_dirty:
            return True
        text = self.desk.text
        answer = ask.choose(
            self,
            text(N_("Save the changes?")),
            text(N_("You have changed something here that is not saved.")),
            [
                ask.Answer("save", text(N_("Save")), "primary"),
                ask.Answer("drop", text(N_("Don’t save"))),
                ask.Answer("back", text(N_("Cancel"))),
            ],
        )
        if answer == "drop":
            self.drop()
        return answer == "drop" or (answer == "save" and self.save())
