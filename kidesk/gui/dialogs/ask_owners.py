"""Ask units how their own activities stand in a quarter: who owes what, and a form for each chosen unit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kidesk.errors import KideskError
from kidesk.gui import ask, tasks
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs import places
from kidesk.gui.dialogs.frame import Frame
from kidesk.gui.dialogs.labelled import Labelled, Options
from kidesk.gui.dialogs.owing_units import OwingUnits
from kidesk.gui.editor import Editor
from kidesk.gui.field_box import FieldBox
from kidesk.gui.plain import PlainLabel
from kidesk.gui.preview.choices import quarters_to_choose
from kidesk.i18n import N_, Language
from kidesk.operations.ask_owners import Asked, FilesExist
from kidesk.operations.ask_owners import ask as ask_units
from kidesk.operations.owed_answers import owed
from kidesk.operations.owner_form import Asking
from kidesk.records import clock
from kidesk.records.field import Unreadable
from kidesk.records.fields import Day
from kidesk.records.owner_request import RequestState
from kidesk.records.quarter import OwnerRequest, Period

_LANGUAGES = (("sv", "Svenska"), ("en", "English"))
_DUE = Day(OwnerRequest.due_on, N_("Answer wanted by"))
_DAYS_TO_ANSWER = 14
_STOPPED = N_("Stopped. Nothing was written and nobody asked.")


class AskOwnersDialog(Frame):
    """About the quarter called `quarter`, or the latest.

    `letter_asked` carries the ids of the chosen units and what they are asked with, `answers_asked` the quarter whose
    answers are to be read.
    """

    letter_asked = Signal(object, object)
    answers_asked = Signal(object)

    def __init__(self, desk: Desk, quarter: str = "", parent: QWidget | None = None) -> None:
        super().__init__(desk, N_("Ask the units"), parent, (1040, 720))
        self._task: tasks.Task | None = None
        self.quarter = Options(desk, quarters_to_choose(desk), is_named=True)
        if quarter in [name for name, _ in quarters_to_choose(desk)]:
            self.quarter.set_value(quarter)
        self.due = FieldBox(desk, _DUE)
        assert isinstance(self.due.editor, Editor)
        self.day = self.due.editor
        self.day.set_value(clock.today() + dt.timedelta(days=_DAYS_TO_ANSWER))
        self.language = Options(desk, _LANGUAGES, is_named=True)
        self.language.set_value(desk.language.code)
        self.units = OwingUnits(desk)
        self.summary = PlainLabel("", "strong", wrap=True)
        self._fill()
        self.quarter.activated.connect(self._change_quarter)
        self.units.selectionModel().selectionChanged.connect(lambda: self._count())
        desk.records_changed.connect(self._reread)
        desk.keep_saying(self, self._speak)
        self._change_quarter()
        self.units.setFocus()

    def _fill(self) -> None:
        desk = self.desk
        words = PlainLabel("", "muted", wrap=True)
        said = N_(
            "Each chosen unit gets a form with its own activities, to be answered and sent back, and there is a text "
            "for the e-mail. kidesk sends nothing. Click or press Space to choose a unit or leave it."
        )
        desk.say(words, words.setText, said)
        self.body.addWidget(words)
        row = QHBoxLayout()
        row.setSpacing(16)
        language = Labelled(desk, N_("Language of the forms"), self.language)
        for widget in (Labelled(desk, N_("Quarter"), self.quarter), self.due, language):
            row.addWidget(widget, 1, Qt.AlignmentFlag.AlignTop)
        row.addStretch(1)
        self.body.addLayout(row)
        desk.say(self.units, self.units.setAccessibleName, N_("Units with activities of their own"))
        self.body.addWidget(self.units, 1)
        self.body.addWidget(self.summary)
        self.read_button = self.add_button(N_("Read an answer…"), self._ask_answers, "mail-open", at_start=True)
        self.letter_button = self.add_button(N_("E-mail text…"), self._ask_letter, "mail", at_start=True)
        self.add_button(N_("Close"), self.reject)
        self.write_button = self.add_button(N_("Write the forms…"), self.choose_folder, "file-down", is_default=True)

    # What is shown

    @property
    def period(self) -> Period:
        """The quarter that is chosen."""
        return Period.named(self.quarter.value())

    def _speak(self) -> None:
        chosen = self.quarter.value()
        self.quarter.set_options(quarters_to_choose(self.desk))
        self.quarter.set_value(chosen)
        self._show(self.units.chosen())

    def _reread(self, touched: object = None) -> None:
        self._show(self.units.chosen())

    def _change_quarter(self) -> None:
        """Begins with all that have not been asked, or else with those whose answers are overdue."""
        self._show(())
        for state in (RequestState.NOT_ASKED, RequestState.OVERDUE):
            wanted = [one.unit for one in self.units.owed if one.state == state]
            if wanted:
                break
        self.units.choose(wanted)
        self._count()

    def _show(self, chosen: Collection[int]) -> None:
        today = clock.today()
        self.units.show_units(owed(self.desk.store, self.period, today), today, chosen)
        self._count()

    def _count(self) -> None:
        owing, count = self.units.owed, len(self.units.chosen())
        plural, text = self.desk.language.plural, self.desk.text
        answered = sum(one.state == RequestState.ANSWERED for one in owing)
        said = [
            plural("{count} unit chosen", "{count} units chosen", count),
            plural("{count} unit has answered", "{count} units have answered", answered),
        ]
        nothing = N_("No unit has activities of its own. Give units a role in the plan first.")
        self.summary.setText(" · ".join(said) if owing else text(nothing))
        for button in (self.letter_button, self.write_button):
            button.setEnabled(count > 0)

    # What is done

    def asking(self) -> Asking | None:
        """What the units are asked with, or None where the day cannot be read, which is told."""
        try:
            due = self.day.value()
        except Unreadable as error:
            self.due.show_problem(error.said(self.desk.language))
            self.day.setFocus()
            return None
        self.due.show_problem("")
        return Asking(self.period, due, Language(self.language.value()), self.desk.settings)

    def choose_folder(self) -> None:
        """Asks where the forms are to stand, and writes them there."""
        asking = self.asking()
        if asking is None:
            return
        folder = places.choose_folder(self, self.desk.text(N_("Choose a folder for the forms")))
        if folder is not None:
            self.write(asking, folder)

    def write(self, asking: Asking, folder: Path, *, may_replace: bool = False) -> None:
        """Writes the forms of the chosen units."""
        store, chosen = self.desk.store, self.units.chosen()

        def work(progress: tasks.Progress) -> Any:
            step = tasks.heeding(progress, _STOPPED)
            return ask_units(store, asking, folder, chosen, may_replace=may_replace, progress=step)

        def failed(error: BaseException) -> None:
            self._task = None
            if isinstance(error, FilesExist):
                self._offer_to_replace(asking, folder, error)
            else:
                self._fail(error)

        self.banner.hide()
        words = (self.desk.text(N_("Writing the forms")), self.desk.text(N_("Cancel")))
        self._task = tasks.start(self, words, work, lambda made: self._written(made, folder), failed)

    @property
    def is_writing(self) -> bool:
        """Whether forms are being written."""
        return self._task is not None

    def _offer_to_replace(self, asking: Asking, folder: Path, error: FilesExist) -> None:
        text = self.desk.text
        answers = (
            ask.Answer("replace", text(N_("Replace")), "primary"),
            ask.Answer("cancel", text(N_("Cancel"))),
        )
        title = self.desk.language.plural(
            "{count} form stands there already", "{count} forms stand there already", len(error.names)
        )
        if ask.choose(self, title, "\n".join(error.names), answers) == "replace":
            self.write(asking, folder, may_replace=True)

    def _written(self, made: tuple[Asked, ...], folder: Path) -> None:
        self._task = None
        said = "{count} form stands in {folder}.", "{count} forms stand in {folder}."
        self.banner.say(
            "ok",
            lambda: " ".join(
                (
                    self.desk.language.plural(*said, len(made), folder=folder),
                    self.desk.text(N_("Attach each to its e-mail; Ctrl+Z takes back that the units were asked.")),
                )
            ),
        )
        self.units.choose([one.unit for one in made])

    def _fail(self, error: BaseException) -> None:
        known = error if isinstance(error, KideskError) else KideskError(tasks.UNEXPECTED)
        self.banner.say("info" if isinstance(error, tasks.Stopped) else "bad", lambda: known.said(self.desk.language))

    def _ask_letter(self) -> None:
        asking = self.asking()
        if asking is not None:
            self.letter_asked.emit(self.units.chosen(), asking)

    def _ask_answers(self) -> None:
        self.answers_asked.emit(self.period)

    def reject(self) -> None:
        """Closes; while forms are being written, asks that to stop instead."""
        if self._task is not None:
            self._task.cancel()
        else:
            super().reject()
