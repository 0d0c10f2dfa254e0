"""The dialog that renews an agreement: for which term, whether signed, and what will become of old and new."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from kidesk.errors import KideskError
from kidesk.gui.breaking_text import copyable
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.frame import Frame
from kidesk.gui.dialogs.labelled import Labelled, Options
from kidesk.gui.field_box import FieldBox
from kidesk.gui.plain import PlainLabel
from kidesk.i18n import N_
from kidesk.operations.edit import Invalid
from kidesk.operations.renew_agreement import Outlook, Renewal, proposed, renew
from kidesk.records import clock
from kidesk.records.agreement import Agreement
from kidesk.records.agreement_renewal import next_end, years_forward
from kidesk.records.field import Unreadable
from kidesk.records.fields import Day

_ROOM = 520
_SIGNATURES = ("signed_own_on", "signed_partner_on")
_MUST = N_("This field must be filled in.")


class RenewDialog(Frame):
    """Renews an agreement. `renewed` carries the id of the renewal."""

    renewed = Signal(int)

    def __init__(self, desk: Desk, outlook: Outlook, parent: QWidget | None) -> None:
        super().__init__(desk, N_("Renew the agreement"), parent, (620, 620))
        self._outlook = outlook
        self._old = outlook.agreement
        self._usual = proposed(self._old, clock.today())
        self._end_is_usual = True
        self.how = Options(desk, ((False, N_("It is to be prepared")), (True, N_("Both sides have signed it"))))
        self.boxes = {key: FieldBox(desk, field) for key, field in _DAYS.items()}
        self.moves_years, self.moves_children = QCheckBox(), QCheckBox()
        self._happens = PlainLabel("", "muted", wrap=True)
        self._fill_body()
        self._propose()
        self.add_button(N_("Cancel"), self.reject)
        self.add_button(N_("Renew"), self.save, "refresh-cw", is_default=True)
        self.boxes["start"].editor.setFocus()

    def _fill_body(self) -> None:
        self.body.addWidget(copyable(self._old.caption(self.desk.language.code), "strong", room=_ROOM))
        self.body.addWidget(Labelled(self.desk, N_("The renewal"), self.how))
        for keys in (("start", "end"), _SIGNATURES):
            line = QHBoxLayout()
            line.setSpacing(16)
            for key in keys:
                line.addWidget(self.boxes[key], 1, Qt.AlignmentFlag.AlignTop)
            self.body.addLayout(line)
        self.body.addWidget(self.moves_years)
        self.body.addWidget(self.moves_children)
        heading = PlainLabel("", "section")
        self.desk.say(heading, heading.setText, N_("What will happen"))
        self.body.addWidget(heading)
        self.body.addWidget(self._happens)
        self.body.addStretch(1)

    def _propose(self) -> None:
        for key in ("start", "end"):
            self.boxes[key].editor.set_value(getattr(self._usual, key))
        self.boxes["start"].editor.changed.connect(self._suit_end)
        self.boxes["end"].editor.changed.connect(self._end_was_typed)
        self.how.currentIndexChanged.connect(lambda: self._show_consequences())
        for box in (self.moves_years, self.moves_children):
            box.setChecked(True)
        self.moves_years.setVisible(bool(years_forward(self._old) and self._old.conditions))
        self.desk.keep_saying(self, self._speak)

    def _speak(self) -> None:
        plural = self.desk.language.plural
        years, children = years_forward(self._old), self._outlook.children
        self.moves_years.setText(
            plural(
                "Move the academic years of the conditions {count} year forward",
                "Move the academic years of the conditions {count} years forward",
                years,
            )
        )
        self.moves_children.setText(
            plural(
                "Move the {count} agreement that stands under the old one",
                "Move the {count} agreements that stand under the old one",
                children,
            )
        )
        self._show_consequences()

    def _show_consequences(self) -> None:
        is_signed = self.how.value()
        for key in _SIGNATURES:
            self.boxes[key].setVisible(is_signed)
        takes_over = is_signed and (self._start() or clock.today()) <= clock.today()
        self.moves_children.setVisible(takes_over and self._outlook.children > 0)
        self._happens.setText("\n".join(f"• {line}" for line in self._consequences(is_signed)))

    def _consequences(self, is_signed: bool) -> Iterator[str]:
        said, plural, today = self.desk.text, self.desk.language.plural, clock.today()
        yield said(N_("The renewal gets the titles, the terms and the texts of the old agreement."))
        old = self._old
        counted = (
            plural("{count} party", "{count} parties", len(old.parties)) if old.parties else "",
            plural("{count} signatory", "{count} signatories", len(old.signatories)) if old.signatories else "",
            plural("{count} contact", "{count} contacts", len(old.contacts)) if old.contacts else "",
            plural("{count} condition", "{count} conditions", len(old.conditions)) if old.conditions else "",
        )
        if any(counted):
            yield said(N_("It also gets: {what}."), what=", ".join(filter(None, counted)))
        yield said(N_("Dates, registration numbers, files, actual numbers and history stay with the old agreement."))
        if self._outlook.route is not None:
            yield said(
                N_("Decision route: {route}."), route=self._outlook.route.caption(self.desk.language.code)
            )
        if self._outlook.is_assessed:
            yield said(N_("Its risks are to be assessed anew: an open assessment is made."))
        if not is_signed:
            yield said(N_("The old agreement is put under renewal and goes on until the renewal takes over."))
        elif (self._start() or today) > today:
            yield said(N_("The first day lies ahead: the old agreement goes on until you put the renewal in force."))
        else:
            yield said(N_("The old agreement is superseded from the first day of the renewal."))

    def _start(self) -> dt.date | None:
        try:
            start: Any = self.boxes["start"].editor.value()
        except Unreadable:
            return None
        return start if isinstance(start, dt.date) else None

    def _suit_end(self) -> None:
        """While nobody has typed an end, the term stays as long as the old one."""
        start = self._start()
        if self._end_is_usual and start is not None:
            end: Any = next_end(self._old, start)
            self.boxes["end"].editor.set_value(end)
        self._show_consequences()

    def _end_was_typed(self) -> None:
        self._end_is_usual = False

    def save(self) -> None:
        """Renews, or says beside each field what must be put right first."""
        for box in self.boxes.values():
            box.show_problem("")
        days = self._days()
        if days is None:
            return
        renewal = Renewal(
            **days, moves_years=self.moves_years.isChecked(), moves_children=self.moves_children.isChecked()
        )
        try:
            number = renew(self.desk.store, self._old.id, renewal, self.desk.language)
        except Invalid as invalid:
            self._complain({one.key: one.said(self.desk.language) for one in reversed(invalid.problems)})
        except KideskError as error:
            refused = error
            self.banner.say("bad", lambda: refused.said(self.desk.language))
        else:
            self.renewed.emit(number)
            self.accept()

    def _days(self) -> dict[str, Any] | None:
        """The days as they stand; None, and their problems said, where one cannot be read or is missing."""
        days: dict[str, Any] = dict.fromkeys(_SIGNATURES)
        problems: dict[str, str] = {}
        needed = ("start", *_SIGNATURES) if self.how.value() else ("start",)
        for key in (*needed, "end"):
            try:
                days[key] = self.boxes[key].editor.value()
            except Unreadable as error:
                problems[key] = error.said(self.desk.language)
            else:
                if days[key] is None and key in needed:
                    problems[key] = self.desk.text(_MUST)
        self._complain(problems)
        return None if problems else days

    def _complain(self, problems: dict[str, str]) -> None:
        for key, sentence in problems.items():
            self.boxes[key].show_problem(sentence)
        first = next((box for key, box in self.boxes.items() if key in problems), None)
        if first is not None:
            first.editor.setFocus()


_DAYS = {
    "start": Day(Agreement.effective_on, N_("First day")),
    "end": Day(Agreement.end_on, N_("Last day"), N_("Left empty, it runs until further notice.")),
    "signed_own_on": Day(Agreement.signed_own_on, N_("Signed by own side")),
    "signed_partner_on": Day(Agreement.signed_partner_on, N_("Signed by partner")),
}
