"""The dialogs of a follow-up: that it was done, with a note, and until when it is put off."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from kidesk.errors import KideskError
from kidesk.gui.breaking_text import copyable
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.fields import FieldsDialog
from kidesk.gui.field_box import FieldBox
from kidesk.gui.icons import dress_button
from kidesk.gui.plain import PlainLabel
from kidesk.i18n import N_
from kidesk.operations.edit import Invalid
from kidesk.operations.follow_up import done, postpone
from kidesk.records import clock
from kidesk.records.field import Stored
from kidesk.records.fields import Day, Text
from kidesk.records.interaction import Interaction
from kidesk.records.rules import months_before

_ROOM = 480
_MISSING = N_("This field must be filled in.")


class _FollowUpDialog(FieldsDialog):
    """What both dialogs do. `kept` says that it is done."""

    kept = Signal()

    def __init__(
        self, desk: Desk, title: str, interaction: Interaction, fields: tuple[Stored, ...], parent: QWidget | None
    ) -> None:
        super().__init__(desk, title, parent, (560, 320))
        self._number = interaction.id
        self.boxes = {field.key: FieldBox(desk, field) for field in fields}
        self.body.addWidget(copyable(interaction.caption(desk.language.code), "strong", room=_ROOM))
        met = f"{desk.language.day(interaction.on)} · {desk.text(interaction.kind.label)}"
        self.body.addWidget(PlainLabel(met, "muted"))
        for box in self.boxes.values():
            self.body.addWidget(box)

    def save(self) -> None:
        """Keeps it, or says beside each field what must be put right first."""
        values, said = self.read()
        said |= {key: self.desk.text(_MISSING) for key, value in values.items() if value is None}
        if not said:
            try:
                self.keep(values)
            except Invalid as invalid:
                said = {problem.key: problem.said(self.desk.language) for problem in invalid.problems}
            except KideskError as error:
                refused = error
                self.banner.say("bad", lambda: refused.said(self.desk.language))
                return
        self.show_problems(said)
        if not said:
            self.kept.emit()
            self.accept()

    def keep(self, values: dict[str, Any]) -> None:
        """Keeps what was entered. Raises KideskError."""
        raise NotImplementedError


class DoneDialog(_FollowUpDialog):
    """Asks when an interaction was followed up, and what came of it."""

    def __init__(self, desk: Desk, interaction: Interaction, parent: QWidget | None) -> None:
        fields = (
            Day(Interaction.followed_up_on, N_("Followed up on")),
            Text(Interaction.notes, N_("Note"), N_("It is added to the notes of the interaction.")),
        )
        super().__init__(desk, N_("Follow up"), interaction, fields, parent)
        usual: dict[str, Any] = {"followed_up_on": clock.today(), "notes": ""}
        for key, value in usual.items():
            self.boxes[key].editor.set_value(value)
        self.add_button(N_("Cancel"), self.reject)
        self.add_button(N_("Followed up"), self.save, is_default=True)
        self.boxes["notes"].editor.setFocus()

    def keep(self, values: dict[str, Any]) -> None:
        done(self.desk.store, self._number, values["followed_up_on"], values["notes"])


class PostponeDialog(_FollowUpDialog):
    """Asks until when a follow-up is put off; a week, two or a month are one button each."""

    def __init__(self, desk: Desk, interaction: Interaction, parent: QWidget | None) -> None:
        fields = (Day(Interaction.follow_up_on, N_("Follow up on")),)
        super().__init__(desk, N_("Put off the follow-up"), interaction, fields, parent)
        today = clock.today()
        week = today + dt.timedelta(days=7)
        days = (week, N_("In a week")), (week + dt.timedelta(days=7), N_("In two weeks"))
        line = QHBoxLayout()
        line.setSpacing(8)
        for day, words in (*days, (months_before(today, -1), N_("In a month"))):
            button = QPushButton()
            dress_button(button, "", "choice")
            button.setAutoDefault(False)
            desk.say(button, button.setText, words)
            button.clicked.connect(partial(self._choose, day))
            line.addWidget(button)
        line.addStretch(1)
        self.body.addLayout(line)
        self.body.addStretch(1)
        self._choose(week)
        self.add_button(N_("Cancel"), self.reject)
        self.add_button(N_("Put off"), self.save, is_default=True)
        self.boxes["follow_up_on"].editor.setFocus()

    def _choose(self, day: Any) -> None:
        self.boxes["follow_up_on"].editor.set_value(day)

    def keep(self, values: dict[str, Any]) -> None:
        postpone(self.desk.store, self._number, values["follow_up_on"])
