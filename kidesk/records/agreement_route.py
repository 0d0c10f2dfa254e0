"""What comes next for an agreement: the step that its status and its decision route lead to, and who takes it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from kidesk.i18n import N_, Language
from kidesk.records import clock
from kidesk.records.agreement import Agreement
from kidesk.records.agreement_rules import start_preparing_by, state
from kidesk.records.agreement_terms import AgreementState, AgreementStatus
from kidesk.records.decision_route import RouteRow
from kidesk.records.record import bilingual


@dataclass(frozen=True)
class NextStep:
    """The next step: the status it leads to, the sentence that says it, and the row that says whose it is."""

    status: AgreementStatus
    message: str
    row: RouteRow | None = None

    @property
    def key(self) -> str:
        """The status it leads to, as it is exchanged."""
        return str(self.status)

    def said(self, language: Language) -> str:
        """The sentence in `language`."""
        names = {key: bilingual(self.row, key, language.code) if self.row else "" for key in _NAMES}
        return language.text(self.message, **names)


_NAMES = ("prepared", "reviewed", "decided", "cosigned")


def route_row(agreement: Agreement) -> RouteRow | None:
    """Who prepares, reviews, decides and co-signs this agreement, by the version of the route it follows."""
    if agreement.route is None:
        return None
    return agreement.route.row_for(agreement.type, agreement.level, agreement.cycle, agreement.is_strategic)


def next_step(agreement: Agreement, today: dt.date | None = None) -> NextStep | None:
    """What is to be done next as seen on a day; None where nothing is."""
    row = route_row(agreement)
    match agreement.status:
        case AgreementStatus.IDEA:
            return _preparation(row)
        case AgreementStatus.IN_PREPARATION:
            return _review(row)
        case AgreementStatus.LEGAL_REVIEW:
            return _decision(row)
        case AgreementStatus.FOR_DECISION:
            return _signature(row)
        case AgreementStatus.OUT_FOR_SIGNATURE:
            return _conclusion(agreement)
    return _renewal(agreement, today or clock.today())


def _preparation(row: RouteRow | None) -> NextStep:
    status = AgreementStatus.IN_PREPARATION
    if row is None or not bilingual(row, "prepared", "sv"):
        return NextStep(status, N_("Is to be prepared."))
    return NextStep(status, N_("Is to be prepared by {prepared}."), row)


def _review(row: RouteRow | None) -> NextStep:
    if row is not None and row.is_without_legal_review:
        return _decision(row)
    status = AgreementStatus.LEGAL_REVIEW
    if row is None or not bilingual(row, "reviewed", "sv"):
        return NextStep(status, N_("Is to be reviewed by a lawyer."))
    return NextStep(status, N_("Is to be reviewed by {reviewed} and then by a lawyer."), row)


def _decision(row: RouteRow | None) -> NextStep:
    status = AgreementStatus.FOR_DECISION
    if row is None or not bilingual(row, "decided", "sv"):
        return NextStep(status, N_("Is to be put up for decision."))
    return NextStep(status, N_("Is to be decided by {decided}."), row)


def _signature(row: RouteRow | None) -> NextStep:
    status = AgreementStatus.OUT_FOR_SIGNATURE
    if row is None or not bilingual(row, "decided", "sv"):
        return NextStep(status, N_("Once decided, is to be signed by both sides."))
    if not bilingual(row, "cosigned", "sv"):
        return NextStep(status, N_("Once decided, is to be signed by {decided} and by the partner."), row)
    return NextStep(status, N_("Once decided, is to be signed by {decided}, by {cosigned} and by the partner."), row)


def _conclusion(agreement: Agreement) -> NextStep:
    """Concluded only when both sides have signed: one side's approval is not a concluded agreement."""
    status = AgreementStatus.IN_FORCE
    if agreement.signed_own_on is None and agreement.signed_partner_on is None:
        return NextStep(status, N_("Awaits the signatures of both sides."))
    if agreement.signed_own_on is None:
        return NextStep(status, N_("Awaits the signature of the own side."))
    if agreement.signed_partner_on is None:
        return NextStep(status, N_("Awaits the signature of the partner."))
    return NextStep(status, N_("Both sides have signed; the agreement can be put in force."))


def _renewal(agreement: Agreement, today: dt.date) -> NextStep | None:
    now = state(agreement, today)
    if agreement.status == AgreementStatus.UNDER_RENEWAL:
        return NextStep(AgreementStatus.IN_FORCE, N_("The renewal is to be concluded, or the end to be recorded."))
    if agreement.status != AgreementStatus.IN_FORCE:
        return None
    if now == AgreementState.EXPIRED:
        return NextStep(AgreementStatus.EXPIRED, N_("Has run out: it is to be renewed, or its end to be recorded."))
    start = start_preparing_by(agreement)
    if start is not None and start <= today:
        return NextStep(AgreementStatus.UNDER_RENEWAL, N_("It is time to prepare a renewal, or to let it end."))
    return None
