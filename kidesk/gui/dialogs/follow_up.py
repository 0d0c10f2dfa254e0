"""The dialogs of a follow-up: that it was done, with a note, and until when it is put off."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from kidesk.gui.breaking_text import copyable
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.saving import SavingDialog
from kidesk.gui.icons import dress_button
from kidesk.gui.plain import PlainLabel
from kidesk.i18n import N_
from kidesk.operations.follow_up import done, postpone
from kidesk.records import clock
from kidesk.records.field import Stored
from kidesk.records.fields import Day, Text
from kidesk.records.interaction import Interaction
from kidesk.records.rules import months_before

_ROOM = 480


class _FollowUpDialog(SavingDialog):
    """What both dialogs say: of which meeting, and the fields beneath each other, all of which must be filled in."""

    def __init__(
        self,
        desk: Desk,
        title: str,
        interaction: Interaction,
        fields: tuple[Stored, ...],
        values: Mapping[str, Any],
        parent: QWidget | None,
    ) -> None:
        super().__init__(desk, title, parent, (560, 320))
        self._number = interaction.id
        self.needed = [field.key for field in fields]
        self.body.addWidget(copyable(interaction.caption(desk.language.code), "strong", room=_ROOM))
        met = f"{desk.language.day(interaction.on)} · {desk.text(interaction.kind.label)}"
        self.body.addWidget(PlainLabel(met, "muted"))
        self.add_lines([(field,) for field in fields], values)


class DoneDialog(_FollowUpDialog):
    """Asks when an interaction was followed up, and what came of it."""

    def __init__(self, desk: Desk, interaction: Interaction, parent: QWidget | None) -> None:
        fields = (
            Day(Interaction.followed_up_on, N_("Followed up on")),
            Text(Interaction.notes, N_("Note"), N_("It is added to the notes of the interaction.")),
        )
        usual = {"followed_up_on": clock.today(), "notes": ""}
        super().__init__(desk, N_("Follow up"), interaction, fields, usual, parent)
        self.add_ways_out(N_("Followed up"))
        self.boxes["notes"].editor.setFocus()

    def keep(self, values: dict[str, Any]) -> None:
        done(self.desk.store, self._number, values["followed_up_on"], values["notes"])


class PostponeDialog(_FollowUpDialog):
    """Asks until when a follow-up is put off; a week, two or a month are one button each."""

    def __init__(self, desk: Desk, interaction: Interaction, parent: QWidget | None) -> None:
        fields = (Day(Interaction.follow_up_on, N_("Follow up on")),)
        today = clock.today()
        week = today + dt.timedelta(days=7)
        super().__init__(desk, N_("Put off the follow-up"), interaction, fields, {"follow_up_on": week}, parent)
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
        self.add_ways_out(N_("Put off"))
        self.boxes["follow_up_on"].editor.setFocus()

    def _choose(self, day: Any) -> None:
        self.boxes["follow_up_on"].editor.set_value(day)

    def keep(self, values: dict[str, Any]) -> None:
        postpone(self.desk.store, self._number, values["follow_up_on"])
