"""The family of an agreement beside its details: whether it is alive, its versions, what stands under it."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from kidesk.gui.badges import BadgeLabel
from kidesk.gui.breaking_text import copyable
from kidesk.gui.cards import Row, RowList
from kidesk.gui.desk import Desk
from kidesk.gui.icons import dress_button
from kidesk.gui.plain import PlainLabel
from kidesk.i18n import N_
from kidesk.operations.agreement_activity import activity
from kidesk.operations.agreement_family import family
from kidesk.records import clock
from kidesk.records.agreement import Agreement
from kidesk.records.agreement_renewal import is_renewable
from kidesk.records.agreement_rules import RUNNING, is_evergreen, state_today
from kidesk.records.agreement_terms import ActivityLevel
from kidesk.records.agreement_versions import Family, Version

_ROOM = 290


class FamilyPane(QWidget):
    """Shows an agreement's family in the window's language. `record_asked` carries the id of a kin to go to."""

    record_asked = Signal(object)
    renew_asked = Signal()
    activity_asked = Signal()

    def __init__(self, desk: Desk, agreement: Agreement) -> None:
        super().__init__()
        self._desk = desk
        self._agreement = agreement
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        kin = family(desk.store, agreement.id)
        if agreement.status in RUNNING:
            self._show_activity()
        self._add_buttons()
        self._show_kin(N_("Stands under"), (kin.parent,) if kin.parent is not None else ())
        self._show_kin(N_("Specific agreements under it"), kin.children)
        self._show_versions(kin)

    def _head(self, message: str) -> None:
        self._column.addSpacing(6)
        self._column.addWidget(PlainLabel(self._desk.text(message), "section"))

    def _show_activity(self) -> None:
        found = activity(self._desk.store, self._agreement.id, clock.today())
        self._head(N_("Activity"))
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(BadgeLabel(self._desk.text(found.level.label), str(found.level.tone)))
        line.addStretch(1)
        self._column.addLayout(line)
        if found.dormant_on is not None:
            self._say(N_("Judged dormant: {what}"), what=found.reason, on=found.dormant_on)
        if found.evidence is not None:
            self._say("{what}", what=found.evidence.said(self._desk.language), on=found.evidence.on)
        elif found.level == ActivityLevel.UNKNOWN:
            self._column.addWidget(PlainLabel(self._desk.text(N_("Nothing is known of it.")), "muted", wrap=True))

    def _say(self, message: str, *, what: str, on: dt.date) -> None:
        said = self._desk.text(message, what=what)
        self._column.addWidget(copyable(f"{self._desk.language.day(on)} · {said}", room=_ROOM))

    def _add_buttons(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(4)
        for words, sign, asked, is_offered in (
            (N_("Renew…"), "refresh-cw", self.renew_asked, is_renewable(self._agreement)),
            (N_("Note activity…"), "activity", self.activity_asked, self._agreement.status in RUNNING),
        ):
            if is_offered:
                button = QPushButton(self._desk.text(words))
                dress_button(button, sign, "quiet")
                button.clicked.connect(asked)
                line.addWidget(button)
        line.addStretch(1)
        self._column.addLayout(line)

    def _show_kin(self, message: str, kin: tuple[Agreement, ...]) -> None:
        if kin:
            self._head(message)
            self._column.addWidget(self._links([self._row(one) for one in kin]))

    def _row(self, kin: Agreement) -> Row:
        return Row(kin.id, kin.caption(self._desk.language.code), self._desk.text(state_today(kin).label))

    def _links(self, rows: list[Row]) -> RowList:
        links = RowList()
        links.set_rows(rows)
        links.chosen.connect(self.record_asked)
        return links

    def _show_versions(self, kin: Family) -> None:
        if len(kin.versions) > 1 or self._agreement.amendments:
            self._head(N_("Versions"))
            for version in kin.versions:
                self._show_version(version)

    def _show_version(self, version: Version) -> None:
        agreement, language = version.agreement, self._desk.language
        if agreement.id == self._agreement.id:
            here = self._desk.text(N_("This agreement, {term}"), term=self._term(agreement))
            self._column.addWidget(copyable(here, "strong", room=_ROOM))
        else:
            state = self._desk.text(state_today(agreement).label)
            self._column.addWidget(self._links([Row(agreement.id, self._term(agreement), state)]))
        said = [difference.said(language) for difference in version.differences]
        for amendment in version.amendments:
            day = language.day(amendment.from_on)
            said.append(self._desk.text(N_("Amendment from {day}: {what}"), day=day, what=amendment.concerns))
        for line in said:
            self._column.addWidget(copyable(line, "small", room=_ROOM))

    def _term(self, agreement: Agreement) -> str:
        start = self._desk.language.day(agreement.effective_on)
        if is_evergreen(agreement):
            return (
                self._desk.text(N_("from {start} until further notice"), start=start)
                if start
                else (self._desk.text(N_("until further notice")))
            )
        return f"{start} – {self._desk.language.day(agreement.end_on)}".strip()
