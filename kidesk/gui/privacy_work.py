"""What can be done with a person's data from any page: extract, correct, withdraw, review, erase."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from kidesk.errors import KideskError, Sentence
from kidesk.gui.actions import Command
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.erase import EraseDialog
from kidesk.gui.dialogs.few_fields import FewFieldsDialog
from kidesk.gui.dialogs.withdraw import WithdrawDialog
from kidesk.gui.pages.persons import ACTS
from kidesk.gui.record_dialog import RecordDialog
from kidesk.gui.record_page import RecordPage
from kidesk.gui.record_work import RecordWork
from kidesk.gui.toast import Toast
from kidesk.i18n import N_
from kidesk.operations import consents, retention_review
from kidesk.operations.edit import Saved, gone
from kidesk.operations.erasure_marks import returned
from kidesk.operations.rectify import check_reason, rectify
from kidesk.operations.subject_extract import note
from kidesk.records import PERSONS
from kidesk.records.fields import Day, Text
from kidesk.records.person import Person
from kidesk.records.privacy_decision import PrivacyDecision
from kidesk.records.record_type import Form

if TYPE_CHECKING:
    from kidesk.gui.main_window import MainWindow


class PrivacyWork(QObject):
    """Works on persons' data for a window. `extract_made` carries the number of the person whose extract to show."""

    extract_made = Signal(int)

    def __init__(self, desk: Desk, window: QWidget, work: RecordWork, toast: Toast) -> None:
        super().__init__(window)
        self._desk, self._window, self._work, self._toast = desk, window, work, toast

    def erase(self, number: int) -> None:
        """Opens the dialog in which a person is erased."""
        person = self._desk.store.get(Person, number)
        if person is None:
            self._work.tell(gone(number))
        else:
            EraseDialog(self._desk, person, self._window).open()

    def do(self, act: str, number: int) -> None:
        """Does with a person's data what was asked for, by its key in the menu of the details."""
        acts = {"extract": self.extract, "correct": self.correct, "withdraw": self.withdraw, "erase": self.erase}
        acts[act](number)

    def extract(self, number: int) -> None:
        """Asks for the number of the request, notes the extract and shows it."""
        explained = N_("Everything held on the person is gathered and shown, and that it was made is noted.")
        fields = ((Text(PrivacyDecision.dnr, N_("Registration number (dnr)")),),)

        def keep(values: dict[str, Any]) -> int:
            return note(self._desk.store, number, dnr=values["dnr"])

        title, act = N_("Data-subject extract"), N_("Make the extract")
        person = self._desk.store.get(Person, number)
        dialog = FewFieldsDialog(self._desk, title, explained, fields, keep, act, self._window, record=person)
        dialog.saved.connect(lambda: self.extract_made.emit(number))
        dialog.open()

    def correct(self, number: int) -> None:
        """Asks why, and opens the form in which the data are corrected."""
        person = self._desk.store.get(Person, number)
        if person is None:
            self._work.tell(gone(number))
            return
        explained = N_(
            "The form opens next. Which fields are corrected is noted with the reason, and not what they say."
        )
        fields = (
            (Text(PrivacyDecision.reason, N_("Why the data are corrected")),),
            (Text(PrivacyDecision.dnr, N_("Registration number (dnr)")),),
        )

        def keep(values: dict[str, Any]) -> dict[str, Any]:
            check_reason(self._desk.store, number, values["reason"])
            return values

        title, act = N_("Correct the data"), N_("Open the form")
        dialog = FewFieldsDialog(
            self._desk, title, explained, fields, keep, act, self._window, needed=("reason",), record=person
        )
        dialog.saved.connect(partial(self._correct, person))
        dialog.open()

    def _correct(self, person: Person, told: dict[str, Any]) -> None:
        desk = self._desk
        if not self._work.may_open(person):
            return

        def keep(values: dict[str, Any]) -> Saved:
            return rectify(
                desk.store,
                person.id,
                values,
                told["reason"],
                version=person.version,
                language=desk.language,
                dnr=told["dnr"],
            )

        form = Form(N_("Correct the data"), PERSONS.sections)
        self._work.open(RecordDialog(desk, PERSONS, person, form=form, keep=keep, parent=self._window))

    def withdraw(self, number: int) -> None:
        """Opens the dialog in which consents are withdrawn, where there are any."""
        try:
            standing = consents.standing(self._desk.store, number)
        except KideskError as error:
            self._work.tell(error)
            return
        if not standing:
            self._toast.say(self._desk.text(N_("This person has given no consent that could be withdrawn.")))
            return
        person = self._desk.store.get(Person, number)
        if person is None or not self._work.may_open(person):
            return
        dialog = WithdrawDialog(self._desk, person, self._window)
        dialog.saved.connect(self._withdrawn)
        dialog.open()

    def _withdrawn(self, follows: tuple[Sentence, ...]) -> None:
        said = [self._desk.text(N_("The consent was withdrawn.")), *(one.said(self._desk.language) for one in follows)]
        self._work.offer_undo(" ".join(said))

    def keep(self, number: int) -> None:
        """Asks until when and why a person's data are kept."""
        explained = N_("The person comes up for review again after that day. The decision is noted.")
        fields = (
            (Day(Person.keep_until, N_("Keep until")),),
            (Text(Person.keep_because, N_("Why they are still needed")),),
        )

        def keep(values: dict[str, Any]) -> int:
            return retention_review.keep(self._desk.store, number, values["keep_until"], values["keep_because"])

        title, act = N_("Keep the data"), N_("Keep")
        person, needed = self._desk.store.get(Person, number), ("keep_until", "keep_because")
        dialog = FewFieldsDialog(
            self._desk, title, explained, fields, keep, act, self._window, needed=needed, record=person
        )
        dialog.saved.connect(lambda: self._work.offer_undo(self._desk.text(N_("The data are kept."))))
        dialog.open()

    def look_for_returned(self) -> None:
        """Offers to erase again who came back with an older copy of the database."""
        numbers = returned(self._desk.workspace)
        if numbers:
            said = self._desk.language.plural(
                "{count} erased person is here again, since an older copy was put back",
                "{count} erased persons are here again, since an older copy was put back",
                len(numbers),
            )
            self._toast.say(said, self._desk.text(N_("Erase again…")), partial(self.erase, numbers[0]))


def in_edit(window: MainWindow) -> list[Command]:
    """The commands on a person's data."""
    signs = {"extract": "file-text", "correct": "pencil", "withdraw": "shield-check", "erase": "user-x"}
    own = [Command(key, "edit", ACTS[key], sign, None, partial(_do, window, key)) for key, sign in signs.items()]
    return [*own, Command("review", "edit", N_("Retention review…"), "calendar-clock", None, window.asides.review)]


def _do(window: MainWindow, act: str) -> None:
    page = window.stack.currentWidget()
    number = page.current() if isinstance(page, RecordPage) and page.type is PERSONS else None
    if number is not None:
        window.privacy.do(act, number)
    else:
        window.toast.say(window.desk.text(N_("Go to the person in the list of persons first.")))
