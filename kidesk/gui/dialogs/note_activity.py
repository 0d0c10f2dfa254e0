"""The dialog in which a person judges whether an agreement is alive: from what day on, and what that rests on."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from kidesk.gui.breaking_text import copyable
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.saving import SavingDialog
from kidesk.i18n import N_
from kidesk.operations.agreement_activity import note_activity
from kidesk.records import clock
from kidesk.records.agreement import Agreement
from kidesk.records.agreement_terms import ActivityLevel
from kidesk.records.field import Stored
from kidesk.records.fields import Choice, Day, Text

_ROOM = 520
_EVIDENCE = N_("For example: a visit, a joint paper, no answer.")
_LINES: tuple[tuple[Stored, ...], ...] = (
    (Choice(Agreement.activity, N_("The agreement is")), Day(Agreement.activity_on, N_("Seen on"))),
    (Text(Agreement.activity_evidence, N_("What it rests on"), _EVIDENCE),),
)


class NoteActivityDialog(SavingDialog):
    """Keeps what a person judged."""

    needed = ("activity_on",)

    def __init__(self, desk: Desk, agreement: Agreement, parent: QWidget | None) -> None:
        super().__init__(desk, N_("Note activity"), parent, (620, 340))
        self._number = agreement.id
        self.body.addWidget(copyable(agreement.caption(desk.language.code), "strong", room=_ROOM))
        self.add_lines(_LINES, {"activity": ActivityLevel.ALIVE, "activity_on": clock.today()})
        self.body.addStretch(1)
        self.add_ways_out(N_("Note it"))
        self.boxes["activity"].editor.setFocus()

    def keep(self, values: dict[str, Any]) -> None:
        level, on, evidence = (values[key] for key in ("activity", "activity_on", "activity_evidence"))
        note_activity(self.desk.store, self._number, level, on, evidence)
