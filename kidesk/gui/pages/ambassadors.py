"""The ambassadors: a list like the others, with mandate, engagements and portrait consent above the details."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kidesk.gui.ambassador_cards import ConsentCard, EngagementCard, MandateCard
from kidesk.gui.desk import Desk
from kidesk.gui.record_detail import RecordDetail
from kidesk.gui.record_page import RecordPage
from kidesk.i18n import N_
from kidesk.records import AMBASSADORS
from kidesk.records.ambassador import Ambassador
from kidesk.records.field import Field
from kidesk.records.record import Record

# What the cards say.
_TOLD = frozenset(
    {
        "stages",
        "mandate_state",
        "portrait_consent",
        "start_on",
        "end_on",
        "review_on",
        "capacity_hours",
        "has_portrait_consent",
        "portrait_consent_given_on",
        "portrait_consent_evidence",
        "portrait_consent_expires_on",
        "portrait_consent_withdrawn_on",
    }
)


class AmbassadorDetail(RecordDetail):
    """The details of an ambassador, under the cards. `asked` carries what is asked for and the ambassador's id."""

    asked = Signal(str, int)

    def is_told(self, field: Field, record: Record) -> bool:
        return field.key in _TOLD

    def pictures(self, record: Record) -> list[QWidget]:
        if not isinstance(record, Ambassador):
            return []
        mandate, consent = MandateCard(self.desk, record), ConsentCard(self.desk, record)
        done = EngagementCard(self.desk, record)
        for signal, act in (
            (mandate.stage_asked, "stage"),
            (done.engagement_asked, "engagement"),
            (done.package_asked, "package"),
            (consent.record_asked, "consent"),
            (consent.withdraw_asked, "withdrawal"),
        ):
            signal.connect(partial(self.asked.emit, act, record.id))
        return [mandate, done, consent]


class AmbassadorPage(RecordPage):
    """The page of the ambassadors. `asked` carries what is asked for of an ambassador, and the id."""

    asked = Signal(str, int)
    helpers_asked = Signal()
    coverage_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, AMBASSADORS)
        helpers = self.bar.add_button(N_("Who could help…"), "user-search")
        helpers.clicked.connect(lambda: self.helpers_asked.emit())
        coverage = self.bar.add_button(N_("Coverage"), "globe")
        coverage.clicked.connect(lambda: self.coverage_asked.emit())

    def make_detail(self) -> RecordDetail:
        detail = AmbassadorDetail(self.desk, self.type)
        detail.asked.connect(self.asked)
        return detail
