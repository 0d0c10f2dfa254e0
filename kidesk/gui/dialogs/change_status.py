"""Change an agreement's status: who does what by its decision route, what comes next, and why it is changed now."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QWidget

from kidesk.gui.badges import BadgeLabel
from kidesk.gui.breaking_text import copyable
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.saving import SavingDialog
from kidesk.gui.plain import PlainLabel, Role
from kidesk.i18n import N_
from kidesk.operations.agreement_status import FIELDS, change_status
from kidesk.operations.edit import Saved
from kidesk.records import clock
from kidesk.records.agreement import Agreement
from kidesk.records.agreement_route import NextStep, next_step, route_row
from kidesk.records.decision_route import RouteRow
from kidesk.records.record import bilingual

_ROOM = 500
_WHO = (
    ("prepared", N_("Prepares")),
    ("reviewed", N_("Reviews")),
    ("decided", N_("Decides")),
    ("cosigned", N_("Co-signs")),
)


class ChangeStatusDialog(SavingDialog):
    """The next step of one agreement."""

    def __init__(self, desk: Desk, agreement: Agreement, parent: QWidget | None) -> None:
        super().__init__(desk, N_("Change status"), parent, (600, 560))
        self._agreement = agreement
        step = next_step(agreement)
        self.body.addWidget(copyable(agreement.caption(desk.language.code), "record", room=_ROOM))
        self.body.addLayout(self._now())
        self.body.addWidget(self._route(step, route_row(agreement)))
        usual = {"status": step.status if step is not None else None, "on": clock.today(), "explanation": ""}
        self.add_lines(((FIELDS["status"], FIELDS["on"]), (FIELDS["explanation"],)), usual)
        self.body.addStretch(1)
        self.add_ways_out(N_("Change status"))
        self.boxes["explanation" if step is not None else "status"].editor.setFocus()

    def _now(self) -> QHBoxLayout:
        """The status it has, and since when."""
        status, latest = self._agreement.status, self._agreement.latest_change
        badge, since = BadgeLabel(), PlainLabel("", "muted")
        self.desk.keep_saying(badge, lambda: badge.set_badge(self.desk.text(status.label), str(status.tone)))
        if latest is not None:
            text = self.desk.text
            self.desk.keep_saying(
                since, lambda: since.setText(text(N_("since {day}"), day=self.desk.language.day(latest.on)))
            )
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(badge)
        row.addWidget(since, 1)
        return row

    def _route(self, step: NextStep | None, row: RouteRow | None) -> QFrame:
        """Who prepares, reviews, decides and co-signs, and what comes next."""
        frame = QFrame()
        frame.setProperty("kind", "card")
        grid = QGridLayout(frame)
        grid.setContentsMargins(14, 12, 14, 12)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        if step is not None:
            self._add_line(grid, N_("Next step"), lambda: step.said(self.desk.language), "strong")
        for key, label in _WHO:
            if row is not None and bilingual(row, key, "sv"):
                self._add_line(grid, label, partial(self._who, row, key))
        route = self._agreement.route
        self._add_line(
            grid,
            N_("Decision route"),
            lambda: route.caption(self.desk.language.code) if route is not None else self.desk.text(N_("Not stated")),
        )
        return frame

    def _who(self, row: RouteRow, key: str) -> str:
        return bilingual(row, key, self.desk.language.code)

    def _add_line(self, grid: QGridLayout, label: str, spoken: Callable[[], str], role: Role = "body") -> None:
        name, value = PlainLabel("", "muted"), PlainLabel("", role, wrap=True)
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.desk.say(name, name.setText, label)
        self.desk.keep_saying(value, lambda: value.setText(spoken()))
        line = grid.rowCount()
        grid.addWidget(name, line, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(value, line, 1)

    def keep(self, values: dict[str, Any]) -> Saved:
        seen = self._agreement
        return change_status(self.desk.store, seen.id, version=seen.version, language=self.desk.language, **values)
