"""Privacy decision: what was decided about one person's data, without saying whose they are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from sqlalchemy.orm import Mapped, mapped_column

from kidesk.i18n import N_
from kidesk.records.field import Problem
from kidesk.records.fields import Choice, Day, Number, Text
from kidesk.records.filter import by_choice
from kidesk.records.record import Record, line, prose
from kidesk.records.record_type import Caption, RecordType, Section, View
from kidesk.records.rules import registration_number
from kidesk.records.term import Term


class PrivacyDecisionKind(Term):
    """What was asked for or done (GDPR articles 7.3, 15, 16, 17, 18 and 5.1 e)."""

    EXTRACT = "extract", N_("Data-subject extract")
    RECTIFICATION = "rectification", N_("Rectification")
    WITHDRAWAL = "withdrawal", N_("Consent withdrawn")
    ERASURE = "erasure", N_("Erasure")
    REFUSAL = "refusal", N_("Refusal to erase")
    RETENTION = "retention", N_("Retention review")
    ACCESS = "access", N_("Protected data opened")


class ErasureGround(Term):
    """On what ground data are erased (GDPR article 17.1; arkivlagen 10 §)."""

    NONE = "none", N_("Not stated")
    NOT_NEEDED = "not-needed", N_("No longer needed for its purpose")
    CONSENT_WITHDRAWN = "consent-withdrawn", N_("Consent withdrawn and no other legal basis")
    OBJECTION = "objection", N_("The person objected")
    UNLAWFUL = "unlawful", N_("Kept without a legal basis")
    DISPOSAL_DECISION = "disposal-decision", N_("Decision on disposal")


class PrivacyDecision(Record):
    """A decision about the data of the person with the id `subject_number`, who may be gone by now.

    Nothing here may name the person: it outlives an erasure. `outcome` says what was done, and what remains where.
    """

    __tablename__ = "privacy_decision"

    kind: Mapped[PrivacyDecisionKind] = mapped_column(default=PrivacyDecisionKind.EXTRACT)
    subject_number: Mapped[int | None]
    decided_on: Mapped[dt.date]
    decided_by: Mapped[str] = line(200)
    ground: Mapped[ErasureGround] = mapped_column(default=ErasureGround.NONE)
    dnr: Mapped[str] = line(60)
    reason: Mapped[str] = prose()
    outcome: Mapped[str] = prose()

    def caption(self, code: str) -> str:
        return f"{self.decided_on.isoformat()} · {self.subject_number or '–'}"


def _problems(decision: PrivacyDecision) -> Iterator[Problem]:
    yield from registration_number(decision, "dnr")
    if decision.kind is PrivacyDecisionKind.ERASURE and decision.ground is ErasureGround.NONE:
        yield Problem("ground", N_("Say on what ground the data are erased."), is_warning=True)


PRIVACY_DECISIONS = RecordType(
    PrivacyDecision,
    key="privacy-decisions",
    one=N_("Privacy decision"),
    many=N_("Privacy decisions"),
    new=N_("New privacy decision"),
    empty=N_("No privacy decisions yet"),
    sections=(
        Section(
            N_("Privacy decision"),
            (
                Caption(PrivacyDecision, N_("Name")),
                Choice(PrivacyDecision.kind, N_("Kind")),
                Number(PrivacyDecision.subject_number, N_("Number of the person"), grouped=False),
                Day(PrivacyDecision.decided_on, N_("Decided on")),
                Text(PrivacyDecision.decided_by, N_("Decision made by")),
                Choice(PrivacyDecision.ground, N_("Ground")),
                Text(PrivacyDecision.dnr, N_("Registration number (dnr)")),
                Text(PrivacyDecision.reason, N_("Reason")),
                Text(PrivacyDecision.outcome, N_("Outcome")),
            ),
        ),
    ),
    columns=("name", "kind", "decided_on", "decided_by", "ground"),
    views=(View("all", N_("All")),),
    filters=(by_choice(PrivacyDecision.kind, N_("Kind")),),
    problems=_problems,
)
